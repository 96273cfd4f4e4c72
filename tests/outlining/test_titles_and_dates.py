"""Covers, titles, dates and contents as documents have them that follow no template."""

from __future__ import annotations

import pytest

from docstruct import structure

BODY = "一、收入情况\n收入总计10.00万元。\n"


@pytest.mark.parametrize(
    "opening",
    ["2022年收入预算36.40万元，支出预算36.40万元", "2022年“三公”经费预算36.40万元，比上年下降36.40%"],
)
def test_a_line_with_an_amount_is_no_cover(opening: str) -> None:
    document = structure(f"云岭县档案局2022年预算说明\n云岭县档案局{opening}\n\n二、机构情况\n设3个股。")
    assert [figure.value for figure in document.figures][:2] == ["36.40", "36.40"]
    assert document.metadata.organization == "云岭县档案局"


@pytest.mark.parametrize(
    ("title", "organization"),
    [
        ("甲县民政局2022年度绩效单位自评报告", "甲县民政局"),
        ("甲县人民政府关于2022年财政预算执行情况和2023年财政预算草案的报告", "甲县人民政府"),
        ("乙市水务局关于2021年部门整体支出绩效评价的报告", "乙市水务局"),
        ("“甲县民政局2022年度部门决算公开", "甲县民政局"),
        ("关于甲县\n乡村振兴局2022年度\n部门决算公开的说明", "甲县乡村振兴局"),
        ("关于2022年度部门整体支出绩效的报告", None),
        ("国务院关于加强预算管理的若干情况\n本局认真学习。", None),
    ],
)
def test_the_body_a_title_names(title: str, organization: str | None) -> None:
    found = structure(f"{title}\n{BODY}").metadata.organization
    assert found == organization if organization else found in (None, "国务院")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            f"甲县人民政府关于2022年预算执行情况的报告\n——2023年1月7日在甲县第十七届人民代表大会第二次会议上\n{BODY}",
            "2023-01-07",
        ),
        (
            f"甲县财政局关于2022年决算的报告\n（2023年8月25日在县人大常委会第九次会议上）\n{BODY}",
            "2023-08-25",
        ),
        (f"甲县民政局2014年度部门决算\n{BODY}甲县民政局\n2015\n年4\n月1\n日", "2015-04-01"),
        (f"甲县民政局2014年度部门决算\n{BODY}甲县民政局\n2015年\n4月1日", "2015-04-01"),
        (f"甲县民政局2014年度部门决算\n二○一五年\n\n{BODY}人数\n2015\n4\n1", None),
        (f"甲县民政局2014年度部门决算\n{BODY}我局于2015年4月1日在县人大会议上作了汇报，获得通过。", None),
    ],
)
def test_dates_of_reports_and_broken_dates(text: str, date: str | None) -> None:
    assert structure(text).metadata.date == date


@pytest.mark.parametrize("year", ["二O二三", "二0二三", "二Ｏ二三", "二〇二三", "二o二三", "２０２３"])
def test_years_with_what_is_typed_for_zero(year: str) -> None:
    assert structure(f"甲县民政局\n{year}年度部门决算\n{BODY}").metadata.fiscal_year == 2023


def test_roman_markers() -> None:
    document = structure(
        "甲县民政局2023年度部门决算\nⅠ、收入情况\n收入1.00万元。\nⅡ、支出情况\n支出1.00万元。\nIII. 其他情况\n说明。\n"
    )
    assert [(section.marker, section.number) for section in document.sections] == [
        ("Ⅰ、", 1),
        ("Ⅱ、", 2),
        ("III.", 3),
    ]
    assert structure("甲县民政局2023年度部门决算\nIT、信息化\n支出1.00万元。\nVIP. 服务\n").sections == ()


def test_contents_whose_pages_stand_behind_tabs_and_brackets() -> None:
    entries = "一、收入情况\t1\n二、支出情况\tP2\n三、部门职责 ……………【 3 】\n四、名词解释 ....... P5\n"
    body = "一、收入情况\n收入1.00万元。\n二、支出情况\n支出1.00万元。\n三、部门职责\n负责水务。\n四、名词解释\n无。\n"
    document = structure(f"甲县水务局\n2023年度部门决算\n\n目录\n{entries}\n{body}")
    assert [entry.title for entry in document.contents] == ["收入情况", "支出情况", "部门职责", "名词解释"]
    assert all(entry.section for entry in document.contents)
    assert document.tables == ()
    assert document.findings == ()


def test_a_table_in_front_of_the_contents_is_one() -> None:
    document = structure(
        f"甲县水务局\n2023年度部门决算\n\n项目\t金额\n收入\t1.00\n目录\n一、收入情况\t1\n二、其他\t2\n{BODY}二、其他\n无。\n"
    )
    assert len(document.tables) == 1


def test_short_lines_are_joined() -> None:
    text = "示例县水务局\n2023年度部门决算\n\n一、支出情况\n会议费支出\n3.00万元。\n培训费5.00\n万元。\n（二）项目支\n出情况\n项目支出9.00万元。\n"
    document = structure(text)
    assert [(figure.subject.text, figure.value, figure.unit) for figure in document.figures] == [
        ("会议费", "3.00", "万元"),
        ("培训费", "5.00", "万元"),
        ("项目支出", "9.00", "万元"),
    ]
    assert [section.title for section in document.sections] == ["支出情况", "项目支出情况"]


def test_the_year_compared_with_is_no_mistake() -> None:
    text = "甲县民政局2015年度部门决算\n一、收入\n{}2014年度部门决算公开“三公”经费合计16.00万元。\n"
    kinds = [
        [finding.kind for finding in structure(text.format(word)).findings] for word in ("较", "比", "本次")
    ]
    assert ["year_mismatch" in found for found in kinds] == [False, False, True]


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("甲县救助站2022年度单位决算", "unit"),
        ("甲县民政局2022年部门预算", "department"),
        ("甲县民政局2022年部门（单位）预算", None),
    ],
)
def test_whose_budget_it_is(title: str, level: str | None) -> None:
    text = f"{title}\n{BODY}二、预算单位构成\n无。\n"
    assert structure(text).metadata.budget_level == level
