"""What the scanner finds in a paragraph: typed tokens with exact ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.scanning.numbers import shifted

if TYPE_CHECKING:
    from docstruct.lexicon.cues import UnitKind

NumberKind: TypeAlias = "UnitKind | Literal['price']"
"""What the unit measures; ``price`` for a unit per another (元/户)."""


class Number(Struct, frozen=True, gc=False):
    """A number as written, with its unit.

    Attributes:
        value: decimal digits, without separators and spaces, with the sign that stands before them; empty where
            the digits and separators make no one number (15,12,300).
        unit: as written, without spaces and without 余 or 多; None if the text gives none.
        kind: what the unit measures; None without a unit.
        end: where the number ends with its unit; its token may go on (左右, 以上).
        amount: the value in yuan, None if it is no money.
        approximate: 余, 左右, 以上 after it.
        joined: the digits were put together over a space.
        split: the other reading, of a year glued to an amount: 201836.2万元 as 2018 and 36.2.
        places: the power of ten of the unit, for money.
    """

    value: str
    unit: str | None
    kind: NumberKind | None
    end: int
    amount: str | None = None
    approximate: bool = False
    joined: bool = False
    split: tuple[int, str] | None = None
    places: int = 0

    def valued(self, value: str) -> Number:
        """Another value in the same unit."""
        amount = shifted(value, self.places) if self.amount is not None else None
        return replace(self, value=value, amount=amount)

    def measured_in(self, unit: Number) -> Number:
        """The same value in the unit of another number."""
        told = replace(self, unit=unit.unit, kind=unit.kind, places=unit.places, amount=unit.amount)
        return told.valued(self.value)


class Token(Struct, frozen=True, gc=False):
    """A stretch of text with a part to play.

    ``kind`` is the class of a cue (see :mod:`docstruct.extracting`), or one of: ``stop`` 。！？, ``end`` (of the
    paragraph), ``semicolon``, ``comma``, ``pause`` 、, ``colon``, ``open`` and ``close`` (brackets that hold figures), ``marker`` （一） 1.,
    ``year``, ``level`` （类）, ``code``, ``blank`` (XX, …), ``number``. ``value`` refines the class of a cue, ``text`` is what a cue, a
    year, a level or a code reads, or the unit of a blank.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    text: str = ""
    number: Number | None = None

    @property
    def measures(self) -> NumberKind | None:
        """What its number measures; None where it has no number, or that no unit."""
        return self.number.kind if self.number is not None else None
