"""Forms of projects, notes under empty tables, names beside codes: one value differs, or nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Finding

FORM = """项目支出绩效目标表
项目名称\t\t{name}
项目资金（万元）\t年度资金总额\t{total}
\t其中：财政拨款\t{part}
\t其他资金\t0.00
绩效指标\t一级指标\t指标值
\t产出指标\t1次
"""
LIST = """十、项目支出表
单位：万元
类型\t项目名称\t项目单位\t合计
专项\t河道清淤\t某局\t30.00
专项\t档案修复\t某局\t20.00
合计\t\t\t50.00

"""


def of_kind(text: str, kind: str) -> list[Finding]:
    document = structure(text, fiscal_year=2024, document_type="budget")
    return [finding for finding in document.findings if finding.kind == kind]


def form(name: str, total: str, part: str | None = None) -> str:
    return FORM.format(name=name, total=total, part=part or total) + "\n"


@pytest.mark.parametrize(("part", "found"), [("30.00", []), ("28.00", []), ("33.00", ["33.00"])])
def test_a_source_is_no_larger_than_all_sources(part: str, found: list[str]) -> None:
    findings = of_kind(form("河道清淤", "30.00", part), "form_mismatch")

    assert [finding.stated for finding in findings] == found


@pytest.mark.parametrize(
    ("totals", "kind", "found"),
    [
        (("30.00", "20.00"), "project_mismatch", 0),
        (("35.00", "20.00"), "project_mismatch", 1),
        (("300000.00", "200000.00"), "project_mismatch", 0),
        (("300000.00", "200000.00"), "table_unit_suspect", 1),
        (("30.00", "20.00"), "table_unit_suspect", 0),
    ],
)
def test_forms_against_the_list_of_projects(totals: tuple[str, str], kind: str, found: int) -> None:
    text = LIST + form("河道清淤", totals[0]) + form("档案修复", totals[1])

    assert len(of_kind(text, kind)) == found


def test_a_unit_that_slipped_in_every_form_is_one_finding() -> None:
    (finding,) = of_kind(
        LIST + form("河道清淤", "300000.00") + form("档案修复", "200000.00"), "table_unit_suspect"
    )

    assert [place.value for place in finding.places] == ["300000.00", "30.00", "200000.00", "20.00"]
    assert "共2个项目" in finding.message


PROSE = "四、绩效目标设置情况\n编报绩效目标的项目{}个，涉及项目预算资金{}万元。\n\n"


@pytest.mark.parametrize(
    ("count", "amount", "found"),
    [("2", "50.00", []), ("2", "55.00", ["55.00"]), ("3", "55.00", []), ("2", "50", [])],
)
def test_prose_against_the_sum_of_the_forms(count: str, amount: str, found: list[str]) -> None:
    text = PROSE.format(count, amount) + form("河道清淤", "30.00") + form("档案修复", "20.00")

    assert [finding.stated for finding in of_kind(text, "forms_total_mismatch")] == found


FUND = """八、{fund}预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
{row}合计\t\t{amount}\t\t{amount}
{note}
"""
NOTE = "注：本部门2024年无{}预算财政拨款安排的预算，故本表为空表。"


@pytest.mark.parametrize(
    ("fund", "named", "amount", "found"),
    [
        pytest.param("政府性基金", "政府性基金", "", 0, id="empty, and said"),
        pytest.param("政府性基金", "政府性基金", "0.00", 0, id="nothing but zeros"),
        pytest.param("政府性基金", "政府性基金", "12.00", 1, id="not empty"),
        pytest.param("国有资本经营", "政府性基金", "", 1, id="of another fund"),
        pytest.param("国有资本经营", "国有资本经营", "", 0, id="of its own"),
    ],
)
def test_the_note_under_an_empty_table(fund: str, named: str, amount: str, found: int) -> None:
    row = f"229\t其他支出\t{amount}\t\t{amount}\n" if amount else ""
    text = FUND.format(fund=fund, row=row, amount=amount, note=NOTE.format(named))

    assert len(of_kind(text, "empty_note_mismatch")) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("政府性基金拨款支出预算为0。", 0),
        ("政府性基金拨款支出预算0万元，与上年持平。", 0),
        ("本单位2024年没有使用政府性基金预算安排的支出。", 0),
        ("政府性基金拨款支出预算为3.00万元。", 1),
        ("政府性基金是指依法征收的资金，用途与一般公共预算不同。", 1),
        ("本部门收入预算为0。", 1),
    ],
)
def test_what_explains_an_empty_table_anywhere(sentence: str, found: int) -> None:
    text = f"2024年部门预算编制说明\n{sentence}\n\n" + FUND.format(
        fund="政府性基金", row="", amount="", note=""
    )

    assert len(of_kind(text, "empty_table_unexplained")) == found


ITEMS = """三、一般公共预算基本支出表
单位：元
经济分类科目编码\t科目名称\t合计\t人员经费\t公用经费
302\t商品和服务支出\t4,000\t\t4,000
30201\t办公费\t1,000\t\t1,000
30202\t{}\t1,000\t\t1,000
30203\t{}\t1,000\t\t1,000
30204\t{}\t1,000\t\t1,000
合计\t\t4,000\t\t4,000
"""


@pytest.mark.parametrize(
    ("names", "places"),
    [
        (("印刷费", "咨询费", "手续费"), []),
        (("咨询费", "咨询费", "手续费"), [1]),
        (("咨询费", "水费", "手续费"), [1, 1]),
        (("咨询费", "水费", "电费"), [3]),
    ],
)
def test_a_table_numbered_by_itself_is_one_finding(names: tuple[str, str, str], places: list[int]) -> None:
    findings = of_kind(ITEMS.format(*names), "code_name_mismatch")

    assert [len(finding.places) for finding in findings] == places
