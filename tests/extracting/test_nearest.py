"""A wording and its nearest neighbour: what one word, number or mark changes of whose a figure is and what it is measured from.

A row of what is expected: subject, measure, value, unit, basis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extracting.conftest import Reading

COMPLETION = "completion_rate"

FIGURES = {
    "a rate behind each part is the part's": (
        "会议费预算10万元，支出决算8万元，其中：部门会议5万元，完成预算的50%，专题会议3万元，完成预算的28%。",
        [
            "会议费 budget 10 万元 -",
            "会议费 actual 8 万元 -",
            "部门会议 actual 5 万元 -",
            "部门会议 completion_rate 50 % initial_budget",
            "专题会议 actual 3 万元 -",
            "专题会议 completion_rate 28 % initial_budget",
        ],
    ),
    "a rate behind all parts is the whole's": (
        "会议费预算10万元，支出决算8万元，其中：部门会议5万元、专题会议3万元，完成预算的80%。",
        [
            "会议费 budget 10 万元 -",
            "会议费 actual 8 万元 -",
            "部门会议 actual 5 万元 -",
            "专题会议 actual 3 万元 -",
            "会议费 completion_rate 80 % initial_budget",
        ],
    ),
    "change and rate fit the whole": (
        "收入812.5万元，其中结转90.3万元，较2019年增加62.5万元，增长8.33%。",
        [
            "收入 actual 812.5 万元 -",
            "结转 actual 90.3 万元 -",
            "收入 change 62.5 万元 prior_year",
            "收入 change_rate 8.33 % prior_year",
        ],
    ),
    "change and rate fit the part": (
        "收入812.5万元，其中结转90.3万元，较2019年增加20.0万元，增长28.45%。",
        [
            "收入 actual 812.5 万元 -",
            "结转 actual 90.3 万元 -",
            "结转 change 20.0 万元 prior_year",
            "结转 change_rate 28.45 % prior_year",
        ],
    ),
    "a code in front of a name that begins with a unit": (
        "本年收入500万元，其中303对个人和家庭的补助20万元。",
        ["本年收入 actual 500 万元 -", "对个人和家庭的补助 actual 20 万元 -"],
    ),
    "a unit in brackets in front of its number": (
        "执行数（万元）120.50，项目资金（万元）：300.00。",
        ["执行数 actual 120.50 万元 -", "项目资金 actual 300.00 万元 -"],
    ),
    "a bracket that opens with a cue is part of its name": (
        "岗位工资（分值工资）5万元。",
        ["岗位工资（分值工资） actual 5 万元 -"],
    ),
    "a word that begins like a comparison is a name": (
        "体育比赛经费预算5万元。",
        ["体育比赛经费 budget 5 万元 -"],
    ),
    "what a rate leaves out is no name": (
        "一般公共预算支出48亿元，剔除一次性因素后增长3.1%。",
        ["一般公共预算支出 actual 48 亿元 -", "一般公共预算支出 change_rate 3.1 % -"],
    ),
    "brackets that hold no unit": ("项目资金（一期）300.00。", []),
    "a year that dates the figures of its sentence": (
        "2021年会议费支出3万元，培训费支出4万元。",
        ["会议费 prior 3 万元 -", "培训费 prior 4 万元 -"],
    ),
    "and no longer": (
        "2021年，会议费支出3万元。2022年，培训费支出4万元。",
        ["会议费 prior 3 万元 -", "培训费 actual 4 万元 -"],
    ),
    "a year that dates a rule": ("根据2021年规定，会议费支出3万元。", ["会议费 actual 3 万元 -"]),
    "a bracket of parts": (
        "会议费支出3万元（其中：部门会议2万元），培训费支出4万元。",
        ["会议费 actual 3 万元 -", "部门会议 actual 2 万元 -", "培训费 actual 4 万元 -"],
    ),
    "a bracket that refers to a table": (
        "收入决算（详见公开表02）本年收入合计100万元。",
        ["本年收入合计 actual 100 万元 -"],
    ),
    "a change for each of two bases": (
        "会议费比年初预算和上年决算分别减少2万元和1万元。",
        ["会议费 change 2 万元 initial_budget", "会议费 change 1 万元 prior_year"],
    ),
    "a rate for each of two budgets": (
        "会议费分别完成年初预算和调整预算的92%和100%。",
        ["会议费 completion_rate 92 % initial_budget", "会议费 completion_rate 100 % adjusted_budget"],
    ),
    "against the same time": (
        "公务接待费支出3万元，较上年同期减少1万元。",
        ["公务接待费 actual 3 万元 -", "公务接待费 change 1 万元 prior_year"],
    ),
    "more than the budget": ("会议费超过年初预算2万元。", ["会议费 change 2 万元 initial_budget"]),
    "a count of vehicles and of a part of them": (
        "截至2022年12月31日，共有车辆5辆，其中机要通信用车2辆。",
        ["车辆 count 5 辆 -", "机要通信用车 count 2 辆 -"],
    ),
    "the end of the year in a name": ("年末公务用车保有量5辆。", ["年末公务用车保有量 count 5 辆 -"]),
    "from one count to another": (
        "因公出国（境）团组由5个减至3个，公务接待由63批次降至37批次。",
        [
            "因公出国（境）团组 prior 5 个 -",
            "因公出国（境）团组 count 3 个 -",
            "公务接待 prior 63 批次 -",
            "公务接待 count 37 批次 -",
        ],
    ),
    "an ordinal counts nothing": ("第3批次接待5人。", ["第3批次接待 count 5 人 -"]),
    "nobody counts 2.2 copies": ("发放补助2.2本项目。", []),
    "a price is no amount": ("补助标准不超过300元/人。", ["补助标准 other 300 元/人 -"]),
    "two steps of one amount": ("会议费1亿2000万元。", ["会议费 actual 12000 万元 -"]),
    "two steps that make none": ("会议费1亿30000万元。", []),
    "a movement with a verb": (
        "会议费由10万元增加到15万元。",
        ["会议费 prior 10 万元 -", "会议费 actual 15 万元 -"],
    ),
    "a movement without a verb": ("会议费由10万元到15万元。", []),
    "a rate that is scored": ("预算执行率得分9.8分。", ["预算执行率 score 9.8 分 -"]),
    "a rate, and a score": (
        "甲项目预算执行率98%，得分9.8分。",
        ["甲项目 completion_rate 98 % initial_budget", "甲项目 score 9.8 分 -"],
    ),
    "a code that goes on from the one in front": (
        "21001卫生管理2100101行政运行5万元。",
        ["行政运行 actual 5 万元 -"],
    ),
    "a budget that waits for its actual amount": (
        "培训费年初预算30万元，上级专款20万元，支出决算48万元。",
        ["培训费 budget 30 万元 -", "上级专款 actual 20 万元 -", "培训费 actual 48 万元 -"],
    ),
    "a budget that has its actual amount": (
        "培训费年初预算30万元，支出决算28万元，上级专款20万元，支出决算19万元。",
        [
            "培训费 budget 30 万元 -",
            "培训费 actual 28 万元 -",
            "上级专款 actual 20 万元 -",
            "上级专款 actual 19 万元 -",
        ],
    ),
    "a change behind a count is of the amount": (
        "公务接待费3万元，国内公务接待4批次，比上年减少1万元。",
        [
            "公务接待费 actual 3 万元 -",
            "国内公务接待 count 4 批次 -",
            "公务接待费 change 1 万元 prior_year",
        ],
    ),
    "an amount behind a count is of the thing counted": (
        "公务接待费3万元，国内公务接待4批次，累计支出1万元。",
        ["公务接待费 actual 3 万元 -", "国内公务接待 count 4 批次 -", "国内公务接待 actual 1 万元 -"],
    ),
    "因 inside the name behind a verb": (
        "比上年减少因公出国经费5万元。",
        ["因公出国经费 change 5 万元 prior_year"],
    ),
    "a figure without a subject leaves none": (
        "预算安排120万元，支出96万元。",
        [" budget 120 万元 -", "支出 actual 96 万元 -"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FIGURES.values(), ids=list(FIGURES))
def test_whose_a_figure_is(read: Reading, text: str, expected: list[str]) -> None:
    assert [
        f"{one.subject.text} {one.measure} {one.value} {one.unit} {one.basis or '-'}"
        for one in read(text).figures
    ] == expected


REASONS = {
    "equal to last year": (
        "会议费支出3万元，与上年持平，主要原因是会议数量不变。",
        [("会议费", "flat", "会议数量不变", ())],
    ),
    "equal to the budget": (
        "会议费支出3万元，与年初预算持平，主要原因是按计划执行。",
        [("会议费", "actual_eq_budget", "按计划执行", ())],
    ),
    "more than last year": (
        "会议费支出决算数大于上年决算数，主要原因是会议增加。",
        [("会议费", "increase", "会议增加", ())],
    ),
    "more than the budget": (
        "会议费支出决算数大于年初预算数，主要原因是会议增加。",
        [("会议费", "actual_gt_budget", "会议增加", ())],
    ),
    "numbered parts": (
        "公务接待费支出3万元，较2021年减少1万元，主要原因是：1.厉行节约；2.减少接待。",
        [("公务接待费", "decrease", "1.厉行节约；2.减少接待", ("厉行节约", "减少接待"))],
    ),
    "one sentence, and the next": (
        "公务接待费支出3万元，较2021年减少1万元，主要原因是厉行节约、减少接待。会议费2万元。",
        [("公务接待费", "decrease", "厉行节约、减少接待", ())],
    ),
    "a difference, less than the budget": (
        "会议费年初预算5万元，决算4万元，决算与年初预算差异1万元，主要原因是压减会议。",
        [("会议费", "actual_lt_budget", "压减会议", ())],
    ),
    "a difference of nothing": (
        "会议费年初预算4万元，决算4万元，与年初预算差异0万元，主要原因是严格控制。",
        [("会议费", "actual_eq_budget", "严格控制", ())],
    ),
    "a difference of amounts that are not told": (
        "会议费决算与年初预算差异1.1万元，主要原因是压减会议。",
        [("会议费", "other", "压减会议", ())],
    ),
    "causes with amounts": (
        "会议费3万元，比上年增加1万元，主要原因是增发奖金5万元，补助2万元，慰问。",
        [("会议费", "increase", "增发奖金5万元，补助2万元，慰问", ())],
    ),
    "a cause with its amount, and the next thing compared": (
        "会议费3万元，比上年增加1万元，主要原因是增发奖金5万元，培训费2万元，比上年增长3%。",
        [("会议费", "increase", "增发奖金5万元", ())],
    ),
    "what a purpose counts in all": (
        "公务接待费5万元，主要用于接待调研，共接待15批次。",
        [("公务接待费", "purpose", "接待调研", ())],
    ),
    "a stock behind the reason": (
        "公务用车运行维护费5万元，比上年增加1万元，主要原因是新增车辆，年末保有量4辆。",
        [("公务用车运行维护费", "increase", "新增车辆", ())],
    ),
    "in front of a change told in words, with its subject": (
        "培训费3万元。由于会议增加，会议费有所增加。",
        [("会议费", "increase", "会议增加", ())],
    ),
    "in front of a change told in words, without one": (
        "培训费3万元。由于会议增加，有所增加。",
        [("培训费", "increase", "会议增加", ())],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REASONS.values(), ids=list(REASONS))
def test_whose_a_reason_is(
    read: Reading, text: str, expected: list[tuple[str, str, str, tuple[str, ...]]]
) -> None:
    assert [(one.subject.text, one.relation, one.text, one.parts) for one in read(text).reasons] == expected
