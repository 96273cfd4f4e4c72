"""Records: which figures and reasons stand side by side, and what kind of statement they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.document import Section

if TYPE_CHECKING:
    from tests.extracting.conftest import Reading


def section(text: str, title: str, kind: str) -> Section:
    start = text.index(title)
    return Section(
        id="s1", parent=None, level=2, marker="", number=None, title=title, kind=kind, type="heading",
        title_start=start, title_end=start + len(title), start=start, end=len(text),
    )  # fmt: skip


def test_an_item_is_one_record(read: Reading) -> None:
    extraction = read(
        "住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为5万元，支出决算为6万元，完成年初预算的120%，"
        "决算数大于预算数的主要原因是新增3人。"
    )
    (record,) = extraction.records
    values = {figure.id: figure.value for figure in extraction.figures}
    assert record.kind == "budget_execution"
    assert [values[slot] for slot in (record.budget, record.actual, record.completion_rate) if slot] == [
        "5",
        "6",
        "120",
    ]
    assert record.reasons == ("r1",)


def test_a_figure_inside_a_reason_makes_no_record(read: Reading) -> None:
    extraction = read("会议费增加2万元，主要原因是新增3人。")
    assert [record.subject.text for record in extraction.records] == ["会议费"]


def test_a_second_amount_begins_a_new_record(read: Reading) -> None:
    extraction = read("会议费5万元，占3%。会议费6万元。")
    assert [record.actual for record in extraction.records] == ["f1", "f3"]


def test_counts_join_their_record(read: Reading) -> None:
    extraction = read("国内公务接待48批次、412人次。")
    assert [(record.counts, record.kind) for record in extraction.records] == [(("f1", "f2"), "three_public")]


def test_a_reason_without_figures_makes_a_record(read: Reading) -> None:
    (record,) = read("因公出国（境）费没有发生，原因是未安排出访。").records
    assert (record.subject.text, record.reasons, record.kind) == ("因公出国（境）费", ("r1",), "three_public")


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        ("narrative.three_public.items", "会议接待支出5万元。", "three_public"),
        ("narrative.operating_costs", "全年经费支出5万元。", "operating_costs"),
        ("narrative.performance", "甲项目5万元。", "performance"),
        ("narrative.total", "收入总计5万元。", "total"),
        ("narrative.revenue", "事业收入5万元，占5%。", "composition"),
        ("narrative.other", "车辆5辆。", "assets"),
    ],
)
def test_the_kind_follows_the_section(read: Reading, kind: str, line: str, expected: str) -> None:
    text = f"某某情况\n{line}"
    extraction = read(text, sections=(section(text, "某某情况", kind),))
    assert [record.kind for record in extraction.records] == [expected]


def test_the_heading_is_the_subject_of_what_names_none(read: Reading) -> None:
    text = "公务接待费支出决算情况说明\n支出决算为5万元。"
    extraction = read(text, sections=(section(text, "公务接待费支出决算情况说明", "narrative.three_public"),))
    assert extraction.figures[0].subject.text.startswith("公务接待费")


def test_an_item_in_a_heading_is_the_subject_below_it(read: Reading) -> None:
    title = "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）"
    text = f"{title}\n年初预算为5万元。"
    (figure,) = read(text, sections=(section(text, title, "narrative.general_budget.items"),)).figures
    assert (figure.subject.text, figure.subject.code) == ("行政单位医疗", "2101101")


def test_a_line_that_names_an_amount_titles_the_next(read: Reading) -> None:
    extraction = read("水务局2022年度“三公”经费财政拨款支出\n年初预算40万元，实际支出36万元。")
    assert {figure.subject.text for figure in extraction.figures} == {"“三公”经费财政拨款支出"}
