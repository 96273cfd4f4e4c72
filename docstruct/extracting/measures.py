"""What a number says: its measure, direction and basis, from the cues of its clause and the kind of its unit.

One function for each kind of unit. The order of the questions inside is the grammar: a change before a completion
rate, a completion rate before a share, and the plain amount last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docstruct.extracting.frames import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Basis, Direction, Measure
    from docstruct.extracting.clauses import ClauseReader
    from docstruct.extracting.frames import Clause
    from docstruct.extracting.tokens import Number


class Reading(NamedTuple):
    """What a number is taken for."""

    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None
    candidates: tuple[Measure, ...] = ()


def decide(reader: ClauseReader, number: Number, *, glued: bool, follows: bool) -> Reading:
    """The reading of a number in the clause the reader stands in, with the event it makes for a reason."""
    if glued:
        reader.compare("prior_year")
        return Reading("prior")
    reading = _KINDS[number.kind](reader, number, follows)
    _remember(reader, number, reading)
    return reading


def _money(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    if clause.origin:
        return Reading("budget" if reader.planned() else "prior")
    if clause.change == "reach":
        return Reading(
            "other" if clause.measure == "other" or reader.after_other() else reader.plain_measure()
        )
    if clause.change == "excess" and clause.based and follows:
        return Reading("prior" if clause.basis in ("prior_year", "prior_budget") else "budget")
    if clause.change == "excess" and not clause.based and reader.absorb():
        return Reading("prior" if reader.is_prior() else reader.plain_measure())
    if clause.change is not None:
        return _changed(clause, "change", number)
    if clause.comparing:
        return Reading("budget" if clause.basis and not clause.basis.startswith("prior") else "prior")
    if clause.measure == "completion_rate":
        if clause.basis is not None:
            return Reading("prior" if reader.is_prior() else "budget")
        return Reading(reader.plain_measure() if not reader.is_prior() else "prior")
    if clause.measure == "other" or reader.zone == "glossary":
        return Reading("other")
    if clause.measure == "share":
        return Reading(reader.plain_measure())
    if reader.is_prior():
        return Reading("prior")
    return Reading(clause.measure if clause.measure in ("budget", "actual") else reader.plain_measure())


def _changed(clause: Clause, measure: Measure, number: Number) -> Reading:
    if clause.change == "either":
        return Reading(measure, "flat" if not number.value.strip("-0.") else None, clause.basis)
    if clause.change == "difference":
        return Reading(measure, None, clause.basis)
    return Reading(measure, clause.direction, clause.basis)


def _percent(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    outer = reader.outer_change()
    if outer is not None:
        return Reading("change_rate", outer.direction, outer.basis)
    if clause.origin:
        return Reading("prior")
    if clause.change is not None and clause.change != "reach":
        return _changed(clause, "change_rate", number)
    if clause.measure == "completion_rate":
        return Reading("completion_rate", None, clause.basis or "initial_budget")
    if clause.measure == "share":
        return Reading("share", None, "total")
    later = reader.later_change()
    return Reading("change_rate", later) if later else Reading("other")


def _points(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    return Reading("change", clause.direction, clause.basis)


def _times(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    return Reading("change_rate", clause.direction or "increase", clause.basis)


def _count(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    if clause.origin:
        return Reading("count" if reader.planned() else "prior")
    if clause.change in ("change", "excess", "either", "difference"):
        return _changed(clause, "change", number)
    return Reading("other" if clause.measure == "other" else "count")


def _score(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    if clause.change == "change":
        return _changed(clause, "change", number)
    return Reading("other" if clause.measure == "other" else "score")


def _area(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    if clause.origin:
        return Reading("prior")
    if clause.change in ("change", "excess", "either", "difference"):
        return _changed(clause, "change", number)
    return Reading("other")


def _bare(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    clause = reader.clause
    return (_percent if clause.measure in ("share", "completion_rate") else _money)(reader, number, follows)


def _price(reader: ClauseReader, number: Number, follows: bool) -> Reading:
    return Reading("prior" if reader.clause.origin else "other")


_KINDS: dict[str | None, Callable[[ClauseReader, Number, bool], Reading]] = {
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
    measure = reading.measure
    money = number.kind in ("money", None)
    if measure == "budget" and money:
        carried.budget, carried.actual = number.amount, None if clause.before else carried.actual
    elif measure == "actual" and money:
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
        return (
            Event("equal", relation="flat")
            if reading.direction == "flat"
            else Event("change", direction=reading.direction)
        )
    if measure == "completion_rate":
        return Event("completion", rate=number.value)
    return Event("amount", rate=number.value) if measure in ("budget", "actual") and money else None
