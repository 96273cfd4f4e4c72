"""The numbers Word shows before paragraphs and keeps in no text: ``一、``, ``（二）``, ``1.1``.

A paragraph names a list (``w:numId``) and a level; ``numbering.xml`` says how the level counts and what surrounds the
number (ISO/IEC 29500-1, section 17.9). Counting is Word's: a level goes on from where it was, and starts again after
a paragraph of a higher level.

>>> chinese_number(10), chinese_number(21), chinese_number(105)
('十', '二十一', '一百零五')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.lexicon.numerals import DIGITS
from docstruct.reading.docx.wordml import attribute, child, is_on, w

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_DIGITS = f"零{DIGITS}"
_PLACE = re.compile(r"%([1-9])")


def chinese_number(number: int) -> str:
    """A number from 1 to 9999 in Chinese, as headings count: 十一, not 一十一."""
    text, pending_zero = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if not digit:
            pending_zero = bool(text)
            continue
        text += ("零" if pending_zero else "") + _DIGITS[digit] + unit
        pending_zero = False
    # 十一 at the beginning only: 一百一十一 keeps its 一.
    return text.removeprefix("一") if text.startswith("一十") else text


def _letter(number: int) -> str:
    """A … z, aa … zz, as Word counts in letters."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    ):
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
"""The counting of ``w:numFmt`` (section 17.18.59); a format that is not here, such as ``bullet``, shows no number."""

_MOST = 9999


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level counts: its format, the text around the number, the first number, and whether in digits only."""

    format: str
    text: str
    start: int
    legal: bool


class Numbering:
    """The lists of a document, and where each has got to.

    Args:
        root: the root of ``numbering.xml``; None if the document has none.
    """

    def __init__(self, root: _Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        for abstract in root.iterfind(w("abstractNum")):
            levels = {_integer(level, "ilvl"): _level(level) for level in abstract.iterfind(w("lvl"))}
            self._levels[attribute(abstract, "abstractNumId") or ""] = levels
        for number in root.iterfind(w("num")):
            name = attribute(number, "numId") or ""
            self._list_of[name] = attribute(child(number, "abstractNumId"), "val") or ""
            self._restarts[name] = {
                _integer(override, "ilvl"): _integer(child(override, "startOverride"), "val", 1)
                for override in number.iterfind(w("lvlOverride"))
                if child(override, "startOverride") is not None
            }

    def next(self, number_id: str, depth: int) -> str:
        """What Word shows before the next paragraph of a list, empty if nothing."""
        key = self._list_of.get(number_id, "")
        levels = self._levels.get(key, {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(key, [])
        while len(counts) <= depth:
            counts.append(levels[len(counts)].start - (len(counts) == depth) if len(counts) in levels else 1)
        restarts = self._restarts[number_id]
        counts[depth] = restarts.pop(depth) if depth in restarts else counts[depth] + 1
        # A paragraph of a level ends the counting of those below it: after 二、 comes （一） again.
        del counts[depth + 1 :]
        shown = levels[depth]
        return _PLACE.sub(
            lambda place: self._shown(levels, counts, int(place[1]) - 1, shown.legal), shown.text
        )

    def _shown(self, levels: dict[int, _Level], counts: list[int], depth: int, legal: bool) -> str:
        if depth >= len(counts) or depth not in levels or not 1 <= counts[depth] <= _MOST:
            return ""
        counting = str if legal else _FORMATS.get(levels[depth].format)
        return counting(counts[depth]) if counting else ""


def _level(level: _Element) -> _Level:
    number_format = attribute(child(level, "numFmt"), "val") or "decimal"
    text = attribute(child(level, "lvlText"), "val") or ""
    return _Level(
        number_format,
        text if number_format in _FORMATS else "",
        _integer(child(level, "start"), "val", 1),
        bool(is_on(level, "isLgl")),
    )


def _integer(element: _Element | None, name: str, default: int = 0) -> int:
    value = attribute(element, name) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
