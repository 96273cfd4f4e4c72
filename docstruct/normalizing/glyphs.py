"""Variant glyphs: a text of the same length in which every character is the one that was printed.

Position is kept so that nothing here needs a map: a character is replaced by one character, every space becomes
``" "``, and what has no width becomes :data:`NOTHING`, which the next step cuts out together with the spaces.

>>> from docstruct.lexicon import Lexicons
>>> repair_glyphs("⼀⽀２０２２\\u3000年", (), Lexicons().glyphs).text
'一支2022 年'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.lexicon.glyphs import Variant
from docstruct.normalizing.script import PINYIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.lexicon.glyphs import GlyphLexicon
    from docstruct.source import Markup

NOTHING = "\0"
"""Stands where a character without width stood; U+0000 itself is a control character and goes the same way."""

_SURROGATE = Variant("", "surrogate", "replace_and_report", "\ufffd", "lone surrogate")
_PRIVATE_USE = Variant("", "private_use", "report", "", "private-use character")
_UNREADABLE = Variant("", "unreadable", "report", "", "replacement character")


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in the source that was, or may have to be, repaired: what it was and why it is on record."""

    kind: str
    start: int
    end: int
    original: str
    note: str


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The repaired text, as long as the original, with counts by kind and the repairs that needed a decision."""

    text: str
    counts: dict[str, int]
    remarks: list[Remark]


def repair_glyphs(text: str, markup: Sequence[Markup], lexicon: GlyphLexicon) -> Glyphs:
    """Replace every variant glyph, and every mark of the medium by what it stands for."""
    counts: dict[str, int] = {}
    remarks: list[Remark] = []
    repaired = text
    for variant in variants_in(text, lexicon):
        # Counted in what is repaired so far, not in the text: no target is itself a variant (the lexicon is checked for it).
        counts[variant.kind] = counts.get(variant.kind, 0) + repaired.count(variant.char)
        if variant.reported:
            remarks.extend(_remarks(text, variant))
        if variant.action != "report":
            repaired = repaired.replace(variant.char, _stand_in(variant))
    repaired = _without_pinyin(_without_markup(repaired, markup), text, remarks)
    if pinyin := sum(remark.kind == "inserted_pinyin" for remark in remarks):
        counts["inserted_pinyin"] = pinyin
    return Glyphs(repaired, counts, sorted(remarks, key=lambda remark: remark.start))


def variants_in(text: str, lexicon: GlyphLexicon) -> list[Variant]:
    """The variants that occur in a text, by code point; the cost is one pass, whatever the size of the tables."""
    present = set(lexicon.suspects.findall(text))
    found = [lexicon.variants[char] for char in present & lexicon.variants.keys()]
    for char in present - lexicon.variants.keys():
        if char <= "\uf8ff" or char >= "\U000f0000" or char == "\ufffd":
            # Ranges, not rows of a table: private use alone has 137,000 characters, and each means what its font says.
            kind = _SURROGATE if char <= "\udfff" else _UNREADABLE if char == "\ufffd" else _PRIVATE_USE
            found.append(Variant(char, kind.kind, kind.action, kind.target, kind.name))
    return sorted(found, key=lambda variant: variant.char)


def _stand_in(variant: Variant) -> str:
    if variant.action == "space":
        return " "
    return NOTHING if variant.action == "drop" else variant.target


def _remarks(text: str, variant: Variant) -> list[Remark]:
    code = f"U+{ord(variant.char):04X} {variant.name}"
    note = f"{code}: replaced by {variant.target}" if variant.target else f"{code}: kept"
    return [
        Remark(variant.kind, match.start(), match.end(), variant.char, note)
        for match in re.finditer(re.escape(variant.char), text)
    ]


def _without_pinyin(repaired: str, text: str, remarks: list[Remark]) -> str:
    """Cut out the pinyin set between characters (經(jīng)費), each on record."""
    note = "the reading of a character, set behind it: taken out"

    def cut(match: re.Match[str]) -> str:
        start, end = match.span()
        remarks.append(Remark("inserted_pinyin", start, end, text[start:end], note))
        return NOTHING * (end - start)

    return PINYIN.sub(cut, repaired)


def _without_markup(text: str, markup: Sequence[Markup]) -> str:
    """Put what a mark stands for in its place and :data:`NOTHING` in the rest of it."""
    if not markup:
        return text
    parts: list[str] = []
    end = 0
    for mark in markup:
        parts.append(text[end : mark.start])
        parts.append(mark.stands_for.ljust(mark.end - mark.start, NOTHING))
        end = mark.end
    parts.append(text[end:])
    return "".join(parts)
