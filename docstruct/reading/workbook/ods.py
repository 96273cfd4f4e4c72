"""OpenDocument spreadsheets (.ods; ISO/IEC 26300): the file itself holds the text that every cell shows."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_SHEET_BYTES
from docstruct.reading.workbook.sheets import Sheet, Workbook, address

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = f"{{{_NAMESPACE}table:1.0}}"
_TEXT = f"{{{_NAMESPACE}text:1.0}}"
_STYLE = f"{{{_NAMESPACE}style:1.0}}"
_OFFICE = f"{{{_NAMESPACE}office:1.0}}"
_HIDDEN = ("collapse", "filter")


def read_ods(data: bytes, path: str) -> Workbook:
    """The sheets of an OpenDocument spreadsheet.

    Raises:
        ReadError: it is damaged (``damaged``), locked with a password (``encrypted``) or too large (``too_large``).
    """
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            if b"encryption-data" in container.read("META-INF/manifest.xml"):
                reason = "an encrypted spreadsheet; save a copy without its password"
                raise ReadError(path, reason, "encrypted")
            size = container.getinfo("content.xml").file_size
            if size > MAX_SHEET_BYTES:
                reason = f"its part content.xml has {size:,} bytes; up to {MAX_SHEET_BYTES:,} are read"
                raise ReadError(path, reason, "too_large")
            with container.open("content.xml") as file:
                return _Reader().read(file)
    except (KeyError, ValueError, LxmlError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        reason = f"a damaged OpenDocument spreadsheet ({type(error).__name__}: {error})"
        raise ReadError(path, reason, "damaged") from None


class _Reader:
    """Reads a spreadsheet as a stream of rows; no sheet is ever held as a tree."""

    def __init__(self) -> None:
        self._hidden_styles: set[str] = set()
        self._shown: list[Sheet] = []
        self._hidden: list[str] = []
        self._sheet: Sheet | None = None
        self._row = self._column = 0

    def read(self, file: IO[bytes]) -> Workbook:
        from lxml.etree import iterparse

        tags = (f"{_STYLE}style", f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column")
        events = iterparse(
            file, ("start", "end"), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            if event == "start":
                if element.tag == tags[1]:
                    self._begin(element)
                continue
            if element.tag == tags[0]:
                self._note_style(element)
            elif element.tag == tags[1]:
                self._sheet = None
            elif self._sheet is not None and element.tag == tags[2]:
                self._read_row(self._sheet, element)
            elif self._sheet is not None:
                self._read_column(self._sheet, element)
            element.clear()
        return Workbook(tuple(self._shown), tuple(self._hidden))

    def _begin(self, element: _Element) -> None:
        name = element.get(f"{_TABLE}name", "")
        if element.get(f"{_TABLE}style-name") in self._hidden_styles:
            self._hidden.append(name)
            self._sheet = None
            return
        self._sheet = Sheet(name)
        self._shown.append(self._sheet)
        self._row = self._column = 0

    def _note_style(self, element: _Element) -> None:
        for properties in element:
            if properties.get(f"{_TABLE}display") == "false":
                self._hidden_styles.add(element.get(f"{_STYLE}name", ""))

    def _read_column(self, sheet: Sheet, element: _Element) -> None:
        count = _count(element.get(f"{_TABLE}number-columns-repeated"), 1 << 14)
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            sheet.hidden_columns.update(range(self._column, self._column + count))
        self._column += count

    def _read_row(self, sheet: Sheet, element: _Element) -> None:
        count = _count(element.get(f"{_TABLE}number-rows-repeated"), 1 << 20)
        filled = self._read_cells(sheet, element, self._row)
        # Only a filled row is repeated: sheets end with a blank one that stands for a million.
        if filled and count > 1:
            for row in range(self._row + 1, self._row + count):
                self._read_cells(sheet, element, row)
        if filled and element.get(f"{_TABLE}visibility") in _HIDDEN:
            sheet.hidden_rows.update(range(self._row, self._row + count))
        self._row += count

    def _read_cells(self, sheet: Sheet, element: _Element, row: int) -> bool:
        column = 0
        filled = False
        for cell in element:
            count = _count(cell.get(f"{_TABLE}number-columns-repeated"), 1 << 14)
            if cell.tag == f"{_TABLE}table-cell":
                text = "\n".join(_paragraph(part) for part in cell if part.tag == f"{_TEXT}p")
                height = _count(cell.get(f"{_TABLE}number-rows-spanned"), 1 << 20)
                width = _count(cell.get(f"{_TABLE}number-columns-spanned"), 1 << 14)
                sheet.merge(row, column, row + height - 1, column + width - 1)
                if text.strip():
                    filled = True
                    for repeated in range(column, column + count):
                        sheet.add(row, repeated, text)
                elif cell.get(f"{_TABLE}formula") and not cell.get(f"{_OFFICE}value-type"):
                    sheet.uncomputed.append(address(row, column))
            column += count
        return filled


def _count(stated: str | None, most: int) -> int:
    return min(int(stated), most) if stated and stated.isdecimal() and len(stated) < 10 else 1


def _paragraph(element: _Element) -> str:
    """The text of a paragraph; ``text:s`` stands for spaces, and the notes on a cell are no text of it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * _count(child.get(f"{_TEXT}c"), 1000))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        elif isinstance(child.tag, str) and not child.tag.startswith(_OFFICE):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
