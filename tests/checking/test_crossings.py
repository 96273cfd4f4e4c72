"""Prose against tables and tables against each other: one value differs, or nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Document, Finding

BUDGET = """某县档案馆2025年部门预算

2025年部门预算编制说明
2025年，某县档案馆收入预算{revenue}万元，其中：财政拨款收入{appropriation}万元；其他收入20.00万元。
支出预算120.00万元，其中：财政拨款支出预算100.00万元。
财政拨款支出主要内容如下：
1.“文化旅游体育与传媒支出（类）文物（款）博物馆（项）”{item}万元，主要用于馆舍运行。
2.“住房保障支出（类）住房改革支出（款）住房公积金（项）”10.00万元，主要用于缴纳公积金。

2025年部门财务收支预算总表
单位：元
本年收入\t\t本年支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t1,000,000\t一、文化旅游体育与传媒支出\t1,100,000
二、其他收入\t200,000\t二、住房保障支出\t100,000
收入总计\t1,200,000\t支出总计\t1,200,000

2025年部门收入预算总表
单位：元
功能分类科目编码\t功能分类科目名称\t合计\t财政拨款收入\t其他收入
207\t文化旅游体育与传媒支出\t1,100,000\t900,000\t200,000
20702\t文物\t1,100,000\t900,000\t200,000
2070205\t博物馆\t1,100,000\t900,000\t200,000
221\t住房保障支出\t100,000\t100,000\t
22102\t住房改革支出\t100,000\t100,000\t
2210201\t住房公积金\t100,000\t100,000\t
合计\t\t1,200,000\t1,000,000\t200,000

2025年部门一般公共预算支出功能分类预算表
单位：元
功能分类科目编码\t功能分类科目名称\t合计\t基本支出\t项目支出
207\t文化旅游体育与传媒支出\t900,000\t500,000\t400,000
20702\t文物\t900,000\t500,000\t400,000
2070205\t博物馆\t900,000\t500,000\t400,000
221\t住房保障支出\t100,000\t100,000\t
22102\t住房改革支出\t100,000\t100,000\t
2210201\t住房公积金\t100,000\t100,000\t
合计\t\t1,000,000\t600,000\t400,000

2025年部门“三公”经费和机关运行经费预算表
单位：万元
2025年“三公”经费预算数\t\t\t\t\t\t机关运行经费预算数
合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费\t\t\t
\t\t\t小计\t购置费\t运行费\t
3.50\t0.00\t1.50\t2.00\t0.00\t2.00\t30.00

其他相关情况说明
一、2025年“三公”经费预算情况说明
2025年“三公”经费预算数为{three_public}万元。其中：
（一）因公出国（境）费0.00万元。
（二）公务用车购置及运行费2.00万元。
（三）公务接待费{reception}万元。
二、机关运行经费预算
2025年机关运行经费预算为{operating}万元。
"""
RIGHT = {
    "revenue": "120.00",
    "appropriation": "100.00",
    "item": "90.00",
    "three_public": "3.50",
    "reception": "1.50",
    "operating": "30.00",
}


def crossed(text: str) -> list[Finding]:
    return [
        finding
        for finding in budget(text).findings
        if finding.kind in ("table_text_mismatch", "table_mismatch")
    ]


def budget(text: str) -> Document:
    return structure(text, fiscal_year=2025, document_type="budget")


def test_a_budget_that_says_the_same_everywhere_is_silent() -> None:
    assert crossed(BUDGET.format(**RIGHT)) == []


@pytest.mark.parametrize(
    ("name", "wrong", "cell", "unit"),
    [
        ("revenue", "102.00", "1,200,000", "元"),
        ("appropriation", "110.00", "1,000,000", "元"),
        ("item", "99.00", "900,000", "元"),
        ("three_public", "5.30", "3.50", "万元"),
        ("reception", "1.05", "1.50", "万元"),
        ("operating", "33.00", "30.00", "万元"),
    ],
)
def test_prose_that_says_another_value_than_its_cell(name: str, wrong: str, cell: str, unit: str) -> None:
    (finding,) = crossed(BUDGET.format(**RIGHT | {name: wrong}))

    assert (finding.kind, finding.severity, finding.stated) == ("table_text_mismatch", "error", wrong)
    stated, compared = finding.places[:2]
    assert (stated.value, stated.unit, compared.value, compared.unit) == (wrong, "万元", cell, unit)
    assert compared.fact is not None
    assert compared.fact.startswith("c")
    assert finding.message.endswith(f"为{cell}{unit}。")


@pytest.mark.parametrize(("second", "found"), [("90.00", []), ("99.00", ["restatement_mismatch"])])
def test_an_item_given_twice_is_one_finding(second: str, found: list[str]) -> None:
    text = BUDGET.format(**RIGHT).replace(
        "主要用于馆舍运行。", f"主要用于馆舍运行。2025年预算安排{second}万元。"
    )

    assert [finding.kind for finding in budget(text).findings if finding.severity == "error"] == found


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("90", id="as exact as it is"),
        pytest.param("50.00", id="another column of the row"),
        pytest.param("约80.00", id="an estimate"),
    ],
)
def test_prose_that_need_not_be_the_cell(item: str) -> None:
    assert crossed(BUDGET.format(**RIGHT | {"item": item})) == []


def test_a_cell_that_breaks_its_own_table_is_one_finding() -> None:
    text = BUDGET.format(**RIGHT).replace(
        "2070205\t博物馆\t900,000\t500,000\t400,000", "2070205\t博物馆\t990,000\t500,000\t400,000"
    )

    (found,) = [finding for finding in budget(text).findings if finding.severity == "error"]
    assert (found.kind, found.stated, found.computed) == ("table_row_mismatch", "990000", "900000.00")


def test_tables_of_two_organizations_in_one_file_are_not_compared() -> None:
    text = BUDGET.format(**RIGHT)
    table = text[text.index("2025年部门一般公共预算支出") : text.index("2025年部门“三公”")]
    other = table.replace("900,000", "700,000").replace("1,000,000", "800,000").replace("500,000", "300,000")
    other = other.replace("600,000", "400,000")

    assert crossed(text + "\n" + other) == []


TABLES = """一、收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t{total}\t一、住房保障支出\t{total}
本年收入合计\t{total}\t本年支出合计\t{total}
总计\t{total}\t总计\t{total}

二、支出决算表
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
221\t住房保障支出\t{item}\t{item}\t
22102\t住房改革支出\t{item}\t{item}\t
2210201\t住房公积金\t{item}\t{item}\t
合计\t\t{sum}\t{sum}\t

三、一般公共预算财政拨款支出决算表
单位：万元
功能分类科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
221\t住房保障支出\t30.00\t30.00\t
22102\t住房改革支出\t30.00\t30.00\t
2210201\t住房公积金\t30.00\t30.00\t
合计\t\t30.00\t30.00\t

四、财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t\t\t
项目\t决算数\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款
一、一般公共预算财政拨款\t30.00\t一、住房保障支出\t{fund}\t{fund}\t
本年收入合计\t30.00\t本年支出合计\t{fund}\t{fund}\t
总计\t30.00\t总计\t{fund}\t{fund}\t
"""


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"total": "33.00"}, [("30.00", "33.00"), ("30.00", "33.00")]),  # in two tables
    ],
)
def test_one_quantity_in_two_tables(values: dict[str, str], found: list[tuple[str, str]]) -> None:
    text = TABLES.format(**{"total": "30.00", "item": "30.00", "sum": "30.00", "fund": "30.00"} | values)
    document = structure(text, fiscal_year=2022, document_type="final_accounts")

    mismatches = [finding for finding in document.findings if finding.kind == "table_mismatch"]
    assert [(finding.stated, finding.computed) for finding in mismatches] == found
    assert all(len(finding.places) >= 2 for finding in mismatches)


def test_one_wrong_amount_with_all_it_is_part_of_is_one_finding() -> None:
    text = TABLES.format(total="30.00", item="30.00", sum="30.00", fund="33.00")
    document = structure(text, fiscal_year=2022, document_type="final_accounts")

    found = [finding for finding in document.findings if finding.kind == "table_mismatch"]
    assert [len(finding.places) for finding in found] == [
        4,
        2,
    ]  # 类 and 合计; revenue and expenditure of one table
    assert "另有1处差额相同" in found[0].message


def test_two_causes_are_two_findings() -> None:
    """Amounts of different size that are wrong by the same amount have one cause, by different amounts two."""
    table = (
        "三、一般公共预算财政拨款支出决算表\n单位：万元\n功能分类科目编码\t科目名称\t本年支出合计\n"
        "210\t卫生健康支出\t20.00\n221\t住房保障支出\t30.00\n合计\t\t50.00\n\n"
        "四、财政拨款收入支出决算总表\n单位：万元\n收入\t\t支出\t\t\n"
        "项目\t决算数\t项目\t合计\t一般公共预算财政拨款\n"
        "一、一般公共预算财政拨款\t50.00\t一、卫生健康支出\t{0}\t{0}\n"
        "\t\t二、住房保障支出\t{1}\t{1}\n"
        "本年收入合计\t50.00\t本年支出合计\t{2}\t{2}\n总计\t{2}\t总计\t{2}\t{2}\n"
    )

    def mismatches(*amounts: str) -> list[int]:
        document = structure(table.format(*amounts), fiscal_year=2022, document_type="final_accounts")
        return [len(f.places) for f in document.findings if f.kind == "table_mismatch"]

    assert mismatches("20.00", "30.00", "50.00") == []
    assert mismatches("20.00", "33.00", "53.00") == [4]
    assert mismatches("22.00", "33.00", "55.00") == [2, 2, 2]
