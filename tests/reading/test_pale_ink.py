"""Pale ink on a scan: which of it is a watermark, what stays when that is taken out, and which of it is a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")

from docstruct.reading.scans.pale_ink import level_lines, pale_level, without_paler  # noqa: E402

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Pixels

SCALE = 0.36
"""Points a pixel is wide at 200 dpi."""
GREY = 205


def paper(*, grain: bool = True) -> Pixels:
    """White paper with lines of dark signs, 10 points high."""
    image = np.full((800, 1200, 3), 255, np.uint8)
    for y in range(60, 760, 100):
        for x in range(100, 1100, 34):
            cv2.rectangle(image, (x, y), (x + 24, y + 26), (20, 20, 20), 3)
    noise = np.random.default_rng(0).normal(0, 6, image.shape[:2])[:, :, None] if grain else 0
    return np.asarray(np.clip(image + noise, 0, 255).astype(np.uint8))


def signs(image: Pixels, level: int = GREY, *, size: int = 70, aslant: bool = True) -> Pixels:
    """The image under a pale line of large signs."""
    pale = np.full(image.shape[:2], 255, np.uint8)
    for at in range(6):
        x, y = 150 + 130 * at, 650 - (90 * at if aslant else 0)
        cv2.rectangle(pale, (x, y), (x + size, y + size), level, 12)
        cv2.line(pale, (x, y), (x + size, y + size), level, 12)
    return np.asarray(np.minimum(image, pale[:, :, None]))


def test_large_pale_signs_are_a_watermark() -> None:
    level = pale_level(signs(paper()), SCALE)
    assert level is not None
    assert GREY - 40 < level < GREY


def test_a_page_of_text_alone_has_none() -> None:
    assert pale_level(paper(), SCALE) is None


def test_pale_signs_as_small_as_the_text_are_none() -> None:
    assert pale_level(signs(paper(), size=24), SCALE) is None


def grid(image: Pixels, level: int) -> Pixels:
    for at in range(6):
        cv2.line(image, (90, 40 + 140 * at), (1150, 40 + 140 * at), (level,) * 3, 4)
        cv2.line(image, (90 + 212 * at, 40), (90 + 212 * at, 740), (level,) * 3, 4)
    return image


def test_the_pale_rules_of_a_table_are_none() -> None:
    assert pale_level(grid(paper(grain=False), 190), SCALE) is None


def test_the_pale_rules_of_a_table_stay_when_a_watermark_goes() -> None:
    image = signs(grid(paper(grain=False), 190), 215)
    cleaned = without_paler(image, 170, SCALE)
    assert cleaned[180, 600].max() <= 190, "the rule is there"
    assert cleaned[650 + 2, 190].min() == 255, "the sign is gone"
    assert image[650 + 2, 190].min() < 255, "what was given stays as it was"
    assert cleaned[61, 110].max() < 60, "dark ink stays"


def test_pale_signs_in_a_row_are_a_line_and_aslant_none() -> None:
    blank = np.full((800, 1200, 3), 255, np.uint8)
    ((left, top, right, bottom),) = level_lines(signs(blank, size=40, aslant=False), SCALE / 2)
    assert (left, right) == pytest.approx((150, 840), abs=40)
    assert (top, bottom) == pytest.approx((650, 690), abs=40)
    assert level_lines(signs(blank, aslant=True), SCALE / 2) == []


def test_type_that_is_blurred_is_no_watermark() -> None:
    """As a scan at 100 dpi is drawn at 200: all of its greys are pale, and close rows stand together like signs."""
    image = np.full((800, 1200, 3), 255, np.uint8)
    for y in range(60, 160, 24):
        for x in range(100, 1100, 22):
            cv2.putText(image, "8", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 0), 1)
    assert pale_level(cv2.GaussianBlur(image, (0, 0), 2.4), SCALE) is None


def test_where_all_ink_is_pale_it_is_the_text() -> None:
    assert pale_level(signs(np.full((800, 1200, 3), 255, np.uint8)), SCALE) is None
