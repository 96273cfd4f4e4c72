"""Findings as specifications: a short text, and the contradictions a reader would see in it."""

from __future__ import annotations

from dataclasses import replace

import msgspec.structs
import pytest

from docstruct import Pipeline, structure
from docstruct.reading import read_text
from tests.loaded import pipeline

ITEM = "一般公共预算财政拨款支出决算具体情况\n1.卫生健康支出（类）行政事业单位医疗（款）{}（项）。{}"

CONTRADICTIONS = [
    (
        "completion_rate_mismatch",
        ITEM.format("行政单位医疗", "年初预算为95.86万元，支出决算为79.61万元，完成年初预算的80.5%。"),
        "80.5",
        "83.05",
    ),
    (
        "direction_contradiction",
        ITEM.format(
            "公务员医疗补助",
            "年初预算为17.04万元，支出决算为13.13万元，完成年初预算的77.1%，"
            "决算数大于预算数的主要原因是人员调整。",
        ),
        "大于",
        "小于",
    ),
    (
        "change_rate_mismatch",
        "2021年度机关运行经费支出49.69万元，比年初预算增加6.43万元，增长12.94%，主要原因是人员增加。",
        "12.94",
        "14.86",
    ),
    (
        "zero_base_rate",
        ITEM.format("行政单位医疗", "年初预算为0万元，支出决算为307.83万元，完成年初预算的95.89%。"),
        "95.89",
        None,
    ),
    (
        "unit_suspect",
        "2024年支出预算1353.96万元，比上年减少245.32元，下降15.34%。",
        "245.32元",
        "245.32万元",
    ),
    (
        "share_mismatch",
        "2022年度政府采购支出总额10.73万元，其中：政府采购货物支出10.73万元。"
        "授予中小企业合同金额10.73万元，占政府采购支出总额的0%。",
        "0",
        "100.00",
    ),
    (
        "share_mismatch",
        "本年收入合计1080.38万元，其中：财政拨款收入1063.5万元，占98.4%；事业收入0万元，占0%；"
        "其他收入16.88万元，占6.1%。",
        "6.1",
        "1.56",
    ),
    (
        "sum_mismatch",
        "本年收入合计1080.38万元，其中：财政拨款收入1063.5万元，占98.4%；其他收入17.88万元，占1.6%。",
        "1080.38",
        "1081.38",
    ),
    (
        "sum_rounding",
        "一般公共预算财政拨款基本支出105.58万元，其中：人员经费95.36万元，公用经费10.23万元。",
        "105.58",
        "105.59",
    ),
    (
        "zero_base_rate",
        "一般公共预算财政拨款支出年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元，完成年初预算的95.89%。",
        "95.89",
        None,
    ),
    (
        "repeated_purpose",
        "1.卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。主要用于：事业单位医疗保险支出。支出决算为2.71万元。\n"
        "2.住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：事业单位医疗保险支出。支出决算为9.48万元。",
        "事业单位医疗保险支出",
        None,
    ),
    ("placeholder", "年末公务用车保有量XX辆。", "XX", None),
    ("placeholder", "年初预算为17.54万元，支出决算为20.74万元，完成年初预算的 %。", None, None),
    ("year_mismatch", "纳入本部门2020年度部门决算编制范围的单位包括：", "2020", "2021"),
]


@pytest.mark.parametrize(("kind", "text", "stated", "computed"), CONTRADICTIONS)
def test_a_contradiction_is_found_with_its_computation(
    kind: str, text: str, stated: str | None, computed: str | None
) -> None:
    is_budget = "2024年支出预算" in text
    document = structure(
        text,
        fiscal_year=2024 if is_budget else 2021,
        document_type="budget" if is_budget else "final_accounts",
    )

    found = [finding for finding in document.findings if finding.kind == kind]

    assert len(found) == 1, [(finding.kind, finding.message) for finding in document.findings]
    assert found[0].stated == stated or stated is None
    assert found[0].computed == computed or computed is None
    assert found[0].message.endswith("。")


HEADINGS = (
    "某县审计局2022年度部门决算\n第二部分 2022年度部门决算表\n本单位情况良好。\n"
    "第三部分 {}年度部门决算情况说明\n一、总体情况\n本单位情况良好。"
)


@pytest.mark.parametrize(("year", "found"), [("2021", ["2021"]), ("二〇二一", ["2021"]), ("2022", [])])
def test_a_heading_of_another_year(year: str, found: list[str]) -> None:
    findings = structure(HEADINGS.format(year)).findings

    assert [finding.stated for finding in findings if finding.kind == "year_mismatch"] == found


@pytest.mark.parametrize("title", ["2021年度决算工作回顾", "2021年度部门决算总结", "2021年决算完成情况"])
def test_a_heading_that_looks_back(title: str) -> None:
    text = HEADINGS.format("2022").replace("第二部分 2022年度部门决算表", f"第二部分 {title}")

    assert [one.kind for one in structure(text).findings if one.kind == "year_mismatch"] == []


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出20.00万元，较2020年度部门决算公开的合计16.00万元增加4.00万元。",
        "与2020年度部门决算汇总口径一致。",
        "1.2020年度部门决算已按要求公开。",
        "纳入2020年度决算编制范围但本年度已划出的单位有1家。",
        "纳入2020年度部门决算编制范围的单位5家，其中2家现不再纳入。",
        "纳入2020年度部门决算编制范围的单位3个，2021年度新增1个。",
    ],
)
def test_another_year_that_is_compared_with(text: str) -> None:
    document = structure(text, fiscal_year=2021, document_type="final_accounts")

    assert [finding.message for finding in document.findings if finding.kind == "year_mismatch"] == []


@pytest.mark.parametrize(
    ("kind", "date", "found"),
    [
        ("budget", "2023年9月30日", 1),
        ("budget", "2023年10月8日", 0),
        ("budget", "2024年2月8日", 0),
        ("budget", "2024年12月8日", 0),
        ("budget", "2025年2月8日", 1),
        ("final_accounts", "2024年12月30日", 1),
        ("final_accounts", "2025年8月20日", 0),
    ],
)
def test_a_date_on_which_no_such_document_is_published(kind: str, date: str, found: int) -> None:
    name = "预算" if kind == "budget" else "决算"
    document = structure(f"某县档案局2024年度部门{name}\n{date}\n\n第一部分 概况\n一、主要职责\n负责档案。\n")

    assert document.metadata.date is not None
    assert len([finding for finding in document.findings if finding.kind == "date_suspect"]) == found


COLUMNS = "一、财政拨款收支总表\n单位：万元\n项目\t{}年预算数\n一、一般公共预算\t1.00\n本年收入合计\t1.00\n"


@pytest.mark.parametrize(("year", "found"), [(2024, []), (2023, []), (2022, ["2022"]), (2025, ["2025"])])
def test_the_year_over_a_column(year: int, found: list[str]) -> None:
    document = structure(COLUMNS.format(year), fiscal_year=2024, document_type="budget")

    assert [f.stated for f in document.findings if f.kind == "header_year_mismatch"] == found


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("附表1：某市2023年一般公共预算收入执行情况表", []),
        ("2023年一般公共预算收入完成情况表", []),
        ("2024年一般公共预算收入预算表", ["2022"]),
        ("2023年一般公共预算收入预算表", ["2022"]),
    ],
)
def test_a_table_on_the_year_before_compares_with_the_year_before_that(title: str, found: list[str]) -> None:
    text = f"{title}\n单位：万元\n项目\t2022年决算数\t2023年预算数\n税收收入\t1.00\t2.00\n"
    document = structure(f"一、情况\n收入情况如下。\n{text}", fiscal_year=2024, document_type="budget")
    assert [f.stated for f in document.findings if f.kind == "header_year_mismatch"] == found
    assert not [f for f in document.findings if f.kind == "year_mismatch" and "执行情况" in f.message]


def test_a_column_of_percent_is_no_place_left_open() -> None:
    rows = "项目\t预算数\t执行数为预算数的%\t备注\n税收收入\t2.00\t50.00\t无\n"
    document = structure(f"一、收支总表\n单位：万元\n{rows}", fiscal_year=2024, document_type="budget")
    assert [f for f in document.findings if f.kind == "placeholder"] == []


AGREEMENTS = [
    ITEM.format("行政单位医疗", "年初预算为168.1万元，支出决算为258.08万元，完成年初预算的153.5%。"),
    ITEM.format("行政单位医疗", "年初预算为0万元，支出决算为0万元，完成年初预算的0.0%。"),
    ITEM.format(
        "行政单位医疗",
        "年初预算为18.25万元，支出决算为20.22万元，完成年初预算的110%。决算数大于预算数的主要原因是单位有新人员调入。",
    ),
    "2020年度收入、支出总计11408.69万元。与2019年相比，收、支总计各增加7009.00万元，增长159.3%。",
    "基本支出中，人员经费891.38万元，占91.6%；公用经费80.81万元，占8.4%。",
    "2024年公务接待费支出2.5万元，比2023年决算数57.43万元减少54.93万元，下降95.65%。",
    "全年约支出100万元，完成预算的98%，比上年减少近2万元，下降1%。",
    "本年收入合计10609.52万元，其中：财政拨款收入4944.37万元，占46.6%；政府性基金预算财政拨款收入154万元，占1.5%；"
    "事业收入0万元，占0.0%；其他收入5511.15万元，占51.9%。",
]


@pytest.mark.parametrize("text", AGREEMENTS)
def test_what_agrees_gives_no_error(text: str) -> None:
    document = structure(text, fiscal_year=2021, document_type="final_accounts")

    assert [finding.message for finding in document.findings if finding.severity == "error"] == []


def test_a_line_the_recognition_was_not_sure_of() -> None:
    source = read_text("支出决算为268.08万元。\n收入决算为1.00万元。")
    unsure, sure = source.lines
    lines = (msgspec.structs.replace(unsure, confidence=0.41), msgspec.structs.replace(sure, confidence=0.99))
    document = pipeline().structure_source(replace(source, lines=lines))

    found = [finding for finding in document.findings if finding.kind == "low_confidence"]
    assert [(finding.severity, finding.stated) for finding in found] == [("info", "支出决算为268.08万元。")]


UNSURE = """三、支出决算情况说明
本年支出合计300.00万元，其中：基本支出200.00万元，占66.67%；项目支出100.00万元，占38.33%。
四、公务接待费
公务接待费年初预算为4.00万元，支出决算为3.20万元，完成年初预算的90%。
"""


@pytest.mark.parametrize(
    ("doubtful", "errors"),
    [
        ((), ["completion_rate_mismatch", "share_mismatch"]),
        ((1,), ["completion_rate_mismatch"]),
        ((3,), ["share_mismatch"]),
        ((0, 2), ["completion_rate_mismatch", "share_mismatch"]),
        ((1, 3), []),
    ],
)
def test_a_line_that_was_read_in_doubt_contradicts_nothing(
    doubtful: tuple[int, ...], errors: list[str]
) -> None:
    source = read_text(UNSURE)
    lines = tuple(
        msgspec.structs.replace(line, confidence=0.41 if number in doubtful else 0.99)
        for number, line in enumerate(source.lines)
    )
    document = pipeline().structure_source(replace(source, lines=lines))

    assert sorted(one.kind for one in document.findings if one.severity == "error") == errors
    doubts = [one for one in document.findings if "扫描识别有误" in one.message]
    assert [(one.kind, one.severity) for one in doubts] == [("low_confidence", "info")] * (2 - len(errors))


def test_a_check_can_be_switched_off() -> None:
    skipping = Pipeline(skip_checks=["placeholder"])

    assert skipping.structure("年末公务用车保有量XX辆。").findings == ()


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("人员变动，按实际支出。", 0),  # the line broke behind the colon
        ("8、住房公积金（项）支出决算为1.00万元。", 1),
        ("（二）公务接待费支出1.00万元。", 1),
        ("", 1),
    ],
)
def test_a_reason_behind_the_end_of_a_line(below: str, found: int) -> None:
    text = f"全年预算为2.29万元，支出决算为0.49万元。决算数小于全年预算数的主要原因：\n{below}"
    document = structure(text, fiscal_year=2024, document_type="final_accounts")

    assert len([one for one in document.findings if one.kind == "placeholder"]) == found


LISTED = """某县福利院2024年单位预算
一、支出预算总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2081005\t社会福利事业单位\t9,584,796\t9,000,000\t584,796
二、财政拨款支出预算主要内容
1.社会福利事业单位（项）{}万元，主要用于人员经费。
"""


@pytest.mark.parametrize(("amount", "found"), [("958.48", 0), ("738.66", 0), ("1,738.66", 1)])
def test_an_item_of_one_fund_beside_the_table_of_all(amount: str, found: int) -> None:
    """738.66 may be what is appropriated of it."""
    findings = structure(LISTED.format(amount)).findings

    assert len([one for one in findings if one.kind == "table_text_mismatch"]) == found
