"""Tables of revenue and expenditure side by side: what stands on one side is told by that side's titles and names."""

from __future__ import annotations

import pytest

from tests.facts.reading import facts, meaning, tables_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("收入\t金额", "支出\t金额"),
        ("收入项目\t预算数", "支出项目（按功能分类）\t预算数"),
        ("收入项目\t行次\t金额", "支出项目\t行次\t金额"),
        ("收入来源\t2023年预算", "支出用途\t2023年预算"),
    ],
)
def test_one_line_of_titles_tells_the_sides(left: str, right: str) -> None:
    first, second = ("1\t", "2\t") if "行次" in left else ("", "")
    stated = facts(
        f"""单位收支总表
单位：万元
{left}\t{right}
一、财政拨款收入\t{first}724.6\t一、卫生健康支出\t{first}812.4
二、事业收入\t{second}200.1\t二、住房保障支出\t{second}112.3
收入总计\t{first}924.7\t支出总计\t{first}924.8
""",
        "budget",
    )
    assert meaning(stated["724.6"])[:4] == (
        "财政拨款收入", "revenue.appropriation", "budget", "appropriation"
    )  # fmt: skip
    assert meaning(stated["812.4"])[:4] == ("卫生健康支出", "expenditure", "budget", "all")
    assert stated["200.1"].component == "revenue.operations"
    assert (stated["924.7"].component, stated["924.8"].component) == ("revenue.total", "expenditure.total")


def test_two_lines_of_titles_whose_second_ones_differ() -> None:
    stated = facts("""财政拨款收支总表
单位：万元
收入\t\t支出\t\t
项目\t金额\t功能分类\t合计\t一般公共预算
一、财政拨款收入\t724.6\t卫生健康支出\t612.4\t612.5
二、上年结转\t20.0\t住房保障支出\t81.2\t81.3
合计\t744.6\t合计\t744.7\t744.8
""")
    assert meaning(stated["612.5"])[:4] == ("卫生健康支出", "expenditure", "actual", "general_budget")
    assert meaning(stated["81.2"])[:2] == ("住房保障支出", "expenditure")
    assert stated["744.7"].component == "expenditure"


def test_three_panels() -> None:
    document = tables_of("""部门收支总表
单位：万元
收入\t金额\t支出功能分类\t金额\t支出经济分类\t金额
财政拨款收入\t30.0\t教育支出\t20.0\t工资福利支出\t25.0
其他收入\t5.0\t住房保障支出\t15.0\t商品和服务支出\t10.0
收入合计\t35.0\t支出合计\t35.0\t支出合计\t35.0
""")
    assert [[row.name for row in table.rows] for table in document.tables] == [
        ["财政拨款收入", "其他收入", "收入合计"],
        ["教育支出", "住房保障支出", "支出合计"],
        ["工资福利支出", "商品和服务支出", "支出合计"],
    ]


def test_amounts_below_revenue_and_expenditure_are_columns_of_one_table() -> None:
    document = tables_of(
        "项目\t收入\t支出\t结余\n一般公共预算\t30.0\t20.0\t10.0\n政府性基金\t5.0\t4.0\t1.0\n"
    )
    assert len(document.tables) == 1
    document = tables_of("收入项目\t年初预算\t支出预算\n财政拨款\t30.0\t20.0\n事业收入\t5.0\t4.0\n")
    assert len(document.tables) == 1
