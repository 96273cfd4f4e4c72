"""Canonical kinds of titles as provinces and years word them."""

from __future__ import annotations

import pytest

from docstruct.outlining.kinds import KindMatcher
from tests.outlining.reading import lexicons


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某市人民法院概况", "overview"),
        ("项目概况", "project.summary"),
        ("某县第二中学2019年度部门决算单位概况", "overview"),
        ("基本职能及主要工作", "overview.duties"),
        ("部门决算单位构成情况", "overview.units"),
        ("某县人民医院2017年度部门决算表（附后）", "tables"),
        ("大河镇人民政府2021年度部门决算情况说明", "narrative"),
        ("关于2020年度预算执行情况分析", "narrative.execution"),
        ("预算收支增减变化情况", "narrative.total"),
        ("机关运行情况说明", "narrative.operating_costs"),
        ("存在的问题及改进措施", "narrative.problems"),
        ("存在的主要问题及改进措施", "narrative.problems"),
        ("扶贫资金情况说明", "narrative.poverty_relief"),
        ("重点项目支出情况说明", "narrative.key_projects"),
        ("会议费、培训费支出情况说明", "narrative.general_spending"),
        ("名称解释", "glossary"),
        ("国有资本经营预算收支情况", "narrative.state_capital"),
        ("公务用车运行情况", None),
        ("收入科目", None),
    ],
)
def test_the_kind_of_a_title(title: str, kind: str | None) -> None:
    assert KindMatcher(lexicons().outline).kind(title) == kind
