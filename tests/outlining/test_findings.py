"""What the outline shows to disagree, and what is no disagreement."""

from __future__ import annotations

import pytest

from tests.outlining.reading import outlined


def findings(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.message) for finding in outlined(text).findings]


def test_a_gap_in_the_numbering() -> None:
    text = "三、支出情况\n本单位情况良好。\n四、其他情况\n本单位情况良好。\n六、资产情况\n本单位情况良好。"

    assert findings(text) == [("numbering_gap", "“四、”之后是“六、资产情况”，中间的编号缺失。")]


def test_a_number_given_twice() -> None:
    text = "一、收入情况\n本单位情况良好。\n二、支出情况\n本单位情况良好。\n二、资产情况\n本单位情况良好。\n三、其他情况\n本单位情况良好。"

    assert findings(text) == [("numbering_gap", "编号“二、”重复：支出情况、资产情况。")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("八、收入情况\n本单位情况良好。\n九、支出情况\n本单位情况良好。", id="an excerpt"),
        pytest.param(
            "一、甲情况\n（一）乙情况\n本单位情况良好。\n二、丙情况\n（一）丁情况\n本单位情况良好。",
            id="a list begins anew",
        ),
        pytest.param("2、收入5万元；\n4、支出5万元；", id="items only"),
        pytest.param(
            "第一部分 概况\n本单位情况良好。\n第二部分 说明\n一、总体情况\n本单位情况良好。",
            id="nothing is wrong",
        ),
    ],
)
def test_no_finding(text: str) -> None:
    assert findings(text) == []


def test_an_organization_of_nearly_the_same_name() -> None:
    text = "某市社会医疗保险管理局2022年度部门决算\n一、收入决算表\n部门：某市社会保险管理局\n单位：万元\n合计\t1.00"

    assert findings(text) == [
        ("organization_mismatch", "此处写的是“某市社会保险管理局”，本文件的部门是“某市社会医疗保险管理局”。")
    ]


def test_another_name_in_a_cell_of_a_table() -> None:
    text = "某市社会医疗保险管理局2022年度部门决算\n一、项目支出绩效自评表\n项目名称\t运行经费\n实施单位\t某市社会保险管理局"

    assert [kind for kind, _ in findings(text)] == ["organization_mismatch"]


def test_a_subordinate_of_a_similar_name_is_another_organization() -> None:
    text = "某市医疗保障局本级2022年度部门决算\n一、项目支出绩效自评表\n项目名称\t运行经费\n实施单位\t某市医疗保障局朝阳分局"

    assert findings(text) == []


def test_the_organization_with_and_without_its_level_is_one() -> None:
    text = "某市医疗保障局本级2022年度部门决算\n一、收入决算表\n部门：某市医疗保障局\n单位：万元\n合计\t1.00"

    assert findings(text) == []


LISTED = "目录\n一、部门职责\n二、机构设置\n三、收支情况\n"
TEXT = "一、部门职责\n负责审计工作。\n二、机构设置\n内设科室若干。\n三、收支情况\n收支平衡。\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{LISTED}附件1：部门预算表\n附件2：绩效目标表\n{TEXT}", id="attachments published apart"
        ),
        pytest.param(
            f"{LISTED}{TEXT}附件：1.部门预算公开表\n2.项目支出绩效目标表", id="a list of attachments"
        ),
        pytest.param(f"{LISTED}{TEXT}附件1\n部门预算表\n合计\t1.00", id="attachments are not listed"),
        pytest.param(
            f"{LISTED}{TEXT}某县审计局2023年“三公”经费预算公开\n一、总体情况\n预算10万元。\n二、增减原因\n无变化。",
            id="a numbering that begins again",
        ),
    ],
)
def test_what_contents_need_not_list(text: str) -> None:
    assert findings(text) == []


def test_one_attachment_of_the_listed_is_missing() -> None:
    text = f"{LISTED}附件1：部门预算表\n附件2：绩效目标表\n{TEXT}附件1：部门预算表\n合计\t1.00"
    assert findings(text) == [("contents_mismatch", "目录列有“附件2绩效目标表”，正文没有这样的标题。")]
