"""Markers without their closing sign, and decimal numbering."""

from __future__ import annotations

import pytest

from tests.outlining.reading import outlined, tree


def test_a_list_of_known_titles_closes_its_markers() -> None:
    text = (
        "第一部分 单位概况\n一 部门职责\n负责青少年活动。\n二 机构设置\n内设3个科室。\n"
        "第二部分 2022年度部门决算情况说明\n一 收入支出决算总体情况说明\n2022年度收入总计10.00万元。\n二 收入决算情况说明\n收入10.00万元。\n"
        "三 一般性支出情况说明\n会议费1.00万元。"
    )
    assert tree(text) == [
        "第一部分单位概况",
        "  一部门职责",
        "  二机构设置",
        "第二部分2022年度部门决算情况说明",
        "  一收入支出决算总体情况说明",
        "  二收入决算情况说明",
        "  三一般性支出情况说明",
    ]


def test_one_sign_lost_among_others() -> None:
    text = "一、部门职责\n负责林业工作。\n二机构设置\n内设3个股室。\n三、人员情况\n在职12人。"

    assert tree(text) == ["一、部门职责", "二机构设置", "三、人员情况"]


def test_a_colon_closes_a_marker_too() -> None:
    assert tree("一：部门职责\n负责林业工作。\n二：机构设置\n内设3个股室。") == [
        "一：部门职责",
        "二：机构设置",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一般公共预算财政拨款支出情况\n三公经费支出情况", id="words that begin with a numeral"),
        pytest.param("二 机构设置\n内设3个股室。", id="no list"),
        pytest.param("1 办公费\n2 印刷费\n3 差旅费", id="rows of a table"),
        pytest.param("一 般公共服务支出 10.00\n二 外交支出 0.00", id="rows with amounts"),
    ],
)
def test_a_numeral_alone_is_no_marker(text: str) -> None:
    assert [section.marker for section in outlined(text).sections if section.marker] == []


def test_words_that_begin_with_a_numeral_are_no_marker_among_them() -> None:
    """一般公共预算 stands among 一 部门职责 and 二 机构设置 and counts nothing."""
    text = "一 部门职责\n负责教育。\n一般公共预算收入情况\n二 机构设置\n内设三科。\n"

    assert tree(text) == ["一部门职责", "二机构设置"]


def test_decimal_numbering_nests_below_its_first_number() -> None:
    text = (
        "1 部门概况\n1.1 主要职能\n负责全县住房保障工作。\n1.2 机构设置\n内设3个科室。\n"
        "2 部门决算情况说明\n2.1 收入支出决算总体情况说明\n2023年度收、支总计10.00万元。\n2.2 收入决算情况说明\n"
        "2.2.1 财政拨款收入\n2023年度财政拨款收入10.00万元。\n2.2.2 其他收入\n2023年度其他收入0.00万元。\n3 名词解释\n"
    )
    assert tree(text) == [
        "1部门概况",
        "  1.1主要职能",
        "  1.2机构设置",
        "2部门决算情况说明",
        "  2.1收入支出决算总体情况说明",
        "  2.2收入决算情况说明",
        "    2.2.1财政拨款收入",
        "    2.2.2其他收入",
        "3名词解释",
    ]
    assert outlined(text).findings == ()
