"""Where the parts of a table should add up: 合计 and its 类, a 类 and its 款, a 款 and its 项; 合计 and its columns.

A rule of addition counts only where the table itself follows it: a rule that more cells break than keep was misread (or is
not the table's rule), and nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.checking.quantity import total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from docstruct.checking.grid import Column, Grid
    from docstruct.checking.quantity import Quantity
    from docstruct.document import TableRow


class Addition(Struct, frozen=True):
    """One place where parts of a table should add up.

    Attributes:
        grid: the table.
        row, column: where the total stands.
        stated: the total.
        rows, places: where the cells of its parts stand, whether or not they hold an amount.
        amounts: what those that hold one do.
        middle: the sum of the amounts as printed.
        holds: whether the total is the sum within rounding.
    """

    grid: Grid
    row: TableRow
    column: Column
    stated: Quantity
    rows: Sequence[TableRow]
    places: Sequence[int]
    amounts: list[Quantity]
    middle: Decimal
    holds: bool

    @property
    def added(self) -> Quantity:
        """The sum of the parts."""
        return total(self.amounts)

    @property
    def parts(self) -> tuple[tuple[TableRow, int], ...]:
        """The cells of the parts that hold an amount."""
        return tuple(
            (row, place) for row in self.rows for place in self.places if self.grid.at(row, place) is not None
        )


def rows_adding(grid: Grid, whole: TableRow, column: Column, rows: Sequence[TableRow]) -> Addition | None:
    """The addition of the amounts of some rows in a column; None if there are none, or the total is blank."""
    stated = grid.at(whole, column.index)
    amounts = [amount for row in rows if (amount := grid.at(row, column.index)) is not None]
    if stated is None or not amounts:
        return None
    return _adding((grid, whole, column, stated), rows, (column.index,), amounts)


def _adding(
    whole: tuple[Grid, TableRow, Column, Quantity],
    rows: Sequence[TableRow],
    places: Sequence[int],
    amounts: list[Quantity],
) -> Addition:
    """The addition of amounts, which stand in some places of some rows, to what a cell states."""
    grid, row, column, stated = whole
    middle = sum([amount.middle for amount in amounts[1:]], amounts[0].middle)
    # Every cell of every table comes by here, and nearly all sums hold to the last digit.
    holds = middle == stated.middle or total(amounts).overlaps(stated)
    return Addition(grid, row, column, stated, rows, places, amounts, middle, holds)


def established(additions: list[Addition]) -> list[Addition]:
    """The broken additions of a rule that the table keeps more often than not, counting only sums of something."""
    kept = sum(addition.holds and addition.middle != 0 for addition in additions)
    broken = [addition for addition in additions if not addition.holds]
    return [one for one in broken if not _lacks_a_row(one, additions)] if len(broken) <= kept else []


def _lacks_a_row(broken: Addition, additions: list[Addition]) -> bool:
    """Whether the parts of a row are too little in each of several columns: a page or a converter took one of them."""
    of_row = [one for one in additions if one.row is broken.row and one.stated.middle != 0]
    return len(of_row) > 1 and all(one.stated.surely_above(one.added) for one in of_row)


def row_sums(grid: Grid) -> list[Addition]:
    """Rows of a lower level make the row above them, column by column."""
    found: list[Addition] = []
    for parent, children in grid.families():
        above, below = grid.quantities(parent), [grid.quantities(child) for child in children]
        for column in grid.summed:
            index = column.index
            stated = above[index]
            if stated is None:
                continue
            amounts = [amount for row in below if (amount := row[index]) is not None]
            if amounts:
                found.append(_adding((grid, parent, column, stated), children, (index,), amounts))
    return found


def column_sums(grid: Grid) -> Iterator[list[Addition]]:
    """The columns under one header make its 合计 or 小计; a list for every total column."""
    for whole, parts in column_rules(grid):
        places = [part.index for part in parts]
        found: list[Addition] = []
        for row in grid.table.rows:
            of_row = grid.quantities(row)
            stated = of_row[whole.index]
            if stated is None:
                continue
            amounts = [amount for place in places if (amount := of_row[place]) is not None]
            if amounts:
                found.append(_adding((grid, row, whole, stated), (row,), places, amounts))
        yield found


@dataclass(frozen=True, slots=True)
class Sums:
    """Every addition of a table: its rows in one list, and a list for every total column."""

    rows: list[Addition]
    columns: list[list[Addition]]

    @classmethod
    def of(cls, grid: Grid) -> Sums:
        """The additions of a table."""
        return cls(row_sums(grid), list(column_sums(grid)))

    def broken(self) -> Iterator[Addition]:
        """Every sum that does not hold, whether its rule is established or not."""
        for additions in (self.rows, *self.columns):
            yield from (addition for addition in additions if not addition.holds)


def column_rules(grid: Grid) -> Iterator[tuple[Column, list[Column]]]:
    """Every total column with the columns it totals: those beside it under the same header.

    A header that has a total column of its own stands for its group.
    """
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in grid.summed:
        groups.setdefault(column.path[:-1], []).append(column)
    totals = {
        path: column
        for path, columns in groups.items()
        for column in columns[:1]
        if column.path and column.path[-1] in grid.lexicon.total_columns
    }
    for path, whole in totals.items():
        parts: list[Column] = []
        heads: set[str] = set()
        for column in grid.summed:
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
