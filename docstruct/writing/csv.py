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

A document has some fifty thousand cells, so a column is looked at as a whole (:func:`fields_of`). Lines are joined here and
not by :class:`csv.writer`, which asks of every single character whether it ends a line and takes as long again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from docstruct.decisions import Decisions
from docstruct.writing.atomic import AtomicFile
from docstruct.writing.entities import ENTITIES, columns_of, entries, values_of
from docstruct.writing.sheets import PROBLEMS, RECORDS, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.speech import Language
    from docstruct.writing import Growth
    from docstruct.writing.sheets import Sheet
    from docstruct.writing.sheets.columns import Value

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_NUMBERS = frozenset((int, float, type(None)))
_TEXT = frozenset((str, type(None)))
_LISTS = frozenset((tuple, type(None)))
_NOTHING = {type(None)}

Values: TypeAlias = "Sequence[object]"
"""The values of a column, one a row."""


@dataclass(frozen=True)
class _File:
    """A file: its column titles, and the columns of the rows a document gives it."""

    header: tuple[str, ...]
    columns: Callable[[Named], Iterable[Values]]

    @cached_property
    def separators(self) -> tuple[str, ...]:
        """What stands between the parts of a list: a path reads 类 > 款 > 项."""
        return tuple(" > " if title.endswith("path") else "; " for title in self.header)

    @property
    def heading(self) -> str:
        """The line of titles."""
        return _lines([title] for title in (*self.header, "document", "path"))

    def lines(self, named: Named) -> str:
        """The lines of a document; ``document`` and ``path`` are their last fields."""
        source = named.document.source
        columns = [
            fields_of(column, separator)
            for column, separator in zip(self.columns(named), self.separators, strict=True)
        ]
        return _lines((*columns, repeat(field_of(source.key)), repeat(field_of(source.path))))


class CsvRows:
    """Makes the lines of a document; see :class:`docstruct.writing.RowMaker`."""

    def __init__(self, *, decisions: Decisions | None = None, language: Language = "en") -> None:
        self._decisions = decisions or Decisions.none()
        read = {entity: _read_file(sheet, language) for entity, sheet in _SHEETS.items()}
        self._made = {
            entity: read.get(entity) or _FILES.get(entity) or _plain_file(entity) for entity in ENTITIES
        }

    def headings(self) -> dict[str, bytes]:
        """The line of titles of every file."""
        return {entity: made.heading.encode("utf-8-sig") for entity, made in self._made.items()}

    def rows(self, document: Document, name: str) -> dict[str, bytes]:
        """The lines by entity."""
        named = Named(document, name, self._decisions, named_by_file=False)
        return {entity: file.lines(named).encode() for entity, file in self._made.items()}


class CsvWriter:
    """Writes ``documents.csv``, ``records.csv``, … into a folder."""

    growth: ClassVar[Growth] = "appended"
    maker: ClassVar = CsvRows
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
        self._maker = CsvRows(decisions=decisions, language=language)
        self._files = {entity: AtomicFile(folder / f"{entity}.csv") for entity in ENTITIES}
        if part == 0:
            self.append(self._maker.headings())

    def add(self, document: Document, name: str) -> None:
        """Write the document's rows; see :class:`docstruct.writing.CollectionWriter`."""
        # Made before any is written: a document that cannot be leaves no row in any of the files.
        self.append(self._maker.rows(document, name))

    def append(self, rows: Mapping[str, bytes]) -> None:
        """Write lines that were made of a document."""
        for entity, lines in rows.items():
            self._files[entity].file.write(lines)

    def close(self) -> None:
        """Put the files in their place."""
        for file in self._files.values():
            file.commit()

    def discard(self) -> None:
        """Remove what was written."""
        for file in self._files.values():
            file.discard()


def _lines(columns: Iterable[Iterable[str]]) -> str:
    """Fields by column as lines; columns that never end are as long as the others."""
    lines = "\r\n".join(map(",".join, zip(*columns, strict=False)))
    return f"{lines}\r\n" if lines else ""


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


def field_of(value: object, separator: str = "; ") -> str:
    """A value as a field of a line: a cell, in quotes where RFC 4180 wants them.

    >>> field_of("1,234.50"), field_of('无"零'), field_of(None)
    ('"1,234.50"', '"无""零"', '')
    """
    text = cell(value, separator)
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def fields_of(column: Values, separator: str = "; ") -> list[str]:
    """A column as fields; see :func:`field_of`.

    >>> fields_of(("f1", "=1+1", None, "f1")), fields_of((1, None)), fields_of((("类", "款"), ()), " > ")
    (['f1', "'=1+1", '', 'f1'], ['1', ''], ['类 > 款', ''])
    """
    kinds = set(map(type, column))
    if kinds == _NOTHING:
        return [""] * len(column)
    if kinds <= _TEXT:
        return _text_fields(["" if text is None else text for text in column])  # type: ignore[misc]
    if kinds <= _NUMBERS:
        return ["" if number is None else str(number) for number in column]
    if kinds <= _LISTS:
        return _list_fields(column, separator)  # type: ignore[arg-type]
    return ["" if value is None or value == () else field_of(value, separator) for value in column]


def _list_fields(column: Sequence[tuple[object, ...] | None], separator: str) -> list[str]:
    """Lists as fields. Of lists of words, such as paths, each is joined once: many rows have the same."""
    said = {value for value in column if value and type(value[0]) is str}
    words = {value: field_of(value, separator) for value in said}
    return [
        "" if not value else words[value] if type(value[0]) is str else field_of(value, separator)
        for value in column
    ]


def _text_fields(column: list[str]) -> list[str]:
    """Text as fields: most text is its own, and of a word that stands in every row one look is enough."""
    changed = {
        text: field_of(text)
        for text in set(column)
        if text[:1] in _FORMULA or "," in text or '"' in text or "\n" in text or "\r" in text
    }
    return [changed.get(text, text) for text in column] if changed else column


def _read_file(sheet: Sheet, language: Language) -> _File:
    """A sheet of the workbook as a file, in a language; the name of the input stands in the last column of every file."""
    places = [place for place, column in enumerate(sheet.columns) if column.name != "path"]
    columns = [sheet.columns[place] for place in places]

    def of_document(named: Named) -> Iterable[Sequence[Value]]:
        by_column = list(zip(*sheet.rows(named), strict=True)) or [()] * len(sheet.columns)
        return [by_column[place] for place in places]

    if language == "en":
        return _File(tuple(column.name for column in columns), of_document)
    return _File(
        tuple(column.heading for column in columns),
        lambda named: (
            column.all_shown(values) for column, values in zip(columns, of_document(named), strict=True)
        ),
    )


def _plain_file(entity: str) -> _File:
    """The columns of the entity as they are; the text of whole documents has no place in a spreadsheet."""
    names = [column.name for column in columns_of(ENTITIES[entity])]
    kept = [place for place, name in enumerate(names) if (entity, name) != ("documents", "text")]

    def of_document(named: Named) -> Iterable[Values]:
        by_column = values_of(ENTITIES[entity], entries(named.document)[entity])
        return (by_column[place] for place in kept)

    return _File(tuple(names[place] for place in kept), of_document)


class _CellFile:
    """``tables.csv``: a row a cell. There are thousands, and what the cells of a row share is made once for all of them."""

    header: tuple[str, ...] = (
        *("table", "table_kind", "title", "unit", "page", "sheet", "cell"),
        *("row", "row_code", "row_name", "column", "column_title", "kind", "value", "text"),
    )
    heading = _lines([title] for title in (*header, "document", "path"))

    def lines(self, named: Named) -> str:
        """The lines of a document."""
        source, fields = named.document.source, _Fields()
        end = f",{field_of(source.key)},{field_of(source.path)}\r\n"
        found: list[str] = []
        for table in named.document.tables:
            of_table = (table.id, table.kind, table.title, table.unit, table.page, table.sheet, table.cell)
            front = ",".join(map(field_of, of_table))
            titles = [field_of(" > ".join(title)) for title in table.header]
            width = max((len(row.cells) for row in table.rows), default=0)
            titled = enumerate(chain(titles, repeat("", max(width - len(titles), 0))), start=1)
            heads = [f",{place},{title}," for place, title in titled]
            for number, row in enumerate(table.rows, start=1):
                of_row = f"{front},{number},{fields[row.code]},{fields[row.name]}"
                found += [
                    f"{of_row}{head}{cell.kind},{fields[cell.value]},{fields[cell.text]}{end}"
                    for head, cell in zip(heads, row.cells, strict=False)
                ]
        return "".join(found)


class _Fields(dict[str | None, str]):
    """Fields by what they say: many cells of a document say the same."""

    def __missing__(self, text: str | None) -> str:
        field = self[text] = field_of(text)
        return field


_SHEETS = {"records": RECORDS, "findings": PROBLEMS}
_FILES = {"tables": _CellFile()}
