"""Tables that no rules draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pymupdf
import pytest

from tests.reading.sheets import Sheets, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = [
    ["项目", "合计", "基本支出"],
    ["一般公共服务支出", "264.87", "62.63"],
    ["行政运行", "51.32", ""],
    ["事业运行", "11.31", "11.31"],
]


def _set(rows: list[list[str]], xs: tuple[int, ...] = (80, 300, 420)) -> Sheets:
    sheets = Sheets().page().write(200, 100, "支出决算表")
    for i, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            if text:
                sheets.write(x, 130 + 20 * i, text)
    return sheets.write(80, 300, "注：本表反映支出。")


def _placed(*words: tuple[float, float, str]) -> Sheets:
    """Words of ten points on a page; figures are half as wide as they are in Chinese type."""
    sheets = Sheets().page()
    for x, y, text in words:
        font = "helv" if text.isascii() else "china-s"
        sheets.current.insert_text((x, 100 + y), text, fontname=font, fontsize=10)
    return sheets


def _figures(
    y: float, *amounts: str, xs: Sequence[float] = (300, 380, 460)
) -> list[tuple[float, float, str]]:
    """Amounts set to the right."""
    return [
        (x - pymupdf.get_text_length(amount, fontsize=10), y, amount)
        for x, amount in zip(xs, amounts, strict=False)
        if amount
    ]


def test_rows_of_words_in_columns_are_a_table() -> None:
    source = _set(ROWS).read()
    assert texts(source) == ["支出决算表", *["\t".join(row) for row in ROWS], "注：本表反映支出。"]
    assert [line.table for line in source.lines] == [None, 0, 0, 0, 0, None]


def test_a_label_and_a_figure_are_columns_enough() -> None:
    rows = [["收入总计", "1,264.87"], ["支出总计", "1,200.00"], ["年末结余", "64.87"]]
    assert texts(_set(rows, (80, 300)).read(), "table_row") == ["\t".join(row) for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [["一、部门职责", "1"], ["二、机构设置", "1"], ["三、收入决算表", "4"], ["四、支出决算表", "5"]],
        [["单位名称：", "某局"], ["单位性质：", "行政"], ["填报日期：", "五月"]],
        [["收入总计", "1,264.87"], ["支出总计", "1,200.00"]],
    ],
)
def test_contents_forms_and_a_pair_of_lines_are_none(rows: list[list[str]]) -> None:
    assert texts(_set(rows, (80, 300)).read(), "table_row") == []


@pytest.mark.parametrize("beside", [7, 0, 14], ids=["middle", "top", "bottom"])
def test_a_name_of_two_lines_belongs_to_the_figures_beside_it(beside: float) -> None:
    """Cells are set in the middle of their rows, at the top or at the bottom."""
    words = [
        (80, 0, "科目名称"),
        *[(280, 0, "合计"), (350, 0, "基本支出")],
        (80, 20, "行政运行"),
        *_figures(20, "51.32", "11.30"),
        (80, 40, "机关事业单位基本养老保"),
        (80, 54, "险缴费支出"),
        *_figures(40 + beside, "264.87", "62.63"),
        (80, 74, "事业运行"),
        *_figures(74, "11.31", "10.20"),
    ]
    assert texts(_placed(*words).read(), "table_row") == [
        "科目名称\t合计\t基本支出",
        "行政运行\t51.32\t11.30",
        "机关事业单位基本养老保险缴费支出\t264.87\t62.63",
        "事业运行\t11.31\t10.20",
    ]


def test_the_last_name_may_go_on_below_the_last_figures() -> None:
    words = [
        *[(80, 0, "行政运行"), *_figures(0, "51.32", "11.30")],
        *[(80, 20, "事业运行"), *_figures(20, "11.31", "10.20")],
        *[(80, 40, "机关事业单位基本养老保"), *_figures(47, "264.87", "62.63"), (80, 54, "险缴费支出")],
        (80, 80, "注：本表反映本年支出的情况"),
    ]
    source = _placed(*words).read()
    assert texts(source, "table_row")[2:] == ["机关事业单位基本养老保险缴费支出\t264.87\t62.63"]
    assert texts(source, "body") == ["注：本表反映本年支出的情况"]


def test_a_name_without_figures_is_a_row() -> None:
    words = [
        *[(80, 0, "一、基本支出"), (90, 20, "人员经费"), *_figures(20, "51.32", "11.30")],
        *[(90, 40, "公用经费"), *_figures(40, "11.31", "10.20"), (80, 60, "二、项目支出")],
        *[(90, 80, "购置设备"), *_figures(80, "1.31", "0.20")],
    ]
    assert texts(_placed(*words).read(), "table_row") == [
        "人员经费\t51.32\t11.30",
        "公用经费\t11.31\t10.20",
        "二、项目支出\t\t",
        "购置设备\t1.31\t0.20",
    ]


def test_lines_that_are_nearer_than_rows_and_belong_to_none_leave_the_table_untold() -> None:
    words = [
        *[(80, 0, "行政运行"), *_figures(0, "51.32", "11.30")],
        *[(80, 20, "事业运行"), *_figures(20, "11.31", "10.20")],
        *[(80, 40, "其他"), *_figures(40, "264.87", "62.63"), (80, 52, "支出")],
        *[(80, 68, "职工"), (80, 80, "培训支出"), *_figures(80, "1.31", "0.20")],
    ]
    source = _placed(*words).read()
    assert texts(source, "table_row") == []
    assert "1.31 0.20" in " ".join(texts(source, "table_text"))


def test_halves_side_by_side_are_columns_of_their_own() -> None:
    xs = (240, 520)
    words = [
        *[(150, 0, "收入"), (400, 0, "支出")],
        *[(110, 20, "项目"), (210, 20, "决算数"), (340, 20, "项目"), (490, 20, "决算数")],
        *[(80, 40, "一、财政拨款收入"), (300, 40, "一、一般公共服务支出"), *_figures(40, "264.87", "62.63", xs=xs)],
        *[(80, 60, "二、事业收入"), (300, 60, "二、外交支出"), *_figures(60, "51.32", "", xs=xs)],
        *[(300, 80, "三、社会保障和就业"), (300, 94, "支出"), (80, 87, "三、其他收入"), *_figures(87, "1.30", "9.87", xs=xs)],
        *[(80, 114, "总计"), (300, 114, "总计"), *_figures(114, "317.49", "72.50", xs=xs)],
    ]  # fmt: skip
    assert texts(_placed(*words).read(), "table_row") == [
        "收入\t\t支出\t",
        "项目\t决算数\t项目\t决算数",
        "一、财政拨款收入\t264.87\t一、一般公共服务支出\t62.63",
        "二、事业收入\t51.32\t二、外交支出\t",
        "三、其他收入\t1.30\t三、社会保障和就业支出\t9.87",
        "总计\t317.49\t总计\t72.50",
    ]


def _grouped(merged: float) -> Sheets:
    """A group over two columns; the cells that run through both rows of the heading stand at ``merged``."""
    xs = (300, 380, 460, 540)
    words = [
        *[(80, merged, "科目编码"), (160, merged, "科目名称"), (280, merged, "合计"), (360, 0, "基本支出")],
        *[(360, 20, "小计"), (430, 20, "人员经费"), (500, merged, "项目支出")],
        *[(80, 40, "合计"), *_figures(40, "1,264.87", "162.63", "51.32", "11.30", xs=xs)],
        *[(80, 60, "201"), (140, 60, "一般公共服务支出"), *_figures(60, "264.87", "62.63", "51.32", "11.30", xs=xs)],
        *[(80, 80, "2010301"), (140, 80, "行政运行"), *_figures(80, "264.87", "62.63", "51.32", "", xs=xs)],
    ]  # fmt: skip
    return _placed(*words)


@pytest.mark.parametrize("merged", [10, 0], ids=["middle", "top"])
def test_a_group_of_the_heading_stands_over_its_columns(merged: float) -> None:
    assert texts(_grouped(merged).read(), "table_row") == [
        "科目编码\t科目名称\t合计\t基本支出\t\t项目支出",
        "\t\t\t小计\t人员经费\t",
        "合计\t\t1,264.87\t162.63\t51.32\t11.30",
        "201\t一般公共服务支出\t264.87\t62.63\t51.32\t11.30",
        "2010301\t行政运行\t264.87\t62.63\t51.32\t",
    ]


def test_a_group_that_may_have_one_column_or_three_leaves_the_table_untold() -> None:
    """All cells but the group are at the bottom, and it stands in the middle of one column and of the three around."""
    xs = (220, 280, 340, 400)
    words = [
        *[(80, 20, "项目"), (190, 20, "合计"), (250, 20, "小计"), (310, 20, "人员"), (370, 20, "公用")],
        (285, 0, "基本支出"),
        *[(80, 40, "行政运行"), *_figures(40, "264.87", "162.63", "151.32", "111.30", xs=xs)],
        *[(80, 60, "事业运行"), *_figures(60, "264.87", "162.63", "151.32", "111.30", xs=xs)],
        *[(80, 80, "培训支出"), *_figures(80, "264.87", "162.63", "151.32", "111.30", xs=xs)],
    ]
    source = _placed(*words).read()
    assert texts(source, "table_row") == []
    assert "基本支出" in "".join(texts(source, "table_text"))
    assert [(notice.kind, notice.message[:3]) for notice in source.notices] == [("low_confidence", "第1页")]


def test_a_heading_set_from_the_left_has_its_groups_where_their_first_columns_begin() -> None:
    xs = (240, 300, 360, 420, 480)
    words = [
        *[(205, 0, "2022年"), (325, 0, "2023年")],
        *[(80, 20, "项目"), (205, 20, "合计"), (265, 20, "人员"), (325, 20, "合计"), (385, 20, "人员"), (445, 20, "公用")],
        *[(80, 40, "行政运行"), *_figures(40, "264.87", "162.63", "51.32", "11.30", "1.25", xs=xs)],
        *[(80, 60, "事业运行"), *_figures(60, "264.87", "162.63", "51.32", "11.30", "1.25", xs=xs)],
        *[(80, 80, "培训支出"), *_figures(80, "264.87", "162.63", "51.32", "11.30", "1.25", xs=xs)],
    ]  # fmt: skip
    assert texts(_placed(*words).read(), "table_row")[:2] == [
        "项目\t2022年\t\t2023年\t\t",
        "\t合计\t人员\t合计\t人员\t公用",
    ]


def test_cells_of_the_heading_that_stand_beside_their_columns_are_theirs_in_order() -> None:
    """In wide columns numbers at the right stand under no part of a heading in the middle."""
    words = [
        *[(80, 0, "项目"), (200, 0, "合计"), (300, 0, "基本"), (400, 0, "项目支出")],
        *[(80, 20, "行政运行"), *_figures(20, "51.32", "11.30", "40.02", xs=(270, 370, 490))],
        *[(80, 40, "事业运行"), *_figures(40, "11.31", "10.20", "1.11", xs=(270, 370, 490))],
        *[(80, 60, "总计"), *_figures(60, "62.63", "21.50", "41.13", xs=(270, 370, 490))],
    ]
    assert texts(_placed(*words).read(), "table_row")[:2] == [
        "项目\t合计\t基本\t项目支出",
        "行政运行\t51.32\t11.30\t40.02",
    ]


def test_names_that_are_all_of_two_lines_are_a_column() -> None:
    words = [
        *[(80, 0, "项目名称"), (170, 0, "单位"), (280, 0, "合计"), (350, 0, "财政拨款")],
        *[
            (80, 22, "档案抢救保护"),
            (80, 36, "经费"),
            (170, 29, "某县档案局"),
            *_figures(29, "51.32", "11.30"),
        ],
        *[
            (80, 56, "红色档案征集"),
            (80, 70, "经费"),
            (170, 63, "某县档案局"),
            *_figures(63, "11.31", "10.20"),
        ],
        *[
            (80, 90, "信息系统运行"),
            (80, 104, "维护费"),
            (170, 97, "某县档案馆"),
            *_figures(97, "1.31", "0.20"),
        ],
    ]
    assert texts(_placed(*words).read(), "table_row") == [
        "项目名称\t单位\t合计\t财政拨款",
        "档案抢救保护经费\t某县档案局\t51.32\t11.30",
        "红色档案征集经费\t某县档案局\t11.31\t10.20",
        "信息系统运行维护费\t某县档案馆\t1.31\t0.20",
    ]


def test_a_total_beside_codes_is_in_their_column() -> None:
    words = [
        *[(120, 0, "编码"), (170, 0, "名称"), (280, 0, "合计"), (350, 0, "基本支出")],
        *[(80, 20, "合计"), *_figures(20, "62.63", "21.50")],
        *[(120, 40, "20103"), (170, 40, "政府办公厅"), *_figures(40, "51.32", "11.30")],
        *[(120, 60, "20104"), (170, 60, "发展与改革"), *_figures(60, "11.31", "10.20")],
    ]
    assert texts(_placed(*words).read(), "table_row")[:2] == [
        "编码\t名称\t合计\t基本支出",
        "合计\t\t62.63\t21.50",
    ]


def test_rows_no_further_apart_than_lines_do_not_tell_where_a_full_name_ends() -> None:
    """The second line may be the rest of the name or a row without figures; with a marker it is a row."""
    words = [
        *[(80, 0, "行政运行"), *_figures(0, "51.32", "11.30"), (80, 12, "机关事业单位基本养老保"), *_figures(12, "1.31", "0.20")],
        *[(80, 36, "事业运行"), *_figures(36, "11.31", "10.20"), (80, 48, "培训支出"), *_figures(48, "1.30", "1.20")],
    ]  # fmt: skip
    assert texts(_placed(*words, (80, 24, "险缴费支出")).read(), "table_row") == []
    rows = texts(_placed(*words, (80, 24, "二、项目支出")).read(), "table_row")
    assert rows[1:3] == ["机关事业单位基本养老保\t1.31\t0.20", "二、项目支出\t\t"]


@pytest.mark.parametrize("below", [False, True], ids=["above the heading", "below every row"])
def test_rules_above_the_heading_part_it_from_titles_and_others_do_not(below: bool) -> None:
    words = [
        *[(80, 0, "支出决算表"), (80, 20, "项目"), (280, 20, "合计"), (350, 20, "基本支出")],
        *[(80, 40, "行政运行"), *_figures(40, "51.32", "11.30")],
        *[(80, 60, "事业运行"), *_figures(60, "11.31", "10.20")],
        *[(80, 80, "总计"), *_figures(80, "62.63", "21.50")],
    ]
    sheets = _placed(*words)
    for y in (123, 143, 163, 183) if below else (106, 125, 185):
        sheets.rule(75, y, 395, y)
    source = sheets.read()
    assert texts(source, "table_row")[0] == "项目\t合计\t基本支出"
    assert texts(source, "body") == ["支出决算表"]


def test_a_title_and_a_unit_above_the_heading_are_none_of_it() -> None:
    words = [
        *[(240, 0, "支出决算表"), (80, 20, "部门：某局"), (420, 20, "单位：万元")],
        *[(80, 40, "项目"), (280, 40, "合计"), (340, 40, "基本支出"), (420, 40, "项目支出")],
        *[(80, 60, "行政运行"), *_figures(60, "51.32", "11.30", "40.02")],
        *[(80, 80, "事业运行"), *_figures(80, "11.31", "10.20", "1.11")],
        *[(80, 100, "总计"), *_figures(100, "62.63", "21.50", "41.13")],
    ]
    source = _placed(*words).read()
    assert texts(source, "table_row")[0] == "项目\t合计\t基本支出\t项目支出"
    assert texts(source, "body") == ["支出决算表", "部门：某局", "单位：万元"]


def test_two_tables_of_a_page_are_two() -> None:
    words = [
        *[(80, 0, "项目"), (280, 0, "合计"), (340, 0, "基本支出")],
        *[(80, 20, "行政运行"), *_figures(20, "51.32", "11.30")],
        *[(80, 40, "事业运行"), *_figures(40, "11.31", "10.20")],
        *[(80, 60, "总计"), *_figures(60, "62.63", "21.50")],
        *[(230, 80, "收入决算表"), (80, 100, "收入项目"), (220, 100, "预算数"), (380, 100, "决算数")],
        *[(80, 120, "财政拨款"), *_figures(120, "1.32", "1.30", xs=(250, 410))],
        *[(80, 140, "事业收入"), *_figures(140, "1.31", "0.20", xs=(250, 410))],
        *[(80, 160, "总计"), *_figures(160, "2.63", "1.50", xs=(250, 410))],
    ]
    source = _placed(*words).read()
    assert texts(source, "table_row")[4] == "收入项目\t预算数\t决算数"
    assert [line.table for line in source.lines] == [0] * 4 + [None] + [1] * 4


@pytest.mark.parametrize("xs", [(300, 380), (290, 330)], ids=["the same columns", "other columns"])
def test_a_table_goes_on_over_a_page_break_in_the_same_columns(xs: Sequence[float]) -> None:
    """Columns without rules are as wide as what stands in them, on every page anew."""
    sheets = _placed(
        *[(80, 0, "项目"), (280, 0, "合计"), (350, 0, "基本支出")],
        *[(80, 20, "行政运行"), *_figures(20, "51.32", "11.30")],
        *[(80, 40, "一般行政管理事务"), *_figures(40, "11,311.20", "10.20")],
    )
    words = [
        (80, 0, "培训"),
        *_figures(0, "1.31", "0.20", xs=xs),
        (80, 20, "其他"),
        *_figures(20, "1.30", "1.20", xs=xs),
    ]
    words += [(80, 40, "总计"), *_figures(40, "2.61", "1.40", xs=xs)]
    sheets.page()
    for x, y, text in words:
        font = "helv" if text.isascii() else "china-s"
        sheets.current.insert_text((x, 100 + y), text, fontname=font, fontsize=10)
    tables = [line.table for line in sheets.read().lines]
    assert tables == ([0] * 6 if xs[0] == 300 else [0] * 3 + [1] * 3)


NONE = {
    "two columns of prose": [
        (80, 0, "本部门2023年收入总计为"),
        (320, 0, "支出总计也是如此，其中"),
        (80, 20, "264.87"),
        (320, 20, "一般公共服务支出为"),
        (80, 40, "万元，比上年增加，主要是"),
        (320, 40, "62.63"),
        (80, 60, "人员增加，经费相应增加。"),
        (320, 60, "万元，占全部支出的一半。"),
    ],
    "a list": [(80, 20 * i, f"{i + 1}") for i in range(5)]
    + [(110, 20 * i, text) for i, text in enumerate(("拟订规划", "指导下级", "监督检查", "组织实施", "其他事项"))],
    "contents with leaders": [
        (80, 20 * i, f"{text}………………………………{page}")
        for i, (text, page) in enumerate((("一、部门职责", 1), ("二、机构设置", 3), ("三、决算表", 4), ("四、说明", 9)))
    ],
    "contents with leaders apart": [
        (x, 20 * i, text)
        for i, (name, page) in enumerate((("一、部门职责", 1), ("二、机构设置", 3), ("三、决算表", 4), ("四、说明", 9)))
        for x, text in ((80, f"{name}…………………"), (400, str(page)))
    ],
    "a signature": [
        *[(300, 0, "某县财政局"), (300, 20, "2024"), (340, 20, "年"), (370, 20, "8"), (390, 20, "月"), (420, 20, "15")],
        *[(450, 20, "日"), (80, 40, "联系人："), (140, 40, "某人"), (220, 40, "电话："), (270, 40, "12345678")],
    ],
}  # fmt: skip


@pytest.mark.parametrize("words", NONE.values(), ids=NONE.keys())
def test_what_is_no_table(words: list[tuple[float, float, str]]) -> None:
    assert texts(_placed(*words).read(), "table_row", "table_text") == []


@pytest.mark.parametrize("empty", [1, 2])
def test_titles_over_a_column_without_figures_are_two(empty: int) -> None:
    """合计 | 小计 are not the characters of one name (合  计), however near they stand."""
    heads = [(80, 0, "科目名称"), (280, 0, "合计"), (340, 0, "小计"), (400, 0, "其他")]
    rows = [(80, 20, "行政运行"), (80, 40, "教育支出"), (80, 60, "事业运行")]
    amounts = [["51.32", "11.30", "40.02"], ["264.87", "62.63", "202.24"], ["11.31", "10.20", "1.11"]]
    for row in amounts:
        row[empty] = ""
    words = [*heads, *rows]
    for y, row in zip((20, 40, 60), amounts, strict=True):
        words += _figures(y, *row, xs=(300, 360, 420))
    found = texts(_placed(*words).read(), "table_row")
    assert found[0] == "科目名称\t合计\t小计\t其他"
    assert found[1:] == ["\t".join([name, *row]) for (_, _, name), row in zip(rows, amounts, strict=True)]


def _named(names: Sequence[str], steps: Sequence[float]) -> list[str]:
    """Rows of which the second of the first three, and others, have figures."""
    words: list[tuple[float, float, str]] = [(80, 0, "项目"), (280, 0, "合计"), (350, 0, "基本支出")]
    amounts = ["90.00", "", "11.31", "", "51.32", "27.37"]
    at = 20.0
    for name, amount, step in zip(names, amounts, steps, strict=True):
        words += [(80, at, name), *_figures(at, amount, amount)]
        at += step
    return texts(_placed(*words).read(), "table_row")[1:]


def test_lines_that_begin_with_numbers_are_rows() -> None:
    """A line above and one below the only figures: rows without figures, or a name of three lines."""
    names = ["支出", "一、教育管理支出", "二、事业运行支出", "三、卫生健康支出", "四、住房支出", "五、其他"]
    assert _named(names, [18] * 6) == [
        *[
            "支出\t90.00\t90.00",
            "一、教育管理支出\t\t",
            "二、事业运行支出\t11.31\t11.31",
            "三、卫生健康支出\t\t",
        ],
        *["四、住房支出\t51.32\t51.32", "五、其他\t27.37\t27.37"],
    ]


def test_names_between_others_that_are_as_far_away_are_not_certain() -> None:
    """Three lines are one name only where what is around them is farther away."""
    names = ["支出", "教育管理支出", "事业运行支出", "卫生健康支出", "住房支出", "其他"]
    assert _named(names, [18] * 6) == []
    assert _named(names, [20, 13, 13, 20, 20, 20])[1] == "教育管理支出事业运行支出卫生健康支出\t11.31\t11.31"


@pytest.mark.parametrize("reach", [0, 3], ids=["beside", "reaching into a column"])
def test_a_group_between_two_columns_stands_over_those_on_its_sides(reach: float) -> None:
    """支出 stands between the names and the amounts of its half, or reaches a little into the names."""
    names = "二、社会保障和就业支出"  # 110 points from 320
    words = [
        *[(180, 0, "收入"), (427 - reach, 0, "支出")],
        *[(140, 20, "项目"), (275, 20, "预算数"), (388, 20, "项目"), (495, 20, "预算数")],
        *[(60, 40, "一、一般公共预算拨款收入"), *_figures(40, "3,454.65", "2,970.32", xs=(314, 535)), (320, 40, "一、科学技术支出")],
        *[(60, 60, "二、其他收入"), *_figures(60, "0.00", "256.62", xs=(314, 535)), (320, 60, names)],
        *[(60, 80, "收入总计"), *_figures(80, "3,454.65", "3,226.94", xs=(314, 535)), (320, 80, "支出总计")],
    ]  # fmt: skip
    assert texts(_placed(*words).read(), "table_row")[:3] == [
        "收入\t\t支出\t",
        "项目\t预算数\t项目\t预算数",
        "一、一般公共预算拨款收入\t3,454.65\t一、科学技术支出\t2,970.32",
    ]


def test_cells_of_two_lines_beside_a_group_are_not_under_it() -> None:
    """Twice two columns under a group, and a cell of two lines on either side, in the middle of both levels."""
    words: list[tuple[float, float, str]] = []
    amounts: list[float] = []
    for x in (60, 320):
        words += [
            *[(x, 7, "经费"), (x, 21, "合计")],
            *[(x + 70, 0, "公务用车运行费"), (x + 70, 16, "燃料"), (x + 70, 30, "费用"), (x + 120, 16, "维修"), (x + 120, 30, "费用")],
            *[(x + 180, 7, "公务"), (x + 180, 21, "接待费")],
        ]  # fmt: skip
        amounts += [x + 20, x + 90, x + 140, x + 210]
    for y in (50, 70, 90):
        words += _figures(y, *["8.24", "3.00", "3.00", "2.24"] * 2, xs=amounts)
    assert texts(_placed(*words).read(), "table_row")[:2] == [
        "经费合计\t公务用车运行费\t\t公务接待费\t经费合计\t公务用车运行费\t\t公务接待费",
        "\t燃料费用\t维修费用\t\t\t燃料费用\t维修费用\t",
    ]


def test_cells_of_two_lines_side_by_side_are_two() -> None:
    """No figure stands under the second, whose lines are near those of the first."""
    words = [
        *[(80, 0, "项目"), (203, 0, "合"), (203, 14, "计"), (220, 0, "因公出国"), (220, 14, "（境）费"), (300, 0, "公务接待费")],
        *[(80, 40, "行政运行"), *_figures(40, "51.32", "11.30", xs=(230, 350))],
        *[(80, 60, "事业运行"), *_figures(60, "11.31", "10.20", xs=(230, 350))],
        *[(80, 80, "总计"), *_figures(80, "62.63", "21.50", xs=(230, 350))],
    ]  # fmt: skip
    told = texts(_placed(*words).read())
    assert not any("合因公" in line or "国计" in line for line in told)
