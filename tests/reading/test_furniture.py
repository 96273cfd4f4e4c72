"""Running headers, footers and page numbers: told apart, and kept."""

from __future__ import annotations

import pymupdf
import pytest

from tests.reading.sheets import Sheets, texts


def _pages(count: int, header: str = "", footer: str = "", title: str = "") -> Sheets:
    sheets = Sheets()
    for number in range(1, count + 1):
        sheets.page().lines(80, 200, f"第{'一二三四五六'[number - 1]}段正文。")
        for y, text in ((50, header), (100, title), (800, footer)):
            if text:
                sheets.write(250, y, text.format(number=number, of=count))
    return sheets


@pytest.mark.parametrize(
    "footer",
    ["{number}", "- {number} -", "—{number}—", "第{number}页 共{of}页", "{number}/{of}", "第 {number} 页"],
)
def test_page_numbers(footer: str) -> None:
    source = _pages(4, footer=footer).read()
    assert len(texts(source, "page_number")) == 4
    assert len(texts(source, "body")) == 4


def test_page_numbers_may_begin_late_and_at_any_number() -> None:
    sheets = Sheets().page().write(250, 200, "封面")
    for number in (11, 12, 13):
        sheets.page().write(80, 200, "正文。").write(290, 800, str(number))
    assert texts(sheets.read(), "page_number") == ["11", "12", "13"]


def test_a_running_header_and_a_footer_that_counts() -> None:
    source = _pages(4, header="某局2024年度部门决算", footer="某局 {number}").read()
    assert texts(source, "header") == ["某局2024年度部门决算"] * 4
    assert texts(source, "page_number") == [f"某局 {number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    ("pages", "title"),
    [(2, "某局2024年度部门决算"), (4, "{number}、收入情况")],
)
def test_what_stands_below_the_margin_or_on_too_few_pages_is_body(pages: int, title: str) -> None:
    source = _pages(pages, title=title).read()
    assert len(texts(source, "body")) == 2 * pages


def test_the_unit_under_a_title_is_no_header_for_all_that_it_repeats() -> None:
    sheets = Sheets()
    for name in ("收入表", "支出表", "总表", "决算表"):
        sheets.page().write(270, 40, name).write(450, 60, "单位：万元").write(80, 200, "正文。")
    assert len(texts(sheets.read(), "body")) == 12


def test_a_year_at_the_foot_is_no_page_number() -> None:
    sheets = Sheets().page().write(80, 200, "正文。").write(290, 800, "2024")
    assert texts(sheets.read(), "page_number") == []


def test_a_page_number_over_a_watermark_that_is_set_apart() -> None:
    sheets = Sheets()
    for number in range(1, 5):
        sheets.page().lines(80, 200, f"第{number}段正文。").write(290, 800, f"- {number} -")
        page = sheets.document[-1]
        page.insert_text(
            (200, 500),
            "内部资料",
            fontname="china-s",
            fontsize=60,
            color=(0.85, 0.85, 0.85),
            morph=(pymupdf.Point(200, 500), pymupdf.Matrix(30)),
        )
    source = sheets.read()
    assert len(texts(source, "page_number")) == 4
    assert len(texts(source, "body")) == 4
