"""What a finding says and where it points: the sentence a reader is shown, and the places with the values as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure
from tests.checking.test_crossings import BUDGET, RIGHT
from tests.checking.test_projects import FUND, LIST, NOTE, form

if TYPE_CHECKING:
    from docstruct.document import Document, Finding


def budget(text: str, year: int = 2025) -> Document:
    return structure(text, fiscal_year=year, document_type="budget")


def places(finding: Finding) -> list[tuple[str | None, str | None, str | None]]:
    return [(place.label, place.value, place.unit) for place in finding.places]


THREE_PUBLIC = "2025年部门“三公”经费和机关运行经费预算表"
FUNCTION = "2025年部门一般公共预算支出功能分类预算表"
TOTALS = "2025年部门财务收支预算总表"


@pytest.mark.parametrize(
    ("values", "message", "shown"),
    [
        (
            {"item": "91.00"},
            f"“博物馆”文中写为91.00万元，《{FUNCTION}》“2070205 博物馆”的“合计”为900,000元。",
            [("博物馆", "91.00", "万元"), ("2070205/博物馆/合计", "900,000", "元")],
        ),
        (
            {"reception": "1.60"},
            f"“公务接待费”文中写为1.60万元，《{THREE_PUBLIC}》“公务接待费”的“公务接待费”为1.50万元。",
            [
                ("公务接待费", "1.60", "万元"),
                ("公务接待费/2025年“三公”经费预算数/公务接待费", "1.50", "万元"),
            ],
        ),
        (
            {"revenue": "121.00"},
            f"“收入预算”文中写为121.00万元，《{TOTALS}》“收入总计”的“预算数”为1,200,000元。",
            [
                ("收入预算", "121.00", "万元"),
                ("收入总计/本年收入/预算数", "1,200,000", "元"),
                ("合计/合计", "1,200,000", "元"),
            ],
        ),
    ],
)
def test_prose_beside_its_cell(
    values: dict[str, str], message: str, shown: list[tuple[str, str, str]]
) -> None:
    document = budget(BUDGET.format(**RIGHT | values))
    (found,) = [one for one in document.findings if one.kind == "table_text_mismatch"]

    assert found.message == message
    assert places(found) == shown
    figure, *cells = found.places
    assert (figure.fact, figure.table) == (None, None)
    assert all(document.text[place.start : place.end] == place.value for place in cells)
    assert all(place.fact in {fact.id for fact in document.facts} for place in cells)
    assert found.computed == {"91.00": "90.00", "1.60": "1.50", "121.00": "120.00"}[found.stated or ""]


@pytest.mark.parametrize("item", ["90.00", "50.00", "40.00"])
def test_any_column_of_the_row_may_be_the_one_meant(item: str) -> None:
    assert budget(BUDGET.format(**RIGHT | {"item": item})).findings == ()


def test_a_table_without_a_title_is_called_a_table() -> None:
    text = BUDGET.format(**RIGHT | {"reception": "1.60"}).replace(f"{THREE_PUBLIC}\n", "")
    (found,) = [one for one in budget(text).findings if one.kind == "table_text_mismatch"]

    assert found.message == "“公务接待费”文中写为1.60万元，《表》“公务接待费”的“公务接待费”为1.50万元。"


def test_a_sum_of_a_table_names_row_and_column() -> None:
    text = BUDGET.format(**RIGHT).replace(
        "2070205\t博物馆\t900,000\t500,000\t400,000", "2070205\t博物馆\t910,000\t510,000\t400,000"
    )
    first, second = budget(text).findings

    assert first.message == f"《{FUNCTION}》“20702 文物”的“合计”写为900,000，各下级科目相加为910000.00。"
    assert places(first) == [
        ("20702/文物/合计", "900,000", "元"),
        ("2070205/博物馆/合计", "910,000", "元"),
    ]
    assert (second.stated, second.computed) == ("500000", "510000.00")


@pytest.mark.parametrize(
    ("totals", "kind", "message"),
    [
        (("30.00", "20.00"), None, None),
        (
            ("35.00", "20.00"),
            "project_mismatch",
            "项目“河道清淤”的绩效表写为35.00万元，项目支出表中为30.00万元。",
        ),
        (
            ("0.00", "20.00"),
            "project_mismatch",
            "项目“河道清淤”的绩效表写为0.00万元，项目支出表中为30.00万元。",
        ),
        (
            ("300000.05", "20.00"),
            "project_mismatch",
            "项目“河道清淤”的绩效表写为300000.05万元，项目支出表中为30.00万元。",
        ),
        (
            ("300000.00", "20.00"),
            "table_unit_suspect",
            "项目“河道清淤”的绩效表写为300000.00万元，项目支出表中为30.00万元，单位疑有误。",
        ),
        (
            ("300000.00", "200000.00"),
            "table_unit_suspect",
            "项目“河道清淤”的绩效表写为300000.00万元，项目支出表中为30.00万元，单位疑有误（共2个项目如此）。",
        ),
    ],
)
def test_a_form_beside_the_list(totals: tuple[str, str], kind: str | None, message: str | None) -> None:
    findings = budget(LIST + form("河道清淤", totals[0]) + form("档案修复", totals[1]), 2024).findings

    assert [(one.kind, one.message) for one in findings] == ([(kind, message)] if kind else [])


def test_a_form_of_a_project_that_is_not_listed() -> None:
    assert budget(LIST + form("别的项目", "35.00") + form("档案修复", "20.00"), 2024).findings == ()


@pytest.mark.parametrize(
    ("counted", "amount", "found"),
    [
        ("2", "50.01", []),  # the amounts are as exact as they are printed
        ("2", "50.02", ["“涉及项目预算资金”文中写为50.02万元，2张项目绩效表相加为50.00万元。"]),
        ("3", "50.02", []),
        ("2", "49.98", ["“涉及项目预算资金”文中写为49.98万元，2张项目绩效表相加为50.00万元。"]),
    ],
)
def test_the_forms_of_all_projects(counted: str, amount: str, found: list[str]) -> None:
    prose = f"某局2024年部门预算\n一、项目绩效情况说明\n编报绩效目标的项目{counted}个，涉及项目预算资金{amount}万元。\n"
    text = prose + form("河道清淤", "30.00") + form("档案修复", "20.00")
    findings = [one for one in budget(text, 2024).findings if one.kind == "forms_total_mismatch"]

    assert [one.message for one in findings] == found
    for one in findings:
        assert [place.value for place in one.places] == [amount, "30.00", "20.00"]


@pytest.mark.parametrize(
    ("fund", "named", "amount", "found"),
    [
        (
            "政府性基金",
            "政府性基金",
            "12.00",
            "但《政府性基金预算支出表》“229 其他支出”的“合计”为12.00万元。",
        ),
        ("国有资本经营", "政府性基金", "", "《国有资本经营预算支出表》下的说明写的是政府性基金："),
        ("国有资本经营", "政府性基金", "12.00", "《国有资本经营预算支出表》下的说明写的是政府性基金："),
    ],
)
def test_a_note_beside_its_table(fund: str, named: str, amount: str, found: str) -> None:
    row = f"229\t其他支出\t{amount}\t\t{amount}\n" if amount else ""
    text = FUND.format(fund=fund, row=row, amount=amount, note=NOTE.format(named))
    (finding,) = [one for one in budget(text, 2024).findings if one.kind == "empty_note_mismatch"]

    assert found in finding.message
    assert finding.stated == (named if fund != named else None)
    assert len(finding.places) == (2 if fund == named else 1)


@pytest.mark.parametrize(
    ("between", "found"),
    [("", 1), ("九、其他说明\n本部门情况良好。\n", 0)],
)
def test_a_note_in_another_section_is_not_of_the_table(between: str, found: int) -> None:
    table = FUND.format(fund="政府性基金", row="229\t其他支出\t12.00\t\t12.00\n", amount="12.00", note="")
    text = table + between + NOTE.format("政府性基金")

    assert len([one for one in budget(text, 2024).findings if one.kind == "empty_note_mismatch"]) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [("本单位没有此项支出。", []), ("本单位情况良好。", ["《政府性基金预算支出表》为空表，未见说明。"])],
)
def test_the_section_of_an_empty_table_explains_it(sentence: str, found: list[str]) -> None:
    text = FUND.format(fund="政府性基金", row="", amount="", note=sentence)
    assert [one.message for one in budget(text, 2024).findings] == found
