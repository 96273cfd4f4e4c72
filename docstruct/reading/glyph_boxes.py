"""The way from a character of the text back to its box on the page."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property, reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Box
    from docstruct.reading.fragments import Fragment
    from docstruct.reading.turn import Turn


class GlyphBoxes:
    """The boxes of all characters of a text, as flat arrays: 16 bytes a character and 40 a fragment.

    Neighbouring fragments that overlap by half of their height make a line. Most lines of a long range lie in it as
    a whole, and their boxes are made once; only its first and its last line are looked at character by character.

    A :class:`docstruct.source.Locator`. It holds numbers only, no page and no document, so it can be shared between
    threads and sent to another process.
    """

    def __init__(self) -> None:
        self._starts = array("l")
        self._runs = array(
            "d"
        )  # of every fragment: page, top, bottom, and where its characters are in the edges
        self._edges = array("d")  # of every fragment: the left edges of its characters, then the right ones
        self._firsts = array("l")  # of every line: its first fragment
        self._lines: list[Box] = []  # of every line: its box on the page as it reads
        self._turns: dict[int, Turn] = {}

    def turn(self, page: int, turn: Turn) -> None:
        """Have the boxes of a page turned."""
        self._turns[page] = turn

    def add(self, start: int, page: int, fragment: Fragment) -> None:
        """Record a fragment whose text begins at ``start``; starts must ascend."""
        box = (page, min(fragment.lefts), fragment.top, max(fragment.rights), fragment.bottom)
        if self._lines and _same_line(self._lines[-1], box):
            self._lines[-1] = _around(self._lines[-1], box)
        else:
            self._firsts.append(len(self._starts))
            self._lines.append(box)
        self._starts.append(start)
        self._runs.fromlist([page, fragment.top, fragment.bottom, len(self._edges)])
        self._edges.fromlist(fragment.lefts)
        self._edges.fromlist(fragment.rights)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box a line touched, in reading order; none for a range without characters on a page."""
        if start >= end:
            return ()
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and (at + 1 == len(self._starts) or end <= self._starts[at + 1]):
            # Most ranges lie in one fragment: a cell, a figure.
            return tuple([self._turned(box) for box in self._touched(range(at, at + 1), start, end)])
        first, beyond = self._line_from(start), self._line_from(end)
        found = self._part(first - 1, start, end)
        if first < beyond:
            found += self._whole[first : beyond - 1] + self._part(beyond - 1, start, end)
        return found

    @cached_property
    def _whole(self) -> tuple[Box, ...]:
        """The boxes of all lines."""
        return tuple([self._turned(box) for box in self._lines])

    def _line_from(self, at: int) -> int:
        """The first line that begins at a place of the text or after it."""
        return bisect_left(self._firsts, bisect_left(self._starts, at))

    def _part(self, line: int, start: int, end: int) -> tuple[Box, ...]:
        """The box of what a range touches of a line, if it touches any."""
        if line < 0:
            return ()
        first = self._firsts[line]
        beyond = self._firsts[line + 1] if line + 1 < len(self._firsts) else len(self._starts)
        # A line may have thousands of fragments (a chart's numbers): only those from the one ``start`` is in.
        low = max(bisect_right(self._starts, start, first, beyond) - 1, first)
        touched = list(self._touched(range(low, bisect_left(self._starts, end, low, beyond)), start, end))
        return (self._turned(reduce(_around, touched)),) if touched else ()

    def _touched(self, fragments: range, start: int, end: int) -> Iterator[Box]:
        """The boxes of the parts of fragments that a range touches."""
        for i in fragments:
            begin = self._starts[i]
            page, top, bottom, edges = self._runs[4 * i : 4 * i + 4]
            lefts = int(edges)
            length = (int(self._runs[4 * i + 7]) if i + 1 < len(self._starts) else len(self._edges)) - lefts
            rights = lefts + length // 2
            low, high = max(start - begin, 0), min(end - begin, length // 2)
            if low < high:
                left = min(self._edges[lefts + low : lefts + high])
                right = max(self._edges[rights + low : rights + high])
                yield (int(page), left, top, right, bottom)

    def _turned(self, box: Box) -> Box:
        page, x0, y0, x1, y1 = box
        if turn := self._turns.get(page):
            x0, y0, x1, y1 = turn.box((x0, y0, x1, y1))
        return (page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def _same_line(box: Box, other: Box) -> bool:
    overlap = min(box[4], other[4]) - max(box[2], other[2])
    return box[0] == other[0] and overlap * 2 >= min(box[4] - box[2], other[4] - other[2])


def _around(box: Box, other: Box) -> Box:
    return (
        box[0],
        min(box[1], other[1]),
        min(box[2], other[2]),
        max(box[3], other[3]),
        max(box[4], other[4]),
    )
