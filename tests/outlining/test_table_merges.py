"""Tables copied as text, in which a merged cell is one cell: titles and totals get their columns back, or none."""

from __future__ import annotations

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize_text
from docstruct.outlining.tables import find_tables

LEXICON = default_lexicons()


def read(*rows: str) -> tuple[list[list[str]], list[list[str]]]:
    """The paths of the columns and the texts of the rows of the one table these rows make."""
    (table,) = find_tables(
        normalize_text("\n".join(["一、支出情况表", "单位：万元", *rows])), LEXICON.outline
    )
    return [list(path) for path in table.header], [[cell.text for cell in row.cells] for row in table.rows]


CODES = [
    "208\t05\t05\t机关事业单位基本养老保险缴费支出\t5.00\t3.00\t2.00",
    "210\t11\t01\t行政单位医疗\t4.00\t4.00\t",
]


def test_titles_are_laid_over_those_below() -> None:
    paths, _ = read(
        "科目编码\t科目名称\t合计\t其中",
        "类\t款\t项\t\t\t基本支出\t项目支出",
        *CODES,
    )
    assert paths == [
        ["科目编码", "类"], ["科目编码", "款"], ["科目编码", "项"], ["科目名称"], ["合计"],
        ["其中", "基本支出"], ["其中", "项目支出"],
    ]  # fmt: skip


def test_titles_printed_again_in_each_row_of_their_cell() -> None:
    paths, _ = read(
        "科目编码\t科目名称\t合计\t其中",
        "类\t款\t项\t科目名称\t合计\t基本支出\t项目支出",
        *CODES,
    )
    assert paths[3:] == [["科目名称"], ["合计"], ["其中", "基本支出"], ["其中", "项目支出"]]


def test_three_rows_of_titles() -> None:
    paths, _ = read(
        "项目\t合计\t基本支出\t项目支出",
        "科目编码\t科目名称\t\t\t",
        "类\t款\t项\t\t\t\t",
        *CODES,
    )
    assert [path[-1] for path in paths] == ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"]


def test_titles_that_come_again_below_as_many_titles() -> None:
    paths, _ = read(
        "预算数\t决算数",
        "合计\t公务接待费\t公务用车购置及运行费\t合计\t公务接待费\t公务用车购置及运行费",
        "\t\t小计\t购置费\t运行费\t\t\t小计\t购置费\t运行费",
        "9.50\t1.50\t8.00\t0.00\t8.00\t8.60\t1.10\t7.50\t0.00\t7.50",
    )
    assert [path[0] for path in paths] == ["预算数"] * 5 + ["决算数"] * 5
    assert [path[-1] for path in paths[5:]] == ["合计", "公务接待费", "小计", "购置费", "运行费"]


def test_titles_that_may_stand_anywhere_stand_nowhere() -> None:
    paths, rows = read(
        "科目编码\t科目名称\t本年收入合计\t财政拨款收入\t事业收入",
        "小计\t其中：政府性基金",
        "2050101\t行政运行\t5.00\t3.00\t1.00\t2.00",
        "2050201\t学前教育\t4.00\t4.00\t1.00\t0.00",
    )
    assert not any(paths)
    assert rows[0] == ["2050101", "行政运行", "5.00", "3.00", "1.00", "2.00"]


@pytest.mark.parametrize(
    "titles",
    [
        ("项目\t2022年决算数\t2023年\t备注", "预算数\t执行数\t完成率"),
        ("项目\t2022年\t2023年决算数\t合计", "预算数\t执行数\t完成率"),
    ],
)
def test_titles_a_browser_copied_without_the_blanks_before_them(titles: tuple[str, str]) -> None:
    paths, _ = read(
        *titles, "税收收入\t56.00\t59.00\t60.20\t102.03\t1.00", "增值税\t24.00\t25.00\t26.10\t104.40\t2.00"
    )
    assert not any(paths)


def test_titles_of_codes_a_browser_copied_stand_at_the_left() -> None:
    titles = ("项目\t合计\t基本支出\t项目支出", "科目编码\t科目名称", "类\t款\t项")
    paths, _ = read(*titles, *CODES)
    assert [path[-1] for path in paths] == ["类", "款", "项", "科目名称", "合计", "基本支出", "项目支出"]


def test_a_row_of_titles_whose_end_is_blank_is_whole() -> None:
    paths, _ = read(
        "项目\t\t本年支出",
        "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        "2050101\t行政运行\t5.00\t3.00\t2.00",
    )
    assert paths[2:] == [["本年支出", "合计"], ["本年支出", "基本支出"], ["本年支出", "项目支出"]]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("合计\t9.00\t7.00\t2.00", ["合计", "", "9.00", "7.00", "2.00"]),
        ("2050302\t中等职业教育\t3.00", ["2050302", "中等职业教育", "3.00", "", ""]),
        ("其中：\t教育支出", ["其中：", "教育支出", "", "", ""]),
    ],
)
def test_a_short_row_keeps_its_figures_out_of_the_names(row: str, cells: list[str]) -> None:
    _, rows = read(
        "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        "2050101\t行政运行\t5.00\t3.00\t2.00",
        row,
        "2050201\t学前教育\t4.00\t4.00\t0.00",
    )
    assert rows[1] == cells


def test_a_row_of_names_below_the_titles_takes_no_title_away() -> None:
    paths, _ = read("科目名称\t合计\t基本支出", "一般公共预算\t财政拨款", "教育支出\t4.00\t4.00")
    assert [path[0] for path in paths] == ["科目名称", "合计", "基本支出"]


def test_totals_below_the_numbers_of_the_columns() -> None:
    _, rows = read(
        "科目编码\t科目名称\t合计\t基本支出",
        "栏次\t\t1\t2",
        "合计\t9.00\t9.00",
        "205\t教育支出\t9.00\t9.00",
        "20502\t普通教育\t9.00\t9.00",
    )
    assert rows[0] == ["合计", "", "9.00", "9.00"]


def test_blanks_at_the_end_are_columns_of_the_last_title() -> None:
    paths, _ = read(
        "“三公”经费预算数\t\t\t\t\t\t机关运行经费预算数",
        "合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费\t\t",
        "\t\t\t小计\t购置费\t运行费",
        "22.91\t0.10\t1.35\t21.46\t0\t21.46\t786.09",
    )
    assert [path[-1] for path in paths[3:]] == ["小计", "购置费", "运行费", "机关运行经费预算数"]
    assert paths[5][-2] == "公务用车购置及运行费"
