"""The heading of a table that no rules draw, laid over its columns.

The lowest cell over a column is the column's own, wherever in the height of the heading it is set (``pairing``). A cell
with others below it is of a group, and stands in the middle over the columns of the group, or at their left edge
(``groups``):

              基本支出                          科目编码 ⇥    ⇥    ⇥ 科目名称 ⇥ 合计 ⇥ 基本支出 ⇥
    科目编码             科目名称   合计    →   类 ⇥ 款 ⇥ 项 ⇥          ⇥      ⇥ 小计     ⇥ 人员经费
    类 款 项           小计 人员经费
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.pages.aligned.cells import Head, heads_of
from docstruct.reading.pages.aligned.groups import Groups
from docstruct.reading.pages.aligned.gutters import Band
from docstruct.reading.pages.aligned.pairing import Pairing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.aligned.words import Word


class Heading:
    """The heading of a table over its columns.

    Attributes:
        heads: its cells by their height, each with its columns and with what stands below it.
        bands: the columns; those under a cell of their own that no row has anything in are added.
        sure: whether every cell found its place.
    """

    def __init__(self, rows: Sequence[Sequence[Word]], bands: list[Band], em: float) -> None:
        self.heads = heads_of(rows, bands, em)
        self.bands = bands
        self.sure = True
        if self.heads:
            self._place(em)

    @property
    def depth(self) -> int:
        """How many rows it has."""
        return max((head.depth for head in self.heads), default=-1) + 1

    def _place(self, em: float) -> None:
        """Lay all cells: those with none below them over their own columns, then groups from the lowest level up."""
        leaves = Pairing(self.heads, self.bands, em).paired()
        for head in leaves.added:
            self._insert(head)
        tops: list[Head | None] = [None] * len(self.bands)
        for head in (*leaves.own, *leaves.added):
            for column in range(*head.span):
                tops[column] = head
        placed = {id(head) for head in (*leaves.own, *leaves.added)}
        groups = Groups(self.heads, self.bands, tops, em)
        sure = groups.place([head for head in self.heads if id(head) not in placed])
        self.sure = leaves.sure and sure
        for head in self.heads:
            for child in head.below:
                child.depth = max(child.depth, head.depth + 1)

    def _insert(self, head: Head) -> None:
        """Add an empty column under a cell."""
        at = sum(band.left + band.right <= head.left + head.right for band in self.bands)
        self.bands.insert(at, Band(head.left, head.right))
        for one in self.heads:
            first, last = one.span
            if last > at:
                one.span = (first + (first >= at), last + 1)
        head.span = at, at + 1
