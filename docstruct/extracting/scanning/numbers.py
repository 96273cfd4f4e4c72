"""Digits to values: separators, broken numbers, years glued to amounts, money in yuan.

>>> clean("1, 023.7"), clean("412 300.50"), clean("10，207，671.06"), clean("2022.12.31")
('1023.7', '412300.50', '10207671.06', '')
>>> shifted("16.50", 4), shifted("-0.3", 4), shifted("7", 0)
('165000', '-3000', '7')
"""

from __future__ import annotations

import re

_SIGNS = re.compile("^(?:[－−﹣–△▲]|负) ?")
"""What stands for a minus in accounts: △, ▲ and 负 too."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_GLUED_YEAR = re.compile(
    r"(?P<year>20[0-4][0-9])(?P<rest>(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?)"
)
_ASCII = str.maketrans("０１２３４５６７８９，．－−", "0123456789,.--", " ")


def clean(run: str) -> str:
    """A run of digits, separators and spaces as a plain decimal number; empty if it is not one number.

    Commas count as separators of thousands only, in groups of three; a space may stand anywhere.
    """
    if _PLAIN.fullmatch(run):
        return run
    digits = _SIGNS.sub("-", run).translate(_ASCII)
    if _PLAIN.fullmatch(digits):
        return digits
    return digits.replace(",", "") if _GROUPED.fullmatch(digits) else ""


def split_year(run: str) -> tuple[int, str] | None:
    """The year and the number of a run in which 年 was lost between them, None if it cannot be read so.

    >>> split_year("201836.2"), split_year("20183,195.10"), split_year("1,234")
    ((2018, '36.2'), (2018, '3195.10'), None)
    """
    if not run.startswith(("2", "２")):
        return None
    match = _GLUED_YEAR.fullmatch(run.translate(_ASCII))
    return (int(match["year"]), match["rest"].replace(",", "")) if match else None


def shifted(value: str, places: int) -> str:
    """A decimal string times a power of ten (16.50万元 in yuan), without zeros that say nothing."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, _, fraction = digits.partition(".")
    fraction = fraction.ljust(places, "0")
    whole = (whole + fraction[:places]).lstrip("0") or "0"
    fraction = fraction[places:].rstrip("0")
    return sign + whole + ("." + fraction if fraction else "")
