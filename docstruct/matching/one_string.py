"""A subject written as one string: with the levels it stands under, or with its code.

>>> read_string("农林水支出（类）林业和草原（款）行政运行（项）")
Written(names=('农林水支出', '林业和草原', '行政运行'), levels=(1, 2, 3), code=None)
>>> read_string("2080505 机关事业单位基本养老保险缴费支出")
Written(names=('机关事业单位基本养老保险缴费支出',), levels=(), code='2080505')
>>> read_string("教育支出-普通教育-小学教育").names
('教育支出', '普通教育', '小学教育')
>>> read_string("资本性支出（一）")
Written(names=('资本性支出（一）',), levels=(), code=None)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docstruct.lexicon.classification import scheme_of
from docstruct.matching.mention import compose_code

LEVELS = "类款项"
"""What the three levels are called, 类 first."""

_LEVEL = re.compile(r"(?P<name>.+?) ?[（(](?P<digits>\d*) ?(?P<level>[类款项])[）)]、?")
"""农林水支出（类）, 农林水支出（213类）."""
_BETWEEN = re.compile(r"\s*(?:--+|[-－—–]+|[>＞→/／\\])\s*")
"""What stands between levels written in one line; names of the classification hold none of these."""
_MORE = re.compile(r"[0-9（(\[【\-－—–>＞→/／\\]")
"""What a string must hold to be more than one name."""
_CODE_BEFORE = re.compile(r"[（(\[【]?(?P<code>\d{3,7})[）)\]】]?[\s\-－—_.:：、]*(?P<name>\D.*)")
_CODE_BEHIND = re.compile(r"(?P<name>.*\D?)[（(\[【](?P<code>\d{3,7})[）)\]】]")


@dataclass(frozen=True, slots=True)
class Written:
    """The names a string holds, 类 first; what each is called (1 to 3), () where it is not said; and the code."""

    names: tuple[str, ...]
    levels: tuple[int, ...] = ()
    code: str | None = None


def read_string(text: str) -> Written:
    """What a string holds; one name, the string itself, where it is nothing but a name."""
    text = text.strip()
    if _MORE.search(text) is None:
        return Written((text,))
    return _called(text) or _with_code(text) or _apart(text) or Written((text,))


def _called(text: str) -> Written | None:
    """Names each followed by what it is called; the last may stand bare."""
    names: list[str] = []
    levels: list[int] = []
    digits: list[str] = []
    end = 0
    while found := _LEVEL.match(text, end):
        names.append(found["name"])
        levels.append(LEVELS.index(found["level"]) + 1)
        digits.append(found["digits"])
        end = found.end()
    if not names:
        return None
    if rest := text[end:].strip():
        names.append(rest)
        # 教育支出（类）普通教育: the last is called nothing, so how many levels there are says less than what they are.
        levels, digits = [], []
    return Written(tuple(names), tuple(levels), compose_code(digits) if all(digits) and digits else None)


def _with_code(text: str) -> Written | None:
    found = _CODE_BEFORE.fullmatch(text) or _CODE_BEHIND.fullmatch(text)
    if found is None or scheme_of(found["code"]) is None or not found["name"]:
        return None
    return Written(_names(found["name"]), (), found["code"])


def _apart(text: str) -> Written | None:
    names = _names(text)
    return Written(names) if len(names) > 1 else None


def _names(text: str) -> tuple[str, ...]:
    """The levels of a line, if each is a name of its own; else the line."""
    names = tuple(part for part in _BETWEEN.split(text) if part)
    # Two characters at least: 差旅-2 or 一－三 are no levels.
    told = 1 < len(names) <= len(LEVELS) and all(re.search(r"[㐀-鿿]{2}", name) for name in names)
    return names if told else (text.strip(),)
