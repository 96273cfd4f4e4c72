"""Stated relations against the figures: larger or smaller than the budget, more or less than before."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.checks.changes import contradiction, said_of
from docstruct.checking.citing import said
from docstruct.checking.comparing import BUDGETS, alike
from docstruct.checking.quantity import is_zero, quantity
from docstruct.checking.view import CLAUSES, SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.quantity import Quantity
    from docstruct.checking.statement import Statement
    from docstruct.checking.view import View
    from docstruct.document import Figure

ALMOST = Decimal("0.005")
"""Amounts that differ by less than this share of the larger are called equal without a contradiction."""
WHOLE = 100
"""The completion rate of a budget spent to the last yuan, in percent."""
BUDGET_RELATIONS = {"actual_gt_budget": "大于", "actual_lt_budget": "小于", "actual_eq_budget": "持平于"}
CHANGE_RELATIONS = {"increase": "增加", "decrease": "减少", "flat": "持平"}


@check(
    "direction_contradiction",
    severity="error",
    compares="决算数大于（小于、持平于）预算数, 比上年增加（减少） against the two amounts; a change against the way of its rate",
    tolerance="the two amounts differ by more than the rounding of their digits; 持平 by half a percent too",
    example="年初预算为17.04万元，支出决算为13.13万元，决算数大于预算数",
)
def directions(view: View) -> Iterator[Contradiction]:
    """A relation in words must hold between the amounts of its statement."""
    for statement in view.statements:
        yield from _against_budget(view, statement)
        yield from _called_equal(view, statement)
        yield from _against_year_before(view, statement)
    yield from _against_base(view)
    yield from _against_itself(view)


def _against_budget(view: View, statement: Statement) -> Iterator[Contradiction]:
    budget, actual = statement.budget, statement.actual
    spent = quantity(actual)
    if budget is None or actual is None or quantity(budget) is None or spent is None:
        return
    for relation, words in _relations(view, statement, actual):
        meant = [
            (one, size) for one in _budgets_meant(view, budget, actual, words) if (size := quantity(one))
        ]
        if not meant or any(_holds(relation, planned, spent) for _, planned in meant):
            continue
        against, planned = meant[0]
        word = BUDGET_RELATIONS[relation]
        yield Contradiction(
            message=f"“{statement.subject.text}”写明决算数{word}预算数，但预算为{said(against)}、决算为{said(actual)}。",
            start=statement.record.start,
            end=statement.record.end,
            places=(view.cite.figure(actual), view.cite.figure(against)),
            stated=word,
            computed=_compared(planned, spent),
        )
        return


def _relations(view: View, statement: Statement, actual: Figure) -> Iterator[tuple[str, str]]:
    """The relations of budget and actual that a statement is said to have, each with the words that say so.

    Most stand in front of a reason; 决算数与预算数持平。 has none, and counts where budget and actual are of its sentence.
    """
    budget = statement.budget
    stated = _stated_behind(view, statement, actual) if budget is not None else None
    for reason in statement.reasons:
        told = stated is not None or not _follows_from_rate(reason.relation, statement)
        if reason.relation in BUDGET_RELATIONS and told:
            yield reason.relation, stated[1] if stated and stated[0] == reason.relation else ""
    if stated and budget is not None and budget.sentence_start == actual.sentence_start:
        yield stated


def _follows_from_rate(relation: str, statement: Statement) -> bool:
    """Whether only a completion rate says which is larger (完成年初预算的86%，主要原因是…): a wrong rate is a finding already."""
    rate = quantity(statement.completion_rate)
    if rate is None:
        return False
    return relation == ("actual_lt_budget" if rate.middle < WHOLE else "actual_gt_budget")


def _stated_behind(view: View, statement: Statement, actual: Figure) -> tuple[str, str] | None:
    """What is said of budget and actual behind all figures of a statement, before any other figure of the sentence."""
    text = view.document.text
    own = [one.end for one in statement.figures if one.sentence_start == actual.sentence_start]
    start = max(own, default=actual.end)
    after = [one.start for one in view.in_sentence(actual) if one.start >= start]
    told = text[start : min((*after, start + CLAUSES))]
    told = told[: min((at for mark in "。\n" if (at := told.find(mark)) >= 0), default=len(told))]
    for stated in view.lexicon.relations:
        match = stated.pattern.search(told)
        if match is not None:
            return stated.relation, match[0]
    return None


def _budgets_meant(view: View, budget: Figure, actual: Figure, words: str) -> list[Figure]:
    """The budgets that 大于预算数 may be said of: 年初预算数 names one, else any that the sentence gives the subject."""
    told = [
        one
        for one in view.in_sentence(actual)
        if one.measure == "budget" and one.amount is not None and one.subject.text == budget.subject.text
    ]
    if view.lexicon.initial_budget.pattern.search(words):
        told = [one for one in told if view.is_initial_budget(one)]
    return [budget, *told] if not told or budget in told else told


def _holds(relation: str, planned: Quantity, spent: Quantity) -> bool:
    if relation == "actual_gt_budget":
        return not planned.surely_above(spent) and planned.middle != spent.middle
    if relation == "actual_lt_budget":
        return not spent.surely_above(planned) and planned.middle != spent.middle
    return not differ(planned, spent)


def _compared(planned: Quantity, spent: Quantity) -> str:
    if planned.middle == spent.middle:
        return "相等"
    return "大于" if spent.middle > planned.middle else "小于"


def _called_equal(view: View, statement: Statement) -> Iterator[Contradiction]:
    """与年初预算5.00万元持平: the amount right before 持平 is the one that the statement gives."""
    now, text = statement.amount, view.document.text
    current = quantity(now)
    for base in (statement.budget, statement.prior):
        stated = quantity(base)
        if base is None or base is now or now is None or stated is None or current is None:
            continue
        if now.sentence_start != base.sentence_start or not alike(base, now) or base.start < now.start:
            continue
        match = view.lexicon.equal.after.search(text[base.end : base.end + SHORT])
        if match is None or not differ(stated, current):
            continue
        word = match[0].lstrip("数")
        yield Contradiction(
            message=f"“{statement.subject.text}”写明{word}，但前数为{said(base)}、现数为{said(now)}。",
            start=now.start,
            end=base.end + match.end(),
            places=(view.cite.figure(base), view.cite.figure(now)),
            stated=word,
            computed="增加" if current.middle > stated.middle else "减少",
        )


def _against_year_before(view: View, statement: Statement) -> Iterator[Contradiction]:
    """支出2.00万元，上年1.50万元，同比减少，主要原因是…: a direction without a change, between two amounts of its sentence."""
    now, before = statement.amount, statement.prior
    after, base = quantity(now), quantity(before)
    if now is None or before is None or after is None or base is None or not alike(now, before):
        return
    if statement.change or statement.change_rate or now.sentence_start != before.sentence_start:
        return
    first, last = sorted((now, before), key=lambda one: one.start)
    told = view.document.text[first.start : min(statement.record.end, last.end + CLAUSES)]
    if view.lexicon.against_budget.pattern.search(told):
        return
    behind = view.document.text[last.end : last.end + CLAUSES]
    if differ(base, after) and view.lexicon.unchanged.after.search(behind):
        yield _not_so(view, statement, (now, before), CHANGE_RELATIONS["flat"])
        return
    for reason in statement.reasons:
        opposed = {"increase": base.surely_above(after), "decrease": after.surely_above(base)}
        if opposed.get(reason.relation):
            yield _not_so(view, statement, (now, before), CHANGE_RELATIONS[reason.relation])
            return


def _not_so(view: View, statement: Statement, amounts: tuple[Figure, Figure], word: str) -> Contradiction:
    """What is said of the amount now and the one before is not so."""
    now, before = amounts
    after, base = quantity(now), quantity(before)
    more = after is not None and base is not None and after.middle > base.middle
    return Contradiction(
        message=f"“{statement.subject.text}”写明{word}，但前数为{said(before)}、现数为{said(now)}。",
        start=statement.record.start,
        end=statement.record.end,
        places=(view.cite.figure(now), view.cite.figure(before)),
        stated=word,
        computed="增加" if more else "减少",
    )


def _against_base(view: View) -> Iterator[Contradiction]:
    for comparison in view.comparisons:
        base, now, moved = comparison.stated_base, quantity(comparison.now), comparison.moved
        if base is None or now is None or not _opposes(moved, base, now):
            continue
        word = CHANGE_RELATIONS[moved.direction or "flat"]
        against = "预算数" if moved.basis in BUDGETS else "前数"
        yield contradiction(
            view,
            comparison,
            f"写明{word}，但{against}为{said_of(comparison.base)}、现数为{said_of(comparison.now)}",
            stated=word,
            computed="增加" if now.middle > base.middle else "减少",
        )


def _against_itself(view: View) -> Iterator[Contradiction]:
    """减少5.00万元，增长8.00%: a change and its rate, told at once, that go opposite ways."""
    text, ways = view.document.text, {"increase", "decrease"}
    for change, rate in pairwise(view.document.figures):
        if change.measure != "change" or rate.measure != "change_rate" or change.subject != rate.subject:
            continue
        if {change.direction, rate.direction} != ways or change.sentence_start != rate.sentence_start:
            continue
        if any(one.value.startswith("-") or is_zero(one.value) for one in (change, rate)):
            continue
        between = text[change.end : rate.start]
        if rate.basis in (None, change.basis) and view.lexicon.at_once.pattern.search(between):
            words = [CHANGE_RELATIONS[one.direction or "flat"] + said(one) for one in (change, rate)]
            yield Contradiction(
                message=f"“{change.subject.text}”写明{words[0]}，又写明变动幅度为{words[1]}，方向相反。",
                start=change.start,
                end=rate.end,
                places=(view.cite.figure(rate), view.cite.figure(change)),
                stated=words[1],
                computed=words[0],
            )


def _opposes(moved: Figure, before: Quantity, after: Quantity) -> bool:
    if moved.value.startswith("-"):  # 增长-5%: the sign says it, whatever the word
        return False
    if moved.direction == "increase":
        return before.surely_above(after)
    if moved.direction == "decrease":
        return after.surely_above(before)
    return moved.direction == "flat" and differ(before, after)


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether two amounts are surely not what 持平 says of them, which is said of almost equal ones too."""
    apart = abs(one.middle - other.middle)
    surely = one.surely_above(other) or other.surely_above(one)
    return surely and apart > ALMOST * max(abs(one.middle), abs(other.middle))
