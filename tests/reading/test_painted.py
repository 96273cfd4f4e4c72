"""What a reader of a page sees: ink, covers, watermarks, stamps, note marks, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pymupdf
import pytest

from tests.reading.sheets import Sheets

if TYPE_CHECKING:
    from docstruct.source import Source

FIRST = "2023年度支出决算为1234.56万元，比上年增加34.50万元。"
SECOND = "2023年度支出决算为9999.99万元，比上年增加1.00万元。"
GREY, RED, WHITE, BLUE = (0.8, 0.8, 0.8), (0.9, 0.1, 0.1), (1, 1, 1), (0.1, 0.2, 0.5)


def ink(sheet: Sheets, x: float, y: float, text: str, size: float = 12, **how: object) -> None:
    sheet.current.insert_text((x, y), text, fontname="china-s", fontsize=size, **how)


def body(source: Source) -> list[str]:
    return [source.text[line.start : line.end] for line in source.lines if line.role in ("body", "table_row")]


def sheet_with(text: str = FIRST) -> Sheets:
    return Sheets().page().lines(72, 100, text)


def test_text_without_ink_is_not_read() -> None:
    sheet = sheet_with()
    ink(sheet, 72, 101, SECOND, render_mode=3)
    assert body(sheet.read()) == [FIRST]


def test_text_without_ink_over_a_picture_is_the_text_of_the_picture() -> None:
    sheet = sheet_with()
    mupdf: Any = pymupdf
    picture = mupdf.Pixmap(mupdf.csGRAY, mupdf.IRect(0, 0, 200, 20))
    picture.clear_with(255)
    sheet.current.insert_image((60, 280, 560, 320), pixmap=picture)
    ink(sheet, 72, 300, SECOND, render_mode=3)
    assert body(sheet.read()) == [FIRST, SECOND]


@pytest.mark.parametrize(("below", "read"), [(None, False), (BLUE, True), ((0.99, 0.99, 0.99), False)])
def test_white_text_is_read_where_it_shows(below: tuple[float, ...] | None, read: bool) -> None:
    sheet = sheet_with()
    if below:
        sheet.current.draw_rect((60, 285, 560, 310), color=None, fill=below)
    ink(sheet, 72, 300, SECOND, color=WHITE)
    assert (SECOND in body(sheet.read())) == read


def test_text_smaller_than_a_point_is_not_read() -> None:
    sheet = sheet_with()
    ink(sheet, 72, 300, SECOND, size=0.5)
    assert body(sheet.read()) == [FIRST]


@pytest.mark.parametrize(
    ("fill", "opacity", "read"),
    [(WHITE, 1, False), ((0, 0, 0), 1, False), ((1, 1, 0), 1, True), (WHITE, 0.2, True)],
)
def test_what_a_box_covers_is_not_read(fill: tuple[float, ...], opacity: float, read: bool) -> None:
    sheet = sheet_with()
    ink(sheet, 72, 300, SECOND)
    sheet.current.draw_rect((60, 280, 560, 310), color=None, fill=fill, fill_opacity=opacity)
    assert (SECOND in body(sheet.read())) == read


def test_a_box_below_the_text_hides_nothing() -> None:
    sheet = sheet_with()
    sheet.current.draw_rect((60, 280, 560, 310), color=None, fill=WHITE)
    ink(sheet, 72, 300, SECOND)
    assert body(sheet.read()) == [FIRST, SECOND]


def test_a_watermark_is_in_no_cell() -> None:
    sheet = sheet_with().table(
        [72, 200, 320, 440], 200, [["科目", "决算数", "预算数"], ["行政运行", "1.00", "2.00"]]
    )
    for y in (120, 225, 300):
        ink(sheet, 60, y, "内部资料 6871", size=9, color=GREY)
        ink(sheet, 300, y, "内部资料 6871", size=9, color=GREY)
    ink(sheet, 90, 236, "内部资料", size=30, color=GREY)
    source = sheet.read()
    assert body(source) == [FIRST, "科目\t决算数\t预算数", "行政运行\t1.00\t2.00"]
    assert "内部资料" in source.text


def test_grey_text_of_its_own_is_read() -> None:
    sheet = sheet_with()
    ink(sheet, 72, 300, SECOND, color=GREY)
    assert body(sheet.read()) == [FIRST, SECOND]


def test_a_stamp_in_single_glyphs_is_set_apart() -> None:
    sheet = sheet_with().lines(330, 240, "示例县水务局", "2024年8月15日")
    for i, glyph in enumerate("示例县水务局财务专用章"):
        ink(sheet, 330 + 11 * i, 270 - 8 * (5 - abs(i - 5)), glyph, size=10, color=RED)
    assert body(sheet.read()) == [FIRST, "示例县水务局", "2024年8月15日"]


def test_a_red_title_is_read() -> None:
    sheet = Sheets().page()
    ink(sheet, 150, 80, "示例县水务局文件", size=26, color=RED)
    sheet.lines(72, 140, FIRST)
    assert body(sheet.read()) == ["示例县水务局文件", FIRST]


@pytest.mark.parametrize(
    ("before", "raised", "after", "line"),
    [
        ("公用经费100.05", "2", "万元。", "公用经费100.05万元。"),
        ("公用经费100.05万元", "[1]", "，下降。", "公用经费100.05万元，下降。"),
        ("面积1200m", "2", "，增加。", "面积1200m2，增加。"),
    ],
)
def test_raised_digits_are_note_marks(before: str, raised: str, after: str, line: str) -> None:
    sheet = Sheets().page()
    mupdf: Any = pymupdf
    writer = mupdf.TextWriter(sheet.current.rect)
    font = mupdf.Font("cjk")
    _, end = writer.append((72, 100), before, font=font, fontsize=12)
    _, end = writer.append((end.x, 95), raised, font=font, fontsize=7)
    writer.append((end.x, 100), after, font=font, fontsize=12)
    writer.write_text(sheet.current)
    assert body(sheet.read()) == [line]


LEFT = [
    "一、支出决算情况说明",
    "2023年度支出决算为1234.5万",
    "元，比上年增加34.50万元，增",
    "长2.87%。主要原因是新建供",
]
RIGHT = [
    "二、基本支出情况说明",
    "基本支出800.10万元，其中人",
    "员经费700.05万元，公用经费",
    "100.05万元，与上年持平。",
]


def test_columns_are_read_one_after_the_other() -> None:
    heading, closing = (
        "示例县水务局2023年度部门决算情况说明及其他有关事项的说明全文",
        "以上各项数据均为示例，合计数可能因四舍五入存在尾差，特此说明。",
    )
    sheet = Sheets().page().write(72, 80, heading, size=14).lines(60, 120, *LEFT).lines(320, 120, *RIGHT)
    sheet.table([60, 300, 540], 220, [["科目", "决算数"], ["行政运行", "1.00"]]).write(
        60, 300, closing, size=14
    )
    assert body(sheet.read()) == [heading, *LEFT, *RIGHT, "科目\t决算数", "行政运行\t1.00", closing]


def test_the_sides_of_a_form_are_no_columns() -> None:
    sheet = (
        Sheets()
        .page()
        .lines(60, 120, "项目名称", "主管部门", "实施单位", "联系人")
        .lines(320, 120, "供水管网", "水务局", "供水站", "某某")
    )
    assert body(sheet.read())[0] == "项目名称"
    assert body(sheet.read())[1] == "供水管网"


def test_text_off_the_crop_box_is_not_read() -> None:
    sheet = sheet_with()
    ink(sheet, 72, 780, SECOND)
    assert body(sheet.read()) == [FIRST, SECOND]
    sheet.current.set_cropbox(pymupdf.Rect(0, 0, 595, 700))
    assert body(sheet.read()) == [FIRST]
