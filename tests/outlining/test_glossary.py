"""The glossary: terms and explanations in the forms they are written in."""

from __future__ import annotations

import pytest

from tests.outlining.reading import outlined


@pytest.mark.parametrize(
    ("entry", "term", "text"),
    [
        ("一、财政拨款收入：指财政当年拨付的资金。", "财政拨款收入", "指财政当年拨付的资金。"),
        ("1.财政拨款收入: 指财政当年拨付的资金。", "财政拨款收入", "指财政当年拨付的资金。"),
        ("（一）行政运行（项）：反映行政单位的基本支出。", "行政运行（项）", "反映行政单位的基本支出。"),
        ("财政拨款收入：指财政当年拨付的资金。", "财政拨款收入", "指财政当年拨付的资金。"),
        ("2.其他收入是指上述收入以外的收入。", "其他收入", "是指上述收入以外的收入。"),
        ("其他收入，指上述收入以外的收入。", "其他收入", "指上述收入以外的收入。"),
        ("基本支出——为保障运转发生的支出。", "基本支出", "为保障运转发生的支出。"),
        ("七、“三公”经费：纳入预决算管理的经费。", "“三公”经费", "纳入预决算管理的经费。"),
        ("一、基本支出\n指为保障运转发生的支出。", "基本支出", "指为保障运转发生的支出。"),
    ],
)
def test_an_entry(entry: str, term: str, text: str) -> None:
    found = outlined(f"第四部分 名词解释\n{entry}")

    assert [(each.term, each.text) for each in found.definitions] == [(term, text)]
    assert [section.title for section in found.sections if section.type == "heading"] == ["名词解释"]


def test_a_paragraph_without_a_term_goes_on_with_the_entry() -> None:
    text = "第四部分 名词解释\n一、“三公”经费：指三项经费。\n其中公务接待费，按规定开支。\n二、基本支出：指人员支出。"
    found = outlined(text).definitions

    assert [each.term for each in found] == ["“三公”经费", "基本支出"]
    assert found[0].text == "指三项经费。\n其中公务接待费，按规定开支。"


def test_a_heading_inside_the_glossary() -> None:
    text = "第四部分 名词解释\n一、基本支出：指人员支出。\n二、项级科目说明\n（一）行政运行：反映基本支出。"
    found = outlined(text)

    assert [section.title for section in found.sections if section.type == "heading"] == [
        "名词解释",
        "项级科目说明",
    ]
    assert [each.term for each in found.definitions] == ["基本支出", "行政运行"]


def test_a_table_ends_an_explanation() -> None:
    entry = "一、名词解释\n（一）财政拨款收入：指从财政取得的资金。\n"

    (below,) = outlined(f"{entry}表\t金额\n甲\t1\n本表为说明。\n").definitions
    (goes_on,) = outlined(f"{entry}本表为说明。\n").definitions
    assert below.text == "指从财政取得的资金。"
    assert goes_on.text == "指从财政取得的资金。\n本表为说明。"


def test_a_definition_elsewhere_is_prose() -> None:
    """机关运行经费是指… inside the narrative explains a word in passing."""
    text = "一、机关运行经费支出情况\n机关运行经费支出10万元。机关运行经费是指为保障运行的资金。"

    assert outlined(text).definitions == ()
