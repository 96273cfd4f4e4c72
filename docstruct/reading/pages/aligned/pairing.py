"""The lowest cells of a heading, and which column each of them is of.

Cells and columns go from left to right, so that of all ways to pair them in order the cheapest is taken; a column may
have no cell of its own, and a cell may stand over a column that no row has anything in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.aligned.cells import Head
    from docstruct.reading.pages.aligned.gutters import Band

BETWEEN, EMPTY, BARE = 0.5, 4.0, 1.0
"""Costs, in ems from a cell to its column, of a cell between columns of a group, of a column that holds nothing, and of
a column without a cell."""


@dataclass(slots=True)
class Paired:
    """The lowest cells of a heading.

    Attributes:
        own: those that stand over columns, which their ``span`` says.
        added: those under which only an empty column can be.
        sure: whether no other column is as likely for one of them.
    """

    own: list[Head] = field(default_factory=list)
    added: list[Head] = field(default_factory=list)
    sure: bool = True


class Pairing:
    """The lowest cells of a heading over the columns of its table."""

    def __init__(self, heads: Sequence[Head], bands: Sequence[Band], em: float) -> None:
        self._heads = heads
        self._bands = bands
        self._em = em
        self._leaves = sorted(filter(self._is_leaf, heads), key=lambda head: head.centre)
        under = [head.over(bands) for head in self._leaves]
        self._under = {column for columns in under for column in columns}

    def paired(self) -> Paired:
        """The cells with their columns. Those that stand between two columns with lower cells are groups, and left out."""
        found = Paired()
        way = self._cheapest()
        taken = {column for column in way if column is not None}
        for head, column in zip(self._leaves, way, strict=True):
            if column is None:
                if not self._is_between(head):
                    found.added.append(head)
                continue
            over = [i for i in head.over(self._bands) if i not in taken]
            first = last = column
            while first - 1 in over:
                first -= 1
            while last + 1 in over:
                last += 1
            head.span = first, last + 1
            found.own.append(head)
            beside = [i for i in (first - 1, last + 1) if 0 <= i < len(self._bands) and i not in taken]
            if self._apart(head, column) > 0 and any(i not in self._under for i in beside):
                found.sure = False
        return found

    def _cheapest(self) -> list[int | None]:
        """The column of each of the cells, from left to right, or none."""
        ends = range(len(self._bands) + 1)
        ways: list[tuple[float, list[int | None]]] = [(self._skipped(0, end), []) for end in ends]
        for head in self._leaves:
            spare = BETWEEN if self._is_between(head) else EMPTY
            following: list[tuple[float, list[int | None]]] = []
            for end in ends:
                cost, way = ways[end]
                best = cost + spare, [*way, None]
                for column in range(end):
                    cost, way = ways[column]
                    cost += self._apart(head, column) + self._skipped(column + 1, end)
                    best = min(best, (cost, [*way, column]), key=lambda one: one[0])
                following.append(best)
            ways = following
        return ways[-1][1]

    def _apart(self, head: Head, column: int) -> float:
        band = self._bands[column]
        return max(band.left - head.right, head.left - band.right, 0.0) / self._em

    def _skipped(self, first: int, last: int) -> float:
        """What it costs that columns have no cell of their own; nothing where one stands over them."""
        return sum(BARE for i in range(first, last) if i not in self._under)

    def _is_leaf(self, head: Head) -> bool:
        """Whether no cell is below it."""
        return not any(below.is_lower(head, self._em) and below.shares_width(head) for below in self._heads)

    def _is_between(self, head: Head) -> bool:
        """Whether lower cells are next to a cell on either side."""
        beside = [one for one in self._heads if one is not head and not head.is_lower(one, self._em)]
        left = max((one for one in beside if one.right <= head.left), key=lambda one: one.right, default=None)
        right = min((one for one in beside if one.left >= head.right), key=lambda one: one.left, default=None)
        return bool(left and right and left.is_lower(head, self._em) and right.is_lower(head, self._em))
