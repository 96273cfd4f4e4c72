"""One wrong cell is one finding, though it breaks its row and its column.

Two findings on one table are of one cell where both hold it and both ask for the same value in its place: the total of one, a
part of the other, or a part of both. What is asked for follows from the finding: a total is wrong by what it is apart from its
parts, a part by as much the other way.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docstruct.checking.view import View
    from docstruct.document import Finding

SUMS = ("table_sum_mismatch", "table_row_mismatch", "table_items_mismatch")
"""Kinds whose first place is the total of the others."""
RULES = ("table_formula_mismatch", "balance_mismatch")
"""Kinds whose first place is what the others make, in some other way."""
DIGIT = Decimal("0.01")
"""Computed values are told to this digit."""


def as_one(findings: Iterable[Finding], view: View) -> list[Finding]:
    """The findings, two that ask for the same value in one cell as one."""
    kept: list[Finding] = []
    by_cell: dict[int, list[tuple[int, Decimal]]] = {}
    for finding in findings:
        wanted = _wanted(finding)
        other = next(
            (
                (at, start)
                for start, value in wanted.items()
                for at, before in by_cell.get(start, ())
                if abs(value - before) <= DIGIT
            ),
            None,
        )
        if other is not None:
            at, start = other
            kept[at] = _joined(kept[at], finding, start, wanted[start], view)
            continue
        for start, value in wanted.items():
            by_cell.setdefault(start, []).append((len(kept), value))
        kept.append(finding)
    return kept


def _wanted(finding: Finding) -> Mapping[int, Decimal]:
    """What a finding asks for in each of its cells, by where they begin, in the unit they are printed in."""
    if finding.kind not in (*SUMS, *RULES) or len(finding.tables) != 1 or finding.figures:
        return {}
    first, *others = finding.places
    stated, computed = _number(first.value), _number(finding.computed)
    if stated is None or computed is None:
        return {}
    wanted = {first.start: computed}
    for place in others if finding.kind in SUMS else ():
        if (value := _number(place.value)) is not None and place.unit == first.unit:
            wanted[place.start] = value + stated - computed
    return wanted


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None


def _joined(one: Finding, other: Finding, start: int, value: Decimal, view: View) -> Finding:
    """Both findings as one about the cell."""
    if one.places[0].start != start and other.places[0].start == start:
        one, other = other, one
    cell = next(place for place in one.places if place.start == start)
    total, beside = one.places[0], other.places[0]
    if total.start != start:
        wholes = "、".join(view.cite.place(place) for place in (total, beside))
        message = f"{view.cite.place(cell, titled=True)}写为{cell.value}，按{wholes}都应为{value:,.2f}。"
    elif beside.start != start:
        message = f"{one.message.removesuffix('。')}；改后{view.cite.place(beside)}也相符。"
    else:
        message = f"{one.message.removesuffix('。')}；{_reasoning(other)}"
    return replace(
        one,
        message=message,
        start=cell.start,
        end=cell.end,
        places=tuple(dict.fromkeys((cell, *one.places, *other.places))),
        stated=(cell.value or "").replace(",", ""),
        computed=f"{value:.2f}",
    )


def _reasoning(finding: Finding) -> str:
    """What a message says behind the value that stands in the cell."""
    value = finding.places[0].value or ""
    return (
        finding.message.partition(f"{value}{finding.places[0].unit or ''}，")[2]
        or finding.message.partition(f"{value}，")[2]
    )
