"""Subjects: names, codes, the levels of an item, titles, compositions, and lists that 分别 shares figures out to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.extracting.frames import Clause, Event
from docstruct.extracting.subjects import Ref
from docstruct.matching.mention import compose_code
from docstruct.matching.names_stated import LEVELS

if TYPE_CHECKING:
    from docstruct.extracting.reader import ClauseReader, Handler
    from docstruct.extracting.tokens import Token

_FARTHEST = 200
"""Tokens a list may run on behind 分别."""


def _name(reader: ClauseReader, token: Token, index: int) -> None:
    """A name is part of its phrase; a bracket right behind a figure (0人次（不包括陪同人员）) names nothing.

    A name may say what its amounts are (预算收入).
    """
    if token.cue is not None and token.cue.value == "budget" and not reader.clause.verb:
        reader.clause.measure = "budget"
    if reader.previous != "number" or reader.text[token.start] not in "（(":
        reader.extend(token.start, token.end)


def _threshold(reader: ClauseReader, token: Token, index: int) -> None:
    reader.clause.measure = None
    reader.extend(token.start, token.end)


def _code(reader: ClauseReader, token: Token, index: int) -> None:
    """A code in brackets behind the name of an item, （2080506）, belongs to that name."""
    clause, carried = reader.clause, reader.carried
    if clause.before is not None:
        ref = reader.ref(clause.before, token.text)
        if ref is not None:
            carried.speak_of(ref)
        reader.clause = Clause(code=token.text)
    elif reader.previous == "level" and carried.subject is not None:
        carried.speak_of(replace(carried.subject, code=token.text))


def _level(reader: ClauseReader, token: Token, index: int) -> None:
    """（类）, （208类）: the phrase before it is a level of the path, and the subject of what follows."""
    clause, carried = reader.clause, reader.carried
    digits, level = token.text[:-1], LEVELS.index(token.text[-1])
    if clause.before is None:
        return
    noun = reader.subjects.cut(reader.words(clause.before))
    if not noun.text:
        return
    if reader.unfinished is not None and index == 0:
        noun = noun._replace(text=reader.subjects.noun(reader.words(reader.unfinished)) + noun.text)
    carried.path = (*carried.path[:level], noun.text)
    carried.levels = (*carried.levels[:level], level + 1)
    carried.codes = (*carried.codes[:level], digits) if digits else carried.codes[:level]
    ref = Ref(
        noun.text,
        carried.path,
        clause.code or compose_code(carried.codes),
        item=True,
        levels=carried.levels,
        place=noun.place(reader.begin(clause.before)),
    )
    carried.subject = carried.money = ref
    if not reader.stack:
        carried.topic = ref
    reader.clause = Clause(code=clause.code)


def _title(reader: ClauseReader, token: Token, index: int) -> None:
    reader.speak_of(reader.clause.before)
    reader.next_clause()


def _blank(reader: ClauseReader, token: Token, index: int) -> None:
    """A placeholder with a unit (XX辆) stands where a figure should; without one it is part of a name."""
    if token.text:
        reader.clause = Clause()
    else:
        reader.extend(token.start, token.end)


def _reference(reader: ClauseReader, token: Token, index: int) -> None:
    """A bracket that refers to a table stands behind a title (收入决算（详见公开表02） 本年收入合计…)."""
    if reader.stack:
        reader.stack[-1] = reader.stack[-1]._replace(clause=Clause())


def _composition(reader: ClauseReader, token: Token, index: int) -> None:
    reader.sentence.composition, reader.sentence.first_part = True, len(reader.drafts)
    reader.next_clause()


def _composed(reader: ClauseReader, token: Token, index: int) -> None:
    """由A和B构成: the parts are told, and the whole is spoken of again."""
    carried = reader.carried
    if reader.sentence.composition and carried.topic is not None:
        carried.subject = carried.money = carried.topic
        carried.event = carried.top_event
        reader.sentence.composition = False
        reader.clause = Clause()


def _absent(reader: ClauseReader, token: Token, index: int) -> None:
    reader.speak_of(reader.clause.before)
    reader.happened(Event("absent", ref=reader.carried.topic))
    reader.clause.verb = True


def _respectively(reader: ClauseReader, token: Token, index: int) -> None:
    """A、B和C分别为…: one figure for each name; without names, for each name of the list or the figures before."""
    if _names_follow(reader, index):
        clause = reader.clause
        reader.sentence.shared = Clause(measure=clause.measure, basis=clause.basis)
        return
    count = 0
    for later in reader.tokens[index + 1 : index + _FARTHEST]:
        if later.kind in ("comma", "semicolon", "stop"):
            break
        count += later.kind == "number"
    clause, carried, sentence = reader.clause, reader.carried, reader.sentence
    found: tuple[Ref, ...] = ()
    if clause.before is not None:
        words, begin = reader.words(clause.before), reader.begin(clause.before)
        found = tuple(reader.subjects.names(words, count, offset=begin))
    elif len(carried.names) == count:
        found = carried.names
    elif count > 1:
        found = _just_named(reader, count)
    if found:
        clause.before = None
    sentence.unshared = not found and count > 1
    carried.names = sentence.names = found
    sentence.next_name = 0


def _names_follow(reader: ClauseReader, index: int) -> bool:
    """Whether the names are told behind 分别, each with its figure (分别为：甲5万元，乙6万元)."""
    tokens = reader.tokens
    colon = tokens[index + 1] if index + 1 < len(tokens) else None
    if colon is None or colon.kind != "colon":
        return False
    following = tokens[index + 2].start if index + 2 < len(tokens) else reader.end
    return bool(reader.subjects.noun(reader.words((colon.end, following))))


def _just_named(reader: ClauseReader, count: int) -> tuple[Ref, ...]:
    """The subjects of the latest figures in the sentence, as many as asked for; none if there are fewer."""
    names: list[Ref] = []
    for draft in reversed(reader.drafts[reader.first_draft :][-2 * count :]):
        if draft.ref not in names:
            names.append(draft.ref)
    return tuple(reversed(names[:count])) if len(names) >= count else ()


HANDLERS: dict[str, Handler] = {
    "absent": _absent,
    "blank": _blank,
    "code": _code,
    "composed": _composed,
    "composition": _composition,
    "level": _level,
    "name": _name,
    "reference": _reference,
    "respectively": _respectively,
    "threshold": _threshold,
    "title": _title,
}
