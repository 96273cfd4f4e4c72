"""Stated relations against the figures: larger or smaller than the budget, more or less than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.view import quantity, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import Statement, View
    from docstruct.document import Figure

BUDGET_RELATIONS = {"actual_gt_budget": "大于", "actual_lt_budget": "小于", "actual_eq_budget": "持平于"}
CHANGE_RELATIONS = {"increase": "增加", "decrease": "减少"}


@check(
    "direction_contradiction",
    severity="error",
    compares="决算数大于（小于、持平于）预算数, 比上年增加（减少） against the two amounts",
    tolerance="the two amounts differ by more than the rounding of their digits",
    example="年初预算为17.04万元，支出决算为13.13万元，决算数大于预算数",
)
def directions(view: View) -> Iterator[Contradiction]:
    """A relation in words must hold between the amounts of its statement."""
    for statement in view.statements:
        yield from _against_budget(statement)
        yield from _against_prior(statement)


def _against_budget(statement: Statement) -> Iterator[Contradiction]:
    budget, actual = statement.budget, statement.actual
    planned, spent = quantity(budget), quantity(actual)
    if budget is None or actual is None or planned is None or spent is None:
        return
    for reason in statement.reasons:
        word = BUDGET_RELATIONS.get(reason.relation)
        if word is None or _holds(reason.relation, planned, spent):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”写明决算数{word}预算数，但预算为{said(budget)}、决算为{said(actual)}。",
            start=statement.record.start,
            end=statement.record.end,
            figures=(budget.id, actual.id),
            stated=word,
            computed=_compared(planned, spent),
        )
        return


def _holds(relation: str, planned: Quantity, spent: Quantity) -> bool:
    if relation == "actual_gt_budget":
        return not planned.surely_above(spent) and planned.middle != spent.middle
    if relation == "actual_lt_budget":
        return not spent.surely_above(planned) and planned.middle != spent.middle
    return not planned.surely_above(spent) and not spent.surely_above(planned)


def _compared(planned: Quantity, spent: Quantity) -> str:
    if planned.middle == spent.middle:
        return "相等"
    return "大于" if spent.middle > planned.middle else "小于"


def _against_prior(statement: Statement) -> Iterator[Contradiction]:
    prior, amount = statement.prior, statement.amount
    moved = statement.change or statement.change_rate
    before, after = quantity(prior), quantity(amount)
    if prior is None or amount is None or moved is None or before is None or after is None:
        return
    if (prior.amount is None) != (amount.amount is None) or not _opposes(moved, before, after):
        return
    word = CHANGE_RELATIONS[moved.direction or "increase"]
    yield Contradiction(
        message=f"“{statement.subject.text}”写明{word}，但前后数额为{said(prior)}和{said(amount)}。",
        start=statement.record.start,
        end=statement.record.end,
        figures=(prior.id, amount.id, moved.id),
        stated=word,
        computed="增加" if after.middle > before.middle else "减少",
    )


def _opposes(moved: Figure, before: Quantity, after: Quantity) -> bool:
    if moved.value.startswith("-"):
        return False
    if moved.direction == "increase":
        return before.surely_above(after)
    return moved.direction == "decrease" and after.surely_above(before)
