"""Columns that are computed from others: 增减额 and 增减% of two years, 完成预算% of budget and actual.

Which two columns a third is made of is not told by words alone (增减 against 上年预算数, or 上年执行数?): it is the pair that most rows
agree with, and nothing is said where no pair fits more rows than it does not. Signs are left alone, since 减少 may be printed with one
or without; so are cells that break a sum of the table, which is a finding already.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import printed
from docstruct.checking.facts import fact_quantity
from docstruct.checking.quantity import Quantity, show
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docstruct.checking.view import View
    from docstruct.document import Fact, FactMeasure

LEAST = 2
"""Rows that agree with two columns before these are believed to make the third."""
NOW: dict[FactMeasure | None, frozenset[FactMeasure | None]] = {
    "change": frozenset({"budget", "adjusted_budget", "actual"}),
    "change_rate": frozenset({"budget", "adjusted_budget", "actual"}),
    "completion_rate": frozenset({"actual"}),
}
"""Of each computed measure, what the amount may be that is compared."""
BASE: dict[FactMeasure | None, frozenset[FactMeasure | None]] = {
    "change": frozenset({"prior", "prior_budget", "budget", "adjusted_budget"}),
    "change_rate": frozenset({"prior", "prior_budget", "budget", "adjusted_budget"}),
    "completion_rate": frozenset({"budget", "adjusted_budget"}),
}
"""And what it may be compared with."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One cell of a computed column with the two it is made of, and what they make."""

    stated: Fact
    now: Fact
    base: Fact
    computed: Quantity

    @property
    def holds(self) -> bool:
        """Whether the cell is what the two make; 5.26% may be stored as 0.0526."""
        size = abs(fact_quantity(self.stated))
        if size.may_equal(self.computed):
            return True
        if self.stated.measure == "change" or self.stated.text.endswith(("%", "％")):
            return False
        return abs(size.middle * 100 - self.computed.middle) <= max(size.digit * 100, Decimal("0.01"))


@check(
    "table_formula_mismatch",
    severity="error",
    compares="a cell of a column of changes, of their rates, or of completion rates against the two amounts of its row",
    tolerance="one unit of the last digit of the cell, amounts within half a unit of theirs; silent on signs, where no two columns fit "
    "more rows than not, and on cells that break a sum of the table",
    example="年初预算数 50.00, 决算数 45.00, 完成年初预算% 80.00 (90.00)",
)
def formulas(view: View) -> Iterator[Contradiction]:
    """What is computed from a row agrees with the row."""
    for columns in _tables(view):
        for computed in columns.values():
            measure = next(iter(computed.values())).measure
            if measure in NOW:
                yield from (_contradiction(view, one) for one in _broken(view, computed, columns))


def _tables(view: View) -> Iterator[Mapping[int, Mapping[int, Fact]]]:
    """Of each table the facts by column and row, where it has a computed column."""
    tables: dict[str, dict[int, dict[int, Fact]]] = defaultdict(lambda: defaultdict(dict))
    wanted = {fact.table for fact in view.document.facts if fact.measure in NOW}
    for fact in view.document.facts if wanted else ():
        if fact.table in wanted:
            tables[fact.table][fact.column].setdefault(fact.row, fact)
    yield from tables.values()


def _broken(
    view: View, computed: Mapping[int, Fact], columns: Mapping[int, Mapping[int, Fact]]
) -> list[Formula]:
    """The cells of a computed column that do not agree with the two columns that the others agree with."""
    measure = next(iter(computed.values())).measure
    best: list[Formula] = []
    most = 0
    for now, base in permutations(columns.values(), 2):
        if next(iter(now.values())).measure not in NOW[measure]:
            continue
        if next(iter(base.values())).measure not in BASE[measure]:
            continue
        found = list(_formulas(computed, now, base))
        kept = sum(one.holds and one.computed.middle != 0 for one in found)
        if kept > most:
            best, most = found, kept
    broken = [one for one in best if not one.holds]
    if most < LEAST or len(broken) >= most:
        return []
    return [
        one
        for one in broken
        if not view.is_unsure(one.stated)
        and not any(_is_doubtful(view, fact) for fact in (one.now, one.base))
    ]


def _formulas(
    computed: Mapping[int, Fact], now: Mapping[int, Fact], base: Mapping[int, Fact]
) -> Iterator[Formula]:
    for row, stated in computed.items():
        one, other = now.get(row), base.get(row)
        if one is None or other is None or (one.amount is None) != (other.amount is None):
            continue
        if (one.component, one.fund) != (other.component, other.fund):
            continue
        size, whole = fact_quantity(one), fact_quantity(other)
        if stated.measure == "change":
            yield Formula(stated, one, other, abs(size - whole))
            continue
        part = size if stated.measure == "completion_rate" else abs(size - whole)
        rate = part.percent_of(whole)
        if rate is not None:
            yield Formula(stated, one, other, rate)


def _is_doubtful(view: View, fact: Fact) -> bool:
    return view.is_broken(fact) or view.is_unsure(fact)


def _contradiction(view: View, formula: Formula) -> Contradiction:
    stated = formula.stated
    factor = (yuan_of(stated.unit) or 1) if stated.measure == "change" else 1
    sign = -1 if fact_quantity(stated).middle < 0 else 1
    value = show(sign * formula.computed.middle / factor)
    return Contradiction(
        message=f"{view.cite.name(stated)}写为{printed(stated)}，按{printed(formula.now)}和{printed(formula.base)}计算应为"
        f"{value}{stated.unit or ''}。",
        start=stated.start,
        end=stated.end,
        places=tuple(view.cite.fact(fact) for fact in (stated, formula.now, formula.base)),
        stated=stated.value,
        computed=value,
    )
