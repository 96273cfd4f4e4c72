"""Ink of a scanned page that no recognised character accounts for: what the detector passed over, what the recogniser lost.

A digit is lost in three ways: the detector finds no box for it (a lone 9 in a cell), its box ends before it, or the box
holds it and the recogniser does not say it (70次 read as 7次). Each leaves ink: outside all boxes, beyond the end of a
box, or between the places where a line's characters stand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.scans.engine import Quads
    from docstruct.reading.scans.rules import Ink, Mask
    from docstruct.reading.scans.seals import Area

Span: TypeAlias = tuple[int, int]
"""Columns of pixels, from and up to."""

BORDER = 1 / 8
"""Share of a box's height, above and below, where the lines around reach in."""
SPECK = 2
"""Pixels of ink in a column that are no grain."""
HIGH = 0.4
"""Ems a glyph is high at least; points, commas and strokes of one are lower."""
BEFORE, AFTER = 0.15, 0.12
"""Ems around the room of a character that its ink may take up: the recogniser tells where a character begins, about."""
DIGIT = 0.45
"""Ems to either side of its middle that the ink of a digit or a percent sign takes up at most."""
LOST = 0.15
"""Ems of ink without a character that are a lost glyph. With these, of 1260 lines read right 4 had one; of those with a
digit struck out 99 in 100 had one."""
NEAR = 0.45
"""Ems between two glyphs of one line, up to which ink beyond the end of a box goes on with it."""
BESIDE_MARK = 0.8
"""Ems between two glyphs one of which is a mark: 、 and 。 stand in a corner of the room they take up, and what the detector
left out as too small (二、 before 收入决算) begins beyond that room."""
POINT = 0.12
"""Ems a point or a full stop is high and wide at least; specks are smaller."""
STROKE = 0.6
"""Ems from which what is no higher than a point is the stroke of 一."""
TYPE = 0.75
"""Share of its box's height that the type of a line is high at most: a lost character widens the pitch of a short line."""
FARTHEST = 4.0
"""Ems by which a box is made longer at most."""
LOWEST, HIGHEST = 4.5, 24.0
"""Points a glyph of a text is high."""
NARROWEST = 1.0
"""Points a glyph is wide."""
APART = 4.0
"""Points between glyphs that are taken for one word."""
EDGE = 12.0
"""Points along the edges of a page where ink is the shadow of the sheet."""
MOST_GLYPHS = 60
"""Words outside all boxes from which a page shows a drawing, or dirt."""


def area_of(quad: Quads) -> Area:
    """The upright rectangle around four corners."""
    left, top = (max(int(edge), 0) for edge in quad.min(axis=0))
    right, bottom = (int(edge) + 1 for edge in quad.max(axis=0))
    return left, top, right, bottom


def corners(area: Area) -> Quads:
    """The corners of a rectangle, clockwise from the top left."""
    import numpy as np

    left, top, right, bottom = area
    return np.array(((left, top), (right, top), (right, bottom), (left, bottom)), np.float32)


def unread_in(ink: Mask, middles: Sequence[float], widths: Sequence[float], em: float) -> float:
    """The ems of a line's widest run of ink without a character; 0 if all ink is accounted for.

    Args:
        ink: the ink of the line's box.
        middles: where its characters stand, in pixels.
        widths: how wide they are, in ems.
        em: pixels.
    """
    import numpy as np

    taken = np.zeros(ink.shape[1] + 1, bool)
    runs = _runs(ink)
    for middle, width in zip(middles, widths, strict=True):
        start, end = _room(middle, width, em, runs)
        taken[max(int(start), 0) : max(int(end), 0)] = True
    most = 0.0
    for start, end in runs:
        if start == 0 or end == ink.shape[1] or _height(ink[:, start:end]) < HIGH * em:
            continue
        lost = float((~taken[start:end]).sum()) / em
        most = max(most, lost if lost > LOST else 0.0)
    return most


def _room(middle: float, width: float, em: float, runs: Sequence[Span]) -> tuple[float, float]:
    """From where to where a character's ink may be.

    That of a digit is one run, the one its middle stands in; a Chinese character has several, none far from it.
    """
    if width < 1:
        for start, end in runs:
            if start <= middle <= end:
                return max(start, middle - DIGIT * em), min(end, middle + DIGIT * em)
    reach = width * em / 2
    return middle - reach - BEFORE * em, middle + reach + AFTER * em


def whole_boxes(quads: Quads, ink: Ink) -> Quads:
    """The boxes of lines, each made as long as its ink: detectors end them before a last digit or full stop."""
    import numpy as np

    if not len(quads):
        return quads
    lefts, tops = quads[:, :, 0].min(axis=1), quads[:, :, 1].min(axis=1)
    rights, bottoms = quads[:, :, 0].max(axis=1), quads[:, :, 1].max(axis=1)
    found = quads.copy()
    for at, quad in enumerate(quads):
        left, top, right, bottom = area = area_of(quad)
        beside = (tops < bottom) & (bottoms > top)
        beside[at] = False
        half = (bottom - top) / 2
        low = max(rights[beside & (rights <= left + half)], default=0)
        high = min(lefts[beside & (lefts >= right - half)], default=ink.text.shape[1])
        start, end = whole_span(ink, area, (int(low), int(high)))
        if (start, end) != (left, right):
            found[at] = corners((start, top, end, bottom))
            lefts[at], rights[at] = start, end  # what is taken is not taken again
    return np.asarray(found, np.float32)


def whole_span(ink: Ink, area: Area, free: Span) -> Span:
    """From where to where a line goes whose box is ``area``.

    Args:
        ink: that of the page.
        area: the box of the line.
        free: from where to where no other line is.
    """
    left, top, right, bottom = area
    em = TYPE * (bottom - top)
    far = round(FARTHEST * em)
    low, high = max(left - far, free[0], 0), min(right + far, free[1], ink.text.shape[1])
    low, high = _up_to_rules(ink, (min(low, left), top, max(high, right), bottom), (left, right))
    piece = ink.text[top:bottom, low:high]
    start, end = left - low, right - low
    runs = [run for run in _runs(piece) if _is_glyph(piece[:, run[0] : run[1]], em)]
    marks = [_height(piece[:, a:b]) < HIGH * em and b - a < STROKE * em for a, b in runs]
    for (a, b), mark in zip(reversed(runs), reversed(marks), strict=True):
        if a < start <= b + (BESIDE_MARK if mark else NEAR) * em:
            start = a
    after_mark = False
    for (a, b), mark in zip(runs, marks, strict=True):
        if a - (BESIDE_MARK if after_mark else NEAR) * em <= end < b:
            end = b
        after_mark = mark
    return low + start, low + end


def _is_glyph(ink: Mask, em: float) -> bool:
    """Whether a run of columns is a glyph, a full stop or the stroke of 一 at least, and no speck."""
    height, width = _height(ink), ink.shape[1]
    return bool(min(width, height) >= POINT * em or (width >= STROKE * em and height >= SPECK))


def outside(ink: Ink, areas: Sequence[Area], scale: float) -> list[Area]:
    """The words of a page that stand in none of the boxes found on it.

    Args:
        ink: that of the page.
        areas: the boxes, and what else is not to be read.
        scale: points a pixel is wide.
    """
    import cv2
    import numpy as np

    left = ink.text.copy()
    for x0, y0, x1, y1 in areas:
        left[max(y0, 0) : y1, max(x0, 0) : x1] = 0
    edge = round(EDGE / scale)
    left[:edge] = left[-edge:] = 0
    left[:, :edge] = left[:, -edge:] = 0
    reach = max(round(APART / scale), 1)
    words = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((max(reach // 2, 1), reach), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(words, connectivity=8)
    found = [
        (x, y, x + width, y + height)
        for x, y, width, height, filled in boxes[1:].tolist()
        if LOWEST <= height * scale <= HIGHEST and width * scale >= NARROWEST and 4 * filled >= width * height
    ]
    return found if len(found) <= MOST_GLYPHS else []


def _up_to_rules(ink: Ink, area: Area, box: Span) -> Span:
    """The part of an area, from left to right, that no rule parts from a box in it."""
    low, top, high, bottom = area
    left, right = box
    half = (bottom - top) // 2
    rules = [
        low + x for x, rows in enumerate((ink.down[top:bottom, low:high] > 0).sum(axis=0)) if rows >= half
    ]
    return (
        max([low, *(x + 1 for x in rules if x < left)]),
        min([high, *(x for x in rules if x >= right)]),
    )


def _runs(ink: Mask) -> list[Span]:
    """The runs of columns that hold ink."""
    import numpy as np

    border = round(ink.shape[0] * BORDER)
    columns = (ink[border : ink.shape[0] - border] > 0).sum(axis=0) >= SPECK
    changes = np.flatnonzero(np.diff(np.concatenate(([False], columns, [False]))))
    return list(pairwise(changes.tolist()))[::2]


def _height(ink: Mask) -> int:
    """The rows of a run of columns that hold ink."""
    return int((ink > 0).any(axis=1).sum())
