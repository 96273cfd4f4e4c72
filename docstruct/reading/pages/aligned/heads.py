"""The heading of a table that no rules draw: which words are one cell, and which columns it stands over.

The lowest cell over a column is the column's own, wherever in the height of the heading it is set. A cell with others
below it is of a group, and stands in the middle over the columns of the group (or at their left edge):

              基本支出                          科目编码 ⇥    ⇥    ⇥ 科目名称 ⇥ 合计 ⇥ 基本支出 ⇥
    科目编码             科目名称   合计    →   类 ⇥ 款 ⇥ 项 ⇥          ⇥      ⇥ 小计     ⇥ 人员经费
    类 款 项           小计 人员经费
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.pages.aligned.gutters import Band

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.aligned.words import Word

TOGETHER = 1.0
"""Ems between the words of one cell at most."""
SPACED = 6.0
"""Ems between the characters of a name that is spaced out (支  出)."""
LEADING = 1.7
"""Ems from line to line of a cell of the heading at most."""
ONE_MIDDLE = 0.75
"""Ems by which the middles of two lines of one cell may differ; a line that is broken may be set from the left."""
LEVEL = 0.4
"""Ems by which the middles of cells of one level may differ."""
OFF_CENTRE = 2.0
"""Ems by which the middle of a group may miss that of its columns, whose edges are not drawn."""
MARGIN = 0.4
"""Ems by which other columns must miss the middle of a group more than its own do."""
MOST_WAYS = 60
"""Ways to share columns out to groups that are followed up."""
WITHIN = 0.4
"""What an em off the likely middle costs, where the edges may yet be so."""
UNCOVERED = 0.5
"""Cost, in ems off the middle, of a column below a group's level that no group covers."""
EDGE = 0.25
"""Ems between an edge of a column and what is set at it."""


@dataclass(slots=True)
class Head:
    """A cell of the heading.

    Attributes:
        words: in reading order.
        span: its columns, from the first to behind the last.
        depth: how many cells of groups stand above it.
    """

    words: list[Word]
    left: float
    right: float
    top: float
    bottom: float
    span: tuple[int, int] = (0, 0)
    depth: int = 0
    below: list[Head] = field(default_factory=list)

    @classmethod
    def of(cls, words: list[Word]) -> Head:
        """The cell that words are."""
        return cls(
            words,
            min(word.left for word in words),
            max(word.right for word in words),
            min(word.middle for word in words),
            max(word.middle for word in words),
        )

    @property
    def middle(self) -> float:
        """Half the way down, by the middles of its first and its last line."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half the way across."""
        return (self.left + self.right) / 2


class Heading:
    """The heading of a table, being laid over its columns; ``sure`` says whether every cell found its place."""

    def __init__(self, rows: Sequence[Sequence[Word]], bands: list[Band], em: float) -> None:
        self._em = em
        self.bands = bands
        self.sure = True
        heads = [Head.of(cell) for row in rows for cell in _cells(row, bands, em)]
        self.heads = self._stacked(heads)
        self._tops: list[Head | None] = []
        if self.heads:
            self._place()

    @property
    def depth(self) -> int:
        """How many rows it has."""
        return max((head.depth for head in self.heads), default=-1) + 1

    def _stacked(self, heads: list[Head]) -> list[Head]:
        """The cells, those of several lines put together."""
        heads = sorted(heads, key=lambda head: (head.top, head.left))
        joined: list[Head] = []
        for head in heads:
            above = [one for one in joined if self._goes_on(one, head, heads)]
            if above:
                joined.remove(above[-1])
                head = Head.of(above[-1].words + head.words)
            joined.append(head)
        return sorted(joined, key=lambda head: (head.middle, head.left))

    def _goes_on(self, above: Head, below: Head, heads: Sequence[Head]) -> bool:
        """Whether a cell is the next line of the one above it, and no cell of a group above it."""
        if not 0 < below.top - above.bottom <= LEADING * self._em:
            return False
        off = min(abs(below.centre - above.centre), abs(below.left - above.left)) / self._em
        if off > ONE_MIDDLE:
            return False
        # A cell of a group has several below it; next to a second line stands nothing that has nothing above it.
        bare = [
            one
            for one in heads
            if one is not below
            and abs(one.middle - below.middle) < LEVEL * self._em
            and not any(
                other is not one
                and other is not above
                and other.top < one.top - LEVEL * self._em
                and other.left < one.right
                and one.left < other.right
                for other in heads
            )
        ]
        beside = (
            [one for one in bare if one.right <= below.left],
            [one for one in bare if one.left >= below.right],
        )
        return not (beside[0] and beside[1])

    def _place(self) -> None:
        """Lay all cells, from the lowest level up."""
        self._tops = [None] * len(self.bands)
        for level in self._levels():
            groups = []
            for head in level:
                if span := self._own(head):
                    head.span = span
                    for column in range(*span):
                        self._tops[column] = head
                else:
                    groups.append(head)
            self._span(sorted(groups, key=lambda head: head.left))
        for head in sorted(self.heads, key=lambda head: head.middle):
            for child in head.below:
                child.depth = max(child.depth, head.depth + 1)

    def _levels(self) -> Iterator[list[Head]]:
        level: list[Head] = []
        for head in sorted(self.heads, key=lambda head: (-head.middle, head.left)):
            if level and level[0].middle - head.middle > LEVEL * self._em:
                yield level
                level = []
            level.append(head)
        if level:
            yield level

    def _over(self, head: Head) -> list[int]:
        """The columns that a cell stands over."""
        return [
            i
            for i, band in enumerate(self.bands)
            if min(band.right, head.right) - max(band.left, head.left) > 0
        ]

    def _own(self, head: Head) -> tuple[int, int] | None:
        """The columns whose lowest cell this is; None if it stands over a group."""
        over = self._over(head)
        if not over:
            over = self._beside(head)
        if any(self._tops[i] is not None for i in over):
            return None
        return over[0], over[-1] + 1

    def _beside(self, head: Head) -> list[int]:
        """The column of a cell that stands over none: one without a cell of its own that is next to it, or an empty one."""
        at = sum(band.right <= head.left for band in self.bands)
        near = [i for i in (at - 1, at) if 0 <= i < len(self.bands) and not self._is_headed(i)]
        if len(near) == 1:
            return near
        if len(near) == 2:
            gaps = [head.left - self.bands[near[0]].right, self.bands[near[1]].left - head.right]
            if max(gaps) > 2 * min(gaps) + self._em:
                return [near[gaps[1] < gaps[0]]]
            self.sure = False
            return near[:1]
        between = [i for i in (at - 1, at) if 0 <= i < len(self.bands)]
        slack = LEVEL * self._em
        if all((top := self._tops[i]) and top.middle > head.middle + slack for i in between):
            return between
        self.bands.insert(at, Band(head.left, head.right))
        self._tops.insert(at, None)
        for one in self.heads:
            first, last = one.span
            if last > at:
                one.span = (first + (first >= at), last + 1)
        return [at]

    def _is_headed(self, column: int) -> bool:
        """Whether a column has a cell that stands over it."""
        band = self.bands[column]
        return self._tops[column] is not None or any(
            min(band.right, head.right) > max(band.left, head.left) for head in self.heads
        )

    def _span(self, groups: list[Head]) -> None:
        """Give the groups of a level the columns in whose middle they stand; they are sure if no others are as likely."""
        if not groups:
            return
        ways: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
        for group in groups:
            ways = [
                (cost + self._miss(group, span), [*before, span])
                for cost, before in ways
                for span in self._spans(group)
                if not before or before[-1][1] <= span[0]
            ]
            ways = sorted(ways, key=lambda way: way[0])[:MOST_WAYS]
        whole = sorted((cost + UNCOVERED * self._uncovered(spans), spans) for cost, spans in ways)
        if not whole:
            self.sure = False
            return
        best, spans = whole[0]
        if len(whole) > 1 and whole[1][0] - best < MARGIN:
            self.sure = False
        for group, span in zip(groups, spans, strict=True):
            if self._miss(group, span) > OFF_CENTRE:
                self.sure = False
            self._cover(group, span)

    def _cover(self, group: Head, span: tuple[int, int]) -> None:
        group.span = span
        for column in range(*span):
            top = self._tops[column]
            if top is not None and all(top is not one for one in group.below):
                group.below.append(top)
            self._tops[column] = group

    def _spans(self, group: Head) -> list[tuple[int, int]]:
        """The columns that a group may have: around those it stands over, and none that part a group below it."""
        over = self._over(group) or self._between(group)
        children = [top for i in over if (top := self._tops[i])]
        level = min(child.middle for child in children)
        run = [self._is_below(i, level) for i in range(len(self.bands))]
        first, last = over[0], over[-1] + 1
        firsts, lasts = [first], [last]
        while firsts[-1] > 0 and run[firsts[-1] - 1]:
            firsts.append(firsts[-1] - 1)
        while lasts[-1] < len(run) and run[lasts[-1]]:
            lasts.append(lasts[-1] + 1)
        return [
            (low, high) for low in firsts for high in lasts if not self._parts(low) and not self._parts(high)
        ]

    def _between(self, group: Head) -> list[int]:
        """The columns next to a cell that stands between columns."""
        at = sum(band.right <= group.left for band in self.bands)
        return [i for i in (at - 1, at) if 0 <= i < len(self.bands) and self._tops[i] is not None]

    def _is_below(self, column: int, level: float) -> bool:
        """Whether the highest cell of a column so far is at a level or below it, as cells of groups are."""
        top = self._tops[column]
        slack = LEVEL * self._em
        return top is None or max(top.middle, top.bottom) >= level - slack

    def _parts(self, edge: int) -> bool:
        """Whether an edge between columns runs through a cell that stands over both."""
        if not 0 < edge < len(self.bands):
            return False
        return self._tops[edge] is not None and self._tops[edge] is self._tops[edge - 1]

    def _uncovered(self, spans: Sequence[tuple[int, int]]) -> int:
        """How many columns next to the groups of a level, and of cells as low as theirs, no group covers."""
        covered = {i for span in spans for i in range(*span)}
        level = min(top.middle for i in covered if (top := self._tops[i]))
        if len(spans) == 1 and all(self._is_below(i, level) for i in range(len(self.bands))):
            return 0  # nothing says how far the only group goes
        count = 0
        for first, last in spans:
            for start, step in ((first - 1, -1), (last, 1)):
                i = start
                while 0 <= i < len(self.bands) and i not in covered and self._is_below(i, level):
                    covered.add(i)
                    count += 1
                    i += step
        return count

    def _miss(self, group: Head, span: tuple[int, int]) -> float:
        """By how many ems a group misses the middle of columns, or the left edge if it is set there.

        Edges lie somewhere in the gutters: to miss where they likely are counts less than to miss where they can be.
        """
        (low, left, _), (_, right, high) = self._edge(span[0]), self._edge(span[1])
        _, _, left_most = self._edge(span[0])
        right_least, _, _ = self._edge(span[1])
        likely = abs(group.centre - (left + right) / 2)
        outside = max((low + right_least) / 2 - group.centre, group.centre - (left_most + high) / 2, 0.0)
        centred = outside + WITHIN * (likely - outside)
        flush = (
            2 * max(low - group.left, group.left - left_most - 2 * EDGE * self._em, 0.0) + 2 * EDGE * self._em
        )
        return min(centred, flush) / self._em

    def _edge(self, column: int) -> tuple[float, float, float]:
        """Where the edge before a column is at least, likely and at most.

        It is not drawn, but numbers end at it and names begin at it.
        """
        pad = EDGE * self._em
        if column == 0:
            edge = min(self.bands[0].left, *(head.left for head in self.heads)) - pad
            return edge, edge, edge
        before = self.bands[column - 1]
        if column == len(self.bands):
            edge = max(before.right, *(head.right for head in self.heads)) + pad
            return edge, edge, edge
        after = self.bands[column]
        likely = (before.right + after.left) / 2
        if before.numeric:
            likely = before.right + pad
        elif not after.numeric:
            likely = after.left - pad
        return before.right, likely, after.left


def _cells(row: Sequence[Word], bands: Sequence[Band], em: float) -> list[list[Word]]:
    """The words of a row of the heading as cells."""
    cells: list[list[Word]] = [[row[0]]] if row else []
    for before, after in pairwise(row):
        if _are_together(before, after, bands, em):
            cells[-1].append(after)
        else:
            cells.append([after])
    return cells


def _are_together(before: Word, after: Word, bands: Sequence[Band], em: float) -> bool:
    """Whether two words are of one cell: in one column, or close together with no columns to either side of the gap."""
    gap = after.left - before.right
    homes = [max(range(len(bands)), key=lambda i: bands[i].overlap(word)) for word in (before, after)]
    if homes[0] == homes[1]:
        return gap <= SPACED * em
    return gap <= TOGETHER * em and (
        bands[homes[0]].overlap(before) <= 0 or bands[homes[1]].overlap(after) <= 0
    )
