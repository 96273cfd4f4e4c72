"""What was stated, for a reason to explain: events, by the reading of a figure or by a verb alone.

The relation of a reason is that of the latest event before its cue (:func:`docstruct.extracting.reasons.cues.relation_of`).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from docstruct.document import Relation
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
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.forms import Reading, Setting

__all__ = ["WORDED", "Event", "amounts_of", "event_of", "exceeded", "worded"]

WORDED = frozenset({"change", "excess", "excess_budget", "flat", "absent", "budget"})
"""Items that state something without a figure; a budget does behind 等于 (决算数等于预算数)."""


def worded(items: Sequence[Item], setting: Setting, context: Context, ref: Ref | None) -> Event | None:
    """The event that the last of the items tells in words; ``ref`` is the phrase in front of it."""
    item = items[-1]
    event = _known(context, item)
    if item.kind == "change":
        return replace(event, kind="change", ref=ref, direction=turned(item), worded=True)
    if item.kind in ("excess", "excess_budget"):
        return replace(event, kind="excess", ref=ref, relation=_exceeds(item), worded=True)
    if item.kind == "absent":
        return replace(event, kind="absent", ref=ref or context.spoken.topic)
    if item.kind == "flat":
        basis = compared_with(items, setting) or setting.base
        equal = basis is not None and not basis.startswith("prior")
        return replace(
            event, kind="equal", ref=ref, relation="actual_eq_budget" if equal else "flat", worded=True
        )
    if len(items) > 1 and items[-2].kind == "flat" and context.event is not None:
        return replace(context.event, relation="actual_eq_budget")
    return None


def exceeded(verb: Item, context: Context) -> Event:
    """More than the year before is an increase, not a budget exceeded (决算大于上年决算数)."""
    event = _known(context, verb)
    ref = context.event.ref if context.event else None
    return replace(event, kind="change", ref=ref, direction=turned(verb), worded=True)


def event_of(case: Case, context: Context, ref: Ref) -> Event | None:
    """What a figure states; None where there is nothing to explain."""
    number, reading, verb = case.number, case.reading, latest(case.items, TURNS)
    event = replace(_known(context, number), ref=ref)
    told = number.number
    assert told is not None
    if reading.measure not in ("change", "change_rate") and verb is not None and verb.kind == "reach":
        direction = turned(verb)
        return replace(event, kind="change", direction=direction) if direction else None
    if reading.measure in ("change", "change_rate"):
        return _changed(event, verb, told.value, reading)
    if reading.measure == "completion_rate":
        rate = shifted(told.value, 2) if number.kind == "times" else told.value
        return replace(event, kind="completion", rate=rate)
    if reading.measure in ("budget", "actual") and number.kind in ("money", "bare"):
        known = {"budget": told.amount} if reading.measure == "budget" else {"actual": told.amount}
        return replace(event, kind="amount", rate=told.value, **known)
    return None


def _changed(event: Event, verb: Item | None, value: str, reading: Reading) -> Event:
    kind = verb.kind if verb else ""
    if kind == "difference":
        return replace(event, kind="difference")
    prior = reading.basis is not None and reading.basis.startswith("prior")
    if kind in ("excess", "excess_budget") and verb is not None and not prior:
        return replace(event, kind="excess", relation=_exceeds(verb))
    if reading.direction == "flat" or not value.strip("0.-"):
        return replace(event, kind="equal", relation="flat")
    return replace(event, kind="change", direction=reading.direction)


def _known(context: Context, item: Item) -> Event:
    """An event with the amounts known so far."""
    before = context.event
    budget, actual = (before.budget, before.actual) if before else (None, None)
    return Event("amount", item.start, budget=budget, actual=actual)


def _exceeds(item: Item) -> Relation:
    value = item.value
    if value in get_args(Relation):
        return value  # type: ignore[return-value]
    return "actual_gt_budget" if value == "over" else "actual_lt_budget"


def amounts_of(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, str]]:
    """An amount without a unit is in that of its sentence where the arithmetic says so (3.12万元，较上年3.25减少0.13万元)."""
    bare = [
        draft
        for draft in drafts
        if draft.number.kind is None and draft.measure in ("prior", "budget", "actual")
    ]
    if not bare or len(drafts) > _MOST:
        return
    stated = [draft for draft in drafts if draft.number.kind == "money" and draft.amount is not None]
    for draft in bare:
        places = {one.number.places for one in stated if one.ref == draft.ref}
        if len(places) != 1:
            continue
        amount = shifted(draft.number.value, places.pop())
        pairs = combinations([Decimal(one.amount or 0) for one in stated if one.ref == draft.ref], 2)
        if any(abs(Decimal(amount)) in (abs(a - b), abs(a + b)) for a, b in pairs):
            yield draft, amount


_MOST = 40
"""Figures of a sentence up to which its arithmetic is tried."""
