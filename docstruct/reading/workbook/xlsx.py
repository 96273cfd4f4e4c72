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
from typing import IO, TYPE_CHECKING, TypeVar

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_SHEET_BYTES
from docstruct.reading.note_marks import is_note_mark
from docstruct.reading.workbook.builtin_formats import BUILTIN_FORMATS
from docstruct.reading.workbook.number_format import GENERAL, show, show_text
from docstruct.reading.workbook.sheets import Sheet, Workbook, address, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_Stated = TypeVar("_Stated")

WORKBOOK_PART = "xl/workbook.xml"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a string holds a character that XML cannot (ECMA-376 part 1, section 22.9.2.19)."""

_TRUE = ("1", "true", "on")

_GROUNDS = ("tablePart", "conditionalFormatting", "picture")
"""Parts of a sheet that may paint a ground below cells of no fill of their own: there white text is seen."""

LEAST_SIZE = 1.0
"""Points of height, or characters of width, below which nothing in a row or column is seen."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share."""

    strings: list[_Text]
    looks: list[_Look]
    from_1904: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as its cell shows it, and whether struck parts were left out of it."""

    shown: str
    struck: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """What a cell style states: the format of numbers, struck text, white text without a ground."""

    format: str = GENERAL
    struck: bool = False
    white: bool = False


_PLAIN = _Look()


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
    book = _Book(list(_strings(parts)), list(_looks(parts)), from_1904)
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
        # Emptied elements still hang on their parent: a sheet of a million rows would keep as many.
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _strings(parts: _Parts) -> Iterator[_Text]:
    """The shared strings, by number."""
    for element in parts.elements("xl/sharedStrings.xml", "si"):
        yield _rich_text(element)


def _rich_text(element: _Element) -> _Text:
    """The text of a string item, without the phonetic guides beside it, struck parts, and raised marks of notes."""
    texts: list[str] = []
    struck = False
    for child in element:
        if _local(child) == "t":
            texts.append(child.text or "")
        elif _local(child) == "r":
            text = "".join(part.text or "" for part in child if _local(part) == "t")
            stated = {_local(one): one for part in child if _local(part) == "rPr" for one in part}
            if _is_on(stated.get("strike")):
                struck = True
            elif not (_is_raised(stated.get("vertAlign")) and is_note_mark(text, "".join(texts))):
                texts.append(text)
    return _Text(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts)), struck)


def _looks(parts: _Parts) -> Iterator[_Look]:
    """The looks of every cell style, by number."""
    named: dict[str, str] = {}
    fonts: list[tuple[bool, bool]] = []
    filled: list[bool] = []
    for element in parts.elements("xl/styles.xml", "numFmt", "font", "fill", "cellXfs"):
        kind = _local(element)
        if kind == "numFmt":
            named[element.get("numFmtId", "")] = element.get("formatCode", GENERAL)
        elif kind == "font":
            stated = {_local(one): one for one in element}
            fonts.append((_is_on(stated.get("strike")), _is_white(stated.get("color"))))
        elif kind == "fill":
            filled.append(
                any(
                    _local(one) != "patternFill" or one.get("patternType", "none") != "none"
                    for one in element
                )
            )
        else:
            for style in element:
                number = style.get("numFmtId", "0")
                code = named.get(number) or BUILTIN_FORMATS.get(_whole(number), GENERAL)
                struck, white = _at(fonts, style.get("fontId"), (False, False))
                yield _Look(code, struck, white and not _at(filled, style.get("fillId"), True))


def _at(stated: Sequence[_Stated], number: str | None, default: _Stated) -> _Stated:
    place = _whole(number, len(stated))
    return stated[place] if place < len(stated) else default


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get("val", "1") in _TRUE


def _is_raised(element: _Element | None) -> bool:
    return element is not None and element.get("val") == "superscript"


def _is_white(color: _Element | None) -> bool:
    """Whether a colour is white: said so, the 10th or 2nd of the old palette, or the theme's paper."""
    if color is None or color.get("tint", "0") != "0":
        return False
    rgb = color.get("rgb", "").upper()
    return rgb[-6:] == "FFFFFF" or color.get("indexed") in ("1", "9") or color.get("theme") == "0"


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def _sheet(parts: _Parts, part: str, sheet: Sheet, book: _Book) -> Sheet:
    row = -1
    white: list[tuple[int, int]] = []
    for element in parts.elements(part, "cols", "row", "mergeCell", *_GROUNDS):
        kind = _local(element)
        if kind in _GROUNDS:
            white.clear()
        elif kind == "row":
            # The number of a row, and the address of a cell, may be left out: then it is the next
            # (18.3.1.73).
            row = _whole(element.get("r"), row + 2) - 1
            white += _row(sheet, row, element, book)
        elif kind == "cols":
            _columns(sheet, element)
        else:
            first, _, last = element.get("ref", "").partition(":")
            begin, end = parse_address(first), parse_address(last or first)
            if begin and end:
                sheet.merge(*begin, *end)
    for row, column in white:
        sheet.white.append(address(row, column))
        sheet.remove(row, column)
    return sheet


def _columns(sheet: Sheet, element: _Element) -> None:
    for column in element:
        if column.get("hidden") in _TRUE or _is_nothing(column.get("width")):
            first, last = _whole(column.get("min"), 1), _whole(column.get("max"), 1)
            sheet.hidden_columns.update(range(first - 1, min(last, 1 << 14)))


def _row(sheet: Sheet, row: int, element: _Element, book: _Book) -> list[tuple[int, int]]:
    """Note what the cells of a row show; the places of those whose text is white without a ground."""
    column = -1
    white: list[tuple[int, int]] = []
    for cell in element:
        place = parse_address(cell.get("r", ""))
        column = place[1] if place else column + 1
        look = _at(book.looks, cell.get("s", "0"), _PLAIN)
        if not len(cell) or not (text := _shown(sheet, row, column, cell, book, look.format)):
            continue
        if look.struck:
            sheet.struck.append(address(row, column))
            continue
        sheet.add(row, column, text)
        if look.white:
            white.append((row, column))
    if row in sheet.rows and (element.get("hidden") in _TRUE or _is_nothing(element.get("ht"))):
        sheet.hidden_rows.add(row)
    return white


def _is_nothing(size: str | None) -> bool:
    """Whether a height or width is so small that nothing is seen: a row of 0.75 points is a line."""
    try:
        return size is not None and float(size) < LEAST_SIZE
    except ValueError:
        return False


def _shown(sheet: Sheet, row: int, column: int, cell: _Element, book: _Book, code: str) -> str:
    """What a cell shows."""
    parts = {_local(child): child for child in cell}
    kind = cell.get("t", "n")
    if kind == "inlineStr" and "is" in parts:
        return _text(sheet, row, column, _rich_text(parts["is"]), code)
    value = (parts["v"].text if "v" in parts else None) or ""
    if not value:
        if "f" in parts and kind != "str":
            sheet.uncomputed.append(address(row, column))
        return ""
    if kind == "s":
        number = _whole(value, len(book.strings))
        return _text(sheet, row, column, book.strings[number], code) if number < len(book.strings) else ""
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


def _text(sheet: Sheet, row: int, column: int, text: _Text, code: str) -> str:
    if text.struck:
        sheet.struck.append(address(row, column))
    return show_text(text.shown, code)
