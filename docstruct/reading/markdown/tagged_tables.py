r"""HTML tables that stand in a Markdown text, as recognisers write them: rows found where they are.

The text is not changed: a row is the range from its first cell to its last, and what stands between the contents of
two cells is a :class:`~docstruct.source.Markup` that stands for tabs, merged cells laid out on a grid
(:mod:`docstruct.reading.spans`).

>>> text = "<table><tr><td>项目</td><td>金额</td></tr></table>"
>>> [row] = tagged_rows(text, 0, len(text))
>>> text[row.start : row.end], [(mark.start, mark.end, mark.stands_for) for mark in row.marks]
('<td>项目</td><td>金额</td>', [(11, 15, ''), (17, 26, '\t'), (28, 33, '')])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.reading.markdown.inline import inline_marks
from docstruct.reading.spans import Span, place, span_size
from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r"<(/?)table\b[^<>]{0,500}>", re.IGNORECASE)
_PART = re.compile(
    r"(?<!\s)\s*+<(?P<name>/?(?:tr|td|th|table))\b(?P<attributes>[^<>]{0,1000})>", re.IGNORECASE
)
_BLANKS = re.compile(r"\s*+")
_ROWSPAN = re.compile(r"\browspan\s*=\s*[\"']?(\d+)", re.IGNORECASE)
_COLSPAN = re.compile(r"\bcolspan\s*=\s*[\"']?(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """A row: its range in the text and the marks in it."""

    start: int
    end: int
    marks: tuple[Markup, ...]


@dataclass(slots=True)
class _Cell:
    """A cell: the range of its opening tag, that of its content, the end of its closing tag, and its span."""

    start: int
    content_start: int
    span: Span
    content_end: int = 0
    end: int = 0


def table_ranges(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the tables in a text, tags included; a table in a table is part of it, an open one is none."""
    depth, start = 0, 0
    for tag in _TABLE.finditer(text):
        if not tag[1]:
            start = tag.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, tag.end()


def tagged_rows(text: str, start: int, end: int) -> list[TaggedRow]:
    """The rows of the table at ``text[start:end]``.

    Raises:
        OverflowError: its spans ask for more cells than a table may have.
    """
    rows = [row for row in _cells(text, start, end) if row]
    columns, width = place([[cell.span for cell in row] for row in rows])
    return [
        TaggedRow(row[0].start, row[-1].end, tuple(_marks(text, row, [*placed, width - 1])))
        for row, placed in zip(rows, columns, strict=True)
    ]


def _cells(text: str, start: int, end: int) -> list[list[_Cell]]:
    """The cells row by row; a closing tag may be missing, the next opening one stands for it."""
    rows: list[list[_Cell]] = [[]]
    open_cell: _Cell | None = None
    for part in _PART.finditer(text, start, end):
        name = part["name"].lower()
        if open_cell is not None:
            open_cell.content_end = max(part.start(), open_cell.content_start)
            open_cell.end = part.end() if name in ("/td", "/th") else open_cell.content_end
            rows[-1].append(open_cell)
            open_cell = None
        if name == "tr":
            rows.append([])
        elif name in ("td", "th"):
            content = _BLANKS.match(text, part.end(), end)
            open_cell = _Cell(
                part.start("name") - 1, content.end() if content else end, _span(part["attributes"])
            )
    return rows


def _span(attributes: str) -> Span:
    rows, columns = _ROWSPAN.search(attributes), _COLSPAN.search(attributes)
    return span_size(rows and rows[1]), span_size(columns and columns[1])


def _marks(text: str, cells: list[_Cell], columns: list[int]) -> Iterator[Markup]:
    """The marks before, in, between and after the cells; ``columns`` are theirs and the last of the table."""
    mark_start, column = cells[0].start, 0
    for cell, own_column in zip(cells, columns, strict=False):
        yield _tabs(mark_start, cell.content_start, own_column - column)
        yield from inline_marks(text, cell.content_start, cell.content_end)
        mark_start, column = cell.content_end, own_column
    if mark_start < cells[-1].end:
        yield _tabs(mark_start, cells[-1].end, columns[-1] - column)


def _tabs(start: int, end: int, count: int) -> Markup:
    """Tabs in the place of tags; more than there is room for are cells of a width no real table has."""
    return Markup(start, end, "\t" * min(count, end - start))
