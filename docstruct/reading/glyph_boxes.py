"""The way from a character of the text back to its box on the page."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Box
    from docstruct.reading.layout import Fragment
    from docstruct.reading.turn import Turn


class GlyphBoxes:
    """The boxes of all characters of a text, as flat arrays: 16 bytes a character and 40 a fragment.

    A :class:`docstruct.source.Locator`. It holds numbers only, no page and no document, so it can be shared between
    threads and sent to another process.
    """

    def __init__(self) -> None:
        self._starts = array("l")
        self._runs = array(
            "d"
        )  # of every fragment: page, top, bottom, and where its characters are in the edges
        self._edges = array("d")  # of every fragment: the left edges of its characters, then the right ones
        self._turns: dict[int, Turn] = {}

    def turn(self, page: int, turn: Turn) -> None:
        """Have the boxes of a page turned."""
        self._turns[page] = turn

    def add(self, start: int, page: int, fragment: Fragment) -> None:
        """Record a fragment whose text begins at ``start``; starts must ascend."""
        self._starts.append(start)
        self._runs.fromlist([page, fragment.top, fragment.bottom, len(self._edges)])
        self._edges.fromlist(fragment.lefts)
        self._edges.fromlist(fragment.rights)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box a line touched, in reading order; none for a range without characters on a page."""
        found: list[Box] = []
        for box in self._touched(start, end):
            if found and _same_line(found[-1], box):
                found[-1] = _around(found[-1], box)
            else:
                found.append(box)
        return tuple(self._turned(box) for box in found)

    def _touched(self, start: int, end: int) -> Iterator[Box]:
        """The boxes of the parts of fragments that a range touches."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for i in range(first, len(self._starts)):
            begin = self._starts[i]
            if begin >= end:
                return
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
        turn = self._turns.get(box[0])
        page, *rectangle = box
        x0, y0, x1, y1 = (
            turn.box((rectangle[0], rectangle[1], rectangle[2], rectangle[3])) if turn else rectangle
        )
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
