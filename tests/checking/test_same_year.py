"""A year that is compared with itself: both years of a copied sentence must be changed."""

from __future__ import annotations

import pytest

from docstruct import structure


def kinds(sentence: str) -> list[str]:
    return [one.kind for one in structure(f"某局2022年度部门决算\n一、收支情况\n{sentence}\n").findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "2021年度一般公共预算财政拨款支出402.11万元，占2022年度支出合计的96.19%，比2021年度减少12.00万元。",
        "2022年度收入总计100.00万元，与2022年度相比增加10.00万元。",
        "2022年公务接待费1.00万元，较2022年减少0.20万元。",
    ],
)
def test_one_of_the_years_is_wrong(sentence: str) -> None:
    assert kinds(sentence) == ["year_mismatch"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年度收入总计100.00万元，与2021年度相比增加10.00万元。",
        "2022年公务接待费支出1.00万元，比2022年预算减少0.20万元。",
        "2022年公务接待费支出1.00万元，比2022年初预算减少0.20万元。",
        "2022年末在职人员20人，比2022年初减少2人。",
        "2021年收入90.00万元，2022年收入100.00万元，比2021年增加10.00万元。",
        "2021年改革已完成。2022年收入100.00万元，比2021年增加10.00万元。",
    ],
)
def test_two_years_or_a_year_and_its_budget(sentence: str) -> None:
    assert "year_mismatch" not in kinds(sentence)
