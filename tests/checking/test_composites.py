"""Items of the table of “三公”经费 against those they are made of."""

from __future__ import annotations

import pytest

from docstruct import structure

ROWS = """“三公”经费支出决算表
单位：万元
项目\t预算数\t决算数
合计\t20.00\t{whole}
1.因公出国（境）费\t2.00\t{abroad}
2.公务用车购置及运行维护费\t14.00\t{vehicles}
（1）公务用车购置费\t0.00\t0.00
（2）公务用车运行维护费\t14.00\t13.00
3.公务接待费\t4.00\t3.00
"""
ONE_ROW = """“三公”经费支出决算表
单位：万元
合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t购置费\t运行费\t
{whole}\t{abroad}\t{vehicles}\t0.00\t13.00\t3.00
"""


def _found(text: str) -> list[tuple[str, str | None, str | None]]:
    document = structure(text, fiscal_year=2023, document_type="final_accounts")
    return [(one.kind, one.stated, one.computed) for one in document.findings if one.severity == "error"]


@pytest.mark.parametrize("table", [ROWS, ONE_ROW])
@pytest.mark.parametrize(
    ("whole", "abroad", "vehicles", "found"),
    [
        ("17.00", "1.00", "13.00", None),
        ("19.00", "1.00", "15.00", ("15.00", "13.00")),
        ("18.00", "1.00", "13.00", ("18.00", "17.00")),
        ("17.02", "1.00", "13.00", None),  # within the rounding of four amounts
        ("15.00", "", "13.00", ("15.00", "16.00")),  # more than the whole, whatever the blank is
        ("18.00", "", "13.00", None),  # the blank may be what is missing
    ],
)
def test_an_item_is_the_sum_of_its_parts(
    table: str, whole: str, abroad: str, vehicles: str, found: tuple[str, str] | None
) -> None:
    text = table.format(whole=whole, abroad=abroad, vehicles=vehicles)
    assert [pair[1:] for pair in _found(text)] == ([found] if found else [])


def test_the_budget_is_not_what_was_spent() -> None:
    mixed = ROWS.format(whole="17.00", abroad="1.00", vehicles="13.00").replace(
        "14.00\t13.00\n（1）", "14.00\n（1）"
    )
    assert _found(mixed) == []


def test_two_organizations_are_not_added_up() -> None:
    text = """“三公”经费支出决算表
单位：万元
单位名称\t合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费
某县农业局\t5.4\t1.2\t2.0\t2.2
某县畜牧站\t3.7\t0.1\t1.6\t2.0
"""
    assert _found(text) == []
    assert [pair[1:] for pair in _found(text.replace("3.7", "4.7"))] == [("4.7", "3.70")]
