"""Findings in tables: sums of rows and columns, empty tables, tables against each other and against prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Document

EXPENDITURE = """{title}
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
合计\t\t{total}\t308.88\t263.43
208\t社会保障和就业支出\t281.48\t281.48\t0.00
20801\t人力资源和社会保障管理事务\t258.14\t{basic}\t0.00
2080109\t社会保险经办机构\t258.14\t258.14\t0.00
20805\t行政事业单位养老支出\t23.34\t23.34\t0.00
2080505\t机关事业单位基本养老保险缴费支出\t23.34\t23.34\t0.00
210\t卫生健康支出\t290.83\t27.40\t263.43
21001\t卫生健康管理事务\t290.83\t27.40\t263.43
2100102\t一般行政管理事务\t290.83\t27.40\t263.43
"""


def final_accounts(text: str) -> Document:
    return structure(text, fiscal_year=2022, document_type="final_accounts")


def kinds(document: Document) -> list[str]:
    return [finding.kind for finding in document.findings]


def test_a_table_that_adds_up_is_silent() -> None:
    document = final_accounts(EXPENDITURE.format(title="三、支出决算表", total="572.31", basic="258.14"))

    assert kinds(document) == []


def test_a_row_that_is_not_the_sum_of_those_below_it() -> None:
    document = final_accounts(EXPENDITURE.format(title="三、支出决算表", total="572.13", basic="258.14"))

    (found,) = document.findings
    assert (found.kind, found.stated, found.computed) == ("table_sum_mismatch", "572.13", "572.31")
    assert found.message == (
        "《支出决算表》“合计”的“本年支出合计”写为572.13，各下级科目相加为572.31；各栏相加为572.31。"
    )


def test_a_cell_that_breaks_its_row_and_its_column() -> None:
    document = final_accounts(EXPENDITURE.format(title="三、支出决算表", total="572.31", basic="285.14"))

    (found,) = document.findings
    assert (found.kind, found.tables) == ("table_sum_mismatch", ("t1",))
    assert (found.stated, found.computed, found.places[0].value) == ("285.14", "258.14", "285.14")
    assert (
        "写为285.14，各下级科目相加为258.14；改后“208 社会保障和就业支出”的“基本支出”也相符" in found.message
    )


def test_a_table_that_lost_a_row_is_silent() -> None:
    """What is missing is missing in every column: that is a page that was cut, not a sum that is wrong."""
    text = EXPENDITURE.format(title="三、支出决算表", total="572.31", basic="258.14")
    cut = text.replace("210\t卫生健康支出\t290.83\t27.40\t263.43\n", "")

    assert kinds(final_accounts(cut)) == []


def test_a_difference_of_rounding_is_silent() -> None:
    document = final_accounts(EXPENDITURE.format(title="三、支出决算表", total="572.32", basic="258.14"))

    assert kinds(document) == []


def test_two_tables_of_one_total() -> None:
    total = "一、收入支出决算总表\n单位：万元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n"
    rows = (
        "一、一般公共预算财政拨款收入\t572.31\t八、社会保障和就业支出\t281.48\n\t\t九、卫生健康支出\t290.83\n"
    )
    foot = "本年收入合计\t572.31\t本年支出合计\t{0}\n总计\t572.31\t总计\t{0}\n\n"
    table = EXPENDITURE.format(title="三、支出决算表", total="572.31", basic="258.14")

    assert "table_mismatch" not in kinds(final_accounts(total + rows + foot.format("572.31") + table))
    other = rows.replace("281.48", "236.48")
    assert "table_mismatch" in kinds(final_accounts(total + other + foot.format("527.31") + table))


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("", ["empty_table_unexplained"]),
        ("注：本部门没有政府性基金预算财政拨款收入和支出，故本表为空表。\n", []),
    ],
)
def test_an_empty_table_must_say_so(note: str, found: list[str]) -> None:
    table = "八、政府性基金预算财政拨款收入支出决算表\n单位：万元\n科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\n合计\t\t\t\t\n"

    assert kinds(final_accounts(table + note)) == found


@pytest.mark.parametrize(("amount", "found"), [("258.14", []), ("285.14", ["table_text_mismatch"])])
def test_an_item_of_the_prose_stands_in_its_table(amount: str, found: list[str]) -> None:
    table = EXPENDITURE.format(title="五、一般公共预算财政拨款支出决算表", total="572.31", basic="258.14")
    prose = (
        "第三部分 2022年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
        "（三）一般公共预算财政拨款支出决算具体情况\n"
        f"1.社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）。支出决算为{amount}万元。\n"
    )

    document = final_accounts("第二部分 2022年度部门决算表\n" + table + prose)

    assert [kind for kind in kinds(document) if kind.startswith("table")] == found


@pytest.mark.parametrize(("amount", "found"), [("2.58", []), ("25.8", ["table_text_mismatch"])])
def test_a_table_in_thousands_is_compared_in_yuan(amount: str, found: list[str]) -> None:
    table = (
        "五、一般公共预算财政拨款支出决算表\n单位：千元\n功能分类科目编码\t科目名称\t本年支出合计\n合计\t\t25.8\n"
        "208\t社会保障和就业支出\t25.8\n20801\t人力资源和社会保障管理事务\t25.8\n2080109\t社会保险经办机构\t25.8\n"
    )
    prose = (
        "第三部分 2022年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
        f"1.社会保障和就业支出（类）人力资源和社会保障管理事务（款）社会保险经办机构（项）。支出决算为{amount}万元。\n"
    )

    document = final_accounts("第二部分 2022年度部门决算表\n" + table + prose)

    assert [kind for kind in kinds(document) if kind.startswith("table")] == found


def test_a_project_whose_form_is_in_yuan_under_a_head_of_ten_thousand() -> None:
    projects = "十、项目支出表\n单位：万元\n类型\t项目名称\t项目单位\t合计\n专项\t数据监测专区建设经费\t某局\t30.00\n合计\t\t\t30.00\n\n"
    form = "十一、项目支出绩效目标表\n项目名称\t\t数据监测专区建设经费\n项目资金(万元)\t年度资金总额\t{}\n绩效指标\t一级指标\t指标值\n"

    def suspects(amount: str) -> list[str | None]:
        document = structure(projects + form.format(amount), fiscal_year=2024, document_type="budget")
        return [finding.computed for finding in document.findings if finding.kind == "table_unit_suspect"]

    assert suspects("300000.00") == ["30.00"]
    assert suspects("30.00") == []


RATES = """一般公共预算支出表
单位：万元
科目编码\t科目名称\t上年数\t本年数\t{title}
201\t一般公共服务支出\t300.00\t330.00\t10.00
20126\t档案事务\t100.00\t120.00\t20.00
20129\t群众团体事务\t200.00\t210.00\t{last}
"""


@pytest.mark.parametrize("title", ["增减%", "增减率", "增长幅度（%）", "占比", "完成年初预算比例"])
def test_rates_are_not_added_up(title: str) -> None:
    assert kinds(final_accounts(RATES.format(title=title, last="5.00"))) == []


def test_changes_are_added_up() -> None:
    amounts = RATES.format(title="增减额", last="11.00").replace("10.00\n", "30.00\n")
    (found,) = final_accounts(amounts).findings
    assert found.kind == "table_formula_mismatch"
    assert found.message == (
        "《一般公共预算支出表》“20129 群众团体事务”的“增减额”写为11.00万元，按210.00万元和200.00万元计算应为10.00万元；"
        "改后“201 一般公共服务支出”的“增减额”也相符。"
    )


def test_the_numbers_of_columns_beside_the_levels_of_codes_are_no_amounts() -> None:
    text = (
        "收入决算表\n单位：万元\n功能分类科目编码\t\t\t科目名称\t本年收入合计\t财政拨款收入\t其他收入\n"
        "类\t款\t项\t栏次\t1\t2\t3\n\t\t\t合计\t7.00\t4.00\t3.00\n201\t\t\t一般公共服务支出\t7.00\t4.00\t3.00\n"
    )
    document = final_accounts(text)
    assert kinds(document) == []
    assert {fact.text for fact in document.facts} == {"7.00", "4.00", "3.00"}
