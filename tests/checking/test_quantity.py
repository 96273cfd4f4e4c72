"""Arithmetic on stated figures: as wide as the last digit stated, and no wider."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.checking.quantity import Quantity, show


@pytest.mark.parametrize(
    ("part", "whole", "rate", "agrees"),
    [
        ("258.08", "168.1", "153.5", True),
        ("868.51", "1191.6", "72.9", True),
        ("1108.43", "966.58", "114", True),  # 114.67: cut off, not rounded
        ("79.61", "95.86", "80.5", False),  # 83.05
        ("21.93", "1.47", "199", False),  # 1491.84
        ("6.43", "43.26", "12.94", False),  # 14.86
        ("0", "85", "0.0", True),
        ("0.01", "85", "0", True),
    ],
)
def test_a_rate_agrees_within_its_last_digit(part: str, whole: str, rate: str, agrees: bool) -> None:
    computed = Quantity.stated(part).percent_of(Quantity.stated(whole))

    assert Quantity.stated(rate).may_equal(computed) is agrees


def test_a_zero_whole_gives_no_percentage() -> None:
    assert Quantity.stated("3.47").percent_of(Quantity.stated("0")) is None


def test_money_is_compared_in_yuan() -> None:
    assert Quantity.stated("1.5", Decimal(10000)).may_equal(Quantity.stated("15000"))


@given(
    part=st.decimals(0, 10**6, places=2),
    whole=st.decimals("0.01", 10**6, places=2),
    places=st.integers(0, 4),
)
def test_a_rate_computed_from_its_amounts_always_agrees(part: Decimal, whole: Decimal, places: int) -> None:
    rate = show(part / whole * 100, places)

    assert Quantity.stated(rate).may_equal(Quantity.stated(str(part)).percent_of(Quantity.stated(str(whole))))


@given(st.decimals(-(10**9), 10**9, places=3), st.decimals(-(10**9), 10**9, places=1))
def test_sum_and_difference_are_inverse_in_the_middle(a: Decimal, b: Decimal) -> None:
    first, second = Quantity.stated(str(a)), Quantity.stated(str(b))

    assert (first + second - second).middle == a
    assert (first - second).low <= (first - second).middle <= (first - second).high
