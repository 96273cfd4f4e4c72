"""Excel workbooks before 2007 (.xls; [MS-XLS]) and WPS tables (.et), which are written the same way, through xlrd."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from docstruct.errors import ReadError
from docstruct.reading.note_marks import is_note_mark
from docstruct.reading.workbook.number_format import GENERAL, show, show_text
from docstruct.reading.workbook.sheets import Sheet, Workbook, address

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlrd

_VISIBLE = 0
_WHITE = (1, 9)
"""White in the palette of colours."""
_RAISED = 1
LEAST_HEIGHT = 20
"""Twentieths of a point below which nothing in a row is seen."""

_Runs: TypeAlias = "Sequence[tuple[int, int]]"
"""Where runs of a text begin, and their fonts."""


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
            _add(book, sheet, (row, column), cell, stored.rich_text_runlist_map.get((row, column), ()))
    for top, bottom, left, right in stored.merged_cells:
        sheet.merge(top, left, bottom - 1, right - 1)
    sheet.hidden_rows.update(
        row
        for row, info in stored.rowinfo_map.items()
        if info.hidden or (info.height_mismatch and info.height < LEAST_HEIGHT)
    )
    sheet.hidden_columns.update(column for column, info in stored.colinfo_map.items() if info.hidden)
    return sheet


def _add(
    book: xlrd.Book,
    sheet: Sheet,
    place: tuple[int, int],
    cell: Any,  # noqa: ANN401 - xlrd has no types
    runs: _Runs,
) -> None:
    """Note what a cell shows: nothing that is struck, or white without a ground; no raised marks of notes."""
    font, has_ground = _style(book, cell.xf_index)
    text = _shown(book, cell)
    if not text:
        return
    if font is not None and font.struck_out:
        sheet.struck.append(address(*place))
    elif font is not None and font.colour_index in _WHITE and not has_ground:
        sheet.white.append(address(*place))
    elif runs and cell.value == text:
        shown = _unmarked(book, text, runs)
        if shown != text:
            sheet.struck += [address(*place)] if _has_struck(book, runs) else []
        sheet.add(*place, shown)
    else:
        sheet.add(*place, text)


def _style(book: xlrd.Book, style: int | None) -> tuple[Any, bool]:
    """The font of a cell and whether a pattern is painted below it."""
    if style is None or style >= len(book.xf_list):
        return None, True
    look = book.xf_list[style]
    font = book.font_list[look.font_index] if look.font_index < len(book.font_list) else None
    return font, bool(look.background.fill_pattern)


def _unmarked(book: xlrd.Book, text: str, runs: _Runs) -> str:
    """The text of a cell without its struck runs and its raised marks of notes."""
    kept = text[: runs[0][0]]
    for (start, font), (end, _) in pairwise((*runs, (len(text), 0))):
        run, look = text[start:end], book.font_list[font]
        if not look.struck_out and not (look.escapement == _RAISED and is_note_mark(run, kept)):
            kept += run
    return kept


def _has_struck(book: xlrd.Book, runs: _Runs) -> bool:
    return any(book.font_list[font].struck_out for _, font in runs)


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
