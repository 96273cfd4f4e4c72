"""Codes that the rest of a document tells: its tables by an amount, the item or the title a name stands under."""

from __future__ import annotations

import pytest

from docstruct import structure

TABLE = """\
某市民政局2022年度部门决算
三、支出决算表
金额单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t166.00\t66.00\t100.00
208\t社会保障和就业支出\t120.00\t20.00\t100.00
20802\t民政管理事务\t120.00\t20.00\t100.00
2080201\t行政运行\t20.00\t20.00\t0.00
2080202\t一般行政管理事务\t100.00\t0.00\t100.00
201\t一般公共服务支出\t46.00\t46.00\t0.00
20136\t其他共产党事务支出\t46.00\t46.00\t0.00
2013601\t行政运行\t46.00\t46.00\t0.00
四、支出决算情况说明
"""
CODES = {
    # two rows are called 行政运行: what was spent or planned tells which, by how much it changed does not
    "行政运行（项）决算数46万元。": ["2013601"],
    "行政运行（项）年初预算数为20万元。": ["2080201"],
    "行政运行（项）决算数46万元，比上年增加20万元。": ["2013601", "2013601"],
    "行政运行（项）比上年增加46万元。": [None],
    "行政运行（项）决算数31万元，占46%。": [None, None],
    # words that no level is written behind may be another's
    "行政运行决算数46万元。": [None],
    # an item stands under the title above it, if that has a code
    "（一）民政管理事务支出120万元。\n1.行政运行支出20万元。": ["20802", "2080201"],
    "（一）民政管理事务支出120万元。\n其中：行政运行（项）20万元。": ["20802", "2080201"],
    "（一）其他事务支出120万元。\n1.行政运行支出20万元。": [None, None],
    # a title is about the first name in it
    "（一）民政管理事务支出120万元，其他共产党事务支出46万元。\n1.行政运行支出5万元。": [
        "20802",
        "20136",
        "2080201",
    ],
}


@pytest.mark.parametrize("text", CODES, ids=lambda text: text.replace("\n", " "))
def test_the_code_that_the_rest_of_the_document_tells(text: str) -> None:
    assert [figure.subject.code for figure in structure(TABLE + text).figures] == CODES[text]


def test_a_name_that_is_not_its_codes_is_found_once_in_its_section() -> None:
    text = "2080202行政运行决算数5万元，比年初预算增加2万元。"
    document = structure(TABLE + text)
    found = [(one.stated, one.sections) for one in document.findings if one.kind == "code_name_mismatch"]
    assert found == [("行政运行", (document.sections[-1].id,))]
    found = [
        (one.stated, one.sections) for one in structure(text).findings if one.kind == "code_name_mismatch"
    ]
    assert found == [("行政运行", ())]
    assert not [
        one
        for one in structure(TABLE + "2080201行政运行20万元。").findings
        if one.kind == "code_name_mismatch"
    ]


def test_a_doubt_says_in_which_section_it_stands() -> None:
    text = "培训费比上年增加（减少）3万元。"
    document = structure(TABLE + text)
    found = [one.sections for one in document.findings if one.kind == "ambiguous_figure"]
    assert found == [(document.sections[-1].id,)]
    assert [one.sections for one in structure(text).findings if one.kind == "ambiguous_figure"] == [()]
