"""What was carried over, came in, was spent and is left: 年初结转 + 本年收入 − 本年支出 = 年末结转."""

from __future__ import annotations

import pytest

from docstruct import structure

OVERALL = "某局2023年度部门决算\n一、收入支出决算总体情况\n{}\n"
FUNDS = """某局2023年度部门决算
政府性基金预算财政拨款收入支出决算表
单位：万元
项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余
科目编码\t科目名称\t\t\t小计\t基本支出\t项目支出\t
合计\t\t50.00\t400.00\t430.00\t\t430.00\t{total}
208\t社会保障和就业支出\t50.00\t400.00\t430.00\t\t430.00\t{total}
20822\t大中型水库移民后期扶持基金支出\t50.00\t400.00\t430.00\t\t430.00\t{total}
2082201\t移民补助\t30.00\t300.00\t310.00\t\t310.00\t20.00
2082202\t基础设施建设和经济发展\t20.00\t100.00\t120.00\t\t120.00\t{last}
"""


def told(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.stated, one.computed) for one in structure(text).findings if one.kind == "balance_mismatch"]


@pytest.mark.parametrize(
    "sentence",
    [
        "年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，年末结转和结余{}万元。",
        "本年收入合计1,420.30万元，使用非财政拨款结余6.40万元，年初结转和结余80.00万元；本年支出合计1,380.00万元，"
        "结余分配8.60万元，年末结转和结余{}万元。",
        "上年结转86.40万元。本年收入1,420.30万元。本年支出1,388.60万元。结转下年{}万元。",
        "政府性基金预算财政拨款年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，其中：基本支出0万元，"
        "项目支出1,388.60万元，年末结转和结余{}万元。",
    ],
)
def test_what_is_left(sentence: str) -> None:
    assert told(OVERALL.format(sentence.format("118.10"))) == []
    assert told(OVERALL.format(sentence.format("108.10"))) == [("108.10", "118.10")]


@pytest.mark.parametrize(
    "sentence",
    [
        # Adjusted, taken back, given to a fund; of other money; told of elsewhere.
        "年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，提取专用基金10.00万元，年末结转和结余108.10万元。",
        "本年收入1,420.30万元，本年支出1,388.60万元，年初财政拨款结转和结余86.40万元，年末财政拨款结转和结余8.10万元。",
        "年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，收回存量资金后年末结转和结余108.10万元。",
        "财政拨款年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，财政拨款年末结转和结余8.10万元。",
        "年初结转和结余86.40万元，本年收入1,420.30万元，本年支出1,388.60万元，年末结转和结余108.10万元。\n"
        "二、其他\n结余分配10.00万元。",
        "年初结转和结余86.40万元，本年收入约1,420万元，本年支出1,388.60万元，年末结转和结余108.10万元。",
        "年初结转和结余86.40万元，本年收入1,420.30万元，年末结转和结余108.10万元。",
    ],
)
def test_what_is_not_certain_to_be_left(sentence: str) -> None:
    assert told(OVERALL.format(sentence)) == []


def test_a_revenue_that_holds_what_was_carried_over() -> None:
    sums = "上年结转126万元、本年财政拨款1,850万元、其他收入24万元，收入合计{}万元；本年支出1,936万元，结转下年64万元。"
    assert told(OVERALL.format(sums.format("2,000"))) == []
    assert told(OVERALL.format(sums.format("1,874"))) == []
    assert told(OVERALL.format(sums.format("2,010"))) == [("64", "200.00")]
    apart = "上年结转126万元，收入合计2,000万元；本年支出1,936万元，结转下年64万元。"
    assert told(OVERALL.format(apart)) == [("64", "190.00")]


def test_rows_of_a_table() -> None:
    assert told(FUNDS.format(total="20.00", last="0.00")) == []
    (found,) = structure(FUNDS.format(total="20.00", last="10.00")).findings
    assert (found.kind, found.stated, found.computed) == ("balance_mismatch", "10.00", "0.00")
    assert "“本年支出/小计”120.00万元" in found.message
    assert "改后“20822 大中型水库移民后期扶持基金支出”的“年末结转和结余”也相符" in found.message


TOTAL = """某局2023年度部门决算
一、收入支出决算总体情况说明
2023年度收入、支出决算总计{total}万元。其中：
（一）收入决算总计{total}万元。包括：
1.本年收入决算合计100.00万元。与上年相比，增加5.00万元。
2.使用非财政拨款结余0万元。与上年决算数相同。
3.年初结转和结余{opening}万元。
（二）支出决算总计{total}万元。包括：
1.本年支出决算合计110.00万元。
2.结余分配0万元。
3.年末结转和结余{closing}万元。
"""


@pytest.mark.parametrize(
    ("total", "opening", "closing", "found"),
    [
        ("120.00", "20.00", "10.00", []),
        ("120.00", "12.00", "10.00", [("120.00", "112.00")]),
        ("120.00", "20.00", "1.00", [("120.00", "111.00")]),
        ("约120", "12.00", "10.00", []),
    ],
)
def test_a_total_and_what_it_is_made_of_in_sections_below(
    total: str, opening: str, closing: str, found: list[tuple[str, str]]
) -> None:
    assert told(TOTAL.format(total=total, opening=opening, closing=closing)) == found


def test_a_list_with_other_things_in_it_makes_no_total() -> None:
    text = TOTAL.format(total="120.00", opening="12.00", closing="10.00")
    assert told(text.replace("2.使用非财政拨款结余0万元", "2.财政拨款收入80.00万元")) == []
    assert told(text.replace("3.年初结转和结余", "3.财政拨款年初结转和结余")) == []
    assert told(text.replace("2.使用非财政拨款结余0万元。与上年决算数相同。\n", "")) == []
    assert told(text.replace("12.00万元", "12.00万元，系调整后数")) == []
