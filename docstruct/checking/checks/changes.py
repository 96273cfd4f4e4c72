"""Changes against the amounts they are between: 比上年2.50万元增加0.70万元，增长28%, and which way they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.checks.units import unit_slipped
from docstruct.checking.citing import said
from docstruct.checking.comparing import alike
from docstruct.checking.quantity import Quantity, in_ten_thousands, is_zero, quantity, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.comparing import Comparison
    from docstruct.checking.view import View
    from docstruct.document import Figure

STATED_DIGIT = "one unit of the last digit stated, amounts within half a unit of theirs"
PERCENT = ("%", None)


@check(
    "change_rate_mismatch",
    severity="error",
    compares="the rate of a change against the amount it is measured from (last year's, or the budget where the text "
    "says so) and the change, or the amount of the year",
    tolerance=STATED_DIGIT,
    example="机关运行经费49.69万元，比年初预算增加6.43万元，增长12.94%（14.86%）",
)
def change_rates(view: View) -> Iterator[Contradiction]:
    """增加 X 万元，增长 Y% must be X / base; without X, (now - base) / base."""
    for comparison in view.comparisons:
        rate, stated = comparison.rate, quantity(comparison.rate)
        base = comparison.stated_base or comparison.implied_base
        if rate is None or stated is None or base is None or rate.unit not in PERCENT:
            continue
        rates = [abs(difference).percent_of(base) for difference in _differences(comparison)]
        computed = rates[0] if rates else None
        # A change that is wrong itself is another finding: a rate that fits the amounts is right.
        if computed is None or any(abs(stated).may_equal(one) for one in rates) or unit_slipped(comparison):
            continue
        if _is_of_a_budget(view, comparison):
            continue
        shown = _shown(comparison, base)
        how = f"变动额{said_of(comparison.change)}" if comparison.change else f"现数{said_of(comparison.now)}"
        yield contradiction(
            view,
            comparison,
            f"变动幅度写为{said(rate)}，按{how}、基数{shown}计算应为{show(computed.middle)}%",
            stated=rate.value,
            computed=show(computed.middle),
        )


def _shown(comparison: Comparison, computed: Quantity) -> str:
    """A computed amount as the comparison counts: money in 万元, people and cars in whole ones."""
    if _is_money(comparison):
        return f"{in_ten_thousands(computed.middle)}万元"
    return show(computed.middle, 0)


def _differences(comparison: Comparison) -> list[Quantity]:
    """What changed: as stated, and what lies between the two amounts."""
    change, base, now = quantity(comparison.change), comparison.stated_base, quantity(comparison.now)
    found = [change] if change is not None and _is_alike(comparison) else []
    return [*found, now - base] if base is not None and now is not None else found


def _is_of_a_budget(view: View, comparison: Comparison) -> bool:
    """Whether a change that does not say against what is one against the budget (预算5万元，决算3万元，节约2万元；上年4万元)."""
    change, now = comparison.change, quantity(comparison.now)
    stated = quantity(change)
    if change is None or change.basis is not None or now is None or stated is None:
        return False
    budgets = (
        quantity(figure)
        for figure in view.in_sentence(change)
        if figure.measure == "budget" and figure.subject.text == change.subject.text
    )
    return any(budget is not None and abs(stated).may_equal(abs(now - budget)) for budget in budgets)


def _is_alike(comparison: Comparison) -> bool:
    change = comparison.change
    return change is None or all(
        alike(change, figure) for figure in (comparison.now, comparison.base) if figure
    )


def _is_money(comparison: Comparison) -> bool:
    return comparison.now is not None and comparison.now.amount is not None


@check(
    "change_mismatch",
    severity="error",
    compares="a change against the amounts before and after, both stated",
    tolerance=STATED_DIGIT,
    example="2023年57.43万元，2024年50.00万元，比上年减少8.43万元（7.43万元）",
)
def changes(view: View) -> Iterator[Contradiction]:
    """比上年 base 减少 X must be the difference of the two amounts."""
    for comparison in view.comparisons:
        change, base, now = comparison.change, comparison.stated_base, quantity(comparison.now)
        stated = quantity(change)
        if change is None or stated is None or base is None or now is None or not _is_alike(comparison):
            continue
        computed = abs(now - base)
        if abs(stated).may_equal(computed) or unit_slipped(comparison) or _is_of_a_budget(view, comparison):
            continue
        shown = _shown(comparison, computed)
        yield contradiction(
            view,
            comparison,
            f"变动额写为{said(change)}，按前后数额{said_of(comparison.base)}、{said_of(comparison.now)}计算应为{shown}",
            stated=change.value,
            computed=shown,
        )


@check(
    "impossible_change",
    severity="error",
    compares="an increase against the amount it led to: what was there before cannot have been less than nothing",
    tolerance="the increase is larger than the amount by more than the rounding of their digits",
    example="政府性基金支出0万元，比上年增加1421.25万元",
)
def impossible(view: View) -> Iterator[Contradiction]:
    """增加 X to less than X; 0 that grew by a rate."""
    for comparison in view.comparisons:
        now, moved = quantity(comparison.now), comparison.moved
        if comparison.now is None or now is None or comparison.stated_base is not None:
            continue
        if moved.direction != "increase" or now.middle < 0 or is_zero(moved.value):
            continue
        if not _is_too_large(comparison, now) or _is_added_first(comparison):
            continue
        yield contradiction(
            view,
            comparison,
            f"现数为{said(comparison.now)}，却写明增加{said(moved)}，则基数为负",
            stated=said(moved),
            computed=said(comparison.now),
        )


def _is_added_first(comparison: Comparison) -> bool:
    """Whether an increase against nothing stated stands in front of the amount (年中追加30万元，支出28.7万元): it may be left over."""
    change, now = comparison.change, comparison.now
    return change is not None and now is not None and change.basis is None and change.start < now.start


def _is_too_large(comparison: Comparison, now: Quantity) -> bool:
    change = quantity(comparison.change)
    if comparison.change is None:
        rate = quantity(comparison.rate)
        return now.middle == 0 and rate is not None and rate.middle > 0
    if change is None or comparison.now is None or not alike(comparison.change, comparison.now):
        return False
    slack = max(change.digit, now.digit)  # one of the two may be cut off, the other rounded
    return change.middle - now.middle > slack and not unit_slipped(comparison)


def contradiction(
    view: View, comparison: Comparison, what: str, *, stated: str, computed: str | None
) -> Contradiction:
    """What is wrong with a comparison; the place it is about is the change, or its rate."""
    figures = sorted(comparison.figures, key=lambda figure: figure.start)
    moved = comparison.rate if comparison.rate and stated == comparison.rate.value else comparison.moved
    ordered = (moved, *(figure for figure in figures if figure is not moved))
    return Contradiction(
        # 变动额 and 基数 are of the subject (“会议费”的变动额写为…); 写明… and 现数… are said of it.
        message=f"“{comparison.subject.text}”{'的' if what[0] in '变基' else ''}{what}。",
        start=figures[0].start,
        end=max(figure.end for figure in figures),
        places=tuple(view.cite.figure(figure) for figure in ordered),
        stated=stated,
        computed=computed,
    )


def said_of(figure: Figure | None) -> str:
    """A figure as the text states it; nothing for none."""
    return said(figure) if figure is not None else ""
