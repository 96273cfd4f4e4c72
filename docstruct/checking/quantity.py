"""Arithmetic on stated figures: a figure is an interval as wide as its last digit allows.

``153.5`` was rounded from something between 153.45 and 153.55, so 258.08 of 168.1 (168.05 to 168.15) is 153.48 to
153.57 % and agrees with it. Publishers also cut digits off instead of rounding: a *stated* result is therefore given
the whole of its last digit to either side. Everything is decimal.

>>> rate = Quantity.stated("258.08").percent_of(Quantity.stated("168.1"))
>>> Quantity.stated("153.5").may_equal(rate)
True
>>> Quantity.stated("199").may_equal(Quantity.stated("21.93").percent_of(Quantity.stated("1.47")))
False
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Figure

HALF = Decimal("0.5")


class Quantity(Struct, frozen=True, gc=False):
    """An interval of values around a middle; ``digit`` is the weight of the last digit stated."""

    middle: Decimal
    low: Decimal
    high: Decimal
    digit: Decimal

    @staticmethod
    @lru_cache(maxsize=8192)
    def stated(value: str, factor: Decimal = Decimal(1)) -> Quantity:
        """A value as printed, times ``factor`` (10000 for 万元 in yuan); a document asks for the same ones again and again."""
        number = Decimal(value)
        exponent = number.as_tuple().exponent
        digit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * factor
        middle = number * factor
        return Quantity(middle, middle - digit * HALF, middle + digit * HALF, digit)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(
            self.middle + other.middle,
            self.low + other.low,
            self.high + other.high,
            max(self.digit, other.digit),
        )

    def __neg__(self) -> Quantity:
        return Quantity(-self.middle, -self.high, -self.low, self.digit)

    def __sub__(self, other: Quantity) -> Quantity:
        return self + -other

    def __abs__(self) -> Quantity:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Quantity(abs(self.middle), Decimal(0), max(-self.low, self.high), self.digit)

    def percent_of(self, whole: Quantity) -> Quantity | None:
        """What percentage this is of ``whole``; None if the whole may be zero or less."""
        # 0.0 was rounded from anything below 0.05, so that any rate may be of it.
        if whole.low <= 0:
            return None
        hundred = Decimal(100)
        ends = [end / base for end in (self.low, self.high) for base in (whole.low, whole.high)]
        return Quantity(
            self.middle / whole.middle * hundred, min(ends) * hundred, max(ends) * hundred, Decimal("0.01")
        )

    def may_equal(self, computed: Quantity | None) -> bool:
        """Whether this stated figure may be the computed one, rounded or cut off; True if nothing is known."""
        if computed is None:
            return True
        slack = self.digit * HALF
        return self.low - slack <= computed.high and computed.low <= self.high + slack

    def overlaps(self, other: Quantity) -> bool:
        """Whether some value may be both: the two agree within the rounding of their digits."""
        return self.low <= other.high and other.low <= self.high

    def surely_above(self, other: Quantity) -> bool:
        """Whether every value of this is above every value of the other: of two printed alike, the larger is larger."""
        return self.low >= other.high and self.middle > other.middle


def total(quantities: list[Quantity]) -> Quantity:
    """The sum of at least one quantity."""
    first, others = quantities[0], quantities[1:]
    return Quantity(
        sum([other.middle for other in others], first.middle),
        sum([other.low for other in others], first.low),
        sum([other.high for other in others], first.high),
        max([quantity.digit for quantity in quantities]),
    )


def quantity(figure: Figure | None) -> Quantity | None:
    """A figure as a quantity: money in yuan, else the plain number; None for an estimate or no figure."""
    if figure is None or figure.approximate:
        return None
    return _stated(figure.value, figure.amount)


@lru_cache(maxsize=8192)
def _stated(stated: str, amount: str | None) -> Quantity:
    """A figure as printed, and what it is worth in yuan; every check asks again for the same figures."""
    if amount is None:
        return Quantity.stated(stated)
    value = Decimal(stated)
    return Quantity.stated(stated, Decimal(amount) / value if value else Decimal(1))


def is_zero(value: str) -> bool:
    """Whether a value as printed is zero, whatever its sign and digits.

    >>> is_zero("-0.00"), is_zero("0.05")
    (True, False)
    """
    return not value.strip("-+0.")


TEN_THOUSAND = Decimal(10_000)
"""Yuan in 万元, the unit in which computed amounts are told."""


def in_ten_thousands(yuan: Decimal) -> str:
    """A computed amount in 万元, without the unit.

    >>> in_ten_thousands(Decimal("830482"))
    '83.05'
    """
    return show(yuan / TEN_THOUSAND)


def show(number: Decimal, places: int = 2) -> str:
    """A computed number for a reader: rounded, without an exponent.

    >>> show(Decimal("83.0482"))
    '83.05'
    """
    return f"{number:.{places}f}"
