"""Print of the other side that shows through a thin sheet: found by its paleness, told by being read in a mirror.

Every sign of a page is as dark as its darkest pixels. Where print shows through, signs are dark or pale, and hardly any is
between: blurred, faint and uneven print has all shades from one end to the other. Pale signs may still be meant as such (a
remark in grey). Those of the other side run from right to left: a few of their lines are read as they stand and in a
mirror, and only what reads better in the mirror is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docstruct.reading.scans.pale_ink import DARK, LARGE, LIGHT, darkest
from docstruct.reading.scans.straightening import cut, lies_on_its_side, turned

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Engine, Pixels

INK = 234
"""Level of 255 below which there is ink, with grain evened out by a median."""
SPECK = 1.5
"""Square points below which ink is a speck."""
GAP = 30
"""Levels between the dark signs and the pale ones that hardly any sign has."""
BETWEEN = 0.006
"""Share of a page's ink in signs of those levels: 0 to 0.004 were measured, and 0.01 and more on blurred or faint pages."""
LEAST = 0.008
"""Share of a page's ink in pale signs from which the other side shows: a page of prose behind a table had 0.012."""
LINES = 12
"""Lines of pale ink that are read to tell a mirrored page."""
MIRRORED = 0.05
"""Confidence by which they read better in the mirror; lines of the other side were 0.2 better, those of this one 0.3 worse."""


def other_side(image: Pixels, scale: float, engine: Engine) -> int | None:
    """The level of 255 above which a page has nothing but paper and the print of its other side; None if that does not show.

    Args:
        image: the page, evenly lit.
        scale: points a pixel is wide.
        engine: finds and reads lines.
    """
    level = through_level(image, scale)
    return level if level is not None and reads_mirrored(image, level, engine) else None


def through_level(image: Pixels, scale: float) -> int | None:
    """The level of 255 that parts dark signs from pale ones; None if a page has signs of one kind.

    Args:
        image: the page, evenly lit.
        scale: points a pixel is wide.
    """
    import cv2
    import numpy as np

    low = cv2.medianBlur(darkest(image), 3)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats((low < INK).astype(np.uint8), connectivity=8)
    core = np.full(count, 255, np.uint8)
    np.minimum.at(core, np.asarray(labels, np.intp).ravel(), low.ravel())
    signs = (boxes[:, 4] >= SPECK / scale**2) & (
        (boxes[:, 2:4].max(axis=1) < LARGE / scale)
        | (core < DARK)  # a grid holds the dark print that touches it
    )
    signs[0] = False
    ink = np.bincount(core[signs], weights=boxes[signs, 4], minlength=256)
    total = ink.sum()
    below = np.concatenate(((0.0,), np.cumsum(ink)))
    if not total or below[DARK] < total / 4:  # where all is pale, the pale ink is the text
        return None
    starts = np.arange(DARK - GAP, INK - GAP)
    between = below[starts + GAP] - below[starts]
    # The least gap lies in the midst of several equal ones.
    least = starts[between == between.min()]
    start = int(least[len(least) // 2])
    pale = total - below[start + GAP]
    if between.min() > BETWEEN * total or pale < LEAST * total:
        return None
    return max(start + GAP // 2, LIGHT)


def reads_mirrored(image: Pixels, level: int, engine: Engine) -> bool:
    """Whether the pale lines of a page read better in a mirror than as they stand.

    Args:
        image: the page.
        level: above which ink is pale.
        engine: finds and reads the lines.
    """
    import cv2
    import numpy as np

    dark = (darkest(image) <= level).astype(np.uint8)
    near = cv2.dilate(dark, np.ones((5, 5), np.uint8))
    pale = image.copy()
    pale[near > 0] = 255
    quads = engine.lines(pale)
    if lies_on_its_side(quads):
        pale = turned(pale, 1)
        quads = engine.lines(pale)
    longest = sorted(quads, key=lambda quad: float(np.ptp(quad[:, 0])), reverse=True)[:LINES]
    pieces = [piece for quad in longest if (piece := cut(pale, quad)).size]
    if not pieces:
        return False

    def sure(flip: int | None) -> float:
        """How sure the lines are about their characters, turned over about an upright axis (1), a level one (0), or both (-1)."""
        flipped = [
            piece if flip is None else cast("Pixels", np.ascontiguousarray(cv2.flip(piece, flip)))
            for piece in pieces
        ]
        told = sum(line.confidence * len(line.text) for line in engine.read(flipped))
        return float(told / sum(piece.shape[1] / piece.shape[0] for piece in pieces))

    # A page may lie on its head: both ways to read it count, and both ways to read it in a mirror.
    return max(sure(1), sure(0)) > max(sure(None), sure(-1)) + MIRRORED
