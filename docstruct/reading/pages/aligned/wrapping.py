"""Which row a line of a wrapped cell belongs to.

Rows stand where their figures do. A name of two lines stands around the figure of its row, or begins or ends beside it,
as the table sets its cells: in the middle, at the top or at the bottom. So the lines of every column of text are shared
out, in order, to the rows, each row taking lines whose middle (first line, last line) is where its figures are, at
the least cost over the table; of the three ways that a table can set its cells the cheapest is its own.

    政府办公厅（室）及相
                           3487.19        a name that is broken stands around its figure:
    关机构事务                             (top + bottom) / 2 is where the figure is

A line goes on where the line above it is full; one that is not full may end by hand, which costs more, and does not
where the lines are as far apart as rows are: only around its figures is a cell of such lines known. A line that begins
with the number of an item goes on with none. What no row takes is a row without figures (``一、基本支出``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.aligned.words import Word

Setting: TypeAlias = Literal["middle", "top", "bottom"]

OFF = 0.35
"""Ems by which the lines of a cell may miss their place beside the figures of its row."""
FREE = 1.0
"""Cost of a line that belongs to no row with figures."""
ABOVE, BELOW = 0.05, 0.3
"""Costs of such a line above the first row and below the last."""
BY_HAND = 0.4
"""Cost of a line that ends before its cell does."""
FULL = 2.2
"""Ems that a line which is broken leaves at most: a character, and a mark that must not begin a line."""
LEADING = 1.9
"""Ems from line to line of a cell at most."""
UNEVEN = 0.2
"""Ems by which the lines of a cell may be further apart here than there."""
PITCH = 0.85
"""Share of the distance of rows from which lines are not of one cell, unless the first is full."""
LONGEST = 6
"""Lines of a cell."""
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")


@dataclass(slots=True)
class Line:
    """The words of a column that stand on one line."""

    words: list[Word]
    right: float
    middle: float

    @property
    def is_item(self) -> bool:
        """Whether it begins with the number of an item: 三、卫生健康支出."""
        return _ITEM.match("".join(word.text for word in self.words)) is not None


def column_lines(words: Sequence[Word], em: float) -> list[Line]:
    """The words of a column as lines, from top to bottom."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: (word.middle, word.left)):
        if lines and word.middle - lines[-1].middle < OFF * em:
            lines[-1].words.append(word)
            lines[-1].right = max(lines[-1].right, word.right)
        else:
            lines.append(Line([word], word.right, word.middle))
    for line in lines:
        line.words.sort(key=lambda word: word.left)
    return lines


@dataclass(slots=True)
class Shared:
    """The lines of a column that each row takes, by the number of the row, and those that none takes."""

    cost: float
    taken: dict[int, list[Line]]
    free: list[Line]


def share(columns: Sequence[Sequence[Line]], anchors: Sequence[float], em: float) -> list[Shared]:
    """The lines of all columns shared out to rows whose figures stand at ``anchors``."""
    settings: tuple[Setting, ...] = ("middle", "top", "bottom")
    ways = [[_Column(lines, anchors, em, setting).shared() for lines in columns] for setting in settings]
    return min(ways, key=lambda way: sum(column.cost for column in way))


class _Column:
    """The lines of one column, and the rows they may belong to."""

    def __init__(self, lines: Sequence[Line], anchors: Sequence[float], em: float, setting: Setting) -> None:
        self._lines = lines
        self._anchors = anchors
        self._em = em
        self._setting = setting
        self._right = max((line.right for line in lines), default=0.0)
        self._pitch = row_pitch(anchors)
        self._beside = [self._nearest(line.middle)[0] for line in lines]

    def shared(self) -> Shared:
        """The cheapest way to share the lines out, found from the last line up."""
        end = len(self._lines)
        best: list[tuple[float, int, int | None]] = [(0.0, 0, None)] * (end + 1)
        for at in reversed(range(end)):
            best[at] = self._cost_of_free(at) + best[at + 1][0], 1, None
            for count in range(1, min(LONGEST, end - at) + 1):
                cost = self._cost_of_going_on(at, count)
                if cost is None:
                    break
                taker, miss = self._taker(at, count)
                whole = cost + miss + best[at + count][0]
                if taker is not None and whole < best[at][0]:
                    best[at] = whole, count, taker
        taken: dict[int, list[Line]] = {}
        free: list[Line] = []
        at = 0
        while at < end:
            _, count, taker = best[at]
            (free if taker is None else taken.setdefault(taker, [])).extend(self._lines[at : at + count])
            at += count
        return Shared(best[0][0], taken, free)

    def _cost_of_free(self, at: int) -> float:
        """What stands above the first row is the heading, which costs nothing; below the last stand notes."""
        if self._lines[at].middle < self._anchors[0]:
            return ABOVE
        return FREE if self._lines[at].middle <= self._anchors[-1] else BELOW

    def _cost_of_going_on(self, at: int, count: int) -> float | None:
        cost = 0.1 * (count - 1)
        leading = self._lines[at + 1].middle - self._lines[at].middle if count > 1 else 0.0
        for above, below in zip(
            self._lines[at : at + count - 1], self._lines[at + 1 : at + count], strict=True
        ):
            apart = below.middle - above.middle
            full = self._right - above.right <= FULL * self._em
            tight = apart >= PITCH * self._pitch and not (full and self._setting == "middle")
            uneven = abs(apart - leading) > UNEVEN * self._em
            if apart > LEADING * self._em or tight or uneven or below.is_item:
                return None
            cost += 0.0 if full else BY_HAND
        return cost

    def _place(self, at: int, count: int) -> float:
        first, last = self._lines[at].middle, self._lines[at + count - 1].middle
        return {"middle": (first + last) / 2, "top": first, "bottom": last}[self._setting]

    def _taker(self, at: int, count: int) -> tuple[int | None, float]:
        """The row that lines may belong to, none of them being beside other figures, and by how many ems they miss it."""
        near, miss = self._nearest(self._place(at, count))
        others = {row for row in self._beside[at : at + count] if row is not None and row != near}
        return (None if others else near), miss

    def _nearest(self, place: float) -> tuple[int | None, float]:
        """The row whose figures are beside a place, and by how many ems they miss it."""
        low = bisect_left(self._anchors, place)
        near = min(
            range(max(low - 1, 0), min(low + 1, len(self._anchors))),
            key=lambda row: abs(self._anchors[row] - place),
        )
        miss = abs(self._anchors[near] - place) / self._em
        return (near if miss <= OFF else None), miss


def is_one_cell(taken: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether lines that a row takes are no rows of their own, of which the one in the middle alone has figures.

    They are if those around them are no farther away than they are from one another.

    Args:
        taken: what a row takes, from top to bottom.
        lines: all lines of the column.
    """
    if len(taken) < 3 or len(taken) % 2 == 0:  # two lines stand around their figures, where no row would
        return True
    at = next(i for i, line in enumerate(lines) if line is taken[0])
    above, below = lines[max(at - 1, 0) : at], lines[at + len(taken) :][:1]
    outside = [taken[0].middle - line.middle for line in above] + [
        line.middle - taken[-1].middle for line in below
    ]
    leading = taken[1].middle - taken[0].middle
    return all(PITCH * apart > leading for apart in outside)


def row_pitch(anchors: Sequence[float]) -> float:
    """The least distance between two rows."""
    return min((low - high for high, low in pairwise(anchors)), default=float("inf"))
