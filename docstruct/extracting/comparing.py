"""Years, comparisons and changes: what an amount is compared with, and which way it went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.extracting import explaining
from docstruct.extracting.frames import Event

if TYPE_CHECKING:
    from docstruct.document import Direction, Relation
    from docstruct.extracting.frames import Change
    from docstruct.extracting.reader import ClauseReader, Handler
    from docstruct.extracting.tokens import Token

_DATE = 7
"""Characters from which on a year is part of a date: 2021年度 names a year, 2021年3月 a date."""
_LAST_DAY = re.compile("12 ?月 ?31 ?日")
_REACH = 12
"""Tokens between 由 and the word it goes with (降至, 构成, 引起)."""
_DIRECTIONS: dict[str, Direction] = {"increase": "increase", "decrease": "decrease"}
_EXCESSES: dict[str, tuple[Relation, Direction]] = {
    "actual_gt_budget": ("actual_gt_budget", "increase"),
    "actual_lt_budget": ("actual_lt_budget", "decrease"),
    "over": ("actual_gt_budget", "increase"),
    "under": ("actual_lt_budget", "decrease"),
}


def _year(reader: ClauseReader, token: Token, index: int) -> None:
    """A year says whose amounts follow, and cuts off what stands before it (水务局2019年度…)."""
    clause = reader.clause
    told = reader.text[token.start : token.end]
    earlier = reader.year is not None and int(token.text) < reader.year
    earlier = earlier and (len(told) < _DATE or _LAST_DAY.search(told) is not None)
    if (clause.comparing or (clause.change == "excess" and earlier)) and not clause.based:
        reader.compare("prior_year")
        return
    if not clause.verb:
        reader.sentence.prior = earlier
        clause.held, clause.before = clause.before or clause.held, None
    elif earlier and not clause.origin:
        clause.prior = True


def _period(reader: ClauseReader, token: Token, index: int) -> None:
    clause = reader.clause
    if (clause.comparing or clause.change == "excess") and not clause.based:
        reader.compare("prior_year")
    elif not clause.origin:
        tokens = reader.tokens
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following and following.start == token.end and following.kind in ("budget", "actual", "number"):
            clause.prior = True
        reader.extend(token.start, token.end)


def _opener(reader: ClauseReader, token: Token, index: int) -> None:
    clause = reader.clause
    clause.comparing, clause.based, clause.verb, clause.after, clause.kept = True, False, True, None, False


def _compared(reader: ClauseReader, token: Token, index: int) -> None:
    reader.clause.comparing = False
    reader.clause.after = None
    reader.sentence.standing = True


def _same_period(reader: ClauseReader, token: Token, index: int) -> None:
    reader.clause.verb, reader.clause.after = True, None
    reader.compare("prior_year")


def _from(reader: ClauseReader, token: Token, index: int) -> None:
    """由 opens a movement (由61批次减至48批次), a composition (由A和B构成) or a cause (由…引起)."""
    for later in reader.tokens[index + 1 : index + _REACH]:
        if later.kind in ("comma", "semicolon", "stop"):
            return
        if later.kind == "composed":
            reader.sentence.composition = True
            return
        if later.kind == "therefore":
            explaining.because(reader, token, index)
            return
        if later.kind == "reach":
            reader.clause.origin = reader.clause.verb = True
            reader.clause.after = None
            return


def _turn(reader: ClauseReader, token: Token, how: Change) -> None:
    """A verb of change closes the subject; the words behind it are what is changed."""
    clause = reader.clause
    if clause.comparing and clause.based and clause.before is None and clause.after is not None:
        clause.before = clause.after if reader.subjects.is_named(reader.words(clause.after)) else None
    clause.change = how
    direction, _, takes = (token.cue.value if token.cue else "").partition("_")
    clause.direction = _DIRECTIONS.get(direction)
    clause.led = clause.before is not None or takes != "of"
    clause.rate_only = takes == "rate"
    clause.turned = (token.start, token.end)
    clause.verb, clause.after, clause.comparing = True, None, False
    if clause.basis is None:
        clause.basis = reader.sentence.base


def _change(reader: ClauseReader, token: Token, index: int) -> None:
    _turn(reader, token, "change")
    reader.happened(Event("change", direction=reader.clause.direction, worded=True))


def _excess(reader: ClauseReader, token: Token, index: int) -> None:
    """超预算 exceeds the budget; 大于 what is named behind it, or before it in the sentence; 超过60元 is a limit."""
    _turn(reader, token, "excess")
    clause = reader.clause
    value = token.cue.value if token.cue else "over"
    clause.relation, clause.direction = _EXCESSES[value]
    if value == clause.relation:
        clause.basis = clause.basis or "initial_budget"
    clause.based = False
    reader.happened(Event("excess", relation=clause.relation, worded=True))


def _either(reader: ClauseReader, token: Token, index: int) -> None:
    _turn(reader, token, "either")


def _difference(reader: ClauseReader, token: Token, index: int) -> None:
    _turn(reader, token, "difference")


def _reach(reader: ClauseReader, token: Token, index: int) -> None:
    _turn(reader, token, "reach")


def _flat(reader: ClauseReader, token: Token, index: int) -> None:
    basis = reader.clause.basis or reader.sentence.base
    with_budget = basis is not None and not basis.startswith("prior")
    reader.happened(Event("equal", relation="actual_eq_budget" if with_budget else "flat", worded=True))
    reader.clause.verb = reader.clause.kept = True


HANDLERS: dict[str, Handler] = {
    "change": _change,
    "compared": _compared,
    "difference": _difference,
    "either": _either,
    "excess": _excess,
    "flat": _flat,
    "from": _from,
    "opener": _opener,
    "period": _period,
    "reach": _reach,
    "same_period": _same_period,
    "year": _year,
}
