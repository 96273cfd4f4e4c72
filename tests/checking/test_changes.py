"""Changes against the base the text names: beside every contradiction its nearest neighbour, where one value differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Finding

RATE, CHANGE, DIRECTION = "change_rate_mismatch", "change_mismatch", "direction_contradiction"
IMPOSSIBLE, ZERO = "impossible_change", "zero_base_rate"

NEIGHBOURS = [
    # each pair of a statement against its own base
    ("公务接待费3.20万元，比上年增加0.70万元，增长28%，比预算减少0.80万元，下降{}%。", "20", "30", RATE),
    (
        "公务接待费支出决算3.20万元，比上年2.50万元增加0.70万元，增长28%；比年初预算4.00万元减少{}万元，下降20%。",
        "0.80",
        "0.70",
        CHANGE,
    ),
    (
        "公务接待费支出决算3.20万元，比上年2.50万元增加0.70万元，增长28%；比年初预算4.00万元减少0.80万元，下降{}%。",
        "20",
        "28",
        RATE,
    ),
    # the base is the budget where the text says so, whatever last year was
    ("会议费支出12.00万元，比上年20.00万元减少8.00万元，比年初预算10.00万元增长{}%。", "20", "40", RATE),
    ("机关运行经费49.69万元，比年初预算43.26万元增长{}%。", "14.86", "12.94", RATE),
    # prior, current and rate without a change
    ("培训费6.00万元，比2020年决算数5.00万元增长{}%。", "20", "16.7", RATE),
    # an item that states its amount twice is compared with the second
    (
        "1.住房保障支出（类）住房改革支出（款）住房公积金（项）45.41万元。2020年执行数为11.67万元，"
        "2021年支出45.41万元，比2020年执行数增加{}%。",
        "289.12",
        "314.82",
        RATE,
    ),
    # the way it goes
    ("培训费6.00万元，比2020年决算数5.00万元{}1.00万元。", "增加", "减少", DIRECTION),
    ("会议费年初预算3万元，支出决算{}万元，决算数与预算数持平的主要原因是按预算执行。", "3", "2", DIRECTION),
    # more than all of it
    ("政府性基金支出{}万元，比上年增加1421.25万元。", "1421.25", "0", IMPOSSIBLE),
    ("培训费{}万元，比上年增加2.00万元。", "2.00", "1.40", IMPOSSIBLE),
    # against the budget, where that is what it fits
    ("公务接待费：2021年预算5.0万元，决算3.2万元，节约{}万元；上年决算4.1万元。", "1.8", "1.2", CHANGE),
    # from nothing
    ("公务接待费{}万元，比上年增加2.00万元，增长100%。", "4.00", "2.00", ZERO),
]


def of_kinds(text: str) -> list[Finding]:
    document = structure(text, fiscal_year=2021, document_type="final_accounts")
    return [
        finding
        for finding in document.findings
        if finding.kind in (RATE, CHANGE, DIRECTION, IMPOSSIBLE, ZERO)
    ]


@pytest.mark.parametrize(("text", "right", "wrong", "kind"), NEIGHBOURS)
def test_one_value_makes_the_contradiction(text: str, right: str, wrong: str, kind: str) -> None:
    assert of_kinds(text.format(right)) == []
    found = of_kinds(text.format(wrong))
    assert [finding.kind for finding in found] == [kind], [finding.message for finding in found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("公务接待费3.12万元，较上年3.25减少0.13万元，减少4%。", id="an amount without a unit"),
        pytest.param("会议费约6万元，比2020年5.00万元增长30%。", id="an estimate"),
        pytest.param("公务用车5辆，比上年增加2辆。", id="a count"),
        pytest.param("会议费49.68万元，比上年增加49.69万元。", id="one cut off, one rounded"),
        pytest.param(
            "会议费年初预算300.00万元，支出决算300.50万元，决算数与预算数基本持平。", id="almost equal"
        ),
        pytest.param("会议费5.00万元，比上年6.00万元增长-16.67%。", id="the sign says it"),
    ],
)
def test_silence(text: str) -> None:
    assert of_kinds(text) == []


def test_a_finding_knows_both_places_with_the_values_as_printed() -> None:
    text = "一、会议费情况\n会议费1,249.60万元，比年初预算1,043.26万元增长12.94%。\n"
    (finding,) = of_kinds(text)

    assert [(place.value, place.unit, place.figure) for place in finding.places] == [
        ("12.94", "%", "f3"),
        ("1,249.60", "万元", "f1"),
        ("1,043.26", "万元", "f2"),
    ]
    assert finding.section == "s1"
    assert [text[place.start : place.end] for place in finding.places] == [
        "12.94%",
        "1,249.60万元",
        "1,043.26万元",
    ]
    assert all(place.source_start == place.start for place in finding.places)
