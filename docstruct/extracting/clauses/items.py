"""Items: what a clause is made of, and the classes they are told apart by.

A clause is a row of items: the tokens that play a part, each by its class, and ``phrase`` for words that name something.
The classes are those that the forms (``lexicons/cues/forms.tsv``) are written in; ``docstruct explain`` prints them:

    会议费|比|2021年|减少|5万元  ->  phrase opener past change money
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.lexicon.forms import GROUPS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from docstruct.extracting.scanning.tokens import Number

NUMBERS = frozenset(GROUPS["number"])
"""The classes of figures, by what their unit measures."""
YEARS = frozenset(GROUPS["year"])
TURNS = frozenset(GROUPS["turn"])
VERBS = frozenset(GROUPS["verb"])
"""What closes the phrase in front of it: words behind it are its object, or what is compared with."""
CLAUSE_ENDS = frozenset({"comma", "semicolon", "stop"})
"""Marks that part clauses; others (：, （, 其中) end a clause only where clauses are cut."""
RATES = ("率", "进度")
"""How the name of a rate ends."""
GLUED = "glued"
"""Text of a year that lost its 年 and stands glued to its amount (201836.2万元)."""


class Item(Struct, frozen=True, gc=False):
    """A word or a phrase of a clause by its class; ``at`` is the index of its token in the paragraph.

    ``value`` refines its class, ``text`` is what its token reads.
    """

    kind: str
    start: int
    end: int
    at: int
    value: str = ""
    text: str = ""
    number: Number | None = None


def latest(items: Sequence[Item], kinds: Container[str]) -> Item | None:
    """The latest item of one of some classes; None if there is none."""
    for item in reversed(items):
        if item.kind in kinds:
            return item
    return None


def segment(items: Sequence[Item]) -> Sequence[Item]:
    """The items since the latest figure, placeholder or opening bracket: what may name the next figure.

    In 会议费5万元、培训费6万元 the second amount is not of 会议费.
    """
    for index in range(len(items) - 1, -1, -1):
        if items[index].kind in _CUTS_OFF:
            return items[index + 1 :]
    return items


_CUTS_OFF = NUMBERS | {"blank", "range", "open"}
_FORGETS = _CUTS_OFF | {"flat"}


def stretch(items: Sequence[Item]) -> Sequence[Item]:
    """The items whose cues hold for a figure behind them: a phrase behind a figure makes all before it forgotten.

    In 比上年4万元增加1万元 the comparison holds behind its amount, in 比上年增加1万元、培训费6万元 no longer.
    """
    named = False
    for index in range(len(items) - 1, -1, -1):
        kind = items[index].kind
        if named and kind in _FORGETS:
            return items[index + 1 :]
        named = named or kind == "phrase"
    return items


def class_of(number: Number) -> str:
    """The class of a figure, by what its unit measures; ``bare`` without one."""
    return "score_points" if number.kind == "score" else number.kind or "bare"
