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
BETWEEN, EMPTY, BARE = 0.5, 4.0, 1.0
"""Costs, in ems from a cell to its column, of a cell between columns of a group, of a column that holds nothing, and of
a column without a cell."""
REACHES = 0.4
"""Share of its width, or of the column's, up to which a cell only reaches into a column."""
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
        self._step = 0.0
        self._set_left = False
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
        if any(
            one is not below
            and one is not above
            and abs(one.middle - below.middle) < LEVEL * self._em
            and one.left < above.right
            and above.left < one.right
            for one in heads
        ):
            return False
        if sum(len(word.text) for word in below.words) == 1:
            return True
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
        """Lay all cells: those with none below them over their own columns, then groups from the lowest level up."""
        self._tops = [None] * len(self.bands)
        own, added = self._paired(self._leaves())
        for head in added:
            self._insert(head)
        for head in own:
            for column in range(*head.span):
                self._tops[column] = head
        placed = {id(head) for head in (*own, *added)}
        groups = [head for head in self.heads if id(head) not in placed]
        self._step = self._least_step()
        self._set_left = bool(groups) and all(map(self._is_flush, groups))
        for level in self._levels(groups):
            self._span(sorted(level, key=lambda head: head.left))
        for head in sorted(self.heads, key=lambda head: head.middle):
            for child in head.below:
                child.depth = max(child.depth, head.depth + 1)

    def _least_step(self) -> float:
        """From a row of the heading to the next."""
        steps = (
            below.middle - above.middle
            for above in self.heads
            for below in self.heads
            if self._is_lower(below, above) and below.left < above.right and above.left < below.right
        )
        return min(steps, default=0.0)

    def _is_flush(self, group: Head) -> bool:
        """Whether a lower cell begins where a group does, as they all do in a heading that is set from the left."""
        return any(
            self._is_lower(below, group) and abs(below.left - group.left) < EDGE * self._em
            for below in self.heads
        )

    def _leaves(self) -> list[Head]:
        """The cells that no other is below, from left to right."""
        found = [
            head
            for head in self.heads
            if not any(
                self._is_lower(below, head) and below.left < head.right and head.left < below.right
                for below in self.heads
            )
        ]
        return sorted(found, key=lambda head: head.centre)

    def _is_lower(self, below: Head, above: Head) -> bool:
        return below.middle - above.middle > LEVEL * self._em

    def _paired(self, leaves: Sequence[Head]) -> tuple[list[Head], list[Head]]:
        """Leaves with the columns they are of, in order; and those that stand over an empty column.

        Those that stand between two columns with lower cells are groups, and in neither list.
        """
        ways: list[tuple[float, list[int | None]]] = [
            (self._skipped(0, j, leaves), []) for j in range(len(self.bands) + 1)
        ]
        for head in leaves:
            spare = BETWEEN if self._is_between(head) else EMPTY
            following: list[tuple[float, list[int | None]]] = []
            for j in range(len(self.bands) + 1):
                cost, way = ways[j]
                best = cost + spare, [*way, None]
                for before in range(j):
                    paired = (
                        ways[before][0] + self._apart(head, before) + self._skipped(before + 1, j, leaves)
                    )
                    best = min(best, (paired, [*ways[before][1], before]), key=lambda one: one[0])
                following.append(best)
            ways = following
        _, way = ways[-1]
        return self._settled(leaves, way)

    def _settled(self, leaves: Sequence[Head], way: Sequence[int | None]) -> tuple[list[Head], list[Head]]:
        """The pairs of a way, with the further columns that a cell stands over; unsure where another pair is as likely."""
        taken = {column for column in way if column is not None}
        own: list[Head] = []
        added: list[Head] = []
        for head, column in zip(leaves, way, strict=True):
            if column is None:
                if not self._is_between(head):
                    added.append(head)
                continue
            over = [i for i in self._over(head) if i not in taken]
            first = last = column
            while first - 1 in over:
                first -= 1
            while last + 1 in over:
                last += 1
            head.span = first, last + 1
            own.append(head)
            bare = [i for i in (first - 1, last + 1) if 0 <= i < len(self.bands) and i not in taken]
            if self._apart(head, column) > 0 and any(not self._is_under(i, leaves) for i in bare):
                self.sure = False
        return own, added

    def _apart(self, head: Head, column: int) -> float:
        band = self.bands[column]
        return max(band.left - head.right, head.left - band.right, 0.0) / self._em

    def _skipped(self, first: int, last: int, leaves: Sequence[Head]) -> float:
        """What it costs that columns have no cell of their own; nothing where one stands over them."""
        return sum(0.0 if self._is_under(i, leaves) else BARE for i in range(first, last))

    def _is_under(self, column: int, leaves: Sequence[Head]) -> bool:
        return any(column in self._over(head) for head in leaves)

    def _is_between(self, head: Head) -> bool:
        """Whether lower cells are next to a cell on either side."""
        beside = [
            one
            for one in self.heads
            if one is not head and (one.right <= head.left or one.left >= head.right)
        ]
        left = max(
            (one for one in beside if one.right <= head.left and not self._is_lower(head, one)),
            key=lambda one: one.right,
            default=None,
        )
        right = min(
            (one for one in beside if one.left >= head.right and not self._is_lower(head, one)),
            key=lambda one: one.left,
            default=None,
        )
        return bool(left and right and self._is_lower(left, head) and self._is_lower(right, head))

    def _insert(self, head: Head) -> None:
        """Add an empty column under a cell."""
        at = sum(band.left + band.right <= head.left + head.right for band in self.bands)
        self.bands.insert(at, Band(head.left, head.right))
        self._tops.insert(at, head)
        for one in self.heads:
            first, last = one.span
            if last > at:
                one.span = (first + (first >= at), last + 1)
        head.span = at, at + 1

    def _levels(self, heads: Sequence[Head]) -> Iterator[list[Head]]:
        """Cells of groups by the height they stand at, the lowest first: in the middle, at the top or at the bottom."""
        level: list[Head] = []
        for head in sorted(heads, key=lambda head: (-head.bottom, head.left)):
            if level and not self._is_level(level[0], head):
                yield level
                level = []
            level.append(head)
        if level:
            yield level

    def _is_level(self, one: Head, other: Head) -> bool:
        misses = abs(one.middle - other.middle), abs(one.top - other.top), abs(one.bottom - other.bottom)
        return min(misses) <= LEVEL * self._em

    def _over(self, head: Head) -> list[int]:
        """The columns that a cell stands over, and not just reaches into."""
        return [
            i
            for i, band in enumerate(self.bands)
            if min(band.right, head.right) - max(band.left, head.left)
            > REACHES * min(band.right - band.left, head.right - head.left)
        ]

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
            if self._miss(group, span) >= OFF_CENTRE:
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
        over = self._above(group) or self._between(group)
        if not over:
            return []
        children = [top for i in over if (top := self._tops[i])]
        if not children:
            return []
        level = min(child.middle for child in children)
        if self._set_left:  # only the first of its columns is sure to be under it
            level = min(level, group.middle + self._step)
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

    def _above(self, group: Head) -> list[int]:
        """The columns that have, or whose highest cell has, a share of the width of a group."""
        over = set(self._over(group))
        for i, top in enumerate(self._tops):
            if top and min(top.right, group.right) > max(top.left, group.left):
                over.add(i)
        return list(range(min(over), max(over) + 1)) if over else []

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
        """By how many ems a group misses the middle of columns, or their left edge where the heading is set there.

        Edges lie somewhere in the gutters: to miss where they likely are counts less than to miss where they can be.
        """
        if self._set_left:
            first = self._tops[span[0]]
            return 0.0 if first and abs(group.left - first.left) < EDGE * self._em else OFF_CENTRE
        (low, left, left_most), (right_least, right, high) = self._edge(span[0]), self._edge(span[1])
        likely = abs(group.centre - (left + right) / 2)
        outside = max((low + right_least) / 2 - group.centre, group.centre - (left_most + high) / 2, 0.0)
        return (outside + WITHIN * (likely - outside)) / self._em

    def _edge(self, column: int) -> tuple[float, float, float]:
        """Where the edge before a column is at least, likely and at most.

        It is not drawn, but lies between what stands in the columns and over them; numbers end at it and names begin at it.
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
        ends, begins = self._leaf(column - 1), self._leaf(column)
        low = max(before.right, ends.right if ends else before.right)
        high = min(after.left, begins.left if begins else after.left)
        if low > high:
            low = high = (low + high) / 2
        likely = (low + high) / 2
        if before.numeric and low <= before.right + pad <= high and not self._is_centred(before, ends):
            likely = before.right + pad
        elif not after.numeric and low <= after.left - pad <= high:
            likely = after.left - pad
        return low, likely, high

    def _leaf(self, column: int) -> Head | None:
        """The cell that is a column's own and no other's."""
        return next(
            (head for head in self.heads if head.span == (column, column + 1) and not head.below), None
        )

    def _is_centred(self, band: Band, head: Head | None) -> bool:
        return head is not None and abs(head.left + head.right - band.left - band.right) < EDGE * self._em


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
        # 合计 | 小计, one of them over a column without a figure: only single characters are spaced out.
        spaced = min(len(before.text), len(after.text)) == 1
        inside = bands[homes[0]].overlap(before) > 0 and bands[homes[1]].overlap(after) > 0
        return gap <= (SPACED if spaced or inside else TOGETHER) * em
    return gap <= TOGETHER * em and (
        bands[homes[0]].overlap(before) <= 0 or bands[homes[1]].overlap(after) <= 0
    )
