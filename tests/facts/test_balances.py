"""Money carried over: told from the year's own by column, and by the row above in the panels of revenue."""

from __future__ import annotations

import pytest

from tests.facts.reading import facts

BUDGET = """财政拨款收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
{rows}
"""


def _stated(rows: str) -> dict[str, tuple[str | None, str | None, str | None]]:
    return {
        text: (fact.component, fact.fund, fact.moment)
        for text, fact in facts(BUDGET.format(rows=rows), "budget").items()
    }


@pytest.mark.parametrize(
    "rows",
    [
        "一、本年收入\t80\t一、国防支出\t81\n（一）一般公共预算拨款\t70\t\t\n二、上年结转\t5\t\t\n（一）一般公共预算拨款\t4\t\t",
        "一、一般公共预算拨款\t70\t一、国防支出\t81\n二、上年结转\t5\t\t\n其中：一般公共预算拨款\t4\t\t",
        "一般公共预算拨款\t70\t国防支出\t81\n年初结转和结余\t5\t\t\n一般公共预算拨款\t4\t\t",
        "一、一般公共预算拨款\t70\t一、国防支出\t81\n二、上年结转\t5\t\t\n一般公共预算拨款\t4\t\t",
        "1.本年收入\t80\t1.国防支出\t81\n（1）一般公共预算拨款\t70\t\t\n2.上年结转结余\t5\t\t\n（1）一般公共预算拨款\t4\t\t",
    ],
)
def test_a_fund_below_a_balance_is_part_of_the_balance(rows: str) -> None:
    stated = _stated(rows)
    assert stated["70"] == ("revenue.appropriation", "general_budget", None)
    assert stated["4"] == ("balance", "general_budget", "opening")
    assert stated["5"][0] == "balance"


def test_a_fund_beside_a_balance_is_revenue() -> None:
    stated = _stated(
        "一、上年结转\t5\t一、国防支出\t81\n二、一般公共预算拨款\t70\t\t\n三、政府性基金预算拨款\t9\t\t"
    )
    assert stated["70"] == ("revenue.appropriation", "general_budget", None)
    assert stated["9"] == ("revenue.appropriation", "government_funds", None)


def test_where_nothing_tells_a_part_from_a_neighbour_nothing_is_claimed() -> None:
    stated = _stated("上年结转\t5\t国防支出\t81\n一般公共预算拨款\t70\t\t")
    assert stated["70"][0] not in ("balance", "revenue.appropriation")


@pytest.mark.parametrize(
    ("own", "carried"),
    [("本年预算", "上年结转"), ("本年拨款", "财政拨款结转结余"), ("当年安排", "上年结转资金")],
)
def test_items_below_a_header_of_carried_money_are_items(own: str, carried: str) -> None:
    stated = facts(
        f"""一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t合计\t{own}\t\t\t{carried}\t\t
\t\t\t小计\t基本支出\t项目支出\t小计\t基本支出\t项目支出
224\t灾害防治及应急管理支出\t66\t60\t40\t20\t6\t1\t5
""",
        "budget",
    )
    assert [(stated[text].component, stated[text].carried_over) for text in ("60", "20", "6", "1", "5")] == [
        ("expenditure", False),
        ("expenditure.project", False),
        ("expenditure", True),
        ("expenditure.basic", True),
        ("expenditure.project", True),
    ]


def test_a_header_of_balances_alone_holds_balances() -> None:
    stated = facts("""一般公共预算财政拨款收入支出决算表
单位：万元
项目\t\t年初结转和结余\t\t\t本年支出\t\t
科目编码\t科目名称\t合计\t基本支出结转\t项目支出结转和结余\t合计\t基本支出\t项目支出
213\t农林水支出\t10\t4\t6\t195\t148\t47
""")
    assert [stated[text].component for text in ("10", "4", "6", "195", "148")] == [
        "balance",
        "balance.basic",
        "balance.project",
        "expenditure",
        "expenditure.basic",
    ]
