"""The tables of the published forms, in the words of several places: what each of their cells states."""

from __future__ import annotations

import pytest

from tests.facts.reading import facts, meaning, tables_of


def test_totals_of_final_accounts_have_a_panel_of_revenue_and_one_of_expenditure() -> None:
    stated = facts("""收入支出决算总表
单位：万元
收入\t\t\t支出\t\t
项目\t行次\t决算数\t项目\t行次\t决算数
一、一般公共预算财政拨款收入\t1\t310.5\t一、一般公共服务支出\t31\t264.8
二、政府性基金预算财政拨款收入\t2\t20.0\t二、教育支出\t32\t61.2
五、事业收入\t5\t7.7\t八、社会保障和就业支出\t38\t15.1
本年收入合计\t27\t338.2\t本年支出合计\t57\t341.1
使用非财政拨款结余\t28\t1.3\t结余分配\t58\t0.4
年初结转和结余\t29\t6.6\t年末结转和结余\t59\t4.6
总计\t30\t346.1\t总计\t60\t346.2
""")
    assert meaning(stated["310.5"]) == (
        "一般公共预算财政拨款收入", "revenue.appropriation", "actual", "general_budget", 2023
    )  # fmt: skip
    assert meaning(stated["7.7"])[1:4] == ("revenue.operations", "actual", "own")
    assert meaning(stated["338.2"])[:2] == ("本年收入合计", "revenue")
    assert meaning(stated["264.8"]) == ("一般公共服务支出", "expenditure", "actual", "all", 2023)
    code = stated["61.2"].subject
    assert code is not None
    assert (code.code, code.method) == ("205", "document_table")
    assert (stated["6.6"].component, stated["6.6"].moment) == ("balance", "opening")
    assert (stated["4.6"].component, stated["4.6"].moment) == ("balance", "closing")
    assert stated["1.3"].component == "balance.used"
    assert stated["0.4"].component == "balance.distributed"
    assert not [fact for fact in stated.values() if fact.value in ("1", "31", "59")]  # 行次 counts lines


def test_revenue_by_source() -> None:
    stated = facts("""收入决算表
金额单位：万元
项目\t\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t\t经营收入\t附属单位上缴收入\t其他收入
功能分类科目编码\t科目名称\t\t\t\t小计\t其中：教育收费\t\t\t
合计\t\t98.1\t50.2\t8.3\t30.4\t12.5\t4.6\t3.7\t0.9
205\t教育支出\t98.2\t50.3\t8.4\t30.5\t12.6\t4.7\t3.8\t1.0
20502\t普通教育\t98.3\t50.4\t8.5\t30.6\t12.7\t4.8\t3.9\t1.1
""")
    assert [stated[text].component for text in ["98.3", "50.4", "8.5", "30.6", "12.7", "4.8", "3.9", "1.1"]] == [
        f"revenue{part}"
        for part in (
            "", ".appropriation", ".superior", ".operations", ".education_fees", ".business", ".affiliates", ".other"
        )
    ]  # fmt: skip
    assert [stated[text].fund for text in ("98.3", "50.4", "30.6", "12.7")] == [
        "all", "appropriation", "own", "special_account"
    ]  # fmt: skip


def test_a_budget_of_revenue_by_organization_and_fund() -> None:
    stated = facts(
        """部门收入总表
单位：万元
部门（单位）名称\t合计\t本年收入\t\t\t\t上年结转
\t\t小计\t一般公共预算拨款收入\t财政专户管理资金\t单位资金\t
某市水利局\t75.0\t70.1\t60.2\t6.4\t3.5\t4.9
某市水文站\t25.0\t20.3\t20.1\t0.1\t0.11\t4.7
""",
        "budget",
    )
    assert stated["20.1"].organization == "某市水文站"
    assert meaning(stated["20.1"])[1:] == ("revenue.appropriation", "budget", "general_budget", 2023)
    assert meaning(stated["6.4"])[1:4] == ("revenue.special_account", "budget", "special_account")
    assert (stated["4.9"].component, stated["4.9"].moment, stated["4.9"].carried_over) == (
        "balance",
        "opening",
        None,
    )


def test_money_carried_over_is_told_from_the_year_s_own_where_the_table_does() -> None:
    stated = facts(
        """收支总表
单位：万元
支出\t\t\t
项目\t2023年预算数\t当年预算\t上年结转
一、社会保障和就业支出\t95.6\t90.1\t5.5
二、卫生健康支出\t20.2\t20.1\t0.1
""",
        "budget",
    )
    assert [
        (stated[text].component, stated[text].measure, stated[text].carried_over)
        for text in ("95.6", "90.1", "5.5")
    ] == [("expenditure", "budget", None), ("expenditure", "budget", False), ("expenditure", "budget", True)]


@pytest.mark.parametrize(
    ("title", "fund"),
    [
        ("支出决算表", "all"),
        ("一般公共预算财政拨款支出决算表", "general_budget"),
        ("政府性基金预算财政拨款支出决算表", "government_funds"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
    ],
)
def test_expenditure_by_function_is_of_the_fund_of_its_title(title: str, fund: str) -> None:
    stated = facts(f"""{title}
单位：万元
项目\t\t本年支出合计\t基本支出\t\t\t项目支出
科目编码\t科目名称\t\t小计\t人员经费\t日常公用经费\t
合计\t\t40.1\t30.2\t20.3\t9.9\t9.8
208\t社会保障和就业支出\t40.11\t30.21\t20.31\t9.91\t9.81
20805\t行政事业单位养老支出\t40.12\t30.22\t20.32\t9.92\t9.82
2080505\t机关事业单位基本养老保险缴费支出\t40.13\t30.23\t20.33\t9.93\t9.83
""")
    assert [stated[text].component for text in ("40.13", "30.23", "20.33", "9.93", "9.83")] == [
        "expenditure",
        "expenditure.basic",
        "expenditure.basic.personnel",
        "expenditure.basic.running",
        "expenditure.project",
    ]
    fact = stated["20.33"]
    assert (fact.fund, fact.measure, fact.year, fact.level) == (fund, "actual", 2023, 3)
    assert fact.subject is not None
    assert fact.subject.path[0] == "社会保障和就业支出"
    assert fact.subject.code == "2080505"


def test_a_fund_s_account_has_its_balances() -> None:
    stated = facts("""政府性基金预算财政拨款收入支出决算表
单位：万元
项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余
科目编码\t科目名称\t\t\t小计\t基本支出\t项目支出\t
212\t城乡社区支出\t3.1\t20.2\t18.3\t0.4\t17.9\t5.0
""")
    assert (stated["3.1"].component, stated["3.1"].moment) == ("balance", "opening")
    assert (stated["5.0"].component, stated["5.0"].moment) == ("balance", "closing")
    assert [stated[text].component for text in ("20.2", "18.3", "17.9")] == [
        "revenue", "expenditure", "expenditure.project"
    ]  # fmt: skip
    assert {fact.fund for fact in stated.values()} == {"government_funds"}


def test_appropriation_by_fund() -> None:
    stated = facts("""财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t\t\t\t
项目\t金额\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款
一、一般公共预算财政拨款\t50.1\t一、公共安全支出\t50.2\t40.3\t9.7\t0.2
年初财政拨款结转和结余\t2.2\t年末财政拨款结转和结余\t1.9\t1.8\t0.1\t0.0
总计\t52.3\t总计\t52.1\t42.1\t9.8\t0.25
""")
    assert meaning(stated["50.1"])[1:4] == ("revenue.appropriation", "actual", "general_budget")
    assert [stated[text].fund for text in ("50.2", "40.3", "9.7", "0.2")] == [
        "appropriation", "general_budget", "government_funds", "state_capital"
    ]  # fmt: skip
    assert (stated["1.8"].component, stated["1.8"].moment, stated["1.8"].fund) == (
        "balance", "closing", "general_budget"
    )  # fmt: skip
    assert stated["9.7"].component == "expenditure"


def test_economic_items_side_by_side_are_of_the_block_they_stand_in() -> None:
    stated = facts("""一般公共预算财政拨款基本支出决算表
单位：万元
人员经费\t\t\t公用经费\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t70.1\t302\t商品和服务支出\t30.2
30101\t基本工资\t17.3\t30201\t办公费\t5.4
30102\t津贴补贴\t12.5\t30217\t公务接待费\t0.6
人员经费合计\t\t70.7\t公用经费合计\t\t30.8
""")
    assert (stated["17.3"].component, stated["5.4"].component) == (
        "expenditure.basic.personnel",
        "expenditure.basic.running",
    )
    subject = stated["0.6"].subject
    assert subject is not None
    assert (subject.code, subject.scheme) == ("30217", "economic_department")
    assert (stated["70.7"].component, stated["30.8"].component) == (
        "expenditure.basic.personnel",
        "expenditure.basic.running",
    )


def test_the_year_before_beside_the_budget_and_what_changed() -> None:
    stated = facts(
        """一般公共预算支出表
单位：万元
科目编码\t科目名称\t2022年执行数\t2023年预算数\t\t\t2023年预算数比2022年执行数\t
\t\t\t小计\t基本支出\t项目支出\t增减额\t增减%
205\t教育支出\t80.1\t90.2\t60.3\t29.9\t10.1\t12.61
""",
        "budget",
    )
    assert [(stated[text].measure, stated[text].year) for text in ("80.1", "90.2", "10.1")] == [
        ("prior", 2022), ("budget", 2023), ("change", 2023)
    ]  # fmt: skip
    assert (stated["12.61"].measure, stated["12.61"].amount) == ("change_rate", None)
    assert stated["29.9"].component == "expenditure.project"


def test_projects_by_name_and_fund() -> None:
    stated = facts(
        """项目支出表
单位：万元
项目名称\t项目单位\t合计\t本年拨款\t\t\t财政专户管理资金\t单位资金
\t\t\t一般公共预算\t政府性基金预算\t国有资本经营预算\t\t
河道清淤\t某县水务局\t17.0\t12.1\t2.2\t0.3\t1.4\t1.1
""",
        "budget",
    )
    assert (meaning(stated["12.1"]), stated["12.1"].organization) == (
        ("河道清淤", "expenditure.project", "budget", "general_budget", 2023),
        "某县水务局",
    )
    assert [stated[text].fund for text in ("2.2", "0.3", "1.4", "1.1")] == [
        "government_funds", "state_capital", "special_account", "own"
    ]  # fmt: skip


def test_procurement_by_kind() -> None:
    stated = facts(
        """政府采购预算表
单位：万元
采购项目\t数量\t采购预算金额\t货物\t工程\t服务
办公设备更新\t12\t9.0\t8.7\t0.1\t0.2
""",
        "budget",
    )
    assert (stated["12"].measure, stated["12"].unit, stated["12"].amount) == ("count", None, None)
    assert [stated[text].component for text in ("9.0", "8.7", "0.1", "0.2")] == [
        "procurement", "procurement.goods", "procurement.works", "procurement.services"
    ]  # fmt: skip
    assert stated["8.7"].subject is not None
    assert stated["8.7"].subject.text == "办公设备更新"


def test_assets_are_stocks_and_counts() -> None:
    stated = facts("""国有资产占有使用情况表
单位：万元
资产项目\t年初数\t\t年末数\t
\t数量\t账面原值\t数量\t账面原值
车辆（辆）\t5\t110.2\t4\t95.3
""")
    assert (stated["5"].measure, stated["5"].moment, stated["5"].unit) == ("count", "opening", "辆")
    assert (stated["95.3"].component, stated["95.3"].moment) == ("assets.original", "closing")


def test_words_nobody_knows_leave_the_meaning_open() -> None:
    stated = facts("""支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t疏浚类
205\t教育支出\t8.1\t5.2\t2.9
""")
    assert (stated["2.9"].component, stated["2.9"].measure) == (None, None)
    assert stated["2.9"].amount == "29000"
    assert stated["5.2"].component == "expenditure.basic"


def test_a_table_of_no_kind_is_listed_with_what_its_columns_say() -> None:
    stated = facts("名称\t金额（万元）\t人数（人）\n甲片区\t3.5\t12\n乙片区\t4.5\t13\n")
    assert (stated["3.5"].unit, stated["3.5"].amount, stated["3.5"].component) == ("万元", "35000", None)
    assert (stated["12"].unit, stated["12"].measure) == ("人", "count")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2023年预算单位支出预算总表", "tables.expenditure"),
        ("2023年预算单位收入预算总表", "tables.revenue"),
        ("某区本级单位收支预算总表", "tables.total"),
        ("财政项目支出绩效目标填报表", "tables.performance"),
        ("政府采购支出预算明细表", "tables.procurement"),
        ("国有资产占有使用情况表", "tables.assets"),
        ("一般公共预算“三公”经费支出情况表", "tables.three_public"),
        ("政府性基金预算收入支出决算表", "tables.government_funds"),
        ("机构人员情况表", None),
    ],
)
def test_kinds_by_the_words_of_the_title(title: str, kind: str | None) -> None:
    document = tables_of(f"{title}\n单位：万元\n项目\t金额\n甲\t1.2\n乙\t2.3\n")
    assert [table.kind for table in document.tables] == [kind]


def test_three_panels_of_one_table_have_their_own_subjects() -> None:
    stated = facts(
        """部门收支总体情况表
单位：万元
收入\t\t支出\t\t\t
项目\t本年预算数\t项目（按功能分类）\t本年预算数\t项目（按经济分类）\t本年预算数
一、一般公共预算拨款收入\t101.1\t一、教育支出\t81.5\t一、工资福利支出\t51.3
本年收入合计\t101.2\t本年支出合计\t102.5\t本年支出合计\t102.6
""",
        "budget",
    )
    assert meaning(stated["81.5"])[:3] == ("教育支出", "expenditure", "budget")
    assert meaning(stated["51.3"])[0] == "工资福利支出"
    assert meaning(stated["101.1"])[:2] == ("一般公共预算拨款收入", "revenue.appropriation")


def test_items_of_several_kinds_in_one_table() -> None:
    stated = facts("""机构运行信息表
单位：万元
项目\t行次\t统计数\t项目\t行次\t统计数
（一）支出合计\t2\t12.4\t四、机关运行经费\t18\t31.5
1.因公出国（境）费\t3\t0.6\t（一）车辆数合计（辆）\t22\t4
3.公务接待费\t7\t3.3\t（一）政府采购支出合计\t31\t55.1
""")
    assert [stated[text].component for text in ("12.4", "0.6", "3.3", "31.5", "55.1")] == [
        "three_public", "three_public.abroad", "three_public.reception", "operating_costs", "procurement"
    ]  # fmt: skip
    assert (stated["4"].measure, stated["4"].unit, stated["4"].amount) == ("count", "辆", None)


def test_a_source_of_money_over_what_is_bought_is_no_revenue() -> None:
    stated = facts(
        """政府采购预算表
单位：万元
采购项目\t采购数量\t总计\t一般公共预算\t事业收入
电脑更新\t12\t7.0\t6.7\t0.3
""",
        "budget",
    )
    assert (stated["0.3"].component, stated["0.3"].fund) == ("procurement", "own")
    assert (stated["6.7"].component, stated["6.7"].fund) == ("procurement", "general_budget")


@pytest.mark.parametrize(
    ("title", "component"),
    [
        ("机关运行经费支出情况表", "operating_costs"),
        ("公务接待费预算执行情况表", "three_public.reception"),
        ("政府购买服务支出预算表", "procurement.services"),
        ("会议费、培训费预算表", None),
        ("情况表", None),
    ],
)
def test_a_title_that_names_what_its_amounts_are_of(title: str, component: str | None) -> None:
    stated = facts(f"{title}\n单位：万元\n单位名称\t2023年决算数\n某县水利局\t88.00\n某县水政大队\t24.00\n")
    assert {fact.component for fact in stated.values()} == {component}


def test_the_last_column_of_names_names_the_item() -> None:
    stated = facts(
        "新增资产配置预算表\n单位：万元\n资产类别\t资产名称\t数量\t金额\n通用设备\t台式电脑\t10\t5.00\n专用设备\t流速仪\t2\t6.00\n",
        "budget",
    )
    subject = stated["6.00"].subject
    assert subject is not None
    assert (subject.text, subject.path) == ("流速仪", ("专用设备", "流速仪"))


def test_totals_of_panels_that_no_header_names() -> None:
    stated = facts("""收入支出决算总表
单位：万元
项目	决算数	项目	决算数
一、其他收入	1	一、教育支出	2
本年收入合计	3	本年支出合计	4
总计	5	总计	6
""")
    assert [stated[text].component for text in ("3", "4", "5", "6")] == [
        "revenue",
        "expenditure",
        "revenue.total",
        "expenditure.total",
    ]


@pytest.mark.parametrize(
    "captions",
    [
        "填报单位：某县水利局\t\t单位：元\t",
        "填报部门：某县水利局\t填报日期：2023年2月\t\t单位：元",
        "编制单位：\t某县水利局\t单位：\t元",
        "预算单位:\t某县水利局\t\t单位:元",
    ],
)
def test_captions_in_the_first_rows_of_a_table(captions: str) -> None:
    stated = facts(f"""收支预算总表\t\t\t
{captions}
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t1,001\t一、农林水支出\t1,002
收入总计\t1,003\t支出总计\t1,004
""", "budget")  # fmt: skip
    assert [stated[text].component for text in ("1,001", "1,003", "1,004")] == [
        "revenue.appropriation",
        "revenue.total",
        "expenditure.total",
    ]
    assert {(fact.measure, fact.amount) for fact in stated.values()} == {
        ("budget", text.replace(",", "")) for text in stated
    }


def test_titles_of_columns_are_no_captions() -> None:
    """单位 | 金额 names columns: nothing is said behind a colon."""
    stated = facts("项目支出预算表\n单位：万元\n单位\t金额\n某县水利局\t2.5\n某县林业局\t3.5\n", "budget")
    assert (stated["2.5"].amount, stated["2.5"].organization) == ("25000", "某县水利局")


def test_the_total_of_two_panels_of_basic_expenditure() -> None:
    stated = facts("""一般公共预算财政拨款基本支出决算表
单位：万元
人员经费\t\t\t公用经费\t\t
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t5.01\t302\t商品和服务支出\t0.92
人员经费合计\t\t5.11\t公用经费合计\t\t0.93
合计\t\t\t\t\t6.04
""")
    assert [stated[text].component for text in ("5.01", "5.11", "0.93", "6.04")] == [
        "expenditure.basic.personnel",
        "expenditure.basic.personnel",
        "expenditure.basic.running",
        "expenditure.basic",
    ]


def test_the_total_of_a_table_that_lists_personnel_among_others() -> None:
    stated = facts("""支出决算表
单位：万元
项目\t决算数
人员经费\t5.01
公用经费\t0.92
项目支出\t2.03
合计\t7.96
""")
    assert stated["7.96"].component == "expenditure"


@pytest.mark.parametrize(
    "title", ["决算数占年初预算%", "决算数为预算数的%", "占调整预算数%", "完成年初预算（%）"]
)
def test_rates_of_completion_in_other_words(title: str) -> None:
    stated = facts(f"支出决算表\n单位：万元\n科目\t年初预算数\t决算数\t{title}\n教育支出\t40\t44\t110\n")
    assert (stated["110"].measure, stated["110"].amount) == ("completion_rate", None)
