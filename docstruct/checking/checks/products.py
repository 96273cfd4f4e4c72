"""Tables that list what is bought: 数量 × 单价 = 金额, row by row.

The price may be in yuan and the amount in 万元, so the factor is that by which most rows hold: a table is held to what it does
itself.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import show
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.grid import Grid
    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import TableRow

FACTORS = (Decimal(1), Decimal(10_000), Decimal("0.0001"))
"""What an amount is in the unit of its price: the same, 万元 of prices in 元, and the other way round."""
LEAST = 2
"""Rows that must hold for a factor to be the table's."""


class Row(Struct, frozen=True):
    """The three cells of a row."""

    row: TableRow
    count: Quantity
    price: Quantity
    amount: Quantity

    def made(self, factor: Decimal) -> Decimal:
        """What count and price come to."""
        return self.count.middle * self.price.middle / factor

    def holds(self, factor: Decimal) -> bool:
        """Whether the amount is that, within the last digits of price and amount."""
        slack = self.amount.digit + abs(self.count.middle) * self.price.digit / factor / 2
        return abs(self.made(factor) - self.amount.middle) <= slack


@check(
    "table_product_mismatch",
    severity="error",
    compares="in a row of a table: 金额 against 数量 and 单价",
    tolerance="one unit of the last digit of the amount, half a unit of that of the price; silent where fewer than two rows hold, or "
    "as many break the rule as keep it",
    example="数量 4, 单价 6.00, 金额 34.00 (24.00)",
)
def products(view: View) -> Iterator[Contradiction]:
    """So many at such a price come to the amount."""
    words = view.lexicon.products
    for grid in view.grids:
        keys = [matching_key(path[-1]) if path else "" for path in grid.table.header]
        places = [
            [at for at, key in enumerate(keys) if pattern.fullmatch(key)]
            for pattern in (words.count, words.price, words.amount)
        ]
        if all(len(found) == 1 for found in places):
            yield from _broken(view, grid, [found[0] for found in places])


def _broken(view: View, grid: Grid, places: list[int]) -> Iterator[Contradiction]:
    rows: list[Row] = []
    for row in grid.table.rows:
        cells = [grid.at(row, place) for place in places]
        count, price, amount = cells
        if count is not None and price is not None and amount is not None and amount.middle:
            unit = grid.factor  # a grid counts in yuan; 数量 is none
            rows.append(
                Row(row, _as_printed(count, unit), _as_printed(price, unit), _as_printed(amount, unit))
            )
    kept, factor = max(
        ((sum(row.holds(one) for row in rows), one) for one in FACTORS), key=lambda pair: pair[0]
    )
    broken = [row for row in rows if not row.holds(factor)]
    if kept < LEAST or len(broken) >= kept:
        return
    for one in broken:
        cell = grid.cell(one.row, places[2])
        many, each = (grid.cell(one.row, place).text for place in places[:2])
        value = show(one.made(factor))
        name = one.row.name or "此行"
        yield Contradiction(
            message=f"《{grid.table.title or '表'}》“{name}”的“{view.cite.title(grid.table.header[places[2]])}”写为{cell.text}，"
            f"按数量{many}、单价{each}计算应为{value}。",
            start=cell.start,
            end=cell.end,
            places=tuple(view.cite.cell(grid, one.row, place) for place in (places[2], *places[:2])),
            stated=cell.value,
            computed=value,
        )


def _as_printed(quantity: Quantity, factor: Decimal) -> Quantity:
    return type(quantity)(
        quantity.middle / factor, quantity.low / factor, quantity.high / factor, quantity.digit / factor
    )
