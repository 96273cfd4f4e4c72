"""The units of money: what a unit is worth in yuan, and which words are units at all.

The one source is ``lexicons/cues/units.tsv``: its rows of kind ``money`` name the bases (元, 美元) and say what they are worth
in yuan, if that is fixed. A scale before a base multiplies it (千元, 百万元, 亿元), as in a sentence so above a table. A unit
that is none of these, or that has no fixed worth, makes no amount: it is never taken for yuan or for 万元.

As with keys (:mod:`docstruct.normalizing.key`), the units are those of the lexicons at work, else the packaged ones.

>>> yuan_of("万元"), yuan_of("百万元"), yuan_of("万美元"), yuan_of("平方米")
(Decimal('10000'), Decimal('1000000'), None, None)
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""What stands before a base, with its power of ten."""
_SCALE = f"[{''.join(SCALES)}]{{0,2}}"
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def places_of(scale: str) -> int:
    """The power of ten that 十, 百, 千, 万, 亿 stand for, one after the other (千万)."""
    return sum(SCALES[character] for character in scale)


class MoneyUnits:
    """The units of money of one lexicon.

    Args:
        bases: units without a scale, with their worth in yuan; None where it is not fixed (another currency).

    Attributes:
        declared: a pattern of the units a table may be said to be in (单位：百万元), other currencies among them.
        counted: a pattern of those that are worth yuan.
    """

    def __init__(self, bases: Mapping[str, int | None]) -> None:
        self._bases = dict(bases)
        self.declared = _pattern(self._bases)
        self.counted = _pattern([base for base, yuan in self._bases.items() if yuan is not None])
        self._unit = re.compile(f"({_SCALE})({'|'.join(map(re.escape, self._bases)) or '(?!)'})")
        self.yuan_of: Callable[[str], Decimal | None] = lru_cache(maxsize=_KEPT)(self._yuan_of)
        self.in_yuan: Callable[[str, str], str | None] = lru_cache(maxsize=_KEPT)(self._in_yuan)

    def _yuan_of(self, unit: str) -> Decimal | None:
        match = self._unit.fullmatch(unit)
        yuan = self._bases[match[2]] if match else None
        return None if match is None or yuan is None else Decimal(yuan * 10 ** places_of(match[1]))

    def _in_yuan(self, value: str, unit: str) -> str | None:
        factor = self.yuan_of(unit)
        return None if factor is None else f"{(Decimal(value) * factor).normalize():f}"


_in_use: ContextVar[MoneyUnits | None] = ContextVar("money", default=None)


def yuan_of(unit: str | None) -> Decimal | None:
    """What a unit is worth in yuan; None if there is none, or it is none of money, or its worth is not fixed."""
    return (_in_use.get() or _by_default()).yuan_of(unit) if unit else None


def in_yuan(value: str, unit: str | None) -> str | None:
    """A decimal string of a unit as one in yuan, without zeros that say nothing; None if the unit is worth no yuan.

    >>> in_yuan("16.50", "万元"), in_yuan("0.00", "元"), in_yuan("3", "辆"), in_yuan("3", None)
    ('165000', '0', None, None)
    """
    return (_in_use.get() or _by_default()).in_yuan(value, unit) if unit else None


@contextmanager
def counting_by(units: MoneyUnits) -> Iterator[None]:
    """Have money counted in the units of other lexicons in this thread while the context lasts."""
    token = _in_use.set(units)
    try:
        yield
    finally:
        _in_use.reset(token)


@cache
def _by_default() -> MoneyUnits:
    from docstruct.lexicon import default_lexicons

    return default_lexicons().cues.money


def _pattern(bases: Mapping[str, int | None] | list[str]) -> str:
    """A scale and a base; 元人民币 and 元钱 are read as 元, with which they begin."""
    plain = [base for base in bases if not any(base != other and base.startswith(other) for other in bases)]
    return f"{_SCALE}(?:{'|'.join(map(re.escape, sorted(plain))) or '(?!)'})"
