"""Years and measures: of the title, the column, the row; and none where a table does not say which."""

from __future__ import annotations

import pytest

from tests.facts.reading import facts, tables_of


def _periods(text: str, document_type: str = "budget") -> dict[str, tuple[str | None, int | None]]:
    stated = facts(text, "budget" if document_type == "budget" else "final_accounts")
    return {text: (fact.measure, fact.year) for text, fact in stated.items()}


def test_the_budget_of_the_year_before_is_not_of_the_year_of_the_title() -> None:
    stated = _periods(
        "2023年“三公”经费预算情况表\n单位：万元\n项目\t上年预算数\t本年预算数\t增减额\n公务接待费\t8\t7\t-1\n"
    )
    assert stated == {"8": ("prior_budget", 2022), "7": ("budget", 2023), "-1": ("change", 2023)}


ROWS = "“三公”经费{title}\n单位：万元\n年度\t合计\t公务接待费\n2021年\t12.1\t3.1\n2022年\t11.2\t4.2\n2023年\t10.3\t5.3\n"


def test_rows_of_years_date_their_amounts() -> None:
    accounts = _periods(ROWS.format(title="支出决算对比表"), "final_accounts")
    assert [accounts[text] for text in ("3.1", "4.2", "5.3")] == [
        ("prior", 2021),
        ("prior", 2022),
        ("actual", 2023),
    ]
    budgets = _periods(ROWS.format(title="预算对比表"))
    assert [budgets[text][1] for text in ("3.1", "4.2", "5.3")] == [2021, 2022, 2023]


def test_an_earlier_year_of_a_budget_may_be_its_budget_or_what_was_spent() -> None:
    stated = _periods(ROWS.format(title="情况表"))
    assert [stated[text] for text in ("3.1", "4.2", "5.3")] == [(None, 2021), (None, 2022), ("budget", 2023)]
    columns = _periods("“三公”经费情况表\n单位：万元\n项目\t上年数\t本年数\n公务接待费\t8\t7\n")
    assert columns["8"] == (None, 2022)
    accounts = _periods(
        "“三公”经费情况表\n单位：万元\n项目\t上年数\t本年数\n公务接待费\t8\t7\n", "final_accounts"
    )
    assert accounts["8"] == ("prior", 2022)


def test_a_lone_row_of_another_year_is_not_believed() -> None:
    stated = _periods("“三公”经费预算表\n单位：万元\n年度\t合计\t公务接待费\n2022年\t11.2\t4.2\n")
    assert stated["4.2"] == ("budget", 2023)


def test_a_title_that_compares_does_not_make_amounts_changes() -> None:
    stated = _periods("“三公”经费增减变化情况表\n单位：万元\n项目\t2023年预算数\t增减\n公务接待费\t8\t-1\n")
    assert stated == {"8": ("budget", 2023), "-1": ("change", 2023)}
    open_ = _periods("“三公”经费对比表\n单位：万元\n项目\t金额\n公务接待费\t8\n")
    assert open_["8"][0] != "change"


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("增减（%）", "change_rate"),
        ("比上年增减（%）", "change_rate"),
        ("比上年增减%", "change_rate"),
        ("完成年初预算（%）", "completion_rate"),
        ("占比（%）", "share"),
        ("增减（万元）", "change"),
    ],
)
def test_the_unit_of_a_title_tells_a_change_from_its_rate(title: str, measure: str) -> None:
    stated = facts(
        f"一般公共预算支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\t{title}\n214\t交通运输支出\t52\t8.33\n"
    )
    fact = stated["8.33"]
    assert (fact.measure, fact.amount) == (measure, "83300" if measure == "change" else None)


def test_a_cell_printed_with_percent_is_no_amount() -> None:
    stated = facts(
        "支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\t增减\n214\t交通运输支出\t52%\t8.33%\n"
    )
    assert (stated["8.33%"].measure, stated["8.33%"].unit) == ("change_rate", "%")
    assert (stated["52%"].measure, stated["52%"].amount) == (None, None)


@pytest.mark.parametrize("label", ["部门代码", "单位编号", "预算单位编码", "备注说明"])
def test_a_column_of_codes_holds_no_amounts(label: str) -> None:
    stated = facts(
        f"收入总表\n单位：万元\n{label}\t部门名称\t合计\t财政拨款收入\n101001\t某市档案馆\t9\t8\n", "budget"
    )
    assert sorted(stated) == ["8", "9"]


def test_a_fund_is_not_claimed_of_a_column_nobody_understands() -> None:
    stated = facts(
        "收入总表\n单位：万元\n部门名称\t合计\t财政拨款收入\t疏浚类\n某市档案馆\t9\t8\t1\n", "budget"
    )
    assert (stated["1"].component, stated["1"].fund, stated["1"].amount) == (None, None, "10000")
    assert stated["8"].fund == "appropriation"


def test_what_is_spent_on_projects_stays_that_of_projects() -> None:
    stated = facts(
        "项目支出决算明细表\n单位：万元\n序号\t项目名称\t年初预算\t支出决算\n1\t公路养护\t12\t13\n合计\t\t14\t15\n"
    )
    assert {fact.component for fact in stated.values()} == {"expenditure.project"}
    total = stated["15"].subject
    assert total is not None
    assert total.text == "合计"


def test_a_measure_is_no_name() -> None:
    stated = facts("项目支出表\n单位：万元\n序号\t年初预算\t支出决算\n1\t12\t13\n2\t14\t15\n")
    assert {fact.subject.text for fact in stated.values() if fact.subject} <= {"1", "2"}


def test_accounts_of_three_public_expenses_are_no_table_of_expenditure() -> None:
    kinds = {title: tables_of(f"{title}\n单位：万元\n合计\t金额\n1.2\t2.3\n").tables[0].kind for title in (
        "公开07表“三公”经费支出决算表", "政府采购支出预算表", "机关运行经费支出预算表", "支出预算表"
    )}  # fmt: skip
    assert list(kinds.values()) == ["tables.three_public", "tables.procurement", None, "tables.expenditure"]
