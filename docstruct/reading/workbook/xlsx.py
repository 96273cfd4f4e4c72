"""Excel workbooks (.xlsx, .xlsm; ECMA-376): what the cells show, read as a stream of rows.

A sheet is never held as a tree: rows are read one after another, and of a row only the cells that hold something. Macros,
external links and drawings are parts of the container that nobody opens; a formula is shown as the result stored with it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_SHEET_BYTES
from docstruct.reading.workbook.builtin_formats import BUILTIN_FORMATS
from docstruct.reading.workbook.number_format import GENERAL, show, show_text
from docstruct.reading.workbook.sheets import Sheet, Workbook, address, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

WORKBOOK_PART = "xl/workbook.xml"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a string holds a character that XML cannot (ECMA-376 part 1, section 22.9.2.19)."""

_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    from_1904: bool


def read_xlsx(data: bytes, path: str) -> Workbook:
    """The sheets of an Excel workbook.

    Raises:
        ReadError: a part is missing or broken (``damaged``), or larger than it may be (``too_large``).
    """
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return _workbook(container, path)
    except (KeyError, ValueError, LxmlError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        reason = f"a damaged Excel workbook ({type(error).__name__}: {error})"
        raise ReadError(path, reason, "damaged") from None
    except RuntimeError:  # how zipfile says that a member is encrypted
        raise ReadError(
            path, "an encrypted workbook; save a copy without its password", "encrypted"
        ) from None


def _workbook(container: zipfile.ZipFile, path: str) -> Workbook:
    parts = _Parts(container, path)
    targets = parts.relations(WORKBOOK_PART)
    from_1904 = False
    named: list[tuple[str, str, bool]] = []
    for element in parts.elements(WORKBOOK_PART, "workbookPr", "sheet"):
        if _local(element) == "workbookPr":
            from_1904 = element.get("date1904") in _TRUE
        else:
            relation = next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")
            is_shown = element.get("state", "visible") == "visible"
            named.append((element.get("name", ""), targets.get(relation, ""), is_shown))
    book = _Book(list(_strings(parts)), list(_formats(parts)), from_1904)
    shown = [
        _sheet(parts, part, Sheet(name), book)
        for name, part, is_shown in named
        if is_shown
        and "/worksheets/" in f"/{part}"  # a chart or a dialog on a sheet of its own holds no cells
    ]
    return Workbook(tuple(shown), tuple(name for name, _, is_shown in named if not is_shown))


class _Parts:
    """The XML parts of a container, as streams of elements."""

    def __init__(self, container: zipfile.ZipFile, path: str) -> None:
        self._container = container
        self._path = path
        self._names = {name.lower(): name for name in container.namelist()}

    def elements(self, part: str, *names: str) -> Iterator[_Element]:
        """The elements of the given local names as each is whole; it is emptied when the next is asked for.

        Raises:
            ReadError: the part unpacks to more bytes than it may.
        """
        from lxml.etree import iterparse

        name = self._names.get(part.lower())
        if name is None:
            return
        size = self._container.getinfo(name).file_size
        if size > MAX_SHEET_BYTES:
            reason = f"its part {part} has {size:,} bytes; up to {MAX_SHEET_BYTES:,} are read"
            raise ReadError(self._path, reason, "too_large")
        with self._container.open(name) as file:
            yield from _elements(iterparse, file, names)

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a part names, by the ids it calls them by; what lies outside the container is left out."""
        folder, name = posixpath.split(part)
        targets: dict[str, str] = {}
        for relation in self.elements(f"{folder}/_rels/{name}.rels", "Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                targets[relation.get("Id", "")] = posixpath.normpath(joined).lstrip("/")
        return targets


def _elements(iterparse: type, file: IO[bytes], names: tuple[str, ...]) -> Iterator[_Element]:
    tags = tuple(f"{{*}}{name}" for name in names)
    for _, element in iterparse(
        file, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    ):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _strings(parts: _Parts) -> Iterator[str]:
    """The shared strings, by number."""
    for element in parts.elements("xl/sharedStrings.xml", "si"):
        yield _rich_text(element)


def _rich_text(element: _Element) -> str:
    """The text of a string item, without the phonetic guides beside it."""
    texts: list[str] = []
    for child in element:
        if _local(child) == "t":
            texts.append(child.text or "")
        elif _local(child) == "r":
            texts.extend(part.text or "" for part in child if _local(part) == "t")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts))


def _formats(parts: _Parts) -> Iterator[str]:
    """The format code of every cell style, by number."""
    named: dict[str, str] = {}
    for element in parts.elements("xl/styles.xml", "numFmt", "cellXfs"):
        if _local(element) == "numFmt":
            named[element.get("numFmtId", "")] = element.get("formatCode", GENERAL)
            continue
        for style in element:
            number = style.get("numFmtId", "0")
            yield named.get(number) or BUILTIN_FORMATS.get(_whole(number), GENERAL)


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def _sheet(parts: _Parts, part: str, sheet: Sheet, book: _Book) -> Sheet:
    row = -1
    for element in parts.elements(part, "cols", "row", "mergeCell"):
        kind = _local(element)
        if kind == "row":
            row = _whole(element.get("r"), row + 2) - 1
            _row(sheet, row, element, book)
        elif kind == "cols":
            _columns(sheet, element)
        else:
            first, _, last = element.get("ref", "").partition(":")
            begin, end = parse_address(first), parse_address(last or first)
            if begin and end:
                sheet.merge(*begin, *end)
    return sheet


def _columns(sheet: Sheet, element: _Element) -> None:
    for column in element:
        if column.get("hidden") in _TRUE or column.get("width") == "0":
            first, last = _whole(column.get("min"), 1), _whole(column.get("max"), 1)
            sheet.hidden_columns.update(range(first - 1, min(last, 1 << 14)))


def _row(sheet: Sheet, row: int, element: _Element, book: _Book) -> None:
    column = -1
    for cell in element:
        place = parse_address(cell.get("r", ""))
        column = place[1] if place else column + 1
        if len(cell) and (text := _shown(sheet, row, column, cell, book)):
            sheet.add(row, column, text)
    if row in sheet.rows and (element.get("hidden") in _TRUE or element.get("ht") == "0"):
        sheet.hidden_rows.add(row)


def _shown(sheet: Sheet, row: int, column: int, cell: _Element, book: _Book) -> str:
    """What a cell shows."""
    parts = {_local(child): child for child in cell}
    kind = cell.get("t", "n")
    style = _whole(cell.get("s"))
    code = book.formats[style] if style < len(book.formats) else GENERAL
    if kind == "inlineStr" and "is" in parts:
        return show_text(_rich_text(parts["is"]), code)
    value = (parts["v"].text if "v" in parts else None) or ""
    if not value:
        if "f" in parts and kind != "str":
            sheet.uncomputed.append(address(row, column))
        return ""
    if kind == "s":
        number = _whole(value, len(book.strings))
        return show_text(book.strings[number], code) if number < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind in ("str", "e"):
        return show_text(value, code)
    if kind == "d":
        return value.partition("T")[0]
    try:
        number_stored = float(value)
    except ValueError:
        return value
    return show(number_stored, code, from_1904=book.from_1904)
