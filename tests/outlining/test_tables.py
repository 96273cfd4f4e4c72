"""Tables: titles, headers, panels, subjects, pages, and the sums of the samples."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize, normalize_text
from docstruct.normalizing.key import matching_key
from docstruct.outlining.tables import find_tables
from docstruct.reading import read

if TYPE_CHECKING:
    from docstruct.document import Table

LEXICON = default_lexicons()
ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SHARED = ROOT.parent / "shared"
GOLD = sorted((SHARED / "gold" / "pdf").glob("*")) if SHARED.is_dir() else []


def tables_of(text: str) -> tuple[Table, ...]:
    return find_tables(normalize_text(text), LEXICON.outline)


EXPENDITURE = """\
三、支出决算表
公开03表
部门：某局
金额单位：万元
项目\t\t本年支出\t\t\t
功能分类科目编码\t科目名称\t合计\t基本支出\t\t项目支出
\t\t\t小计\t人员经费\t
栏次\t\t1\t2\t3\t4
合计\t\t1,100.50\t1,000.00\t900.00\t100.50
208\t社会保障和就业支出\t1,100.50\t1,000.00\t900.00\t100.50
20805\t行政事业单位养老支出\t0.00\t\t—\t100.50
注：本表反映部门本年度各项支出情况。
"""


def test_title_unit_and_kind_stand_above() -> None:
    (table,) = tables_of(EXPENDITURE)
    assert (table.title, table.unit, table.kind) == ("支出决算表", "万元", "tables.expenditure")


def test_merged_headers_become_paths() -> None:
    (table,) = tables_of(EXPENDITURE)
    assert table.header == (
        ("项目", "功能分类科目编码"),
        ("项目", "科目名称"),
        ("本年支出", "合计"),
        ("本年支出", "基本支出", "小计"),
        ("本年支出", "基本支出", "人员经费"),
        ("本年支出", "项目支出"),
    )


def test_rows_have_code_name_level_and_typed_cells() -> None:
    (table,) = tables_of(EXPENDITURE)
    assert [(row.code, row.name, row.level) for row in table.rows] == [
        (None, "合计", None),
        ("208", "社会保障和就业支出", 1),
        ("20805", "行政事业单位养老支出", 2),
    ]
    kinds = [(cell.kind, cell.value) for cell in table.rows[2].cells[2:]]
    assert kinds == [("zero", "0.00"), ("blank", None), ("not_applicable", None), ("number", "100.50")]


def test_cells_stand_where_they_say() -> None:
    text = normalize_text(EXPENDITURE)
    (table,) = find_tables(text, LEXICON.outline)
    for row in table.rows:
        for cell in row.cells:
            assert text.text[cell.start : cell.end] == cell.text


def test_captions_and_notes_inside_the_grid_are_no_rows() -> None:
    (table,) = tables_of(
        "支出决算表\t\t公开03表\n部门：某局\t\t单位：元\n科目编码\t科目名称\t金额\n208\t其他\t1\n注：本表…\t\t\n"
    )
    assert (table.title, table.unit) == ("支出决算表", "元")
    assert table.header == (("科目编码",), ("科目名称",), ("金额",))
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("208\t\t\t社会保障\t1\n208\t05\t\t养老\t1\n208\t05\t02\t离退休\t1\n", ["208", "20805", "2080502"]),
        ("208\t\t\t社会保障\t1\n\t05\t\t养老\t1\n\t\t02\t离退休\t1\n", ["208", "20805", "2080502"]),
        ("208\t\t\t社会保障\t1\n210\t\t\t卫生健康\t1\n合计\t\t\t\t2\n", ["208", "210", None]),
    ],
)
def test_codes_split_over_columns_are_joined(rows: str, codes: list[str | None]) -> None:
    (table,) = tables_of(f"功能分类科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n{rows}")
    assert [row.code for row in table.rows] == codes
    assert all(cell.value is None for row in table.rows for cell in row.cells[:3])


def test_code_and_name_in_one_cell_are_told_apart() -> None:
    (table,) = tables_of("科目名称\t金额\n208 社会保障和就业支出\t1.00\n2080502事业单位离退休\t1.00\n")
    assert [(row.code, row.name) for row in table.rows] == [
        ("208", "社会保障和就业支出"),
        ("2080502", "事业单位离退休"),
    ]


def test_income_and_expenditure_side_by_side_are_two_tables() -> None:
    left, right = tables_of(
        "收入支出决算总表\n收入\t\t\t支出\t\t\n项目\t行次\t金额\t项目\t行次\t金额\n栏次\t\t1\t栏次\t\t2\n"
        "一、财政拨款\t1\t5.00\t一、教育支出\t3\t4.00\n总计\t2\t5.00\t总计\t4\t5.00\n"
    )
    assert left.header == (("收入", "项目"), ("收入", "行次"), ("收入", "金额"))
    assert [row.name for row in right.rows] == ["一、教育支出", "总计"]
    assert [cell.value for cell in right.rows[0].cells] == [None, None, "4.00"]


def test_a_folded_table_is_unfolded_and_its_total_stays_with_its_name() -> None:
    (table,) = tables_of(
        "科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n301\t工资福利支出\t7\t302\t商品和服务支出\t3\n"
        "30101\t基本工资\t7\t30201\t办公费\t3\n公用经费合计\t\t\t\t\t3\n"
    )
    assert [row.code for row in table.rows] == ["301", "30101", None, "302", "30201"]
    assert (table.rows[2].name, table.rows[2].cells[2].value) == ("公用经费合计", "3")


@pytest.mark.parametrize(
    "between",
    [
        "",
        "科目编码\t科目名称\t金额\n",
        "支出决算表\n单位：元\n科目编码\t科目名称\t金额\n",
    ],
)
def test_a_table_that_goes_on_after_a_break_is_one(between: str) -> None:
    (table,) = tables_of(
        f"支出决算表\n单位：元\n科目编码\t科目名称\t金额\n208\t社会保障\t1\n\n{between}210\t卫生健康\t2\n"
    )
    assert [row.code for row in table.rows] == ["208", "210"]


def test_a_row_cut_in_two_by_a_page_is_one() -> None:
    (table,) = tables_of(
        "类型\t项目名称\t金额\n专项\t城区分局医保\t28.00\n\n\t监管工作经费\t\n其他\t执法办案费\t15.00\n"
    )
    assert [row.cells[1].text for row in table.rows] == ["城区分局医保监管工作经费", "执法办案费"]


@pytest.mark.parametrize("title", ["", "支出决算表\n"])
def test_a_header_printed_again_with_nothing_below(title: str) -> None:
    (table,) = tables_of(f"支出决算表\n科目名称\t金额\n教育支出\t5.00\n\n{title}科目名称\t金额\n")
    assert [row.name for row in table.rows] == ["教育支出"]


@pytest.mark.parametrize("numbers", ["栏次\t\t1\t2", "1\t2\t3\t4"])
def test_numbers_of_columns_without_titles_are_no_figures(numbers: str) -> None:
    (table,) = tables_of(f"支出决算表\n{numbers}\n合计\t\t3.00\t4.00\n205\t教育支出\t3.00\t4.00\n")
    assert [row.cells[0].text for row in table.rows] == ["合计", "205"]


HALVES = "收支总表\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n{}\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n{}\n本年收入合计\t5.00\t本年支出合计\t5.00\n"


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        ("一、财政专户管理资\t5.00\t一、社会保障和就业\t5.00", "金收入\t\t支出\t", ["一、财政专户管理资金收入", "一、社会保障和就业支出"]),
        ("一、财政专户管理资\t5.00\t一、教育支出\t5.00", "金收入\t\t\t", ["一、财政专户管理资金收入", "一、教育支出"]),
        ("一、财政拨款收入\t5.00\t一、教育支出\t5.00", "二、其他收入\t\t二、其他支出\t", ["一、财政拨款收入", "一、教育支出"]),
        ("一、财政拨款收入\t5.00\t一、教育支出\t5.00", "收入总计\t\t\t", ["一、财政拨款收入", "一、教育支出"]),
    ],
)  # fmt: skip
def test_names_cut_by_a_page_that_prints_the_header_again(above: str, below: str, names: list[str]) -> None:
    text = normalize_text(HALVES.format(above, below))
    paged = tuple(
        structs.replace(paragraph, page=1 if number < 4 else 2)
        for number, paragraph in enumerate(text.paragraphs)
    )
    tables = find_tables(replace(text, paragraphs=paged), LEXICON.outline)
    assert [table.rows[0].name for table in tables] == names


def test_forms_have_no_header_and_are_not_joined() -> None:
    form = "项目支出绩效目标表\n项目名称\t\t办公楼运行费\t\n年度资金总额\t\t863700.00\t\n"
    tables = tables_of(form + "\n" + form)
    assert [(table.kind, table.header, len(table.rows)) for table in tables] == [
        ("tables.performance", (), 2)
    ] * 2


@given(
    st.lists(
        st.sampled_from(
            ["\t", "\n", "208", "05", "合计", "1.00", "—", "项目", "科目编码", "类", "栏次", "收入决算表"]
        )
    )
)
def test_any_grid_gives_rectangular_tables(parts: list[str]) -> None:
    text = normalize_text("".join(parts))
    for table in find_tables(text, LEXICON.outline):
        widths = {len(row.cells) for row in table.rows} | ({len(table.header)} if table.header else set())
        assert len(widths) <= 1
        assert 0 <= table.start < table.end <= len(text.text)


def _sums(table: Table) -> tuple[Decimal, Decimal]:
    """The figure of the totals row, and the sum over the class rows, in the first column of figures."""
    column = next(j for j, cell in enumerate(table.rows[0].cells) if cell.value is not None)
    names = LEXICON.outline.tables.total_names
    total = next(row for row in table.rows if row.name and not row.code and matching_key(row.name) in names)
    classes = [row for row in table.rows if row.level == 1 or (row.name or "")[1:2] == "、"]
    values = [Decimal(row.cells[column].value or 0) for row in classes]
    return Decimal(total.cells[column].value or 0), sum(values, Decimal())


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if not path.stem.startswith("白山")], ids=lambda path: path.stem[:8]
)
def test_totals_of_expenditure_tables_are_the_sums_of_their_classes(path: Path) -> None:
    tables = find_tables(normalize(read(path), LEXICON.glyphs), LEXICON.outline)
    kinds = ("tables.expenditure", "tables.general_budget")
    sums = {table.title: _sums(table) for table in tables if table.kind in kinds and len(table.rows) > 1}
    assert len(sums) == 2
    for title, (total, classes) in sums.items():
        # Two tables of the samples were rounded before they were added up, as they stand.
        rounding = Decimal("0.01") if total in (Decimal("10148.65"), Decimal("572.25")) else Decimal(0)
        assert abs(total - classes) == rounding, title


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name)
def test_every_code_and_name_of_the_annotated_pages_is_read(gold: Path) -> None:
    name = (gold / "source.txt").read_text(encoding="utf-8").splitlines()[0]
    text = normalize(read(SHARED / "samples" / "pdf" / name), LEXICON.glyphs)
    found = {
        (row.code, matching_key(row.name or ""))
        for table in find_tables(text, LEXICON.outline)
        for row in table.rows
        if row.code
    }
    with (gold / "codes.tsv").open(encoding="utf-8") as file:
        wanted = {(row["code"], matching_key(row["name"])) for row in csv.DictReader(file, delimiter="\t")}
    assert wanted - found == set()
