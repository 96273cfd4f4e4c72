"""The cells of a heading that no rules draw: which words are one, on one line and over several.

年初      本年                 年初结余 ⇥ 本年支出
结余      支出         →
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.aligned.gutters import Band
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
GUTTER = 0.4
"""Ems of white that part two cells all down their lines."""
REACHES = 0.4
"""Share of its width, or of the column's, up to which a cell only reaches into a column."""


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

    def is_lower(self, above: Head, em: float) -> bool:
        """Whether it stands on a lower level than another."""
        return self.middle - above.middle > LEVEL * em

    def is_level(self, other: Head, em: float) -> bool:
        """Whether the middles of the two are on one level."""
        return abs(self.middle - other.middle) < LEVEL * em

    def shares_width(self, other: Head) -> bool:
        """Whether one of the two is over the other, were they on different levels."""
        return self.left < other.right and other.left < self.right

    def over(self, bands: Sequence[Band]) -> list[int]:
        """The columns that it stands over, and not just reaches into."""
        return [
            i
            for i, band in enumerate(bands)
            if min(band.right, self.right) - max(band.left, self.left)
            > REACHES * min(band.right - band.left, self.right - self.left)
        ]


def heads_of(rows: Sequence[Sequence[Word]], bands: Sequence[Band], em: float) -> list[Head]:
    """The cells of a heading by their height, those of several lines put together.

    Args:
        rows: its words, line by line.
        bands: the columns of the table.
        em: points of its font.
    """
    heads = [Head.of(cell) for row in rows for cell in _cells(row, bands, em)]
    heads.sort(key=lambda head: (head.top, head.left))
    joined: list[Head] = []
    for head in heads:
        above = [one for one in joined if _goes_on(one, head, heads, em)]
        if above:
            joined.remove(above[-1])
            head = Head.of(above[-1].words + head.words)
        joined.append(head)
    joined = [part for head in joined for part in _parted(head, em)]
    return sorted(joined, key=lambda head: (head.middle, head.left))


def _parted(head: Head, em: float) -> list[Head]:
    """A cell of several lines, or the two that it is: one white gutter runs down through all its lines.

    合 因公出国     合计 ⇥ 因公出国（境）费
    计 （境）费  →
    """
    lines: dict[float, list[Word]] = {}
    for word in sorted(head.words, key=lambda word: word.left):
        lines.setdefault(round(word.middle / (LEVEL * em)), []).append(word)
    if len(lines) < 2 or any(len(line) != 2 for line in lines.values()):
        return [head]
    left, right = max(line[0].right for line in lines.values()), min(line[1].left for line in lines.values())
    if right - left < GUTTER * em:
        return [head]
    return [Head.of([word for word in head.words if (word.right <= left) is side]) for side in (True, False)]


def _goes_on(above: Head, below: Head, heads: Sequence[Head], em: float) -> bool:
    """Whether a cell is the next line of the one above it, and no cell of a group above it."""
    if not 0 < below.top - above.bottom <= LEADING * em:
        return False
    if min(abs(below.centre - above.centre), abs(below.left - above.left)) > ONE_MIDDLE * em:
        return False
    beside = [one for one in heads if one is not below and one is not above and one.is_level(below, em)]
    if any(one.shares_width(above) for one in beside):
        return False
    if sum(len(word.text) for word in below.words) == 1:
        return True
    # A cell of a group has several below it; next to a second line stands nothing that has nothing above it.
    bare = [one for one in beside if not _is_covered(one, above, heads, em)]
    return not (any(one.right <= below.left for one in bare) and any(one.left >= below.right for one in bare))


def _is_covered(one: Head, above: Head, heads: Sequence[Head], em: float) -> bool:
    """Whether a cell other than ``above`` stands over one."""
    return any(
        other is not above and one.top - other.top > LEVEL * em and other.shares_width(one) for other in heads
    )


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
