"""What a number says: its measure, direction and basis, from the cues of its clause and the kind of its unit.

One function for each kind of unit. The order of the questions inside is the grammar: a movement (由A降至B) before a
change, a change before what is compared with, a completion rate before a share, and the plain amount last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docstruct.extracting.frames import Event
from docstruct.extracting.numbers import shifted

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Basis, Direction, Measure
    from docstruct.extracting.frames import Clause
    from docstruct.extracting.reader import ClauseReader
    from docstruct.extracting.tokens import Number


class Reading(NamedTuple):
    """What a number is taken for; ``candidates`` are other measures it might be, best first."""

    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None
    candidates: tuple[Measure, ...] = ()


def decide(reader: ClauseReader, number: Number, index: int) -> Reading:
    """The reading of a number in the clause the reader stands in; the reader remembers it for a reason."""
    reading = _KINDS[number.kind](reader, number, index)
    _remember(reader, number, reading)
    return reading


def _money(reader: ClauseReader, number: Number, index: int) -> Reading:
    clause = reader.clause
    if clause.origin:
        return Reading("budget" if _planned(reader) else "prior")
    if clause.change == "reach":
        return Reading("other" if clause.measure == "other" or reader.sentence.from_price else reader.plain)
    if clause.change == "excess" and clause.based and reader.number_follows(index):
        return _base(clause)
    if clause.change in ("change", "excess") and _absorbed(reader):
        return _plain(reader)
    if clause.change is not None:
        return _changed(clause, "change", number)
    if clause.comparing:
        return _base(clause)
    if clause.measure == "other" or reader.zone == "glossary":
        return Reading("other")
    if clause.measure == "completion_rate" and clause.basis is not None:
        return Reading("prior" if reader.is_prior() else "budget")
    if reader.previous == "open" and (signed := _signed(reader, number)) is not None:
        return Reading("change", signed, clause.basis)
    return _plain(reader)


def _signed(reader: ClauseReader, number: Number) -> Direction | None:
    """The direction of an amount with a sign at the beginning of a bracket (水电费9.2万元（+0.6万元）)."""
    if number.value.startswith("-"):
        return "decrease"
    return "increase" if reader.text[reader.last : reader.last + 1] in ("+", "＋") else None


def _plain(reader: ClauseReader) -> Reading:
    """An amount that is no change: what its cue calls it; without one, what the document is about."""
    measure = reader.clause.measure
    if reader.is_prior():
        return Reading("prior")
    if measure in ("budget", "actual"):
        return Reading(measure)
    return Reading(reader.plain, candidates=reader.undecided)


def _base(clause: Clause) -> Reading:
    prior = clause.basis is None or clause.basis.startswith("prior")
    return Reading("prior" if prior else "budget")


def _changed(clause: Clause, measure: Measure, number: Number) -> Reading:
    if clause.change == "excess" and clause.basis is None:
        return Reading("other")
    if clause.change == "either":
        return Reading(measure, None if number.value.strip("-0.") else "flat", clause.basis)
    if clause.change == "difference":
        return Reading(measure, None, clause.basis)
    return Reading(measure, clause.direction, clause.basis)


def _planned(reader: ClauseReader) -> bool:
    """Whether the first of two figures is a plan (由核定的1,300人减为…), not an earlier year's."""
    phrase = reader.clause.after
    return phrase is not None and any(
        word in reader.words(phrase) for word in reader.subjects.vocabulary.planned
    )


def _absorbed(reader: ClauseReader) -> bool:
    """Take a change inside a name for part of the name (支出大于收入的部分, 能力提升10万元, 能力提升项目10万元)."""
    clause = reader.clause
    named = (
        clause.led and not clause.based and clause.after is not None and reader.ref(clause.after) is not None
    )
    if not named and not clause.rate_only:
        return False
    start = clause.before[0] if clause.before else clause.turned[0]
    end = clause.after[1] if clause.after else clause.turned[1]
    clause.before, clause.after, clause.change, clause.verb = (start, end), None, None, False
    return True


def _percent(reader: ClauseReader, number: Number, index: int) -> Reading:
    clause = reader.clause
    outer = reader.stack[-1].clause if reader.previous == "open" and reader.stack else None
    if outer is not None and outer.change is not None:
        return Reading("change_rate", outer.direction, outer.basis)
    if clause.origin:
        return Reading("prior")
    if clause.change is not None and clause.change != "reach":
        return _changed(clause, "change_rate", number)
    if clause.measure == "completion_rate":
        return Reading("completion_rate", None, clause.basis or "initial_budget")
    if clause.measure == "share":
        return Reading("share", None, "total")
    later = _later_change(reader, index)
    return Reading("change_rate", later) if later else Reading("other")


def _later_change(reader: ClauseReader, index: int) -> Direction | None:
    """The change behind a rate, if that has no figure of its own (按10%比例统一压减)."""
    position = index + 1
    while position < len(reader.tokens) and reader.tokens[position].kind == "name":
        position += 1
    if (
        position == len(reader.tokens)
        or reader.tokens[position].kind != "change"
        or reader.number_follows(position)
    ):
        return None
    cue = reader.tokens[position].cue
    return "increase" if cue is not None and cue.value == "increase" else "decrease"


def _points(reader: ClauseReader, number: Number, index: int) -> Reading:
    return Reading("change", reader.clause.direction, reader.clause.basis)


def _times(reader: ClauseReader, number: Number, index: int) -> Reading:
    clause = reader.clause
    if clause.measure == "completion_rate" and clause.change is None:
        return Reading("completion_rate", None, clause.basis or "initial_budget")
    return Reading("change_rate", clause.direction or "increase", clause.basis)


def _count(reader: ClauseReader, number: Number, index: int) -> Reading:
    return _thing(reader, number, "count")


def _area(reader: ClauseReader, number: Number, index: int) -> Reading:
    return _thing(reader, number, "other")


def _thing(reader: ClauseReader, number: Number, measure: Measure) -> Reading:
    clause = reader.clause
    if clause.origin:
        return Reading(measure if _planned(reader) else "prior")
    if clause.change in ("change", "excess"):
        _absorbed(reader)
    if clause.change not in (None, "reach"):
        return _changed(clause, "change", number)
    return Reading("other" if clause.measure == "other" else measure)


def _score(reader: ClauseReader, number: Number, index: int) -> Reading:
    if reader.clause.change == "change":
        return _changed(reader.clause, "change", number)
    return Reading("other" if reader.clause.measure == "other" else "score")


def _bare(reader: ClauseReader, number: Number, index: int) -> Reading:
    rate = reader.clause.measure in ("share", "completion_rate")
    return (_percent if rate else _money)(reader, number, index)


def _price(reader: ClauseReader, number: Number, index: int) -> Reading:
    return Reading("prior" if reader.clause.origin else "other")


_KINDS: dict[str | None, Callable[[ClauseReader, Number, int], Reading]] = {
    "money": _money,
    "percent": _percent,
    "points": _points,
    "times": _times,
    "count": _count,
    "score": _score,
    "area": _area,
    "price": _price,
    None: _bare,
}


def _remember(reader: ClauseReader, number: Number, reading: Reading) -> None:
    """Keep what a reason further on may explain, and the amounts that decide what 差额 means."""
    carried, clause = reader.carried, reader.clause
    money = number.kind in ("money", None)
    if reading.measure == "budget" and money:
        carried.budget, carried.actual = number.amount, None if clause.before else carried.actual
    elif reading.measure == "actual" and money:
        carried.actual = number.amount
    event = _event(clause, number, reading, money=money)
    if event is not None:
        event.budget, event.actual = carried.budget, carried.actual
        reader.happened(event)


def _event(clause: Clause, number: Number, reading: Reading, *, money: bool) -> Event | None:
    measure = reading.measure
    if clause.change == "reach" and clause.direction is not None:
        return Event("change", direction=clause.direction)
    if measure in ("change", "change_rate"):
        if clause.change == "difference":
            return Event("difference")
        if clause.change == "excess":
            return Event("excess", relation=clause.relation)
        if reading.direction == "flat" or not number.value.strip("0.-"):
            return Event("equal", relation="flat")
        return Event("change", direction=reading.direction)
    if measure == "completion_rate":
        return Event("completion", rate=shifted(number.value, 2) if number.kind == "times" else number.value)
    return Event("amount", rate=number.value) if measure in ("budget", "actual") and money else None
