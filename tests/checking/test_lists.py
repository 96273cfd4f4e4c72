"""Lists, parts, shares and reasons: one value differs, or nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Finding

LIST = """第一部分 2022年度部门决算表
一、支出决算表
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
207\t文化旅游体育与传媒支出\t50.00\t50.00\t
20702\t文物\t50.00\t50.00\t
2070204\t文物保护\t30.00\t30.00\t
2070205\t博物馆\t20.00\t20.00\t
221\t住房保障支出\t10.00\t10.00\t
22102\t住房改革支出\t10.00\t10.00\t
2210201\t住房公积金\t10.00\t10.00\t
合计\t\t60.00\t60.00\t
第二部分 2022年度部门决算情况说明
五、一般公共预算财政拨款支出决算情况说明
（三）一般公共预算财政拨款支出决算具体情况
一般公共预算财政拨款支出决算为{total}万元。其中：
1.文化旅游体育与传媒支出（类）文物（款）文物保护（项）。支出决算为{first}万元。
2.文化旅游体育与传媒支出（类）文物（款）博物馆（项）。支出决算为20.00万元。
3.住房保障支出（类）住房改革支出（款）{third}（项）。支出决算为10.00万元。
"""


def of_kind(text: str, kind: str, document_type: str = "final_accounts") -> list[Finding]:
    assert document_type in ("final_accounts", "budget")
    document = structure(
        text, fiscal_year=2022, document_type="budget" if document_type == "budget" else "final_accounts"
    )
    return [finding for finding in document.findings if finding.kind == kind]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param({}, [], id="adds up"),
        pytest.param({"total": "60.01"}, [], id="but for rounding"),
        pytest.param({"total": "66.00"}, [("66.00", "60.00")], id="complete, and less than the total"),
        pytest.param({"first": "33.00"}, [("60.00", "63.00")], id="more than the total"),
        pytest.param(
            {"third": "提租补贴", "total": "66.00"}, [], id="not the items of a table: may be incomplete"
        ),
        pytest.param(
            {"third": "提租补贴", "first": "33.00"}, [("60.00", "63.00")], id="too much all the same"
        ),
        pytest.param({"first": "约33.00"}, [], id="an estimate"),
    ],
)
def test_items_and_the_total_they_make(values: dict[str, str], found: list[tuple[str, str]]) -> None:
    text = LIST.format(**{"total": "60.00", "first": "30.00", "third": "住房公积金"} | values)

    findings = of_kind(text, "list_sum_mismatch")
    assert [(finding.stated, finding.computed) for finding in findings] == found
    assert all(len(finding.places) == 4 for finding in findings)


SHARES = "本年支出合计100.00万元，其中：基本支出60.00万元，占{}%；项目支出40.00万元，占{}%。"


def test_two_swapped_shares_are_one_finding() -> None:
    (finding,) = of_kind(SHARES.format(40, 60), "share_mismatch")

    assert (finding.stated, finding.computed) == ("40", "60")
    assert "写反" in finding.message
    assert len(finding.places) == 5


@pytest.mark.parametrize(("basic", "project", "found"), [(60, 40, 0), (60, 44, 1), (55, 45, 0)])
def test_shares_that_are_not_swapped(basic: int, project: int, found: int) -> None:
    """Neither share of the last pair fits: what the whole is, is not certain, and nothing is said."""
    findings = of_kind(SHARES.format(basic, project), "share_mismatch")

    assert len(findings) == found
    assert all("写反" not in finding.message for finding in findings)


THREE_PUBLIC = """七、“三公”经费财政拨款支出决算情况说明
“三公”经费支出10.00万元，比上年减少{whole}万元。
1.因公出国（境）费0.00万元，比上年{abroad}。
2.公务用车购置及运行维护费8.00万元，比上年减少{vehicles}万元。其中：公务用车购置费0.00万元；公务用车运行维护费8.00万元，比上年减少2.00万元。
3.公务接待费2.00万元，比上年减少1.00万元。
"""


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param({}, [], id="adds up"),
        pytest.param({"whole": "3.01"}, [], id="but for rounding"),
        pytest.param({"whole": "3.50"}, [("3.50", "3.00")], id="all parts stated"),
        pytest.param(
            {"whole": "3.50", "abroad": "持平"}, [("3.50", "3.00")], id="a part that stays as it was"
        ),
        pytest.param({"whole": "3.50", "abroad": "略有减少"}, [], id="a part without a number"),
    ],
)
def test_changes_of_parts_and_of_their_whole(values: dict[str, str], found: list[tuple[str, str]]) -> None:
    text = THREE_PUBLIC.format(**{"whole": "3.00", "abroad": "减少0.00万元", "vehicles": "2.00"} | values)

    findings = of_kind(text, "change_sum_mismatch")
    assert [(finding.stated, finding.computed) for finding in findings] == found


ONLY_PART = """七、“三公”经费财政拨款支出决算情况说明
“三公”经费支出8.00万元，比上年减少2.00万元。
1.公务用车购置及运行维护费8.00万元，比上年减少{}万元。其中：公务用车购置费0.00万元；公务用车运行维护费8.00万元，比上年减少2.00万元。
"""


@pytest.mark.parametrize(("vehicles", "found"), [("0.00", 1), ("2.00", 0)])
def test_a_part_that_does_not_change_between_a_whole_and_an_only_part_that_do(
    vehicles: str, found: int
) -> None:
    findings = of_kind(ONLY_PART.format(vehicles), "change_sum_mismatch")

    assert len(findings) == found
    assert all(finding.stated == "0.00" and len(finding.places) == 3 for finding in findings)


REASONS = """（三）一般公共预算财政拨款支出决算具体情况
1.文化旅游体育与传媒支出（类）文物（款）文物保护（项）。年初预算为30.00万元，支出决算为33.00万元，决算数大于预算数的主要原因是增加修缮。
2.文化旅游体育与传媒支出（类）文物（款）博物馆（项）。年初预算为20.00万元，支出决算为22.00万元，决算数大于预算数的主要原因是增加展览。
3.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为10.00万元，支出决算为{}万元{}。
"""


@pytest.mark.parametrize(
    ("actual", "reason", "found"),
    [
        ("12.00", "", 1),
        ("10.00", "", 0),
        ("12.00", "，主要原因是人员增加", 0),
    ],
)
def test_a_difference_without_a_reason_among_those_with_one(actual: str, reason: str, found: int) -> None:
    findings = of_kind(REASONS.format(actual, reason), "reason_missing")

    assert [finding.severity for finding in findings] == ["info"] * found


def test_where_no_neighbour_gives_a_reason_none_is_missing() -> None:
    text = REASONS.format("12.00", "").replace("，决算数大于预算数的主要原因是增加修缮", "")

    assert of_kind(text, "reason_missing") == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("公务接待费与上年持平，主要原因是。", "placeholder", ["主要原因是"]),
        ("公务接待费与上年持平，主要原因是业务未变。", "placeholder", []),
        ("经费增加（减少）的主要原因是业务量增加。", "template_left", ["增加（减少）"]),
        ("经费增加的主要原因是业务量增加（减少浪费除外）。", "template_left", []),
        ("年末车辆XX辆，设备XX台。\n年末房屋XX平方米。", "placeholder", ["XX"]),
    ],
)
def test_what_a_template_left(text: str, kind: str, found: list[str]) -> None:
    assert [finding.stated for finding in of_kind(text, kind)] == found


def test_places_of_one_section_are_one_finding() -> None:
    (finding,) = of_kind("年末车辆XX辆，设备XX台。\n年末房屋XX平方米。", "placeholder")

    assert [place.start for place in finding.places] == [4, 19]
    assert "共2处" in finding.message


def test_a_difference_of_no_account_needs_no_reason() -> None:
    item = (
        "{}.农林水支出（类）水利（款）{}（项）。年初预算为{}万元，支出决算为{}万元，完成年初预算的{}%。{}\n"
    )
    reason = "决算数大于预算数的主要原因是人员增加。"
    head = "某县水利局2023年度部门决算\n第三部分 情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
    given = "".join(
        item.format(number, name, "100.00", "120.00", "120", reason)
        for number, name in enumerate(("行政运行", "一般行政管理事务", "水利行业业务管理"), 1)
    )
    for spent, rate, missing in (("20.01", "100", 0), ("20.00", "100", 0), ("21.00", "105", 1)):
        document = structure(head + given + item.format(4, "防汛", "20.00", spent, rate, ""))
        assert [one.kind for one in document.findings] == ["reason_missing"] * missing
