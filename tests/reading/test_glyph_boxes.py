"""Boxes of a range: of what it touches, at a cost that does not grow with the rest of the line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docstruct.reading.pages.fragments import Fragment
from docstruct.reading.pages.glyph_boxes import GlyphBoxes
from tests.growth import growth, lines_run


def numbers_in_a_line(count: int, length: int = 3) -> GlyphBoxes:
    """A line of as many small numbers, a space between them, as a chart has them."""
    boxes = GlyphBoxes()
    for number in range(count):
        left = 10.0 * number
        lefts = [left + 2 * place for place in range(length)]
        fragment = Fragment(
            text="123"[:length],
            lefts=lefts,
            rights=[x + 2 for x in lefts],
            top=100.0,
            bottom=110.0,
            size=10.0,
        )
        boxes.add((length + 1) * number, 1, fragment)
    return boxes


def test_every_number_of_a_long_line_is_found_at_the_same_cost() -> None:
    def work(count: int) -> int:
        boxes = numbers_in_a_line(count)
        return lines_run(lambda: [boxes.boxes(4 * number, 4 * number + 3) for number in range(count)])

    assert growth(work, 50) < 2.2


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_range_has_the_box_of_the_characters_it_touches(start: int, end: int) -> None:
    places = [place for place in range(start, end) if place % 4 < 3]
    left = min((10.0 * (place // 4) + 2 * (place % 4) for place in places), default=None)
    right = max((10.0 * (place // 4) + 2 * (place % 4) + 2 for place in places), default=None)
    expected = () if left is None else ((1, left, 100.0, right, 110.0),)
    assert numbers_in_a_line(10).boxes(start, end) == expected
