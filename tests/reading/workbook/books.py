"""Workbooks for tests, made by XlsxWriter, and by LibreOffice from those."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from tests.reading.office.conversions import convert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xlsxwriter.workbook import Workbook


def xlsx(fill: Callable[[Workbook], None]) -> bytes:
    """The bytes of a workbook that ``fill`` wrote into."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book)
    return file.getvalue()


def table(rows: list[list[object]], name: str = "Sheet1") -> bytes:
    """A workbook of one sheet with these cells; None leaves a cell out."""

    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value is not None:
                    sheet.write(i, j, value)

    return xlsx(fill)


def budget(book: Workbook) -> None:
    """A cover, a table with merged titles, a second one below it, prose, and what nobody is to see."""
    money = book.add_format({"num_format": "#,##0.00"})
    code = book.add_format({"num_format": "@"})
    middle = book.add_format({"align": "center"})
    day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    rate = book.add_format({"num_format": "0.00%"})
    cover = book.add_worksheet("封面")
    cover.merge_range("A3:D3", "青山县医疗保障局2023年度部门决算", middle)
    cover.write_datetime("A5", __import__("datetime").datetime(2024, 8, 9), day)
    sheet = book.add_worksheet("支出表")
    sheet.merge_range("B2:F2", "一般公共预算财政拨款支出决算表", middle)
    sheet.write("F3", "单位：万元")
    sheet.merge_range("B4:C4", "项目", middle)
    sheet.write_row("D4", ["年初预算", "决算数", "完成率"])
    rows = [("2080501", "行政单位离退休", 1234.5, 1300, 1.05306), ("0210", "住房公积金", 1234567.891, 2, 0.5)]
    for i, (number, name, planned, spent, done) in enumerate(rows, start=4):
        sheet.write(i, 1, number, code)
        sheet.write(i, 2, name)
        sheet.write(i, 3, planned, money)
        sheet.write(i, 4, spent, money)
        sheet.write(i, 5, done, rate)
    sheet.write("B8", "9999999", code)
    sheet.write("C8", "藏起来的行")
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.merge_range("B9:C9", "合计", middle)
    sheet.write_formula("D9", "=SUM(D5:D6)", money, 1235802.391)
    sheet.write_formula("E9", "=SUM(E5:E6)", money, "")
    sheet.merge_range("B12:D12", "“三公”经费支出决算表", middle)
    sheet.write_row("B13", ["项目", "预算数", "决算数"])
    sheet.write_row("B14", ["公务接待费", 1.5, 1.2])
    sheet.write("H4", "内部备注")
    sheet.set_column("H:H", None, None, {"hidden": True})
    prose = book.add_worksheet("说明")
    prose.merge_range(
        "A1:H9", "一、收入情况\n2023年度收入总计100.50万元。\n二、支出情况\n支出总计90.10万元。", middle
    )
    secret = book.add_worksheet("底稿")
    secret.write("A1", "不公开")
    secret.hide()


def converted(data: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in another format."""
    source = folder / f"book{suffix}"
    source.write_bytes(data)
    return convert(source, to)
