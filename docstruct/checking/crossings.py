"""Between the tables, and between prose and tables: the same quantity must have the same value everywhere.

Which quantities those are, under which names and in which rows, is data (``lexicons/checks/checks.toml``, ``[[quantity]]`` and
``[[section_table]]``). A value agrees with a row if *any* amount of the row is that value: which column is the current
year's is not always certain, and silence is the better error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import quantity, show
from docstruct.checking.view import said
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.grid import Grid
    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import Figure, FindingPlace, TableRow
    from docstruct.lexicon.checks import RepeatedQuantity

LAST_DIGIT = "one unit of the last digit of the less exact value; any amount of the row may be the one meant"


@check(
    "table_mismatch",
    severity="error",
    compares="the same total in two tables (收入支出决算总表 against 收入决算表, income against expenditure total, …)",
    tolerance=LAST_DIGIT,
    example="本年支出合计 572.31 in one table, 合计 572.13 in the other",
)
def tables(view: View) -> Iterator[Contradiction]:
    """Each further row of a quantity is compared with the first."""
    for wanted in view.lexicon.quantities:
        rows = list(_rows(view, wanted))
        for grid, row in rows[1:]:
            first_grid, first_row = rows[0]
            expected = first_grid.amounts(first_row)[0]
            if _holds(grid.amounts(row), expected):
                continue
            value = show(expected.middle / first_grid.factor)
            yield Contradiction(
                message=f"《{grid.table.title or '表'}》“{row.name}”为{show(grid.amounts(row)[0].middle / grid.factor)}，"
                f"与《{first_grid.table.title or '表'}》“{first_row.name}”的{value}不一致。",
                start=row.cells[0].start,
                end=row.cells[-1].end,
                places=(_first_cell(view, grid, row), _first_cell(view, first_grid, first_row)),
                stated=show(grid.amounts(row)[0].middle / grid.factor),
                computed=value,
            )


def _rows(view: View, wanted: RepeatedQuantity) -> Iterator[tuple[Grid, TableRow]]:
    for place in wanted.cells:
        for grid in view.grids:
            if grid.table.kind == place.table and grid.is_panel(place.panel):
                row = grid.row_named(place.rows)
                if row is not None and grid.amounts(row):
                    yield grid, row


def _first_cell(view: View, grid: Grid, row: TableRow) -> FindingPlace:
    index = next(column.index for column in grid.columns if grid.at(row, column.index) is not None)
    return view.cell_place(grid, row, index)


def _holds(amounts: list[Quantity], expected: Quantity) -> bool:
    return any(amount.may_equal(expected) or expected.may_equal(amount) for amount in amounts)


@check(
    "table_text_mismatch",
    severity="error",
    compares="a total or an item of the prose against its row in the table",
    tolerance=LAST_DIGIT,
    example="住房公积金支出决算为79.61万元, in the table 2210201 79.16",
)
def prose(view: View) -> Iterator[Contradiction]:
    """What the narrative states must stand in the table it describes."""
    for wanted in view.lexicon.quantities:
        names = {matching_key(name) for name in wanted.names}
        kinds = set(wanted.kinds)
        rows = list(_rows(view, wanted))
        for figure in view.document.figures if rows and names else ():
            if matching_key(figure.subject.text) in names and kinds & set(view.section_kinds(figure.section)):
                yield from _against_rows(view, figure, rows)
    for section_kind, table_kind in view.lexicon.section_tables:
        grids = [grid for grid in view.grids if grid.table.kind == table_kind]
        for figure in view.document.figures if grids else ():
            if figure.subject.code and section_kind in view.section_kinds(figure.section):
                rows = [
                    (grid, row)
                    for grid in grids
                    for row in grid.table.rows
                    if row.code == figure.subject.code
                ]
                yield from _against_rows(view, figure, rows)


def _against_rows(view: View, figure: Figure, rows: list[tuple[Grid, TableRow]]) -> Iterator[Contradiction]:
    value = quantity(figure)
    if (
        figure.measure != view.current_measure
        or not figure.amount
        or value is None
        or figure.zone != "narrative"
    ):
        return
    compared = [(grid, row) for grid, row in rows if grid.amounts(row)]
    if not compared or any(_holds(grid.amounts(row), value) for grid, row in compared):
        return
    grid, row = compared[0]
    shown = show(grid.amounts(row)[0].middle / grid.factor)
    yield Contradiction(
        message=f"“{figure.subject.text}”文中写为{said(figure)}，《{grid.table.title or '表'}》中为{shown}。",
        start=figure.start,
        end=figure.end,
        places=(view.place(figure), _first_cell(view, grid, row)),
        stated=figure.value,
        computed=shown,
    )
