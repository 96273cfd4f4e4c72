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

from docstruct.lexicon.numerals import DIGITS as _DIGITS
from docstruct.lexicon.numerals import TYPED_ZEROS

DIGITS = {character: number for number, character in enumerate(f"〇{_DIGITS}")} | {
    "零": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
_AS_ZERO = str.maketrans(dict.fromkeys(TYPED_ZEROS, "〇"))
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_WELL_FORMED = re.compile(r"L?X{0,3}(?:IX|IV|V?I{0,3})")
CHINESE = "".join((*DIGITS, *UNITS, *GROUPS))
"""Every character a Chinese numeral may hold."""


def value(text: str) -> int | None:
    """The number a numeral stands for, None if it is no well-formed numeral."""
    if not text:
        return None
    if text[0] in DIGITS:
        text = text.translate(_AS_ZERO)
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    if text[0] in DIGITS or text[0] in UNITS:
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
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in UNITS:
            unit = UNITS[character]
            if unit >= last_unit:
                return None
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
