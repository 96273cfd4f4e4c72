"""Totals of a panel of 收支总表: what its items make, and what its grand total adds to them.

    一、一般公共服务支出   80.00  ┐
    二、住房保障支出       20.00  ┴ 本年支出合计 100.00  ┐
    年末结转和结余                                 5.00  ┴ 总计 105.00

Such a panel has each of its totals once, so that no other row shows whether a rule was read rightly: only what is sure is
added up. Items are those with a marker of the first level, or all rows where none has a marker and none is a part of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.additions import rows_adding
from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.checking.additions import Addition
    from docstruct.checking.grid import Column, Grid
    from docstruct.document import TableRow
    from docstruct.lexicon.checks import Panels


def panel_sums(grid: Grid, words: Panels) -> Iterator[Addition]:
    """The sums of a panel that must hold, column by column."""
    if grid.table.kind not in words.kinds or any(row.code for row in grid.table.rows):
        return
    items: list[TableRow] = []
    carried: list[TableRow] = []
    whole: TableRow | None = None
    broken: set[int] = set()
    for row in grid.table.rows:
        name = "".join((row.name or "").split())
        if words.grand.fullmatch(name):
            yield from _grand(grid, row, (whole, broken), items, carried, words)
            return
        if words.whole.fullmatch(name):
            if whole is not None:
                return  # two totals: of what the second one is, the panel does not say
            whole = row
            for addition in _made(grid, row, items, words):
                broken.add(addition.column.index)
                yield addition
        elif whole is None:
            items.append(row)
        elif words.carried.search(name) and not words.nested.match(name):
            carried.append(row)
        elif any(amount.middle for amount in grid.amounts(row)) and not _repeats(name, items, words):
            return


def _repeats(name: str, items: Sequence[TableRow], words: Panels) -> bool:
    """Whether a row behind the total is part of what was carried over: nested, or named as an item above."""
    bare = words.item.sub("", name)
    return words.nested.match(name) is not None or any(
        words.item.sub("", "".join((item.name or "").split())).startswith(bare) for item in items
    )


def _made(grid: Grid, total: TableRow, rows: Sequence[TableRow], words: Panels) -> Iterator[Addition]:
    """What the items make: more than the total in no case, less only where none of them can be missing."""
    items, whole = _items(rows, words)
    for column in grid.summed:
        addition = rows_adding(grid, total, column, items) if items else None
        if addition is None or addition.holds:
            continue
        lost = addition.stated.surely_above(addition.added)
        if (whole or not lost) and not _is_nested(addition, whole):
            yield addition


def _is_nested(addition: Addition, whole: bool) -> bool:
    """Whether one of several rows without markers may be a part of another: without it the sum would hold."""
    apart = addition.middle - addition.stated.middle
    return not whole and any(amount.middle == apart for amount in addition.amounts)


def _items(rows: Sequence[TableRow], words: Panels) -> tuple[list[TableRow], bool]:
    """The items among the rows above a total, and whether their markers show that none is missing."""
    named = [("".join((row.name or "").split()), row) for row in rows]
    marked = [(match[1], row) for name, row in named if (match := words.item.match(name))]
    if marked:
        numbers = [value(marker) for marker, _ in marked]
        return [row for _, row in marked], numbers == list(range(1, len(numbers) + 1))
    if any(words.nested.match(name) or not name for name, _ in named):
        return [], False
    funds = sum(words.fund.search(name) is not None for name, _ in named)
    if funds and any(words.funds.search(name) and not words.fund.search(name) for name, _ in named):
        return [], False  # 财政拨款收入, and below it 一般公共预算拨款 without a marker
    return [row for _, row in named], False


def _grand(
    grid: Grid,
    grand: TableRow,
    year: tuple[TableRow | None, set[int]],
    rows: Sequence[TableRow],
    carried: Sequence[TableRow],
    words: Panels,
) -> Iterator[Addition]:
    """总计: the total of the year and what was carried over, or the items where there is no such total.

    Nothing is said where the total of the year is wrong already.
    """
    whole, broken = year
    if whole is None:
        yield from _made(grid, grand, rows, words)
        return
    for column in grid.summed:
        found = _grand_of(grid, (grand, column), whole, carried)
        if found is not None and column.index not in broken:
            yield found


def _grand_of(
    grid: Grid, at: tuple[TableRow, Column], whole: TableRow, carried: Sequence[TableRow]
) -> Addition | None:
    """The broken sum of a grand total; of what was carried over some rows may be parts of others (其中)."""
    column = at[1]
    choices = [list(carried), *([one] for one in carried), list(carried[:2])]
    sums = [rows_adding(grid, *at, [whole, *chosen]) for chosen in choices]
    stated = [one for one in sums if one is not None]
    full = sums[0]
    if full is None or grid.at(whole, column.index) is None or any(one.holds for one in stated):
        return None
    return full
