"""Forms of whole documents of several provinces, where nothing is wrong, each beside the same with one contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import DocumentType


def found(text: str, document_type: DocumentType = "final_accounts") -> list[tuple[str, str | None]]:
    document = structure(text, document_type=document_type)
    return [
        (one.kind, one.stated)
        for one in document.findings
        if one.severity != "info" and one.kind != "numbering_gap"
    ]


TOTALS = """某县水利局2023年度部门决算
第一部分 2023年度部门决算表
收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算财政拨款收入\t90.00\t一、农林水支出\t105.00
二、其他收入\t20.00\t\t
本年收入合计\t110.00\t本年支出合计\t105.00
年初结转和结余\t12.00\t年末结转和结余\t17.00
总计\t122.00\t总计\t122.00
收入决算表
单位：万元
科目编码\t科目名称\t本年收入合计\t财政拨款收入\t其他收入
合计\t\t110.00\t90.00\t20.00
213\t农林水支出\t110.00\t90.00\t20.00
财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t合计
一、一般公共预算财政拨款\t90.00\t一、农林水支出\t85.00
本年收入合计\t90.00\t本年支出合计\t85.00
年初财政拨款结转和结余\t12.00\t年末财政拨款结转和结余\t17.00
总计\t102.00\t总计\t102.00
一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t本年支出
合计\t\t85.00
213\t农林水支出\t85.00
第二部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收入总计122.00万元，支出总计122.00万元。其中，年初结转和结余12.00万元，年末结转和结余17.00万元。
四、财政拨款收入支出决算总体情况说明
2023年度财政拨款收入总计102.00万元，支出总计102.00万元。
七、“三公”经费支出决算情况说明
2023年度财政拨款“三公”经费支出决算3.00万元（其中：一般公共预算支出3.00万元；政府性基金预算支出0万元）。
"""
FIRST = TOTALS.index("财政拨款收入支出决算总表")


@pytest.mark.parametrize(
    ("right", "wrong", "stated"),
    [
        ("", "", []),
        ("收入总计122.00万元", "收入总计112.00万元", ["112.00"]),
        ("财政拨款收入总计102.00", "财政拨款收入总计120.00", ["120.00"]),
        ("，支出总计102.00万元", "，支出总计122.00万元", ["122.00"]),
        ("，年末结转和结余17.00万元", "，年末结转和结余71.00万元", ["71.00"]),
        # what is larger than the cell is no part of something less
        (
            "（其中：一般公共预算支出3.00万元；政府性基金预算支出0万元）",
            "，一般公共预算支出58.00万元",
            ["58.00"],
        ),
    ],
)
def test_totals_of_all_and_of_the_appropriation(right: str, wrong: str, stated: list[str]) -> None:
    text = TOTALS[: TOTALS.index("第二部分")] + TOTALS[TOTALS.index("第二部分") :].replace(right, wrong)
    assert [told for kind, told in found(text) if kind == "table_text_mismatch"] == stated


def test_a_total_with_what_was_carried_over_is_not_the_one_of_the_year() -> None:
    missing = TOTALS[: TOTALS.index("收入支出决算总表")] + TOTALS[TOTALS.index("收入决算表") :]
    assert found(missing) == []
    wrong = missing.replace("22.00万元，支出总计1", "32.00万元，支出总计1")
    assert found(wrong) == []  # the only table left does not hold it
    nothing = missing.replace("12.00万元，年末结转和结余17.00万元", "0万元，年末结转和结余0万元")
    nothing = nothing.replace("12.00\t年末财政拨款结转和结余\t17.00", "0.00\t年末财政拨款结转和结余\t0.00")
    assert ("table_text_mismatch", "122.00") in found(nothing)


JIANGSU = """某市财政局2023年度部门决算
五、财政拨款支出决算情况说明
2023年度财政拨款支出决算80.00万元。其中：
（一）一般公共服务支出（类）
1.财政事务（款）行政运行（项）。年初预算10.00万元，支出决算20.00万元，完成年初预算的200%。
（二）社会保障和就业支出（类）
1.行政事业单位养老支出（{level}）机关事业单位基本养老保险缴费支出（项）。年初预算10.00万元，支出决算20.00万元。
2.行政事业单位养老支出（款）机关事业单位职业年金缴费支出（项）。年初预算10.00万元，支出决算20.00万元。
（三）卫生健康支出（类）
1.行政事业单位医疗（款）行政单位医疗（项）。年初预算10.00万元，支出决算20.00万元。
"""


def test_items_under_the_title_of_their_level() -> None:
    text = JIANGSU.format(level="款")
    assert found(text) == []
    paths = {figure.subject.code: figure.subject.path for figure in structure(text).figures}
    assert paths["2080506"] == (
        "社会保障和就业支出",
        "行政事业单位养老支出",
        "机关事业单位职业年金缴费支出",
    )
    assert paths["2101101"] == ("卫生健康支出", "行政事业单位医疗", "行政单位医疗")
    assert {kind for kind, _ in found(JIANGSU.format(level="类"))} == {"code_name_mismatch"}


HEAD = "某县水利局2023年度部门决算\n第三部分 情况说明\n"
PROCURED = "十、政府采购支出情况\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # a share that names its whole is of that
        (
            "2023年度政府采购支出总额100.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出30.00万元、"
            "政府采购服务支出50.00万元。授予中小企业合同金额80.00万元，占政府采购支出总额的80%，其中：授予小微企业合同"
            "金额40.00万元，占授予中小企业合同金额的50%；货物采购授予中小企业合同金额20.00万元，占货物支出金额的{}%。",
            {"100": [], "25": [], "90": ["share_mismatch"]},
        ),
        # whose it is stands in front of the name
        (
            "2023年某县水利局部门政府采购支出总额100.00万元，其中：政府采购货物支出20.00万元，政府采购工程支出{}万元，"
            "政府采购服务支出50.00万元。",
            {"30.00": [], "25.00": ["sum_mismatch"]},
        ),
    ],
)
def test_procurement(text: str, kinds: dict[str, list[str]]) -> None:
    for value, wrong in kinds.items():
        assert [kind for kind, _ in found(HEAD + PROCURED + text.format(value))] == wrong


@pytest.mark.parametrize(
    "behind", ["，完成预算的80%，较上年减少1.00万元。\n", "。其中：", "，与预算持平。其中，"]
)
def test_parts_with_shares_behind_the_sentence_of_their_whole(behind: str) -> None:
    text = (
        f"{HEAD}七、“三公”经费支出决算情况说明\n2023年度“三公”经费支出决算为10.00万元{behind}"
        "因公出国（境）费支出0万元，占0%；公务用车购置及运行维护费支出7.00万元，占{}%；"
        "公务接待费支出3.00万元，占30%。\n"
    )
    assert found(text.format(70)) == []
    assert found(text.format(75)) == [("share_mismatch", "75")]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("机关运行经费支出50.00万元，比上年减少5.00万元，增长9.09%。", ["direction_contradiction"]),
        ("机关运行经费支出50.00万元，比上年减少5.00万元，增幅9.09%。", ["direction_contradiction"]),
        ("机关运行经费支出50.00万元，比上年减少5.00万元，下降9.09%。", []),
        ("机关运行经费支出50.00万元，比年初预算减少5.00万元，比上年增长9.09%。", []),
        ("机关运行经费支出50.00万元，比年初预算减少5.00万元，同比增长9.09%。", []),
        ("机关运行经费支出50.00万元，比上年减少5.00万元，增长-9.09%。", []),
        ("机关运行经费支出50.00万元，比上年减少5.00万元；项目支出增长9.09%。", []),
    ],
)
def test_a_change_and_the_way_of_its_rate(sentence: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(f"{HEAD}九、机关运行经费\n{sentence}\n")] == kinds


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("公务接待费年初预算为2.00万元，支出决算为1.60万元，与预算持平。", ["direction_contradiction"]),
        (
            "公务接待费年初预算为2.00万元，支出决算为1.60万元，与年初预算数相比持平。",
            ["direction_contradiction"],
        ),
        ("公务接待费年初预算为2.00万元，支出决算为2.00万元，与预算持平。", []),
        ("公务接待费年初预算为2.00万元，支出决算为1.60万元，与上年预算持平。", []),
        ("公务接待费年初预算为2.00万元，支出决算为1.60万元，与预算基本持平。", []),
    ],
)
def test_as_much_as_the_budget(sentence: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(f"{HEAD}七、“三公”经费\n{sentence}\n")] == kinds


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("机关运行经费2023年支出86.50万元，比2023年减少2.10万元。", ["year_mismatch"]),
        ("机关运行经费2023年支出86.50万元，比2022年减少2.10万元。", []),
        ("机关运行经费2023年支出86.50万元，比2023年预算减少2.10万元。", []),
        ("与上年相比2023年支出86.50万元，比2023年初增加2.10万元。", []),
    ],
)
def test_the_year_behind_what_it_is_of(sentence: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in found(f"{HEAD}九、机关运行经费\n{sentence}\n")] == kinds


def test_assets_are_more_than_their_parts() -> None:
    text = (
        f"{HEAD}十二、国有资产占用情况\n截至2023年12月31日，资产总额386.45万元，其中，流动资产120.10万元，固定资产{{}}万元，"
        "对外投资及有价证券0万元，在建工程0万元，无形资产10.00万元。与上年相比，资产总额增加12.30万元，其中固定资产增加"
        "9.80万元。\n"
    )
    assert found(text.format("256.35")) == []
    assert found(text.format("250.00")) == []  # there may be others
    assert found(text.format("266.35")) == [("parts_exceed_whole", "386.45")]


@pytest.mark.parametrize(("stations", "kinds"), [("212", []), ("222", ["count_sum_mismatch"])])
def test_parts_that_are_counted_twice(stations: str, kinds: list[str]) -> None:
    text = f"{HEAD}二、工作情况\n全年救助人员316人次，其中站内救助{stations}人次，站外救助104人次，护送返乡58人次。\n"
    assert [kind for kind, _ in found(text)] == kinds


@pytest.mark.parametrize(("each", "kinds"), [("2.37", []), ("4.37", ["average_mismatch"])])
def test_nothing_is_the_average_of_none(each: str, kinds: list[str]) -> None:
    text = (
        f"{HEAD}七、“三公”经费\n公务用车购置及运行维护费支出决算为4.74万元，其中公务用车购置支出为0.00万元，公务用车购置数0辆，"
        f"公务用车运行维护费支出为4.74万元，公务用车保有量2辆，车均运行维护费{each}万元。\n"
    )
    assert [kind for kind, _ in found(text)] == kinds


def test_chapters_are_no_list_in_which_a_reason_is_missing() -> None:
    chapter = "{}、{}支出情况说明\n2023年度{}支出{}万元，比上年减少1.00万元。主要原因是厉行节约。\n"
    names = [
        ("一", "机关运行经费", "机关运行经费", "5.00"),
        ("二", "会议费", "会议费", "6.00"),
        ("三", "培训费", "培训费", "7.00"),
    ]
    text = (
        "".join(chapter.format(*one) for one in names)
        + "四、绩效情况说明\n项目预算8.00万元，决算6.00万元。\n"
    )
    kinds = [one.kind for one in structure(HEAD + text).findings]
    assert "reason_missing" not in kinds


def test_assets_in_a_budget_are_those_of_the_year_before() -> None:
    text = (
        "某县水利局2024年部门预算\n八、国有资产占有使用情况\n截至2023年12月31日，资产总额386.45万元，其中，流动资产120.10万元，"
        "固定资产{}万元，无形资产10.00万元。\n"
    )
    assert found(text.format("256.35"), "budget") == []
    assert [kind for kind, _ in found(text.format("266.35"), "budget")] == ["parts_exceed_whole"]
