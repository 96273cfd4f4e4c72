"""Several titles in one paragraph, and documents flattened into long lines."""

from __future__ import annotations

import pytest

from tests.outlining.reading import headings, outlined, tree


def test_run_in_titles_of_one_paragraph_are_headings_of_their_own() -> None:
    text = (
        "一、部门基本情况\n（一）主要职能。负责畜牧业管理。（二）机构设置。内设3个股室。（三）人员情况。编制20人，实有18人。\n"
        "二、部门决算情况说明\n（一）收入决算情况。2015年收入10.00万元。（二）支出决算情况。2015年支出10.00万元。"
    )
    assert tree(text) == [
        "一、部门基本情况",
        "  （一）主要职能",
        "  （二）机构设置",
        "  （三）人员情况",
        "二、部门决算情况说明",
        "  （一）收入决算情况",
        "  （二）支出决算情况",
    ]
    found = outlined(text)
    assert len(found.blocks) == 5
    assert [found.sections[index].kind for index in (2, 6)] == [
        "overview.organization",
        "narrative.expenditure",
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(
            "（一）支出情况。其中：（一）人员支出8万元。（二）公用支出2万元。", id="items with figures"
        ),
        pytest.param("（一）主要职能。负责审批。（二）负责监督检查工作。会同有关部门办理。", id="a duty"),
        pytest.param("（一）收支情况。分为（二）机构设置。和其他。", id="a marker within a sentence"),
        pytest.param(
            "（一）收支情况。情况良好。（三）机构设置。内设3个股室。", id="a number that is not due"
        ),
        pytest.param(
            "（一）主要职能。负责一、二级河道，三、四类水质的管理工作。按照规定办理。", id="enumerations"
        ),
    ],
)
def test_markers_in_prose_split_nothing(paragraph: str) -> None:
    assert len(outlined(paragraph).sections) == 1


FLAT = (
    "青溪县堤防管理处2021年度决算公开说明（目录）第一部分：基本情况一、部门主要职能二、机构设置情况三、人员构成情况"
    "第二部分：2021年度部门决算情况说明一、收入支出决算总体情况说明第三部分：名词解释"
    "第一部分：基本情况一、部门主要职能青溪县堤防管理处负责全县河道管理工作。负责防汛抗旱。二、机构设置情况本单位为二级单位。"
    "三、人员构成情况在职人员20人。第二部分：2021年度部门决算情况说明一、收入支出决算总体情况说明2021年度收入总计100.00万元。"
    "主要原因是：1.人员增加。2.项目增加。第三部分：名词解释"
)


def test_a_flattened_document_has_its_contents_and_its_tree() -> None:
    found = outlined(FLAT)

    assert headings(FLAT) == [
        "1 第一部分基本情况",
        "2 一、部门主要职能",
        "2 二、机构设置情况",
        "2 三、人员构成情况",
        "1 第二部分2021年度部门决算情况说明",
        "2 一、收入支出决算总体情况说明",
        "1 第三部分名词解释",
    ]
    assert [entry.section is not None for entry in found.contents] == [True] * 7
    assert found.metadata.organization == "青溪县堤防管理处"
    assert [block.zone for block in found.blocks] == ["overview", "overview", "overview", "narrative"]
