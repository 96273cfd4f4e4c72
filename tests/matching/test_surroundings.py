"""What the sections around a mention say of it, on whole documents."""

from __future__ import annotations

import pytest

from tests.loaded import pipeline

PIPELINE = pipeline()


def codes(text: str) -> dict[str, str | None]:
    document = PIPELINE.structure(text)
    return {figure.subject.text: figure.subject.code for figure in document.figures}


@pytest.mark.parametrize(
    "announced",
    [
        "按政府支出功能分类科目划分为：",
        "支出按功能分类，具体如下：",
        "总支出50万元。其中，按支出功能科目分：",
    ],
)
def test_a_sentence_announces_a_list(announced: str) -> None:
    text = f"某县教育局2023年度部门决算\n\n一、其他说明\n{announced}\n1.教育管理事务1,100万元。\n（1）行政运行400万元。\n2.普通教育50万元。"

    assert (
        codes(text).items()
        >= {
            "教育管理事务": "20501",
            "行政运行": "2050101",
            "普通教育": "20502",
        }.items()
    )


@pytest.mark.parametrize(
    "text",
    [
        "某县教育局2023年度部门决算\n\n一、其他说明\n具体如下：\n1.教育管理事务1,100万元。",
        "某县教育局2023年度部门决算\n\n一、其他说明\n按政府支出功能分类科目划分为：\n1.普通教育5万元。\n二、另外\n1.教育管理事务1,100万元。",
    ],
)
def test_it_reaches_no_further_than_its_section(text: str) -> None:
    assert codes(text)["教育管理事务"] is None


def test_items_stand_under_the_item_above() -> None:
    text = (
        "某县医保局2023年度部门决算\n\n一、支出说明\n（一）卫生健康支出（类）1000万元。\n1.医疗保障管理事务900万元。\n"
        "（1）行政运行400万元。\n（2）事业运行600万元。\n2.公立医院100万元。\n（二）教育支出（类）7万元。\n1.教育管理事务7万元。\n"
        "（1）机关服务7万元。"
    )

    assert (
        codes(text).items()
        >= {
            "医疗保障管理事务": "21015",
            "行政运行": "2101501",
            "事业运行": "2101550",
            "公立医院": "21002",
            "教育管理事务": "20501",
            "机关服务": "2050103",
        }.items()
    )
