"""Markdown, and what converters leave of it: marks are no text, and what only looks like a mark is."""

from __future__ import annotations

import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_text
from tests.reading.shown import rows, shown


def lines(text: str) -> list[str]:
    return shown(read_text(text, reader="markdown"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 一、收入 ##", "一、收入"),
        ("##一、收入", "一、收入"),
        ("- 一、部门职责", "一、部门职责"),
        ("* 机构", "机构"),
        ("> 引用", "引用"),
        ("#### **第四部分 名词解释**", "第四部分 名词解释"),
        ("（一）**内设机构设置。**本单位", "（一）内设机构设置。本单位"),
        ("**一、****收入**", "一、收入"),
        ("***一、收入***", "一、收入"),
        (r"增长 5\% 1\. 收入\_", "增长 5% 1. 收入_"),
        ("$34.5\\%$ 和 $100$", "34.5% 和 100"),
        ("<p>收入</p>", "收入"),
        ("H<sub>2</sub>O <span style='x'>水</span>", "H2O 水"),
        ("收入&nbsp;&lt;1&gt;&#12288;", "收入\xa0<1>\u3000"),
        ("见[附件](http://a.b/c.pdf)![图](x.png)", "见附件"),
        ("<!-- 第3页 -->收入", "收入"),
    ],
)
def test_marks_are_no_text(text: str, expected: str) -> None:
    assert lines(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "<=30 万元",
        "电话138****1234，139****5678",
        "- 5 -",
        "1. 收入",
        "-3.5",
        "2*3=6",
        "A&B &无;",
        "#",
        "[2021] 5号 (一)",
        ">=5%",
        "US$5和$6",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert lines(text) == [text] or text == "#"


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "```", "```markdown", "====", "_____"])
def test_lines_that_are_marks_are_none(rule: str) -> None:
    assert lines(f"收入\n\n{rule}\n支出") == ["收入", "支出"]


def test_headings_and_bold_are_noted() -> None:
    source = read_text("# 目 录\n\n**一、收入**\n\n合计 **1** 万元，其中基本支出\n\n标题\n===\n")
    noted = [(line.heading, line.bold) for line in source.lines if line.end > line.start]
    assert noted == [(1, False), (None, True), (None, False), (1, False)]


def test_a_line_break_tag_ends_a_line_outside_tables() -> None:
    assert lines("第一行<br>第二行<br/>") == ["第一行", "第二行"]
    source = read_text("**2022年度<br>部门决算**")
    assert [(text, line.bold) for text, line in zip(shown(source), source.lines, strict=True)] == [
        ("2022年度", True),
        ("部门决算", True),
    ]


def test_tables_with_pipes() -> None:
    source = read_text("| 科目 | 金额 | |\n|:--|--:|--|\n| **合计** | 1.00 | a\\|b |\n|  | 2<br>3 | |\n")
    assert rows(source) == [["科目", "金额", ""], ["合计", "1.00", "a|b"], ["", "23", ""]]
    assert [line.table for line in source.lines] == [0, 0, 0]


def test_tables_without_outer_pipes() -> None:
    assert rows(read_text("# x\n科目 | 金额\n---|---\n合计 | 1\n")) == [["科目", "金额"], ["合计", "1"]]


def test_html_tables_are_laid_on_a_grid() -> None:
    source = read_text(
        "# 决算\n\n<table><tr><td rowspan=2>项目</td><td colspan='2'>决算数</td></tr>"
        "<tr> <td>基本\n支出</td><td>项目支出</td></tr>\n<tr><td>合计<td>1<td>2</table>\n\n完"
    )
    assert rows(source) == [["项目", "决算数", ""], ["", "基本 支出", "项目支出"], ["合计", "1", "2"]]
    assert shown(source)[-1] == "完"


def test_two_tables_are_two() -> None:
    source = read_text(
        "<table><tr><td>a</td><td>b</td></tr></table><table><tr><td>c</td><td>d</td></tr></table>\n**x**"
    )
    assert [line.table for line in source.lines if line.end > line.start] == [0, 1, None]


def test_a_table_of_too_many_cells_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_text("# x\n<table>" + "<tr><td colspan=1000 rowspan=60000>x" * 3000 + "</table>")
    assert caught.value.code == "too_large"


def test_marks_stand_inside_lines_and_are_no_longer_than_what_they_stand_for() -> None:
    source = read_text(
        "- **a** &nbsp;\n| x | y |\n|---|---|\n<table><tr><td colspan=900>x</td></tr></table>\n"
    )
    for mark in source.markup:
        assert len(mark.stands_for) <= mark.end - mark.start
        assert any(line.start <= mark.start < mark.end <= line.end for line in source.lines)
