"""Counts and areas against the parts listed of them."""

from __future__ import annotations

import pytest

from docstruct import structure

ASSETS = "某县水利局2023年度部门决算\n第三部分 情况说明\n十二、国有资产占用情况\n"


def _found(text: str) -> list[tuple[str | None, str | None]]:
    document = structure(ASSETS + text)
    return [(one.stated, one.computed) for one in document.findings if one.kind == "count_sum_mismatch"]


@pytest.mark.parametrize(
    ("text", "wrong", "added"),
    [
        ("共有车辆{}辆，其中：机要通信用车2辆、应急保障用车2辆、其他用车1辆。", "6", "5"),
        ("共有车辆{}辆，比上年减少1辆，其中，机要通信用车2辆、应急保障用车2辆、其他用车1辆。", "6", "5"),
        ("共有车辆{}辆，其中机要通信用车2辆、执法执勤用车3辆。", "4", "5"),
        ("所属预算单位{}个，其中：行政单位1个，参公单位2个，其他事业单位2个。", "4", "5"),
        ("总建筑面积{}平方米，其中地上建筑面积8013平方米，地下建筑面积5356平方米。", "13459", "13369"),
    ],
)
def test_what_is_listed_makes_the_whole(text: str, wrong: str, added: str) -> None:
    assert _found(text.format(wrong)) == [(wrong, added)]
    assert _found(text.format(added)) == []


@pytest.mark.parametrize(
    "text",
    [
        "共有车辆9辆，其中：机要通信用车2辆、应急保障用车2辆。",  # some of them
        "共有车辆5辆，其中执法执勤用车3辆，其中新购4辆。",  # a part of a part
        "共有车辆5辆，其中机要通信用车2辆；单价50万元以上设备7台。",
        "共有车辆约6辆，其中：机要通信用车2辆、应急保障用车2辆、其他用车1辆。",
        "总建筑面积13459平方米，其中地上建筑面积8013平方米，绿化面积5356平方米。",
        "实有人数112人，其中：在职人员98人（行政人员60人，事业人员38人），离休人员1人，退休人员13人。",
        "在职人员39人，其中参公管理17人、事业人员22人;离退休人员26人(离休1人、退休25人)。",
        "局机关及7个二级预算单位，其中行政单位1个，参公单位2个，公益一类事业单位5个。",
    ],
)
def test_a_list_that_may_leave_something_out_is_silent(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("foreign", "found"),
    [
        ("1批次、10人次", []),
        ("0批次、10人次", [("13", "12")]),
        ("0批次、0人次", [("13", "12"), ("120", "110")]),
    ],
)
def test_a_list_in_two_units(foreign: str, found: list[tuple[str, str]]) -> None:
    """All that is received is 国内 or 外宾."""
    text = f"共接待13批次、120人次，其中：国内公务接待12批次、110人次，外宾接待{foreign}。"
    assert _found(text) == found
    assert _found("共接待13批次、120人次，其中：国内公务接待12批次、110人次。") == []


def test_rates_do_not_add_up() -> None:
    text = "预决算差异率为8.6%，其中收入预决算差异率5.2%，支出预决算差异率8.6%。"
    assert not [one for one in structure(text, fiscal_year=2023).findings if one.kind == "count_sum_mismatch"]
    text = "房屋面积86平方米，其中办公用房52平方米，业务用房86平方米。"
    assert [one for one in structure(text, fiscal_year=2023).findings if one.kind == "count_sum_mismatch"]
