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
