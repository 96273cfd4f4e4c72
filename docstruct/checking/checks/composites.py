"""Items of a table against the items they are made of: “三公”经费 and its three, the vehicles and their two.

Which items make which is data (``[[component]]`` of ``lexicons/checks/checks.toml``); where they stand, in one row or in one
column, the meaning of the cells tells.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docstruct.checking.additions import Addition, established
from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import printed
from docstruct.checking.facts import fact_quantity
from docstruct.checking.quantity import Quantity, show, total
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Fact
    from docstruct.lexicon.checks import Composite


@check(
    "table_items_mismatch",
    severity="error",
    compares="in a table of “三公”经费: 合计 against its three items, 公务用车购置及运行费 against purchase and running",
    tolerance="half a unit of the last digit of every cell; less than the whole only where all items have an amount; silent "
    "where an item stands twice or another check names the cell",
    example="公务用车购置及运行费 15.00, 购置费 0.00, 运行费 13.00",
)
def items(view: View) -> Iterator[Contradiction]:
    """An item is the sum of those that make it."""
    reported = {one.row.cells[one.column.index].start for one in _named(view)}
    for facts in _groups(view):
        for composite in view.lexicon.composites:
            whole = facts.get(composite.whole)
            parts = [fact for name in composite.parts if (fact := facts.get(name)) is not None]
            if whole is None or len(parts) < 2 or whole.start in reported:
                continue
            added, size = total([fact_quantity(part) for part in parts]), fact_quantity(whole)
            if _breaks(composite, len(parts), size, added):
                reported.add(whole.start)
                yield _contradiction(view, whole, parts, added)


def _named(view: View) -> Iterator[Addition]:
    for sums in view.sums:
        for additions in (sums.rows, *sums.columns):
            yield from established(additions)


def _groups(view: View) -> Iterator[dict[str, Fact]]:
    """The facts of each row and of each column that are of one meaning, by component; those that stand twice left out."""
    groups: dict[tuple[object, ...], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    wanted = {name for one in view.lexicon.composites for name in (one.whole, *one.parts)}
    for fact in view.document.facts:
        if fact.component in wanted and fact.amount is not None and fact.measure is not None:
            meant = (fact.measure, fact.fund, fact.year, fact.organization, fact.carried_over)
            groups[fact.table, "row", fact.row, meant][fact.component or ""].append(fact)
            groups[fact.table, "column", fact.column, meant][fact.component or ""].append(fact)
    for found in groups.values():
        yield {name: facts[0] for name, facts in found.items() if len(facts) == 1}


def _breaks(composite: Composite, parts: int, size: Quantity, added: Quantity) -> bool:
    return added.low > size.high or (parts == len(composite.parts) and size.low > added.high)


def _contradiction(view: View, whole: Fact, parts: list[Fact], added: Quantity) -> Contradiction:
    value = show(added.middle / (yuan_of(whole.unit) or 1))
    return Contradiction(
        message=f"{view.cite.name(whole)}写为{printed(whole)}，其各项相加为{value}{whole.unit or ''}。",
        start=whole.start,
        end=whole.end,
        places=(view.cite.fact(whole), *(view.cite.fact(part) for part in parts)),
        stated=whole.value,
        computed=value,
    )
