"""Dates as covers and closing lines state them, as ISO dates.

>>> read_date("2021年9月17日"), read_date("二〇二三年八月十五日"), read_date("2023-08-25 10:30"), read_date("2023年8月")
('2021-09-17', '2023-08-15', '2023-08-25', '2023-08')
>>> read_date("2023年13月1日") is None
True
"""

from __future__ import annotations

import re
from datetime import date

from docstruct.lexicon.numerals import ORDINALS, TYPED_ZEROS, ZEROS
from docstruct.outlining.numerals import value

_CHINESE = f"{ZEROS}{ORDINALS}"
DATE = re.compile(
    rf"(?<![\d{_CHINESE}])(?P<year>(?:19|20)\d\d|[一二][{ZEROS}{TYPED_ZEROS}九][{_CHINESE}{TYPED_ZEROS}]{{2}})\s*[年.\-/]\s*"
    rf"(?P<month>\d{{1,2}}|[{_CHINESE}]{{1,2}})(?:\s*月|\s*[.\-/](?=\s*\d))"
    rf"\s*(?:(?P<day>\d{{1,2}}|[{_CHINESE}]{{1,3}})\s*(?:日|(?!\d)))?"
)


def read_date(text: str) -> str | None:
    """The first date in the text, ``YYYY-MM-DD`` or, without a day, ``YYYY-MM``; None if there is none."""
    match = DATE.search(text)
    return _iso(match) if match else None


def without_dates(text: str) -> str:
    """The text without its dates, so that the years left are years it speaks of."""
    return DATE.sub(" ", text)


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else."""
    match = DATE.fullmatch(text.strip("（）() "))
    return match is not None and _iso(match) is not None


def _iso(match: re.Match[str]) -> str | None:
    year, month = value(match["year"]), value(match["month"])
    day = value(match["day"]) if match["day"] else None
    if year is None or month is None:
        return None
    try:
        stated = date(year, month, day or 1)
    except ValueError:
        return None
    return stated.isoformat() if day else stated.isoformat()[:7]
