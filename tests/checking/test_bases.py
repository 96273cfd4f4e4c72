"""Two budgets in one year, two subjects in one sentence, differences with and without their reason."""

from __future__ import annotations

import pytest

from tests.checking.test_neighbours import Found, found

BUDGETS = "会议费年初预算为5.00万元，全年预算为6.00万元，支出决算为3.00万元，{}。"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("比年初预算减少2.00万元，下降40%", []),
        ("比年初预算减少3.00万元，下降40%", [("change_mismatch", "3.00", "2.00万元")]),
        ("比全年预算减少3.00万元，下降50%", []),
        ("比全年预算减少2.00万元，下降50%", [("change_mismatch", "2.00", "3.00万元")]),
        ("比年初预算减少2.00万元，下降40%；比全年预算减少3.00万元，下降50%", []),
        ("完成年初预算的60%", []),
        ("完成全年预算的50%", []),
        ("完成年初预算的50%", [("completion_rate_mismatch", "50", "60.00")]),
    ],
)
def test_each_budget_is_compared_with_what_is_said_of_it(told: str, expected: Found) -> None:
    assert found(BUDGETS.format(told)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议费支出3.00万元，培训费支出4.00万元，比上年3.00万元增加1.00万元，增长33.3%。", []),
        (
            "会议费支出3.00万元，培训费支出4.00万元，比上年2.00万元增加1.00万元，增长33.3%。",
            [("change_mismatch", "1.00", "2.00万元"), ("change_rate_mismatch", "33.3", "50.00")],
        ),
        ("培训费支出4.00万元，增加1.00万元，增长33.3%；会议费上年支出2.00万元。", []),
        ("公务接待费支出45.41万元。上年执行数为11.67万元，本年安排45.41万元，增加289.12%。", []),
        (
            "公务接待费支出45.41万元。上年执行数为11.67万元，本年安排45.41万元，增加314.82%。",
            [("change_rate_mismatch", "314.82", "289.12")],
        ),
    ],
)
def test_each_subject_is_compared_with_itself(text: str, expected: Found) -> None:
    assert found(text) == expected


ITEMS = (
    "（三）一般公共预算财政拨款支出决算具体情况\n"
    "1.文化旅游体育与传媒支出（类）文物（款）文物保护（项）。支出决算为33.00万元，比上年增加3.00万元，主要原因是增加修缮。\n"
    "2.文化旅游体育与传媒支出（类）文物（款）博物馆（项）。支出决算为22.00万元，比上年增加2.00万元，主要原因是增加展览。\n"
    "3.住房保障支出（类）住房改革支出（款）住房公积金（项）。支出决算为12.00万元，{}。\n"
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("比上年增加2.00万元", 1),
        ("比上年减少2.00万元", 1),
        ("比上年增加2.00万元，主要原因是人员增加", 0),
        ("比上年增加0.00万元", 0),
        ("与上年持平", 0),
    ],
)
def test_a_change_since_last_year_has_its_reason_where_the_others_have(told: str, expected: int) -> None:
    assert found(ITEMS.format(told)) == [("reason_missing", None, None)] * expected
