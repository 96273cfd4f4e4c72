"""“三公”经费: one meaning in every shape of its table, and none where the header does not say it."""

from __future__ import annotations

import pytest

from tests.facts.reading import facts, meaning

ABROAD, VEHICLES, PURCHASE, OPERATION, RECEPTION = (
    f"three_public.{name}"
    for name in ("abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
)

TWO_HALVES = """一般公共预算财政拨款“三公”经费支出决算表
单位：万元
预算数\t\t\t\t\t\t决算数
合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行维护费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费
9.60\t1.10\t6.20\t2.10\t4.10\t2.30\t8.15\t0.90\t5.30\t2.00\t3.30\t1.95
"""


def test_two_halves_are_budget_and_actual() -> None:
    stated = facts(TWO_HALVES)
    assert [meaning(stated[text])[1:] for text in ("9.60", "1.10", "6.20", "2.10", "4.10", "2.30")] == [
        (component, "budget", "general_budget", 2023)
        for component in ("three_public", ABROAD, VEHICLES, PURCHASE, OPERATION, RECEPTION)
    ]
    assert [meaning(stated[text])[1:3] for text in ("8.15", "0.90", "5.30", "2.00", "3.30", "1.95")] == [
        (component, "actual")
        for component in ("three_public", ABROAD, VEHICLES, PURCHASE, OPERATION, RECEPTION)
    ]
    subject = stated["3.30"].subject
    assert subject is not None
    assert (subject.text, subject.path) == (
        "公务用车运行维护费",
        ("公务用车购置及运行维护费", "公务用车运行维护费"),
    )
    assert stated["3.30"].amount == "33000"


def test_pairs_of_columns_are_budget_and_actual_of_one_item() -> None:
    stated = facts("""财政拨款“三公”经费支出决算表
单位：万元
合计\t\t因公出国(境)费用\t\t公务用车购置及运行费\t\t\t\t\t\t公务接待费
\t\t\t\t小计\t\t购置费\t\t运行费\t\t\t
预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数\t预算数\t决算数
12.5\t11.4\t3.1\t2.9\t7.2\t6.8\t4.5\t4.4\t2.7\t2.4\t2.2\t1.7
""")
    assert meaning(stated["4.4"]) == ("购置费", PURCHASE, "actual", "appropriation", 2023)
    assert meaning(stated["2.7"]) == ("运行费", OPERATION, "budget", "appropriation", 2023)
    assert meaning(stated["11.4"])[1:3] == ("three_public", "actual")


def test_a_budget_in_one_row_with_the_costs_of_running() -> None:
    stated = facts(
        """2023年部门“三公”经费和机关运行经费预算表
单位：万元
“三公”经费预算数\t\t\t\t\t\t机关运行经费预算数
合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费\t\t
\t\t\t小计\t购置费\t运行费
22.91\t0.10\t1.35\t21.46\t0\t21.56\t786.09
""",
        "budget",
    )
    assert meaning(stated["786.09"]) == ("机关运行经费", "operating_costs", "budget", "appropriation", 2023)
    assert meaning(stated["21.56"])[1:3] == (OPERATION, "budget")
    assert meaning(stated["1.35"])[:3] == ("公务接待费", RECEPTION, "budget")


ITEM_BY_ROW = """“三公”经费支出情况表
单位：万元
项目\t2022年预算数\t2023年预算数\t增减额\t增减%
“三公”经费合计\t11.2\t10.4\t-0.8\t-7.14
1．因公出国（境）费\t2.1\t2.0\t-0.1\t-4.76
2.公务接待费\t3.3\t2.6\t-0.7\t-21.21
3、公务用车购置及运行费\t5.8\t5.81\t0.01\t0.17
其中：（1）公务用车运行费\t5.79\t5.82\t0.03\t0.52
（2）购置费\t0.02\t0\t-0.02\t-100.00
"""


def test_items_by_row_with_two_years_and_their_change() -> None:
    stated = facts(ITEM_BY_ROW, "budget")
    assert meaning(stated["3.3"]) == ("公务接待费", RECEPTION, "prior_budget", "appropriation", 2022)
    assert meaning(stated["2.6"]) == ("公务接待费", RECEPTION, "budget", "appropriation", 2023)
    assert meaning(stated["-0.7"])[1:3] == (RECEPTION, "change")
    rate = stated["-21.21"]
    assert (rate.measure, rate.amount) == ("change_rate", None)
    assert meaning(stated["5.79"])[:2] == ("公务用车运行费", OPERATION)
    assert meaning(stated["0.02"])[:2] == ("购置费", PURCHASE)


def test_counts_are_in_no_unit_of_money() -> None:
    stated = facts("""“三公”经费支出决算表
单位：万元
项目\t决算数
一、支出合计\t6.75
（三）公务接待费\t1.70
二、相关统计数\t
1.因公出国（境）团组数（个）\t2
2.公务用车保有量（辆）\t5
3.国内公务接待批次（个）\t31
4.国内公务接待人次（人）\t248
""")
    assert (stated["5"].component, stated["5"].measure, stated["5"].unit, stated["5"].amount) == (
        OPERATION,
        "count",
        "辆",
        None,
    )
    assert [stated[text].unit for text in ("2", "31", "248")] == ["个", "个", "人"]
    assert (stated["1.70"].component, stated["1.70"].amount) == (RECEPTION, "17000")


def test_a_row_of_unknown_words_is_neither_money_nor_an_item() -> None:
    stated = facts(
        "“三公”经费支出决算表\n单位：万元\n项目\t决算数\n公务接待费\t1.7\n来访客商\t42\n餐券（张）\t90\n"
    )
    unknown = stated["42"]
    assert (unknown.component, unknown.measure, unknown.unit, unknown.amount) == (None, None, None, None)
    assert unknown.subject is not None
    assert unknown.subject.text == "来访客商"
    assert stated["90"].unit == "张"


def test_organizations_by_row() -> None:
    stated = facts("""部门“三公”经费支出决算表
单位：万元
单位名称\t合计\t因公出国（境）费\t公务接待费\t公务用车运行费
合计\t9.1\t1.3\t3.6\t4.2
某县农业局\t5.4\t1.2\t2.0\t2.2
某县畜牧站\t3.7\t0.1\t1.6\t2.1
""")
    assert (stated["1.6"].organization, meaning(stated["1.6"])[:2]) == (
        "某县畜牧站",
        ("公务接待费", RECEPTION),
    )
    assert (stated["3.6"].organization, meaning(stated["3.6"])[:2]) == (None, ("公务接待费", RECEPTION))


@pytest.mark.parametrize(
    "header",
    [
        "合计\t公务接待费\t公务接待费",  # two columns of one name: which is which?
        "合计\t待费公务接\t费公接务待",  # scrambled by a converter
    ],
)
def test_a_header_that_does_not_say_it_is_not_believed(header: str) -> None:
    stated = facts(f"“三公”经费支出决算表\n单位：万元\n{header}\n7.1\t3.2\t3.9\n")
    assert stated["3.2"].component is None
    assert stated["3.9"].component is None
    assert stated["3.2"].value == "3.2"


def test_a_year_left_from_the_year_before_is_not_believed() -> None:
    header = "因公出国（境）费\t公务接待费"
    alone = facts(f"“三公”经费支出表\n单位：万元\n2022年预算数\t\n{header}\n3.2\t3.9\n", "budget")
    assert (alone["3.2"].measure, alone["3.2"].year) == (None, None)
    own = facts(f"“三公”经费支出表\n单位：万元\n2023年预算数\t\n{header}\n3.2\t3.9\n", "budget")
    assert (own["3.2"].measure, own["3.2"].year) == ("budget", 2023)
