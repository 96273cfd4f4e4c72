"""Within a table: rows against the rows above them, totals against their columns, empty tables.

A rule of addition counts only where the table itself follows it: a rule that more cells break than keep was misread (or is
not the table's rule), and nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import Quantity, show, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.grid import Column, Grid
    from docstruct.checking.view import View
    from docstruct.document import TableRow

ROUNDING = "half a unit of the last digit of every cell; silent where more cells break the rule than keep it"


@dataclass(frozen=True, slots=True)
class Addition:
    """One place where parts of a table should add up: the row and column of the total, and the cells of its parts."""

    grid: Grid
    row: TableRow
    column: Column
    stated: Quantity
    parts: tuple[tuple[TableRow, int], ...]

    @property
    def added(self) -> Quantity:
        """The sum of the parts."""
        amounts = (self.grid.at(row, index) for row, index in self.parts)
        return total([amount for amount in amounts if amount is not None])

    @property
    def holds(self) -> bool:
        """Whether the total is the sum within rounding."""
        return self.added.low <= self.stated.high and self.stated.low <= self.added.high


def established(additions: list[Addition]) -> list[Addition]:
    """The broken additions of a rule that the table keeps more often than not, counting only sums of something."""
    kept = sum(addition.holds and addition.added.middle != 0 for addition in additions)
    broken = [addition for addition in additions if not addition.holds]
    return broken if len(broken) <= kept else []


@check(
    "table_sum_mismatch",
    severity="error",
    compares="in a table of subjects: 合计 against its 类, a 类 against its 款, a 款 against its 项, column by column",
    tolerance=ROUNDING,
    example="208 281.48, but 20801 258.14 and 20805 22.34",
)
def sums_of_rows(view: View) -> Iterator[Contradiction]:
    """Rows of a lower level make the row above them."""
    for grid in view.grids:
        additions = [
            Addition(grid, parent, column, stated, parts)
            for parent, children in grid.families()
            for column in grid.columns
            if (stated := grid.at(parent, column.index)) is not None
            and (parts := _filled(grid, [(child, column.index) for child in children]))
        ]
        for broken in established(additions):
            yield _contradiction(view, broken, "各下级科目相加")


@check(
    "table_row_mismatch",
    severity="error",
    compares="in a row of a table: 合计 or 小计 against the columns it totals",
    tolerance=ROUNDING,
    example="本年支出合计 572.31, 基本支出 308.88, 项目支出 262.43",
)
def sums_of_columns(view: View) -> Iterator[Contradiction]:
    """The columns under one header make its 合计 or 小计."""
    for grid in view.grids:
        for whole, parts in column_rules(grid):
            additions = [
                Addition(grid, row, whole, stated, amounts)
                for row in grid.table.rows
                if (stated := grid.at(row, whole.index)) is not None
                and (amounts := _filled(grid, [(row, column.index) for column in parts]))
            ]
            for broken in established(additions):
                yield _contradiction(view, broken, "各栏相加")


def _filled(grid: Grid, cells: list[tuple[TableRow, int]]) -> tuple[tuple[TableRow, int], ...]:
    """Those of some cells that hold an amount."""
    return tuple(cell for cell in cells if grid.at(*cell) is not None)


def column_rules(grid: Grid) -> Iterator[tuple[Column, list[Column]]]:
    """Every total column with the columns it totals: those beside it under the same header.

    A header that has a total column of its own stands for its group.
    """
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in grid.columns:
        groups.setdefault(column.path[:-1], []).append(column)
    totals = {
        path: column
        for path, columns in groups.items()
        for column in columns[:1]
        if column.path and column.path[-1] in grid.words.total_columns
    }
    for path, whole in totals.items():
        parts: list[Column] = []
        heads: set[str] = set()
        for column in grid.columns:
            below = column.path[: len(path)] == path and len(column.path) > len(path)
            if not below or column is whole:
                continue
            head = column.path[: len(path) + 1]
            if len(column.path) > len(head) and head in totals:
                if "".join(head) not in heads:
                    heads.add("".join(head))
                    parts.append(totals[head])
            else:
                parts.append(column)
        if len(parts) >= 2:
            yield whole, parts


def _contradiction(view: View, broken: Addition, how: str) -> Contradiction:
    grid, row = broken.grid, broken.row
    cell = grid.cell(row, broken.column.index)
    added = show(broken.added.middle / grid.factor)
    name = " ".join(part for part in (row.code, row.name) if part) or "此行"
    column = broken.column.path[-1] if broken.column.path else f"第{broken.column.index + 1}列"
    return Contradiction(
        message=f"《{grid.table.title or '表'}》“{name}”的“{column}”写为{cell.text}，{how}为{added}。",
        start=cell.start,
        end=cell.end,
        places=(
            view.cell_place(grid, row, broken.column.index),
            *(view.cell_place(grid, *part) for part in broken.parts),
        ),
        stated=cell.value,
        computed=added,
    )


@check(
    "empty_table_unexplained",
    severity="warning",
    compares="an empty table of government funds, state capital or 三公 against the statement that it is empty",
    tolerance="any sentence of the table's section or of the narrative section on the same matter counts",
    example="政府性基金预算财政拨款收入支出决算表 without a number and without 本部门没有政府性基金…",
)
def empty_tables(view: View) -> Iterator[Contradiction]:
    """A table that is empty must say so (财政部's template asks for the sentence under the table)."""
    for grid in view.grids:
        table = grid.table
        if table.kind not in view.lexicon.table.explained or grid.columns or not table.header:
            continue
        topic = table.kind.replace("tables.", "narrative.")
        places = [
            section
            for section in view.document.sections
            if section.kind == topic or section.id == table.section
        ]
        texts = (view.document.text[section.start : section.end] for section in places)
        if any(view.lexicon.empty.search(text) for text in texts):
            continue
        yield Contradiction(
            message=f"《{table.title or '表'}》为空表，未见说明。",
            start=table.start,
            end=table.end,
            places=(view.table_place(table),),
        )
