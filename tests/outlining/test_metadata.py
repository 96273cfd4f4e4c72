"""What a document says of itself: cover, titles, labels and signature weighed together."""

from __future__ import annotations

import pytest

from docstruct import structure
from docstruct.outline import Hints
from tests.outlining.reading import outlined

CONTENTS = "\n目录\n第一部分 概况\n第二部分 名词解释\n第一部分 概况\n本单位情况良好。\n第二部分 名词解释\n无其他情况。"


@pytest.mark.parametrize(
    ("cover", "organization", "year", "document_type"),
    [
        ("2020年度\n某市医疗保障事务中心\n部门决算", "某市医疗保障事务中心", 2020, "final_accounts"),
        ("2020 年度\n某市社会保险局部门决算", "某市社会保险局", 2020, "final_accounts"),
        ("某县审计局2023年度部门决算公开", "某县审计局", 2023, "final_accounts"),
        ("某县审计局2023年单位预算公开说明", "某县审计局", 2023, "budget"),
        ("关于某县审计局2021年度部门决算公开的说明", "某县审计局", 2021, "final_accounts"),
        ("2021年某镇人民政府部门决算", "某镇人民政府", 2021, "final_accounts"),
        ("某市教育局（本级）\n二〇二二年度部门决算", "某市教育局（本级）", 2022, "final_accounts"),
        ("中共某市委\n社会工作部\n2024年度\n部门决算", "中共某市委社会工作部", 2024, "final_accounts"),
        ("某区2025年区级部门预算\n预算主管部门：某区商务委员会", "某区商务委员会", 2025, "budget"),
        ("附件2\n某县审计局2023年单位预算公开说明", "某县审计局", 2023, "budget"),
        ("某市国资委2022年度部门决算公开\n来源：市国资委 2023-09-01\n浏览量：1\n2022年度\n某市国资委部门决算", "某市国资委", 2022, "final_accounts"),
        ("某县教育局（汇总）2020年度部门（单位）决算", "某县教育局", 2020, "final_accounts"),
        ("监督索引号53230000449501000\n某州农产品质量检测中心2019年度部门决算", "某州农产品质量检测中心", 2019, "final_accounts"),
        ("某市第一中学\n2022年度单位决算", "某市第一中学", 2022, "final_accounts"),
        ("某县人民法院2024年度部门预算\n单位负责人签章：\n报送日期：2024年2月1日", "某县人民法院", 2024, "budget"),
        ("2016年某县人民法院省级部门\n决算基本情况说明", "某县人民法院", 2016, "final_accounts"),
        ("某县机关事务中心2025年部门预算及“三公”经费公开信息", "某县机关事务中心", 2025, "budget"),
        ("某市红河区人民法院\n2017年度一般公共预算财政拨款\n“三公”经费决算情况说明", "某市红河区人民法院", 2017, "final_accounts"),
        ("国家三级甲等医院\n2023年度某市中医医院单位决算\n/某市中医医院2023年度决算报表.xls", "某市中医医院", 2023, "final_accounts"),
        ("无障碍浏览 长者专版\n某县竹园镇2018年度部门决算公开", "某县竹园镇", 2018, "final_accounts"),
        ("驻呼市办事处2019年度决算公开报告\n下载本页\n某盟行政公署驻呼市办事处\n2019年度决算公开报告", "某盟行政公署驻呼市办事处", 2019, "final_accounts"),
        ("某市第103中学校2023年单位预算", "某市第103中学校", 2023, "budget"),
        ("某县2023年部门预算汇编\n某县教育局部门预算", "某县教育局", 2023, "budget"),
        ("清源县2023年部门预算", "清源县", 2023, "budget"),
        ("2023年部门预算\n某县教育局", "某县教育局", 2023, "budget"),
        ("2022年度\n单位决算公开\n某市实验小学\n二〇二三年八月", "某市实验小学", 2022, "final_accounts"),
        ("2023年部门预算公开\n部门名称：\n某市红十字会", "某市红十字会", 2023, "budget"),
        ("索引号：330803-065/2021-70004 发布机构：某镇\n发布时间：2021-05-27 14:28 来源：某区政府\n某市衢江区大洲镇2020年部门预算", "某市衢江区大洲镇", 2020, "budget"),
    ],
)  # fmt: skip
def test_the_cover(cover: str, organization: str, year: int, document_type: str) -> None:
    metadata = outlined(cover + CONTENTS).metadata

    assert (metadata.organization, metadata.fiscal_year, metadata.document_type) == (
        organization,
        year,
        document_type,
    )


def test_a_cover_that_does_not_name_the_document() -> None:
    text = "2023年度某市河东街道办事处\n目录\n第一部分 概况\n第二部分 部门决算情况说明\n第一部分 概况\n2023年度本单位各项收入和支出情况良好，没有其他需要说明的重要事项。\n第二部分 部门决算情况说明\n2023年度本单位各项收入和支出情况良好，没有其他需要说明的重要事项。"
    metadata = outlined(text).metadata

    assert (metadata.organization, metadata.document_type) == ("某市河东街道办事处", "final_accounts")


def test_the_title_of_the_contents_may_name_the_document() -> None:
    text = "监督索引号532300\n某州检测中心2019年度部门决算目录\n第一部分 概况\n第二部分 名词解释\n第一部分 概况\n2023年度本单位各项收入和支出情况良好，没有其他需要说明的重要事项。"
    metadata = outlined(text).metadata

    assert (metadata.organization, metadata.fiscal_year) == ("某州检测中心", 2019)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2021年9月17日", "2021-09-17"),
        ("2021 年 9 月 17 日", "2021-09-17"),
        ("二〇二三年八月十五日", "2023-08-15"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("（2023年9月）", "2023-09"),
        ("公开日期：2023-08-25", "2023-08-25"),
        ("2023年13月40日", None),
    ],
)
def test_the_date_on_the_cover(line: str, date: str | None) -> None:
    assert outlined(f"2022年度\n某县审计局部门决算\n{line}{CONTENTS}").metadata.date == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        pytest.param("2023\n年8\n月15\n日\n", "2023-08-15", id="whole"),
        pytest.param("2023\n年8\n月\n", None, id="the day is missing"),
    ],
)
def test_a_date_below_the_text_that_is_broken_into_lines(lines: str, date: str | None) -> None:
    assert outlined(f"一、收入情况\n收入合计5万元。\n某县教育局\n{lines}").metadata.date == date


def test_when_a_page_was_put_up_is_no_date_of_the_document() -> None:
    page = "2020-07-26\n某县审计局2016年部门决算编制说明\n发布时间：2017年9月1日 10:57\n来源：某县审计局\n"

    assert outlined(page + "一、基本职能及主要工作\n负责审计工作。").metadata.date is None


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("二、机构设置\n从预算单位构成看，某县医疗保障局部门决算包括：局本级决算。", "某县医疗保障局"),
        ("二、机构设置\n纳入某县医疗保障局2022年度部门决算编制范围的单位共1个。", "某县医疗保障局"),
        ("二、机构设置\n渠安县农业综合技术服务中心下设办公室、财务室等。", "渠安县农业综合技术服务中心"),
        ("一、基本情况\n（一）渠安县人民检察院是国家法律监督机关。", "渠安县人民检察院"),
        ("二、机构设置\n纳入本部门2022年度部门决算编制范围的单位共1个。", None),
        ("二、机构设置\n本单位内设办公室、财务室。", None),
    ],
)
def test_stock_sentences_name_the_organization_where_nothing_else_does(
    text: str, organization: str | None
) -> None:
    assert outlined(text).metadata.organization == organization


def test_labels_of_tables_name_the_year_where_nothing_else_does() -> None:
    text = "收入支出决算总表\n部门：某县供销社\t2019年度\t金额单位：万元\n项目\t金额\n一、财政拨款收入\t10.00"

    assert outlined(text).metadata.fiscal_year == 2019


def test_a_date_in_prose_names_the_year_where_nothing_else_does() -> None:
    assert outlined("截至2020年12月31日，共有车辆2辆。").metadata.fiscal_year == 2020
    assert outlined("2021年度预算。\n截至2020年12月31日，共有车辆2辆。").metadata.fiscal_year == 2021


def test_without_a_cover_titles_and_signature_speak() -> None:
    text = (
        "第一部分 部门概况\n一、部门职责\n负责医疗保障工作。\n第二部分 2021年度部门决算情况说明\n一、总体情况\n"
        "2021年度收入总计10.00万元。与2020年相比，增加1.00万元。\n某市医疗保障局\n2022年9月30日"
    )
    metadata = outlined(text).metadata

    assert metadata.organization == "某市医疗保障局"
    assert (metadata.fiscal_year, metadata.document_type, metadata.date) == (
        2021,
        "final_accounts",
        "2022-09-30",
    )


def test_the_unit_that_tables_declare_outweighs_that_of_the_prose() -> None:
    text = "一、收支总表\n单位：元\n项目\t金额\n合计\t10,000.00\n二、说明\n收入10.00万元，支出10.00万元。"

    assert outlined(text).metadata.money_unit == "元"


def test_a_date_within_the_text_is_not_the_date_of_the_document() -> None:
    text = "一、国有资产\n截至2021年12月31日，共有车辆2辆。\n二、其他\n无其他情况。"

    assert outlined(text).metadata.date is None


def test_names_of_budgets_do_not_make_final_accounts_a_budget() -> None:
    text = "2022年度一般公共预算财政拨款支出10.00万元，政府性基金预算支出0万元，支出决算为10.00万元。"

    assert outlined(text).metadata.document_type == "final_accounts"


def test_an_excerpt_that_says_nothing_says_nothing() -> None:
    metadata = outlined("购置费0万元。").metadata

    assert (metadata.organization, metadata.fiscal_year, metadata.document_type) == (None, None, None)


def test_what_the_caller_knows_settles_it() -> None:
    metadata = outlined("2022年度收入10.00万元。", Hints(fiscal_year=2021, document_type="budget")).metadata

    assert (metadata.fiscal_year, metadata.document_type) == (2021, "budget")


def test_the_title_of_a_workbook_that_was_saved_as_a_page_is_its_first_row() -> None:
    """A row of one cell above all others is a caption; the name of a project in a row below is none."""
    rows = "".join(
        f"<tr>{cells}</tr>"
        for cells in (
            "<td colspan=3>丙县档案局2022年度部门决算</td>",
            "<td colspan=3>支出决算表</td>",
            "<td>科目编码</td><td>科目名称</td><td>本年支出合计</td>",
            "<td>201</td><td>一般公共服务支出</td><td>12.50</td>",
            "<td colspan=3>丁市教育局2019年度部门预算</td>",
        )
    )
    metadata = structure(f"<html><body><table border=1>{rows}</table></body></html>").metadata
    assert (metadata.organization, metadata.fiscal_year, metadata.document_type) == (
        "丙县档案局",
        2022,
        "final_accounts",
    )


@pytest.mark.parametrize(
    "cover",
    [
        "某县水利局\n财政部监制\n2023年度部门决算",
        "2023年度部门决算\n某县水利局\n某省财政厅印制",
        "某县水利局2023年度部门决算\n某县财政局编印\n二〇二四年八月",
    ],
)
def test_who_printed_a_cover_is_not_whose_it_is(cover: str) -> None:
    text = f"{cover}\n目录\n第一部分 概况\n第二部分 决算表\n第一部分 概况\n一、主要职责\n负责水利。\n"
    assert outlined(text).metadata.organization == "某县水利局"


DEPARTMENTS = "".join(f"临江县{name}局2023年部门决算\n" for name in ("教育", "水利", "民政", "财政"))


@pytest.mark.parametrize("above", [DEPARTMENTS, f"临江县2023年部门决算公开\n{DEPARTMENTS}", ""])
def test_a_list_of_departments_above_one_of_them(above: str) -> None:
    text = f"{above}\n临江县水利局2023年部门决算\n第一部分 部门概况\n一、主要职责\n负责水利。\n"
    assert outlined(text).metadata.organization == "临江县水利局"
