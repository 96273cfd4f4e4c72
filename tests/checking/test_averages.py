"""Averages against the amounts and counts they are made of."""

from __future__ import annotations

import pytest

from docstruct import structure


def found(text: str) -> list[tuple[str | None, str | None]]:
    document = structure(f"某县文化馆2023年度部门决算\n八、“三公”经费情况\n{text}\n")
    return [(one.stated, one.computed) for one in document.findings if one.kind == "average_mismatch"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("公务接待费支出2.40万元，接待国内来访团组30个，来宾240人次，人均消费{}元。", "150", "100.00"),
        ("公务用车运行维护费26.00万元，公务用车保有量为5辆，车均运行费{}万元。", "6.50", "5.20"),
        ("培训费12.00万元，培训300人次，人均{}元。", "500", "400.00"),
        ("会议费3.00万元，召开会议10次，平均每次{}万元。", "0.50", "0.30"),
        (
            "公务接待费1.20万元，比上年1.50万元减少0.30万元，接待60人次，人均接待费用{}元/人次。",
            "150",
            "200.00",
        ),
    ],
)
def test_an_average_is_the_amount_by_the_count(text: str, wrong: str, right: str) -> None:
    assert found(text.format(wrong)) == [(wrong, right)]
    assert found(text.format(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出3.63万元，接待240人次，人均150元。",  # in round numbers
        "公务接待费支出2.40万元，接待240人次，人均约150元。",
        "公务接待费支出3.63万元，其中国内接待2.00万元，接待240人次，人均50元。",  # of which amount?
        "在职人员30人，退休10人，公用经费80.00万元，人均公用经费1.20万元。",  # of which count?
        "公务用车运行维护费26.00万元，保有量为0辆，车均运行费6.50万元。",
        "公务接待费支出2.40万元，接待240人次，车均150元。",
        "遗属补助发放7.92万元，共11人，人均每月600元。",  # 12 months of it
        "伙食补助支出7.20万元，保障30人，人均每天10元。",
    ],
)
def test_an_average_of_something_uncertain(text: str) -> None:
    assert found(text) == []


def test_a_finding_names_the_average_by_the_words_in_front_of_it() -> None:
    document = structure(
        "某县文化馆2023年度部门决算\n七、会议费\n会议费3.00万元，召开会议10次，平均每次0.50万元。\n"
    )
    (finding,) = [one for one in document.findings if one.kind == "average_mismatch"]
    assert "平均每次”写为0.50万元" in finding.message
