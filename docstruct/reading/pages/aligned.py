"""Tables without rules: rows of words that stand in the same columns.

Rows are candidates when a gap parts them into cells. Three or more candidates below one another are a table if the
cells of the fullest rows fall into columns of their own, and if one column holds numbers, as every table of a budget
does: prose in columns, forms and covers have none. Entries of a table of contents are no table either, though their
page numbers are a column of numbers: they only ascend.

    合计              264.87     62.63           合计 ⇥ 264.87 ⇥ 62.63
    行政运行           51.32                →    行政运行 ⇥ 51.32 ⇥
    事业运行           11.31     11.31           事业运行 ⇥ 11.31 ⇥ 11.31
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from docstruct.reading.pages.layout import rows
from docstruct.reading.pages.tables import PageTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.fragments import Fragment

Cell: TypeAlias = list["Fragment"]
Band: TypeAlias = tuple[float, float]

GAP = 1.0
"""Ems between the cells of a row."""
FEWEST = 3
"""Rows of a table."""
FAR = 2.5
"""Heights of a row by which the next may lie below it."""
NUMBERS = 0.6
"""Share of the cells of a column that are numbers in a column of numbers; its title is none."""

_NUMBER = re.compile(r"[-−+]?\d[\d,，]*(?:\.\d+)?[%％]?")


def aligned_tables(fragments: Sequence[Fragment]) -> tuple[list[PageTable], list[Fragment]]:
    """The tables among the fragments of a page, and the fragments that are in none."""
    level = [fragment for fragment in fragments if not fragment.aslant]
    tables: list[PageTable] = []
    rest = [fragment for fragment in fragments if fragment.aslant]
    for block in _blocks([_cells(row) for row in rows(level)]):
        table = _table(block) if len(block) >= FEWEST else None
        if table:
            tables.append(table)
        else:
            rest += [fragment for row in block for cell in row for fragment in cell]
    return tables, rest


def _cells(row: Sequence[Fragment]) -> list[Cell]:
    cells: list[Cell] = [[row[0]]]
    for before, after in pairwise(row):
        if after.left - before.right > GAP * max(before.size, after.size):
            cells.append([])
        cells[-1].append(after)
    return cells


def _blocks(page: Sequence[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """Runs of rows of several cells that lie close below one another; other rows by themselves."""
    block: list[list[Cell]] = []
    for row in page:
        goes_on = block and min(len(row), len(block[-1])) > 1 and _is_near(block[-1][0][0], row[0][0])
        if block and not goes_on:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _is_near(above: Fragment, below: Fragment) -> bool:
    return below.top - above.bottom <= FAR * (above.bottom - above.top)


def _table(block: Sequence[list[Cell]]) -> PageTable | None:
    bands = _bands(block)
    if bands is None:
        return None
    laid = [_laid(row, bands) for row in block]
    if not _has_figures(laid):
        return None
    xs = [bands[0][0], *((low[1] + high[0]) / 2 for low, high in pairwise(bands)), bands[-1][1]]
    tops = [min(cell[0].top for cell in row) for row in block]
    return PageTable(xs, [*tops, max(cell[0].bottom for cell in block[-1])], laid)


def _bands(block: Sequence[list[Cell]]) -> list[Band] | None:
    """Where the columns stand: the cells of the fullest rows, one above the other; None if they do not."""
    width = max(len(row) for row in block)
    full = [row for row in block if len(row) == width]
    bands = [
        (min(row[i][0].left for row in full), max(row[i][-1].right for row in full)) for i in range(width)
    ]
    return bands if all(low[1] < high[0] for low, high in pairwise(bands)) else None


def _laid(row: Sequence[Cell], bands: Sequence[Band]) -> list[Cell]:
    """The cells of a row in their columns: those they overlap most, or are nearest to."""
    laid: list[Cell] = [[] for _ in bands]
    for cell in row:
        left, right = cell[0].left, cell[-1].right
        column = max(range(len(bands)), key=lambda i: min(right, bands[i][1]) - max(left, bands[i][0]))
        laid[column] += [trimmed for fragment in cell if (trimmed := fragment.stripped())]
    return laid


def _has_figures(laid: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column holds numbers that are not the page numbers of a table of contents."""
    columns = [[_text(row[i]) for row in laid if row[i]] for i in range(len(laid[0]))]
    numeric = [column for column in columns if _is_numeric(column)]
    # Two columns only: names and years stand in wider tables, where numbers may well ascend.
    return bool(numeric) and not (len(columns) == 2 and _is_ascending(numeric[-1]))


def _text(cell: Cell) -> str:
    return "".join(fragment.text for fragment in cell).strip()


def _is_numeric(column: Sequence[str]) -> bool:
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in column)
    # The title is counted with the cells and is no number.
    return numbers >= 2 and numbers >= NUMBERS * (len(column) - 1)


def _is_ascending(column: Sequence[str]) -> bool:
    """Whether the numbers of a column are whole, small, and never fall."""
    numbers = [text for text in column if _NUMBER.fullmatch(text)]
    if not all(text.isdecimal() and len(text) <= 4 for text in numbers):
        return False
    return all(int(low) <= int(high) for low, high in pairwise(numbers))
