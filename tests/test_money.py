"""Units of money: one source for the prose, the outline, the facts, the codes and the checks; what is unknown is no amount."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from docstruct import structure
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.money import counting_by, in_yuan, yuan_of
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct import Document

CODED = "{caption}\n功能分类科目编码\t科目名称\t本年支出合计\n208\t社会保障和就业支出\t12.50\n"


def read(text: str) -> Document:
    return structure(text, fiscal_year=2022, document_type="final_accounts")


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [
        ("元", "1"),
        ("百元", "100"),
        ("千元", "1000"),
        ("万元", "10000"),
        ("十万元", "100000"),
        ("百万元", "1000000"),
        ("千万元", "10000000"),
        ("亿元", "100000000"),
        ("万亿元", "1000000000000"),
        ("万元人民币", "10000"),
        ("美元", None),
        ("万美元", None),
        ("万人", None),
        ("万", None),
        ("元件", None),
        ("%", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_unit_is_worth(unit: str | None, yuan: str | None) -> None:
    assert yuan_of(unit) == (None if yuan is None else Decimal(yuan))
    assert in_yuan("1.00", unit) == yuan


@pytest.mark.parametrize(
    ("said", "unit", "amount"),
    [
        ("单位：元", "元", "12.5"),
        ("单位：千元", "千元", "12500"),
        ("单位：万元", "万元", "125000"),
        ("金额单位：人民币百万元", "百万元", "12500000"),
        ("（单位：千万元）", "千万元", "125000000"),
        ("单位：亿元", "亿元", "1250000000"),
        ("单位：万元人民币", "万元", "125000"),
        ("单位：万美元", "万美元", None),
        ("单位：日元", "日元", None),
        ("单位：人", "人", None),
        ("单位：平方米", "平方米", None),
    ],
)
def test_a_table_is_in_the_unit_it_declares(said: str, unit: str, amount: str | None) -> None:
    """The prose counts in 万元: a table that declares another unit is never read in that."""
    document = read(f"一、支出情况\n本年支出3万元。\n二、支出决算表\n{CODED.format(caption=said)}")

    assert document.tables[0].unit == unit
    assert [(fact.unit, fact.amount) for fact in document.facts] == [(unit, amount)]


def test_a_table_without_a_unit_has_no_amounts_whatever_prose_counts_in() -> None:
    bare = read(f"二、支出决算表\n{CODED.format(caption='公开03表')}")
    told = read(f"一、支出情况\n本年支出3万元。\n二、支出决算表\n{CODED.format(caption='公开03表')}")

    assert [(fact.unit, fact.amount) for fact in bare.facts] == [(None, None)]
    assert [(fact.unit, fact.amount) for fact in told.facts] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("全市收入12百万元。", "百万元"),
        ("全市收入12千万元。", "千万元"),
        ("会期为3日元旦前后，支出5万元。", "万元"),
    ],
)
def test_the_unit_of_a_document_without_tables(text: str, unit: str) -> None:
    assert read(f"一、收入情况\n{text}").metadata.money_unit == unit


@pytest.mark.parametrize(("unit", "found"), [("百万元", []), ("千万元", ["table_text_mismatch"])])
def test_prose_is_compared_with_a_table_in_its_unit(unit: str, found: list[str]) -> None:
    document = read(
        "第二部分 2022年度部门决算表\n五、一般公共预算财政拨款支出决算表\n"
        f"单位：{unit}\n功能分类科目编码\t科目名称\t本年支出合计\n合计\t\t2.58\n208\t社会保障和就业支出\t2.58\n"
        "20801\t人力资源和社会保障管理事务\t2.58\n2080109\t社会保险经办机构\t2.58\n"
        "第三部分 2022年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
        "1.社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）。支出决算为258万元。\n"
    )

    assert [finding.kind for finding in document.findings if finding.kind.startswith("table")] == found


@pytest.mark.parametrize(("total", "found"), [("5.00", []), ("6.00", ["table_sum_mismatch"])])
def test_a_table_of_an_unknown_unit_still_adds_up(total: str, found: list[str]) -> None:
    document = read(
        "二、支出决算表\n单位：万美元\n功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n"
        f"合计\t\t{total}\t4.00\t1.00\n208\t社会保障和就业支出\t3.00\t3.00\t0.00\n"
        "210\t卫生健康支出\t2.00\t1.00\t1.00\n"
    )

    assert [finding.kind for finding in document.findings if finding.kind.startswith("table_s")] == found


def test_a_unit_of_a_keeper_is_one_everywhere(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues/units.tsv").write_text("text\tkind\tyuan\tsource\n圆\tmoney\t1\tmade up\n", "utf-8")
    text = f"一、支出情况\n本年支出3万圆。\n二、支出决算表\n{CODED.format(caption='单位：万圆')}"
    lexicons = Lexicons(LexiconFolder(tmp_path))

    theirs, ours = (pipeline.structure(text) for pipeline in (Pipeline(lexicons), Pipeline()))

    assert [figure.amount for figure in theirs.figures] == ["30000"]
    assert [fact.amount for fact in theirs.facts] == ["125000"]
    assert [fact.amount for fact in ours.facts] == [None]
    assert yuan_of("万圆") is None
    with counting_by(lexicons.cues.money):
        assert yuan_of("万圆") == 10_000
