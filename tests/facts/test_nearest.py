"""Whole small tables cell by cell: what one word in a title or in the name of a row changes of its amounts."""

from __future__ import annotations

import pytest

from tests.facts.reading import facts, meaning, tables_of

THREE_PUBLIC = """“三公”经费支出表
单位：万元
项目\t2023年预算数\t2022年预算数\t增减（%）
合计\t9.00\t8.00\t12.5
1.因公出国（境）费\t0.00\t0.01\t
2.公务接待费\t3.00\t2.00\t50
3.公务用车购置及运行费\t6.00\t5.99\t0.2%
其他\t1.11\t1.12\t1.13
"""
PARTS = {
    "9.00": ("three_public", "budget", 2023, "万元", "90000"),
    "8.00": ("three_public", "prior_budget", 2022, "万元", "80000"),
    "12.5": ("three_public", "change_rate", 2023, "%", None),
    "0.00": ("three_public.abroad", "budget", 2023, "万元", "0"),
    "0.01": ("three_public.abroad", "prior_budget", 2022, "万元", "100"),
    "3.00": ("three_public.reception", "budget", 2023, "万元", "30000"),
    "2.00": ("three_public.reception", "prior_budget", 2022, "万元", "20000"),
    "50": ("three_public.reception", "change_rate", 2023, "%", None),
    "6.00": ("three_public.vehicles", "budget", 2023, "万元", "60000"),
    "5.99": ("three_public.vehicles", "prior_budget", 2022, "万元", "59900"),
    "0.2%": ("three_public.vehicles", "change_rate", 2023, "%", None),
    "1.11": (None, None, 2023, None, None),  # costs of what, or a count?
    "1.12": (None, None, 2022, None, None),
    "1.13": (None, None, 2023, None, None),
}


def test_three_public_by_row_in_two_years() -> None:
    stated = facts(THREE_PUBLIC, "budget")
    assert {
        text: (one.component, one.measure, one.year, one.unit, one.amount) for text, one in stated.items()
    } == PARTS


LINKED = """某局2023年度部门决算
一、“三公”经费情况说明
{}支出决算为3.00万元。
二、财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款\t40.00\t一、一般公共服务支出\t41.00
本年收入合计\t40.01\t本年支出合计\t41.01
年初财政拨款结转和结余\t10.00\t年末财政拨款结转和结余\t9.00
总计\t50.00\t总计\t50.01
三、“三公”经费支出决算表
单位：万元
合计\t因公出国（境）费\t公务用车购置及运行维护费\t公务接待费
3.02\t0.00\t0.02\t3.03
"""


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("公务接待费", ["3.03"]),
        ("因公出国（境）费", ["0.00"]),
        ("“三公”经费", ["3.02"]),
        ("财政拨款收入、支出总计", ["50.00", "50.01"]),
        ("会议费", []),
    ],
)
def test_a_statement_knows_the_cells_of_its_item(name: str, cells: list[str]) -> None:
    document = tables_of(LINKED.format(name))
    by_id = {fact.id: fact.text for fact in document.facts}
    assert [[by_id[fact] for fact in record.facts] for record in document.records] == [cells]


def test_a_panel_of_revenue_and_one_of_expenditure_of_the_appropriation() -> None:
    stated = facts(LINKED.format("会议费"))
    assert {text: (one.component, one.fund, one.moment) for text, one in stated.items()} == {
        "40.00": ("revenue.appropriation", "general_budget", None),
        "40.01": ("revenue", "appropriation", None),
        "10.00": ("balance", "appropriation", "opening"),
        "50.00": ("revenue.total", "appropriation", None),
        "41.00": ("expenditure", "appropriation", None),
        "41.01": ("expenditure", "appropriation", None),
        "9.00": ("balance", "appropriation", "closing"),
        "50.01": ("expenditure.total", "appropriation", None),
        "3.02": ("three_public", "appropriation", None),
        "0.00": ("three_public.abroad", "appropriation", None),
        "0.02": ("three_public.vehicles", "appropriation", None),
        "3.03": ("three_public.reception", "appropriation", None),
    }


def test_a_year_over_some_columns_is_theirs_alone() -> None:
    stated = facts(
        """一般公共预算支出表
单位：万元
科目编码\t科目名称\t2022年执行数\t2023年预算数\t\t
\t\t\t小计\t基本支出\t项目支出
201\t一般公共服务支出\t11.0\t12.0\t7.0\t5.0
2012601\t行政运行\t11.2\t12.2\t7.2\t5.2
合计\t\t11.3\t12.3\t7.3\t5.3
""",
        "budget",
    )
    assert meaning(stated["11.2"]) == ("行政运行", "expenditure", "prior", "general_budget", 2022)
    assert meaning(stated["12.2"]) == ("行政运行", "expenditure", "budget", "general_budget", 2023)
    assert meaning(stated["7.2"]) == ("行政运行", "expenditure.basic", "budget", "general_budget", 2023)
    assert meaning(stated["5.3"]) == ("合计", "expenditure.project", "budget", "general_budget", 2023)
    assert [
        (stated[text].level, stated[text].row, stated[text].column) for text in ("12.0", "12.2", "12.3")
    ] == [
        (1, 1, 4),
        (3, 2, 4),
        (None, 3, 4),
    ]


@pytest.mark.parametrize(
    ("title", "header", "components"),
    [
        (
            "支出预算表",
            "合计\t基本支出\t项目支出",
            ["expenditure", "expenditure.basic", "expenditure.project"],
        ),
        ("支出预算表", "合计\t基本支出\t基本支出", ["expenditure", None, None]),  # one of the two was misread
        ("支出预算表", "合计\t甲类\t乙类", [None, None, None]),  # half the header is not understood
        ("支出预算表", "合计\t甲类\t项目支出", ["expenditure", None, "expenditure.project"]),
        ("支出表", "甲类\t乙类\t丙类", [None, None, None]),
    ],
)
def test_a_header_that_may_be_misread(title: str, header: str, components: list[str | None]) -> None:
    stated = facts(
        f"{title}\n单位：万元\n科目编码\t科目名称\t{header}\n201\t一般公共服务支出\t12.0\t7.0\t5.0\n",
        "budget",
    )
    assert [stated[text].component for text in ("12.0", "7.0", "5.0")] == components
    assert [stated[text].amount for text in ("12.0", "7.0", "5.0")] == ["120000", "70000", "50000"]
