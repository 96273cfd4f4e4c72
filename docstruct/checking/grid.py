"""A table as arithmetic sees it: a grid of quantities, its total row and columns, the hierarchy of its codes.

A blank cell is no quantity: it is skipped where others are added up and never compared. Amounts are in yuan when the table
(or the document) declares a unit that is worth yuan, else as printed: sums within the table hold in any unit, and a grid is
compared with nothing outside it (facts are, and have no amount then).
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.checking.quantity import Quantity
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Cell, Table, TableRow
    from docstruct.lexicon.checks import CheckLexicon

AS_PRINTED = Decimal(1)
"""The factor of a table whose unit is unknown: no worth, the numbers as they stand."""


class Column(Struct, frozen=True, gc=False):
    """A column of numbers: its place and the path of its header, without spaces and brackets' width."""

    index: int
    path: tuple[str, ...]


class Grid:
    """A table of the document with its cells as quantities."""

    def __init__(self, table: Table, lexicon: CheckLexicon, document_unit: str | None) -> None:
        self.table = table
        self.lexicon = lexicon
        self.factor = yuan_of(table.unit or document_unit) or AS_PRINTED
        stated: dict[str, Quantity] = {}  # most cells of a table hold what others hold (0.00)
        rows = [self._quantities(row, stated) for row in table.rows]
        width = max(map(len, rows), default=0)
        for row in rows:
            row.extend([None] * (width - len(row)))  # so that every row has a place for every column
        self._rows = {id(row): amounts for row, amounts in zip(table.rows, rows, strict=True)}

    def _quantities(self, row: TableRow, stated: dict[str, Quantity]) -> list[Quantity | None]:
        amounts: list[Quantity | None] = []
        for cell in row.cells:
            value = cell.value if cell.kind in ("number", "zero") else None
            amount = None
            if value is not None:
                amount = stated.get(value)
                if amount is None:
                    amount = stated[value] = Quantity.stated(value, self.factor)
            amounts.append(amount)
        return amounts

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that hold amounts: some number below, and no line numbers."""
        held = [any(column) for column in zip(*self._rows.values(), strict=True)]
        return tuple(
            Column(index, tuple(path))
            for index, (path, any_amount) in enumerate(zip(self.table.header, held, strict=False))
            if any_amount and not _has_any(self.lexicon.table.line_numbers, "".join(path))
        )

    @cached_property
    def summed(self) -> tuple[Column, ...]:
        """The columns that can be added up: 增减% of two items make no 增减% of both."""
        rates = self.lexicon.table.rates
        return tuple(
            [column for column in self.columns if not column.path or not _has_any(rates, column.path[-1])]
        )

    def at(self, row: TableRow, index: int) -> Quantity | None:
        """The quantity of a cell; None for a blank, a text or a missing cell."""
        amounts = self.quantities(row)
        return amounts[index] if index < len(amounts) else None

    def quantities(self, row: TableRow) -> Sequence[Quantity | None]:
        """The quantities of a row of this table, a place for every column that any row has."""
        return self._rows[id(row)]  # it lives as long as its table; to hash one asks all its cells

    def cell(self, row: TableRow, index: int) -> Cell:
        """The cell itself, for messages and places."""
        return row.cells[index]

    def amounts(self, row: TableRow) -> list[Quantity]:
        """The quantities of a row, left to right."""
        found = self.quantities(row)
        return [amount for column in self.columns if (amount := found[column.index]) is not None]

    @cached_property
    def total_row(self) -> TableRow | None:
        """The row 合计, if there is exactly one."""
        totals = [row for row in self.table.rows if row.code is None and row.name in self.lexicon.total_rows]
        return totals[0] if len(totals) == 1 else None

    def families(self) -> Iterator[tuple[TableRow, list[TableRow]]]:
        """Every row with the rows that make it: the total with the 类, a 类 with its 款, a 款 with its 项."""
        coded = [row for row in self.table.rows if row.code]
        if self.total_row is not None:
            yield self.total_row, [row for row in coded if row.level == 1]
        codes = [row.code for row in coded]
        # A code that stands twice is listed once for each unit: whose 项 belongs to which 款 is not told.
        if len(set(codes)) < len(codes):
            return
        children: dict[str, list[TableRow]] = {}
        for row in coded:
            children.setdefault((row.code or "")[:-2], []).append(row)
        for row in coded:
            if row.code in children:
                yield row, children[row.code]


@lru_cache(maxsize=1 << 12)
def _has_any(words: frozenset[str], title: str) -> bool:
    """Whether one of some words stands in a title; kept, since tables have the columns that other tables have."""
    return any(word in title for word in words)
