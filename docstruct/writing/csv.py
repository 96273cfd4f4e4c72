"""csv: one file an entity, made to be opened with a spreadsheet program.

UTF-8 with a byte order mark (without it, spreadsheet programs take Chinese for another encoding), lines end with
CR LF, quoting as in RFC 4180. Three files differ from the entities of the contract for their readers' sake:

* ``records.csv`` and ``findings.csv`` have the columns of the sheets 记录 and 问题 of the workbook
  (:mod:`docstruct.writing.sheets`): values in place of ids, with organization and year in front. In a run that speaks
  Chinese their headings and the words of the contract are Chinese, else they are those of the contract;
* ``tables.csv`` has one row a cell, with the titles of its row and column.

``document`` and ``path`` are the last columns, out of a reader's way.

Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"); numbers,
negative ones too, stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from docstruct.decisions import Decisions
from docstruct.writing.atomic import AtomicFile
from docstruct.writing.entities import ENTITIES, columns_of, entries
from docstruct.writing.sheets import PROBLEMS, RECORDS, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.speech import Language
    from docstruct.writing import Growth
    from docstruct.writing.sheets import Sheet

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class _File:
    """A file: its column titles, and the rows a document gives it."""

    header: tuple[str, ...]
    rows: Callable[[Named], Iterable[Sequence[object]]]

    @cached_property
    def separators(self) -> tuple[str, ...]:
        """What stands between the parts of a list: a path reads 类 > 款 > 项."""
        return tuple(" > " if title.endswith("path") else "; " for title in self.header)


class CsvWriter:
    """Writes ``documents.csv``, ``records.csv``, … into a folder."""

    growth: ClassVar[Growth] = "appended"
    names: ClassVar[tuple[str, ...]] = tuple(f"{entity}.csv" for entity in ENTITIES)
    told: ClassVar = ("decisions", "language")

    def __init__(
        self,
        folder: Path,
        *,
        results: Path | None = None,
        part: int = 0,
        decisions: Decisions | None = None,
        language: Language = "en",
    ) -> None:
        """Open the files of all entities beside their places and write their header lines."""
        self._decisions = decisions or Decisions.none()
        read = {entity: _read_file(sheet, language) for entity, sheet in _SHEETS.items()}
        self._made = {
            entity: read.get(entity) or _FILES.get(entity) or _plain_file(entity) for entity in ENTITIES
        }
        self._files = {entity: AtomicFile(folder / f"{entity}.csv") for entity in ENTITIES}
        for entity, made in self._made.items() if part == 0 else ():
            self._files[entity].file.write(b"\xef\xbb\xbf" + _encode([(*made.header, "document", "path")]))

    def add(self, document: Document, name: str) -> None:
        """Write the document's rows; see :class:`docstruct.writing.CollectionWriter`."""
        keys = (document.source.key, cell(document.source.path))
        named = Named(document, name, self._decisions, named_by_file=False)
        made = {
            entity: _encode((*map(cell, row, file.separators), *keys) for row in file.rows(named))
            for entity, file in self._made.items()
        }
        for entity, rows in made.items():  # a document that cannot be written leaves no row in any of them
            self._files[entity].file.write(rows)

    def close(self) -> None:
        """Put the files in their place."""
        for file in self._files.values():
            file.commit()

    def discard(self) -> None:
        """Remove what was written."""
        for file in self._files.values():
            file.discard()


def _encode(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def cell(value: object, separator: str = "; ") -> str:
    """A value as a cell: nothing for None, lists joined, what has no plain form as JSON.

    >>> cell(("社会保障和就业支出", "行政单位离退休"), " > "), cell("=1+1"), cell("-45.9"), cell(None)
    ('社会保障和就业支出 > 行政单位离退休', "'=1+1", '-45.9', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _FORMULA and not _NUMBER.fullmatch(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return cell(separator.join(value))
    import msgspec

    return msgspec.json.encode(value).decode() if value else ""


def _read_file(sheet: Sheet, language: Language) -> _File:
    """A sheet of the workbook as a file, in a language; the name of the input stands in the last column of every file."""
    places = [place for place, column in enumerate(sheet.columns) if column.name != "path"]
    columns = [sheet.columns[place] for place in places]
    if language == "en":
        header = tuple(column.name for column in columns)
        return _File(header, lambda named: ([row[place] for place in places] for row in sheet.rows(named)))
    return _File(
        tuple(column.heading for column in columns),
        lambda named: (
            [column.shown(row[place]) for place, column in zip(places, columns, strict=True)]
            for row in sheet.rows(named)
        ),
    )


def _plain_file(entity: str) -> _File:
    """The columns of the entity as they are; the text of whole documents has no place in a spreadsheet."""
    columns = [
        column for column in columns_of(ENTITIES[entity]) if (entity, column.name) != ("documents", "text")
    ]
    return _File(
        tuple(column.name for column in columns),
        lambda named: (
            [column.get(entry) for column in columns] for entry in entries(named.document)[entity]
        ),
    )


def _cell_rows(named: Named) -> Iterable[Sequence[object]]:
    for table in named.document.tables:
        of_table = (table.id, table.kind, table.title, table.unit, table.page, table.sheet, table.cell)
        for number, row in enumerate(table.rows, start=1):
            of_row = (number, row.code, row.name)
            for place, cell in enumerate(row.cells):
                title = " > ".join(table.header[place]) if place < len(table.header) else None
                yield (*of_table, *of_row, place + 1, title, cell.kind, cell.value, cell.text)


_SHEETS = {"records": RECORDS, "findings": PROBLEMS}
_FILES = {
    "tables": _File(
        (
            *("table", "table_kind", "title", "unit", "page", "sheet", "cell"),
            *("row", "row_code", "row_name", "column", "column_title", "kind", "value", "text"),
        ),
        _cell_rows,
    ),
}
