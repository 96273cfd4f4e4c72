"""Items of the classification, level by level: …（类）…（款）…（项）, and codes told with or without their names.

=============================  ========================================================================
教育支出（类）普通教育（款）   the name in front of a level is the subject of what follows
208（类）05（款）养老          digits in front of the levels: the name stands behind them all
养老（2080506）                a code in brackets is that of the name in front of it
（2080506）养老                or else of the name behind it
…（201）…（11）…（01）         told in steps
=============================  ========================================================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.extracting.clauses.subjects import Ref
from docstruct.extracting.discourse.context import Levels
from docstruct.matching.mention import compose_code
from docstruct.matching.one_string import LEVELS

if TYPE_CHECKING:
    from docstruct.extracting.clauses.phrases import Frame, Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.discourse.ending import Ending

_DIGITS = re.compile("[0-9]{2,3}")
_LEVEL_BEFORE = re.compile("[类款项][)）]$")
_STEP = 2
"""Digits of a 款 or 项 in a code told in steps; of a bare （01） without a code above it nothing is known."""
_WHOLE = 3
"""Digits of a code of a 类, which steps may follow."""


def leveled(ending: Ending) -> Context:
    """（类）, （208类）: the phrase before it is a level of the path, and the subject of what follows."""
    phrases, frame, context = ending.phrases, ending.frame, ending.context
    before = frame.before
    # 208（类）: digits in front of a level are its code, and the name stands behind all levels
    if before is None or _DIGITS.fullmatch(phrases.words(before).strip()):
        return _of_digits(ending, frame)
    levels = _at_level(ending, before)
    ref = Ref(
        levels.path[-1],
        levels.path,
        frame.code or compose_code(levels.codes),
        item=True,
        levels=levels.called,
        place=phrases.noun(before).place(phrases.begin(before)),
    )
    return context.forget_clause().named(levels, ref, aside=ending.place.depth > 0)


def _at_level(ending: Ending, before: Range) -> Levels:
    """The levels as one more is told, （类） or （208类）, by the phrase in front of it."""
    phrases, context, level = ending.phrases, ending.context, ending.token.text
    name = phrases.noun(before).text
    # …（款）事业单位 | 医疗（项）: only the first words of a paragraph go on with the name that the one before broke off
    if context.unfinished is not None and ending.clause.index == 0:
        name = phrases.noun(context.unfinished).text + name
    above, digits, depth = context.levels, level[:-1], LEVELS.index(level[-1])
    # 公路养护（项）1万元，公路安全（项）2万元: a level replaces those it is not under, though nothing stands above them;
    # 住房保障支出（款）住房改革支出（款） is one path, its first level miscalled
    # （二）社会保障和就业支出（类） goes on with nothing: the bracket in front of it is its number
    goes_on = _LEVEL_BEFORE.search(phrases.text, max(before[0] - 2, 0), before[0]) is not None
    beside = 0 if goes_on else sum(called > depth for called in above.called)
    return Levels(
        (*above.path[: min(depth, len(above.path) - beside)], name),
        (*above.called[: len(above.called) - beside], depth + 1),
        (*above.codes[:depth], digits) if digits else above.codes[:depth],
    )


def _of_digits(ending: Ending, frame: Frame) -> Context:
    """The digits of a level in front of it, the name behind them all: 208（类）05（款）05（项）养老保险缴费支出."""
    context, phrases = ending.context, ending.phrases
    digits = frame.code or (phrases.words(frame.before).strip() if frame.before else "")
    if not digits:
        return context
    depth = LEVELS.index(ending.token.text[-1])
    codes = (*context.levels.codes[:depth], digits)
    told = context.named(Levels((), (), codes))
    return told.coded(compose_code(codes) if len(codes) == depth + 1 else None)


def coded(ending: Ending) -> Context:
    """A code in brackets: of the name in front of it, or else of the name behind it."""
    text, code, context = ending.phrases.text, ending.token, ending.context
    before, thing = ending.frame.before, context.spoken.thing
    if before is not None:
        return _named_by_code(ending.phrases, before, code.text, context)
    if ending.clause.items:
        return context  # a clause that says something is no name: its figures are not of the code
    if thing is not None and text[max(code.start - 2, 0) : code.start].rstrip().endswith(("）", ")")):
        return context.speak_of(replace(thing, code=code.text))
    return context.coded(code.text) if len(code.text) > _STEP else context


def _named_by_code(phrases: Phrases, phrase: Range, digits: str, context: Context) -> Context:
    """Speak of the name in a phrase by its code; two digits are the next step of the code above."""
    step, above = len(digits) == _STEP, context.levels
    ref = phrases.ref(phrase, digits)
    if ref is None or (step and not above.codes):
        return context
    if not step:
        return (
            context.named(Levels((ref.text,), (), (digits,)), ref)
            if len(digits) == _WHOLE
            else context.speak_of(ref)
        )
    levels = Levels((*above.path, ref.text), (), (*above.codes, digits))
    return context.named(levels, replace(ref, path=levels.path, code="".join(levels.codes)))
