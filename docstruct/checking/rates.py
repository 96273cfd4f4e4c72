"""Rates against the amounts they are computed from: completion rates, changes and their rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import Quantity, show
from docstruct.checking.units import unit_slipped
from docstruct.checking.view import quantity, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import Statement, View
    from docstruct.document import Figure

SHORT = 8  # characters before a figure in which its own label stands
STATED_DIGIT = "one unit of the last digit stated, amounts within half a unit of theirs"


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
        rate, actual, budget = statement.completion_rate, statement.actual, statement.budget
        stated = quantity(rate)
        part, whole = quantity(actual), quantity(budget)
        if (
            rate is None
            or actual is None
            or budget is None
            or stated is None
            or part is None
            or whole is None
        ):
            continue
        computed = part.percent_of(whole)
        if computed is None or stated.may_equal(computed):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”的完成率写为{said(rate)}，按预算{said(budget)}、"
            f"决算{said(actual)}计算应为{show(computed.middle)}%。",
            start=statement.record.start,
            end=statement.record.end,
            figures=(budget.id, actual.id, rate.id),
            stated=rate.value,
            computed=show(computed.middle),
        )


def base_of_change(statement: Statement) -> Quantity | None:
    """What the statement's change was measured from: the prior amount, or the amount without its change."""
    prior, amount, change = quantity(statement.prior), quantity(statement.amount), quantity(statement.change)
    if prior is not None:
        return prior
    if statement.change is None or amount is None or change is None:
        return None
    if statement.change.direction == "increase":
        return amount - change
    if statement.change.direction == "decrease":
        return amount + change
    return None


@check(
    "change_rate_mismatch",
    severity="error",
    compares="a change and its rate against the amounts before and after",
    tolerance=STATED_DIGIT,
    example="机关运行经费49.69万元，比年初预算增加6.43万元，增长12.94%（14.86%）",
)
def change_rates(view: View) -> Iterator[Contradiction]:
    """增加 X 万元，增长 Y% must be X / base; the base is stated or follows from amount and change."""
    for statement in view.statements:
        rate, change = statement.change_rate, statement.change
        stated, difference, base = quantity(rate), quantity(change), base_of_change(statement)
        if rate is None or change is None or stated is None or difference is None or base is None:
            continue
        if rate.unit not in ("%", None) or change.amount is None or unit_slipped(statement):
            continue
        computed = abs(difference).percent_of(base)
        if computed is None or abs(stated).may_equal(computed):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”的变动幅度写为{said(rate)}，按变动额{said(change)}、"
            f"基数{show(base.middle / 10000)}万元计算应为{show(computed.middle)}%。",
            start=statement.record.start,
            end=statement.record.end,
            figures=tuple(f.id for f in (statement.prior, statement.amount, change, rate) if f is not None),
            stated=rate.value,
            computed=show(computed.middle),
        )


@check(
    "change_mismatch",
    severity="error",
    compares="a change against the amounts before and after, both stated",
    tolerance=STATED_DIGIT,
    example="2023年57.43万元，2024年50.00万元，比上年减少8.43万元（7.43万元）",
)
def changes(view: View) -> Iterator[Contradiction]:
    """比上年 prior 减少 X must be the difference of the two amounts."""
    for statement in view.statements:
        change, prior, amount = statement.change, statement.prior, statement.amount
        stated, before, after = quantity(change), quantity(prior), quantity(amount)
        if (
            change is None
            or prior is None
            or amount is None
            or stated is None
            or before is None
            or after is None
        ):
            continue
        if (change.amount is None) != (prior.amount is None) or (change.amount is None) != (
            amount.amount is None
        ):
            continue
        computed = abs(after - before)
        if abs(stated).may_equal(computed):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”的变动额写为{said(change)}，按前后数额{said(prior)}、{said(amount)}"
            f"计算应为{_in_unit(computed, change.amount is not None)}。",
            start=statement.record.start,
            end=statement.record.end,
            figures=(prior.id, amount.id, change.id),
            stated=change.value,
            computed=_in_unit(computed, change.amount is not None),
        )


@check(
    "zero_base_rate",
    severity="warning",
    compares="a rate of completion or change whose base is zero",
    tolerance="none: the base is stated as zero and the rate is not zero",
    example="年初预算为0万元，支出决算为307.83万元，完成年初预算的95.89%",
)
def zero_bases(view: View) -> Iterator[Contradiction]:
    """A rate has no meaning where what it is measured from is zero."""
    for statement in view.statements:
        pairs = (
            (statement.completion_rate, _initial_budget(view, statement) or statement.budget),
            (statement.change_rate, statement.prior),
        )
        amount = quantity(statement.amount)
        for rate, base in pairs:
            if rate is None or base is None or base.approximate or amount is None or amount.middle == 0:
                continue
            if not _is_zero(base.value) or _is_zero(rate.value):
                continue
            yield Contradiction(
                message=f"“{statement.subject.text}”的基数为{said(base)}，不能得出{said(rate)}的比率。",
                start=statement.record.start,
                end=statement.record.end,
                figures=(base.id, rate.id),
                stated=rate.value,
            )


def _initial_budget(view: View, statement: Statement) -> Figure | None:
    """The budget called 年初预算 in the sentence of a rate of the initial budget, if another one stands there too."""
    rate = statement.completion_rate
    if rate is None or rate.basis != "initial_budget":
        return None
    for figure in view.in_sentence(rate):
        before = view.document.text[max(figure.sentence_start, figure.start - SHORT) : figure.start]
        same = figure.measure == "budget" and figure.subject.text == rate.subject.text
        if same and view.lexicon.initial_budget.search(before):
            return figure
    return None


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
                figures=(figure.id,),
                stated=figure.value,
            )


def _is_zero(value: str) -> bool:
    return not value.strip("-+0.")


def _in_unit(amount: Quantity, money: bool) -> str:
    return f"{show(amount.middle / 10000)}万元" if money else show(amount.middle, 0)
