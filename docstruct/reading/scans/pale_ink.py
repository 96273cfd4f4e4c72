"""Pale ink over the text of a scan: watermarks, and text that is printed as pale.

A watermark is paler than the text, and its signs are larger. It is taken out before lines are looked for, since a line
that it crosses would be found together with it and lost. What then still stands of the pale ink and runs level is read by
itself: large signs are a watermark, signs as large as the text are a line of it, of which nobody can be sure.

Pale ink is looked for on an image of half the size, where grain is evened out; only what is taken out is taken out of
the page itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Pixels
    from docstruct.reading.scans.seals import Area

DARK = 120
"""Level of 255 below which a pixel is ink of the text."""
LIGHT = 140
"""Level from which it is pale."""
PAPER = 236
"""Level from which it is paper."""
EDGE = 2
"""Pixels of the halved image around dark ink that are its blurred edge."""
STROKES = 3.0
"""Points between the strokes of a pale sign that are taken together."""
LARGE = 18.0
"""Points a sign of a watermark is high and wide at least; text is smaller."""
RULE = 40.0
"""Points from which a straight pale stroke is a rule of a table, which stays: no sign has one as long."""
FILLED = 0.12
"""Share of the area around it that the ink of a sign fills; a grid of pale rules fills less."""
EVEN = 20
"""Levels between the quartiles of a watermark's ink, which is of one grey: 6 to 8 were measured under grain and JPEG. Type that
is blurred (100 dpi), or shows through from the other side (:mod:`~docstruct.reading.scans.other_side`), has all greys: 35 to 43."""
LEAST_INK = 100.0
"""Square points of ink within the edges of its signs that a watermark has; one sign of 28 points has them."""
LEAST_DARK = 0.1
"""Share of a watermark's ink that the page has of dark ink at least: where all is pale, the pale ink is the text."""
GRAIN = 28
"""Levels by which grain and compression make the ink of a watermark darker in places."""
SIGNS = 20.0
"""Points between the signs of a level line that are taken together."""
LOWEST = 6.0
"""Points a level line is high at least."""
LEVEL = 2.0
"""Length to height from which signs make a level line; those of a line aslant do not."""
MARGIN = 3.0
"""Points of paper around a level line that are cut out with it."""


def pale_level(image: Pixels, scale: float) -> int | None:
    """The level of 255 above which a page has nothing but paper and a watermark; None if it shows none.

    What is pale and no edge of dark ink is one where it makes signs larger than those of a text.

    Args:
        image: the page.
        scale: points a pixel is wide.
    """
    import cv2
    import numpy as np

    grey, pale = _pale(image, scale)
    reach = max(round(STROKES / scale / 2), 1)
    blots = cv2.morphologyEx(pale, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(blots, connectivity=8)
    large = LARGE / scale / 2
    signs = [
        at + 1
        for at, (_, _, width, height, filled) in enumerate(boxes[1:].tolist())
        if min(width, height) >= large and filled >= FILLED * width * height
    ]
    if not signs:
        return None
    inked = ((pale > 0) & np.isin(labels, signs)).astype(np.uint8)
    within = grey[
        cv2.erode(inked, np.ones((2, 2), np.uint8)) > 0
    ]  # the edges of a sign have other greys than it
    if within.size * (2 * scale) ** 2 < LEAST_INK:
        return None
    if cv2.countNonZero((grey < DARK).astype(np.uint8)) < LEAST_DARK * inked.sum():
        return None
    if np.subtract(*np.percentile(within, (75, 25))) > EVEN:
        return None
    return max(int(np.median(grey[inked > 0])) - GRAIN, LIGHT)


def without_paler(image: Pixels, level: int, scale: float) -> Pixels:
    """The image with paper where every colour is above a level; coloured ink stays, and so do pale rules.

    Args:
        image: the page.
        level: of 255.
        scale: points a pixel is wide.
    """
    import cv2

    low = darkest(image)
    paler = cv2.threshold(low, level, 255, cv2.THRESH_BINARY)[1]
    marks = cv2.bitwise_and(paler, cv2.threshold(low, PAPER, 255, cv2.THRESH_BINARY_INV)[1])
    paler[_strokes(cast("Pixels", marks), RULE / scale) > 0] = 0
    return cast("Pixels", cv2.bitwise_or(image, cv2.merge((paler, paler, paler))))


def level_lines(image: Pixels, scale: float) -> list[Area]:
    """Where pale signs run level, from left to right.

    Args:
        image: the page, upright and level, with its pale ink.
        scale: points a pixel is wide.
    """
    import cv2
    import numpy as np

    _, pale = _pale(image, scale)
    signs = cv2.morphologyEx(pale, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))  # without grain
    across = np.ones((max(round(STROKES / scale / 2), 1), max(round(SIGNS / scale / 2), 1)), np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(signs, cv2.MORPH_CLOSE, across))
    lowest, margin = LOWEST / scale / 2, MARGIN / scale
    return [
        (
            max(round(2 * x - margin), 0),
            max(round(2 * y - margin), 0),
            min(round(2 * (x + width) + margin), image.shape[1]),
            min(round(2 * (y + height) + margin), image.shape[0]),
        )
        for x, y, width, height, filled in boxes[1:].tolist()
        if height >= lowest and width >= LEVEL * height and filled >= FILLED * width * height
    ]


def darkest(image: Pixels) -> Pixels:
    """The least of a pixel's blue, green and red."""
    import cv2

    blue, green, red = cv2.split(image)
    return cast("Pixels", cv2.min(cv2.min(blue, green), red))


def _pale(image: Pixels, scale: float) -> tuple[Pixels, Pixels]:
    """The image in grey at half its size, and 1 where that is pale and neither an edge of dark ink nor a rule."""
    import cv2
    import numpy as np

    low = darkest(image)
    half = cv2.resize(
        low, (max(low.shape[1] // 2, 1), max(low.shape[0] // 2, 1)), interpolation=cv2.INTER_AREA
    )
    grey = cv2.medianBlur(half, 3)
    dark = cv2.dilate((half < DARK).astype(np.uint8), np.ones((2 * EDGE + 1, 2 * EDGE + 1), np.uint8))
    pale = ((grey >= LIGHT) & (grey < PAPER) & (dark == 0)).astype(np.uint8)
    pale[_strokes(pale, RULE / scale / 2) > 0] = 0
    return cast("Pixels", grey), cast("Pixels", pale)


def _strokes(ink: Pixels, long: float) -> Pixels:
    """The straight level or upright strokes of at least so many pixels."""
    import cv2

    length = max(round(long), 1)
    across, down = (
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        for shape in ((length, 1), (1, length))
    )
    return cast("Pixels", cv2.bitwise_or(across, down))
