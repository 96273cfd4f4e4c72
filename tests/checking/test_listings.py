"""A number of bodies against the names that follow it."""

from __future__ import annotations

import pytest

from docstruct import structure


def found(sentence: str) -> list[tuple[str | None, str | None]]:
    text = f"某局2021年度部门决算\n第一部分 概况\n二、机构设置\n{sentence}\n"
    return [(one.stated, one.computed) for one in structure(text).findings if one.kind == "listing_mismatch"]


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("本部门下设7个科室，分别是：办公室、人事科、财务科、村镇科、建管科、房产科。", "6"),
        ("我局内设机构4个：办公室、法规科、执法科、财务科、人事科。", "5"),
        ("市妇联内设机构6个：办公室、宣传部、权益部、家庭儿童部、发展部。", "5"),
        ("下属单位共3家，包括：图书馆、文化馆。", "2"),
        ("内设5个股室：办公室，财务股，业务股（含档案室、资料室），监察股。", "4"),
    ],
)
def test_more_or_fewer_names_than_counted(sentence: str, listed: str) -> None:
    (count, computed) = found(sentence)[0]
    assert computed == listed
    assert count != listed


@pytest.mark.parametrize(
    "sentence",
    [
        "本部门下设6个科室，分别是：办公室、人事科、财务科、村镇科、建管科、房产科。",
        "本部门下设7个科室，分别是：办公室、人事科、财务科、村镇科等。",
        "本部门下设4个科室，分别是：办公室、计划、财务科、法规科和人事科。",  # 计划、财务科 may be one
        "本部门下设3个科室，分别是：办公室、人力资源和社会保障科、财务科。",
        "本部门下设5个科室，分别是：办公室、人事科、财务科，2个事业单位：图书馆、文化馆。",
        "本部门下设2个科室，负责全县林业管理、森林防火工作。",
        "共有车辆6辆：轿车、越野车。",
        "本部门内设机构5个，编制30人。办公室、财务科负责日常工作。",
    ],
)
def test_as_many_as_counted_or_no_plain_list(sentence: str) -> None:
    assert found(sentence) == []
