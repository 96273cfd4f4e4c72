"""Every condition of a check by a sentence that meets it and one beside it that does not.

A row is a text and what is found in it: kind, what the text states, what was computed. An empty list is silence, which costs a
reader nothing; most rows are there for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import DocumentType

Found = list[tuple[str, str | None, str | None]]


def found(text: str, document_type: DocumentType = "final_accounts", year: int = 2022) -> Found:
    document = structure(text, fiscal_year=year, document_type=document_type)
    return [(finding.kind, finding.stated, finding.computed) for finding in document.findings]


MEETING = "会议费年初预算为{}万元，支出决算为{}万元，决算数{}预算数的主要原因是{}。"
RECEPTION = "公务接待费支出{}万元，{}。"


def opposed(stated: str, computed: str) -> Found:
    return [("direction_contradiction", stated, computed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MEETING.format("5.00", "3.00", "小于", "压减会议"), []),
        (MEETING.format("5.00", "5.00", "小于", "压减会议"), opposed("小于", "相等")),
        (MEETING.format("5.00", "6.00", "小于", "压减会议"), opposed("小于", "大于")),
        (MEETING.format("5.00", "6.00", "大于", "人员增加"), []),
        (MEETING.format("5.00", "5.00", "大于", "人员增加"), opposed("大于", "相等")),
        (MEETING.format("5.00", "4.00", "大于", "人员增加"), opposed("大于", "小于")),
        (MEETING.format("500.00", "501.00", "等于", "按计划执行"), []),
        (MEETING.format("500.00", "503.00", "等于", "按计划执行"), opposed("持平于", "大于")),
        (RECEPTION.format("5.00", "与上年5.00万元持平"), []),
        (RECEPTION.format("500.00", "与上年499.00万元持平"), []),
        (RECEPTION.format("5.00", "与上年4.00万元持平"), opposed("持平", "增加")),
        (RECEPTION.format("4.00", "与上年5.00万元持平"), opposed("持平", "减少")),
        (RECEPTION.format("4.00", "比上年5.00万元减少1.00万元"), []),
        (RECEPTION.format("4.00", "比上年5.00万元增加1.00万元"), opposed("增加", "减少")),
        (RECEPTION.format("6.00", "比上年5.00万元减少1.00万元"), opposed("减少", "增加")),
        (RECEPTION.format("4.00", "比上年5.00万元增加-1.00万元"), []),  # the sign says it
    ],
)
def test_larger_smaller_and_equal(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("change", "rate", "expected"),
    [
        ("减少245.32元", "下降15.34%", [("unit_suspect", "245.32元", "245.32万元")]),
        ("增加245.32元", "增长22.13%", [("unit_suspect", "245.32元", "245.32万元")]),
        ("1599.28万元减少245.32元", "下降15.34%", [("unit_suspect", "245.32元", "245.32万元")]),
        ("减少245.32元", "下降0.01%", []),  # the rate fits the change as it stands
        ("减少245.32元", "下降30%", [("change_rate_mismatch", "30", "0.00")]),  # and here it fits neither
        ("减少245.32万元", "下降15.34%", []),
    ],
)
def test_a_unit_is_suspect_where_the_rate_says_so(change: str, rate: str, expected: Found) -> None:
    assert found(f"2024年支出预算1353.96万元，比上年{change}，{rate}。", "budget", 2024) == expected


CHANGE = "公务接待费支出3.20万元，比上年2.50万元增加{}万元，增长{}%；比年初预算4.00万元减少{}万元，下降{}%。"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("0.70", "28", "0.80", "20"), []),
        (("0.80", "28", "0.80", "20"), [("change_mismatch", "0.80", "0.70万元")]),
        (
            ("0.80", "32", "0.80", "20"),
            [("change_mismatch", "0.80", "0.70万元")],
        ),  # a rate of the wrong change is right
        (("0.70", "22", "0.80", "20"), [("change_rate_mismatch", "22", "28.00")]),
        (("0.70", "28", "0.90", "20"), [("change_mismatch", "0.90", "0.80万元")]),
        (
            ("0.70", "28", "0.80", "32"),
            [("change_rate_mismatch", "32", "20.00")],
        ),  # right against last year's 2.50
    ],
)
def test_every_change_is_measured_from_its_own_base(values: tuple[str, ...], expected: Found) -> None:
    assert found(CHANGE.format(*values)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费支出3.20万元，比上年2.50万元增长28%。", []),
        ("公务接待费支出3.20万元，比上年2.50万元增长30%。", [("change_rate_mismatch", "30", "28.00")]),
        ("公务接待费支出3.20万元，比上年增加0.70万元，增长28%。", []),
        (
            "公务接待费支出3.20万元，比上年增加0.70万元，增长38%。",
            [("change_rate_mismatch", "38", "28.00")],
        ),
        ("公务接待费支出3.20万元，比上年增加0.70万元，增长0.5倍。", []),  # a multiple is no percentage
        ("会议费年初预算5万元，支出决算3万元，节约2万元，下降30%；上年支出4万元。", []),
        ("会议费支出决算3万元，比上年减少2万元，下降30%。", []),  # within the rounding of whole 万元
    ],
)
def test_a_rate_with_and_without_its_change(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("now", "moved", "expected"),
    [
        ("0", "增加1421.25万元", [("impossible_change", "1421.25万元", "0万元")]),
        ("0", "增长100%", [("impossible_change", "100%", "0万元")]),
        ("0", "增加0万元", []),
        ("0", "减少1421.25万元，下降100%", []),
        ("1421.25", "增加1421.25万元", []),
        ("1421.25", "增加1421.26万元", []),  # one of the two may be cut off, the other rounded
        ("1421.25", "增加1421.27万元", [("impossible_change", "1421.27万元", "1421.25万元")]),
        ("1421.25", "增加1430.25万元", [("impossible_change", "1430.25万元", "1421.25万元")]),
    ],
)
def test_what_was_there_before_was_not_less_than_nothing(now: str, moved: str, expected: Found) -> None:
    assert found(f"政府性基金支出{now}万元，比上年{moved}。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议费年初预算0万元，年中追加30万元，支出28.7万元。", []),  # what was added is not all spent
        ("会议费支出28.7万元，增加30万元。", [("impossible_change", "30万元", "28.7万元")]),
        ("会议费比上年增加30万元，支出28.7万元。", [("impossible_change", "30万元", "28.7万元")]),
    ],
)
def test_what_was_added_need_not_be_spent(text: str, expected: Found) -> None:
    assert found(text) == expected


PARTS = (
    "本年收入合计100.00万元，其中：财政拨款收入{}万元，占{}%；事业收入{}万元，占{}%；其他收入{}万元，占{}%。"
)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("60.00", "60", "30.00", "30", "10.00", "10"), []),
        (("60.00", "60", "30.00", "30", "10.00", "12"), [("share_mismatch", "12", "10.00")]),
        (("60.00", "30", "30.00", "60", "10.00", "10"), [("share_mismatch", "30", "60")]),  # swapped: one
        (("60.00", "60", "30.00", "30", "11.00", "11"), [("sum_mismatch", "100.00", "101.00")]),
        (("60.00", "60", "30.00", "30", "5.00", "5"), []),  # not said to be all there is
        (("60.00", "50", "30.00", "20", "10.00", "10"), []),  # too many differ: of another whole
    ],
)
def test_shares_and_the_whole_they_make(values: tuple[str, ...], expected: Found) -> None:
    assert found(PARTS.format(*values)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("授予中小企业合同金额80.00万元，占政府采购支出总额的80%。", []),
        (
            "授予中小企业合同金额80.00万元，占政府采购支出总额的70%。",
            [("share_mismatch", "70", "80.00")],
        ),
        ("授予中小企业合同金额80.00万元，占支出的70%。", []),  # nothing of that name was stated
        (
            "授予中小企业合同金额80.00万元，占政府采购支出总额的80%；其中：授予小微企业合同金额40.00万元，占授予中小企业合同金额的50%。",
            [],
        ),
        (
            "授予中小企业合同金额80.00万元，占政府采购支出总额的80%；其中：授予小微企业合同金额40.00万元，占授予中小企业合同金额的55%。",
            [("share_mismatch", "55", "50.00")],
        ),
    ],
)
def test_a_share_of_a_whole_that_is_named(text: str, expected: Found) -> None:
    assert found(f"政府采购支出总额100.00万元。{text}") == expected


@pytest.mark.parametrize(
    ("public", "expected"),
    [
        ("10.22", []),
        ("10.23", [("sum_rounding", "105.58", "105.59")]),
        ("12.23", [("sum_mismatch", "105.58", "107.59")]),
    ],
)
def test_basic_expenditure_is_for_persons_and_for_the_public(public: str, expected: Found) -> None:
    text = f"基本支出105.58万元，其中：人员经费95.36万元，公用经费{public}万元。"
    assert found(text) == expected


LISTED = (
    "某局2022年度部门决算\n六、{}\n基本支出30.00万元，其中：公用经费10.00万元，主要包括：{}。\n"
    "一般公共预算财政拨款基本支出决算表\n单位：万元\n科目编码\t科目名称\t决算数\n302\t商品和服务支出\t10.00\n"
    "30201\t办公费\t{}\n30207\t邮电费\t0.00\n30211\t差旅费\t\n"
)
BASIC = "一般公共预算财政拨款基本支出决算情况说明"


@pytest.mark.parametrize(
    ("section", "items", "spent", "expected"),
    [
        (BASIC, "办公费", "10.00", None),
        (BASIC, "办公费、邮电费", "10.00", "邮电费"),
        (BASIC, "办公费、差旅费，邮电费、水费", "10.00", "差旅费、邮电费"),  # a blank is nothing either
        (BASIC, "办公费、水费", "10.00", None),  # the table need not show every item
        (BASIC, "邮电费", "10.00", None),  # none of those listed has an amount: another table is meant
        (BASIC, "办公费、邮电费", "0.00", None),  # a table without amounts
        ("其他情况说明", "办公费、邮电费", "10.00", None),
    ],
)
def test_an_item_listed_by_name_has_an_amount(
    section: str, items: str, spent: str, expected: str | None
) -> None:
    kinds = [one for one in found(LISTED.format(section, items, spent)) if one[0] == "listed_but_empty"]
    assert kinds == ([("listed_but_empty", expected, None)] if expected else [])


PURPOSES = (
    "五、一般公共预算财政拨款支出决算情况说明\n"
    "1.卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。主要用于：{purpose}。支出决算为2.71万元。\n"
    "2.{item}。主要用于：{purpose}。支出决算为9.48万元。"
)
FUND = "住房保障支出（类）住房改革支出（款）住房公积金（项）"


@pytest.mark.parametrize(
    ("purpose", "item", "expected"),
    [
        ("单位职工保险支出", FUND, 1),
        ("职工的保险支出", FUND, 0),  # of seven characters two may be alike by chance
        ("单位职工保险支出", "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）", 0),  # of one 类
    ],
)
def test_a_purpose_copied_from_another_item(purpose: str, item: str, expected: int) -> None:
    kinds = found(PURPOSES.format(purpose=purpose, item=item))
    assert kinds == [("repeated_purpose", purpose, None)] * expected
