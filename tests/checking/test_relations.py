"""What words say of two amounts: larger than the budget, as much as the year before."""

from __future__ import annotations

import pytest

from docstruct import structure


def found(text: str) -> list[str]:
    document = structure(
        f"某县文化馆2023年度部门决算\n三、支出决算情况说明\n{text}\n",
        fiscal_year=2023,
        document_type="final_accounts",
    )
    return [one.kind for one in document.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("公务接待费预算3.00万元，决算2.10万元，决算数与预算数持平。", ["direction_contradiction"]),
        ("公务接待费预算3.00万元，决算2.99万元，决算数与预算数基本持平。", []),
        ("公务接待费预算3.00万元，决算3.00万元，决算数等于预算数。", []),
        ("公务接待费预算3.00万元，决算2.10万元，未超过预算，决算数低于预算数0.90万元。", []),
        ("会议费预算为2.00万元，支出决算为2.60万元，决算数等于预算数。", ["direction_contradiction"]),
        (
            "会议费年初预算5.00万元，支出决算3.20万元，完成预算的64%，决算数大于预算数。",
            ["direction_contradiction"],
        ),
        ("培训费预算2.00万元，决算1.00万元；会议费预算1.00万元，决算1.00万元，决算数与预算数持平。", []),
    ],
)
def test_a_relation_needs_no_reason(text: str, kinds: list[str]) -> None:
    assert found(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "调整预算120.00万元，支出决算120.00万元，完成调整预算的100%，决算数大于年初预算数的主要原因是年中追加。",
            [],
        ),
        ("全年预算120.00万元，支出决算110.00万元，决算数小于全年预算数的主要原因是压减开支。", []),
        ("调整预算120.00万元，支出决算120.00万元，决算数等于调整预算数。", []),
        (
            "调整预算120.00万元，支出决算120.00万元，决算数小于年初预算数的主要原因是压减开支。",
            ["direction_contradiction"],
        ),
    ],
)
def test_the_budget_named_is_the_one_compared_with(text: str, kinds: list[str]) -> None:
    assert found(f"行政运行（项）。年初预算100.00万元，{text}") == kinds


def test_a_wrong_rate_is_not_said_to_be_words() -> None:
    text = "行政运行（项）年初预算数为400.00万元，支出决算数为460.00万元，完成年初预算的86.96%，主要原因是办案增加。"
    assert found(text) == ["completion_rate_mismatch"]


@pytest.mark.parametrize(
    ("whole", "abroad", "kinds"),
    [
        ("3.00", "与上年持平", ["change_sum_mismatch"]),
        ("2.50", "与上年持平", []),
        ("3.00", "与2022年决算数相同", ["change_sum_mismatch"]),
        ("3.00", "与上年基本持平", []),
        ("3.00", "与预算持平", []),
    ],
)
def test_a_part_that_stays_as_it_was(whole: str, abroad: str, kinds: list[str]) -> None:
    text = (
        f"2023年度“三公”经费支出12.00万元，比上年减少{whole}万元。其中：因公出国（境）费支出0.00万元，{abroad}；公务用车购置及"
        "运行维护费支出9.00万元，比上年减少1.50万元；公务接待费支出3.00万元，比上年减少1.00万元。"
    )
    assert found(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "公务接待费支出2.00万元，2022年支出1.50万元，同比减少，主要原因是接待批次减少。",
            ["direction_contradiction"],
        ),
        ("公务接待费支出2.00万元，2022年支出1.50万元，同比增加，主要原因是接待批次增加。", []),
        ("公务接待费支出2.00万元，2022年支出1.50万元，主要原因是接待批次减少。", []),
        ("公务接待费支出2.00万元，上年支出1.50万元，比预算减少，主要原因是接待批次减少。", []),
        ("培训费支出由上年的5.20万元增加到4.50万元，主要原因是培训减少。", ["direction_contradiction"]),
        ("培训费支出由上年的5.20万元减少到4.50万元，主要原因是培训减少。", []),
    ],
)
def test_a_direction_without_a_change(text: str, kinds: list[str]) -> None:
    assert found(text) == kinds


@pytest.mark.parametrize(
    ("expenditure", "rate", "kinds"),
    [
        ("1,800.00", "25.00", ["change_rate_mismatch"]),
        ("1,800.00", "20.00", []),
        ("1,750.00", "25.00", []),  # of which of the two?
    ],
)
def test_a_change_of_both_totals(expenditure: str, rate: str, kinds: list[str]) -> None:
    text = (
        f"2023年度收入总计1,800.00万元，支出总计{expenditure}万元。与2022年度相比，收、支总计各增加300.00万元，"
        f"增长{rate}%，主要原因是新增项目。"
    )
    assert found(text) == kinds


@pytest.mark.parametrize("behind", ["与上年持平", "与2022年持平", "较上年无增减变化"])
def test_unchanged_behind_two_amounts(behind: str) -> None:
    text = "某局2023年度部门决算\n八、“三公”经费情况\n公务接待费支出2.60万元，上年支出{}万元，{}。\n"
    assert structure(text.format("2.60", behind)).findings == ()
    (found,) = structure(text.format("3.60", behind)).findings
    assert found.message == "“公务接待费”写明持平，但前数为3.60万元、现数为2.60万元。"
    assert structure(text.format("3.60", "与预算持平")).findings == ()
    assert structure(text.format("2.61", behind)).findings == ()


def test_a_share_of_the_total_under_another_name() -> None:
    text = "某局2019年度部门决算\n三、支出决算\n支出合计800.00万元。基本支出420.00万元，占总支出的{}%；项目支出380.00万元，占总支出的47.50%。\n"
    assert structure(text.format("52.50")).findings == ()
    (found,) = structure(text.format("62.50")).findings
    assert (found.kind, found.computed) == ("share_mismatch", "52.50")
    two = text.replace("支出合计800.00万元", "支出合计800.00万元，本年支出790.00万元")
    assert structure(two.format("62.50")).findings == ()


def test_prose_that_stands_in_no_section_is_held_to_the_table() -> None:
    text = (
        "某法院2022年度部门决算\n“三公”经费支出决算表\n单位：万元\n项目\t决算数\n合计\t24.00\n1.因公出国（境）费\t0.00\n"
        "2.公务用车购置及运行维护费\t18.00\n其中：公务用车购置费\t0.00\n公务用车运行维护费\t18.00\n3.公务接待费\t6.00\n\n"
        "2022年度“三公”经费支出24.00万元。其中公务用车运行维护费{}万元；公务接待费6.00万元。\n"
    )
    assert [one.kind for one in structure(text.format("18.00")).findings] == []
    assert [one.kind for one in structure(text.format("15.00")).findings] == ["table_text_mismatch"]
