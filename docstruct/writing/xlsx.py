"""xlsx: one workbook over all documents of a run, for people who keep no code.

    workbook.xlsx    概览 问题 记录 表内数据 三公 科目对照

Amounts are numbers in yuan with the digits as printed beside them; text is never a formula; the heading row stays in
sight and filters. A sheet that is full goes on in another (记录 2), and what a cell cannot hold is cut and says so.
XlsxWriter writes row by row (``constant_memory``), so that memory does not grow with the run. A document has ten thousand
cells, most of which say what the cell above them says, and a thousand links to two files: what a text becomes in the
sheet's XML (:mod:`docstruct.writing.sheets.inline`) and what a link leads to is found out once.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from docstruct.decisions import Decisions
from docstruct.errors import DocstructError
from docstruct.writing.atomic import AtomicFile
from docstruct.writing.sheets import SHEETS, Named
from docstruct.writing.sheets.inline import worksheet_class
from docstruct.writing.sheets.overview import row_of_other

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from docstruct.document import Document
    from docstruct.writing import Growth
    from docstruct.writing.others import Other
    from docstruct.writing.sheets import Column, Sheet
    from docstruct.writing.sheets.columns import Row

NAME = "workbook.xlsx"
MOST_ROWS = 1_048_576
"""Rows a sheet of the format can have, its heading included (ECMA-376; Excel's specifications and limits)."""
MOST_CHARACTERS = 32_767
"""Characters a cell can hold."""
MOST_LINK = 2_079
"""Characters an address can have."""
MOST_LINKS = 65_530
"""Links a sheet can have (Excel's specifications and limits); beyond them names of files stand as text."""
EXACT_DIGITS = 15
"""Decimal digits that every number of the format keeps: it stores binary doubles."""
_CUT = "……（过长，已截断）"


class XlsxWriter:
    """Writes ``workbook.xlsx`` into a folder; see :class:`docstruct.writing.CollectionWriter`.

    Raises:
        DocstructError: XlsxWriter is not installed.
    """

    growth: ClassVar[Growth] = "whole"
    names: ClassVar[tuple[str, ...]] = (NAME,)
    told: ClassVar = ("decisions",)

    def __init__(
        self, folder: Path, *, results: Path | None = None, part: int = 0, decisions: Decisions | None = None
    ) -> None:
        try:
            from xlsxwriter import Workbook
        except ImportError:
            raise DocstructError("format xlsx needs XlsxWriter; pip install XlsxWriter") from None
        self._decisions = decisions or Decisions.none()
        self._results = results or folder
        self._target = AtomicFile(folder / NAME)
        self._rows = Path(mkdtemp(prefix="docstruct-xlsx-"))
        self._book = Workbook(
            self._target.file,
            {
                "constant_memory": True,
                "tmpdir": str(self._rows),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        # A fixed date: the same documents are to give the same bytes.
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "comments": "docstruct"})
        formats = _formats(self._book)
        self._written = [_Written(self._book, sheet, formats) for sheet in SHEETS]

    def add(self, document: Document, name: str) -> None:
        """Write the rows of a document to every sheet."""
        named = Named(document, name, self._decisions)
        made = [list(written.sheet.rows(named)) for written in self._written]
        links = _Links(self._results)
        for written, rows in zip(self._written, made, strict=True):
            for row in rows:
                written.add(row, links)

    def note(self, other: Other) -> None:
        """Name an input that left no document in 概览."""
        self._written[0].add(row_of_other(other), _Links(self._results))

    def close(self) -> None:
        """Put the workbook in its place."""
        try:
            for written in self._written:
                written.finish()
            self._book.close()
            self._target.commit()
        finally:
            shutil.rmtree(self._rows, ignore_errors=True)

    def discard(self) -> None:
        """Leave an older workbook as it was."""
        self._book.fileclosed = True
        shutil.rmtree(self._rows, ignore_errors=True)
        self._target.discard()


class _Links:
    """What the addresses in a document's rows lead to, each looked for once.

    Args:
        folder: where the results are: addresses are relative to it, and what lies in it is linked by its name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, tuple[str, str]] = {}

    def of(self, address: str) -> tuple[str, str]:
        """URI and text of a link to a file; the URI is empty where there is none or the format cannot hold it."""
        if address not in self._found:
            self._found[address] = self._of(address)
        return self._found[address]

    def _of(self, address: str) -> tuple[str, str]:
        path = Path(address) if Path(address).is_absolute() else self._folder / address
        named = path if path.is_file() else Path(address)
        if not named.is_file():
            return "", address
        shown = "打开" if address.endswith(".html") and named == path else address
        uri = f"external:{_relative(named, self._folder)}"
        return (uri, shown) if len(uri) <= MOST_LINK else ("", address)


def _relative(file: Path, folder: Path) -> str:
    """The address of a file as seen from a folder, so that both may move together.

    Signs that mean something in an address are spelled out: a ``#`` would part the name in two. The writer takes an
    absolute path for one of Windows and drops its first slash; across drives of Windows there is no other.

    >>> _relative(Path("/data/in/决算 #1.txt"), Path("/data/out"))
    '../in/决算%20%231.txt'
    """
    try:
        way = os.path.relpath(file, folder)
    except ValueError:
        way = str(file.absolute())
    return "".join(one if ord(one) > 127 else quote(one, safe="/:\\") for one in way.replace(os.sep, "/"))


class _Written:
    """A sheet being written, and the sheets it goes on in."""

    def __init__(self, book: Workbook, sheet: Sheet, formats: Mapping[str, Format]) -> None:
        self.sheet = sheet
        self._book = book
        self._formats = formats
        self._parts = 0
        self._begin()

    def _begin(self) -> None:
        """A new part with its heading row."""
        self._parts += 1
        title = self.sheet.title if self._parts == 1 else f"{self.sheet.title} {self._parts}"
        self._worksheet: Worksheet = self._book.add_worksheet(title, worksheet_class())
        self._next, self._links = 1, 0
        for place, column in enumerate(self.sheet.columns):
            self._worksheet.set_column(place, place, column.width, self._formats[column.kind])
        for place, column in enumerate(self.sheet.columns):
            self._worksheet.write_string(0, place, column.heading, self._formats["heading"])
        self._worksheet.freeze_panes(1, 1)

    def add(self, row: Row, links: _Links) -> None:
        """Write a row, in a new part if this one is full."""
        if self._next >= MOST_ROWS:
            self.finish()
            self._begin()
        for place, (column, value) in enumerate(zip(self.sheet.columns, row, strict=True)):
            if value is not None and (shown := column.shown(value)) != "":
                self._write(place, column, shown, links)
        self._next += 1

    def finish(self) -> None:
        """Set the filter over what was written."""
        self._worksheet.autofilter(0, 0, max(self._next - 1, 1), len(self.sheet.columns) - 1)

    def _write(self, place: int, column: Column, value: str | int | None, links: _Links) -> None:
        shown = self._formats[column.kind]
        if column.kind == "link":
            self._write_link(place, str(value), links)
        elif column.kind in ("amount", "rate") and _exact(str(value)):
            self._worksheet.write_number(self._next, place, float(str(value)), shown)
        elif isinstance(value, int):
            self._worksheet.write_number(self._next, place, value, shown)
        else:
            self._worksheet.write_string(self._next, place, _held(str(value)), shown)

    def _write_link(self, place: int, address: str, links: _Links) -> None:
        """A link to a file, where there is one and the sheet has room for it; else its name as text."""
        uri, shown = links.of(address)
        if uri and self._links < MOST_LINKS:
            self._links += 1
            self._worksheet.write_url(self._next, place, uri, self._formats["link"], _held(shown))
        else:
            self._worksheet.write_string(self._next, place, _held(address), self._formats["text"])


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


def _held(text: str) -> str:
    """The text as far as a cell holds it, without the characters XML cannot hold."""
    text = _CONTROLS.sub("", text)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _exact(text: str) -> bool:
    """Whether a decimal string is a number that the format keeps as it is.

    >>> _exact("1234.50"), _exact("12345678901234567.89"), _exact("245.32元"), _exact("1" + "0" * 400)
    (True, False, False, False)
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    stated = "".join(map(str, value.as_tuple().digits)).strip("0")  # normalize() would round to 28 digits
    return value.is_finite() and len(stated) <= EXACT_DIGITS and value.adjusted() < sys.float_info.max_10_exp


def _formats(book: Workbook) -> dict[str, Format]:
    """The looks of cells, by kind of column."""
    top = {"valign": "top"}
    return {
        "heading": book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "vcenter"}
        ),
        "text": book.add_format(top),
        "long": book.add_format({**top, "text_wrap": True}),
        "whole": book.add_format({**top, "num_format": "0"}),
        "amount": book.add_format({**top, "num_format": "#,##0.00"}),
        "rate": book.add_format({**top, "num_format": "0.00"}),
        "link": book.add_format({**top, "font_color": "#0B57D0", "underline": 1}),
    }
