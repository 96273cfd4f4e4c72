"""The workbook as a spreadsheet program and pandas open it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import openpyxl
import pytest
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docstruct import structure
from docstruct.writing import collection_writers, xlsx
from docstruct.writing.others import Other
from docstruct.writing.sheets.inline import worksheet_class

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from docstruct.document import Document

TEXT = (
    "某市档案局2022年度部门决算\n一、支出情况\n"
    "1.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。年初预算为1.47万元，支出决算为21.93万元，"
    "完成年初预算的199%。主要用于离退休人员工资。决算数大于预算数的主要原因是补发补贴。\n"
    "项目\t金额（万元）\n合计\t3.50\n=1+1\t3.50\n"
)


def written(folder: Path, *documents: Document) -> openpyxl.Workbook:
    with collection_writers(["xlsx"], folder) as collections:
        for number, document in enumerate(documents):
            collections.add(document, f"文件{number}")
    return openpyxl.load_workbook(folder / "workbook.xlsx")


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    headings, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in body]


def test_sheets_for_readers_of_chinese(tmp_path: Path) -> None:
    book = written(tmp_path, structure(TEXT))

    assert book.sheetnames == ["概览", "问题", "记录", "表内数据", "三公", "科目对照"]
    (record,) = [row for row in rows(book["记录"]) if row["科目"] == "行政单位离退休"]
    assert (record["单位"], record["年度"], record["类型"]) == ("某市档案局", 2022, "决算")
    assert (record["预算（元）"], record["决算（元）"], record["完成率（%）"]) == (14700, 219300, 199)
    assert (record["预算（原文）"], record["编码"]) == ("1.47", "2080501")
    assert (record["原因"], record["关系"], record["用途"]) == ("补发补贴", "决算大于预算", "离退休人员工资")
    (problem, *_) = rows(book["问题"])
    assert (problem["程度"], problem["类别"], problem["原文"]) == ("矛盾", "完成率不符", "199")
    assert "完成年初预算的199%" in str(problem["原句"])
    assert rows(book["概览"])[0]["矛盾"] == 1


THREE_PUBLIC = (
    "某市档案局2022年度部门决算\n七、“三公”经费支出决算情况说明\n公务接待费年初预算为{}万元，支出决算为3.00万元，比预算增加的主要原因是来访增多。\n"
    "一、财政拨款“三公”经费支出决算表\n单位：万元\n项目\t预算数\t决算数\n合计\t2.00\t3.00\n公务接待费\t2.00\t3.00\n"
)


@pytest.mark.parametrize(("prose", "source"), [("2.00", "表格、正文一致"), ("2.50", "表格、正文不一致")])
def test_three_public_expenses_from_tables_and_prose(tmp_path: Path, prose: str, source: str) -> None:
    book = written(tmp_path, structure(THREE_PUBLIC.format(prose)))
    (row,) = [row for row in rows(book["三公"]) if row["项目"] == "公务接待费"]

    assert (row["预算（元）"], row["决算（元）"], row["依据"]) == (20000, 30000, source)
    assert row["正文预算（元）"] == (25000 if prose == "2.50" else None)
    assert row["原因"] == "来访增多"
    assert row["决算减预算（元）"] == 10000


@pytest.mark.parametrize(
    ("said", "difference"),
    [
        ("会议费年初预算为2.00万元，支出决算为3.00万元。", "决算大于预算"),
        ("会议费年初预算为3.00万元，支出决算为2.00万元。", "决算小于预算"),
        ("会议费年初预算为3.00万元，支出决算为3.00万元。", None),
        ("会议费支出决算为3.00万元，比上年增加1.00万元。", "比上年增加"),
        ("会议费支出决算为3.00万元，与上年持平。", None),
        ("会议费支出决算为3.00万元，比上年增加0万元。", None),
        ("会议费支出决算为3.00万元，比上年增长1.2倍。", "比上年增加"),
        ("会议费支出决算为3.00万元，比上年增长0倍。", None),
        ("会议费支出决算为3.00万元。", None),
        (
            "会议费年初预算为2.00万元，支出决算为3.00万元，比上年减少1.00万元，下降25%。",
            "决算大于预算；比上年减少",
        ),
    ],
)
def test_what_differs_is_said_in_words(tmp_path: Path, said: str, difference: str | None) -> None:
    book = written(tmp_path, structure(f"某市档案局2022年度部门决算\n一、支出情况\n{said}\n"))
    (record,) = [row for row in rows(book["记录"]) if row["科目"] == "会议费"]

    assert (record["差异"], record["原因"]) == (difference, None)


def test_the_heading_stays_in_sight_and_filters(tmp_path: Path) -> None:
    for sheet in written(tmp_path, structure(TEXT)):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    hostile = structure(TEXT.replace("某市档案局", "=HYPERLINK(1)档案局"))
    book = written(tmp_path, hostile)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells]


def test_links_only_to_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "文件0.html").write_text("page")
    book = written(tmp_path, structure(TEXT), structure(TEXT))
    first, second = book["概览"]["R2"], book["概览"]["R3"]

    assert (first.value, first.hyperlink.target) == ("打开", "文件0.html")
    assert second.hyperlink is None


@pytest.mark.parametrize("name", ["决算 (1).txt", "决算#1.txt", "决算 100%.txt", "a?b&c.txt"])
def test_a_link_leads_to_the_original_from_where_the_workbook_is(tmp_path: Path, name: str) -> None:
    """Seen from its folder, so that both may move; of an absolute path the writer drops the first slash."""
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    original = tmp_path / "in" / name
    original.write_text(TEXT, encoding="utf-8")
    book = written(tmp_path / "out", structure(original))
    targets = {
        cell.hyperlink.target
        for row in book["概览"].iter_rows()
        for cell in row
        if cell.hyperlink is not None
    }

    assert {unquote(target.replace("\\", "/")) for target in targets} == {f"../in/{name}"}
    assert not any("#" in target for target in targets)


def test_beyond_the_links_a_sheet_can_have_files_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 1)
    for number in range(2):
        (tmp_path / f"文件{number}.html").write_text("page")
    book = written(tmp_path, structure(TEXT), structure(TEXT))
    first, second = book["概览"]["R2"], book["概览"]["R3"]

    assert (first.value, first.hyperlink.target) == ("打开", "文件0.html")
    assert (second.value, second.hyperlink) == ("文件1.html", None)
    assert not recwarn.list


def test_what_was_left_is_listed_with_its_state_and_reason(tmp_path: Path) -> None:
    other = Other(path="in/=坏.pdf", state="failed", reason="timeout", message="took longer than 3 seconds")
    with collection_writers(["xlsx"], tmp_path) as collections:
        collections.add(structure(TEXT), "a")
        collections.note(other)
    done, left = rows(openpyxl.load_workbook(tmp_path / "workbook.xlsx")["概览"])

    assert (done["状态"], done["说明"]) == ("已完成", None)
    assert (left["状态"], left["说明"], left["原文件"]) == ("处理失败", "超过 3 秒", "in/=坏.pdf")


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = written(tmp_path, *[structure(TEXT)] * 5)

    assert [name for name in book.sheetnames if name.startswith("概览")] == ["概览", "概览 2", "概览 3"]
    assert [sheet.max_row for sheet in book if sheet.title.startswith("概览")] == [3, 3, 2]


def test_what_a_cell_cannot_hold_is_cut_and_says_so(tmp_path: Path) -> None:
    document = structure(TEXT)
    long = replace(document.reasons[-1], text="长" * 40_000)
    book = written(tmp_path, replace(document, reasons=(*document.reasons[:-1], long)))
    longest = max((str(row["原因"] or "") for row in rows(book["记录"])), key=len)

    assert len(longest) == xlsx.MOST_CHARACTERS
    assert longest.endswith("……（过长，已截断）")


def test_a_number_the_format_cannot_keep_stays_text(tmp_path: Path) -> None:
    book = written(
        tmp_path, structure("收入总计12345678901234567.89元。", document_type="budget", fiscal_year=2022)
    )

    assert rows(book["记录"])[0]["预算（元）"] == "12345678901234567.89"


WORDS = st.text("=类 <>&\"'_x0041_\t\n\ufffe\x07<r>/", max_size=12)


@settings(max_examples=6)
@given(st.lists(st.tuples(WORDS, st.floats(allow_nan=False, allow_infinity=False)), min_size=9))
def test_a_cell_is_the_xml_that_xlsxwriter_makes_of_it(cells: list[tuple[str, float]]) -> None:
    # What begins so XlsxWriter takes for markup of its own and leaves as it is.
    assume(not any(text.startswith("<r>") for text, _ in cells))
    sheets = []
    for kind in (None, worksheet_class()):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
            sheet, bold = book.add_worksheet("一", kind), book.add_format({"bold": True})
            for row, (text, number) in enumerate(cells + cells):
                sheet.write_string(row, 0, text, bold)
                sheet.write_number(row, 27, number, bold)
                sheet.write_string(row, 28, text)
        sheets.append(zipfile.ZipFile(buffer).read("xl/worksheets/sheet1.xml"))
    assert sheets[0] == sheets[1]


def test_text_that_looks_like_markup_of_the_format_is_text(tmp_path: Path) -> None:
    text = TEXT.replace("补发补贴", "<r><t>补发</t></r>")
    (record,) = [
        row for row in rows(written(tmp_path, structure(text))["记录"]) if row["科目"] == "行政单位离退休"
    ]
    assert record["原因"] == "<r><t>补发</t></r>"


def test_a_run_that_fails_leaves_the_older_workbook(tmp_path: Path) -> None:
    written(tmp_path, structure(TEXT))
    before = (tmp_path / "workbook.xlsx").read_bytes()
    collections = collection_writers(["xlsx"], tmp_path)
    collections.add(structure(TEXT), "甲")
    collections.discard()

    assert (tmp_path / "workbook.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["workbook.xlsx"]


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path, structure(TEXT))
    before = (tmp_path / "workbook.xlsx").read_bytes()
    written(tmp_path, structure(TEXT))

    assert (tmp_path / "workbook.xlsx").read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it_with_numbers_as_numbers(tmp_path: Path) -> None:
    written(tmp_path, structure(TEXT))
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path / "again", tmp_path / "workbook.xlsx"], check=True, timeout=120
    )
    (record,) = [
        row
        for row in rows(openpyxl.load_workbook(tmp_path / "again" / "workbook.xlsx")["记录"])
        if row["科目"] == "行政单位离退休"
    ]

    assert (record["预算（元）"], record["编码"], record["预算（原文）"]) == (14700, "2080501", "1.47")
