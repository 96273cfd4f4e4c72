"""Units that slipped: 减少 245.32 元 beside amounts in 万元."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.quantity import TEN_THOUSAND, Quantity, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.comparing import Comparison
    from docstruct.checking.view import View


@check(
    "unit_suspect",
    severity="error",
    compares="a change in 元 against amounts in 万元, with its rate as the judge",
    tolerance="the rate fits the change in 万元 and does not fit it in 元",
    example="支出1353.96万元，比上年减少245.32元，下降15.34%",
)
def units(view: View) -> Iterator[Contradiction]:
    """A change whose rate is right only in the unit of the amounts beside it."""
    for comparison in view.comparisons:
        now, change, rate = comparison.now, comparison.change, comparison.rate
        if now is None or change is None or rate is None or not unit_slipped(comparison):
            continue
        yield Contradiction(
            message=f"“{comparison.subject.text}”的变动额写为{said(change)}，同句数额以万元计；"
            f"按{change.value}万元计算才与{said(rate)}相符，单位疑有误。",
            start=change.start,
            end=change.end,
            places=tuple(view.cite.figure(figure) for figure in (change, now, rate)),
            stated=said(change),
            computed=f"{change.value}万元",
        )


def unit_slipped(comparison: Comparison) -> bool:
    """Whether the rate fits the change only in the unit of the amounts beside it."""
    now, change, stated = comparison.now, comparison.change, quantity(comparison.rate)
    if now is None or change is None or stated is None or change.unit != "元" or now.unit != "万元":
        return False
    in_amounts_unit = _rate(comparison, TEN_THOUSAND)
    return (
        in_amounts_unit is not None
        and stated.may_equal(in_amounts_unit)
        and not stated.may_equal(_rate(comparison, Decimal(1)))
    )


def _rate(comparison: Comparison, factor: Decimal) -> Quantity | None:
    """The rate of the change if its value were in units of ``factor`` yuan."""
    amount = comparison.stated_base or quantity(comparison.now)
    if amount is None or comparison.change is None:
        return None
    change = Quantity.stated(comparison.change.value, factor)
    if comparison.stated_base is not None:
        return change.percent_of(amount)
    base = amount - change if comparison.change.direction == "increase" else amount + change
    return change.percent_of(base)
