"""The sheet 三公: what a document says of each of the three public expenses, of itself and not of a unit it lists."""

from __future__ import annotations

import pytest

from docstruct import structure
from docstruct.writing.sheets.three_public import items_of

UNITS = """某县农业局2023年度部门决算

公开07表
“三公”经费支出决算表
单位：万元
单位名称\t预算数\t\t决算数\t
\t合计\t公务接待费\t合计\t公务接待费
{rows}
"""
OFFICE, STATION = "某县种子站\t5.40\t2.00\t5.10\t1.90", "某县畜牧站\t3.70\t1.60\t3.90\t1.80"
TOTAL = "合计\t9.10\t3.60\t9.00\t3.70"


def _reception(*rows: str) -> tuple[str | None, str | None]:
    item = items_of(structure(UNITS.format(rows="\n".join(rows)))).get("three_public.reception")
    return (item.budget, item.amount("actual")) if item is not None else (None, None)


@pytest.mark.parametrize("rows", [(TOTAL, OFFICE, STATION), (OFFICE, STATION, TOTAL)])
def test_the_total_of_the_units_is_the_document_s_wherever_it_stands(rows: tuple[str, ...]) -> None:
    assert _reception(*rows) == ("36000", "37000")


def test_a_unit_is_not_taken_for_the_whole() -> None:
    assert _reception(OFFICE, STATION) == (None, None)


def test_a_table_of_one_unit_is_that_unit_s() -> None:
    assert _reception(OFFICE) == ("20000", "19000")


def test_money_carried_over_is_not_the_budget() -> None:
    document = structure(
        """“三公”经费支出表
单位：万元
公务接待费\t\t
当年预算\t上年结转\t小计
1.20\t0.30\t1.50
""",
        fiscal_year=2023,
        document_type="budget",
    )
    assert items_of(document)["three_public.reception"].budget == "15000"
