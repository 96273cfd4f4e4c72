"""Tables of HTML pages: those that hold data become rows of cells, those that lay out a page are no tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.spans import place, span_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_LONG_CELL = 300
"""Characters from which the cell of a table of one row is taken for a column of the page."""


def data_rows(
    table: _Element, text_of: Callable[[_Element], str], is_hidden: Callable[[_Element], bool]
) -> list[list[str]] | None:
    """The rows of a table, all of the same number of cells; None if the table only lays out the page.

    A table in which others stand, one of a single column, one with headings in it, and one whose single row holds a
    long text, lay out a page. The text of a merged cell stands in its first cell.

    Args:
        table: a ``<table>``.
        text_of: gives the text of a cell.
        is_hidden: whether a row or a cell is not shown.

    Raises:
        OverflowError: its spans ask for more cells than a table may have.
    """
    if table.get("role") in ("presentation", "none"):
        return None
    if next(table.iterdescendants("table", "h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
        return None
    columns, width = place([[_span(cell) for cell in cells] for cells in _rows(table, is_hidden)])
    if width < 2:
        return None
    rows = [[""] * width for _ in columns]
    for texts, cells, placed in zip(rows, _rows(table, is_hidden), columns, strict=True):
        for cell, column in zip(cells, placed, strict=True):
            texts[column] = text_of(cell)
    if len(rows) == 1 and max(map(len, rows[0])) > _LONG_CELL:
        return None
    return rows


def _rows(table: _Element, is_hidden: Callable[[_Element], bool]) -> Iterator[list[_Element]]:
    """The shown cells of every row that has any; made anew when asked, since a long table's would fill the memory."""
    for row in table.iter("tr"):
        if is_hidden(row):
            continue
        if cells := [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]:
            yield cells


def _span(cell: _Element) -> tuple[int, int]:
    return span_size(cell.get("rowspan")), span_size(cell.get("colspan"))
