"""Workbooks: .xlsx, .xlsm, .xls, .et and .ods. Every sheet that is shown becomes its tables and its lines.

    xlsx, xls, ods    a module a container: what the cells show, what is hidden, what is merged
    number_format     a number as its cell shows it
    sheets            what the three make: sheets of cells
    laying            sheets become lines and rows of tables, with the address of every cell

Hidden sheets, rows and columns, struck text and text white on white are left out and a finding says so: nobody who
opens the file reads them. So does a finding name formulas whose result is not in the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.errors import ReadError
from docstruct.reading.workbook.laying import SheetWriter
from docstruct.reading.workbook.sheets import address, column_name
from docstruct.source import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.reading.workbook.sheets import Sheet, Workbook
    from docstruct.source import Source

WorkbookFormat: TypeAlias = Literal["xlsx", "xls", "ods"]

MEDIA_TYPES: dict[WorkbookFormat, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_NAMED = 5
"""Rows, columns or cells that a finding names one by one."""


def read_workbook(data: bytes, path: str, sha256: str, form: WorkbookFormat) -> Source:
    """The source of a workbook; ``Source.grid`` tells the sheet and cell of every range.

    Raises:
        ReadError: it is damaged, encrypted or too large, or shows nothing (``empty``).
    """
    try:
        book = _load(data, path, form)
    except OverflowError as error:
        raise ReadError(path, str(error), "too_large") from None
    writer = SheetWriter()
    notices = [Notice("left_out", "info", f"工作表“{name}”是隐藏的，没有读取。") for name in book.hidden]
    for sheet in book.sheets:
        notices.extend(_notices(sheet))
        writer.write(sheet)
    source = writer.builder.source(path=path, sha256=sha256, media_type=MEDIA_TYPES[form], reader="workbook")
    if not source.lines:
        raise ReadError(path, "a workbook whose shown cells are all empty", "empty")
    return replace(source, grid=writer.places, notices=tuple(notices))


def _load(data: bytes, path: str, form: WorkbookFormat) -> Workbook:
    if form == "xlsx":
        from docstruct.reading.workbook.xlsx import read_xlsx

        return read_xlsx(data, path)
    if form == "xls":
        from docstruct.reading.workbook.xls import read_xls

        return read_xls(data, path)
    from docstruct.reading.workbook.ods import read_ods

    return read_ods(data, path)


def _notices(sheet: Sheet) -> Iterator[Notice]:
    """What of a sheet is not read; its hidden cells are taken out."""
    rows, columns = sheet.hide()
    if rows:
        named = _some([str(row + 1) for row in rows])
        yield Notice("left_out", "info", f"工作表“{sheet.name}”的第{named}行是隐藏的，没有读取。")
    if columns:
        named = _some([column_name(column) for column in columns])
        yield Notice("left_out", "info", f"工作表“{sheet.name}”的{named}列是隐藏的，没有读取。")
    for what, cells in (("有删除线", sheet.struck), ("白色", sheet.white)):
        if cells:
            message = f"工作表“{sheet.name}”的{_some(cells)}单元格中{what}的文字没有读取。"
            yield Notice("left_out", "info", message)
    if sheet.uncomputed:
        message = f"工作表“{sheet.name}”的{_some(sheet.uncomputed)}单元格是公式，文件中没有保存计算结果，按空白读取。"
        yield Notice("formula_without_value", "warning", message)


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + (f"等{len(names)}" if len(names) > _NAMED else "")


__all__ = ["MEDIA_TYPES", "WorkbookFormat", "address", "read_workbook"]
