"""Tables in plain text whose columns are drawn: with the signs of boxes, or with blanks to the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct import structure, structure_bytes
from docstruct.reading import read_text

if TYPE_CHECKING:
    from docstruct.document import Document

BOX = """支出决算表
单位：万元
┌────────┬────────────────┬───────────────┐
│科目编码│科目名称        │本年支出       │
├────────┼────────────────┼───────┬───────┤
│        │                │合计   │项目   │
├────────┼────────────────┼───────┼───────┤
│201     │一般公共服务支出│264.87 │62.63  │
├────────┼────────────────┼───────┼───────┤
│20139   │社会工作事务    │264.87 │       │
└────────┴────────────────┴───────┴───────┘
"""
PLUS = """支出决算表
单位：万元
+----------+------------------+--------+
| 科目编码 | 科目名称         | 合计   |
+----------+------------------+--------+
| 201      | 一般公共服务支出 | 264.87 |
| 20139    | 社会工作事务     | 264.87 |
+----------+------------------+--------+
"""


def body(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document(text).tables for row in table.rows]


def document(text: str) -> Document:
    return structure(text, fiscal_year=2023, document_type="final_accounts")


def test_bars_part_cells_and_a_merged_title_keeps_its_columns() -> None:
    (table,) = document(BOX).tables
    assert table.header == (("科目编码",), ("科目名称",), ("本年支出", "合计"), ("本年支出", "项目"))
    assert body(BOX) == [
        ["201", "一般公共服务支出", "264.87", "62.63"],
        ["20139", "社会工作事务", "264.87", ""],
    ]
    assert (table.title, table.unit) == ("支出决算表", "万元")


@pytest.mark.parametrize("bar", "│┃║|")
def test_whatever_signs_draw_the_box(bar: str) -> None:
    assert body(BOX.replace("│", bar)) == body(BOX)


def test_rules_of_minus_signs_need_not_stand_between_all_rows() -> None:
    assert body(PLUS) == [["201", "一般公共服务支出", "264.87"], ["20139", "社会工作事务", "264.87"]]


def test_a_cell_of_a_box_leads_back_to_the_text() -> None:
    (fact, *_) = document(PLUS).facts
    assert fact.source_start is not None
    assert PLUS[fact.source_start : fact.source_end] == "264.87"


def test_a_box_of_cells_with_several_lines_is_kept_and_not_read() -> None:
    wrapped = BOX.replace("│20139   │社会工作事务    │264.87 │       │", "│20139   │社会工作        │264.87 │       │\n│        │事务            │       │       │")  # fmt: skip
    assert document(wrapped).tables == ()
    assert "社会工作" in document(wrapped).text


def test_bars_where_no_row_has_one_are_not_guessed() -> None:
    """A merged cell whose end stands below no other bar: which columns it takes is not known."""
    crooked = BOX.replace(
        "│201     │一般公共服务支出│264.87 │62.63  │", "│201     │一般公共服  │264.87     62.63  │"
    )
    assert document(crooked).tables == ()


def test_a_frame_around_prose_is_no_table() -> None:
    text = "┌──────────┐\n本部门2023年支出总计307.82万元。\n└──────────┘\n"
    assert [figure.value for figure in document(text).figures] == ["307.82"]
    assert document(text).tables == ()


WIDE = """一般公共预算“三公”经费支出表
单位：万元
预算数　　　　　　　　　　　　　　　　　决算数
合计　　　出国费　　　公务接待费　　　　合计　　　出国费　　　公务接待费
9.00　　　4.00　　　　5.00　　　　　　　8.00　　　3.50　　　　4.50
"""


def test_titles_show_the_columns_of_a_single_row() -> None:
    stated = {fact.text: (fact.component, fact.measure) for fact in document(WIDE).facts}
    assert stated["5.00"] == ("three_public.reception", "budget")
    assert stated["3.50"] == ("three_public.abroad", "actual")
    assert len(stated) == 6


def test_a_single_row_under_titles_that_stand_elsewhere_is_not_read() -> None:
    moved = WIDE.replace(
        "合计　　　出国费　　　公务接待费　　　　合计", "合计出国费　公务接待费　　　　　　　　　　合计"
    )
    assert document(moved).facts == ()


def test_a_remark_behind_the_amounts_is_a_cell() -> None:
    text = (
        "收入决算与预算对比表\n单位：万元\n"
        "项目            年初预算   决算      差异原因\n"
        "财政拨款收入     31.58    266.52    追加预算\n"
        "事业收入         79.87    566.51    业务量增加\n"
        "其他收入        917.85    166.16\n"
    )
    assert body(text)[0] == ["财政拨款收入", "31.58", "266.52", "追加预算"]
    assert body(text)[2] == ["其他收入", "917.85", "166.16", ""]


def test_names_among_the_amounts_are_no_columns() -> None:
    """Where the places of converters differ from row to row, names of the right side fall among the amounts of the left."""
    left = [f"{number}、某项收入" for number in "一二三四五六七八九"]
    rows = "".join(f"{name}                {name}\n" for name in left)
    text = (
        "收入支出决算总表\n单位：万元\n项目          决算数  项目              决算数\n"
        f"一、财政拨款收入     307.82  一、教育支出      264.87\n{rows}"
        "合计               307.82  合计              264.87\n总计               307.82  总计              264.87\n"
    )
    assert document(text).tables == ()


@given(
    st.lists(
        st.sampled_from(["┌─┬─┐", "├─┼─┤", "│a│1.00│", "│合计│", "│", "└─┴─┘", "正文。", ""]), max_size=12
    )
)
def test_lines_of_boxes_are_in_order_and_hold_everything(lines: list[str]) -> None:
    text = "\n".join(lines)
    source = read_text(text)
    assert [line.start for line in source.lines] == sorted(line.start for line in source.lines)
    assert all(
        before.end <= after.start for before, after in zip(source.lines, source.lines[1:], strict=False)
    )


CSV = (
    '甲市档案局2022年度部门决算,,\n支出决算表,,\n部门：甲市档案局,,单位：万元\n科目编码,科目名称,本年支出合计\n201,一般公共服务支出,"1,264.50"\n'
    '20126,"档案事务, 含""馆""",\n'
)


@pytest.mark.parametrize("name", ["决算.xls", "决算.XLSX"])
def test_a_workbook_that_is_csv_is_rows(name: str) -> None:
    structured = structure_bytes(CSV.encode("gbk"), name)
    table = structured.tables[-1]
    assert (structured.metadata.organization, structured.metadata.fiscal_year) == ("甲市档案局", 2022)
    assert table.header == (("科目编码",), ("科目名称",), ("本年支出合计",))
    assert [cell.text for cell in table.rows[0].cells] == ["201", "一般公共服务支出", "1,264.50"]
    assert [cell.text for cell in table.rows[1].cells][0::2] == ["20126", ""]
    (fact,) = structured.facts
    assert (fact.value, fact.unit, fact.subject and fact.subject.code) == ("1264.50", "万元", "201")


@pytest.mark.parametrize("text", ["支出合计12.50万元,比上年增长。\n主要用于人员经费,\n", "一,二\n三,四\n"])
def test_commas_of_prose_part_no_cells(text: str) -> None:
    assert structure_bytes(text.encode(), "决算.xls").tables == ()
    assert structure_bytes(CSV.encode(), "决算.txt").tables == ()


DASHED = """支出决算表

单位：万元

  ------------------------------------------------
  项目                             本年支出
  ---------- --------------------- --------- -----
  科目编码   科目名称              合计      项目

  201        一般公共服务支出      264.87    62.63

  20139      社会工作事务          264.87
  ------------------------------------------------

本部门2023年支出总计307.82万元。
"""
SIMPLE = """支出决算表\n单位：万元\n
  科目编码   科目名称              合计
  ---------- ------------------ --------
  201        一般公共服务支出     264.87
  20139      社会工作事务         264.87

本部门2023年支出总计307.82万元。
"""
HEADLESS = """支出决算表\n单位：万元\n
  ---------- --------------------- --------
  科目编码   科目名称              合计
  201        一般公共服务支出      264.87
  20139      社会工作事务          264.87
  ---------- --------------------- --------
"""
ROWS = [["201", "一般公共服务支出", "264.87"], ["20139", "社会工作事务", "264.87"]]


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize("text", [DASHED, SIMPLE, HEADLESS])
def test_underlines_say_where_columns_are(text: str, suffix: str) -> None:
    structured = structure_bytes(text.encode(), f"表.{suffix}", 2023, "final_accounts")
    (table,) = structured.tables
    assert [[cell.text for cell in row.cells][:3] for row in table.rows] == ROWS
    assert (table.title, table.unit) == ("支出决算表", "万元")
    assert [figure.value for figure in structured.figures] == ([] if text is HEADLESS else ["307.82"])
    assert structured.findings == ()


def test_wrapped_rows_between_blank_lines_are_not_read() -> None:
    wrapped = DASHED.replace(
        "  20139      社会工作事务          264.87\n",
        "  20139      社会工作              264.87\n             事务\n",
    )
    assert document(wrapped).tables == ()
    assert [figure.value for figure in document(wrapped).figures] == ["307.82"]


def test_a_cell_that_crosses_into_the_next_column_is_not_guessed() -> None:
    crossing = SIMPLE.replace("社会工作事务         264.87", "社会工作事务，以及其他事务的支出 264.87")
    assert document(crossing).facts == ()


def test_dashes_between_paragraphs_are_no_table() -> None:
    text = "一、支出情况\n---- ----\n本部门2023年支出总计307.82万元。\n---- ----\n比上年减少1.00万元。\n"
    assert [figure.value for figure in document(text).figures] == ["307.82", "1.00"]
    assert document(text).tables == ()
