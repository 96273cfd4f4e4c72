"""Boxes that hold lines one above the other: a cell of a narrow column, whose text is broken after every character.

The recogniser reads one line. Of a box with several it makes up something (决算数 set one character a line is read as
资数), so such boxes are parted where no ink is, into lines of the same height.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.scans.unread_ink import area_of, corners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.reading.scans.engine import Quads
    from docstruct.reading.scans.rules import Mask

HIGHER = 1.4
"""Height to width from which a box holds more than a line."""
MOST_LINES = 12
PLAY = 0.18
"""Share of a line's height by which the gap between two lines may be elsewhere."""
MARGIN = 2
"""Pixels of paper kept above and below a line."""


def single_lines(quads: Quads, ink: Mask) -> Quads:
    """The boxes of an upright, level page, with those parted that hold several lines."""
    import numpy as np

    found = [part for quad in quads for part in _parted(quad, ink)]
    return np.array(found, np.float32).reshape(-1, 4, 2)


def _parted(quad: Quads, ink: Mask) -> Iterator[Quads]:
    left, top, right, bottom = area_of(quad)
    high = bottom - top >= HIGHER * (right - left)
    lines = _lines([bool(row.any()) for row in ink[top:bottom, left:right]], right - left) if high else []
    if not lines:
        yield quad
    for start, end in lines:
        yield corners((left, max(top + start - MARGIN, top), right, min(top + end + MARGIN, bottom)))


def _lines(inked: list[bool], width: int) -> list[tuple[int, int]]:
    """Where lines of one height stand among rows of pixels, if gaps between them say so; empty if they do not.

    Of several ways the one with the fewest lines counts, none of which is higher than the box is wide.

    >>> _lines([True] * 8 + [False] * 3 + [True] * 9 + [False] * 2 + [True] * 9, 12)
    [(0, 8), (11, 20), (22, 31)]
    """
    if not any(inked):
        return []
    first, last = inked.index(True), len(inked) - inked[::-1].index(True)
    for count in range(2, MOST_LINES):
        height = (last - first) / count
        if height > width:
            continue
        play = max(round(PLAY * height), 1)
        gaps = [_gap(inked, round(first + height * line), play) for line in range(1, count)]
        known = [gap for gap in gaps if gap is not None]
        if len(known) == len(gaps):
            starts, ends = [first, *(end for _, end in known)], [*(start for start, _ in known), last]
            return list(zip(starts, ends, strict=True))
    return []


def _gap(inked: list[bool], at: int, play: int) -> tuple[int, int] | None:
    """The rows without ink next to a row, within some play."""
    for row in sorted(
        range(max(at - play, 0), min(at + play + 1, len(inked))), key=lambda row: abs(row - at)
    ):
        if not inked[row]:
            start = end = row
            while start and not inked[start - 1]:
                start -= 1
            while end < len(inked) and not inked[end]:
                end += 1
            return start, end
    return None
