"""Amounts listed behind 其中 without shares: what must make their whole, and what need not."""

from __future__ import annotations

import pytest

from docstruct import structure


def found(text: str, document_type: str = "final_accounts") -> list[tuple[str, str | None, str | None]]:
    document = structure(
        f"某县文化馆2023年度\n三、收入支出情况说明\n{text}\n", fiscal_year=2023, document_type=document_type
    )
    return [(one.kind, one.stated, one.computed) for one in document.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("text", "stated", "computed"),
    [
        (
            "2023年度本年收入合计1,732.46万元。其中：财政拨款收入1,602.46万元，事业收入86.30万元，经营收入0万元，其他收入33.70万元。",
            "1732.46",
            "1722.46",
        ),
        (
            "本年支出合计150.00万元，其中：教育支出100.00万元，卫生健康支出20.00万元，住房保障支出40.00万元。",
            "150.00",
            "160.00",
        ),
        (
            "2023年支出合计1,200.00万元，其中：人员支出800.00万元、公用支出100.00万元、其他支出200.00万元。",
            "1200.00",
            "1100.00",
        ),
        (
            "全年总收入500.00万元，其中：财政拨款收入400.00万元；事业收入80.00万元；其他收入50.00万元。",
            "500.00",
            "530.00",
        ),
    ],
)
def test_a_list_that_does_not_make_its_whole(text: str, stated: str, computed: str) -> None:
    assert found(text) == [("sum_mismatch", stated, computed)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年度本年收入合计1,732.46万元。其中：财政拨款收入1,602.46万元，事业收入86.30万元，经营收入0万元，其他收入43.70万元。",
        "收入总计100.00万元，其中：财政拨款收入60.00万元，其他收入40.00万元；支出总计100.00万元。",
        "收入总计110.00万元，其中：财政拨款收入60.00万元，其他收入40.00万元。",
        "收入合计110.00万元（含上年结转10.00万元），其中：财政拨款收入60.00万元，其他收入40.00万元。",
        "本年支出合计150.00万元，其中：基本支出100.00万元，人员支出80.00万元，公用支出20.00万元，项目支出50.00万元。",
        "2023年度支出合计56,328.14万元，其中：教育支出48,120.00万元，社会保障和就业支出4,210.33万元等。",
        "本年收入合计100.00万元，其中：财政拨款收入80.00万元（一般公共预算收入70.00万元、政府性基金收入10.00万元），其他收入20.00万元。",
        "本年收入合计80.00万元，其中财政拨款收入70.00万元、其他收入10.00万元，本年支出合计80.00万元。",
        "行政运行支出100.00万元和项目支出50.00万元，其中：工资支出80.00万元，其他支出70.00万元。",
        "本年收入合计632.46万元，其中：财政拨款收入602.13万元，事业收入16.30万元，其他收入14.04万元。",
    ],
)
def test_a_list_that_makes_it_or_need_not(text: str) -> None:
    assert found(text) == []


def test_a_budget_is_held_to_its_list_too() -> None:
    text = "2023年收入预算300.00万元，其中：一般公共预算拨款收入280.00万元，事业收入20.00万元，其他收入10.00万元。"
    assert found(text, "budget") == [("sum_mismatch", "300.00", "310.00")]


@pytest.mark.parametrize("among", ["其中：", "包括", "分为", "具体为："])
def test_basic_and_project_expenditure_are_all_of_it(among: str) -> None:
    text = "某局2024年部门预算\n三、支出预算情况\n2024年支出预算500.00万元，{}基本支出300.00万元，项目支出{}万元。\n"

    def computed(amount: str, more: str = "") -> list[str | None]:
        findings = structure(text.format(among, amount) + more).findings
        return [one.computed for one in findings if one.kind == "sum_mismatch"]

    assert computed("200.00") == []
    assert computed("220.00") == ["520.00"]
    assert computed("180.00") == ["480.00"]
    assert computed("180.00", "事业单位经营支出20.00万元。\n") == []
    assert computed("180.00", "年末结转和结余20.00万元。\n") == []


def test_a_whole_listed_in_several_ways() -> None:
    """Each way makes the whole; together they are no list of it."""
    ways = "支出合计268万元：按性质分，基本支出198万元、项目支出70万元；按功能分，教育支出228万元，住房保障支出{}万元。"
    assert found(ways.format("40")) == []
    assert [kind for kind, *_ in found(ways.format("30"))] == ["sum_mismatch"]
