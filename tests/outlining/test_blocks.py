"""The prose of the body: which paragraphs, in which section and zone."""

from __future__ import annotations

import pytest

from tests.outlining.reading import normalized, outlined


def blocks(text: str) -> list[tuple[str, str | None, str]]:
    """Zone, title of the section and first characters of every block."""
    found = outlined(text)
    text = normalized(text).text
    titles = {section.id: section.title for section in found.sections}
    return [
        (block.zone, titles[block.section] if block.section else None, text[block.start : block.end][:8])
        for block in found.blocks
    ]


def test_zones_follow_the_parts() -> None:
    text = (
        "第一部分 部门概况\n一、机构设置\n内设机构6个。\n第二部分 情况说明\n一、收入决算情况说明\n收入10万元。\n"
        "第三部分 名词解释\n一、基本支出：指人员支出。\n第四部分 附件\n绩效自评得分90分。"
    )

    assert blocks(text) == [
        ("overview", "机构设置", "内设机构6个。"),
        ("narrative", "收入决算情况说明", "收入10万元。"),
        ("glossary", "基本支出", "一、基本支出：指"),
        ("attachment", "附件", "绩效自评得分90"),
    ]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2022年度收入10万元。", "narrative"),
        ("（三）国有资产占用情况说明。共有车辆2辆。", "narrative"),
        ("附件：2023年度部门整体支出绩效自评报告\n（一）基本情况。在职86人。", "attachment"),
        ("一、基本情况\n（一）学校概况。教学班54个。", "overview"),
        ("第五部分 附件\n2020年度绩效自评报告\n一、单位基本情况\n在职46人。", "attachment"),
        ("2023年决算情况说明\n一、部门基本情况\n在职46人。\n二、其他\n无其他情况。", "overview"),
    ],
)
def test_the_zone_of_an_excerpt(text: str, zone: str) -> None:
    assert outlined(text).blocks[0].zone == zone


def test_what_is_no_prose() -> None:
    text = (
        "2022年度\n某县审计局部门决算\n目录\n第一部分 表\n第一部分 表\n一、收入决算表\n公开02表\n部门：某县审计局\n"
        "单位：万元\n项目\t金额\n合计\t10.00\n注：本表反映收入情况。\n二、说明\n本单位情况良好。"
    )

    assert [block[2] for block in blocks(text)] == ["注：本表反映收入", "本单位情况良好。"]


def test_a_run_in_heading_keeps_its_paragraph() -> None:
    assert blocks("（一）办公室。负责日常运转。") == [("narrative", "办公室", "（一）办公室。负")]


def test_items_are_prose_in_their_own_section() -> None:
    text = "二、情况\n其中：\n1、公务接待费1万元。\n2、因公出国（境）费0万元。"

    assert [title for _, title, _ in blocks(text)] == ["情况", "公务接待费1万元", "因公出国（境）费0万元"]
