"""Cells of which a name, a unit or a number could be taken for what it is not."""

from __future__ import annotations

from tests.facts.reading import facts, meaning, tables_of

ASSETS = "国有资产占有使用情况表\n单位：万元\n项目\t年末数\t\n\t数量\t金额\n车辆（辆）\t6\t684.47\n流动资产\t\t228.21\n"


def test_what_a_row_counts_is_no_unit_of_its_amounts() -> None:
    stated = facts(ASSETS)
    assert (stated["6"].measure, stated["6"].unit) == ("count", "辆")
    assert (stated["684.47"].unit, stated["684.47"].amount) == ("万元", "6844700")


def test_where_nothing_is_counted_beside_it_the_row_says_the_unit() -> None:
    stated = facts(
        "机构运行信息表\n单位：万元\n项目\t决算数\n一、机关运行经费\t92.50\n（一）车辆数合计（辆）\t7\n"
    )
    assert (stated["7"].unit, stated["92.50"].unit) == ("辆", "万元")


def test_a_rate_in_percent_has_the_unit_of_its_title() -> None:
    stated = facts(
        "收支预算总表\n单位：万元\n项目\t2023年预算数\t2022年预算数\t增减%\n其他收入\t10.50\t10.00\t5.00\n",
        "budget",
    )
    assert (stated["5.00"].measure, stated["5.00"].unit, stated["5.00"].amount) == ("change_rate", "%", None)
    assert stated["10.50"].unit == "万元"


def test_codes_without_titles_are_no_amounts() -> None:
    text = "支出决算表\n单位：元\n208\t\t\t社会保障和就业支出\t958\n208\t05\t\t养老支出\t169\n208\t05\t02\t离退休\t538\n7\t11\t02\t医疗\t50\n"
    rows = text + "".join(f"208\t10\t{n:02}\t第{n}项\t{n}00\n" for n in range(3, 12))
    assert {fact.text for fact in tables_of(rows).facts}.isdisjoint({"208", "05", "02", "7", "10", "11"})


def test_the_name_of_the_left_side_is_not_that_of_the_right() -> None:
    """收入 and 支出 beside each other without a header: the third amount is of 教育支出, whatever it is of."""
    text = (
        "收支预算总表\n单位：元\n"
        "一、财政拨款收入\t900\t一、教育支出\t800\t700\n2、政府性基金\t\t二、国防支出\t60\t50\n二、其他收入\t30\t\t\t\n"
    )
    stated = facts(text, "budget")
    assert meaning(stated["700"])[0] is None
    assert (stated["50"].subject, stated["50"].fund) == (None, None)
    assert meaning(stated["900"])[0] == "财政拨款收入"


def test_columns_may_be_items_of_the_economic_classification() -> None:
    text = "机关运行经费支出预算表\n单位：万元\n单位名称\t合计\t办公费\t水费\t会议费\n甲市档案局\t60.00\t10.00\t20.00\t30.00\n"
    stated = facts(text, "budget")
    assert meaning(stated["10.00"])[0] == "办公费"
    assert meaning(stated["30.00"])[:3] == ("会议费", "meetings", "budget")
    assert stated["20.00"].organization == "甲市档案局"


def test_a_title_that_is_written_in_every_row_of_its_merged_cell_is_one() -> None:
    text = (
        "部门收入总表\n单位：万元\n单位名称\t合计\t本年收入\t本年收入\n单位名称\t合计\t小计\t一般公共预算\n"
        "甲市档案馆\t50.00\t40.00\t30.00\n"
    )
    document = tables_of(text, "budget")
    assert document.tables[0].header[1] == ("合计",)
    assert [fact.component for fact in document.facts] == [
        "revenue.total",
        "revenue",
        "revenue.appropriation",
    ]


def test_a_column_that_repeats_the_codes_holds_codes() -> None:
    head = "支出决算表\n单位：万元\n功能分类科目编码\t功能分类科目编码\t科目名称\t本年支出合计\n"
    document = tables_of(
        f"{head}合计\t合计\t合计\t7.00\n201\t201\t一般公共服务支出\t7.00\n20126\t20126\t档案事务\t7.00\n"
    )
    assert [fact.text for fact in document.facts] == ["7.00"] * 3
    assert document.findings == ()
