"""What a clause leaves to the next, by what ended it: each mark is a function from a context to a context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.extracting.clauses.items import VERBS, segment
from docstruct.extracting.discourse import levels
from docstruct.extracting.discourse.context import Before

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.extracting.discourse.context import Context
    from docstruct.extracting.discourse.ending import Ending


def ended(ending: Ending) -> Context:
    """The context behind a mark that is no bracket, no cue and no end of a sentence."""
    return _MARKS[ending.clause.ended](ending)


def _comma(ending: Ending) -> Context:
    """An earlier year holds on only if it dated a figure or stood alone (根据2021年规定，…)."""
    frame, context = ending.frame, ending.context
    event, year = context.event, context.sentence.year
    figured = len(ending.drafts) > max(context.sentence.figures, ending.first)
    if year == "past" and not figured and (frame.before or frame.held):
        year = ""
    before = Before(
        frame.before,
        said=event is not None and event.at >= ending.clause.start,
        items=() if figured else ending.clause.items,
    )
    return context.comma(before, year, len(ending.drafts))


def _colon(ending: Ending) -> Context:
    """What stands in front of a colon is the subject behind it, until a list of its attributes or of others ends."""
    phrases, frame, context = ending.phrases, ending.frame, ending.context
    before = context.sentence.before
    if phrases.subjects.vocabulary.attribute.match(phrases.text, ending.token.end):
        # 提升服务水平培训班：参会人数50人: the verb is of the name
        verbs = [item.start for item in segment(ending.clause.items) if item.kind in VERBS]
        context = context.holds(frame.before or (frame.after and (verbs[-1], frame.after[1])))
    return context.colon(
        Before(held=frame.before or frame.held or before.held, code=frame.code or before.code)
    )


def _title(ending: Ending) -> Context:
    """A title in the text names what follows it."""
    ref = ending.phrases.ref(ending.frame.before, ending.frame.code)
    return (ending.context.speak_of(ref) if ref else ending.context).forget_clause()


def _composition(ending: Ending) -> Context:
    """其中: parts follow, of what was told last; 包括 may name the whole in front of it (人员经费包括…等，共计5万元)."""
    context = ending.context
    whole = ending.phrases.ref(ending.frame.before) if ending.token.text.startswith("包") else None
    if whole is not None:
        context = (
            context.speak_of(whole) if ending.phrases.subjects.is_money(whole.text) else context.count(whole)
        )
    return context.composition(len(ending.drafts))


_MARKS: dict[str, Callable[[Ending], Context]] = {
    "code": levels.coded,
    "colon": _colon,
    "comma": _comma,
    "composed": lambda ending: ending.context.composed(),
    "composition": _composition,
    "level": levels.leveled,
    "marker": lambda ending: ending.context.forget_clause(),
    "parts": lambda ending: ending.context.composition(len(ending.drafts)),
    "pause": lambda ending: ending.context.forget_clause(),
    "semicolon": lambda ending: ending.context.semicolon(len(ending.drafts)),
    "therefore": lambda ending: ending.context.forget_clause(),
    "title": _title,
}
