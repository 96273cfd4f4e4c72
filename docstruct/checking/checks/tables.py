"""Within a table: rows against the rows above them, totals against their columns, empty tables.

A rule of addition counts only where the table itself follows it: a rule that more cells break than keep was misread (or is
not the table's rule), and nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.additions import Addition, established
from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View

ROUNDING = "half a unit of the last digit of every cell; silent where more cells break the rule than keep it"


@check(
    "table_sum_mismatch",
    severity="error",
    compares="in a table of subjects: 合计 against its 类, a 类 against its 款, a 款 against its 项, column by column; in 收支总表 "
    "合计 against its items, 总计 against 合计 and what was carried over",
    tolerance=ROUNDING,
    example="208 281.48, but 20801 258.14 and 20805 22.34",
)
def sums_of_rows(view: View) -> Iterator[Contradiction]:
    """Rows of a lower level make the row above them."""
    for sums in view.sums:
        for broken in established(sums.rows):
            yield _contradiction(view, broken, "各下级科目相加")
    for broken in view.panels:
        yield _contradiction(view, broken, "所列各项相加")


@check(
    "table_row_mismatch",
    severity="error",
    compares="in a row of a table: 合计 or 小计 against the columns it totals",
    tolerance=ROUNDING,
    example="本年支出合计 572.31, 基本支出 308.88, 项目支出 262.43",
)
def sums_of_columns(view: View) -> Iterator[Contradiction]:
    """The columns under one header make its 合计 or 小计."""
    for sums in view.sums:
        for additions in sums.columns:
            for broken in established(additions):
                yield _contradiction(view, broken, "各栏相加")


def _contradiction(view: View, broken: Addition, how: str) -> Contradiction:
    grid, row = broken.grid, broken.row
    cell = grid.cell(row, broken.column.index)
    added = show(broken.added.middle / grid.factor)
    name = " ".join(part for part in (row.code, row.name) if part) or "此行"
    column = view.cite.title(broken.column.path) if broken.column.path else f"第{broken.column.index + 1}列"
    return Contradiction(
        message=f"《{grid.table.title or '表'}》“{name}”的“{column}”写为{cell.text}，{how}为{added}。",
        start=cell.start,
        end=cell.end,
        places=(
            view.cite.cell(grid, row, broken.column.index),
            *(view.cite.cell(grid, *part) for part in broken.parts),
        ),
        stated=cell.value,
        computed=added,
    )
