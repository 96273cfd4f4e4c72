"""Excel workbooks before 2007 (.xls; [MS-XLS]) and WPS tables (.et), which are written the same way, through xlrd."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docstruct.errors import ReadError
from docstruct.reading.workbook.number_format import GENERAL, show, show_text
from docstruct.reading.workbook.sheets import Sheet, Workbook

if TYPE_CHECKING:
    import xlrd

_VISIBLE = 0


def read_xls(data: bytes, path: str) -> Workbook:
    """The sheets of an old Excel workbook.

    Raises:
        ReadError: it is damaged (``damaged``), or locked with a password (``encrypted``).
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            ignore_workbook_corruption=True,  # what xlrd calls so is how WPS chains its sectors
        )
        return Workbook(
            tuple(_sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == _VISIBLE),
            tuple(sheet.name for sheet in book.sheets() if sheet.visibility != _VISIBLE),
        )
    except OverflowError:
        raise
    except Exception as error:  # xlrd lets through whatever a damaged record makes it stumble over
        if "encrypted" in str(error).lower():
            reason = "an encrypted workbook; save a copy without its password"
            raise ReadError(path, reason, "encrypted") from None
        reason = f"a damaged Excel workbook ({type(error).__name__}: {error})"
        raise ReadError(path, reason, "damaged") from None


def _sheet(book: xlrd.Book, stored: xlrd.sheet.Sheet) -> Sheet:
    sheet = Sheet(stored.name)
    for row in range(stored.nrows):
        for column, cell in enumerate(stored.row(row)):
            sheet.add(row, column, _shown(book, cell))
    for top, bottom, left, right in stored.merged_cells:
        sheet.merge(top, left, bottom - 1, right - 1)
    sheet.hidden_rows.update(row for row, info in stored.rowinfo_map.items() if info.hidden)
    sheet.hidden_columns.update(column for column, info in stored.colinfo_map.items() if info.hidden)
    return sheet


def _shown(book: xlrd.Book, cell: Any) -> str:  # noqa: ANN401 - xlrd has no types
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    code = _code(book, cell.xf_index)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return show_text(cell.value, code)
    return show(cell.value, code, from_1904=bool(book.datemode))


def _code(book: xlrd.Book, style: int | None) -> str:
    if style is None or style >= len(book.xf_list):
        return GENERAL
    found = book.format_map.get(book.xf_list[style].format_key)
    return found.format_str if found is not None else GENERAL
