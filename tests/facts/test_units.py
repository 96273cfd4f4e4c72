"""The unit of a table that states none: that of the others, or the one declared; never the one prose counts in."""

from __future__ import annotations

import pytest

from tests.facts.reading import tables_of

TABLE = "{title}\n{unit}科目编码\t科目名称\t合计\n201\t一般公共服务支出\t3,100,000.00\n"


def _table(title: str, unit: str = "") -> str:
    return TABLE.format(title=title, unit=f"单位：{unit}\n" if unit else "")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (_table("支出决算表"), None),
        ("本年支出合计310万元。\n" + _table("支出决算表"), None),
        ("金额单位：元\n\n本年支出合计310万元。\n\n" + _table("支出决算表"), "元"),
        (_table("支出决算表") + _table("收入决算表", "元"), "元"),
        (_table("支出决算表") + _table("收入决算表", "万元") + _table("“三公”经费支出表", "元"), None),
        (_table("支出决算表", "千元") + _table("收入决算表", "元"), "千元"),
    ],
)
def test_the_unit_of_a_table(text: str, unit: str | None) -> None:
    document = tables_of(text)
    facts = [fact for fact in document.facts if fact.table == document.tables[0].id]
    worth = {"元": "3100000", "千元": "3100000000", None: None}
    assert [(fact.unit, fact.amount) for fact in facts] == [(unit, worth[unit])]
    assert facts[0].value == "3100000.00"


def test_an_amount_without_a_unit_contradicts_nothing() -> None:
    prose = "三、支出决算情况说明\n本年支出合计300万元。\n"
    rows = "科目编码\t科目名称\t本年支出合计\n合计\t\t3,100,000.00\n201\t一般公共服务支出\t3,100,000.00\n"
    kinds = [
        [one.kind for one in tables_of(f"{prose}支出决算表\n{unit}{rows}").findings]
        for unit in ("", "单位：元\n")
    ]
    assert kinds == [[], ["table_text_mismatch"]]
