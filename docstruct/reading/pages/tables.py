"""Pages with their lines and tables: rows of cells as lines of text, and tables that go on over a page break."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.pages.layout import JOINED_GAP, PageLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Origin
    from docstruct.reading.pages.fragments import Fragment, Piece
    from docstruct.reading.pages.turn import Turn

SAME_EDGE = 3.5
"""Points within which the edges of two parts of a table are one."""

SAME_COLUMN = 0.5
"""Share of its width that a column without rules has in common with the one above it."""


@dataclass(slots=True)
class PageTable:
    """A table, or the part of one that stands on a page.

    Attributes:
        xs, ys: the edges of its columns and rows, ascending.
        rows: its cells; a cell is the fragments in it, in reading order.
        columns: the edges of the columns of the whole table, of which this part may draw only some.
        drawn: whether rules draw its edges; else they lie somewhere in the gutters, elsewhere in every part.
        headed: of a table that no rules draw, whether it has a heading.
    """

    xs: list[float]
    ys: list[float]
    rows: list[list[list[Fragment]]]
    columns: list[float] = field(default_factory=list)
    drawn: bool = True
    headed: bool = False

    def __post_init__(self) -> None:
        self.columns = self.columns or self.xs

    @property
    def top(self) -> float:
        """Where the table begins on its page."""
        return self.ys[0]

    def lines(self, number: int) -> Iterator[PageLine]:
        """The rows as lines of cells; cells of columns that are not drawn here are empty."""
        count = len(self.columns) - 1
        own = len(self.columns) == len(self.xs)  # as of every table that stands on one page
        places = range(count) if own else [_nearest(self.columns, x) for x in self.xs[:-1]]
        for row, (top, bottom) in zip(self.rows, pairwise(self.ys), strict=True):
            pieces: list[Piece] = []
            column = 0
            for cell, place in zip(row, places, strict=True):
                if cell:
                    pieces.append(("\t" * (place - column), cell[0]))
                    if len(cell) > 1:
                        pieces += [(_seam(before, after), after) for before, after in pairwise(cell)]
                    column = place
            tail = "\t" * (count - 1 - column)
            box = (self.xs[0], top, self.xs[-1], bottom)
            yield PageLine(pieces, box, tail, role="table_row", table=number)


@dataclass(slots=True)
class PageLayout:
    """A page while it is read.

    Attributes:
        width, height: its size as displayed, in points.
        text_width, text_height: its size as its text reads, width and height swapped if it reads sideways.
        turn: from the page as it reads to the page as it is displayed, None where the two are one.
        blocks: lines and ruled tables in reading order.
        uneven: whether it was photographed from aside, so that its lines are not parallel.
        through: whether print of the other side showed through the sheet.
    """

    number: int
    width: float
    height: float
    text_width: float
    text_height: float
    turn: Turn | None = None
    origin: Origin = "text_layer"
    blocks: list[PageLine | PageTable] = field(default_factory=list)
    uneven: bool = False
    through: bool = False


def _nearest(edges: Sequence[float], x: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - x))


def _seam(before: Fragment, after: Fragment) -> str:
    """What joins two fragments of a cell: a space between Latin words or numbers set apart, else nothing.

    A number that its cell breaks (``18,375,23`` / ``5.20``) is one; two numbers on one line are two.
    """
    left, right = before.text[-1:], after.text[:1]
    if not (left + right).isascii() or not (left.isalnum() and right.isalnum()):
        return ""
    if before.bottom > after.middle:
        return " " if after.left - before.right > JOINED_GAP * before.size else ""
    return " " if left.isalpha() else ""


def lay_tables(pages: Sequence[PageLayout]) -> list[list[PageLine]]:
    """The lines of every page, tables as their rows, numbered over the document.

    A table goes on over a page break if nothing but furniture stands between the two parts and the edges of the one
    are among the edges of the other (a last page with only the totals draws fewer).
    """
    groups = _continued(pages)
    numbers = {id(table): number for number, group in enumerate(groups) for table in group}
    return [
        [
            line
            for block in page.blocks
            for line in (block.lines(numbers[id(block)]) if isinstance(block, PageTable) else (block,))
        ]
        for page in pages
    ]


def _continued(pages: Sequence[PageLayout]) -> list[list[PageTable]]:
    """The parts of every table; parts of one table come to share their column edges."""
    groups: list[list[PageTable]] = []
    unbroken = False
    last_page = 0
    for number, block in ((page.number, block) for page in pages for block in page.blocks):
        if isinstance(block, PageTable):
            goes_on = unbroken and number > last_page
            edges = _shared_edges(groups[-1][0], block) if goes_on else None
            if edges:
                groups[-1].append(block)
                for part in groups[-1]:
                    part.columns = edges
            else:
                groups.append([block])
            unbroken, last_page = True, number
        elif block.role == "body":
            unbroken = False
    return groups


def _shared_edges(table: PageTable, part: PageTable) -> list[float] | None:
    """The edges of a table and of what may be its next part, None if they are of two tables.

    Where edges are not drawn, as many columns that stand below one another are the same; what has a heading stands alone.
    """
    if table.drawn and part.drawn:
        return _common_edges(table.columns, part.columns)
    if table.drawn or part.drawn or part.headed or len(table.columns) != len(part.columns):
        return None
    pairs = zip(pairwise(table.columns), pairwise(part.columns), strict=True)
    below = all(
        min(right, end) - max(left, start) > SAME_COLUMN * min(right - left, end - start)
        for (left, right), (start, end) in pairs
    )
    return table.columns if below else None


def _common_edges(edges: list[float], others: list[float]) -> list[float] | None:
    """The richer of two sets of column edges, if it has all edges of the other."""
    few, many = sorted((edges, others), key=len)
    outer = abs(few[0] - many[0]) <= SAME_EDGE and abs(few[-1] - many[-1]) <= SAME_EDGE
    return many if outer and all(abs(many[_nearest(many, x)] - x) <= SAME_EDGE for x in few) else None
