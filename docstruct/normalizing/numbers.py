"""Point, sign and thousands comma of numbers, which Chinese input methods write full-width.

In a number they become ASCII; in prose the same characters are punctuation and keep their form. A comma is taken for
a separator of thousands where groups of exactly three digits say so; since ``100，200`` may also be two numbers, each
such comma is on record.

>>> ascii_marks("收入１，支出") == "收入１，支出"
True
>>> ascii_marks("1．收入12，345．60万元，减少－3%")
'1.收入12,345.60万元，减少-3%'
"""

from __future__ import annotations

import re

# Each begins with the mark itself and looks behind it afterwards: a search for one character costs next to nothing
# in the long stretches that hold none.
_STOP = re.compile(r"．(?<=\d．)")
# 2021－2022 is a range and ）－ a dash: a digit or bracket in front makes it no sign.
_SIGN = re.compile(r"[－−](?=\d)(?<![\d)）].)")
# Four digits in front are no group of thousands (2022，100), nor are those behind a decimal point (1.5，200).
_COMMA = re.compile(r"，(?<=\d，)(?<!\d{4}，)(?<![.．]\d，)(?<![.．]\d\d，)(?<![.．]\d{3}，)(?=\d{3}(?!\d))")


def ascii_marks(text: str) -> str:
    """The text with the marks of its numbers in ASCII; no other character changes, and none moves."""
    return _SIGN.sub("-", _STOP.sub(".", _COMMA.sub(",", text)))


def thousands_commas(text: str) -> list[int]:
    """Where :func:`ascii_marks` takes a full-width comma for a separator of thousands."""
    return [match.start() for match in _COMMA.finditer(text)]


def count_marks(text: str) -> int:
    """How many characters :func:`ascii_marks` replaces."""
    return sum(len(pattern.findall(text)) for pattern in (_COMMA, _STOP, _SIGN))
