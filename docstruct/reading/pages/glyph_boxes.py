"""The way from a character of the text back to its box on the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, reduce
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Box
    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.turn import Turn

Run: TypeAlias = "tuple[int, float, float, Sequence[float], Sequence[float]]"
"""The characters of a fragment: page, top, bottom, and their left and right edges."""


class GlyphBoxes:
    """The boxes of all characters of a text, as the fragments have them: nothing is copied, for most are never asked for.

    Neighbouring fragments that overlap by half of their height make a line. Most lines of a long range lie in it as
    a whole, and their boxes are made once; only its first and its last line are looked at character by character.

    A :class:`docstruct.source.Locator`. It holds numbers only, no page and no document, so it can be shared between
    threads and sent to another process.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._runs: list[Run] = []
        self._turns: dict[int, Turn] = {}

    def turn(self, page: int, turn: Turn) -> None:
        """Have the boxes of a page turned."""
        self._turns[page] = turn

    def add(self, start: int, page: int, fragment: Fragment) -> None:
        """Record a fragment whose text begins at ``start``; starts must ascend, and all come before the first question."""
        self._starts.append(start)
        self._runs.append((page, fragment.top, fragment.bottom, fragment.lefts, fragment.rights))

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box a line touched, in reading order; none for a range without characters on a page."""
        if start >= end:
            return ()
        starts = self._starts
        at = bisect_right(starts, start) - 1
        if at >= 0 and (at + 1 == len(starts) or end <= starts[at + 1]):
            # Most ranges lie in one fragment: a cell, a figure.
            box = self._touched(at, start, end)
            return () if box is None else (self._turned(box),)
        first, beyond = self._line_from(start), self._line_from(end)
        found = self._part(first - 1, start, end)
        if first < beyond:
            found += self._lines[1][first : beyond - 1] + self._part(beyond - 1, start, end)
        return found

    @cached_property
    def _lines(self) -> tuple[list[int], tuple[Box, ...]]:
        """Of every line its first fragment, and its box."""
        firsts: list[int] = []
        boxes: list[Box] = []
        for at, (page, top, bottom, lefts, rights) in enumerate(self._runs):
            box = page, min(lefts), top, max(rights), bottom
            if boxes and _same_line(boxes[-1], page, top, bottom):
                boxes[-1] = _around(boxes[-1], box)
            else:
                firsts.append(at)
                boxes.append(box)
        return firsts, tuple(map(self._turned, boxes))

    def _line_from(self, at: int) -> int:
        """The first line that begins at a place of the text or after it."""
        return bisect_left(self._lines[0], bisect_left(self._starts, at))

    def _part(self, line: int, start: int, end: int) -> tuple[Box, ...]:
        """The box of what a range touches of a line, if it touches any."""
        if line < 0:
            return ()
        firsts, _ = self._lines
        first = firsts[line]
        beyond = firsts[line + 1] if line + 1 < len(firsts) else len(self._starts)
        # A line may have thousands of fragments (a chart's numbers): only those from the one ``start`` is in.
        low = max(bisect_right(self._starts, start, first, beyond) - 1, first)
        fragments = range(low, bisect_left(self._starts, end, low, beyond))
        touched = [box for i in fragments if (box := self._touched(i, start, end))]
        return (self._turned(reduce(_around, touched)),) if touched else ()

    def _touched(self, fragment: int, start: int, end: int) -> Box | None:
        """The box of the part of a fragment that a range touches, if it touches any."""
        begin = self._starts[fragment]
        page, top, bottom, lefts, rights = self._runs[fragment]
        low, high = start - begin, end - begin
        if low <= 0 and high >= len(lefts):  # a whole cell, as most of what is asked for
            return page, min(lefts), top, max(rights), bottom
        low = low if low > 0 else 0
        if low >= min(high, len(lefts)):
            return None
        return page, min(lefts[low:high]), top, max(rights[low:high]), bottom

    def _turned(self, box: Box) -> Box:
        page, x0, y0, x1, y1 = box
        if self._turns and (turn := self._turns.get(page)):
            x0, y0, x1, y1 = turn.box((x0, y0, x1, y1))
        return (page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def _same_line(line: Box, page: int, top: float, bottom: float) -> bool:
    """Whether what reaches from ``top`` to ``bottom`` overlaps a line by half of the height of either."""
    on, _, above, _, below = line
    overlap = (below if below < bottom else bottom) - (above if above > top else top)
    low, high = below - above, bottom - top
    return on == page and overlap * 2 >= (low if low < high else high)


def _around(box: Box, other: Box) -> Box:
    page, left, top, right, bottom = box
    _, x0, y0, x1, y1 = other
    return (
        page,
        x0 if x0 < left else left,
        y0 if y0 < top else top,
        x1 if x1 > right else right,
        y1 if y1 > bottom else bottom,
    )
