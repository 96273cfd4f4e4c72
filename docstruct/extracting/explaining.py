"""Cues of reasons: what is explained, where the words of the reason begin, and which figures they explain.

A cue stands before its reason (主要原因是…, 主要用于…), around it (系…所致, 受…影响) or in front of what it explains
(由于A，B减少…); an enumeration may stand for a cue (上述经费增加，一是…；二是…).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.extracting.frames import ReasonDraft
from docstruct.extracting.reasons import Scope, parts_of, relation_of, trimmed
from docstruct.extracting.subjects import Ref

if TYPE_CHECKING:
    from docstruct.document import Relation
    from docstruct.extracting.frames import Event, Range
    from docstruct.extracting.reader import ClauseReader, Handler
    from docstruct.extracting.tokens import Token

_CLOSEST = 40
"""Tokens between the two halves of a cue (受…影响)."""
_CLAUSE_OR_NUMBER = frozenset({"comma", "semicolon", "stop", "number"})
_LATEST = 12
"""Figures before a reason among which those it explains are looked for."""
_EXPLAINED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("increase", "decrease", "flat"), frozenset({"change", "change_rate"})),
    **dict.fromkeys(
        ("actual_gt_budget", "actual_lt_budget", "actual_eq_budget"),
        frozenset({"budget", "actual", "completion_rate", "change", "change_rate"}),
    ),
    **dict.fromkeys(("purpose", "other"), frozenset({"budget", "actual", "count"})),
}


def _silent(reader: ClauseReader) -> bool:
    """Inside a reason a cue is part of it; a glossary defines and explains nothing."""
    return reader.in_reason or reader.zone == "glossary"


def _reason(reader: ClauseReader, token: Token, index: int) -> None:
    if _silent(reader):
        return
    event, value = reader.carried.event, token.cue.value if token.cue else ""
    if value == "loose" and not _just_stated(reader, index):
        reader.extend(token.start, token.end)
        return
    named = reader.ref(reader.clause.before)
    relation = relation_of(event)
    if value == "bare" and _tells_purpose(reader, event, named):
        relation = "purpose"
    _begin(reader, index, named or _explained(reader, event), relation)


def _just_stated(reader: ClauseReader, index: int) -> bool:
    """Whether a change was stated in the clause, or right before the comma in front of it."""
    event = reader.carried.event
    if reader.clause.eventful:
        return True
    before = reader.tokens[index - 1].kind if index else ""
    figures = len(reader.drafts) > reader.first_draft
    return figures and before == "comma" and event is not None and event.kind not in ("amount", "absent")


def _tells_purpose(reader: ClauseReader, event: Event | None, named: Ref | None) -> bool:
    """主要是 behind a plain amount says what the money was for, behind a zero why there was none."""
    if named is not None and not reader.clause.eventful:
        return True
    return event is not None and event.kind == "amount" and bool((event.rate or "").strip("0."))


def _purpose(reader: ClauseReader, token: Token, index: int) -> None:
    if not _silent(reader):
        carried = reader.carried
        named = reader.ref(reader.clause.before)
        _begin(reader, index, named or carried.money or carried.subject, "purpose")


def _enumerator(reader: ClauseReader, token: Token, index: int) -> None:
    """一是 right behind a change told in words stands for a cue."""
    event = reader.carried.event
    first = token.cue is not None and token.cue.value == "first"
    if not _silent(reader) and first and event is not None and event.worded and not _itemizes(reader, index):
        _begin(reader, index - 1, _explained(reader, event), relation_of(event))


def _itemizes(reader: ClauseReader, index: int) -> bool:
    """Whether an item is an amount of its own ((1)会议费5万元) rather than a cause."""
    for token in reader.tokens[index + 1 : index + _CLOSEST]:
        if token.number is not None:
            return token.number.kind == "money"
        if token.kind not in ("colon", "name", "year", "budget", "actual"):
            return False
    return False


def because(reader: ClauseReader, token: Token, index: int) -> None:
    """系, 受, 由于 …: a cause up to its closing word, behind what it explains or in front of it."""
    if _silent(reader):
        return
    closer = _closer(reader, index)
    closed = token.cue is not None and token.cue.value == "closed"
    if closer is None and closed and (turn := _turn_behind(reader, index)) is not None:
        _await_until(reader, token, turn, turn)
        return
    if closer is None and closed and not _foretells(reader, index) and not _follows_equal(reader, index):
        reader.extend(token.start, token.end)
        return
    event = reader.carried.event
    stated = len(reader.drafts) > reader.first_draft and event is not None and event.kind != "amount"
    if not stated and not reader.clause.eventful:
        _await(reader, token, index, closer)
        return
    ref = reader.ref(reader.clause.before) or _explained(reader, event)
    if closer is not None and _goes_beyond(reader, index, closer, ref):
        closer = None
    _begin(reader, index, ref, relation_of(event), closer)


def _turn_behind(reader: ClauseReader, index: int) -> int | None:
    """The change that ends the clause of a cause, behind an amount (会议费5万元，因人员调整略有增加): it is explained.

    Without a word for its extent (略有) or an amount (增加2万元) the change is the cause's own (因人员增加).
    """
    if len(reader.drafts) == reader.first_draft:
        return None
    for at, token in enumerate(reader.tokens[index + 1 : index + _CLOSEST], start=index + 1):
        if token.kind in _CLAUSE_OR_NUMBER:
            return None
        if token.kind == "change":
            extent = reader.text[reader.tokens[at - 1].end : token.start].endswith(
                reader.subjects.vocabulary.extents
            )
            ends = at + 1 == len(reader.tokens) or reader.tokens[at + 1].kind in _CLAUSE_OR_NUMBER
            if (extent and ends) or _by_money(reader, at):
                return at
    return None


def _by_money(reader: ClauseReader, at: int) -> bool:
    """Whether an amount of money follows a token at once."""
    number = reader.tokens[at + 1].number if reader.number_follows(at) else None
    return number is not None and number.kind == "money"


def _follows_equal(reader: ClauseReader, index: int) -> bool:
    """Whether a cause stands right behind 持平 (与上年持平，因车辆无变动)."""
    event = reader.carried.event
    before = [token.kind for token in reader.tokens[max(index - 2, 0) : index]]
    return before == ["flat", "comma"] and event is not None and event.kind == "equal"


def _foretells(reader: ClauseReader, index: int) -> bool:
    """Whether a cause opens the sentence and the next clause tells a change of an amount (因会期缩短，会议费减少1万元)."""
    ahead = reader.tokens[index + 1 : index + _CLOSEST]
    comma = next((at for at, token in enumerate(ahead) if token.kind in _CLAUSE_OR_NUMBER), None)
    if comma is None or ahead[comma].kind != "comma":
        return False
    for at, token in enumerate(ahead[comma + 1 :], start=index + comma + 2):
        if token.kind in _CLAUSE_OR_NUMBER or token.kind == "change":
            return token.kind == "change" and reader.number_follows(at)
    return False


def _goes_beyond(reader: ClauseReader, index: int, closer: int, ref: Ref | None) -> bool:
    """Whether 影响 only ends the first clause of a longer reason (受疫情影响，公务活动减少)."""
    tokens = reader.tokens
    cue, follows = tokens[closer].cue, tokens[closer + 1].kind if closer + 1 < len(tokens) else "stop"
    if follows != "comma" or (cue is not None and cue.value == "cut"):
        return False
    subject = ref.text if ref else ""
    return Scope(reader.text, tokens, index + 1, subject, reader.subjects.noun).end() > closer + 1


def _closer(reader: ClauseReader, index: int) -> int | None:
    tokens = reader.tokens
    for position in range(index + 1, min(index + _CLOSEST, len(tokens))):
        if tokens[position].kind == "therefore":
            return position
        if tokens[position].kind in ("semicolon", "stop"):
            break
    return None


def _explained(reader: ClauseReader, event: Event | None) -> Ref | None:
    carried = reader.carried
    told = event.ref or reader.ref(event.phrase) if event else None
    return told or carried.money or carried.subject


def _begin(
    reader: ClauseReader, index: int, ref: Ref | None, relation: Relation, closer: int | None = None
) -> None:
    """A reason begins behind the token at ``index``: find its end, keep it, and read its figures as its own."""
    tokens = reader.tokens
    start, first = _first_word(reader, index)
    ref = ref or Ref("")
    if closer is None:
        purpose = relation == "purpose"
        end = Scope(reader.text, tokens, first, ref.text, reader.subjects.noun, purpose).end()
        stop = _without_closer(tokens, first, end)
    else:
        end, stop = closer + 1, closer
    found = trimmed(reader.text, start, tokens[stop].start if stop < len(tokens) else reader.end)
    if found is not None:
        if relation == "purpose" and _composes(tokens, index, first, end):
            return
        if relation in ("purpose", "other") and _defines(reader, index, found):
            reader.enter_reason(end)
            return
        parts = parts_of(tokens, first, stop, found)
        reader.reasons.append(ReasonDraft(*found, ref, relation, _figures(reader, ref, relation), parts))
    reader.enter_reason(end)


def _first_word(reader: ClauseReader, index: int) -> tuple[int, int]:
    """Where the words begin behind a cue that may be doubled (主要原因：主要是由于…), and the token they begin at."""
    tokens, first = reader.tokens, index + 1
    start = tokens[index].end if index >= 0 else reader.last
    while first < len(tokens) and tokens[first].start - start < 2:
        cue = tokens[first].cue
        comma = tokens[first].kind == "comma" and first + 1 < len(tokens) and _doubles(tokens[first + 1])
        announced = cue is not None and cue.kind == "composition" and cue.text.endswith("如下")
        if not (comma or announced or _doubles(tokens[first]) or tokens[first].kind in ("colon", "joiner")):
            break
        start, first = tokens[first].end, first + 1
    return start, first


def _doubles(token: Token) -> bool:
    """Whether a token behind a cue is one more (由于 too, but not 因, which may begin a name)."""
    return token.kind == "reason" or (
        token.kind == "because" and token.cue is not None and not token.cue.value
    )


def _without_closer(tokens: list[Token], first: int, end: int) -> int:
    """A reason without its 所致 or 等原因 at the end."""
    cue = tokens[end - 1].cue if end - 1 >= first else None
    return end - 1 if cue is not None and cue.kind == "therefore" and cue.value == "cut" else end


def _defines(reader: ClauseReader, index: int, found: Range) -> bool:
    """Whether 主要是 behind an amount tells what it is, not what it was for (主要是…取得的资金)."""
    cue = reader.tokens[index].cue if index >= 0 else None
    if cue is None or cue.kind != "reason" or cue.value != "bare":
        return False
    return reader.text[found[0] : found[1]].endswith(reader.subjects.vocabulary.defining)


def _composes(tokens: list[Token], index: int, first: int, end: int) -> bool:
    """Whether 主要用于 opens a list of amounts (主要用于：A 12万元，占3%) rather than a purpose.

    A bare 用于 does so with one amount already (其中用于会议5万元).
    """
    amounts = sum(
        1 for token in tokens[first:end] if token.number is not None and token.number.kind == "money"
    )
    cue = tokens[index].cue
    bare = cue is not None and cue.value == "bare"
    shares = any(token.kind == "share" for token in tokens[first:end])
    return amounts > 1 or (amounts == 1 and (bare or shares))


def _figures(reader: ClauseReader, ref: Ref, relation: Relation) -> tuple[int, ...]:
    """The latest figures of the subject whose measure the relation is about."""
    wanted, drafts = _EXPLAINED[relation], reader.drafts
    found: list[int] = []
    for position in range(len(drafts) - 1, max(len(drafts) - 1 - _LATEST, -1), -1):
        draft = drafts[position]
        if draft.ref == ref and draft.measure in wanted and not draft.in_reason:
            found.append(position)
        elif found and draft.ref != ref:
            break
    return tuple(reversed(found))


def _await(reader: ClauseReader, token: Token, index: int, closer: int | None) -> None:
    """A reason in front of what it explains; the next change in the sentence answers it."""
    tokens, end = reader.tokens, closer
    if end is None:
        end, farthest = index + 1, min(index + _CLOSEST, len(tokens))
        while end < farthest and tokens[end].kind not in ("comma", "semicolon", "stop"):
            end += 1
        if end == farthest:
            return
    _await_until(reader, token, end, end + 1 if closer is not None else end)


def _await_until(reader: ClauseReader, token: Token, end: int, resume: int) -> None:
    """Keep the words between a cue and the token ``end`` for the change to come, and go on at ``resume``."""
    stop = reader.tokens[end].start
    extent = next(
        (word for word in reader.subjects.vocabulary.extents if reader.text.endswith(word, token.end, stop)),
        "",
    )
    found = trimmed(reader.text, token.end, stop - len(extent))
    if found is not None:
        reader.awaited = found
        reader.enter_reason(resume)


def answer(reader: ClauseReader, ref: Ref, *, figured: bool = True) -> None:
    """Give an awaited reason to the change it explains, once that has been read; ``figured``: with a figure to come."""
    event = reader.carried.event
    if reader.awaited is None or reader.in_reason or event is None or event.kind == "amount":
        return
    start, end = reader.awaited
    reader.awaited = None
    figures = (len(reader.drafts),) if figured else ()
    reader.reasons.append(ReasonDraft(start, end, ref, relation_of(event), figures))


def settle(reader: ClauseReader) -> None:
    """Give an awaited reason to a change told in words alone, where the sentence ends (由于…等原因，会议费有所增加)."""
    event = reader.carried.event
    ref = _explained(reader, event)
    if reader.awaited is not None and event is not None and event.ref is None and event.worded and ref:
        answer(reader, ref, figured=False)
    reader.awaited = None


def _asof(reader: ClauseReader, token: Token, index: int) -> None:
    """年末 is part of the name of what stood then."""
    if token.cue is not None and token.cue.value == "named":
        reader.extend(token.start, token.end)


HANDLERS: dict[str, Handler] = {
    "asof": _asof,
    "because": because,
    "enumerator": _enumerator,
    "purpose": _purpose,
    "reason": _reason,
}
