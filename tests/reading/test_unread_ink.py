"""Ink that no recognised character accounts for, in a line, beyond its box, and outside all boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

np: Any = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from docstruct.reading.scans.rules import Ink  # noqa: E402
from docstruct.reading.scans.stacks import single_lines  # noqa: E402
from docstruct.reading.scans.unread_ink import corners, outside, unread_in, whole_boxes, whole_span  # noqa: E402

if TYPE_CHECKING:
    from docstruct.reading.scans.rules import Mask
    from docstruct.reading.scans.seals import Area

EM = 24
SCALE = 0.36


def inked(width: int, height: int, *glyphs: Area) -> Mask:
    """A mask with glyphs, given as left, top, right, bottom."""
    mask = np.zeros((height, width), np.uint8)
    for left, top, right, bottom in glyphs:
        mask[top:bottom, left:right] = 255
    return np.asarray(mask)


def page(text: Mask, *rules: int) -> Ink:
    """The ink of a page with upright rules at some columns."""
    down = np.zeros_like(text)
    for x in rules:
        down[:, x : x + 3] = 255
    return Ink(np.zeros_like(text), down, text)


SEVEN, ZERO, TIMES = (4, 6, 13, 24), (17, 6, 26, 24), (30, 4, 52, 26)


def test_a_digit_without_a_character_leaves_ink() -> None:
    line = inked(60, 30, SEVEN, ZERO, TIMES)
    assert unread_in(line, [9, 21, 41], [0.5, 0.5, 1], EM) == 0
    assert unread_in(line, [9, 41], [0.5, 1], EM) > 0
    assert unread_in(line, [21, 41], [0.5, 1], EM) > 0, "the first one"


@pytest.mark.parametrize("mark", [(17, 20, 20, 24), (17, 14, 26, 16)])
def test_a_point_or_a_stroke_is_no_digit(mark: Area) -> None:
    assert unread_in(inked(60, 30, SEVEN, mark, TIMES), [9, 41], [0.5, 1], EM) == 0


def test_a_glyph_beyond_the_end_of_a_box_belongs_to_its_line() -> None:
    ink = page(inked(200, 30, SEVEN, ZERO, TIMES))
    assert whole_span(ink, (0, 0, 28, 30), (0, 200)) == (0, 52)
    assert whole_span(ink, (15, 0, 56, 30), (0, 200)) == (4, 56)
    assert whole_span(ink, (0, 0, 56, 30), (0, 200)) == (0, 56)


def test_a_full_stop_does_and_a_speck_does_not() -> None:
    assert whole_span(page(inked(200, 30, TIMES, (56, 18, 62, 24))), (28, 0, 54, 30), (0, 200)) == (28, 62)
    assert whole_span(page(inked(200, 30, TIMES, (56, 20, 58, 22))), (28, 0, 54, 30), (0, 200)) == (28, 54)


def test_boxes_are_made_as_long_as_their_ink_and_none_reaches_into_another() -> None:
    ink = page(inked(200, 30, SEVEN, ZERO, TIMES, (56, 18, 62, 24)))
    boxes = np.array([corners((0, 0, 20, 29)), corners((28, 0, 50, 29))])
    assert whole_boxes(boxes, ink)[:, :, 0].tolist() == [[0, 26, 26, 0], [28, 62, 62, 28]]
    assert whole_boxes(boxes[:0], ink).shape == (0, 4, 2)


def test_it_does_not_beyond_a_rule_another_box_or_a_gap() -> None:
    text = inked(200, 30, SEVEN, ZERO, TIMES)
    assert whole_span(page(text, 27), (0, 0, 27, 30), (0, 200)) == (0, 27)
    assert whole_span(page(text), (0, 0, 28, 30), (0, 28)) == (0, 28)
    assert whole_span(page(inked(200, 30, SEVEN, (40, 4, 60, 26))), (0, 0, 16, 30), (0, 200)) == (0, 16)


def test_a_word_in_no_box_is_found() -> None:
    ink = page(inked(600, 400, (300, 200, 310, 224), (100, 200, 110, 224)))
    ((left, top, right, bottom),) = outside(ink, [(95, 195, 120, 230)], SCALE)
    assert (left, right) == pytest.approx((300, 310), abs=3)
    assert (top, bottom) == pytest.approx((200, 224), abs=3)


@pytest.mark.parametrize(
    "speck", [(300, 200, 310, 206), (300, 200, 302, 203), (2, 200, 12, 224), (300, 200, 400, 300)]
)
def test_specks_shadows_and_blots_are_no_words(speck: Area) -> None:
    assert outside(page(inked(600, 400, speck)), [], SCALE) == []


def test_lines_one_above_the_other_in_a_box_are_parted() -> None:
    stack = page(inked(40, 100, (8, 8, 30, 30), (8, 38, 30, 60), (8, 68, 30, 90)))
    boxes = single_lines(np.array([corners((4, 4, 34, 94))]), stack.text)
    assert [box[0][1] for box in boxes] == pytest.approx([6, 36, 66], abs=2)
    assert [box[2][1] for box in boxes] == pytest.approx([32, 62, 92], abs=2)


@pytest.mark.parametrize(
    ("box", "glyphs"),
    [
        ((4, 4, 34, 94), [(8, 8, 30, 90)]),
        ((4, 4, 90, 34), [(8, 8, 30, 30), (40, 8, 62, 30)]),
        ((4, 4, 18, 34), [(8, 8, 12, 30)]),
    ],
)
def test_one_line_is_not_parted(box: Area, glyphs: list[Area]) -> None:
    boxes = single_lines(np.array([corners(box)]), page(inked(100, 100, *glyphs)).text)
    assert len(boxes) == 1
    assert boxes[0].tolist() == corners(box).tolist()


def test_what_stands_before_a_mark_goes_with_the_line_and_what_stands_apart_does_not() -> None:
    """二、 before the box of 收入: 、 leaves two thirds of its room empty."""
    two = ((0, 6, 22, 9), (0, 20, 22, 23))
    text = inked(300, 30, *two, (26, 20, 32, 26), (50, 4, 72, 26))
    assert whole_span(page(text), (48, 0, 76, 30), (0, 300))[0] == 0
    assert whole_span(page(inked(300, 30, *two, (50, 4, 72, 26))), (48, 0, 76, 30), (0, 300))[0] == 48


def test_the_stroke_of_one_is_a_glyph() -> None:
    text = inked(300, 30, (0, 13, 22, 16), (26, 20, 32, 26), (50, 4, 72, 26))
    assert whole_span(page(text), (48, 0, 76, 30), (0, 300))[0] == 0
