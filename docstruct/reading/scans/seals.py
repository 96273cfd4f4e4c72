"""Seals (公章) over the text of a scan: a red ring as large as a coin, with text under it.

In the red channel of an image red ink is nearly as light as paper and black ink stays black, so that within a seal the
text is recognised on that channel. Red titles are no seals: they have no blot that is as wide as high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.scans.engine import Pixels, Quads

Area: TypeAlias = tuple[int, int, int, int]
"""``(left, top, right, bottom)`` in pixels."""

REDDER = 50
"""Levels of 255 by which red exceeds green and blue in red ink."""
SEAL = 45.0
"""Points a seal is wide at least; the smallest of GB/T 33190 and of practice have 2 cm."""
ROUND = 2.0
"""How many times wider than high, or the reverse, a seal may be."""
CLOSING = 6.0
"""Points between the strokes of a seal that are taken together."""
LIGHT, LIGHTEST = 140, 190
"""Levels of the red channel between which a pixel of a seal is paper from; the ink of the seal says where."""
PARTED = 4
"""Times its height that the part of a line under a seal is long at least, to be read without the rest."""
BLENDED = 40
"""Levels below its ink to which a seal that is not pure, or compressed, goes down."""


def seals(image: Pixels, scale: float) -> list[Area]:
    """The areas of an image that hold a red seal; ``scale`` is how many points a pixel is wide."""
    import cv2
    import numpy as np

    ink = _red(image)
    if cv2.countNonZero(ink) * scale < SEAL:
        return []
    reach = max(round(CLOSING / scale), 1)
    blots = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(blots, connectivity=8)
    found: list[Area] = []
    for x, y, width, height, _ in boxes[1:].tolist():
        if min(width, height) * scale >= SEAL and max(width, height) <= ROUND * min(width, height):
            found.append((x, y, x + width, y + height))
    return found


def without_seals(image: Pixels, areas: Sequence[Area]) -> Pixels:
    """The image with the red ink in these areas taken out."""
    import numpy as np

    cleaned = image.copy()
    for left, top, right, bottom in areas:
        area = cleaned[top:bottom, left:right]
        red = area[:, :, 2]
        ink = red[_red(area) > 0]
        level = min(max(int(np.median(ink)) - BLENDED, LIGHT), LIGHTEST) if ink.size else LIGHT
        area[:] = np.where(red >= level, np.uint8(255), red)[:, :, None]
    return cleaned


def part_under(quad: Quads, seal: Area) -> Area | None:
    """The part of a line's box that lies under a seal, with the characters beside; None if the seal does not reach it.

    A short line is not parted: of two or three characters nothing can be said when one is cut.
    """
    left, top = (max(int(edge), 0) for edge in quad.min(axis=0))
    right, bottom = (int(edge) + 1 for edge in quad.max(axis=0))
    x0, y0, x1, y1 = seal
    if left >= x1 or right <= x0 or top >= y1 or bottom <= y0:
        return None
    start, end = max(left, x0 - (bottom - top)), min(right, x1 + (bottom - top))
    return (start, top, end, bottom) if end - start >= PARTED * (bottom - top) else (left, top, right, bottom)


def _red(image: Pixels) -> Pixels:
    """255 where the ink of an image is red, else 0."""
    import cv2

    blue, green, red = cv2.split(image)
    redder = cv2.subtract(red, cv2.max(blue, green))  # 0 where it is not: the subtraction saturates
    return cast("Pixels", cv2.threshold(redder, REDDER, 255, cv2.THRESH_BINARY)[1])
