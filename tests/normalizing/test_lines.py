"""Which lines are one paragraph, and which stay apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import msgspec
import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize, normalize_text
from docstruct.source import Source, SourceLine, SourcePage

if TYPE_CHECKING:
    from collections.abc import Sequence

WRAPPED = """\
根据上述职责，本局内设机构六个，分别为办公室、规划财
务处、待遇保障处、基金监管处、医药价格和招标采购处、
机关党委，其中办公室负责机关日常运转工作，承担安全和
保密工作，组织起草医疗保障有关标准，承担规范性文件的
合法性审查工作。
二、机构设置及部门决算单位构成
纳入本局二〇二二年度部门决算编制范围的单位包括以下
单位的本级决算。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2 0 2 3 年 度 收 入 1 , 2 5 6 . 3 万 元，增 长 4 . 6 9 % 。",
            "2023年度收入1,256.3万元，增长4.69%。",
        ),
        ("会 议 费 支 出 为 1 2 3  4 5 6 万 元", "会议费支出为123 456万元"),
        ("栏 次 1 2 3 4 5 6 7 8 9 10 11 12", "栏次1 2 3 4 5 6 7 8 9 10 11 12"),
        (
            "2023年度收入 1 256.3 万元，支出 12 36 万元，结余 1 2 万元。",
            "2023年度收入1 256.3万元，支出12 36万元，结余1 2万元。",
        ),
    ],
)
def test_a_line_that_is_spread_has_lost_its_words(text: str, expected: str) -> None:
    assert normalize_text(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年收入增加，增长\n34.0%。", ["本年收入增加，增长34.0%。"]),
        ("支出合计，共1,2\n34.5万元。", ["支出合计，共1,234.5万元。"]),
        ("收入为100万元，\n\n\n支出为90万元。", ["收入为100万元，支出为90万元。"]),
        ("本年收入（含上年结转\n）增加。", ["本年收入（含上年结转）增加。"]),
        (
            "（七）制定支付管理办法并组织实\n\n施，建立评价体系。",
            ["（七）制定支付管理办法并组织实施，建立评价体系。"],
        ),
        ("the total\nbudget, of the\nyear", ["the total", "budget, of the year"]),
        ("政府性基金（不含国有\n资本经营）收入预算", ["政府性基金（不含国有资本经营）收入预算"]),
        ("履行职责（十\n二）负责其他工作", ["履行职责（十二）负责其他工作"]),
        ("林业和草原（款）森林管护\n（项）20万元", ["林业和草原（款）森林管护（项）20万元"]),
        (
            "农林水支出（类）林业和草原\n(款)森林管护（项）20万元",
            ["农林水支出（类）林业和草原(款)森林管护（项）20万元"],
        ),
        ("决算数小于预算数的主要原因：\n年中调减项目。", ["决算数小于预算数的主要原因：年中调减项目。"]),
        ("比上年减少2万元，主要原因是:\n车辆减少，", ["比上年减少2万元，主要原因是:车辆减少，"]),
        ("本年支出3万元，主要用于：\n购置苗木，", ["本年支出3万元，主要用于：购置苗木，"]),
        (
            "　　本年支出3万元，比上年减少2万元，主要\n原因：\n　　苗木减少。\n　　明年不变。\n三、其他",
            ["本年支出3万元，比上年减少2万元，主要原因：苗木减少。", "明年不变。", "三、其他"],
        ),
    ],
)
def test_what_a_break_cut_in_two_is_one_paragraph(text: str, expected: list[str]) -> None:
    assert normalize_text(text).text.split("\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、部门职责\n本部门负责医疗保障工作。",
        "2020年度\n株洲市医疗保障事务中心\n部门决算",
        "（一）负责筹资，组织实施\n（二）负责监督。",
        "包括：\n1.局本级\n2.经办中心",
        "项目，金额\n①工资\n②津贴",
        "收入合计，共1万元。\n支出合计，共1万元。",
        "第一部分 部门概况\n一、主要职能",
        "2、2021年度购置公务用车0辆，保有量3辆\n3、2021年度接待4批次。",
        "项目\t金额\n收入，共\t1.00\n支出\t2.00",
        "收入合计，共1万元\n一）基本支出\n二）项目支出",
        "附件……………………28\n附件1…………………28\n附件2…………………30",
        "某某市某某区某某某某街道办事处\n目录\n某某市某某区某某某某街道办事处\n概况\n"
        "某某市某某区某某某某街道办事处\n公开",
        "比上年减少2万元，主要原因：\n一是车辆减少，",
        "比上年减少2万元，主要原因：\n（一）车辆减少，",
        "比上年减少2万元，主要原因：\n1.车辆减少，",
        "比上年减少2万元，主要原因：\n名词解释",
        "五、增减变化的主要原因：\n本年车辆减少，费用下降。",
        "本年支出3万元。\n（不含基建支出，下同。）\n某县林业局\n2022年4月14日",
        "现将决算公开如下：\n本年支出3万元，减少1万元。",
        "二、机构设置及部门决算单位构成\n无。\n三、部门决算收支总体情况说明\n无\n四、其他重要事项的情况说明\n略。",
    ],
)
def test_what_stands_in_lines_of_its_own_stays_there(text: str) -> None:
    assert len(normalize_text(text).paragraphs) == text.count("\n") + 1


@pytest.mark.parametrize("text", ["\t无", "\t无 ", "\u200b\t无\u200b", "\b\t无\b"])
def test_a_lone_indented_word_is_no_row_whatever_blanks_follow_it(text: str) -> None:
    assert normalize_text(text).text == "无"


def test_wrapped_text_is_joined_up_to_the_width_it_was_wrapped_at() -> None:
    paragraphs = normalize_text(WRAPPED).text.split("\n")
    assert [paragraph[-8:] for paragraph in paragraphs] == [
        "合法性审查工作。",
        "部门决算单位构成",
        "单位的本级决算。",
    ]


def test_a_page_number_in_a_paragraph_is_set_apart_and_on_record() -> None:
    result = normalize_text("一、支出\n\n包括办公费、会议\n\n\n\n21\n\n费、培训费，以及其他，\n\n费用。")
    assert "21" not in normalize_text("公用经费，包括会议\n\n\n\n21\n\n费、培训费。\n\n一、\n\n二、").text
    assert result.text.startswith("一、支出")
    repairs = normalize_text("公用经费，包括会议\n\n\n\n21\n\n费、培训费。\n\n一、\n\n二、").repairs.entries
    assert [(repair.kind, repair.original) for repair in repairs] == [("page_number", "21")]


def test_a_number_over_two_lines_is_on_record() -> None:
    (repair,) = normalize_text("支出合计，共1,2\n34.5万元。").repairs.entries
    assert (repair.kind, repair.original) == ("joined_number", "1,2\n34.5")
    assert (repair.start, repair.end) == (6, 13)


SENTENCE = (
    "收入合计45万元，比上年有所增加，主要是人员增加；支出合计41万元，与上年相比有所减少，其中办公费、邮电费、"
    "差旅费、会议费和培训费，均按规定支出，没有超过预算，也没有其他支出，全部经费已经公开，并接受社会监督。"
)


@pytest.mark.parametrize("widths", [[24] * 5, [13, 24, 24, 16, 25, 17]], ids=["one width", "ragged"])
def test_a_title_in_front_of_wrapped_text_is_joined_only_if_it_fills_its_line(widths: list[int]) -> None:
    ends = [0, *accumulate(widths), len(SENTENCE)]
    wrapped = "\n\n".join(SENTENCE[start:end] for start, end in pairwise(ends))
    title, subject = "收入支出情况", "某某市某某局二〇二二年度全年收入支出总额情况"
    assert normalize_text(f"{title}\n\n{wrapped}").text == f"{title}\n{SENTENCE}"
    assert normalize_text(f"{subject}\n\n{wrapped}").text == f"{subject}{SENTENCE}"


PageLine = tuple[str, float, float, str]
"""A line, its left and right edge in points, and its role."""


def _pages(*pages: Sequence[PageLine]) -> Source:
    """Pages of lines, 20 points a line, in 10-point type."""
    text = ""
    parts: list[SourceLine] = []
    sheets: list[SourcePage] = []
    for number, lines in enumerate(pages, start=1):
        begin = len(text)
        for i, (line, left, right, role) in enumerate(lines):
            box = (left, 20.0 * i, right, 20.0 * i + 10)
            start = len(text)
            text += line + "\n"
            parts.append(
                SourceLine(start=start, end=len(text) - 1, role=role, page=number, box=box, font_size=10)  # type: ignore[arg-type]
            )
        sheets.append(
            SourcePage(number=number, start=begin, end=len(text), width=600, height=800, origin="text_layer")
        )
    return Source(
        path="p",
        sha256="0",
        media_type="application/pdf",
        reader="pdf",
        text=text,
        lines=tuple(parts),
        pages=tuple(sheets),
    )


def _leaning(source: Source) -> Source:
    """The source as of a page that leans: every line further to the right than the one above."""
    lines = []
    for at, line in enumerate(source.lines):
        left, top, right, bottom = line.box or (0.0, 0.0, 0.0, 0.0)
        box = (left + 4.0 * at, top, right + 4.0 * at, bottom)
        lines.append(msgspec.structs.replace(line, box=box, level_box=line.box))
    return replace(source, lines=tuple(lines))


WIDE_PROSE: list[PageLine] = [
    ("本单位的收入全部来自于财政拨款没有其他任何收入并且全", 120, 500, "body"),
    ("部用于基本支出，没有项目支出，也没有其他支出，没有上", 100, 500, "body"),
    ("缴上级支出，经营支出和对附属单位补助支出，全部收入均", 100, 500, "body"),
    ("来自于财政拨款", 100, 200, "body"),
    ("公用经费主要包括办公费，印刷费，手续费，差旅费用和维", 120, 500, "body"),
    ("修费", 100, 140, "body"),
]


def test_on_a_page_that_leans_lines_are_joined_as_they_were_read() -> None:
    glyphs = default_lexicons().glyphs
    straight = normalize(_pages(WIDE_PROSE), glyphs).text
    assert straight.count("\n") == 1
    assert normalize(_leaning(_pages(WIDE_PROSE)), glyphs).text == straight


@pytest.mark.parametrize("left_out", [True, False])
def test_an_indented_line_begins_anew_where_a_line_is_left_out_above_it(left_out: bool) -> None:
    """The full stop that stood there alone was not found; without the room, the sentence may have been broken by hand."""
    lines: list[PageLine] = [
        *WIDE_PROSE[:3],
        *([("", 100, 100, "body")] if left_out else []),
        ("公用经费主要包括办公费，印刷费，手续费，差旅费用和维", 120, 500, "body"),
        ("修费。", 100, 140, "body"),
    ]
    text = normalize(_pages(lines), default_lexicons().glyphs).text
    assert text.count("\n") == (1 if left_out else 0)


def test_on_a_page_the_edges_of_the_column_and_the_indentation_decide() -> None:
    lines: list[PageLine] = [
        ("某某市医疗保障局", 300, 400, "header"),
        ("本部门负责医疗保障工作的组织实施，监督管理并承担", 120, 500, "body"),
        ("其他工作", 100, 180, "body"),
        ("纳入编制范围的单位共有一个", 120, 350, "body"),
        ("全部为财政拨款的行政单位", 120, 340, "body"),
        ("本单位的收入全部来自于财政拨款没有其他任何收入并且全", 120, 500, "body"),
        ("部用于基本支出，没有项目支出，也没有其他支出，没有上", 100, 500, "body"),
        ("缴上级支出，经营支出和对附属单位补助支出，全部收入均", 100, 500, "body"),
        ("来自于财政拨款", 100, 200, "body"),
        ("- 3 -", 280, 320, "page_number"),
    ]
    result = normalize(_pages(lines), default_lexicons().glyphs)
    assert [line[-4:] for line in result.text.split("\n")] == ["其他工作", "共有一个", "行政单位", "财政拨款"]
    (page,) = result.pages
    assert (page.header, page.footer) == ("某某市医疗保障局", "- 3 -")
    assert (page.start, page.end) == (0, len(result.text))
    assert result.paragraphs[0].box == (100, 20.0, 500, 50.0)


PROSE: list[PageLine] = [
    ("本部门负责医疗保障工作的组织实施，监督管理并承担", 120.0, 500.0, "body"),
    ("其他工作，包括制定政策，规划和标准，并监督各有关单", 100.0, 500.0, "body"),
    ("位落实，组织培训，开展宣传，办理市委和市政府交办的", 100.0, 500.0, "body"),
    ("其他事项。", 100.0, 200.0, "body"),
]


@pytest.mark.parametrize(
    "cover",
    [
        [("某某市医疗保障局部门预算", 120, 360, "body"), ("2023年2月23日", 120, 220, "body")],
        [("某某市医疗保障局部门预算", 380, 500, "body"), ("2023年2月23日", 400, 500, "body")],
        [
            ("某某市医疗保障局部门预算", 100, 360, "body"),
            ("目录", 100, 140, "body"),
            ("收支总表", 100, 180, "body"),
        ],
    ],
    ids=["title and date", "at the right", "contents"],
)
@pytest.mark.parametrize("prose", [[], PROSE], ids=["alone", "before prose"])
def test_lines_that_end_short_of_the_column_are_not_joined(
    cover: list[PageLine], prose: list[PageLine]
) -> None:
    lines = normalize(_pages(cover, prose), default_lexicons().glyphs).text.split("\n")
    assert lines[: len(cover)] == [line for line, *_ in cover]
    assert len(lines) == len(cover) + bool(prose)
