"""What figures a text states: one row a figure, `subject | measure value unit direction`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from docstruct.document import Figure
    from tests.extracting.conftest import Reading


def row(figure: Figure) -> str:
    said = (figure.measure, figure.value, figure.unit, figure.direction, "约" if figure.approximate else None)
    return f"{figure.subject.text} | " + " ".join(word for word in said if word)


FINAL_ACCOUNTS = {
    "an item: budget, actual and completion": (
        "1. 住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为85万元，支出决算为1,406.52万元，完成年初预算的478.3%。",
        [
            "住房公积金 | budget 85 万元",
            "住房公积金 | actual 1406.52 万元",
            "住房公积金 | completion_rate 478.3 %",
        ],
    ),
    "a composition": (
        "本年支出合计100万元，其中：基本支出60万元，占60%；项目支出40万元，占40%。比上年增加5万元。",
        [
            "本年支出合计 | actual 100 万元",
            "基本支出 | actual 60 万元",
            "基本支出 | share 60 %",
            "项目支出 | actual 40 万元",
            "项目支出 | share 40 %",
            "本年支出合计 | change 5 万元 increase",
        ],
    ),
    "收、支总计 is one subject, one row": (
        "与2021年相比，收、支总计各增加7,009.00万元，增长159.3%。",
        ["收、支总计 | change 7009.00 万元 increase", "收、支总计 | change_rate 159.3 % increase"],
    ),
    "分别: one figure for each name, and again": (
        "其中货物类、工程类和服务类分别为142.9万元、37.5万元和106万元，分别占采购总额的49.9%、13.1%和37.0%。",
        [
            "货物类 | actual 142.9 万元",
            "工程类 | actual 37.5 万元",
            "服务类 | actual 106 万元",
            "货物类 | share 49.9 %",
            "工程类 | share 13.1 %",
            "服务类 | share 37.0 %",
        ],
    ),
    "分别 with a direction for each": (
        "局机关、执法大队分别增长3.1%和下降12.4%。",
        ["局机关 | change_rate 3.1 % increase", "执法大队 | change_rate 12.4 % decrease"],
    ),
    "about, and within": (
        "会议费支出5万元左右，培训费支出控制在3万元以内，差旅费2万余元。",
        ["会议费 | actual 5 万元 约", "培训费 | other 3 万元", "差旅费 | actual 2 万元 约"],
    ),
    "the movement from A to B": (
        "公务接待由63批次降至37批次；项目支出由702.4万元增至766.3万元。",
        [
            "公务接待 | prior 63 批次",
            "公务接待 | count 37 批次",
            "项目支出 | prior 702.4 万元",
            "项目支出 | actual 766.3 万元",
        ],
    ),
    "a plan is not an earlier year": (
        "移交人数由核定的1,300人减为1,235人。",
        ["移交人数 | count 1300 人", "移交人数 | count 1235 人"],
    ),
    "a comparison with its base": (
        "会议费3万元，比2021年决算数57.43万元减少5万元。",
        ["会议费 | actual 3 万元", "会议费 | prior 57.43 万元", "会议费 | change 5 万元 decrease"],
    ),
    "a rate in a bracket behind its change": (
        "公用经费19万元，比上年减少2万元（9.5%）。",
        [
            "公用经费 | actual 19 万元",
            "公用经费 | change 2 万元 decrease",
            "公用经费 | change_rate 9.5 % decrease",
        ],
    ),
    "a bracket reads on its own": (
        "车辆费605.5万元（运行费557.5万元，购置费48.0万元），占5%。",
        [
            "车辆费 | actual 605.5 万元",
            "运行费 | actual 557.5 万元",
            "购置费 | actual 48.0 万元",
            "车辆费 | share 5 %",
        ],
    ),
    "flat is no figure, zero is": ("会议费0万元，与上年持平。", ["会议费 | actual 0 万元"]),
    "both directions stated": (
        "会议费3.1万元，较上年增加（减少）0万元。",
        ["会议费 | actual 3.1 万元", "会议费 | change 0 万元 flat"],
    ),
    "a stated sign stays": (
        "公务接待费1.46万元，同比增长-45.93%。",
        ["公务接待费 | actual 1.46 万元", "公务接待费 | change_rate -45.93 % increase"],
    ),
    "placeholders are no figures": (
        "会议费XX万元，较上年增加（减少） 万元；特种用车 XX 辆、其他用车2辆，完成年初预算的 %。",
        ["其他用车 | count 2 辆"],
    ),
    "percentage points": (
        "税收收入占比67.01%，较上年回落3.2个百分点。",
        ["税收收入 | share 67.01 %", "税收收入 | change 3.2 个百分点 decrease"],
    ),
    "a threshold is part of a name": (
        "单位价值50万元以上通用设备3台（套）。",
        ["单位价值50万元以上通用设备 | count 3 台（套）"],
    ),
    "things counted behind the number": (
        "局内设10个机构，购入4辆食品快检车。",
        ["内设机构 | count 10 个", "食品快检车 | count 4 辆"],
    ),
    "counts of one thing": (
        "全年国内公务接待48批次、412人次。",
        ["国内公务接待 | count 48 批次", "国内公务接待 | count 412 人次"],
    ),
    "estimates": (
        "民生支出约55亿元，物业管理费45万余元，接待近600人次。",
        ["民生支出 | actual 55 亿元 约", "物业管理费 | actual 45 万元 约", "接待 | count 600 人次 约"],
    ),
    "digits without a unit only where one is asked for": (
        "小学教育2021年执行数为0。社会保障和就业支出366.8，占19.5%；2号库房见表02。",
        ["小学教育 | prior 0", "社会保障和就业支出 | actual 366.8", "社会保障和就业支出 | share 19.5 %"],
    ),
    "percentages of other things": (
        "群众满意度98%，执行率为92.05%。",
        ["群众满意度 | other 98 %", "群众满意度 | completion_rate 92.05 %"],
    ),
    "scores": (
        "甲项目自评得分为94.6分；产出指标满分35分，得33.6分。",
        ["甲项目 | score 94.6 分", "产出指标 | other 35 分", "产出指标 | score 33.6 分"],
    ),
    "unit prices": (
        "单车费用2.84万元/辆，人均消费52.4元。",
        ["单车费用 | other 2.84 万元/辆", "人均消费 | other 52.4 元"],
    ),
    "a year glued to an amount": (
        "“三公”经费31.6万元，与202136.2万元相比下降4.6万元。",
        [
            "“三公”经费 | actual 31.6 万元",
            "“三公”经费 | prior 36.2 万元",
            "“三公”经费 | change 4.6 万元 decrease",
        ],
    ),
    "a year glued to an amount with commas": (
        "“三公”经费31.6万元，比20213,195.10万元减少4.6万元。",
        [
            "“三公”经费 | actual 31.6 万元",
            "“三公”经费 | prior 3195.10 万元",
            "“三公”经费 | change 4.6 万元 decrease",
        ],
    ),
    "numbers broken by spaces": (
        "收入合计9 86.25万元，行政运行6,5 40,118.20元。",
        ["收入合计 | actual 986.25 万元", "行政运行 | actual 6540118.20 元"],
    ),
    "thousands commas of both widths": (
        "项目支出1，236.5万元,占37%。",
        ["项目支出 | actual 1236.5 万元", "项目支出 | share 37 %"],
    ),
    "an earlier year": (
        "2021年下达专项资金15万元。2022年支出9.52万元。",
        ["专项资金 | prior 15 万元", "专项资金 | actual 9.52 万元"],
    ),
    "an earlier year that dates no figure": (
        "根据2021年规定，会议费5万元。2021年，培训费6万元。",
        ["会议费 | actual 5 万元", "培训费 | prior 6 万元"],
    ),
    "the end of a sentence brings the topic back": (
        "公务接待费2.5万元，年末保有公务用车8辆。较2021年减少4.2万元。",
        [
            "公务接待费 | actual 2.5 万元",
            "年末保有公务用车 | count 8 辆",
            "公务接待费 | change 4.2 万元 decrease",
        ],
    ),
    "a budget beside a completion rate": (
        "会议费完成年初预算8.4万元的80%。",
        ["会议费 | budget 8.4 万元", "会议费 | completion_rate 80 %"],
    ),
    "an excess over the budget": (
        "征地支出6,900万元，超出年初预算6,500万元400万元。",
        ["征地支出 | actual 6900 万元", "征地支出 | budget 6500 万元", "征地支出 | change 400 万元 increase"],
    ),
    "a limit is no change": (
        "群众满意度超过95%，工作餐超过60元。",
        ["群众满意度 | other 95 %", "工作餐 | other 60 元"],
    ),
    "higher than what is named": (
        "决算数大于预算数5万元，会议费超预算3万元，培训费高于上年2万元。",
        [" | change 5 万元 increase", "会议费 | change 3 万元 increase", "培训费 | change 2 万元 increase"],
    ),
    "a comparison inside a name": (
        "支出大于收入的部分26.45万元，由结转资金弥补。",
        ["支出大于收入的部分 | actual 26.45 万元"],
    ),
    "a change inside a name": (
        "社区服务能力提升100万元，培训能力提升项目20万元。",
        ["社区服务能力提升 | actual 100 万元", "培训能力提升项目 | actual 20 万元"],
    ),
    "a change with an object": (
        "减少项目支出351.55万元，人均提高5元。",
        ["项目支出 | change 351.55 万元 decrease", "人均 | change 5 元 increase"],
    ),
    "组成: the whole is spoken of again": (
        "运行费41.4万元，由购置费18万元和维护费23.4万元构成，较上年增长1.6倍。",
        [
            "运行费 | actual 41.4 万元",
            "购置费 | actual 18 万元",
            "维护费 | actual 23.4 万元",
            "运行费 | change_rate 1.6 倍 increase",
        ],
    ),
    "names that hold digits": (
        "“12345”热线办件2件，按GB/T 14885-2022和〔2014〕77号执行，截至2022年12月31日有车3辆。",
        ["“12345”热线办件 | count 2 件", "有车 | count 3 辆"],
    ),
    "missing punctuation": (
        "公务用车购置费预算0万元决算0万元",
        ["公务用车购置费 | budget 0 万元", "公务用车购置费 | actual 0 万元"],
    ),
    "a title and what it titles": ("公务接待费。支出1.46万元。", ["公务接待费 | actual 1.46 万元"]),
    "levels of an item in a list": (
        "1. 教育（类）支出28万元，占4%；2. 住房保障（类）支出15.74万元，占2.7%。",
        [
            "教育 | actual 28 万元",
            "教育 | share 4 %",
            "住房保障 | actual 15.74 万元",
            "住房保障 | share 2.7 %",
        ],
    ),
    "a name in quotation marks": ("“教育支出”科目20万元。", ["教育支出 | actual 20 万元"]),
    "an amount right behind a count is that of the things counted": (
        "设备费18.1万元，其中电脑12台6.6万元、打印机5台1.5万元。",
        [
            "设备费 | actual 18.1 万元",
            "电脑 | count 12 台",
            "电脑 | actual 6.6 万元",
            "打印机 | count 5 台",
            "打印机 | actual 1.5 万元",
        ],
    ),
    "a signed amount in a bracket": (
        "水电费9.2万元（+0.6万元），邮电费3.1万元（-0.2万元）。",
        [
            "水电费 | actual 9.2 万元",
            "水电费 | change 0.6 万元 increase",
            "邮电费 | actual 3.1 万元",
            "邮电费 | change -0.2 万元 decrease",
        ],
    ),
    "支出 beside 收入 is a subject": (
        "与上年相比，收入增加56万元，支出减少48万元。",
        ["收入 | change 56 万元 increase", "支出 | change 48 万元 decrease"],
    ),
    "a list of shares behind its amounts": (
        "其中接待费4.1万元、车辆费5.7万元，占比分别为41.8%、58.2%。",
        [
            "接待费 | actual 4.1 万元",
            "车辆费 | actual 5.7 万元",
            "接待费 | share 41.8 %",
            "车辆费 | share 58.2 %",
        ],
    ),
    "a unit shared by a list": (
        "办结率99.2%，满意率97.5%，同比分别提高0.5和1.2个百分点。",
        [
            "办结率 | other 99.2 %",
            "满意率 | other 97.5 %",
            "办结率 | change 0.5 个百分点 increase",
            "满意率 | change 1.2 个百分点 increase",
        ],
    ),
    "the base of a comparison in a bracket": (
        "支出5.6万元，较上年（2.1万元）增支3.5万元。",
        ["支出 | actual 5.6 万元", "支出 | prior 2.1 万元", "支出 | change 3.5 万元 increase"],
    ),
    "a bracket beside a title": (
        "收入决算（详见公开表02） 本年收入合计98万元。",
        ["本年收入合计 | actual 98 万元"],
    ),
    "a zero without a unit": (
        "因公出国（境）费用为0，比预算减少5万元。",
        ["因公出国（境）费用 | actual 0", "因公出国（境）费用 | change 5 万元 decrease"],
    ),
    "a completion rate goes with the budget": (
        "培训费预算3万元，实际支出2.4万元，结余0.6万元，预算执行率80%。",
        [
            "培训费 | budget 3 万元",
            "培训费 | actual 2.4 万元",
            "结余 | actual 0.6 万元",
            "培训费 | completion_rate 80 %",
        ],
    ),
    "an amount in the clause behind counts": (
        "国内公务接待4批次，累计42人次，累计支出0.3万元。",
        ["国内公务接待 | count 4 批次", "国内公务接待 | count 42 人次", "国内公务接待 | actual 0.3 万元"],
    ),
    "公务接待费支出 is 公务接待费": (
        "公务接待费支出7万元，机关运行经费支出8万元。",
        ["公务接待费 | actual 7 万元", "机关运行经费支出 | actual 8 万元"],
    ),
}


@pytest.mark.parametrize(("text", "rows"), FINAL_ACCOUNTS.values(), ids=FINAL_ACCOUNTS.keys())
def test_figures_of_final_accounts(read: Reading, text: str, rows: list[str]) -> None:
    assert [row(figure) for figure in read(text).figures] == rows


BUDGETS = {
    "plain amounts are budgets": (
        "2022年收支总预算100万元。公务接待费14万元，降低22.2%。",
        [
            "收支总预算 | budget 100 万元",
            "公务接待费 | budget 14 万元",
            "公务接待费 | change_rate 22.2 % decrease",
        ],
    ),
    "what was carried out is prior": (
        "小学教育预算数为3,450万元，比2021年执行数3,286.4万元增加163.6万元。",
        [
            "小学教育 | budget 3450 万元",
            "小学教育 | prior 3286.4 万元",
            "小学教育 | change 163.6 万元 increase",
        ],
    ),
    "收入 alone keeps 预算": ("收入预算37.5万元。", ["收入预算 | budget 37.5 万元"]),
    "a limit is no budget": (
        "采购份额不低于30%，即184.74万元。",
        ["采购份额 | other 30 %", "采购份额 | budget 184.74 万元"],
    ),
}


@pytest.mark.parametrize(("text", "rows"), BUDGETS.values(), ids=BUDGETS.keys())
def test_figures_of_budgets(read: Reading, text: str, rows: list[str]) -> None:
    assert [row(figure) for figure in read(text, document_type="budget").figures] == rows


def test_glossary_states_limits_only(read: Reading) -> None:
    figures = read("政府采购限额标准：货物类为50万元，缴存比例不低于5%。", zone="glossary").figures
    assert [row(figure) for figure in figures] == ["货物类 | other 50 万元", "缴存比例 | other 5 %"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("会议费16.50万元、差旅费0.06亿元、水费3元。", ["165000", "6000000", "3"]),
        ("外汇贷款5万美元，培训2期。", [None, None]),
    ],
)
def test_money_in_yuan(read: Reading, text: str, amounts: list[str | None]) -> None:
    assert [figure.amount for figure in read(text).figures] == amounts


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("会议费完成年初预算的80%。", "initial_budget"),
        ("会议费完成调整预算的80%。", "adjusted_budget"),
        ("会议费完成全年预算数的80%。", "full_year_budget"),
        ("会议费占支出合计的80%。", "total"),
        ("会议费较上年增长80%。", "prior_year"),
        ("会议费比年初预算增长80%。", "initial_budget"),
        ("会议费同比增长80%。", "prior_year"),
        ("与上年相比，培训费持平；会议费增长80%。", "prior_year"),
    ],
)
def test_basis_of_a_rate(read: Reading, text: str, basis: str) -> None:
    assert [figure.basis for figure in read(text).figures] == [basis]


def test_code_stated_in_parts(read: Reading) -> None:
    figures = read(
        "社会保障和就业支出（208类）行政事业单位养老支出（05款）行政单位离退休（01项）。支出决算为49.14万元。"
    ).figures
    subject = figures[0].subject
    assert (subject.text, subject.code, subject.method) == ("行政单位离退休", "2080501", "stated")
    assert subject.path == ("社会保障和就业支出", "行政事业单位养老支出", "行政单位离退休")


@pytest.mark.parametrize(
    "text", ["2101501 行政运行年初预算为5万元。", "行政运行（2101501）年初预算为5万元。"]
)
def test_code_beside_a_name(read: Reading, text: str) -> None:
    subject = read(text).figures[0].subject
    assert (subject.text, subject.code) == ("行政运行", "2101501")


def test_the_organization_is_no_part_of_a_subject(read: Reading) -> None:
    figures = read("甲乙局本级在职职工86人，云溪县水务局共有车辆2辆。", organization="甲乙局").figures
    assert [figure.subject.text for figure in figures] == ["在职职工", "车辆"]


def test_an_organization_that_is_called_by_what_others_end_with(read: Reading) -> None:
    (figure,) = read("本级会议费5万元。", organization="本级").figures
    assert figure.subject.text == "会议费"


def test_figure_and_sentence_ranges(read: Reading) -> None:
    text = "会议费增加。会议费45万余元左右，差旅费3万元。"
    first, second = read(text).figures
    assert text[first.start : first.end] == "45万余元"
    assert text[second.sentence_start : second.sentence_end] == "会议费45万余元左右，差旅费3万元。"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("行政运行6,5 40,118.20元。", "6540118.20"),
        ("会议费3万元，比202136.2万元减少5万元。", "36.2"),
        ("会议费较上年增加（减少）5万元。", "5"),
        ("会议费10-20万元。", None),
        ("会议费1,23万元。", None),
        ("甲、乙分别为5万元、6万元、7万元。", "5"),
    ],
)
def test_doubt_is_on_record(read: Reading, text: str, stated: str | None) -> None:
    findings = read(text).findings
    assert {finding.kind for finding in findings} == {"ambiguous_figure"}
    assert findings[0].stated == stated


def test_an_amount_of_a_document_of_unknown_type_may_be_either(read: Reading) -> None:
    (figure,) = read("会议费5万元。", document_type=None).figures
    assert (figure.measure, figure.candidates) == ("actual", ("budget",))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("全年公务接待 费支出7万元。", ["公务接待 费"]),
        ("云溪县水务局会议费年初预算为5万元，支出决算为4万元。", ["会议费", "会议费"]),
        ("人员、公用经费分别为5万元和6万元。", ["人员", "公用经费"]),
        ("3名职工退休。", ["职工"]),
        ("社会保障和就业支出（类）抚恤（款）5万元。", ["抚恤"]),
        ("5万元。", [None]),
    ],
)
def test_where_the_text_names_the_subject(read: Reading, text: str, named: list[str | None]) -> None:
    places = [(figure.subject.start, figure.subject.end) for figure in read(text).figures]
    assert [None if start is None else text[start:end] for start, end in places] == named


def test_a_carried_subject_stands_in_the_earlier_clause(read: Reading) -> None:
    text = "会议费10万元。支出增加3万元，会议费减少1万元。"
    assert [figure.subject.start for figure in read(text).figures] == [0, 0, 16]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "社会保障和就业支出（类）行政事业单位养老保险支出（款）机关事业单位基本养老保险缴费支出（项）5万元。",
            ["“行政事业单位养老保险支出”与科目20805的名称“行政事业单位养老支出”不符。"],
        ),
        (
            "住房保障支出（款）住房改革支出（款）住房公积金（项）5万元。",
            ["“住房保障支出”标为款，科目221是类。"],
        ),
        ("住房保障（类）住房改革支出（款）住房公积金（项）年初预算5万元，支出4万元。", []),
        ("环境保护5万元。", []),
    ],
)
def test_names_that_are_not_those_of_the_code(read: Reading, text: str, said: list[str]) -> None:
    findings = [finding for finding in read(text).findings if finding.kind == "code_name_mismatch"]
    assert [finding.message for finding in findings] == said


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("收入：5万元。\n支出：6万元。", ["收入 actual 5", "支出 actual 6"]),
        (
            "总支出9万元比2021年度总支出8万元增加1万元。",
            ["总支出 actual 9", "总支出 prior 8", "总支出 change 1"],
        ),
        ("机关（含参照管理的单位）使用当年拨款安排的会议费决算总额为5万元。", ["会议费 actual 5"]),
        ("交通费、用餐费等公务接待费决算支出5万元。", ["公务接待费 actual 5"]),
        ("云溪县医院（以下简称“医院”）实施项目共15个。", ["实施项目 count 15"]),
        ("会议费0万元，上年持平共计安排出国团组2个。", ["会议费 actual 0", "出国团组 count 2"]),
        ("会议费5万元。2022年比2021年人员增加1人。", ["会议费 actual 5", "人员 change 1"]),
        ("教育支出类科目5万元。", ["教育支出 actual 5"]),
        ("大厅分为序厅、主厅等28个展区以及7台屏幕。", ["展区 count 28", "屏幕 count 7"]),
        ("包括3个一级项目和8个二级项目。", ["一级项目 count 3", "二级项目 count 8"]),
        ("纳入编制范围的单位共1个预算单位。", ["纳入编制范围的单位 count 1"]),
        (
            "实施项目15个（含2021年转列项目5个），收入985万元。",
            ["实施项目 count 15", "转列项目 count 5", "收入 actual 985"],
        ),
        (
            "会议费2.05万元，较上年2.08减少0.03万元。",
            ["会议费 actual 2.05", "会议费 prior 2.08", "会议费 change 0.03"],
        ),
        ("会议费较上年（减少）6万元，（减）幅23%。", ["会议费 change 6", "会议费 change_rate 23"]),
        (
            "召开2021年度业务推进会：参会人数70人、费用1.16万元、内容为业务；工作会议：参会人数15人。",
            ["业务推进会参会人数 count 70", "业务推进会费用 actual 1.16", "工作会议参会人数 count 15"],
        ),
        ("支出项目分别为：教育支出5万元，农林水支出6万元。", ["教育支出 actual 5", "农林水支出 actual 6"]),
        (
            "执行进度分别为：甲项目99%、乙项目87%。",
            ["甲项目 completion_rate 99", "乙项目 completion_rate 87"],
        ),
        ("其中本年预算收入5万元。", ["本年预算收入 budget 5"]),
        ("会议费5万元；未举办论坛活动，该项支出0元。", ["会议费 actual 5", "论坛活动 actual 0"]),
        ("预算收入5万元，其中项目支出4万元。", ["预算收入 budget 5", "项目支出 budget 4"]),
        (
            "收、支总计各是4125.49，4143.91万元，各减少12.3，4.56万元。",
            [
                f"收、支总计 {stated}"
                for stated in ("actual 4125.49", "actual 4143.91", "change 12.3", "change 4.56")
            ],
        ),
        ("乡村公共设施支出5万元。", ["乡村公共设施支出 actual 5"]),
        ("1.2022年教育经费总投入为2.07亿元。", ["教育经费总投入 actual 2.07"]),
        ("2.2021年会议费为5万元。", ["会议费 prior 5"]),
        ("县文联现有编制数4人，内设机构2个。", ["编制数 count 4", "内设机构 count 2"]),
        ("幼儿园今年内设小班5个。", ["小班 count 5"]),
        ("本项目共申请预算资金9万元。", ["预算资金 budget 9"]),
        ("市本级一般公共预算支出安排的会议费决算5万元。", ["会议费 actual 5"]),
        ("支出9万元（含人员支出5万元）。", ["支出 actual 9", "人员支出 actual 5"]),
        ("用事业基金弥补收支差额5万元。", ["用事业基金弥补收支差额 actual 5"]),
        ("服务近12.5万群众的就医。", ["群众 count 12.5"]),
        (
            "差旅经费预算9万元，决算5万元，其中：会议费决算2万元，完成预算的20%；培训费决算3万元，完成预算的30%。",
            [
                *("差旅经费 budget 9", "差旅经费 actual 5", "会议费 actual 2", "会议费 completion_rate 20"),
                *("培训费 actual 3", "培训费 completion_rate 30"),
            ],
        ),
        (
            "收入预算9万元，决算5万元，其中会议费2万元、培训费3万元，完成预算的50%。",
            [
                *("收入预算 budget 9", "收入预算 actual 5", "会议费 actual 2", "培训费 actual 3"),
                "收入预算 completion_rate 50",
            ],
        ),
        ("截至2021年12月31日，固定资产共计6万元。", ["固定资产 prior 6"]),
        ("对2022年整体支出开展绩效自评，自评得分90分。", ["整体支出 score 90"]),
        (
            "卫生健康支出（类）行政事业单位医疗（款）事业\n单位医疗（项）。\n支出5万元。",
            ["事业单位医疗 actual 5"],
        ),
    ],
)
def test_whose_figure_it_is(read: Reading, text: str, stated: list[str]) -> None:
    figures = read(text).figures
    assert [f"{figure.subject.text} {figure.measure} {figure.value}" for figure in figures] == stated


def test_a_composition_goes_on_in_the_next_paragraph(read: Reading) -> None:
    (reason,) = read("养老保险缴费9万元，其中：\n基本支出9万元，项目支出0元。主要用于职工缴费。").reasons
    assert (reason.subject.text, reason.text) == ("养老保险缴费", "职工缴费")


def test_nothing_is_an_amount_too(read: Reading) -> None:
    (reason,) = read("三公经费5万元。其中，会议费没有，原因是压缩开支；差旅费4万元。").reasons
    assert (reason.subject.text, reason.relation) == ("会议费", "other")


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("会议费、培训费5万元，分别减少1万元、2万元、3万元。", 3),
        ("会议费、培训费分别减少1万元、2万元。", 0),
        ("会议费5万元，分别减少1万元。", 0),
    ],
)
def test_a_list_of_more_figures_than_names_is_said(read: Reading, text: str, doubted: int) -> None:
    found = [finding for finding in read(text).findings if "名称数目不一致" in finding.message]
    assert len(found) == doubted
