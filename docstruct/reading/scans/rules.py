"""The ink of a scanned page, and the rules of its tables: straight dark strokes.

The image is reduced to ink and paper; what survives an opening with a long flat kernel is a stroke across, with a long
narrow one a stroke down (Serra, Image Analysis and Mathematical Morphology, 1982). Characters do not survive: their
strokes are shorter than :data:`LONG`. What is left without the strokes is the ink of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from docstruct.reading.pages.ruled import THIN, Rules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from docstruct.reading.scans.engine import Pixels

    Mask: TypeAlias = NDArray[np.uint8]
    """255 where something is, else 0."""

LONG = 14.0
"""Points a stroke has at least: the height of a narrow row, and more than a character's strokes."""
RULE = 40.0
"""Points from which a stroke is surely none of a character, not even of a title."""
NEIGHBOURHOOD = 51
"""Pixels across of the neighbourhood that decides what is ink; uneven light and grey paper do not matter."""
DARKER = 15
"""Levels of 255 by which ink is darker than its neighbourhood."""
LEANING = 0.005
"""Share of its length by which a stroke may still lean (0.3 degrees)."""


class Ink(NamedTuple):
    """The ink of a page: the strokes across, those down, and all that is neither."""

    across: Mask
    down: Mask
    text: Mask


def find_ink(grey: NDArray[Any], scale: float) -> Ink:
    """The ink of an upright, straightened image.

    Args:
        grey: rows of pixels, 0 black to 255 white, 8 bits.
        scale: points a pixel is wide.
    """
    import cv2

    ink = cv2.adaptiveThreshold(
        cv2.medianBlur(grey, 3), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, NEIGHBOURHOOD, DARKER
    )
    long = max(round(LONG / scale), 3)
    across, down = (
        cv2.dilate(
            cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape)),
            cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)),
        )
        for shape in ((long, 1), (1, long))
    )
    text = cv2.subtract(ink, cv2.bitwise_or(across, down))
    return Ink(cast("Mask", across), cast("Mask", down), cast("Mask", text))


def without_rules(image: Pixels, down: Mask, scale: float) -> Pixels:
    """The image with paper in place of upright rules, which would be read as a 1 or a bar at the edge of a cell."""
    import cv2

    shape = (1, max(round(RULE / scale), 3))
    rules = cv2.morphologyEx(down, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    if not cv2.countNonZero(rules):
        return image
    return cast("Pixels", cv2.bitwise_or(image, cv2.merge((rules, rules, rules))))


def find_rules(ink: Ink, scale: float) -> Rules:
    """The rules of a page, in points, out of its strokes."""
    import cv2

    rules = Rules()
    for strokes in (ink.across, ink.down):
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
