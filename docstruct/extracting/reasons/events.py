"""What was stated, for a reason to explain: events, by the reading of a figure or by a verb alone.

The relation of a reason is that of the latest event before its cue (:func:`docstruct.extracting.reasons.cues.relation_of`).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from docstruct.document import Relation
from docstruct.extracting.antecedents.arithmetic import is_rate
from docstruct.extracting.clauses.items import TURNS, latest
from docstruct.extracting.discourse.context import Event
from docstruct.extracting.forms import compared_with, turned
from docstruct.extracting.scanning.numbers import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.extracting.antecedents.case import Case
    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.subjects import Ref
    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.discourse.periods import Period
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.forms import Reading

__all__ = ["WORDED", "Event", "amounts_of", "event_of", "exceeded", "worded"]

WORDED = frozenset({"change", "excess", "excess_budget", "flat", "absent", "budget"})
"""Items that state something without a figure; a budget does behind 等于 (决算数等于预算数)."""


def worded(items: Sequence[Item], period: Period, context: Context, ref: Ref | None) -> Event | None:
    """The event that the last of the items tells in words; ``ref`` is the phrase in front of it."""
    item = items[-1]
    known = _known(context)
    if item.kind == "change":
        return Event("change", item.start, ref, *known, direction=turned(item), worded=True)
    if item.kind in ("excess", "excess_budget"):
        return Event("change", item.start, ref, *known, relation=_exceeds(item), worded=True)
    if item.kind == "absent":
        return Event("absent", item.start, ref, *known)
    if "flat" not in (item.kind, items[-2:][0].kind):
        return None
    basis = compared_with(items, period) or context.sentence.compared.base or "prior_year"
    equal = item.kind == "budget" or not basis.startswith("prior")
    relation: Relation = "actual_eq_budget" if equal else "flat"
    return Event("equal", item.start, ref, *known, relation=relation, worded=True)


def exceeded(verb: Item, context: Context) -> Event:
    """More than the year before is an increase, not a budget exceeded (决算大于上年决算数)."""
    ref = _before(context).ref
    return Event("change", verb.start, ref, *_known(context), direction=turned(verb), worded=True)


def event_of(case: Case, context: Context, ref: Ref) -> Event | None:
    """What a figure states; None where there is nothing to explain."""
    number, measure, verb = case.number, case.reading.measure, latest(case.items, TURNS)
    told, at, (budget, actual) = case.stated, case.number.start, _known(context)
    if measure in ("change", "change_rate"):
        event = _changed(Event("change", at, ref, budget, actual), verb, told.value, case.reading)
        return _turned_round(event, case.items) if number.kind == "points" else event
    if verb is not None:
        return Event("change", at, ref, budget, actual, direction=turned(verb))
    if measure == "completion_rate":
        rate = shifted(told.value, 2) if number.kind == "times" else told.value
        return Event("completion", at, ref, budget, actual, rate=rate)
    if measure not in ("budget", "actual"):
        return None
    known = (told.amount, actual) if measure == "budget" else (budget, told.amount)
    return Event("amount", at, ref, *known, rate=told.value)


def _changed(event: Event, verb: Item | None, value: str, reading: Reading) -> Event:
    if verb is not None and verb.kind == "difference":
        return replace(event, kind="difference")
    prior = reading.basis is not None and reading.basis.startswith("prior")
    if verb is not None and verb.kind in ("excess", "excess_budget") and not prior:
        return replace(event, relation=_exceeds(verb))
    return replace(event, direction=reading.direction)


def _turned_round(event: Event, items: Sequence[Item]) -> Event:
    """A decrease that widens (降幅扩大12个百分点) is one still, and an increase where it narrows."""
    turns = [item for item in items if item.kind == "change"]
    if len(turns) < 2 or turned(turns[-2]) != "decrease" or turns[-2].value == "decrease_of":
        return event
    return replace(event, direction="increase" if event.direction == "decrease" else "decrease")


def _known(context: Context) -> tuple[str | None, str | None]:
    """The budget and the actual amount known so far."""
    return (_before(context).budget, _before(context).actual)


def _before(context: Context) -> Event:
    """The latest event, or one that tells nothing."""
    return context.event or _NOTHING


_NOTHING = Event("absent", 0)


def _exceeds(item: Item) -> Relation:
    value = item.value
    if value in get_args(Relation):
        return value  # type: ignore[return-value]
    return "actual_gt_budget" if value == "over" else "actual_lt_budget"


def amounts_of(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, str]]:
    """An amount without a unit is in that of its sentence where the arithmetic says so.

    3.12万元，较上年3.25减少0.13万元; 决算8.1，预算9万元，完成预算的90%.
    """
    told = drafts[-_MOST:]
    for draft in told:
        if draft.number.kind is not None:
            continue
        known = [
            (one.number.places, Decimal(one.amount))
            for one in told
            if one.amount is not None and one.ref == draft.ref
        ]
        places, others = {places for places, _ in known}, [amount for _, amount in known]
        if len(places) != 1:
            continue
        amount = shifted(draft.number.value, places.pop())
        completed = (one.number for one in told if one.measure == "completion_rate")
        rates = (number for number in completed if number.kind == "percent")
        fits = any(abs(Decimal(amount)) in (abs(a - b), abs(a + b)) for a, b in combinations(others, 2))
        if fits or any(is_rate(Decimal(amount), *pair) for pair in product(others, rates)):
            yield draft, amount


_MOST = 40
"""The latest figures of a sentence, among which its arithmetic is tried."""
