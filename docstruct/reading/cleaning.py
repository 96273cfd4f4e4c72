"""What lies over the text of a scan: seals in red ink, pale watermarks.

A seal (公章) is a red ring as large as a coin with text under it. In the red channel of the image red ink is nearly as
light as paper and black ink stays black, so that within the seal the text is recognised on that channel. Red titles are no
seals: they have no blot that is as wide as high.

A watermark is paler than the text, and its signs are larger. It is taken out before lines are looked for, since a line that
it crosses would be found together with it and lost; what is found only where the pale ink still stands is a line of the
watermark if its darkest pixels are pale, and else one of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from docstruct.reading.ocr_engine import Pixels, Quads

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
BLENDED = 40
"""Levels below its ink to which a seal that is not pure, or compressed, goes down."""
DARKEST = 5
"""Percentile of a line's pixels that says how dark its ink is."""
PALE = 0.55
"""How far, between the ink of most lines and white paper, a line is a watermark from."""
DARK = 120
"""Level below which a pixel is ink of the text."""
PAPER = 236
"""Level from which it is paper."""
EDGE = 3
"""Pixels around dark ink that are its blurred edge."""
STROKES = 3.0
"""Points between the strokes of a pale sign that are taken together."""
LARGE = 18.0
"""Points a sign of a watermark is high and wide at least; text is smaller."""
GRAIN = 28
"""Levels by which grain and compression make the ink of a watermark darker in places."""
LEAST_LINES = 5
"""Lines that show how dark the ink of a page is."""


def seals(image: Pixels, scale: float) -> list[Area]:
    """The areas of an image that hold a red seal; ``scale`` is how many points a pixel is wide."""
    import cv2
    import numpy as np

    blue, green, red = (image[:, :, channel].astype(np.int16) for channel in range(3))
    ink = ((red - np.maximum(blue, green)) > REDDER).astype(np.uint8)
    if int(ink.sum()) * scale < SEAL:
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
        blue, green, red = (cleaned[top:bottom, left:right, channel].astype(np.int16) for channel in range(3))
        ink = red[(red - np.maximum(blue, green)) > REDDER]
        level = min(max(int(np.median(ink)) - BLENDED, LIGHT), LIGHTEST) if ink.size else LIGHT
        paper = np.where(red >= level, 255, red).astype(np.uint8)
        cleaned[top:bottom, left:right] = paper[:, :, None]
    return cleaned


def lies_under(quad: Quads, areas: Sequence[Area]) -> bool:
    """Whether a line's box reaches into one of the areas."""
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    return any(left < x1 and right > x0 and top < y1 and bottom > y0 for x0, y0, x1, y1 in areas)


def watermarks(pieces: Sequence[Pixels]) -> list[bool]:
    """Which of the images of a page's lines are of a watermark: much paler than those of most."""
    import numpy as np

    darkness = [float(np.percentile(piece.min(axis=2), DARKEST)) for piece in pieces]
    if len(darkness) < LEAST_LINES:
        return [False] * len(darkness)
    usual = float(np.median(darkness))
    return [dark > usual + PALE * (255 - usual) for dark in darkness]


def pale_level(image: Pixels, scale: float) -> int | None:
    """The level of 255 above which a page has nothing but paper and a watermark; None if it shows none.

    What is pale and no edge of dark ink is one where it makes signs larger than those of a text.
    """
    import cv2
    import numpy as np

    grey = cv2.medianBlur(np.ascontiguousarray(image.min(axis=2)), 5)
    dark = cv2.dilate((grey < DARK).astype(np.uint8), np.ones((2 * EDGE + 1, 2 * EDGE + 1), np.uint8))
    pale = ((grey >= LIGHT) & (grey < PAPER) & (dark == 0)).astype(np.uint8)
    reach = max(round(STROKES / scale), 1)
    blots = cv2.morphologyEx(pale, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(blots, connectivity=8)
    large = [
        number
        for number, (_, _, width, height, _) in enumerate(boxes.tolist())
        if number and min(width, height) * scale >= LARGE
    ]
    if not large:
        return None
    inked = grey[(pale > 0) & np.isin(labels, large)]
    return max(int(np.median(inked)) - GRAIN, LIGHT) if inked.size else None


def without_paler(image: Pixels, level: int) -> Pixels:
    """The image with paper where every colour is above a level; coloured ink stays."""
    cleaned = image.copy()
    cleaned[image.min(axis=2) > level] = 255
    return cleaned


def without_pale(grey: NDArray[Any]) -> NDArray[Any]:
    """A grey image in which what is paler than ink is paper: rules of tables are drawn in ink."""
    import numpy as np

    return np.where(grey > LIGHT + (255 - LIGHT) / 3, 255, grey).astype(np.uint8)
