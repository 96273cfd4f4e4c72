"""Full stops that were passed over: told by their shape and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

cv2: Any = pytest.importorskip("cv2")
np: Any = pytest.importorskip("numpy")

from docstruct.reading.scans.full_stops import alone, full_stop_behind, rings  # noqa: E402

if TYPE_CHECKING:
    from docstruct.reading.scans.rules import Mask

EM = 36


def ring(mask: Mask, x: int, y: int, radius: int = 5, thick: int = 2) -> Mask:
    cv2.circle(mask, (x, y), radius, 255, thick)
    return mask


def paper(width: int = 600, height: int = 300) -> Mask:
    return np.zeros((height, width), np.uint8)


def test_a_ring_is_told_from_a_dot_a_digit_and_a_speck() -> None:
    assert len(rings(ring(paper(), 100, 100), EM)) == 1
    assert rings(ring(paper(), 100, 100, thick=-1), EM) == []
    assert rings(ring(paper(), 100, 100, radius=14, thick=3), EM) == []
    assert rings(ring(paper(), 100, 100, radius=1, thick=1), EM) == []


def test_a_full_stop_behind_the_last_character_is_found_in_the_lower_half_only() -> None:
    assert full_stop_behind(ring(paper(200, 48), 130, 36), 120, EM) == pytest.approx(130, abs=1)
    assert full_stop_behind(ring(paper(200, 48), 130, 8), 120, EM) is None, "a degree"
    assert full_stop_behind(ring(paper(200, 48), 190, 36), 120, EM) is None, "too far behind"
    assert full_stop_behind(ring(paper(200, 48), 60, 36), 120, EM) is None, "within the line"


LINES = [(100, 40, 560, 92), (172, 170, 560, 222)]
"""A full line, and the first of the next paragraph, two pitches of 65 below."""


def test_a_full_stop_alone_below_a_line_is_a_line_as_high_as_others() -> None:
    (box,) = alone(ring(paper(), 108, 148), LINES, [])
    assert box[:, 1].max() - box[:, 1].min() == pytest.approx(52, abs=3)
    assert box[:, 0].min() == pytest.approx(100, abs=6)


@pytest.mark.parametrize(("x", "y"), [(400, 148), (108, 70), (108, 20), (8, 148)])
def test_a_ring_elsewhere_is_none(x: int, y: int) -> None:
    assert alone(ring(paper(), x, y), LINES, []) == []


def test_a_ring_beside_a_line_or_under_a_seal_is_none() -> None:
    assert alone(ring(paper(), 108, 148), [*LINES, (150, 120, 400, 160)], []) == []
    assert alone(ring(paper(), 108, 148), LINES, [(60, 120, 200, 200)]) == []
