"""The columns of a table that no rules draw, from its gutters: what stays white down the rows that hold figures.

Wrapped names and headings stand in no row of their own and say little about columns; rows with figures say all. A
gutter is believed where nothing crosses it. One that few words cross (``合计`` in the middle of code and name) is
believed too, if many more rows have words on either side of it, and if what stands on its left is a code or the gap is
wide: the space behind a marker (``一、 教育支出``) is no gutter.

    201      一般公共服务支出    264.87    62.63
    20103    政府办公厅           51.32
         合计                    316.19    62.63
        ↑                 ↑           ↑
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.aligned.words import Word

NARROWEST = 0.2
"""Ems of white between two columns at least."""
WIDE = 0.8
"""Ems between words of two columns, where the first of them is no code."""
WITNESSES = 4
"""Rows with words on either side of a gutter for every one with a word across it."""
NUMERIC = 0.6
"""Share of the words of a column that are numbers in a column of numbers."""
_CODE = re.compile(r"[A-Z]?\d+")


@dataclass(slots=True)
class Band:
    """Where the words of a column stand, and which they are, each with the number of its row."""

    left: float
    right: float
    words: list[tuple[int, Word]] = field(default_factory=list)

    @classmethod
    def of(cls, words: list[tuple[int, Word]]) -> Band:
        """The band that words stand in."""
        return cls(min(word.left for _, word in words), max(word.right for _, word in words), words)

    @property
    def numeric(self) -> bool:
        """Whether it is a column of numbers: amounts, or codes, or what counts the rows."""
        said = [word for _, word in self.words if not word.is_blank]
        return bool(said) and sum(word.is_number for word in said) >= NUMERIC * len(said)

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but marks for no number."""
        return all(word.is_blank for _, word in self.words)

    @property
    def rows(self) -> set[int]:
        """The rows that have words in it."""
        return {row for row, _ in self.words}

    def overlap(self, word: Word) -> float:
        """Points that a word and the band have in common; below nothing how far they are apart."""
        return min(self.right, word.right) - max(self.left, word.left)


def bands(
    rows: Sequence[Sequence[Word]], above: Sequence[Sequence[Word]], between: Sequence[Sequence[Word]] = ()
) -> list[Band]:
    """The columns of a table, from left to right.

    Args:
        rows: the words of its rows with figures.
        above: those of its heading, which only tell what is apart.
        between: those of lines without figures; where all names of a column are of two lines, they alone stand in it.
    """
    heads = _lowest(above)
    found = [part for band in _strict(rows) for part in _split(band, heads)]
    return _widened(_united(found, heads), between)


def _widened(found: Sequence[Band], lines: Sequence[Sequence[Word]]) -> list[Band]:
    """Columns with what lines without figures say in them, and columns where only such lines are."""
    placed = [(number, word) for number, band in enumerate(found) for _, word in band.words]
    own = [(-1, word) for row in lines for word in row if sum(band.overlap(word) > 0 for band in found) < 2]
    widened = list(found)
    for cluster in _clusters([*placed, *own]):
        inside = {number for number, _ in cluster.words if number >= 0}
        if not inside:
            widened.append(cluster)
        elif len(inside) == 1 and not (band := found[inside.pop()]).numeric:
            band.left, band.right = min(band.left, cluster.left), max(band.right, cluster.right)
    return sorted(widened, key=lambda band: band.left)


def _strict(rows: Sequence[Sequence[Word]]) -> Iterator[Band]:
    """Bands between what is white in every row."""
    yield from _clusters([(number, word) for number, row in enumerate(rows) for word in row])


def _clusters(placed: Sequence[tuple[int, Word]]) -> Iterator[Band]:
    band: list[tuple[int, Word]] = []
    right = 0.0
    for number, word in sorted(placed, key=lambda pair: pair[1].left):
        if band and word.left - right > NARROWEST * word.size:
            yield Band.of(band)
            band = []
        right = max(right, word.right) if band else word.right
        band.append((number, word))
    if band:
        yield Band.of(band)


def _split(band: Band, heads: Sequence[Word]) -> Iterator[Band]:
    """A band parted where its rows are, but for few whose words stand across."""
    rows: dict[int, list[Word]] = {}
    for number, word in band.words:
        rows.setdefault(number, []).append(word)
    gaps = [gap for row in rows.values() for gap in pairwise(row)]
    best = max(
        ((_witnesses(cut, rows, heads), cut) for cut in _cuts(gaps)), default=(0, 0.0), key=lambda one: one[0]
    )
    if best[0] < 2:
        yield band
        return
    cut = best[1]
    yield from _split(Band.of([pair for pair in band.words if pair[1].right <= cut]), heads)
    yield from _split(Band.of([pair for pair in band.words if pair[1].left >= cut]), heads)


def _cuts(gaps: Sequence[tuple[Word, Word]]) -> set[float]:
    """Where a gutter may run: in the gap between a code and a name, or in a wide one."""
    return {
        (before.right + after.left) / 2
        for before, after in gaps
        if _CODE.fullmatch(before.text)
        or after.is_number
        or before.is_number
        or after.left - before.right > WIDE * after.size
    }


def _witnesses(cut: float, rows: dict[int, list[Word]], heads: Sequence[Word]) -> int:
    """How many rows show a gutter; none if too many have a word across it."""
    witnesses = crossing = 0
    for row in rows.values():
        if any(word.left < cut < word.right for word in row):
            crossing += 1
        elif row[0].left < cut < row[-1].right:
            witnesses += 1
    if crossing and _is_headed(cut, rows, heads):
        witnesses += 2
    return witnesses if witnesses >= WITNESSES * crossing else 0


def _is_headed(cut: float, rows: dict[int, list[Word]], heads: Sequence[Word]) -> bool:
    """Whether a cell of the heading stands over what is on either side of a cut."""
    left = min(word.left for words in rows.values() for word in words)
    right = max(word.right for words in rows.values() for word in words)
    return any(left < word.right <= cut for word in heads) and any(cut <= word.left < right for word in heads)


def _united(found: list[Band], heads: Sequence[Word]) -> list[Band]:
    """Bands that never stand in one row are one, unless the heading parts them: names of two indentations, blanks, totals."""
    united = found[:1]
    for band in found[1:]:
        before = united[-1]
        apart = before.rows & band.rows or _headed(before, band, heads)
        if apart or not _may_be_one(before, band, heads):
            united.append(band)
        else:
            united[-1] = Band.of(before.words + band.words)
    return united


def _may_be_one(before: Band, after: Band, heads: Sequence[Word]) -> bool:
    """Whether bands are names, or have no numbers, or one is a name (``合计`` beside codes) that no heading stands over."""
    if before.numeric and after.numeric:
        return before.blank or after.blank
    if not before.numeric and not after.numeric:
        return True
    name, other = (after, before) if before.numeric else (before, after)
    headed = any(name.overlap(word) > 0 >= other.overlap(word) for word in heads)
    return name.blank or (bool(heads) and not headed)


def _lowest(rows: Sequence[Sequence[Word]]) -> list[Word]:
    """The words of the heading that no other stands below."""
    found: list[Word] = []
    for row in reversed(rows):
        found += [
            word for word in row if not any(word.left < low.right and low.left < word.right for low in found)
        ]
    return found


def _headed(before: Band, after: Band, heads: Sequence[Word]) -> bool:
    """Whether each of two bands has a word of the heading to itself."""
    return any(before.overlap(word) > 0 >= after.overlap(word) for word in heads) and any(
        after.overlap(word) > 0 >= before.overlap(word) for word in heads
    )
