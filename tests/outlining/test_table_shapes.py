"""Tables as forms, spreadsheets and pages leave them: codes without zeros, shared lines, nothing below, parts."""

from __future__ import annotations

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize_text
from docstruct.outlining.tables import find_tables
from docstruct.outlining.tables.codes import code_findings

LEXICON = default_lexicons().outline


def tables_of(text: str) -> tuple[list[tuple[str | None, str | None, int | None]], ...]:
    """Code, name and level of every row, by table."""
    return tuple(
        [(row.code, row.name, row.level) for row in table.rows]
        for table in find_tables(normalize_text(text), LEXICON)
    )


def headers_of(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [table.header for table in find_tables(normalize_text(text), LEXICON)]


def test_years_are_titles_of_columns() -> None:
    """2022 and 2023 are numbers, but no amounts: what stands above the first amount is the header."""
    table = "项目\t{}\t{}\n行政运行\t1.00\t2.00\n事业运行\t3.00\t4.00\n"

    assert headers_of(table.format(2022, 2023)) == [(("项目",), ("2022",), ("2023",))]
    assert headers_of(table.format("5.00", "6.00")) != [(("项目",), ("5.00",), ("6.00",))]


def test_levels_of_codes_get_the_zeros_a_spreadsheet_dropped() -> None:
    (rows,) = tables_of("""类\t款\t科目名称\t金额
301\t\t工资福利支出\t9.5
301\t1\t基本工资\t4.1
301\t2\t津贴补贴\t3.2
301\t13\t住房公积金\t2.2
303\t99\t其他对个人和家庭的补助\t0.7
""")
    assert [code for code, _, _ in rows] == ["301", "30101", "30102", "30113", "30399"]
    assert [level for _, _, level in rows] == [1, 2, 2, 2, 2]


def test_three_levels_of_a_functional_code_without_zeros() -> None:
    (rows,) = tables_of("""科目编码\t\t\t科目名称\t合计
类\t款\t项\t\t
208\t\t\t社会保障和就业支出\t9.5
208\t5\t\t行政事业单位养老支出\t9.5
208\t5\t5\t机关事业单位基本养老保险缴费支出\t7.5
208\t05\t06\t机关事业单位职业年金缴费支出\t2.0
""")
    assert [code for code, _, _ in rows] == ["208", "20805", "2080505", "2080506"]


def test_levels_that_repeat_those_above_them() -> None:
    (rows,) = tables_of(
        "类\t款\t项\t科目名称\t合计\n210\t\t\t卫生健康支出\t3.5\n210\t21011\t2101101\t行政单位医疗\t3.5\n"
    )
    assert [code for code, _, _ in rows] == ["210", "2101101"]


def test_a_code_of_no_level_is_no_code() -> None:
    (rows,) = tables_of(
        "类\t款\t项\t科目名称\t合计\n210\t11\t01\t行政单位医疗\t3.5\n7\t11\t02\t事业单位医疗\t1.5\n"
    )
    assert rows == [("2101101", "行政单位医疗", 3), (None, "事业单位医疗", None)]


SIDE_BY_SIDE = """一般公共预算基本支出表
人员经费\t\t\t\t公用经费\t\t\t
科目编码\t\t科目名称\t金额\t科目编码\t\t科目名称\t金额
类\t款\t\t\t类\t款\t\t
301\t\t工资福利支出\t9.5\t302\t\t商品和服务支出\t2.5
301\t01\t基本工资\t5.5\t302\t01\t办公费\t1.5
301\t2\t津贴补贴\t4.0\t302\t17\t公务接待费\t1.0
"""


def test_blocks_side_by_side_with_codes_in_two_columns() -> None:
    assert [[code for code, _, _ in rows] for rows in tables_of(SIDE_BY_SIDE)] == [
        ["301", "30101", "30102"],
        ["302", "30201", "30217"],
    ]


def test_two_codes_of_one_row_are_no_blocks() -> None:
    tables = tables_of("""功能分类科目\t\t\t经济分类科目\t\t金额
类\t款\t项\t类\t款\t
208\t05\t05\t301\t08\t5.5
210\t11\t01\t301\t10\t4.5
""")
    assert len(tables) == 1


SHARED = """政府性基金预算财政拨款收入支出决算表
项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余
功能分类科目编码\t科目名称\t\t\t\t\t\t
合计\t\t{opening}\t{revenue}\t合计\t基本支出\t项目支出\t
{row}"""


@pytest.mark.parametrize(
    ("opening", "revenue", "row"),
    [("", "", ""), ("3.1", "4.2", "212\t城乡社区支出\t3.1\t4.2\t5.0\t\t5.0\t2.3\n")],
)
def test_titles_that_share_a_line_with_the_totals(opening: str, revenue: str, row: str) -> None:
    text = SHARED.format(opening=opening, revenue=revenue, row=row)
    (header,) = headers_of(text)
    assert header[4:7] == (("本年支出", "合计"), ("本年支出", "基本支出"), ("本年支出", "项目支出"))
    assert header[7] == ("年末结转和结余",)
    (rows,) = tables_of(text)
    assert rows[0] == (None, "合计", None)


def test_a_total_with_its_figures_shares_no_line() -> None:
    text = "项目\t\t本年支出\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t9.5\t5.5\t4.0\n"
    (rows,) = tables_of(text)
    assert rows == [(None, "合计", None)]


def test_a_header_with_nothing_under_it_is_a_header() -> None:
    text = """财政拨款“三公”经费支出决算表
合计\t\t因公出国（境）费\t\t公务接待费\t
预算数\t决算数\t预算数\t决算数\t预算数\t决算数
"""
    (header,) = headers_of(text)
    assert header[3] == ("因公出国（境）费", "决算数")
    assert tables_of(text) == ([],)


def test_rows_of_text_under_a_header_are_rows() -> None:
    (rows,) = tables_of("序号\t单位名称\t备注\n1\t某市水利局\t本级\n2\t某市水文站\t\n")
    assert [name for _, name, _ in rows] == ["某市水利局", "某市水文站"]
    (rows,) = tables_of("单位名称\t性质\n某市水利局\t行政\n某市水文站\t事业\n")
    assert [name for _, name, _ in rows] == ["某市水利局", "某市水文站"]


@pytest.mark.parametrize("mark", ["（续）", "(续表)", "（续上表）", "续表", "（续1）"])
@pytest.mark.parametrize("where", ["behind", "alone"])
def test_a_table_that_says_it_goes_on_is_one_table(mark: str, where: str) -> None:
    head = "支出决算表\n单位：万元\n"
    again = f"支出决算表{mark}\n单位：万元\n" if where == "behind" else f"{mark}\n"
    columns = "科目编码\t科目名称\t合计\n"
    text = (
        f"{head}{columns}205\t教育支出\t9.5\n20502\t普通教育\t9.5\n\n{again}{columns}2050203\t初中教育\t9.5\n"
    )
    (rows,) = tables_of(text)
    assert [code for code, _, _ in rows] == ["205", "20502", "2050203"]


def test_a_table_of_another_title_is_another() -> None:
    text = "支出决算表\n科目编码\t科目名称\t合计\n205\t教育支出\t9.5\n\n收入决算表\n科目编码\t科目名称\t合计\n205\t教育支出\t9.5\n"
    assert len(tables_of(text)) == 2


def test_forms_of_two_projects_are_two() -> None:
    form = "项目名称\t{}\n主管部门\t某局\n项目资金（元）\t年度资金总额\t{}\n"
    text = (
        "项目支出绩效目标表\n"
        + form.format("清淤", "5.0")
        + "\n项目支出绩效目标表\n"
        + form.format("护林", "6.0")
    )
    tables = find_tables(normalize_text(text), LEXICON)
    assert [[row.name for row in table.rows] for table in tables] == [
        ["项目名称", "主管部门", "项目资金（元）"]
    ] * 2


def found(text: str) -> list[tuple[str, str | None]]:
    tables = find_tables(normalize_text(text), LEXICON)
    return [(finding.kind, finding.stated) for finding in code_findings(tables, LEXICON.tables)]


CODED = "类\t款\t项\t科目名称\t合计\n210\t\t\t卫生健康支出\t5.0\n210\t11\t\t行政事业单位医疗\t5.0\n210\t11\t01\t行政单位医疗\t3.5\n"


def test_a_code_of_no_level_is_a_finding() -> None:
    assert found(f"{CODED}7\t11\t02\t事业单位医疗\t1.5\n") == [("code_of_no_level", "7 11 02")]
    assert found(f"{CODED}210\t11\t2\t事业单位医疗\t1.5\n") == []
    assert found(f"{CODED}合计\t\t\t\t5.0\n") == []


def test_numbers_that_are_no_codes_are_not_reported() -> None:
    assert found("科目编码\t科目名称\t合计\n1\t甲\t3.5\n2\t乙\t1.5\n3\t丙\t1.0\n") == []
