"""Numbers as markers write them: Chinese numerals of any size, digits of either width, enclosed figures.

>>> value("二十三"), value("一百零五"), value("三万零二十"), value("二〇二三"), value("１２"), value("⑫"), value("㈢")
(23, 105, 30020, 2023, 12, 12, 3)
>>> value("二O二三"), value("二0二〇"), value("Ⅳ"), value("XII"), value("VIIII")
(2023, 2020, 4, 12, None)
>>> value("十十") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

from docstruct.lexicon.numerals import GROUPS, TENS, TYPED_ZEROS, VALUES

_AS_ZERO = str.maketrans(dict.fromkeys(TYPED_ZEROS, "〇"))
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_WELL_FORMED = re.compile(r"L?X{0,3}(?:IX|IV|V?I{0,3})")
CHINESE = "".join((*VALUES, *TENS, *GROUPS))
"""Every character a Chinese numeral may hold."""


def value(text: str) -> int | None:
    """The number a numeral stands for, None if it is no well-formed numeral."""
    if not text:
        return None
    # O and 0 are zeros behind a Chinese digit only (二O二三): elsewhere a letter and a plain number.
    if text[0] in VALUES:
        text = text.translate(_AS_ZERO)
    if all(character in VALUES for character in text):
        return int("".join(str(VALUES[character]) for character in text))
    if text[0] in VALUES or text[0] in TENS:
        return _grouped(text)
    if text[0] in _ROMAN:
        return _roman(text)
    if len(text) == 1:
        return _enclosed(text)
    return int(text) if text.isdecimal() else None


def _grouped(text: str) -> int | None:
    """Read 万 and 亿 as multiplying all that stands before them, other units as multiplying one digit.

    Units must descend inside a group: 百 after 千, 十 after 百.
    """
    total = group = 0
    digit: int | None = None
    last_unit = 10**4
    for character in text:
        if character in VALUES:
            if digit:
                return None
            digit = VALUES[character]
        elif character in TENS:
            unit = TENS[character]
            if unit >= last_unit:
                return None
            # 十 is 10, and so it is in 一百零十.
            group += (1 if digit is None or not digit else digit) * unit
            digit, last_unit = None, unit
        elif character in GROUPS:
            total = (total + group + (digit or 0)) * GROUPS[character]
            group, digit, last_unit = 0, None, 10**4
        else:
            return None
    return total + group + (digit or 0)


def _enclosed(character: str) -> int | None:
    """The number inside ①, ⑴, ⒈ or ㈠, which Unicode decomposes into it."""
    plain = unicodedata.normalize("NFKC", character).strip("().")
    if plain.isdecimal():
        return int(plain)
    return value(plain) if plain != character else None


def _roman(text: str) -> int | None:
    if not _WELL_FORMED.fullmatch(text):
        return None
    digits = [_ROMAN[character] for character in text]
    return sum(-low if low < high else low for low, high in zip_longest(digits, digits[1:], fillvalue=0))
