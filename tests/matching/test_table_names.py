"""Names in tables that are not those of the codes beside them."""

from __future__ import annotations

import pytest

from docstruct import structure

TABLE = """支出决算表
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t176.70\t176.70\t0.00
210\t卫生健康支出\t176.70\t176.70\t0.00
21015\t医疗保障管理事务\t176.70\t176.70\t0.00
2101550\t{}\t176.70\t176.70\t0.00
"""


@pytest.mark.parametrize("name", ["事业支出", "事业运"])
def test_a_name_that_is_not_the_codes_is_a_finding(name: str) -> None:
    document = structure(TABLE.format(name), fiscal_year=2020, document_type="final_accounts")

    (finding,) = [finding for finding in document.findings if finding.kind == "code_name_mismatch"]
    assert (finding.stated, finding.computed) == (name, "事业运行")


@pytest.mark.parametrize("name", ["事业运行", "事业 运行", "事業運行"])
def test_another_writing_of_the_name_is_none(name: str) -> None:
    document = structure(TABLE.format(name), fiscal_year=2020, document_type="final_accounts")

    assert [finding.message for finding in document.findings] == []


OUTDATED = """支出决算表
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t176.70\t176.70\t0.00
{}\t176.70\t176.70\t0.00
"""


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("210\t医疗卫生与计划生育支出", "“医疗卫生与计划生育支出”是科目210在2018年及以前的名称，2022年为“卫生健康支出”"),
        ("2200111\t地质灾害防治", "科目2200111（地质灾害防治）2018年后停用，现为2240601（地质灾害防治）"),
    ],
)  # fmt: skip
def test_a_name_given_up_before_the_year_is_worth_knowing(row: str, says: str) -> None:
    document = structure(OUTDATED.format(row), fiscal_year=2022, document_type="final_accounts")

    (finding,) = [finding for finding in document.findings if finding.kind == "outdated_name"]
    assert finding.severity == "info"
    assert says in finding.message


@pytest.mark.parametrize(
    ("row", "year"),
    [
        ("210\t医疗卫生与计划生育支出", 2018),
        ("210\t卫生健康支出", 2022),
        ("210\t卫生健康", 2022),
        ("2130804\t创业担保贷款贴息", 2022),
    ],
)
def test_a_name_of_its_year_or_of_no_known_end_is_not(row: str, year: int) -> None:
    document = structure(OUTDATED.format(row), fiscal_year=year, document_type="final_accounts")

    assert [finding.kind for finding in document.findings if finding.kind == "outdated_name"] == []
