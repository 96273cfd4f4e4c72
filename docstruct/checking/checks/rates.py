"""Rates against the amounts they are computed from: completion rates, rates whose base is zero, rates without a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.checks.changes import PERCENT, STATED_DIGIT, contradiction
from docstruct.checking.citing import said
from docstruct.checking.quantity import is_zero, quantity, show, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import Figure


@check(
    "completion_rate_mismatch",
    severity="error",
    compares="a completion rate against budget and actual of the same statement",
    tolerance=STATED_DIGIT,
    example="年初预算为1.47万元，支出决算为21.93万元，完成年初预算的199%（1491.84%）",
)
def completion_rates(view: View) -> Iterator[Contradiction]:
    """完成预算的 X% must be actual / budget."""
    for statement in view.statements:
        rate, actual, budget = statement.completion_rate, statement.actual, view.budget_of_rate(statement)
        stated = quantity(rate)
        part, whole = quantity(actual), quantity(budget)
        if (
            rate is None
            or rate.unit not in PERCENT  # 1.5倍 is a rate of another scale
            or actual is None
            or budget is None
            or stated is None
            or part is None
            or whole is None
            or (actual.amount is None) != (budget.amount is None)  # of one the unit is not known
        ):
            continue
        computed = part.percent_of(whole)
        if computed is None or stated.may_equal(computed) or _fits_another_budget(view, rate, actual, part):
            continue
        if _is_of_an_amount_before(view, actual, stated, whole):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”的完成率写为{said(rate)}，按预算{said(budget)}、"
            f"决算{said(actual)}计算应为{show(computed.middle)}%。",
            start=statement.record.start,
            end=statement.record.end,
            places=(view.cite.figure(rate), view.cite.figure(budget), view.cite.figure(actual)),
            stated=rate.value,
            computed=show(computed.middle),
        )


def _fits_another_budget(view: View, rate: Figure, actual: Figure, part: Quantity) -> bool:
    """Whether a rate that does not name the budget it is of fits another one of its sentence (调整后预算数, 全年预算, 实际到位).

    年初预算100万元，调整后预算120万元，决算120万元，完成预算的100% is right; 完成年初预算的100% would not be.
    """
    clause = view.document.text[rate.sentence_start : rate.start].rpartition("，")[2]
    if view.lexicon.initial_budget.pattern.search(clause):
        return False
    told = (figure for figure in view.in_sentence(rate) if figure.measure in ("budget", "actual"))
    budgets = [quantity(figure) for figure in told if figure.id != actual.id]
    rates = (part.percent_of(budget) for budget in (*budgets, _adjusted(view, actual)) if budget is not None)
    stated = quantity(rate)
    return any(one is not None and stated is not None and stated.may_equal(one) for one in rates)


def _adjusted(view: View, actual: Figure) -> Quantity | None:
    """The budget as the changes of the year made it, told before what was spent (年初预算150万元，年中调减30万元，执行118万元)."""
    told = [one for one in view.in_sentence(actual) if one.end <= actual.start]
    budget = next((one for one in reversed(told) if one.measure == "budget"), None)
    moved = [one for one in told if one.measure == "change" and one.amount and one.basis is None]
    if budget is None or not moved:
        return None
    sizes = [(one, quantity(one)) for one in (budget, *moved)]
    signed = [-size if one.direction == "decrease" else size for one, size in sizes if size is not None]
    return total(signed) if len(signed) == len(sizes) else None


def _is_of_an_amount_before(view: View, actual: Figure, stated: Quantity, budget: Quantity) -> bool:
    """Whether a rate goes on from the parts to what they are of: 支出650万元，其中上年结转30万元；完成预算600万元的108.33%."""
    told_before = view.document.text[actual.sentence_start : actual.start]
    before, listed, _ = told_before.rpartition(view.lexicon.counted.word)
    if not listed:
        return False
    told = (one for one in view.in_sentence(actual) if one.measure == actual.measure and one.amount)
    earlier = (quantity(one) for one in told if one.end <= actual.sentence_start + len(before))
    rates = (size.percent_of(budget) for size in earlier if size is not None)
    return any(one is not None and stated.may_equal(one) for one in rates)


@check(
    "zero_base_rate",
    severity="warning",
    compares="a rate of completion or change whose base is zero",
    tolerance="none: the base is stated as zero, or is the amount without its whole increase, and the rate is not zero",
    example="年初预算为0万元，支出决算为307.83万元，完成年初预算的95.89%",
)
def zero_bases(view: View) -> Iterator[Contradiction]:
    """A rate has no meaning where what it is measured from is zero."""
    yield from _completed_from_zero(view)
    for comparison in view.comparisons:
        rate, now = comparison.rate, quantity(comparison.now)
        if rate is None or now is None or now.middle <= 0 or is_zero(rate.value) or rate.unit not in PERCENT:
            continue
        base = comparison.stated_base or comparison.implied_base
        if base is None or base.middle != 0:
            continue
        yield contradiction(
            view, comparison, f"基数为0，不能得出{said(rate)}的比率", stated=rate.value, computed=None
        )


def _completed_from_zero(view: View) -> Iterator[Contradiction]:
    for statement in view.statements:
        rate, amount = statement.completion_rate, quantity(statement.amount)
        base = view.budget_of_rate(statement)
        if rate is None or base is None or base.approximate or amount is None or amount.middle == 0:
            continue
        if not is_zero(base.value) or is_zero(rate.value):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”的基数为{said(base)}，不能得出{said(rate)}的比率。",
            start=statement.record.start,
            end=statement.record.end,
            places=(view.cite.figure(rate), view.cite.figure(base)),
            stated=rate.value,
        )


@check(
    "rate_without_percent",
    severity="info",
    compares="a rate or share stated without its percent sign",
    tolerance="none",
    example="支出决算为85万元，完成年初预算的100。",
)
def bare_rates(view: View) -> Iterator[Contradiction]:
    """Rates and shares carry %."""
    for figure in view.document.figures:
        if figure.measure in ("change_rate", "completion_rate", "share") and figure.unit is None:
            yield Contradiction(
                message=f"“{figure.subject.text}”的比率{figure.value}缺少百分号。",
                start=figure.start,
                end=figure.end,
                places=(view.cite.figure(figure),),
                stated=figure.value,
            )
