"""Names that say the same in other words are one name to the checks."""

from __future__ import annotations

import pytest

from docstruct import structure

THREE = """某局2023年度部门决算
三、“三公”经费情况
{whole}9.82万元，具体如下：
1.{abroad}0万元。
2.{vehicles}8.02万元。
3.{reception}{last}万元。
"""


@pytest.mark.parametrize(
    ("whole", "abroad", "vehicles", "reception"),
    [
        (
            "2023年“三公”经费财政拨款支出决算为",
            "因公出国（境）费",
            "公务用车购置及运行维护费支出",
            "公务接待费",
        ),
        ("2023年一般公共预算“三公”经费支出", "因公出国（境）费用", "公务用车购置及运行费", "公务接待费支出"),
        ("三公经费支出总额", "因公出国（境）经费支出", "公务用车购置费及运行维护费", "公务接待费用支出"),
    ],
)
def test_three_public_and_its_parts(whole: str, abroad: str, vehicles: str, reception: str) -> None:
    def found(last: str) -> list[str | None]:
        text = THREE.format(whole=whole, abroad=abroad, vehicles=vehicles, reception=reception, last=last)
        return [one.computed for one in structure(text).findings if one.kind == "sum_mismatch"]

    assert found("1.80") == []
    assert found("2.80") == ["10.82"]


@pytest.mark.parametrize(
    "names",
    [
        ("政府采购支出总额", "政府采购货物支出", "政府采购工程支出", "政府采购服务支出"),
        ("安排政府采购预算", "货物类采购预算", "工程类采购预算", "服务类采购预算"),
        ("政府采购预算总额", "货物采购", "工程采购", "服务采购"),
    ],
)
def test_procurement_and_its_parts(names: tuple[str, ...]) -> None:
    whole, goods, works, services = names
    text = f"某局2024年部门预算\n七、政府采购情况\n2024年{whole}320.00万元，其中：{goods}90.00万元，{works}150.00万元，{services}"
    assert [one.kind for one in structure(f"{text}80.00万元。").findings] == []
    assert [one.kind for one in structure(f"{text}70.00万元。").findings] == ["sum_mismatch"]


def test_those_of_the_whole_county_are_others() -> None:
    text = "某县2023年度部门决算\n三、“三公”经费情况\n“三公”经费支出9.82万元。全县“三公”经费支出98.20万元。\n"
    assert structure(text).findings == ()
