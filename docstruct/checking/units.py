"""Units that slipped: 减少 245.32 元 beside amounts in 万元."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import Quantity
from docstruct.checking.view import quantity, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import Statement, View

TEN_THOUSAND = Decimal(10000)


@check(
    "unit_suspect",
    severity="error",
    compares="a change in 元 against amounts in 万元, with its rate as the judge",
    tolerance="the rate fits the change in 万元 and does not fit it in 元",
    example="支出1353.96万元，比上年减少245.32元，下降15.34%",
)
def units(view: View) -> Iterator[Contradiction]:
    """A change whose rate is right only in the unit of the amounts beside it."""
    for statement in view.statements:
        change, rate, amount = statement.change, statement.change_rate, statement.amount
        if change is None or rate is None or amount is None or not unit_slipped(statement):
            continue
        yield Contradiction(
            message=f"“{statement.subject.text}”的变动额写为{said(change)}，同句数额以万元计；"
            f"按{change.value}万元计算才与{said(rate)}相符，单位疑有误。",
            start=change.start,
            end=change.end,
            figures=(amount.id, change.id, rate.id),
            stated=said(change),
            computed=f"{change.value}万元",
        )


def unit_slipped(statement: Statement) -> bool:
    """Whether the rate fits the change only in the unit of the amounts beside it."""
    change, rate, amount = statement.change, statement.change_rate, statement.amount
    stated = quantity(rate)
    if change is None or amount is None or stated is None or change.unit != "元" or amount.unit != "万元":
        return False
    in_amounts_unit = _rate(statement, TEN_THOUSAND)
    return (
        in_amounts_unit is not None
        and stated.may_equal(in_amounts_unit)
        and not stated.may_equal(_rate(statement, Decimal(1)))
    )


def _rate(statement: Statement, factor: Decimal) -> Quantity | None:
    """The rate of the change if its value were in units of ``factor`` yuan."""
    amount = quantity(statement.prior or statement.amount)
    if amount is None or statement.change is None:
        return None
    change = Quantity.stated(statement.change.value, factor)
    if statement.prior is not None:
        return change.percent_of(amount)
    base = amount - change if statement.change.direction == "increase" else amount + change
    return change.percent_of(base)
