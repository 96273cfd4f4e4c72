"""Several disclosures in one text: where each begins; and what is one disclosure and stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize_text
from docstruct.outlining.lines import read_lines
from docstruct.outlining.parts import find_parts

LEXICON = default_lexicons().outline
SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))

BODY = """一、部门主要职责
贯彻执行国家方针政策。负责全县有关工作。承办县政府交办的其他事项。
二、收支情况说明
2023年收入总预算100万元，比上年增加10万元。支出总预算100万元。
"""
CONTENTS = """目录
一、部门主要职责
二、收支情况说明
"""


def begins(text: str) -> list[str]:
    """The first lines of the parts."""
    lines = read_lines(normalize_text(text), LEXICON.markers)
    return [lines[index].head for index in find_parts(lines, LEXICON)]


def disclosure(cover: str, contents: str = CONTENTS, body: str = BODY) -> str:
    return f"{cover}\n{contents}{body}"


SEVERAL = [
    ("XX县教育局2023年部门预算", "XX县水利局2023年部门预算"),
    ("2023年度\n青山县教育局\n部门预算", "2023年度\n青山县水利局\n部门预算"),
    ("青山县2023年部门预算\n部门：青山县教育局", "青山县2023年部门预算\n部门：青山县水利局"),
    ("青山县教育局2022年度部门决算\n2023年8月", "青山县教育局2023年度部门决算\n2024年8月"),
    ("青山县教育局2023年部门预算", "青山县教育局2023年度部门决算"),
    ("附件1\n青山县教育局2023年部门预算", "附件2\n青山县水利局2023年部门预算"),
    ("青山县教育局2023年部门预算", "青山县实验小学2023年单位预算"),
    ("青山县教育局2023年部门预算公开", "青山县水利局（本级）2023年单位预算公开说明"),
]


@pytest.mark.parametrize("covers", SEVERAL)
def test_each_cover_begins_a_part(covers: tuple[str, str]) -> None:
    found = begins("".join(map(disclosure, covers)))
    assert found == [cover.split("\n")[0] for cover in covers]


@pytest.mark.parametrize("covers", [SEVERAL[0], SEVERAL[2], SEVERAL[5]])
def test_contents_are_not_needed_where_the_overview_follows(covers: tuple[str, str]) -> None:
    assert len(begins("".join(disclosure(cover, contents="") for cover in covers))) == 2


def test_three_parts_of_which_the_first_has_no_cover() -> None:
    text = BODY + disclosure("青山县水利局2023年部门预算") + disclosure("青山县林业局2023年部门预算")
    assert begins(text) == ["一、部门主要职责", "青山县水利局2023年部门预算", "青山县林业局2023年部门预算"]


def test_the_contents_of_the_whole_file_are_a_part_of_their_own() -> None:
    front = "青山县2023年部门预算汇编\n目录\n青山县教育局2023年部门预算……1\n青山县水利局2023年部门预算……9\n"
    parts = disclosure("青山县教育局2023年部门预算") + disclosure("青山县水利局2023年部门预算")
    assert begins(front + parts) == [
        "青山县2023年部门预算汇编",
        "青山县教育局2023年部门预算",
        "青山县水利局2023年部门预算",
    ]


def test_what_stands_above_the_first_cover_otherwise_belongs_to_it() -> None:
    parts = disclosure("青山县教育局2023年部门预算") + disclosure("青山县水利局2023年部门预算")
    assert begins(f"信息公开\n{parts}") == ["信息公开", "青山县水利局2023年部门预算"]


OVERVIEW = """第一部分 {name}概况
一、主要职责
贯彻执行国家方针政策。负责全县有关工作。承办交办的其他事项。
第二部分 2023年部门预算情况说明
2023年收入总预算100万元。支出总预算100万元。
"""


@pytest.mark.parametrize(
    "covers",
    [
        ("青山县教育局2021年度部门决算", "青山县教育局2022年度部门决算", "青山县教育局2023年度部门决算"),
        ("青山县教育局2023年部门预算", "青山县教育局2023年单位预算"),
    ],
)
def test_years_and_levels_of_one_organization_are_parts_without_contents_too(covers: tuple[str, ...]) -> None:
    text = "".join(f"{cover}\n{OVERVIEW.format(name='青山县教育局')}" for cover in covers)
    assert begins(text) == list(covers)


@pytest.mark.parametrize(
    "contents", ["", "目录\n第一部分 青山县水利局概况\n第二部分 2023年部门预算情况说明\n"]
)
def test_a_part_without_a_cover_begins_where_the_numbering_does(contents: str) -> None:
    text = (
        "青山县教育局2023年部门预算\n"
        + OVERVIEW.format(name="青山县教育局")
        + contents
        + OVERVIEW.format(name="青山县水利局")
    )
    assert begins(text) == [
        "青山县教育局2023年部门预算",
        "目录" if contents else "第一部分青山县水利局概况",
    ]


@pytest.mark.parametrize(
    "covers",
    [
        ("青山县教育局部门预算", "青山县水利局部门预算", "青山县林业局部门预算"),
        ("青山县教育局\n部门预算公开", "青山县水利局\n部门预算公开"),
        ("附件1：青山县教育局单位决算", "附件2：青山县水利局单位决算"),
    ],
)
def test_a_cover_that_says_nothing_else_needs_no_year(covers: tuple[str, ...]) -> None:
    assert begins("".join(map(disclosure, covers))) == [cover.split("\n")[0] for cover in covers]


def test_a_part_of_which_the_text_is_missing_does_not_take_that_of_the_next() -> None:
    covers = [f"青山县{office}2023年部门预算" for office in ("教育局", "水利局", "林业局")]
    bodies = (BODY, "", BODY)
    text = "".join(disclosure(cover, body=body) for cover, body in zip(covers, bodies, strict=True))
    assert begins(text) == covers


UNITS = "".join(
    f"青山县{unit}2023年单位预算\n一、主要职责\n实施教育。促进发展。承办交办的其他事项。\n二、收支\n2023年收入30万元。\n"
    for unit in ("实验小学", "第一中学")
)


def test_units_below_the_last_part_of_their_department_are_parts() -> None:
    text = f"青山县教育局2023年部门预算\n{OVERVIEW.format(name='青山县教育局')}第三部分 所属单位预算\n{UNITS}"
    assert len(begins(text)) == 3


ONE = {
    "units within the numbering of their department": "青山县教育局2023年部门预算\n"
    + OVERVIEW.format(name="青山县教育局")
    + f"第三部分 所属单位预算\n{UNITS}第四部分 名词解释\n一、收入：指取得的资金。\n",
    "another body and its document named without a year in the text": disclosure(
        "青山县教育局2023年部门预算", body=BODY + "三、其他\n青山县水利局部门预算\n由水利局另行公开。\n"
    ),
    "the overview of a unit as another part": "青山县教育局2023年部门预算\n"
    + OVERVIEW.format(name="青山县教育局")
    + "第三部分 青山县实验小学概况\n实施小学教育。\n",
    "the overview once more by its own name": "青山县教育局2023年部门预算\n"
    + OVERVIEW.format(name="青山县教育局")
    + "第一部分 教育局概况\n负责教育。\n",
    "parts that begin again without a name": "青山县教育局2023年部门预算\n"
    + OVERVIEW.format(name="青山县教育局")
    + "第一部分 部门概况\n负责教育。\n",
    "an overview that is the second by number but stands first": "青山县教育局2023年部门预算\n"
    + "第一部分 青山县教育局概况\n负责教育。管理学校。指导培训。\n第一部分 青山县实验小学概况\n实施小学教育。\n",
    "the title once more between contents and text": disclosure(
        "青山县教育局2023年部门预算", body=f"青山县教育局2023年部门预算\n{BODY}"
    ),
    "a shortened name above the text": disclosure(
        "青山县人民政府教育局2023年部门预算", body=f"教育局2023年部门预算\n{BODY}"
    ),
    "the title above the tables": disclosure("青山县教育局2023年部门预算")
    + "第三部分 部门预算表\n青山县教育局2023年部门预算\n表1 收支总表\n收入\t100\n支出\t100\n合计\t200\n",
    "another name above the tables": disclosure("青山县教育局2023年部门预算")
    + "青山县教育和体育局2023年部门预算表\n目录\n表1 收支总表\n表2 收入总表\n",
    "units that are named and described": disclosure("青山县教育局2023年部门预算")
    + "三、所属单位\n青山县实验小学2023年单位预算\n青山县第一中学2023年单位预算\n（一）主要职责\n实施小学教育。\n",
    "a list of attachments": disclosure("青山县教育局2023年部门预算")
    + "附件1：青山县实验小学2023年单位预算\n附件2：青山县第一中学2023年单位预算\n",
    "the report on a project": disclosure("青山县教育局2023年部门预算")
    + "青山县实验小学2023年部门预算绩效自评报告\n一、基本情况\n（一）项目概况\n改造校舍。\n",
    "the running line of every page": "".join(
        f"青山县教育局2023年部门预算\n{text}"
        for text in (CONTENTS, BODY, "三、名词解释\n收入：指取得的资金。\n")
    ),
    "what happened and what is planned in one": disclosure(
        "青山县教育局2023年部门预算",
        body=BODY + "三、2022年预算执行情况\n青山县教育局2022年部门决算\n2022年支出90万元。\n",
    ),
    "two titles and no text between": disclosure(
        "青山县2023年部门预算", contents=f"青山县教育局2023年部门预算\n{CONTENTS}"
    ),
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_disclosure_stays_whole(text: str) -> None:
    assert begins(text) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_stays_whole(sample: Path) -> None:
    assert begins(sample.read_text(encoding="utf-8")) == []
