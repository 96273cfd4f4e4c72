"""Cells that span rows and columns, laid out on a grid.

HTML, DOCX and the HTML that converters leave in Markdown describe a merged cell once, by its size. Here every cell
gets its column, so that a reader can write each row with the same number of cells: the text stands in the first cell
of a span, the others are empty.

>>> place([[(2, 1), (1, 2)], [(1, 1), (1, 1)]])   # 项目 over two rows, 决算数 over two columns
([[0, 1], [1, 2]], 3)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from docstruct.reading.limits import CELLS_OF_ONE, FREE_CELLS, MAX_CELLS, MAX_COLSPAN

if TYPE_CHECKING:
    from collections.abc import Sequence

Span: TypeAlias = tuple[int, int]
"""Rows and columns a cell takes, each at least 1."""


_ONE_CELL = (1, 1)


def place(rows: Sequence[Sequence[Span]]) -> tuple[list[list[int]], int]:
    """The column of every cell, row by row, and the number of columns of the table.

    This is the algorithm for forming a table of the HTML standard (section 4.9.12), without its error reports.

    Raises:
        OverflowError: the grid has more than ``MAX_CELLS`` cells, or many more than are stated.
    """
    most = min(MAX_CELLS, FREE_CELLS + CELLS_OF_ONE * sum(map(len, rows)))
    columns: list[list[int]] = []
    busy: dict[int, int] = {}
    width = 0
    for row, spans in enumerate(rows):
        if not busy and spans.count(_ONE_CELL) == len(spans):
            placed, end = list(range(len(spans))), len(spans)
        else:
            placed, end = _place_row(row, spans, busy)
        columns.append(placed)
        width = max(width, end)
        if width * len(rows) > most:
            raise OverflowError(f"a table of more than {most:,} cells")
    return columns, width


def _place_row(row: int, spans: Sequence[Span], busy: dict[int, int]) -> tuple[list[int], int]:
    """The columns of one row's cells and where the row ends; ``busy`` says from which row on a column is free."""
    placed: list[int] = []
    column = 0
    for height, breadth in spans:
        while busy.get(column, 0) > row:
            column += 1
        placed.append(column)
        end = column + min(breadth, MAX_COLSPAN)
        if height > 1:
            for spanned in range(column, end):
                busy[spanned] = max(busy.get(spanned, 0), row + height)
        column = end
    return placed, column


def span_size(stated: str | None) -> int:
    """The value of a ``rowspan`` or ``colspan``; 1 where it is missing or no number.

    >>> span_size("2"), span_size(None), span_size("0"), span_size("two")
    (2, 1, 1, 1)
    """
    digits = (stated or "").strip()
    return max(int(digits), 1) if digits.isdecimal() and len(digits) < 6 else 1
