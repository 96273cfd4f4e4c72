"""Input that would make a careless reader slow, or make it find figures where none are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extracting.conftest import Reading


N = 5_000


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("1 " * N, 0, id="numbers in a row"),
        pytest.param("1万元" * N, N, id="amounts in a row"),
        pytest.param("（1万元" * N, N, id="brackets that never close"),
        pytest.param("）1万元" * N, N, id="brackets that never opened"),
        pytest.param("“" * N + "会议费1万元", 1, id="quotations that never close"),
        pytest.param("会议费" + "预" * N + "1万元", 1, id="a phrase without end"),
        pytest.param("甲分别" * N + "1万元", 1, id="lists of one"),
        pytest.param("系" * N + "1", 0, id="cues that wait for another"),
        pytest.param("由" * N + "1万元降至2万元", 2, id="movements without end"),
        pytest.param("减少1万元，主要原因是" + "甲，一是甲；" * N, 1, id="an enumeration without end"),
        pytest.param("1" * N, 0, id="a number without end"),
        pytest.param("1 2 . " * N, 0, id="damaged points without end"),
        pytest.param("1万元至" * N, 0, id="ranges without end"),
        pytest.param("执行数（万元）1，" * (N // 2), N // 2, id="units in brackets without end"),
        pytest.param("一百" * N + "元", 0, id="numerals without end"),
        pytest.param("甲的，" * N + "1万元", 1, id="names that commas part"),
        pytest.param("经(jīng" * N + "，会议费1万元", 1, id="pinyin that is never closed"),
        pytest.param("甲（类）" * N, 0, id="levels without end"),
        pytest.param("١٢٣万元，๑๒人，१२辆，𝟏𝟐个，①万元" * 100, 0, id="digits of other scripts"),
    ],
)
def test_long_and_unbalanced(read: Reading, text: str, figures: int) -> None:
    assert len(read(text).figures) == figures


@pytest.mark.parametrize(
    "text",
    [
        "2022年12月31日14:30，电话0731-12345678，见附件2、表02、第3款。",
        "青财〔2014〕77号，GB/T 14885-2022，“7·21”，“12345”热线，2号库房，12楼。",
        "为期3个月，15个工作日，第4次，近3年，2021-2023年，1-9月。",
        "特种用车XX辆，增加（减少） 万元，完成年初预算的 %，……万元。",
        "一名退休人员，两类项目，近八成，三个方面。",
        "公开表格02中列示，共计见表3，编号20210015。",
    ],
)
def test_no_figure_is_invented(read: Reading, text: str) -> None:
    assert read(text).figures == ()
