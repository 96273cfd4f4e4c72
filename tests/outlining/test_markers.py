"""The numbering grammar: what is a marker and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.outlining.markers import read_marker
from docstruct.outlining.numerals import value
from tests.outlining.reading import lexicons

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("line", "kind", "marker", "number", "title"),
    [
        ("第一部分 部门概况", "part", "第一部分", 1, "部门概况"),
        ("第 二 部 分", None, None, None, None),
        ("第一部分：某局概况", "part", "第一部分", 1, "某局概况"),
        ("第2部分　名词解释", "part", "第2部分", 2, "名词解释"),
        ("第三章 决算说明", "chapter", "第三章", 3, "决算说明"),
        ("第十二条 本办法", "article", "第十二条", 12, "本办法"),
        ("一、部门职责", "chinese", "一、", 1, "部门职责"),
        ("二十 三、其他", "chinese", "二十三、", 23, "其他"),
        ("十.其他", "chinese", "十.", 10, "其他"),
        ("（一）机构设置", "chinese_bracketed", "（一）", 1, "机构设置"),
        ("(一)机构设置", "chinese_bracketed", "（一）", 1, "机构设置"),
        ("( 十二 ）职能转变", "chinese_bracketed", "（十二）", 12, "职能转变"),
        ("（三）、人员情况", "chinese_bracketed", "（三）", 3, "人员情况"),
        ("1.单位整体支出情况", "arabic", "1.", 1, "单位整体支出情况"),
        ("10、某项支出", "arabic", "10、", 10, "某项支出"),
        ("1．某项支出", "arabic", "1．", 1, "某项支出"),
        ("1.2023年度收入", "arabic", "1.", 1, "2023年度收入"),
        ("（1）资金情况", "arabic_bracketed", "（1）", 1, "资金情况"),
        ("⑵资金情况", "arabic_bracketed", "⑵", 2, "资金情况"),
        ("2）资金情况", "arabic_closed", "2）", 2, "资金情况"),
        ("①人员经费", "circled", "①", 1, "人员经费"),
        ("一是加强管理", "saying", "一是", 1, "加强管理"),
        ("附件1：自评报告", "annex", "附件1", 1, "自评报告"),
        ("附件：自评报告", "annex", "附件", None, "自评报告"),
        ("附件2-1 自评表", "annex", "附件2-1", 2, "自评表"),
        ("附件", "annex", "附件", None, ""),
        ("表一：收支总表", "table", "表一", 1, "收支总表"),
        ("1.1 主要职能", "decimal", "1.1", 1, "主要职能"),
        ("2.10人员情况", "decimal", "2.10", 10, "人员情况"),
        ("2.2.1 财政拨款收入", "decimals", "2.2.1", 1, "财政拨款收入"),
        ("一：部门职责", "chinese", "一：", 1, "部门职责"),
        ("1.5万元", None, None, None, None),
        ("2.5人", None, None, None, None),
        ("3.5倍", None, None, None, None),
        ("3.20%", None, None, None, None),
        ("2023年度", None, None, None, None),
        ("附件2023年度报告", None, None, None, None),
        ("附属单位上缴收入", None, None, None, None),
        ("表内数据", None, None, None, None),
        ("十分重要", None, None, None, None),
        ("（类）", None, None, None, None),
        ("一般公共预算", None, None, None, None),
    ],
)
def test_what_a_line_begins_with(
    line: str, kind: str | None, marker: str | None, number: int | None, title: str | None
) -> None:
    found = read_marker(line, 0, lexicons().outline.markers)

    if kind is None:
        assert found is None
        return
    assert found is not None
    assert (found.kind.id, found.text, found.number, line[found.end :]) == (kind, marker, number, title)


def chinese(number: int) -> str:
    """A number below 10,000 as written: 1234 一千二百三十四, 1005 一千零五."""
    written, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if pending and written else "") + DIGITS[digit] + name
            pending = False
        else:
            pending = True
    return written or "零"


@given(st.integers(1, 9999))
def test_every_number_written_out_is_read(number: int) -> None:
    assert value(chinese(number)) == number


@given(st.integers(10, 19))
def test_the_teens_are_written_short(number: int) -> None:
    assert value(chinese(number).removeprefix("一")) == number


@given(st.text("〇零一二三四五六七八九十百千万亿两", max_size=12))
def test_no_numeral_is_too_odd_to_refuse(text: str) -> None:
    found = value(text)

    assert found is None or found >= 0
