"""Which way a scanned page is turned, and by how much it leans.

Lines tell both. Boxes that are higher than wide mean that the page lies on its side; whether it also stands on its
head, the recogniser tells, since it is sure of upright lines and unsure of others: a handful of the longest is enough.
The slant is the weighted median of the angles of the long lines, so that a few slanted stamps do not count; a page of
narrow cells has no long lines, and leans as the rules of its table do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from docstruct.reading.scans.engine import Engine, Pixels, Quads, ReadLine

ELONGATED = 2.0
"""Length to height from which a box is a line and no single character."""
LONG = 5.0
"""Length to height from which the angle of a box is that of the page."""
LONGER = 8.0
"""Length to height from which its angle is exact to a tenth of a degree."""
SAMPLED = 6
"""Lines that are read to tell the head of a page from its foot."""
SURE = 0.9
"""Mean confidence from which a page is upright beyond doubt."""
UNEVEN = 0.4
"""Degrees from which lines are not parallel: of 40 flat pages none reached 0.1; of the same with a keystone of 4 % those
that have long lines all exceeded 0.55."""
LEAST_LINES = 5
"""Long lines in a third of a page that tell how it leans."""
LEAST_SLANT = 0.1
"""Degrees below which straightening would only blur."""
INK = 150
"""Level of 255 below which a pixel is of a rule."""
RULE = 6
"""Of the width of a page, a rule is a sixth at least."""
SHORT = 9
"""Pixels a leaning rule runs level at least, before it steps aside."""
MOST_SLANT_OF_RULES = 5.0
"""Degrees up to which a stroke runs across."""
MOST_SLANT = 20.0
"""Degrees above which the lines are no lines."""


def lies_on_its_side(quads: Quads) -> bool:
    """Whether most of the length of the lines found runs up or down."""
    import numpy as np

    across, down = _edges(quads)
    widths, heights = np.linalg.norm(across, axis=1), np.linalg.norm(down, axis=1)
    wide, high = widths[widths >= ELONGATED * heights], heights[heights >= ELONGATED * widths]
    return bool(high.sum() > wide.sum())


def slant(image: Pixels, quads: Quads) -> float:
    """Degrees by which the lines of an upright page lean clockwise, or else the rules of its tables; 0 where nothing tells."""
    import numpy as np

    across, down = _edges(quads)
    lengths = np.linalg.norm(across, axis=1)
    long = lengths >= LONG * np.linalg.norm(down, axis=1)
    if long.any():
        angles, weights = np.degrees(np.arctan2(across[long, 1], across[long, 0])), lengths[long]
    else:
        angles, weights = _rules(image)
        if not len(angles):
            return 0.0
    order = np.argsort(angles)
    half = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    angle = float(angles[order][half])
    return round(angle, 2) if LEAST_SLANT <= abs(angle) <= MOST_SLANT else 0.0


def unevenness(quads: Quads) -> float:
    """Degrees by which the long lines of the upper and the lower third of a page differ in slant.

    Those of a sheet that lay flat are parallel; on a photograph taken from aside they are not, and no turn makes them level.
    """
    import numpy as np

    across, down = _edges(quads)
    long = np.linalg.norm(across, axis=1) >= LONGER * np.linalg.norm(down, axis=1)
    if long.sum() < 2 * LEAST_LINES:
        return 0.0
    heights = quads[long].mean(axis=1)[:, 1]
    angles = np.degrees(np.arctan2(across[long, 1], across[long, 0]))
    third = (heights.max() - heights.min()) / 3
    upper, lower = angles[heights < heights.min() + third], angles[heights > heights.max() - third]
    if min(len(upper), len(lower)) < LEAST_LINES:
        return 0.0
    return abs(float(np.median(upper) - np.median(lower)))


def _rules(image: Pixels) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """The angles, in degrees, and the lengths of the straight strokes that run across a page (Hough, US patent 3069654).

    Only the edges of what is dark and wide are looked at, on an image of half the size: a vote costs as much as a pixel.
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    half = cv2.resize(grey, (max(width // 2, 1), max(height // 2, 1)), interpolation=cv2.INTER_AREA)
    ink = (half < INK).astype(np.uint8)
    flat = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, SHORT), np.uint8))
    length = half.shape[1] // RULE
    found = cv2.HoughLinesP(
        flat, 1, np.radians(LEAST_SLANT), length // 2, minLineLength=length, maxLineGap=SHORT
    )
    ends = np.zeros((0, 4)) if found is None else found.reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    level = np.abs(angles) <= MOST_SLANT_OF_RULES
    return angles[level], np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])[level]


def stands_on_its_head(image: Pixels, lines: Sequence[tuple[Quads, ReadLine]], engine: Engine) -> bool:
    """Whether the longest lines of a level page are read better when the image is turned by 180 degrees."""
    import numpy as np

    longest = sorted(lines, key=lambda line: float(line[0][:, 0].min() - line[0][:, 0].max()))[:SAMPLED]
    if not longest:
        return False
    upright = _certainty([line for _, line in longest])
    if upright >= SURE:
        return False
    return (
        _certainty(engine.read([np.ascontiguousarray(cut(image, quad)[::-1, ::-1]) for quad, _ in longest]))
        > upright
    )


def turned(image: Pixels, quarters: int) -> Pixels:
    """The image, or mask, turned clockwise."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, -quarters)) if quarters % 4 else image


def straightened(image: Pixels, degrees: float) -> Pixels:
    """The image turned back by so many degrees about its centre, its size kept, white where nothing was."""
    import cv2

    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    white = (255, 255, 255)
    level = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
    return cast("Pixels", level)


def on_its_head(quads: Quads, width: int, height: int) -> Quads:
    """The boxes of an image of the given size on that image turned by 180 degrees."""
    import numpy as np

    return np.roll(np.array((width, height), quads.dtype) - quads, 2, axis=1)


def on_its_side(quads: Quads, height: int) -> Quads:
    """The boxes of an image of the given height on that image turned clockwise by a quarter.

    A box that ran upwards has its first corner at what is its lower left now.
    """
    import numpy as np

    beside = np.stack((height - quads[:, :, 1], quads[:, :, 0]), axis=2)
    return np.asarray(np.roll(beside, 1, axis=1), np.float32)


def level(quads: Quads, degrees: float, width: int, height: int) -> Quads:
    """The boxes of an image on that image :func:`straightened`."""
    import numpy as np

    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    middle = np.array((width / 2, height / 2), quads.dtype)
    turn = np.array(((cos, -sin), (sin, cos)), quads.dtype)
    return np.asarray((quads - middle) @ turn + middle, np.float32)


def cut(image: Pixels, quad: Quads) -> Pixels:
    """The upright rectangle of an image around four corners."""
    height, width = image.shape[:2]
    left, top = (max(int(edge), 0) for edge in quad.min(axis=0))
    right, bottom = (int(edge) + 1 for edge in quad.max(axis=0))
    return image[top : min(bottom, height), left : min(right, width)]


def _edges(quads: Quads) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """The edges across (mean of upper and lower) and down of every box, as vectors."""
    across = (quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]) / 2
    down = (quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1]) / 2
    return across, down


def _certainty(lines: Sequence[ReadLine]) -> float:
    return sum(line.confidence for line in lines) / len(lines)
