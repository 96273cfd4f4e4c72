"""Totals of 收支总表: what the items of a side make, and what the grand total adds."""

from __future__ import annotations

import pytest

from docstruct import structure

RIGHT = """收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、财政拨款收入\t90.00\t一、一般公共服务支出\t70.00
二、其他收入\t10.00\t二、住房保障支出\t25.00
本年收入合计\t100.00\t本年支出合计\t95.00
年初结转和结余\t5.00\t年末结转和结余\t10.00
总计\t105.00\t总计\t105.00
"""


def messages(text: str) -> list[str]:
    document = structure(text, fiscal_year=2023, document_type="final_accounts")
    return [one.message for one in document.findings if one.kind == "table_sum_mismatch"]


def test_a_table_whose_sides_add_up() -> None:
    assert messages(RIGHT) == []


@pytest.mark.parametrize(
    ("stands", "instead", "said"),
    [
        ("二、其他收入\t10.00", "二、其他收入\t11.00", "“本年收入合计”的“决算数”写为100.00，所列各项相加为101.00"),
        ("二、住房保障支出\t25.00", "二、住房保障支出\t20.00", "“本年支出合计”的“决算数”写为95.00，所列各项相加为90.00"),
        ("年末结转和结余\t10.00", "年末结转和结余\t12.00", "“总计”的“决算数”写为105.00，所列各项相加为107.00"),
        ("年初结转和结余\t5.00", "年初结转和结余\t", "“总计”的“决算数”写为105.00，所列各项相加为100.00"),
    ],
)  # fmt: skip
def test_one_wrong_amount(stands: str, instead: str, said: str) -> None:
    assert messages(RIGHT.replace(stands, instead)) == [f"《收入支出决算总表》{said}。"]


def test_a_wrong_total_of_the_year_is_one_finding() -> None:
    assert len(messages(RIGHT.replace("本年支出合计\t95.00", "本年支出合计\t59.00"))) == 1


@pytest.mark.parametrize(
    ("stands", "instead"),
    [
        # A part of a part, and a breakdown of what was carried over.
        ("二、其他收入\t10.00", "其中：基金\t30.00\t\t\n二、其他收入\t10.00"),
        (
            "年初结转和结余\t5.00",
            "年初结转和结余\t5.00\t\t\n一、财政拨款\t5.00\t\t\n其中：项目支出结转\t5.00",
        ),
        # Rounding.
        ("二、其他收入\t10.00", "二、其他收入\t10.01"),
        # Numbers kept from the template, with an item lost or left out between them.
        ("二、住房保障支出\t25.00", "十九、住房保障支出\t20.00"),
    ],
)
def test_what_does_not_break_a_total(stands: str, instead: str) -> None:
    assert messages(RIGHT.replace(stands, instead)) == []


UNMARKED = """部门收支总表
单位：万元
收入项目\t金额\t支出项目\t金额
{rows}
收入总计\t100.00\t支出总计\t100.00
"""


def test_rows_without_markers() -> None:
    right = "财政拨款收入\t90.00\t教育支出\t60.00\n其他收入\t10.00\t住房保障支出\t40.00"
    assert messages(UNMARKED.format(rows=right)) == []
    assert messages(UNMARKED.format(rows=right.replace("60.00", "69.00"))) == [
        "《部门收支总表》“支出总计”的“金额”写为100.00，所列各项相加为109.00。"
    ]


def test_a_row_that_may_be_a_part_of_another() -> None:
    nested = "财政拨款收入\t90.00\t教育支出\t60.00\n其中一笔\t80.00\t住房保障支出\t40.00\n其他收入\t10.00\t\t"
    assert messages(UNMARKED.format(rows=nested)) == []
    nested = "财政拨款收入\t90.00\t教育支出\t60.00\n一般公共预算拨款\t70.00\t住房保障支出\t40.00\n政府性基金\t20.00\t\t\n其他收入\t11.00\t\t"
    assert messages(UNMARKED.format(rows=nested)) == []
