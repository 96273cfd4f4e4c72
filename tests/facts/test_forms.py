"""Forms of performance: keys and values, small tables in them, targets."""

from __future__ import annotations

from tests.facts.reading import facts, meaning, tables_of

PLAN = """财政项目支出绩效目标表
项目名称\t河道清淤工程\t项目性质\t一次性项目
主管部门\t某区水务局\t实施单位\t某区河道所
项目资金（元）\t项目资金总额\t820,000.00\t年度资金申请总额\t410,000.00
\t其中：财政资金\t810,000.00\t其中：当年财政拨款\t400,000.00
\t其他资金\t10,000.00\t上年结转资金\t5,000.00
一级指标\t二级指标\t三级指标\t年度指标值
产出指标\t数量指标\t清淤长度\t≥12.50(公里)
满意度指标\t满意度指标\t居民满意度\t≥85%
"""


def test_a_value_belongs_to_the_label_left_of_it() -> None:
    stated = facts(PLAN, "budget")
    assert meaning(stated["410,000.00"]) == ("年度资金申请总额", "expenditure.project", "budget", "all", 2023)
    assert (stated["400,000.00"].fund, stated["400,000.00"].amount) == ("appropriation", "400000")
    assert stated["10,000.00"].fund == "own"
    assert (stated["5,000.00"].component, stated["5,000.00"].moment) == ("balance", "opening")
    subject = stated["820,000.00"].subject
    assert subject is not None
    assert subject.path == ("河道清淤工程", "项目资金总额")
    assert (stated["820,000.00"].year, stated["400,000.00"].year) == (
        None,
        2023,
    )  # of the project, of the year


def test_a_target_is_listed_with_its_unit_and_is_no_money() -> None:
    stated = facts(PLAN, "budget")
    target = stated["≥12.50(公里)"]
    assert (target.value, target.unit, target.measure, target.amount) == ("12.50", "公里", "other", None)
    assert (stated["≥85%"].value, stated["≥85%"].unit) == ("85", "%")
    assert not [fact for fact in stated.values() if fact.text in ("一次性项目", "某区水务局")]


REVIEW = """项目支出绩效自评表
项目名称\t血液透析补助\t\t\t\t\t
资金情况(万元)\t项目资金\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率
\t年度资金总额：\t31.10\t30.20\t28.50\t10\t94.37%
\t当年财政拨款\t31.05\t30.15\t28.45\t\t
产出指标\t数量指标\t补助人数\t120\t118\t20\t
"""


def test_a_small_table_in_a_form_has_titles_above_its_values() -> None:
    stated = facts(REVIEW)
    assert [stated[text].measure for text in ("31.10", "30.20", "28.50", "10", "94.37%")] == [
        "budget", "adjusted_budget", "actual", "score", "completion_rate"
    ]  # fmt: skip
    assert meaning(stated["28.45"])[1:] == ("expenditure.project", "actual", "appropriation", 2023)
    assert stated["28.45"].amount == "284500"


def test_a_title_far_above_is_not_that_of_another_part_of_the_form() -> None:
    stated = facts(REVIEW)
    assert (stated["120"].measure, stated["118"].component, stated["118"].unit) == ("count", None, None)
    unknown = facts(REVIEW.replace("补助人数", "覆盖面"))
    assert (unknown["118"].measure, unknown["118"].amount) == (None, None)


def test_a_form_without_a_title_is_known_by_its_labels() -> None:
    document = tables_of(PLAN.partition("\n")[2], "budget")
    assert [(table.kind, table.header) for table in document.tables] == [("tables.performance", ())]
    listing = tables_of("项目名称\t金额\n河道清淤\t12.0\n堤防加固\t13.0\n", "budget")
    assert listing.tables[0].header == (("项目名称",), ("金额",))


def test_a_total_is_of_the_year_where_its_block_says_so() -> None:
    form = """部门整体支出绩效目标表
部门（单位）名称\t某县水利局
{block}（万元）\t资金总额\t500.00
年度总体目标\t完成河道治理
"""
    assert facts(form.format(block="年度预算申请"), "budget")["500.00"].year == 2023
    assert facts(form.format(block="预算申请"), "budget")["500.00"].year is None
