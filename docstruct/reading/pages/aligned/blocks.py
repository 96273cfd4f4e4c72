"""Which rows of a page are a table: rows with figures that follow one another, and what stands around them.

A row has figures if a number stands apart in it, as none does in prose. Lines between two such rows are names that go
on, or rows without figures; a line over the columns of the figures is a heading, and what follows is another table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.pages.aligned.words import Word, words
from docstruct.reading.pages.layout import PROSE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.fragments import Fragment

GAP = 1.0
"""Ems around a number that stands apart."""
CLOSE = 0.3
"""Ems on one of its sides, where the other is wide."""
FAR = 2.5
"""Heights of a row by which the next may lie below it."""
BETWEEN = 6
"""Lines without figures between two rows with figures at most."""
HEADING = 8
"""Lines of a heading at most."""
INDENTED = 4.0
"""Ems that a row without figures may begin further in than the first."""
LARGER = 1.15
"""A title is that much larger than the type of its table."""


@dataclass(slots=True)
class Row:
    """What stands on one height of a page."""

    fragments: list[Fragment]
    words: list[Word]
    figures: list[Word]

    @classmethod
    def of(cls, fragments: list[Fragment]) -> Row:
        """The row that fragments make; only what may have figures is looked at closely."""
        if len(fragments) == 1 and " " not in (text := fragments[0].text):
            word = Word(fragments[0], 0, len(text), text, fragments[0].left, fragments[0].right)
            return cls(fragments, [word], [word] if word.is_amount else [])
        own = words(fragments)
        return cls(fragments, own, _figures(own))

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(fragment.top for fragment in self.fragments)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(fragment.bottom for fragment in self.fragments)

    @property
    def size(self) -> float:
        """The largest type in it."""
        return max(fragment.size for fragment in self.fragments)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(fragment.text for fragment in self.fragments)


@dataclass(slots=True)
class Block:
    """Rows of a table.

    Attributes:
        above: lines that may be its heading, from top to bottom.
        rows: from the first with figures to the last.
        below: lines that may go on with names of the last row.
    """

    above: list[Row]
    rows: list[Row]
    below: list[Row]


def _figures(row: Sequence[Word]) -> list[Word]:
    """The numbers of a row, if one of them stands apart, or two do that are amounts where there is no prose."""
    numbers = [word for word in row if word.is_number or word.is_blank]
    if not any(word.is_number for word in numbers) or (len(row) == 1 and not row[0].is_amount):
        return []
    gaps = [after.left - before.right for before, after in pairwise(row)]
    around = zip(row, [float("inf"), *gaps], [*gaps, float("inf")], strict=True)
    if any(
        word.is_number and max(left, right) > GAP * word.size and min(left, right) > CLOSE * word.size
        for word, left, right in around
    ):
        return numbers
    amounts = sum(word.is_amount for word in numbers)
    return numbers if amounts > 1 and not any(mark in word.text for word in row for mark in PROSE) else []


def find_blocks(page: Sequence[Row]) -> Iterator[Block]:
    """The rows of a page that may be tables, from top to bottom."""
    at = taken = 0
    while at < len(page):
        if not page[at].figures:
            at += 1
            continue
        end = _end(page, at)
        yield Block(_above(page, taken, at), list(page[at:end]), list(_below(page, end)))
        at = taken = end


def _end(page: Sequence[Row], start: int) -> int:
    """Behind the last row with figures of a block."""
    end = start + 1
    for at in range(start + 1, len(page)):
        row = page[at]
        if not _is_near(page[at - 1], row) or at - end >= BETWEEN:
            break
        if row.figures:
            end = at + 1
        elif _is_heading(row, page[start:end]):
            break
    return end


def _is_near(above: Row, below: Row) -> bool:
    return below.top - above.bottom <= FAR * (above.bottom - above.top)


def _is_heading(row: Row, block: Sequence[Row]) -> bool:
    """Whether a line stands over columns of figures, and is no name that runs on into them."""
    if "。" in row.text:
        return True
    figures = [word for one in block for word in one.figures if word.is_amount]
    own = [word for word in row.words if not word.is_blank]
    if not any(word.left < figure.right and figure.left < word.right for word in own for figure in figures):
        return False
    first = min(word.left for one in block for word in one.words)
    together = all(after.left - before.right <= GAP * before.size for before, after in pairwise(row.words))
    return not (together and row.words[0].left - first <= INDENTED * row.size)


def _above(page: Sequence[Row], taken: int, start: int) -> list[Row]:
    """Lines above a block that may be its heading."""
    first = start
    usual = page[start].size
    while first > taken and start - first < HEADING:
        row = page[first - 1]
        if not _is_near(row, page[first]) or "。" in row.text or row.size > LARGER * usual:
            break
        first -= 1
    return list(page[first:start])


def _below(page: Sequence[Row], end: int) -> Iterator[Row]:
    for at in range(end, min(end + 3, len(page))):
        if page[at].figures or page[at].top - page[at - 1].bottom > page[at].size:
            return
        yield page[at]
