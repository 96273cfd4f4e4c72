"""Ruled tables: rows of cells out of lines and words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.reading.pages.fragments import Fragment
from docstruct.reading.pages.ruled import Rules, fill, find_grids
from tests.reading.sheets import Sheets, inside, texts

XS = (80, 140, 300, 400, 500)
HEADER = ["编码", "名称", "合计", "基本支出"]
ROWS = [HEADER, ["201", "一般公共服务支出", "264.87", "62.63"], ["20139", "社会工作事务", "", "62.63"]]
LINES = ["编码\t名称\t合计\t基本支出", "201\t一般公共服务支出\t264.87\t62.63", "20139\t社会工作事务\t\t62.63"]


def test_a_table_stands_between_the_lines_around_it() -> None:
    sheets = (
        Sheets().page().write(80, 300, "注：本表反映支出。").write(80, 100, "支出表").table(XS, 120, ROWS)
    )
    source = sheets.read()
    assert texts(source) == ["支出表", *LINES, "注：本表反映支出。"]
    assert [line.role for line in source.lines] == ["body", "table_row", "table_row", "table_row", "body"]
    assert [line.table for line in source.lines] == [None, 0, 0, 0, None]
    assert source.lines[1].box == pytest.approx((80, 120, 500, 140), abs=1)


def test_lines_of_a_cell_are_joined() -> None:
    rows = [["机关事业单位\n职业年金", "18,375,23\n5.20", "General\nbudget", "一般公共\n预算"]]
    source = Sheets().page().table(XS, 120, rows, height=40).read()
    assert texts(source) == ["机关事业单位职业年金\t18,375,235.20\tGeneral budget\t一般公共预算"]


def test_a_merged_cell_has_its_text_in_its_first_cell() -> None:
    """项目 spans two columns, 合计 two rows."""
    sheets = Sheets().page()
    for y, x in ((120, 80), (160, 80), (180, 80)):
        sheets.rule(x, y, 400, y)
    sheets.rule(80, 140, 300, 140)
    for x, top in ((80, 120), (140, 140), (300, 120), (400, 120)):
        sheets.rule(x, top, x, 180)
    sheets.write(170, 132, "项目").write(330, 145, "合计")
    sheets.write(90, 152, "编码").write(150, 152, "名称").write(90, 172, "201").write(150, 172, "教育")
    assert texts(sheets.read()) == ["项目\t\t合计", "编码\t名称\t", "201\t教育\t"]


@pytest.mark.parametrize("style", ["lines", "thick", "thin areas", "boxes", "double", "dashed", "no sides"])
def test_the_ways_rules_are_drawn(style: str) -> None:
    sheets = Sheets().page()
    ys = (120, 140, 160, 180)
    page = sheets.current
    if style == "boxes":
        for x0, x1 in pairwise(XS):
            for y0, y1 in pairwise(ys):
                page.draw_rect((x0, y0, x1, y1), width=0.5)
    else:
        across = [(XS[0], y, XS[-1], y) for y in ys]
        down = [(x, ys[0], x, ys[-1]) for x in (XS[1:-1] if style == "no sides" else XS)]
        for x0, y0, x1, y1 in across + down:
            if style == "thin areas":
                page.draw_rect((x0, y0, x1 + 0.5, y1 + 0.5), color=None, fill=(0, 0, 0))
            else:
                width, dashes = 4 if style == "thick" else 0.5, "[2 1]" if style == "dashed" else None
                page.draw_line((x0, y0), (x1, y1), width=width, dashes=dashes)
            if style == "double":
                page.draw_line((x0 + 1.5, y0 + 1.5), (x1 + 1.5, y1 + 1.5), width=0.5)
    for row, y in zip(ROWS, ys, strict=False):
        for text, x in zip(row, XS, strict=False):
            sheets.write(x + 3, y + 14, text)
    assert texts(sheets.read(), "table_row") == LINES


@pytest.mark.parametrize(
    ("x", "text", "row"),
    [
        (82, "2013901 行政", "2013901\t行政\t"),
        (82, "20139行政运行", "20139\t行政运行\t"),
        (144, "18375.20", "\t\t18375.20"),
        (82, "208 05 06", "208\t05 06\t"),
    ],
)
def test_a_word_wider_than_its_cell_is_not_torn(x: float, text: str, row: str) -> None:
    """The rules stand at 80, 120, 180 and 225; a character is ten points wide."""
    sheets = Sheets().page().grid((80, 120, 180, 225), (120, 140)).write(x, 132, text, size=10)
    assert texts(sheets.read()) == [row]


@pytest.mark.parametrize(
    "drawing", ["page border", "box around a paragraph", "underlines", "box of lines", "cross"]
)
def test_what_is_no_table(drawing: str) -> None:
    sheets = Sheets().page().lines(80, 200, "中华人民共和国", "部门决算", "二〇二四年")
    page = sheets.current
    match drawing:
        case "page border":
            page.draw_rect((30, 30, 565, 812))
            page.draw_rect((34, 34, 561, 808))
        case "box around a paragraph":
            page.draw_rect((70, 180, 400, 250), fill=(0.9, 0.9, 0.9))
        case "underlines":
            for y in (203, 223, 243):
                sheets.rule(80, y, 300, y)
        case "box of lines":
            sheets.grid((70, 400), (180, 205, 225, 250))
        case "cross":
            sheets.rule(300, 100, 300, 400).rule(200, 600, 400, 600)
    source = sheets.read()
    assert [line.role for line in source.lines] == ["body"] * 3


def test_an_empty_grid_is_no_table() -> None:
    assert Sheets().page().grid(XS, (120, 140, 160)).read().lines == ()


def test_the_strokes_of_a_large_character_are_no_table() -> None:
    """In an image, or where text is drawn as shapes, 田 is a grid of four cells."""
    rules = Rules()
    for i in range(3):
        rules.line(200, 165 + 17 * i, 240, 165 + 17 * i)
        rules.line(202 + 18 * i, 165, 202 + 18 * i, 199)
    (grid,) = find_grids(rules)
    assert fill(grid, [Fragment("田", [198.0], [246.0], 158.0, 206.0, 48.0)]) is None


def test_a_blank_row_of_a_table_is_a_row() -> None:
    source = Sheets().page().table(XS, 120, [HEADER, ["", "", "", ""]]).read()
    assert texts(source) == [LINES[0], "\t\t\t"]


def _broken(between: str = "", xs: tuple[float, ...] = XS, last: list[str] | None = None) -> Sheets:
    sheets = Sheets().page().table(XS, 120, ROWS).write(290, 800, "1").page()
    if between:
        sheets.write(80, 100, between)
    return sheets.table(xs, 120, [last or ROWS[1]]).write(290, 800, "2")


def test_a_table_goes_on_over_a_page_break() -> None:
    source = _broken().read()
    assert [line.table for line in source.lines if line.role == "table_row"] == [0, 0, 0, 0]


def test_a_part_that_draws_fewer_rules_keeps_the_columns_of_its_table() -> None:
    source = _broken(xs=(80, 300, 400, 500), last=["合计", "264.87", "62.63"]).read()
    assert texts(source, "table_row") == [*LINES, "合计\t\t264.87\t62.63"]
    assert {line.table for line in source.lines if line.role == "table_row"} == {0}


@pytest.mark.parametrize(
    "sheets",
    [_broken(between="收入表"), _broken(xs=(80, 140, 310, 400, 500)), _broken(xs=(80, 140, 300, 400))],
)
def test_a_title_or_other_columns_begin_a_new_table(sheets: Sheets) -> None:
    source = sheets.read()
    assert {line.table for line in source.lines if line.role == "table_row"} == {0, 1}


def test_two_tables_of_a_page_are_two() -> None:
    sheets = Sheets().page().table(XS, 120, ROWS).table(XS, 300, ROWS)
    assert [line.table for line in sheets.read().lines] == [0, 0, 0, 1, 1, 1]


def test_the_box_of_a_figure_in_a_cell_frames_the_figure() -> None:
    sheets = Sheets().page().table(XS, 120, ROWS)
    source = sheets.read()
    assert source.locator is not None
    for word in ("201", "一般公共服务支出", "264.87", "62.63"):
        start = source.text.index(word)
        ((_, *box),) = source.locator.boxes(start, start + len(word))
        assert inside(sheets.current, box) == word


@pytest.mark.parametrize("filled", [False, True])
def test_a_table_turned_on_its_side_reads_level(filled: bool) -> None:
    sheets = Sheets().page(400, 600)
    rules = [(x, 100, x, 500) for x in (100, 130, 160)] + [(100, y, 160, y) for y in (100, 300, 500)]
    for x0, y0, x1, y1 in rules:
        if filled:
            sheets.current.draw_rect((x0, y0, x1 + 0.5, y1 + 0.5), color=None, fill=(0, 0, 0))
        else:
            sheets.rule(x0, y0, x1, y1)
    for x, y, text in ((120, 490, "编码"), (120, 290, "名称"), (150, 490, "201"), (150, 290, "教育支出")):
        sheets.write(x, y, text, turned=90)
    assert texts(sheets.read()) == ["编码\t名称", "201\t教育支出"]


CELL = st.text("预算决收支0123456789.,", max_size=4)
TABLE = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2)
)


@settings(max_examples=100)
@given(TABLE, st.randoms())
def test_cells_come_back_as_they_were_set(rows: list[list[str]], random: object) -> None:
    """Whatever the order of rules and words: a cell is 60 points wide, its text at most 40."""
    rules, fragments = Rules(), []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            x, y = 60.0 * j, 20.0 * i
            rules.area((x, y, x + 60, y + 20), stroked=True)
            if cell:
                lefts = [x + 10 * (k + 1) for k in range(len(cell))]
                fragments.append(Fragment(cell, lefts, [left + 10 for left in lefts], y + 4, y + 16, 10.0))
    random.shuffle(fragments)  # type: ignore[attr-defined]
    random.shuffle(rules.across)  # type: ignore[attr-defined]
    (grid,) = find_grids(rules)
    table = fill(grid, fragments)
    if table is None:
        assert not fragments
        return
    assert [line.text.split("\t") for line in table.lines(0)] == rows


@pytest.mark.parametrize(
    ("first", "second", "below", "sure"),
    [
        ("0.48", "0.00", 12.0, False),
        ("1,234.56", "-8.00%", 12.0, False),
        ("2023", "12", 12.0, True),
        ("其他", "0.00", 12.0, True),
        ("0.48", "0.00", 0.0, True),
    ],
)
def test_a_recognised_cell_with_one_amount_below_another_is_not_sure(
    first: str, second: str, below: float, sure: bool
) -> None:
    """The rule between two rows was lost; amounts side by side are another matter, and so are a name and its amount."""
    rules = Rules([(100, 100, 300), (140, 100, 300)], [(x, 100, 140) for x in (100, 200, 300)])
    (grid,) = find_grids(rules)
    pieces = [
        Fragment(text, [x] * len(text), [x + 30] * len(text), y, y + 9, 9, confidence=0.99)
        for text, x, y in ((first, 110, 105), (second, 110 if below else 150, 105 + below))
    ]
    fill(grid, pieces)
    assert [piece.confidence == 0.99 for piece in pieces if "." in piece.text] == [sure] * sum(
        "." in piece.text for piece in pieces
    )
