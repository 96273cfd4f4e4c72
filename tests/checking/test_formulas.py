"""Columns of tables that are computed from others."""

from __future__ import annotations

import pytest

from docstruct import structure
from docstruct.document import DocumentType  # noqa: TC001


def found(table: str, document_type: DocumentType = "final_accounts") -> list[tuple[str | None, str | None]]:
    document = structure(f"甲县水利局2024年\n{table}", fiscal_year=2024, document_type=document_type)
    return [(one.stated, one.computed) for one in document.findings if one.kind == "table_formula_mismatch"]


TWO_YEARS = """一般公共预算支出表
单位：万元
科目编码\t科目名称\t2023年预算数\t2024年预算数\t增减额\t增减%
2130301\t行政运行\t500.00\t540.00\t{change}\t8.00
2130305\t水利工程建设\t300.00\t380.00\t80.00\t{rate}
2130314\t防汛\t100.00\t{now}\t-20.00\t-20.00
2130333\t信息管理\t0.00\t0.00\t0.00\t0.00
"""


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, []),
        ({"rate": "25.67"}, [("25.67", "26.67")]),
        ({"rate": "26.66"}, []),  # cut off
        ({"change": "50.00"}, [("50.00", "40.00")]),
        ({"change": "50.00", "rate": "25.67"}, [("50.00", "40.00"), ("25.67", "26.67")]),
        ({"now": "120.00"}, []),  # the sign of a change is not looked at
    ],
)
def test_changes_of_two_years(values: dict[str, str], wrong: list[tuple[str, str]]) -> None:
    table = TWO_YEARS.format(**{"change": "40.00", "rate": "26.67", "now": "80.00"} | values)
    assert found(table, "budget") == wrong


EXECUTION = """项目支出执行情况表
单位：万元
项目名称\t年初预算数\t全年预算数\t执行数\t执行率（%）
防汛抢险\t100.00\t120.00\t108.00\t{}
河道清淤\t80.00\t80.00\t76.00\t95.00
水土保持\t60.00\t50.00\t40.00\t{}
农村饮水\t40.00\t40.00\t40.00\t100.00
"""


@pytest.mark.parametrize(
    ("rates", "wrong"),
    [
        (("90.00", "80.00"), []),  # of 全年预算数
        (("108.00", "66.67"), []),  # of 年初预算数
        (("90.00", "86.00"), [("86.00", "80.00")]),
        (("70.00", "60.00"), []),  # as many rows that do not fit as rows that do: of something else
    ],
)
def test_the_budget_most_rows_agree_with(rates: tuple[str, str], wrong: list[tuple[str, str]]) -> None:
    assert found(EXECUTION.format(*rates)) == wrong


def test_a_rate_stored_as_a_fraction() -> None:
    table = EXECUTION.format("0.90", "0.80").replace("95.00", "0.95").replace("40.00\t100.00", "40.00\t1.00")
    assert found(table.replace("执行率（%）", "执行率")) == []


def test_a_finding_says_what_the_cell_is_made_of() -> None:
    document = structure(
        f"甲县水利局2024年度部门决算\n{EXECUTION.format('90.00', '86.00')}", document_type="final_accounts"
    )
    (finding,) = [one for one in document.findings if one.kind == "table_formula_mismatch"]
    assert finding.message.endswith("写为86.00%，按40.00万元和50.00万元计算应为80.00%。")
    assert [(place.value, place.unit) for place in finding.places] == [
        ("86.00", "%"),
        ("40.00", "万元"),
        ("50.00", "万元"),
    ]


def test_a_cell_that_breaks_a_sum_is_one_finding() -> None:
    table = TWO_YEARS.format(change="50.00", rate="26.67", now="80.00").replace(
        "2130301", "21303\t水利\t900.00\t1,000.00\t100.00\t11.11\n2130301"
    )
    document = structure(f"甲县水利局2024年部门预算\n{table}", document_type="budget")
    (found,) = [one for one in document.findings if one.severity == "error"]
    assert (found.kind, found.stated, found.computed) == ("table_formula_mismatch", "50.00", "40.00")
    assert "改后" in found.message
