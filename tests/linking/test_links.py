"""Documents beside each other: a contradiction is found, its nearest neighbour is passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure
from docstruct.linking import Link, link

if TYPE_CHECKING:
    from docstruct.document import Document


def three_public(kind: str, year: int, rows: str, organization: str = "临江县档案局") -> Document:
    """A document with a table of the three public expenses, in 万元."""
    return structure(
        f"{organization}{year}年度部门{kind}\n第一部分 表格\n一、一般公共预算财政拨款“三公”经费支出{kind}表\n单位：万元\n{rows}\n"
    )


ACCOUNTS = "项目\t预算数\t决算数\n合计\t{0}\t3.00\n因公出国（境）费\t0.00\t0.00\n公务接待费\t{0}\t3.00"
BUDGET = "项目\t预算数\n合计\t{0}\n因公出国（境）费\t0.00\n公务接待费\t{0}"


def items(year: int, budget: str, actual: str, organization: str = "临江县档案局") -> Document:
    """Final accounts that state an item of the general budget in prose."""
    return structure(
        f"{organization}{year}年度部门决算\n第三部分 决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
        f"1.一般公共服务支出（类）档案事务（款）行政运行（项）。年初预算为{budget}万元，支出决算为{actual}万元。\n"
    )


def budget_items(year: int, amount: str, organization: str = "临江县档案局") -> Document:
    """A budget with the table of the general budget."""
    return structure(
        f"{organization}{year}年度部门预算\n第二部分 预算表\n一、一般公共预算支出预算表\n单位：元\n"
        f"科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t{amount}\t{amount}\t0.00\n"
        f"201\t一般公共服务支出\t{amount}\t{amount}\t0.00\n20126\t档案事务\t{amount}\t{amount}\t0.00\n"
        f"2012601\t行政运行\t{amount}\t{amount}\t0.00\n"
    )


def kinds(*documents: Document) -> list[tuple[str, str | None]]:
    return sorted({(one.kind, one.subject) for one in link(documents)}, key=str)


def test_the_budget_in_the_accounts_is_held_against_the_budget() -> None:
    (found,) = link([items(2022, "50.00", "48.00"), budget_items(2022, "520000.00")])

    assert (found.kind, found.severity, found.subject) == ("budget_restated", "warning", "行政运行")
    assert found.message == "“行政运行”：2022年决算所列预算数50.00万元，与2022年当年预算520000.00元不一致。"
    assert (found.first.text, found.first.amount, found.first.document_type) == (
        "50.00万元",
        "500000",
        "final_accounts",
    )
    assert (found.second.text, found.second.fiscal_year, found.second.document_type) == (
        "520000.00元",
        2022,
        "budget",
    )


@pytest.mark.parametrize(
    ("accounts", "budget"),
    [
        (items(2022, "52.00", "48.00"), budget_items(2022, "520000.00")),  # equal
        (items(2022, "52.00", "48.00"), budget_items(2022, "520031.00")),  # equal as far as 万元 are printed
        (items(2022, "50.00", "48.00"), budget_items(2021, "520000.00")),  # the budget of another year
        (
            items(2022, "50.00", "48.00"),
            budget_items(2022, "520000.00", "临江县档案馆"),
        ),  # another organization
        (items(2022, "约50", "48.00"), budget_items(2022, "520000.00")),  # about
    ],
)
def test_silent_neighbours(accounts: Document, budget: Document) -> None:
    assert [found for found in link([accounts, budget]) if found.severity == "warning"] == []


def test_the_three_public_expenses_of_accounts_and_budget() -> None:
    accounts = three_public("决算", 2022, ACCOUNTS.format("4.00"))
    found = kinds(accounts, three_public("决算", 2021, ACCOUNTS.format("4.00")))
    assert found == []

    prior = "项目\t2021年决算数\t2022年预算数\n合计\t3.50\t4.00\n公务接待费\t3.50\t4.00"
    links = kinds(three_public("预算", 2022, prior), three_public("决算", 2021, ACCOUNTS.format("4.00")))
    assert ("prior_restated", "公务接待费") in links

    agreeing = prior.replace("3.50", "3.00")
    assert (
        kinds(three_public("预算", 2022, agreeing), three_public("决算", 2021, ACCOUNTS.format("4.00"))) == []
    )


def test_a_gap_of_a_year_says_nothing() -> None:
    assert list(link([budget_items(2023, "520000.00"), budget_items(2025, "610000.00")])) == []


def test_two_documents_of_one_year_are_said_and_not_compared() -> None:
    first, second = budget_items(2022, "520000.00"), budget_items(2022, "530000.00")
    links = list(link([items(2022, "50.00", "48.00"), first, second]))

    assert [(found.kind, found.severity) for found in links] == [("same_year_twice", "info")]
    assert {links[0].first.document, links[0].second.document} == {first.source.sha256, second.source.sha256}


def test_a_renaming_is_said_and_not_joined() -> None:
    links = list(
        link(
            [
                items(2021, "50.00", "48.00", "临江县社会医疗保险局"),
                budget_items(2022, "520000.00", "临江县医疗保险局"),
            ]
        )
    )

    assert [(found.kind, found.severity) for found in links] == [("renamed", "info")]
    assert "临江县社会医疗保险局" in links[0].message
    unlike = [
        items(2021, "50.00", "48.00", "临江县水利局"),
        budget_items(2022, "520000.00", "临江县医疗保险局"),
    ]
    assert list(link(unlike)) == []


def test_the_order_of_documents_does_not_matter() -> None:
    documents = [items(2022, "50.00", "48.00"), budget_items(2022, "520000.00"), items(2021, "9.00", "8.00")]

    def said(links: list[Link]) -> list[tuple[str, str]]:
        return [(one.id, one.message) for one in links]

    assert said(list(link(documents))) == said(list(link(reversed(documents))))


def test_a_table_of_units_is_held_against_the_unit() -> None:
    department = three_public(
        "预算",
        2022,
        "单位名称\t合计\t因公出国（境）费\t公务接待费\n合计\t9.00\t0.00\t9.00\n临江县教育局\t5.00\t0.00\t5.00\n临江县第一中学\t4.00\t0.00\t4.00",
        "临江县教育局",
    )
    unit = three_public("预算", 2022, BUDGET.format("4.50"), "临江县第一中学")
    links = [one for one in link([department, unit]) if one.severity == "warning"]

    assert {(one.kind, one.organization, one.first.text, one.second.text) for one in links} == {
        ("unit_restated", "临江县第一中学", "4.00万元", "4.50万元")
    }
    agreeing = three_public("预算", 2022, BUDGET.format("4.00"), "临江县第一中学")
    assert list(link([department, agreeing])) == []
