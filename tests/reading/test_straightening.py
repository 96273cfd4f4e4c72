"""Boxes of a page that lies on its side, on the page turned upright."""

from __future__ import annotations

from typing import Any

import pytest

np: Any = pytest.importorskip("numpy")
pytest.importorskip("cv2")

from docstruct.reading.scans.straightening import cut, on_its_side, turned  # noqa: E402
from docstruct.reading.scans.unread_ink import corners  # noqa: E402


def test_the_boxes_of_a_page_turn_with_it_and_begin_at_their_upper_left() -> None:
    image = np.full((60, 40), 255, np.uint8)
    image[10:31, 5:9] = 7
    (box,) = on_its_side(np.array([corners((5, 10, 8, 30))]), 60)
    assert box.tolist() == [[30, 5], [50, 5], [50, 8], [30, 8]]
    assert (cut(turned(image, 1), box)[:3, :20] == 7).all()
