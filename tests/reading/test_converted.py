"""Plain text that a converter made of pages: tables without tabs, page numbers, running headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct import structure
from docstruct.reading import read_text

if TYPE_CHECKING:
    from docstruct.document import Document

PROSE = "本部门2023年度支出总计307.82万元，主要用于保障机构正常运转、完成日常工作任务等。"
CELLS = "支出决算表\n单位：万元\n科目编码\n科目名称\n合计\n基本支出\n201\n一般公共服务支出\n264.87\n62.63\n20139\n社会工作事务\n264.87\n2013901\n行政运行\n51.32\n"
RAW = "支出决算表\n单位：万元\n科目编码 科目名称 合计 基本支出\n201 一般公共服务支出 264.87 62.63\n20139 社会工作事务 264.87\n2013901 行政运行 51.32\n"
LAYOUT = """\
                     支出决算表
                                      单位：万元
科目编码       科目名称          合计       基本支出
201          一般公共服务支出      264.87    62.63
20139        社会工作事务         264.87    62.63

2013901      行政运行            51.32     51.32
2013950      事业运行            11.31
"""


def roles(text: str) -> dict[str, str]:
    source = read_text(text)
    return {source.text[line.start : line.end].strip(): line.role for line in source.lines}


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


@pytest.mark.parametrize("table", [CELLS, RAW])
def test_a_table_whose_columns_are_lost_is_kept_and_not_read(table: str) -> None:
    document = structure(f"一、支出情况\n{PROSE}\n{table}二、其他情况\n{PROSE}\n")
    assert [figure.value for figure in document.figures] == ["307.82", "307.82"]
    assert [section.title for section in document.sections] == ["支出情况", "其他情况"]
    assert document.findings == ()
    assert "行政运行" in document.text
    assert [entry.kind for entry in document.repairs.entries] == ["table_text"]


def test_columns_of_blanks_are_cells() -> None:
    document = structure(f"一、支出情况\n{PROSE}\n\n{LAYOUT}\n二、其他情况\n{PROSE}\n")
    assert rows(document) == [
        ["201", "一般公共服务支出", "264.87", "62.63"],
        ["20139", "社会工作事务", "264.87", "62.63"],
        ["2013901", "行政运行", "51.32", "51.32"],
        ["2013950", "事业运行", "11.31", ""],
    ]
    assert document.tables[0].title == "支出决算表"
    assert document.tables[0].unit == "万元"
    assert [figure.value for figure in document.figures] == ["307.82", "307.82"]


def test_a_cell_of_a_rebuilt_table_is_found_in_the_source() -> None:
    text = f"一、支出情况\n{PROSE}\n\n{LAYOUT}"
    table = structure(text).tables[0]
    assert table.source_start is not None
    assert text[table.source_start : table.source_end].rstrip().endswith("11.31")


def test_one_long_name_does_not_hide_the_columns() -> None:
    long = "2080505      机关事业单位基本养老保险缴费支出  6.18      6.18\n"
    table = LAYOUT + "".join(LAYOUT.splitlines(keepends=True)[3:]) * 9 + long
    assert rows(structure(table))[-1] == ["2080505", "机关事业单位基本养老保险缴费支出", "6.18", "6.18"]


def test_two_figures_of_one_column_are_not_guessed_apart() -> None:
    """The columns run into each other, so that 基本支出 and 项目支出 cannot be told."""
    table = (
        "支出决算表\n单位：万元\n科目编码   科目名称       基本支出 项目支出\n"
        "201      一般公共服务支出  62.63\n20139    社会工作事务       202.24\n2013901  行政运行      51.32\n"
    )
    assert "table_row" not in roles(table).values()


def test_a_name_broken_over_rows_leaves_the_table_as_text() -> None:
    table = (
        LAYOUT
        + "             机关事业单位基本\n2080505                        6.18      6.18\n             养老保险缴费支出\n"
    )
    document = structure(table)
    assert document.tables == ()
    assert not [finding for finding in document.findings if finding.kind == "code_name_mismatch"]


def test_a_form_is_table_text_with_the_sentences_in_its_cells() -> None:
    text = (
        f"三、绩效目标\n{PROSE}\n财政项目支出绩效目标填报表\n（2023年度）\n项目名称\n就业补贴\n项目资金\n（元）\n年度总体目标\n"
        "保障各项补贴及时发放，惠及120户，\n提升居民满意度。\n一级指标\n二级指标\n产出指标\n≥90.00(%)\n满意度指标\n居民满意度\n"
        f"四、其他说明\n{PROSE}\n"
    )
    found = roles(text)
    assert {found[line] for line in ("就业补贴", "保障各项补贴及时发放，惠及120户，", "≥90.00(%)")} == {
        "table_text"
    }
    assert found["四、其他说明"] == "body"
    assert [figure.value for figure in structure(text).figures] == ["307.82", "307.82"]


@pytest.mark.parametrize(
    "text",
    [
        "一、支出情况\n会议费支出\n3.00万元。\n培训费5.00\n万元。\n项目支出9.00万元。\n",
        "（一）收入情况\n收入总计12.00万元。\n（二）支出情况\n支出总计12.00万元。\n（三）结余\n无。\n",
        "目录\n一、收入情况 ……………… 12\n二、支出情况 ……………… 113\n三、其他 ……………… 120\n",
        "目录\n一、收入情况    12\n二、支出情况    113\n三、其他情况    120\n",
        "某某局\n2023 年度部门决算\n2024 年 8 月\n",
    ],
)
def test_prose_titles_contents_and_covers_are_no_tables(text: str) -> None:
    assert set(roles(text).values()) == {"body"}


def page(number: int, header: str = "", form: str = "- {} -") -> str:
    lines = [f"第{number}页的正文说明甲项工作第{i}点的进展情况，内容完整。" for i in range(12)]
    return "\n".join([*([header] if header else []), *lines, form.format(number), ""])


@pytest.mark.parametrize("form", ["{}", "- {} -", "第{}页", "第 {} 页 共 4 页"])
@pytest.mark.parametrize("feed", ["", "\f"])
def test_page_numbers_are_set_apart(form: str, feed: str) -> None:
    source = read_text(feed.join(page(number, form=form) for number in range(1, 5)))
    numbers = [source.text[line.start : line.end] for line in source.lines if line.role == "page_number"]
    assert numbers == [form.format(number) for number in range(1, 5)]


def test_the_numbers_of_a_list_are_no_page_numbers() -> None:
    text = "序号\n单位名称\n" + "".join(f"{i}\n某某单位{i}所\n" for i in range(1, 9))
    assert "page_number" not in roles(text).values()


def test_a_sentence_goes_on_behind_the_number_of_its_page() -> None:
    text = "\f".join(page(number) for number in range(1, 4)).replace(
        "内容完整。\n- 2 -", "决算数小于预算数的主要原因：单位2024\n- 2 -"
    )
    text = text.replace("- 2 -\n\f第3页的正文", "- 2 -\n\f年新成立，人员变动。\n第3页的正文")
    assert "单位2024年新成立，人员变动。" in structure(text).text


def test_running_headers_are_set_apart_and_titles_of_tables_are_not() -> None:
    text = "\f".join(page(number, "某某局2023年度部门决算") for number in range(1, 6))
    source = read_text(text)
    assert [line.role for line in source.lines].count(
        "header"
    ) == 4  # the first page's is the cover's as well
    other = "\f".join(page(number, f"{'甲乙丙丁戊'[number - 1]}项支出表") for number in range(1, 6))
    assert "header" not in [line.role for line in read_text(other).lines]


def test_what_two_pages_share_is_read_once() -> None:
    shared = "7.职业年金缴费支出887.36万元，主要用于缴纳职业年金支出。\n8.行政单位医疗78.21万元，主要用于缴纳医疗保险。\n"
    values = [
        figure.value
        for figure in structure(f"一、支出情况\n{PROSE}\n{shared}\f{shared}二、其他\n{PROSE}\n").figures
    ]
    assert values.count("887.36") == values.count("78.21") == 1
    apart = structure(f"一、支出情况\n{PROSE}\n{shared}说明如下。\n\f{shared}二、其他\n").figures
    assert [figure.value for figure in apart].count("887.36") == 2


_LINES = st.lists(
    st.sampled_from(
        [
            "201",
            "行政运行",
            "51.32",
            "51.32  6.18",
            "支出决算表",
            "单位：万元",
            "",
            "一、收入",
            PROSE,
            "201  行政运行   1.00",
            "- 3 -",
            "\f",
            "甲\t1",
        ]
    ),
    max_size=40,
)


@given(_LINES)
def test_lines_are_in_order_and_hold_everything(lines: list[str]) -> None:
    text = "\n".join(lines)
    source = read_text(text)
    assert source.text == text
    assert all(a.end <= b.start for a, b in zip(source.lines, source.lines[1:], strict=False))
    kept = "".join(text[line.start : line.end] for line in source.lines)
    assert "".join(kept.split()) == "".join(text.split())
    for mark in source.markup:
        assert text[mark.start : mark.end].strip() == ""
        assert len(mark.stands_for) <= mark.end - mark.start


@pytest.mark.parametrize(
    "table",
    [
        "科目 | 合计 | 基本支出\n行政运行 | 51.32 | 51.32\n事业运行 | 11.31 |\n",
        "科目\n|\n合计\n|\n基本支出\n行政运行\n|\n51.32\n|\n51.32\n事业运行\n|\n11.31\n|\n",
        "科目\n\n|\n\n合计\n\n|\n\n基本支出\n\n行政运行\n\n|\n\n51.32\n\n|\n\n51.32\n\n事业运行\n\n|\n\n11.31\n\n|\n",
    ],
)
def test_bars_part_cells(table: str) -> None:
    document = structure(f"一、支出情况\n{PROSE}\n支出决算表\n单位：万元\n{table}\n二、其他情况\n{PROSE}\n")
    assert rows(document) == [["行政运行", "51.32", "51.32"], ["事业运行", "11.31", ""]]
    assert [figure.value for figure in document.figures] == ["307.82", "307.82"]


def test_bars_that_do_not_agree_leave_the_table_as_text() -> None:
    assert (
        "table_row"
        not in roles("行政运行\n|\n51.32\n|\n51.32\n事业运行\n|\n11.31\n合计\n|\n62.63\n").values()
    )


def test_links_parted_by_bars_are_no_table() -> None:
    assert set(roles("首页 | 公开 | 互动\n上一篇 | 下一篇 | 返回\n").values()) == {"body"}
