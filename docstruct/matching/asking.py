"""Names to match, from a table: a column of names and, where they are there, columns of year, path and scheme.

Columns go by the names of ``[columns]`` in ``lexicons/classification/matching.toml`` unless they are named.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.errors import DocstructError
from docstruct.matching.one_string import read_string

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docstruct.document import Scheme
    from docstruct.lexicon.matching import ColumnWords

COLUMNS = ("name", "year", "path", "scheme")

_YEAR = re.compile(r"\s*(?P<year>(?:19|20)\d\d)(?:\.0)?\s*(?:年度?)?\s*")
"""2023, 2023年度; 2023.0 as spreadsheets with empty cells write it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name with what is said of it."""

    name: str
    path: tuple[str, ...] = ()
    year: int | None = None
    scheme: Scheme | None = None


class NoColumnError(DocstructError):
    """A column is not there; ``column`` is what was asked for (name, year, path, scheme)."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_levels(text: str) -> tuple[str, ...]:
    """The levels of a path in one string, 类 first.

    >>> read_levels("卫生健康支出 > 医疗保障管理事务"), read_levels("教育支出（类）普通教育（款）")
    (('卫生健康支出', '医疗保障管理事务'), ('教育支出', '普通教育'))
    """
    return tuple(name for part in text.split(">") if part.strip() for name in read_string(part).names)


def questions(
    text: str, source: str, words: ColumnWords, asked: Question, named: Mapping[str, str]
) -> Iterator[Question]:
    """The names of a CSV text, a row each.

    Args:
        text: the table, with a header line.
        source: what to call it in errors.
        words: what columns and schemes are called.
        asked: the year, path and scheme of rows that say none of their own.
        named: columns by the names asked for (``{"year": "预算年度"}``); the others go by ``words``.

    Raises:
        NoColumnError: a column that is named, or that of the names, is not there.
        DocstructError: the text is no CSV, or a cell holds no year or no scheme; the message tells the line.
    """
    try:
        reader = csv.reader(io.StringIO(text, newline=""))
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise DocstructError(f"{source} is no CSV: {error}") from None
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    places = _places(header, source, words, named)
    for line, row in rows[1:]:
        cells = {column: row[place].strip() for column, place in places.items() if place < len(row)}
        if row:
            yield Question(
                cells.get("name", ""),
                read_levels(cells.get("path", "")) or asked.path,
                _year(cells.get("year", ""), f"{source}:{line}") or asked.year,
                _scheme(cells.get("scheme", ""), f"{source}:{line}", words) or asked.scheme,
            )


def _places(header: list[str], source: str, words: ColumnWords, named: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for column in COLUMNS:
        known = (named[column],) if column in named else getattr(words, column)
        found = next((header.index(name) for name in known if name in header), None)
        if found is not None:
            places[column] = found
        elif column == "name" or column in named:
            raise NoColumnError(
                column, f"{source} has no column {known[0]!r}, but {', '.join(header) or 'none'}"
            )
    return places


def _year(cell: str, place: str) -> int | None:
    if not cell:
        return None
    found = _YEAR.fullmatch(cell)
    if found is None:
        raise DocstructError(f"{place}: {cell!r} is no year; write 2023, or leave the cell empty")
    return int(found["year"])


def _scheme(cell: str, place: str, words: ColumnWords) -> Scheme | None:
    scheme = words.scheme_called(cell) if cell else None
    if cell and scheme is None:
        raise DocstructError(
            f"{place}: {cell!r} is no scheme; write functional (功能), economic_department (经济) or "
            "economic_government (政府经济)"
        )
    return scheme
