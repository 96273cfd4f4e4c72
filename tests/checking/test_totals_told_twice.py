"""Totals that prose and tables give more than once, and the ones that may rightly differ."""

from __future__ import annotations

import pytest

from docstruct import structure

TOLD = "某医院2023年度单位决算\n一、收入支出决算总体情况\n2023年度收入总计560.30万元{carried}，支出总计560.30万元。{more}\n{number}\n{total}\n"
REVENUE = "二、收入决算情况"


def restated(
    number: str, total: str, carried: str = "", more: str = ""
) -> list[tuple[str | None, str | None]]:
    document = structure(TOLD.format(number=number, total=total, carried=carried, more=more))
    return [(one.stated, one.computed) for one in document.findings if one.kind == "restatement_mismatch"]


@pytest.mark.parametrize(
    ("number", "total"),
    [
        (REVENUE, "2023年度收入总计506.30万元，其中医疗收入占绝大部分。"),
        ("三、支出决算情况", "2023年度支出总计506.30万元。"),
    ],
)
def test_a_total_told_in_two_sections(number: str, total: str) -> None:
    assert restated(number, total) == [("506.30", "560.30")]
    assert restated(number, total.replace("506.30", "560.30")) == []
    assert restated(number, total, carried="（含年初结转54.00万元）") == []
    assert restated(number, total, more="年末结转54.00万元。") == []


def test_the_total_of_a_part_of_the_organization() -> None:
    assert restated(REVENUE, "院本级收入总计506.30万元。") == []
    assert restated(REVENUE, "收入总计560.30万元，其中本级收入总计506.30万元。") == []


PANELS = """某县妇联2023年度部门决算
第二部分 决算表
收入支出决算总表
单位：万元
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t356.20\t一、一般公共服务支出\t350.20
本年收入合计\t356.20\t本年支出合计\t350.20
年初结转和结余\t10.00\t年末结转和结余\t16.00
总计\t366.20\t总计\t366.20
第三部分 决算情况说明
一、收入支出决算总体情况说明
2023年度收入总计{revenue}万元，支出总计{expenditure}万元。
"""


@pytest.mark.parametrize(
    ("revenue", "expenditure", "found"),
    [
        ("366.20", "366.20", []),
        ("356.20", "350.20", []),  # without what was carried over
        ("363.20", "366.20", ["363.20"]),
        ("366.20", "356.20", ["356.20"]),  # that is the revenue of the year
    ],
)
def test_totals_of_panels_without_a_header(revenue: str, expenditure: str, found: list[str]) -> None:
    document = structure(PANELS.format(revenue=revenue, expenditure=expenditure))
    assert [one.stated for one in document.findings if one.kind == "table_text_mismatch"] == found


FUNDS = """某区残联2025年部门预算
一、收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t{first}\t一、社会保障和就业支出\t316.00
二、{other}\t16.00\t\t
收入总计\t316.00\t支出总计\t316.00
二、财政拨款收支总表
单位：元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款\t{second}\t一、社会保障和就业支出\t{second}
收入总计\t{second}\t支出总计\t{second}
"""


@pytest.mark.parametrize(
    ("second", "other", "found"),
    [
        ("3,000,000.00", "其他收入", []),
        ("3,100,000.00", "其他收入", ["3100000.00"]),
        ("3,160,000.00", "上年结转", []),
    ],
)
def test_a_fund_of_the_first_table_and_of_the_fourth(second: str, other: str, found: list[str]) -> None:
    document = structure(FUNDS.format(first="300.00", second=second, other=other))
    assert [one.stated for one in document.findings if one.kind == "table_mismatch"] == found


@pytest.mark.parametrize(
    ("again", "found"),
    [
        ("机关运行经费支出86.40万元，主要用于办公费。", [("86.40", "68.40")]),
        ("机关运行经费支出68.40万元，主要用于办公费。", []),
        ("局本级机关运行经费支出60.40万元，主要用于办公费。", []),
    ],
)
def test_operating_costs_told_again_elsewhere(again: str, found: list[tuple[str, str]]) -> None:
    text = f"某区司法局2023年度部门决算\n一、机关运行经费支出说明\n2023年度机关运行经费支出68.40万元。\n二、其他说明\n{again}\n"
    findings = structure(text).findings
    assert [(one.stated, one.computed) for one in findings if one.kind == "restatement_mismatch"] == found


WORKBOOK = """某县林业局2023年度部门决算
一、财政拨款“三公”经费支出决算表
单位：万元
项目\t预算数\t决算数
公务接待费\t3\t{}
二、“三公”经费支出决算情况说明
公务接待费支出{}万元。
"""


@pytest.mark.parametrize(
    ("cell", "prose", "found"),
    [("2.92", "2.29", 1), ("2.92", "2.92", 0), ("2.92", "3.00", 0), ("2.92", "2.9", 0)],
)
def test_a_cell_that_lost_its_zeros(cell: str, prose: str, found: int) -> None:
    """A workbook shows 3.00 as 3: it is not the amount that 2.29 may be meant for."""
    findings = structure(WORKBOOK.format(cell, prose)).findings
    assert len([one for one in findings if one.kind == "table_text_mismatch"]) == found
