"""When what was found counts as what was annotated.

Annotators and programs may differ in spaces, punctuation and the form of a glyph without differing in what they
read; these functions say what such a difference is. They are part of the gold format (docs/gold.md): another program
that is scored with other ones is not comparable.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

SAME_SUBJECT_RATIO = 80
"""Of 100: how alike two names of a subject must be."""

SAME_REASON_RATIO = 90
"""Of 100: how alike two readings of a reason must be."""

ALTERNATIVE = "||"
"""Between two readings of a subject that are equally good."""

_PUNCTUATION = dict.fromkeys(map(ord, "“”\"'‘’《》〈〉「」【】[]()（）、，,。.;；:：!！?？·-—－*#|"))

_SAME_UNITS = {"百分比": "%", "个百分点": "百分点", "台(套)": "台套", "台/套": "台套", "万": "万元"}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """What two faithful readings of a text share: no spaces, no punctuation, ordinary glyphs.

    >>> fold("“三公” 经费（⽀出）")
    '三公经费支出'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_PUNCTUATION)


def number(value: str) -> Decimal | None:
    """The number a value states, None if it states none.

    >>> number("1,234.50") == number("1234.5")
    True
    """
    try:
        return Decimal(value.replace(",", "").replace("，", "").strip()).normalize()
    except InvalidOperation:
        return None


def unit(value: str | None) -> str:
    """The unit in one of its spellings.

    >>> unit("台（套）"), unit("％"), unit(None)
    ('台套', '%', '')
    """
    spelled = unicodedata.normalize("NFKC", value or "").replace(" ", "")
    return _SAME_UNITS.get(spelled, spelled)


def same_subject(gold: str, found: str) -> bool:
    """Whether two names mean one subject: alike, or one at least half of the other and within it.

    >>> same_subject("公务接待费", "公务接待费支出"), same_subject("收入总计||收、支总计", "收入、支出总计")
    (True, True)
    """
    if ALTERNATIVE in gold:
        return any(same_subject(reading, found) for reading in gold.split(ALTERNATIVE))
    left, right = fold(gold), fold(found)
    if not left or not right:
        return left == right
    if left == right or likeness(gold, found) >= SAME_SUBJECT_RATIO:
        return True
    short, long = sorted((left, right), key=len)
    return short in long and len(short) >= 0.5 * len(long)


def likeness(gold: str, found: str) -> float:
    """How alike two texts are once folded, 0 to 100 (normalized indel similarity)."""
    from rapidfuzz import fuzz

    return fuzz.ratio(fold(gold), fold(found))
