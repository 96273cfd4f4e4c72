"""A number as a spreadsheet shows it: ``1234.5`` under ``#,##0.00`` is ``1,234.50``, and ``45292`` a date.

Format codes are those of ECMA-376 part 1, section 18.8.31, which .xls shares: up to four sections (positive; negative;
zero; text), each with digit places, a thousands comma, per cent signs, literals, conditions, or the parts of a date.
What only moves text on the screen (``_``, ``*``, colours) is left out. A code that is not understood shows the number
plainly, since a wrong digit is worse than a plain one.

>>> show(1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
'1,234.50'
>>> show(0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
'-'
>>> show(0.985, "0.00%"), show(205, "0000"), show(45292, 'yyyy"年"m"月"d"日"')
('98.50%', '0205', '2024年1月1日')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

GENERAL = "General"

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | [_*](?P<layout>.)                       # a gap as wide as a character; a character that fills the cell
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<general>General|G/通用格式)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)
    | (?P<place>[0\#?])
    | (?P<sign>[.,%/@])
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)

_GENERAL_WIDTH = 10
"""Digits of a number with a fraction that the format General shows: eleven characters, one of them the point."""

_LEAST_DECIMALS = 2
"""Decimals General keeps here however long the number: Excel would go over to 1.23E+11, which loses the amount."""

_FIRST_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LEAP_DAY_1900 = 60
"""The serial number of 29 February 1900, a day there never was; the numbers before it are one day behind."""

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a code: its tokens, its condition, and what kind of value it shows."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, kind: str, text: str | None = None) -> bool:
        return any(token.kind == kind and text in (None, token.text) for token in self.tokens)


def show(value: float, code: str, *, from_1904: bool = False) -> str:
    """The number as it stands in its cell.

    Args:
        value: the number stored, or a date's serial number.
        code: the format code, such as ``#,##0.00``.
        from_1904: whether the workbook counts its days from 1904.
    """
    number = Decimal(format(value, ".15g"))
    sections = _sections(code)
    section, signed = _chosen(sections, number)
    if section is None:
        return plain(value)
    if not section.tokens:
        return plain(value) if len(sections) == 1 else ""  # an empty section hides its numbers
    if section.has("general") or section.has("sign", "@"):
        return _around_general(section, plain(value if signed else abs(value)))
    if section.has("date") or section.has("elapsed") or section.has("half"):
        return _date(section, value, from_1904)
    if section.has("sign", "/") or section.has("exponent"):
        return plain(value)  # a fraction or an exponent shows less of an amount than there is
    text = _number(section, abs(number))
    if number < 0 and not signed and text == _number(sections[0], abs(number)):
        signed = True  # only a colour would tell it from a positive number
    return f"-{text}" if signed and number < 0 and re.search("[1-9]", text) else text


def show_text(text: str, code: str) -> str:
    """A text as it stands in its cell: the fourth section may add to it."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1] if sections[-1].has("sign", "@") else None
    if section is None or not section.has("sign", "@"):
        return text if section is None or len(sections) < 4 else ""
    return "".join(
        text if token.text == "@" else token.text
        for token in section.tokens
        if _shown(token) or token.text == "@"
    )


def plain(value: float) -> str:
    """The number under General: without an exponent, rounded to what such a cell shows.

    >>> plain(1234.5600000000001), plain(205.0), plain(1 / 3), plain(98765432109.87)
    ('1234.56', '205', '0.333333333', '98765432109.87')
    """
    number = Decimal(format(value, ".15g"))
    if number == number.to_integral_value():
        return format(number.to_integral_value(), "f")
    whole = len(format(abs(number).to_integral_value(), "f"))
    rounded = _rounded(number, max(_GENERAL_WIDTH - whole, _LEAST_DECIMALS))
    return format(rounded, "f").rstrip("0").rstrip(".")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    tokens: list[_Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "literal" and text == ";":
            found.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if matched := _CONDITION.fullmatch(text):
                condition = matched[1], Decimal(matched[2])
            elif _ELAPSED.fullmatch(text):
                tokens.append(_Token("elapsed", text.lower()))
            elif text.startswith("$"):
                tokens.append(_Token("literal", text[1:].partition("-")[0]))
        elif kind in ("quoted", "escaped"):
            tokens.append(_Token("literal", text))
        elif kind != "layout":
            tokens.append(_Token(kind, text))
    return (*found, _Section(tuple(tokens), condition))


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, bool]:
    """The section for a number, and whether the sign is still to be written."""
    for section in sections[:3]:
        if section.condition is not None and _holds(section.condition, number):
            return section, True
    if any(section.condition for section in sections):
        others = [section for section in sections[:3] if section.condition is None]
        return (others[-1], True) if others else (None, True)
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _shown(token: _Token) -> bool:
    """Whether a token stands for itself."""
    return token.kind == "literal" or (token.kind, token.text) == ("sign", "%")


def _around_general(section: _Section, number: str) -> str:
    parts = [
        number if token.kind == "general" or token.text == "@" else token.text
        for token in section.tokens
        if _shown(token) or token.kind == "general" or token.text == "@"
    ]
    return "".join(parts).strip()


def _number(section: _Section, number: Decimal) -> str:
    """Digits laid into the places of a section; ``number`` is not negative."""
    tokens = section.tokens
    places = [i for i, token in enumerate(tokens) if token.kind == "place"]
    signs = {sign: [i for i, t in enumerate(tokens) if (t.kind, t.text) == ("sign", sign)] for sign in ".,%"}
    point = signs["."][0] if signs["."] else len(tokens)
    before, after = [i for i in places if i < point], [i for i in places if i > point]
    grouped = bool(before) and any(before[0] < i < before[-1] for i in signs[","])
    thousands = sum(bool(places) and (i > places[-1] or before[-1:] < [i] < [point]) for i in signs[","])
    exact = number.scaleb(2 * len(signs["%"]) - 3 * thousands)
    whole, _, fraction = format(_rounded(exact, len(after)), "f").partition(".")
    written = _laid_whole(before, tokens, whole.lstrip("0"), grouped=grouped)
    least = max((n for n, i in enumerate(after, start=1) if tokens[i].text == "0"), default=0)
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    written.update(zip(after, fraction, strict=False))
    if fraction:
        written[point] = "."
    shown = [token.text if _shown(token) else written.get(i, "") for i, token in enumerate(tokens)]
    return "".join(shown).strip()


def _laid_whole(
    places: list[int], tokens: tuple[_Token, ...], digits: str, *, grouped: bool
) -> dict[int, str]:
    """The digits before the point in their places, from the right; the first place takes all that are left."""
    written: dict[int, str] = {}
    count = 0
    for i in reversed(places):
        taken = digits if i == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        written[i] = ""
        for digit in reversed(taken or ("0" if tokens[i].text == "0" else "")):
            comma = "," if grouped and count and count % 3 == 0 else ""
            written[i] = digit + comma + written[i]
            count += 1
    return written


def _rounded(number: Decimal, decimals: int) -> Decimal:
    """Half up, as spreadsheets round what they show."""
    with localcontext() as context:
        context.prec = 400  # the largest double has 309 digits
        return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _date(section: _Section, value: float, from_1904: bool) -> str:
    moment = _moment(value, from_1904)
    if moment is None:
        return plain(value)
    tokens = section.tokens
    seconds = round(value * 86400)
    hours = moment.hour % 12 or 12 if section.has("half") else moment.hour
    parts: list[str] = []
    for i, token in enumerate(tokens):
        text = token.text.lower()
        if token.kind == "date":
            minutes = text[0] == "m" and _is_minutes(tokens, i)
            parts.append(_date_part(text, moment, hours, minutes=minutes))
        elif token.kind == "elapsed":
            parts.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]]).zfill(len(text)))
        elif token.kind == "half":
            early, _, late = token.text.partition("/")
            parts.append(early if moment.hour < 12 else late)
        elif token.kind in ("literal", "sign"):
            parts.append("" if token.text == "@" else token.text)
        elif token.kind == "place":
            parts.append("0")
    return "".join(parts).strip()


def _moment(value: float, from_1904: bool) -> datetime | None:
    """The day and time of a serial number, to the second; None beyond the calendar."""
    if value < 0:
        return None
    if not from_1904 and value < _LEAP_DAY_1900:
        value += 1
    try:
        return _FIRST_DAYS[from_1904] + timedelta(seconds=round(value * 86400))
    except OverflowError:
        return None


def _is_minutes(tokens: tuple[_Token, ...], i: int) -> bool:
    """Whether ``m`` means minutes: after hours or before seconds."""
    dates = [
        (j, token.text.lower()[0]) for j, token in enumerate(tokens) if token.kind in ("date", "elapsed")
    ]
    at = next(n for n, (j, _) in enumerate(dates) if j == i)
    return (at > 0 and dates[at - 1][1] == "h") or (at + 1 < len(dates) and dates[at + 1][1] == "s")


def _date_part(text: str, moment: datetime, hours: int, *, minutes: bool) -> str:
    letter, length = text[0], len(text)
    if letter in "ye":
        return f"{moment.year % 100:02}" if letter == "y" and length <= 2 else str(moment.year)
    if letter == "a":
        return ("星期" if length == 4 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "d" and length > 2:
        return moment.strftime("%a" if length == 3 else "%A")
    if letter == "m" and length > 2 and not minutes:
        return moment.strftime("%b" if length == 3 else "%B")
    number = {
        "m": moment.minute if minutes else moment.month,
        "d": moment.day,
        "h": hours,
        "s": moment.second,
    }[letter]
    return f"{number:02}" if length > 1 else str(number)
