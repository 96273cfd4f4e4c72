"""Workbooks: what their sheets show, where it stands, and what of them is left out."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_bytes
from docstruct.reading.limits import FREE_CELLS
from tests.loaded import pipeline
from tests.reading.workbook.books import budget, converted, table, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from docstruct.source import Source

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def rows(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for line in source.lines if line.role == "table_row"]


def lines(source: Source) -> list[str]:
    texts = (source.text[line.start : line.end] for line in source.lines if line.role == "body")
    return [text for text in texts if text]


SHOWN_ROWS = [
    "项目\t\t年初预算\t决算数\t完成率",
    "2080501\t行政单位离退休\t1,234.50\t1,300.00\t105.31%",
    "0210\t住房公积金\t1,234,567.89\t2.00\t50.00%",
    "合计\t\t1,235,802.39\t\t",
    "项目\t预算数\t决算数",
    "公务接待费\t1.5\t1.2",
]
SHOWN_LINES = [
    "青山县医疗保障局2023年度部门决算",
    "2024年8月9日",
    "一般公共预算财政拨款支出决算表",
    "单位：万元",
    "“三公”经费支出决算表",
    "一、收入情况",
    "2023年度收入总计100.50万元。",
    "二、支出情况",
    "支出总计90.10万元。",
]


def test_sheets_read_as_they_are_shown() -> None:
    source = read_bytes(xlsx(budget), "决算.xlsx")

    assert rows(source) == SHOWN_ROWS
    assert lines(source) == SHOWN_LINES


def test_what_is_hidden_is_left_out_and_said() -> None:
    source = read_bytes(xlsx(budget), "决算.xlsx")

    assert not any(word in source.text for word in ("不公开", "藏起来的行", "内部备注"))
    assert [(notice.kind, notice.message) for notice in source.notices] == [
        ("left_out", "工作表“底稿”是隐藏的，没有读取。"),
        ("left_out", "工作表“支出表”的第8行是隐藏的，没有读取。"),
        ("left_out", "工作表“支出表”的H列是隐藏的，没有读取。"),
        ("formula_without_value", "工作表“支出表”的E9单元格是公式，文件中没有保存计算结果，按空白读取。"),
    ]


def test_nothing_is_said_of_a_workbook_that_shows_all() -> None:
    assert read_bytes(table([["项目", "金额"], ["收入", 1]]), "a.xlsx").notices == ()


def test_every_number_of_a_table_knows_its_sheet_and_cell() -> None:
    document = pipeline().structure_source(read_bytes(xlsx(budget), "决算.xlsx"))

    cells = {fact.text: (fact.sheet, fact.cell) for fact in document.facts}
    assert cells["1,234.50"] == ("支出表", "D5")
    assert cells["50.00%"] == ("支出表", "F6")
    assert cells["1.2"] == ("支出表", "D14")
    figures = {figure.value: (figure.sheet, figure.cell) for figure in document.figures}
    assert figures == {"100.50": ("说明", "A1"), "90.10": ("说明", "A1")}
    assert [(t.sheet, t.cell, t.title) for t in document.tables] == [
        ("支出表", "B4:F9", "一般公共预算财政拨款支出决算表"),
        ("支出表", "B13:D14", "“三公”经费支出决算表"),
    ]
    assert document.metadata.organization == "青山县医疗保障局"
    assert document.metadata.date == "2024-08-09"


def test_a_text_has_no_sheet_and_a_sheet_no_page() -> None:
    text = pipeline().structure("2023年度收入总计100.50万元。")
    book = pipeline().structure_source(read_bytes(xlsx(budget), "a.xlsx"))

    assert (text.figures[0].sheet, text.figures[0].cell) == (None, None)
    assert book.figures[0].page is None
    assert book.source.pages is None


def test_a_range_over_cells_is_named_by_its_corners() -> None:
    source = read_bytes(table([["项目", "金额"], ["收入", 1], ["支出", 2]]), "a.xlsx")
    assert source.grid is not None
    assert source.grid.place(0, len(source.text)) == ("Sheet1", "A1:B3")
    first = source.lines[1]
    assert source.grid.place(first.start, first.end) == ("Sheet1", "A2:B2")
    assert source.grid.place(first.start, first.start + 1) == ("Sheet1", "A2")


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ([[None, None], [None, "项目", "金额"], [None, "收入", 1.5]], ["项目\t金额", "收入\t1.5"]),
        ([["项目", None, "金额"], [None, None, None], ["收入", None, 2]], ["项目\t金额", "收入\t2"]),
        ([["项目", "金额"], ["一、收入", 3], ["二、支出"]], ["项目\t金额", "一、收入\t3", "二、支出\t"]),
        ([["标题"], ["项目", "金额"], ["收入", 4]], ["项目\t金额", "收入\t4"]),
        ([["事业单位\n经营收入", "a b"], ["c\nd", 5]], ["事业单位经营收入\ta b", "c d\t5"]),
    ],
)
def test_rows_are_rows_whatever_is_blank_around_them(cells: list[list[object]], read: list[str]) -> None:
    assert rows(read_bytes(table(cells), "a.xlsx")) == read


def test_a_sheet_of_one_column_is_prose_and_its_paragraphs_stay_in_their_sheet() -> None:
    def fill(book: Workbook) -> None:
        first = book.add_worksheet("一")
        first.write("B2", "本部门2022年度预算共计，")
        book.add_worksheet("二").write("A1", "其中基本支出")

    source = read_bytes(xlsx(fill), "a.xlsx")
    document = pipeline().structure_source(source)

    assert rows(source) == []
    assert document.text == "本部门2022年度预算共计，\n其中基本支出"


def test_a_long_text_under_a_table_is_a_note_and_a_short_name_a_row() -> None:
    note = "注：" + "本表反映部门本年度一般公共预算财政拨款支出情况" * 4
    source = read_bytes(table([["项目", "金额"], ["收入", 1], ["合计"], [note]]), "a.xlsx")

    assert rows(source)[-1] == "合计\t"
    assert lines(source) == [note]


def test_formatted_rows_without_number_that_hold_nothing_are_nothing() -> None:
    data = table([["项目", "金额"], ["收入", 1]])
    empty = "".join(f'<row r="{row}" s="1"><c r="A{row}" s="0"/></row>' for row in range(3, 2 * FREE_CELLS))
    padded = replaced(data, "xl/worksheets/sheet1.xml", "</sheetData>", f"{empty}</sheetData>")

    assert rows(read_bytes(padded, "a.xlsx")) == ["项目\t金额", "收入\t1"]


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """A container with one of its parts changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return file.getvalue()


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = table([["项目", "金额"], ["收入", 1]])
    data = replaced(data, "xl/sharedStrings.xml", "<sst", f"{bomb}<sst")
    data = replaced(data, "xl/sharedStrings.xml", "<t>收入</t>", "<t>收入&b;</t>")

    assert "aaaa" not in read_bytes(data, "a.xlsx").text


def test_what_is_beyond_the_container_is_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "outside.xml").write_text("<x/>")
    data = table([["项目", "金额"], ["收入", 1]])
    outside = f'Target="{(tmp_path / "outside.xml").as_uri()}" TargetMode="External"'
    data = replaced(data, "xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet1.xml"', outside)

    with pytest.raises(ReadError, match="empty"):
        read_bytes(data, "a.xlsx")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_damaged_workbook_is_one_error(cut: float) -> None:
    data = xlsx(budget)
    with pytest.raises(ReadError) as caught:
        read_bytes(data[: int(len(data) * cut)], "a.xlsx")
    assert caught.value.code == "damaged"


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(table([]), "a.xlsx")
    assert caught.value.code == "empty"


def test_a_sheet_larger_than_memory_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docstruct.reading.workbook.xlsx.MAX_SHEET_BYTES", 500)
    with pytest.raises(ReadError) as caught:
        read_bytes(xlsx(budget), "a.xlsx")
    assert caught.value.code == "too_large"


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docstruct.reading.workbook.sheets.MAX_CELLS", 3)
    with pytest.raises(ReadError) as caught:
        read_bytes(table([["a", "b"], ["c", "d"]]), "a.xlsx")
    assert caught.value.code == "too_large"


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize(
    ("suffix", "to"),
    [
        (".xls", "xls"),
        (".ods", "ods"),
        (".xlsm", "xlsm:Calc MS Excel 2007 VBA XML"),
        (".et", "xls:MS Excel 97"),
    ],
)
def test_the_same_workbook_in_other_formats_reads_the_same(suffix: str, to: str, tmp_path: Path) -> None:
    data = converted(xlsx(budget), ".xlsx", to, tmp_path)
    source, original = read_bytes(data, f"决算{suffix}"), read_bytes(xlsx(budget), "决算.xlsx")

    assert [*rows(source)[:3], *rows(source)[4:]] == [*SHOWN_ROWS[:3], *SHOWN_ROWS[4:]]
    assert rows(source)[3].startswith("合计\t\t1,235,802.39")  # LibreOffice computes the formula beside it
    assert lines(source) == SHOWN_LINES
    hidden = [notice.message for notice in source.notices if notice.kind == "left_out"]
    assert hidden == [notice.message for notice in original.notices if notice.kind == "left_out"]


@pytest.mark.slow
@needs_office
def test_an_old_workbook_under_a_password_says_so(tmp_path: Path) -> None:
    data = converted(table([["项目", "金额"]]), ".xlsx", "xls", tmp_path)
    at = data.index(b"\x09\x08\x10\x00") + 20  # behind the record that begins the workbook
    filepass = b"\x2f\x00"  # [MS-XLS] 2.4.117: what follows is encrypted
    with pytest.raises(ReadError) as caught:
        read_bytes(data[:at] + filepass + data[at + 2 :], "a.xls")
    assert caught.value.code == "encrypted"


def test_an_opendocument_sheet_under_a_password_says_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>")
        container.writestr("content.xml", b"\x80\x01")
    with pytest.raises(ReadError) as caught:
        read_bytes(file.getvalue(), "a.ods")
    assert caught.value.code == "encrypted"


def painted(book: Workbook) -> None:
    """Cells whose text a reader does not take for what the sheet says, beside others that look nearly so."""
    sheet = book.add_worksheet("经费")
    struck, raised = book.add_format({"font_strikeout": True}), book.add_format({"font_script": 1})
    white, grounded = (
        book.add_format({"font_color": "#FFFFFF", **ground}) for ground in ({}, {"bg_color": "#003366"})
    )
    for column, text in enumerate(("项目", "预算数", "说明")):
        sheet.write(0, column, text, grounded)
    sheet.write_row("A2", ["会议费"])
    sheet.write_rich_string("B2", "20.00", raised, "1", " ")
    sheet.write_rich_string("C2", "面积120m", raised, "2", " ")
    sheet.write_row("A3", ["培训费"])
    sheet.write_rich_string("B3", "30.00", struck, "40.00", " ")
    sheet.write_row("A4", ["差旅费", 50], struck)
    sheet.write_row("A5", ["印刷费", 60], white)
    sheet.write_row("A6", ["水费", 70])
    sheet.set_row(5, 0.75)
    sheet.write_row("A7", ["电费", 80])
    sheet.set_row(6, 3)


PAINTED = ["项目\t预算数\t说明", "会议费\t20.00\t面积120m2", "培训费\t30.00\t", "电费\t80\t"]


def test_text_that_is_struck_raised_or_white_on_white_is_not_read_and_said() -> None:
    source = read_bytes(xlsx(painted), "a.xlsx")
    assert rows(source) == PAINTED
    assert [notice.message for notice in source.notices] == [
        "工作表“经费”的第6行是隐藏的，没有读取。",
        "工作表“经费”的B3、A4、B4单元格中有删除线的文字没有读取。",
        "工作表“经费”的A5、B5单元格中白色的文字没有读取。",
    ]


def test_white_text_in_a_formatted_table_is_read() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet()
        white = book.add_format({"font_color": "#FFFFFF"})
        sheet.write_row("A1", ["项目", "金额"], white)
        sheet.write_row("A2", ["会议费", 5])
        sheet.add_table("A1:B2", {"columns": [{"header": "项目"}, {"header": "金额"}]})

    assert rows(read_bytes(xlsx(fill), "a.xlsx")) == ["项目\t金额", "会议费\t5"]


@needs_office
@pytest.mark.slow
def test_painted_text_in_an_old_workbook(tmp_path: Path) -> None:
    source = read_bytes(converted(xlsx(painted), ".xlsx", "xls", tmp_path), "a.xls")
    assert rows(source) == PAINTED


def test_text_below_a_table_is_no_row_of_it() -> None:
    cells: list[list[object]] = [
        ["项目", "金额"],
        ["收入", 1],
        ["合计"],
        ["第四部分 名词解释"],
        ["收入：指取得的资金。"],
    ]
    source = read_bytes(table(cells), "a.xlsx")
    assert rows(source) == ["项目\t金额", "收入\t1", "合计\t"]
    assert lines(source) == ["第四部分 名词解释", "收入：指取得的资金。"]


def test_a_workbook_of_several_disclosures_is_split_at_its_covers() -> None:
    def fill(book: Workbook) -> None:
        for number, name in enumerate(("青山县教育局", "青山县水利局"), start=1):
            book.add_worksheet(f"封面{number}").write("A1", f"{name}2023年部门预算")
            sheet = book.add_worksheet(f"说明{number}")
            sheet.write_column("A1", ["一、主要职责", "贯彻执行国家方针政策。负责有关工作。承办交办的事项。"])
            sheet.write_column("A3", ["二、收支情况", f"2023年收入预算{number}00万元。"])

    first, second = pipeline().structure_parts(read_bytes(xlsx(fill), "a.xlsx"))
    assert [document.metadata.organization for document in (first, second)] == [
        "青山县教育局",
        "青山县水利局",
    ]
    assert [(figure.value, figure.sheet, figure.cell) for figure in second.figures] == [
        ("200", "说明2", "A4")
    ]
