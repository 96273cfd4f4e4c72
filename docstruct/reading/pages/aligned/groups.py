"""The groups of a heading: which columns a cell with others below it stands over.

Neither its edges nor theirs are drawn. It is set in the middle of its columns (or at the left edge of the first, where
the whole heading is set from the left), so that of all ways to share the columns out the one is taken by which the
groups of a level miss their middles least. Where another way is as likely, it is not sure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.pages.aligned.cells import LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.aligned.cells import Head
    from docstruct.reading.pages.aligned.gutters import Band

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


class Groups:
    """The groups of a heading, being laid over columns from the lowest level up.

    Args:
        heads: all cells of the heading.
        bands: the columns.
        tops: of each column the highest cell over it so far; changed as groups are laid.
        em: points of the font.
    """

    def __init__(
        self, heads: Sequence[Head], bands: Sequence[Band], tops: list[Head | None], em: float
    ) -> None:
        self._heads = heads
        self._bands = bands
        self._tops = tops
        self._em = em
        self._step = self._least_step()
        self._set_left = False
        self._sure = True

    def place(self, groups: Sequence[Head]) -> bool:
        """Lay groups over their columns; whether it is sure of all of them."""
        self._set_left = bool(groups) and all(map(self._is_flush, groups))
        for level in self._levels(groups):
            self._span(sorted(level, key=lambda head: head.left))
        return self._sure

    def _least_step(self) -> float:
        """From a row of the heading to the next."""
        steps = (
            below.middle - above.middle
            for above in self._heads
            for below in self._heads
            if below.is_lower(above, self._em) and below.shares_width(above)
        )
        return min(steps, default=0.0)

    def _is_flush(self, group: Head) -> bool:
        """Whether a lower cell begins where a group does, as they all do in a heading that is set from the left."""
        return any(
            below.is_lower(group, self._em) and abs(below.left - group.left) < EDGE * self._em
            for below in self._heads
        )

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

    def _span(self, groups: list[Head]) -> None:
        """Give the groups of a level the columns in whose middle they stand; they are sure if no others are as likely."""
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
            self._sure = False
            return
        best, spans = whole[0]
        if len(whole) > 1 and whole[1][0] - best < MARGIN:
            self._sure = False
        for group, span in zip(groups, spans, strict=True):
            if self._miss(group, span) >= OFF_CENTRE:
                self._sure = False
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
        highest = min(children, key=lambda child: child.middle)
        level, bottom = highest.middle, highest.bottom
        if self._set_left:  # only the first of its columns is sure to be under it
            level = min(level, group.middle + self._step)
        run = [self._is_below(i, level, bottom) for i in range(len(self._bands))]
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
        over = set(group.over(self._bands))
        for i, top in enumerate(self._tops):
            if top and min(top.right, group.right) > max(top.left, group.left):
                over.add(i)
        return list(range(min(over), max(over) + 1)) if over else []

    def _between(self, group: Head) -> list[int]:
        """The columns next to a cell that stands between columns."""
        at = sum(band.right <= group.centre for band in self._bands)  # it may reach a little into either
        return [i for i in (at - 1, at) if 0 <= i < len(self._bands) and self._tops[i] is not None]

    def _is_below(self, column: int, level: float, bottom: float) -> bool:
        """Whether the highest cell of a column so far is at a level or below it, as cells of groups are.

        One of more lines than those of the level is, if it ends where they do.
        """
        top = self._tops[column]
        slack = LEVEL * self._em
        return top is None or top.middle >= level - slack or top.bottom >= max(level, bottom) - slack

    def _parts(self, edge: int) -> bool:
        """Whether an edge between columns runs through a cell that stands over both."""
        if not 0 < edge < len(self._bands):
            return False
        return self._tops[edge] is not None and self._tops[edge] is self._tops[edge - 1]

    def _uncovered(self, spans: Sequence[tuple[int, int]]) -> int:
        """How many columns next to the groups of a level, and of cells as low as theirs, no group covers."""
        covered = {i for span in spans for i in range(*span)}
        highest = min((top for i in covered if (top := self._tops[i])), key=lambda top: top.middle)
        level, bottom = highest.middle, highest.bottom
        if len(spans) == 1 and all(self._is_below(i, level, bottom) for i in range(len(self._bands))):
            return 0  # nothing says how far the only group goes
        count = 0
        for first, last in spans:
            for start, step in ((first - 1, -1), (last, 1)):
                i = start
                while 0 <= i < len(self._bands) and i not in covered and self._is_below(i, level, bottom):
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
            edge = min(self._bands[0].left, *(head.left for head in self._heads)) - pad
            return edge, edge, edge
        before = self._bands[column - 1]
        if column == len(self._bands):
            edge = max(before.right, *(head.right for head in self._heads)) + pad
            return edge, edge, edge
        after = self._bands[column]
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
            (head for head in self._heads if head.span == (column, column + 1) and not head.below), None
        )

    def _is_centred(self, band: Band, head: Head | None) -> bool:
        return head is not None and abs(head.left + head.right - band.left - band.right) < EDGE * self._em
