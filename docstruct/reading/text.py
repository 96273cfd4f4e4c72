"""Plain text: one line of the file is one line of the source; tab-separated lines are rows of tables.

>>> [line.role for line in read_text("标题\\n项目\\t金额\\n收入\\t1.00\\n", "a.txt", "0").lines]
['body', 'table_row', 'table_row']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.reading.converted import converted_tables, delimited_rows, find_furniture, sheets_of
from docstruct.source import Source, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.converted import Stretch
    from docstruct.source import LineRole

_ROW = re.compile(r"[ \u3000]*+(?:[^\t]++\t|\t[^\t]++\t|\t{3})")
"""The beginning of a row: a tab after something, or empty first cells; one or two tabs alone are an indentation."""


def read_text(text: str, path: str, sha256: str) -> Source:
    """The source of a plain text; ``Source.text`` is ``text`` itself."""
    ranges = list(line_ranges(text))
    cells = delimited_rows(text, path, ranges)
    apart = find_furniture(text, ranges) if cells is None else {}
    stretches = converted_tables(text, ranges, apart) if cells is None else sheets_of(cells)
    return Source(
        path=path,
        sha256=sha256,
        media_type="text/plain",
        reader="text",
        text=text,
        lines=tuple(_lines(text, ranges, stretches, apart)),
        markup=tuple(mark for stretch in stretches for row in stretch.rows or () for mark in row.marks),
    )


def _lines(
    text: str, ranges: Sequence[tuple[int, int]], stretches: Sequence[Stretch], apart: dict[int, LineRole]
) -> Iterator[SourceLine]:
    tables = TableNumbers()
    at = 0
    for stretch in stretches:
        yield from _plain_lines(text, ranges, range(at, stretch.first), tables, apart)
        tables.next(is_row=False)
        inside = range(stretch.first, stretch.last)
        if stretch.rows is None:
            for number in inside:
                start, end = ranges[number]
                yield SourceLine(start=start, end=end, role=apart.get(number, "table_text"))
        else:
            rows = [
                SourceLine(
                    start=row.start,
                    end=row.end,
                    role="table_row",
                    table=tables.next(is_row=True),
                    columns=row.columns,
                )
                for row in stretch.rows
            ]
            rows += [
                SourceLine(start=ranges[number][0], end=ranges[number][1], role=apart[number])
                for number in inside
                if number in apart
            ]
            yield from sorted(rows, key=lambda line: line.start)
        tables.next(is_row=False)
        at = stretch.last
    yield from _plain_lines(text, ranges, range(at, len(ranges)), tables, apart)


def _plain_lines(
    text: str,
    ranges: Sequence[tuple[int, int]],
    numbers: range,
    tables: TableNumbers,
    apart: dict[int, LineRole],
) -> Iterator[SourceLine]:
    for number in numbers:
        start, end = ranges[number]
        if number in apart:
            yield SourceLine(start=start, end=end, role=apart[number])
            continue
        table = tables.next(is_row(text, start, end))
        yield SourceLine(start=start, end=end, role="body" if table is None else "table_row", table=table)


def line_ranges(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The ranges of the lines of ``text[start:end]``, line breaks excluded; nothing follows a final line break.

    Every line break Unicode knows ends one (UAX #14: BK, CR, LF, NL), and those :meth:`str.splitlines` adds.
    """
    part = text[start:end]
    for line, with_break in zip(part.splitlines(), part.splitlines(keepends=True), strict=True):
        yield start, start + len(line)
        start += len(with_break)


def is_row(text: str, start: int, end: int) -> bool:
    """Whether a line holds cells separated by tabs.

    >>> [is_row(line, 0, len(line)) for line in ("收入\\t1.00", "\\t满意度\\t90", "\\t\\t\\t", "\\t一、收入")]
    [True, True, True, False]
    """
    return text.find("\t", start, end) >= 0 and _ROW.match(text, start, end) is not None


class TableNumbers:
    """Numbers the tables of a text: consecutive rows are of one table."""

    def __init__(self) -> None:
        self._count = 0
        self._in_table = False

    def next(self, is_row: bool) -> int | None:
        """The table of the next line, None if it is no row."""
        self._count += is_row and not self._in_table
        self._in_table = is_row
        return self._count - 1 if is_row else None
