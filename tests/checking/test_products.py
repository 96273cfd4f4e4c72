"""数量 × 单价 = 金额 in tables that list what is bought."""

from __future__ import annotations

import pytest

from docstruct import structure

TABLE = """某局2025年单位预算
政府采购预算表
单位：万元
采购项目\t规格\t{count}\t{price}\t{amount}
合计\t\t\t\t86.00
摄像机\t4K\t5\t8.00\t40.00
计算机\t台式\t20\t0.60\t12.00
无人机\t航拍\t4\t6.00\t{last}
"""


def found(text: str) -> list[tuple[str | None, str | None]]:
    findings = structure(text).findings
    return [(one.stated, one.computed) for one in findings if one.kind == "table_product_mismatch"]


@pytest.mark.parametrize(
    ("count", "price", "amount"),
    [
        ("数量", "单价", "金额"),
        ("采购数量", "预算单价", "采购预算"),
        ("计划数量（台）", "参考单价（万元）", "总价（万元）"),
    ],
)
def test_what_count_and_price_come_to(count: str, price: str, amount: str) -> None:
    titles = {"count": count, "price": price, "amount": amount}
    assert found(TABLE.format(last="24.00", **titles)) == []
    assert found(TABLE.format(last="34.00", **titles)) == [("34.00", "24.00")]


def test_prices_in_yuan_and_amounts_in_ten_thousands() -> None:
    text = TABLE.format(count="数量", price="单价（元）", amount="金额", last="24.00")
    text = (
        text.replace("\t8.00\t", "\t80,000\t")
        .replace("\t0.60\t", "\t6,000\t")
        .replace("\t6.00\t", "\t60,000\t")
    )
    assert found(text) == []
    assert found(text.replace("24.00", "2.40")) == [("2.40", "24.00")]


@pytest.mark.parametrize(
    ("stands", "instead"),
    [
        ("\t40.00", "\t44.00"),  # as many rows break the rule as keep it
        ("\t0.60\t12.00", "\t0.57\t11.33"),  # the price was rounded
        ("单价", "规格"),
    ],
)
def test_what_is_not_certain(stands: str, instead: str) -> None:
    last = "34.00" if instead == "\t44.00" else "24.00"
    text = TABLE.format(count="数量", price="单价", amount="金额", last=last)
    assert found(text.replace(stands, instead)) == []
