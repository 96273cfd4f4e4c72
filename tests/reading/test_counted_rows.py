"""Tables typed or copied with single blanks: rows are read where the amounts of each can be counted against the titles."""

from __future__ import annotations

import pytest

from docstruct import structure

CODED = """某县妇联2023年度部门决算
支出决算表 单位：万元
科目编码 科目名称 本年支出合计 基本支出 项目支出
合计 356.20 256.20 100.00
201 一般公共服务支出 326.20 226.20 100.00
2012901 行政运行 226.20 226.20 0.00
221 住房保障支出 30.00 30.00 0.00
第三部分 情况说明
三、支出决算情况说明
本年支出合计{}万元。
"""


def test_rows_with_an_amount_below_every_title() -> None:
    document = structure(CODED.format("356.20"))
    (table,) = document.tables
    assert (table.kind, table.title, table.unit) == ("tables.expenditure", "支出决算表", "万元")
    assert [(row.code, row.name) for row in table.rows] == [
        (None, "合计"),
        ("201", "一般公共服务支出"),
        ("2012901", "行政运行"),
        ("221", "住房保障支出"),
    ]
    fact = next(one for one in document.facts if one.text == "326.20")
    assert (fact.component, fact.measure, fact.amount) == ("expenditure", "actual", "3262000")
    assert document.text[fact.start : fact.end] == "326.20"
    assert document.findings == ()


def test_prose_is_held_to_such_a_table() -> None:
    findings = structure(CODED.format("365.20")).findings
    assert [one.kind for one in findings] == ["table_text_mismatch"]


def test_names_alone_before_the_amounts() -> None:
    document = structure(
        "甲县档案馆2023年度部门决算\n财政拨款“三公”经费支出决算表\n单位：万元\n项目 预算数 决算数\n合计 9.00 7.42\n"
        "1.因公出国（境）费 0.00 0.00\n2.公务接待费 3.00 2.92\n"
    )
    assert [(one.component, one.measure) for one in document.facts[-2:]] == [
        ("three_public.reception", "budget"),
        ("three_public.reception", "actual"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("30.00 30.00 0.00", "30.00 30.00"),  # an empty cell: which one?
        ("30.00 30.00 0.00", "30.00 30.00 0.00 1.00"),
        ("科目编码 科目名称", "科目名称"),
        ("基本支出 项目支出", "基本支出 项目 支出"),
        ("221 住房保障支出 30.00", "221 住房保障支出 30.00 其他支出 30.00"),
        ("221 住房保障支出", "221"),
        ("本年支出合计 基本", "本年支出合计\n基本"),
    ],
)
def test_nothing_is_read_where_a_row_does_not_fit(old: str, new: str) -> None:
    document = structure(CODED.format("356.20").replace(old, new))
    assert document.facts == ()
    assert [one.kind for one in document.repairs.entries] == ["table_text"]
