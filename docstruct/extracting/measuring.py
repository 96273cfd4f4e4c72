"""Words that say what a number will be: a budget, an actual amount, a completion rate, a share, a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.document import Basis
    from docstruct.extracting.reader import ClauseReader, Handler
    from docstruct.extracting.tokens import Token

_BUDGETS: dict[str, Basis] = {
    "initial_budget": "initial_budget",
    "full_year_budget": "full_year_budget",
    "adjusted_budget": "adjusted_budget",
}


def _budget(reader: ClauseReader, token: Token, index: int) -> None:
    """A budget is what is compared with, the denominator of a completion rate, or what is stated."""
    clause = reader.clause
    named = _BUDGETS.get(token.cue.value) if token.cue else None
    if clause.comparing or clause.change == "excess":
        if clause.based and clause.basis == "prior_year":
            reader.compare("prior_budget")
        else:
            reader.compare(named or ("prior_budget" if reader.plain == "budget" else "initial_budget"))
    elif clause.measure == "completion_rate":
        clause.basis = named or "initial_budget"
    elif clause.verb:
        reader.extend(token.start, token.end)
    else:
        clause.measure, clause.basis, clause.measured = "budget", None, (token.start, token.end)


def _actual(reader: ClauseReader, token: Token, index: int) -> None:
    if not reader.clause.verb:
        reader.clause.measure, reader.clause.measured = "actual", (token.start, token.end)


def _completion(reader: ClauseReader, token: Token, index: int) -> None:
    clause = reader.clause
    clause.measure, clause.verb, clause.after, clause.basis = "completion_rate", True, None, None


def _share(reader: ClauseReader, token: Token, index: int) -> None:
    clause = reader.clause
    clause.measure, clause.verb, clause.after, clause.basis = "share", True, None, "total"


def _score(reader: ClauseReader, token: Token, index: int) -> None:
    """A score; a rate right before it is what is scored (预算执行率得分9.8分)."""
    clause = reader.clause
    if clause.measure == "completion_rate" and clause.before is None and index:
        rate = reader.tokens[index - 1]
        clause.before, clause.verb = (rate.start, rate.end), False
    clause.measure = "score"


def _other(reader: ClauseReader, token: Token, index: int) -> None:
    """A unit price or a limit; 人均 and the like are part of the name of what they measure."""
    reader.clause.measure = "other"
    if token.cue is not None and token.cue.value == "part":
        reader.extend(token.start, token.end)
        reader.clause.measure = "other"


HANDLERS: dict[str, Handler] = {
    "actual": _actual,
    "budget": _budget,
    "completion": _completion,
    "other": _other,
    "score": _score,
    "share": _share,
}
