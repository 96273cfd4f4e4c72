"""The rules of a scanned page: straight dark strokes in its image, for the ruled tables among its text.

The image is reduced to ink and paper; what survives an opening with a long flat kernel is a stroke across, with a long
narrow one a stroke down (Serra, Image Analysis and Mathematical Morphology, 1982). Characters do not survive: their
strokes are shorter than :data:`LONG`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docstruct.reading.ruled import THIN, Rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG = 14.0
"""Points a stroke has at least: the height of a narrow row, and more than a character's strokes."""
NEIGHBOURHOOD = 51
"""Pixels across of the neighbourhood that decides what is ink; uneven light and grey paper do not matter."""
DARKER = 15
"""Levels of 255 by which ink is darker than its neighbourhood."""
LEANING = 0.005
"""Share of its length by which a stroke may still lean (0.3 degrees)."""


def find_rules(grey: NDArray[Any], scale: float) -> Rules:
    """The rules of an upright, straightened image.

    Args:
        grey: rows of pixels, 0 black to 255 white, 8 bits.
        scale: points a pixel is wide.
    """
    import cv2

    ink = cv2.adaptiveThreshold(
        cv2.medianBlur(grey, 3), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, NEIGHBOURHOOD, DARKER
    )
    rules = Rules()
    long = max(round(LONG / scale), 3)
    for shape in ((long, 1), (1, long)):
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        strokes = cv2.dilate(strokes, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
        _, _, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        for x, y, width, height, _ in boxes[1:].tolist():
            length, thickness = max(width, height) * scale, min(width, height) * scale
            if thickness > THIN + LEANING * length:
                continue
            if width > height:
                rules.across.append(((y + height / 2) * scale, x * scale, (x + width) * scale))
            else:
                rules.down.append(((x + width / 2) * scale, y * scale, (y + height) * scale))
    return rules
