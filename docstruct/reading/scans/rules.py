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
TITLE = 24.0
"""Points from which a stroke across is none of a character: the 一 of a title of 22 points is 20 long."""
RULE = 40.0
"""Points from which a stroke is surely none of a character, not even of a title."""
NEIGHBOURHOOD = 51
"""Pixels across of the neighbourhood that decides what is ink; uneven light and grey paper do not matter."""
DARKER = 15
"""Levels of 255 by which ink is darker than its neighbourhood."""
EDGE_TO_EDGE = 0.92
"""Share of the page from which a stroke is no rule but a crease, or the edge of the sheet: tables leave margins."""
PALE = 0.3
"""Share of the darkness of a page's dark strokes below which one may be of the other side of the sheet: measured, those
that show through have 0.2 to 0.3 of it, grey hairlines beside thick rules 0.4."""
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

    long, title = (max(round(points / scale), 3) for points in (LONG, TITLE))
    square = _inked(cv2.medianBlur(grey, 3))
    # A median over a square takes out specks, and with them every hairline that is a pixel wide, as those of a table
    # mostly are at 200 dpi. Along a stroke it takes out the same specks and closes the stroke where it is broken.
    across, down = _without_the_other_side(
        grey,
        *(
            (_strokes(_inked(median_along(grey, axis)), shape), _strokes(square, shape))
            for axis, shape in ((1, (long, 1)), (0, (1, long)))
        ),
    )
    rules = cv2.morphologyEx(across, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (title, 1)))
    text = cv2.subtract(square, cv2.bitwise_or(rules, down))
    return Ink(across, down, cast("Mask", text))


def _strokes(inked: Mask, shape: tuple[int, int]) -> Mask:
    """What is as long as a kernel is, in one direction."""
    import cv2

    opened = cv2.morphologyEx(inked, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    return cast("Mask", cv2.dilate(opened, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))))


def _without_the_other_side(grey: NDArray[Any], *directions: tuple[Mask, Mask]) -> tuple[Mask, ...]:
    """Strokes in every direction without what the other side of a thin sheet shows: hairlines far paler than the page's own.

    Each direction is given as all strokes, and as those that a median over a square leaves; a pale one must be among these.
    """
    import cv2
    import numpy as np

    paper = float(np.median(grey))
    found: list[tuple[int, int, float, float]] = []
    labelled: list[NDArray[Any]] = []
    for number, (strokes, _) in enumerate(directions):
        _, labels, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
        labelled.append(labels)
        for label, (x, y, width, height, _) in enumerate(boxes.tolist()):
            if label:
                core = grey[y : y + height, x : x + width].min(axis=0 if width > height else 1)
                found.append((number, label, paper - float(np.median(core)), max(width, height)))
    dark = _usual_of_the_dark([(darkness, length) for _, _, darkness, length in found])
    kept: list[Mask] = []
    for number, ((strokes, sure), labels) in enumerate(zip(directions, labelled, strict=True)):
        pale = [label for at, label, darkness, _ in found if at == number and darkness < PALE * dark]
        kept.append(np.where(np.isin(labels, pale), sure, strokes) if pale else strokes)
    return tuple(kept)


def _usual_of_the_dark(strokes: list[tuple[float, float]]) -> float:
    """The darkness that a quarter of the length of all strokes has: where half of a page is of the other side, half of its own."""
    reached, quarter = 0.0, sum(length for _, length in strokes) / 4
    for darkness, length in sorted(strokes, reverse=True):
        reached += length
        if reached >= quarter:
            return darkness
    return 0.0


def _inked(grey: NDArray[Any]) -> NDArray[Any]:
    import cv2

    return cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, NEIGHBOURHOOD, DARKER
    )


def median_along(grey: NDArray[Any], axis: int) -> NDArray[Any]:
    """Every pixel replaced by the median of the five around it in its row (axis 1) or column (axis 0)."""
    import cv2
    import numpy as np

    edges = ((2, 2), (0, 0)) if axis == 0 else ((0, 0), (2, 2))
    padded, (height, width) = np.pad(grey, edges, mode="edge"), grey.shape
    a, b, c, d, e = (
        padded[at : at + height] if axis == 0 else np.ascontiguousarray(padded[:, at : at + width])
        for at in range(5)
    )
    a, b = cv2.min(a, b), cv2.max(a, b)
    c, d = cv2.min(c, d), cv2.max(c, d)
    low, high = cv2.max(a, c), cv2.min(b, d)  # neither the least of the first four nor the greatest
    low, high = cv2.min(low, high), cv2.max(low, high)
    return cv2.max(low, cv2.min(high, e))


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
            side = strokes.shape[1] if width > height else strokes.shape[0]
            if thickness > THIN + LEANING * length or max(width, height) >= EDGE_TO_EDGE * side:
                continue
            if width > height:
                rules.across.append(((y + height / 2) * scale, x * scale, (x + width) * scale))
            else:
                rules.down.append(((x + width / 2) * scale, y * scale, (y + height) * scale))
    return rules
