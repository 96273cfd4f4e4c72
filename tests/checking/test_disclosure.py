"""A text that is no budget and no final accounts is said to be none; one that might be is not."""

from __future__ import annotations

import pytest

from tests.loaded import pipeline

MINUTES = (
    "会议纪要\n时间：3月5日上午\n地点：三楼会议室\n会议听取了关于防汛准备工作的汇报，研究了下一步安排。会议指出，今年雨季来得早，"
    "各村要提前检查堤坝，备足沙袋，落实值班。\n会议要求：\n一、压实责任，层层落实。\n二、加强宣传，做好群众转移演练。\n三、严肃纪律，确保信息畅通。\n"
)
NOTICE = (
    "关于召开全县干部大会的通知\n各乡镇人民政府，县直各单位：经研究，定于下周一召开全县干部大会，请各单位主要负责人准时参加，不得无故缺席或者请人代会，"
    * 2
)


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in pipeline().structure(text).findings]


@pytest.mark.parametrize("text", [MINUTES, NOTICE])
def test_minutes_and_notices_are_no_disclosure(text: str) -> None:
    assert "not_a_disclosure" in kinds(text)
    assert pipeline().structure(text).metadata.document_type is None


@pytest.mark.parametrize(
    "text",
    [
        "2022年度收入总计100.50万元。",
        "会议纪要",
        MINUTES + "青山县水务局2023年度部门决算\n",
        MINUTES + "2023年度支出决算为1234.56万元，比上年增加34.50万元。",
    ],
)
def test_what_may_be_one_is_not_said_to_be_none(text: str) -> None:
    assert "not_a_disclosure" not in kinds(text)
