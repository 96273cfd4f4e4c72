"""Layer D, reasons: cues of reasons and purposes, what they explain, and which figures.

A cue stands before its reason (主要原因是…, 主要用于…), around it (系…所致, 受…影响) or in front of what it explains
(由于A，B减少…); an enumeration may stand for a cue (上述经费增加，一是…；二是…). :func:`told` answers for a cue, from
its clause and the context, whether a reason begins there, where it ends (:mod:`docstruct.extracting.reasons.scopes`), what it is
about, and how it relates to that: by the latest event before it. It changes nothing; the figures in a reason are read
as a world of their own.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.extracting.antecedents.named import one_of_both
from docstruct.extracting.clauses.items import CLAUSE_ENDS, Item
from docstruct.extracting.clauses.subjects import Ref
from docstruct.extracting.clauses.taking import leads_to
from docstruct.extracting.discourse.ending import Ending
from docstruct.extracting.drafts import ReasonDraft
from docstruct.extracting.reasons.scopes import Scope, itemizes, parts_of, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.document import Relation
    from docstruct.extracting.clauses.phrases import Paragraph
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.discourse.context import Event
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.scanning.tokens import Token

_CLOSEST = 40
"""Tokens between the two halves of a cue (受…影响); what is longer has lost its other half."""
_CLAUSE_OR_NUMBER = CLAUSE_ENDS | {"number"}
_LATEST = 12
"""Figures before a reason among which those it explains are looked for: a subject has seven measures, with parts between."""
_EXPLAINED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("increase", "decrease", "flat"), frozenset({"change", "change_rate"})),
    **dict.fromkeys(
        ("actual_gt_budget", "actual_lt_budget", "actual_eq_budget"),
        frozenset({"budget", "actual", "completion_rate", "change", "change_rate"}),
    ),
    **dict.fromkeys(("purpose", "other"), frozenset({"budget", "actual", "count"})),
}


class Cue(Ending, frozen=True, gc=False):
    """A cue behind its clause."""

    @property
    def index(self) -> int:
        """Its place among the tokens of the paragraph."""
        return self.clause.index

    @property
    def value(self) -> str:
        """What refines its class."""
        return self.token.value

    @property
    def event(self) -> Event | None:
        """The latest thing stated before it."""
        return self.context.event

    @property
    def eventful(self) -> bool:
        """Whether that was stated in the clause of the cue."""
        return self.event is not None and self.event.at >= self.clause.start

    @property
    def figured(self) -> bool:
        """Whether the sentence has a figure already."""
        return len(self.drafts) > self.first

    @property
    def named(self) -> Ref | None:
        """The subject in front of the cue, if its clause names one."""
        return self.phrases.ref(self.frame.before)

    @property
    def pointed(self) -> Ref | None:
        """The one of two that 前者 or 后者 in front of the cue points to."""
        noun = self.phrases.noun(self.frame.before).text
        return one_of_both(self.phrases, noun, self.drafts[self.first :])

    def explained(self, *, purpose: bool = False) -> tuple[Ref, str]:
        """What the latest event was about, else the latest amount, and how it was found; a purpose is an amount's."""
        if not purpose and self.event is not None and self.event.ref is not None:
            return self.event.ref, "latest_event"
        ref = self.context.spoken.amount or self.context.spoken.thing
        return (ref, "latest_amount") if ref else (Ref(""), "none")

    def words_end(self, first: int, subject: str, *, purpose: bool = False) -> int:
        """The token at which the words of a reason about a subject end that begin at ``first``."""
        turn = self.event.direction if self.event is not None else None
        return Scope(self.paragraph, first, subject, purpose, turn).end()


class Told(Struct, frozen=True, gc=False):
    """A reason begins, and its words run to the token ``end``; ``awaited`` are words told in front of a change."""

    end: int
    draft: ReasonDraft | None = None
    awaited: Range | None = None


def told(cue: Cue) -> Told | None:
    """What a cue tells; None where it is a word as any other."""
    return _CUES[cue.token.kind](cue)


def as_words(token: Token, items: tuple[Item, ...], at: int) -> tuple[Item, ...]:
    """The items of the clause with a cue that tells nothing: it may be part of a name (主要职责, 因公)."""
    if token.kind not in ("reason", "because"):
        return items
    return (*items, Item("phrase", token.start, token.end, at))


def answered(awaited: Range, ref: Ref, event: Event, figures: tuple[int, ...]) -> ReasonDraft:
    """The reason told in front of a change, once the change has been read."""
    return ReasonDraft(
        *awaited, ref, relation_of(event), figures, rule="reason_in_front", antecedent="change_it_explains"
    )


def relation_of(event: Event | None) -> Relation:
    """What a reason explains, from the latest event before its cue."""
    if event is None:
        return "other"
    if event.kind == "completion":
        # 0% of a budget of nothing is no shortfall; 0% of 5万元 is one
        nothing = _is_zero(event.budget) and _is_zero(event.actual)
        return "other" if nothing else _compared(event.rate, "100")
    if event.kind == "difference":
        return _compared(event.actual, event.budget)
    return event.direction or event.relation or "other"


def _compared(actual: str | None, budget: str | None) -> Relation:
    if actual is None or budget is None:
        return "other"
    # 0, 1 or -1, which is the last
    return ("actual_eq_budget", "actual_gt_budget", "actual_lt_budget")[
        int(Decimal(actual).compare(Decimal(budget)))
    ]


def _is_zero(amount: str | None) -> bool:
    return amount is not None and not amount.strip("0.-")


def _reason(cue: Cue) -> Told | None:
    """主要原因是 and its like; weak cues (主要, 原因 without a verb) count right behind a change only."""
    if cue.value == "loose" and not _just_stated(cue):
        return None  # 主要职责 is a name, 减少1万元，主要会议减少 tells why
    # 主要原因是会期缩短，会议费减少1万元: nothing was stated before it, a change is about to be
    if cue.event is None and _foretells(cue):
        return _await(cue, None)
    relation = relation_of(cue.event)
    if cue.value == "bare" and _tells_purpose(cue):
        relation = "other" if _tells_a_cause(cue) else "purpose"
    return _begin(cue, cue.index, relation, f"reason_{cue.value}".rstrip("_"))


def _just_stated(cue: Cue) -> bool:
    """Whether a change was stated in the clause, or right before the comma in front of it."""
    if cue.eventful:
        return True
    event, behind_comma = cue.event, cue.paragraph.kind(cue.index - 1) == "comma"
    return cue.figured and behind_comma and event is not None and event.kind not in ("amount", "absent")


def _tells_purpose(cue: Cue) -> bool:
    """主要是 behind a plain amount says what the money was for, behind a zero why there was none."""
    if cue.named is not None and not cue.eventful:
        return True
    event = cue.event
    return event is not None and event.kind == "amount" and not _is_zero(event.rate)


def _tells_a_cause(cue: Cue) -> bool:
    """Whether the words behind 主要是 end in a change (主要是执法车辆增加), or say what led to something (暴雨导致渗漏).

    That is why, not what for.
    """
    paragraph, first = cue.paragraph, cue.index + 1
    turn = paragraph.find(first, CLAUSE_ENDS | {"change", "therefore"}, first + _CLOSEST)
    if paragraph.kind(turn) == "therefore":
        return paragraph.names(turn)  # not 主要是推动产业发展
    ends = paragraph.kind(turn + 1) in CLAUSE_ENDS | {"close"} and not paragraph.names(turn + 1)
    return paragraph.kind(turn) == "change" and ends


def _purpose(cue: Cue) -> Told | None:
    return _begin(cue, cue.index, "purpose", "purpose")


def _enumerator(cue: Cue) -> Told | None:
    """一是 right behind a change told in words stands for a cue."""
    event = cue.event
    behind = cue.paragraph.kind(cue.index - 1) == "comma" and not cue.clause.items
    if event is None or not (event.worded or (behind and event.kind == "change")):
        return None
    if itemizes(cue.paragraph, cue.index):
        return None
    return _begin(cue, cue.index - 1, relation_of(event), "reason_enumerated")


def _because(cue: Cue) -> Told | None:
    """系, 受, 由于 …: a cause up to its closing word, behind what it explains or in front of it."""
    closer, closed = _closer(cue), cue.value in _CLOSED or cue.token.kind == "from"
    if cue.context.sentence.awaited is not None:
        return _await(cue, closer)
    if closer is None and cue.value == "is" and (clause := _what_it_is(cue)) is not None:
        return Told(clause)
    # what only opens with another word behind it (因…影响) may be any 因 or 受: the change behind decides
    if closer is None and (turn := _explained_behind(cue)) is not None:
        return _await_until(cue, turn, turn)
    behind = _follows_equal(cue) or (cue.value == "loose" and _just_stated(cue))
    behind = behind or cue.pointed is not None
    if closer is None and closed and not _foretells(cue) and not behind:
        return None
    event = cue.event
    if cue.paragraph.kind(cue.index - 1) == "semicolon" and _foretells(cue):
        return _await(cue, closer)  # 会议费减少2万元；因车辆老化，维修费增加1万元
    # behind an amount a cause waits for its change (会议费5万元，由于会期缩短，减少1万元), unless nothing follows it
    stated = cue.figured and event is not None and (event.kind != "amount" or _is_last(cue))
    if not stated and not cue.eventful:
        return _await(cue, closer)
    if closer is not None and _goes_beyond(cue, closer, cue.explained()[0]):
        closer = None
    return _begin(cue, cue.index, relation_of(event), "reason_because", closer)


def _what_it_is(cue: Cue) -> int | None:
    """The end of a clause that says what the amount before it is (12万元系利息收入，…): no cause."""
    if cue.event is None or cue.event.kind != "amount":
        return None
    end = cue.paragraph.find(cue.index + 1, _CLAUSE_OR_NUMBER | _HAPPENS, cue.place.stop)
    if cue.paragraph.kind(end) in _HAPPENS:
        return None
    words = cue.phrases.text[cue.token.end : cue.paragraph.stop(end)]
    return end if cue.phrases.subjects.is_money(words) else None


def _is_last(cue: Cue) -> bool:
    """Whether no figure follows in the sentence: nothing but the amount before it is left to explain."""
    following = cue.paragraph.find(cue.index + 1, ("number", "stop"), cue.place.stop)
    return cue.value not in _CLOSED and cue.paragraph.kind(following) != "number"


def _explained_behind(cue: Cue) -> int | None:
    """Where the change that a cause explains is told in the cause's own clause, which it ends.

    With what it is compared with (会议费5万元，因会期缩短比上年减少1万元), unless a name and no more stands in front of that
    (因参训率较上年提高5%, 因项目支出较上年减少2万元); behind a word that may be any 因 also with a word for its extent
    (因人员调整略有增加) or an amount (not 因人员减少2万元). Else the change is the cause's own (因人员增加).
    """
    paragraph, phrases, first = cue.paragraph, cue.phrases, cue.index + 1
    end = paragraph.find(first, _CLAUSE_OR_NUMBER, cue.index + _CLOSEST)
    # 因管网改造较2021年3.2万元下降到2.1万元
    if paragraph.kind(end) == "number" and paragraph.kind(end + 1) in _TURNS:
        end = paragraph.find(end + 1, _CLAUSE_OR_NUMBER, cue.index + _CLOSEST)
    turn, amount = end - 1, None if paragraph.names(end) else paragraph.measures(end)
    if paragraph.kind(turn) not in _TURNS:
        return None
    opened = turn
    while paragraph.kind(opened - 1) in _COMPARED:
        opened -= 1
    opened = paragraph.find(opened, _COMPARES, turn)
    words = phrases.text[cue.token.end : paragraph.stop(opened)]
    happens = paragraph.find(first, ("change",), opened) < opened
    happens = happens or words.endswith(phrases.subjects.vocabulary.words["happening"])
    thing = phrases.subjects.vocabulary.thing.fullmatch(words) is not None
    led = bool(cue.clause.items) and not thing  # 项目支出因新增专项较上年增加5万元
    sure = happens or led or (amount == "money" and not phrases.subjects.is_named(words))
    if sure and opened < turn and amount in ("money", "percent"):
        return opened
    if cue.value == "is":
        return None
    if amount is None:
        return turn if paragraph.words(turn).endswith(phrases.subjects.vocabulary.words["extent"]) else None
    told = amount == "money" or happens
    return turn if told and opened == turn and not thing else None


_CLOSED = frozenset({"closed", "loose"})
"""Causes that are closed by another word (受…影响), or behind a cue so loose that it may be none."""
_TURNS = frozenset({"change", "reach"})
_HAPPENS = frozenset({"change", "absent", "excess"})
_COMPARES = frozenset({"opener", "same_period"})
_COMPARED = _COMPARES | {"year", "period", "budget", "actual", "compared", "number"}
"""What stands between a comparison and its change."""


def _follows_equal(cue: Cue) -> bool:
    """Whether a cause stands right behind 持平 (与上年持平，因车辆无变动)."""
    return [cue.paragraph.kind(cue.index - back) for back in (2, 1)] == ["flat", "comma"]


def _foretells(cue: Cue) -> bool:
    """Whether a cause opens the sentence and the next clause tells a change of an amount (因会期缩短，会议费减少1万元)."""
    paragraph, farthest = cue.paragraph, cue.index + _CLOSEST
    # 因工资标准提高5%，人员经费增加3万元: what opens a sentence may have a figure of its own
    opens = paragraph.kind(cue.index - 1) == "stop" and not cue.clause.items
    comma = paragraph.find(cue.index + 1, CLAUSE_ENDS if opens else _CLAUSE_OR_NUMBER, farthest)
    if paragraph.kind(comma) != "comma":
        return False
    behind = comma + 1
    if paragraph.kind(behind) == "actual":
        return paragraph.number_follows(behind)
    if paragraph.kind(behind) == "because":
        behind += 1  # 因人员退休，因机构调整，…
    end = paragraph.find(behind, _NEW_STATEMENT, farthest)
    turns = (at for at in range(behind, end) if paragraph.kind(at) == "change")
    return any(paragraph.number_follows(at) for at in turns)


_NEW_STATEMENT = frozenset({"semicolon", "stop", "reason", "purpose", "because"})


def _goes_beyond(cue: Cue, closer: int, ref: Ref) -> bool:
    """Whether 影响 only ends the first clause of a longer reason (受疫情影响，公务活动减少)."""
    follows = cue.paragraph.kind(closer + 1)
    if cue.paragraph.tokens[closer].value == "cut":
        return False
    if follows != "comma":  # 受疫情影响未安排出访
        return follows == "stop" and cue.paragraph.names(closer + 1)
    return cue.words_end(cue.index + 1, ref.text) > closer + 1


def _closer(cue: Cue) -> int | None:
    """The other half of a cue (受…影响) in its clause, if it has one."""
    at = cue.paragraph.find(cue.index + 1, ("therefore", "semicolon", "stop"), cue.index + _CLOSEST)
    return at if cue.paragraph.kind(at) == "therefore" else None


def _begin(cue: Cue, index: int, relation: Relation, rule: str, closer: int | None = None) -> Told | None:
    """A reason begins behind the token at ``index``: find its end, what it explains and its figures."""
    tokens = cue.paragraph.tokens
    start, first = _first_word(cue.paragraph, index)
    named, pointed = cue.named, cue.pointed
    purpose = rule == "purpose"
    (ref, found) = (named, "phrase_in_front") if named else cue.explained(purpose=purpose)
    if pointed is not None:
        ref, found = pointed, "former_or_latter"
        relation = "purpose" if purpose else _turned(cue.drafts, pointed)
    if closer is None:
        end = min(cue.words_end(first, ref.text, purpose=relation == "purpose"), cue.place.stop)
        # a reason without its 所致 or 等原因 at the end
        stop = end - (tokens[end - 1].value == "cut")
    else:
        end, stop = closer + 1, closer
    words = trimmed(cue.phrases.text, start, cue.paragraph.stop(stop))
    if words is None:
        return Told(end)
    if relation == "purpose" and _composes(cue, first, end):
        return None
    if relation in ("purpose", "other") and _defines(cue, words):
        return Told(end)
    parts = parts_of(tokens, first, stop, words)
    figures = _figures(cue.drafts, ref, relation)
    return Told(end, ReasonDraft(*words, ref, relation, figures, parts, rule, found))


def _turned(drafts: Sequence[Draft], ref: Ref) -> Relation:
    """Which way a subject turned by the latest of its figures that says so."""
    ways = (draft.reading.direction for draft in reversed(drafts[-_LATEST:]) if draft.ref == ref)
    return next((way for way in ways if way is not None), "other")


def _first_word(paragraph: Paragraph, index: int) -> tuple[int, int]:
    """Where the words begin behind a cue that may be doubled (主要原因：主要是由于…), and the token they begin at."""
    tokens, first = paragraph.tokens, index + 1
    start = paragraph.begin(first)
    while paragraph.stop(first) - start < 2:
        if paragraph.kind(first) not in _OPENING and not _doubles(paragraph, first):
            break
        start, first = tokens[first].end, first + 1
    return start, first


_OPENING = frozenset({"colon", "comma", "composition", "joiner"})
"""What may stand between a cue and its words (主要原因如下：…, 主要原因包括…)."""


def _doubles(paragraph: Paragraph, index: int) -> bool:
    """Whether a token behind a cue is one more (由于 too, but not 因, which may begin a name)."""
    kind = paragraph.kind(index)
    return kind == "reason" or (kind == "because" and paragraph.tokens[index].value != "closed")


def _defines(cue: Cue, words: Range) -> bool:
    """Whether 主要是 behind an amount tells what it is, not what it was for (主要是…取得的资金)."""
    return cue.phrases.text[slice(*words)].endswith(cue.phrases.subjects.vocabulary.words["defining"])


def _composes(cue: Cue, first: int, end: int) -> bool:
    """Whether 主要用于 opens a list of amounts (主要用于：A 12万元，占3%) rather than a purpose.

    A bare 用于 does so with one amount already (其中用于会议5万元).
    """
    tokens = cue.paragraph.tokens
    amounts = sum(token.measures == "money" for token in tokens[first:end])
    if tokens[first - 1].kind == "colon":
        # 主要用于：办公费12万元，占3%；差旅费5万元
        amounts += _amounts_named(tokens[end - 1 : end + _CLOSEST]) if amounts else 0
    shares = any(token.kind == "share" for token in tokens[first:end])
    return amounts > 1 or (amounts == 1 and (cue.value == "bare" or shares))


def _amounts_named(tokens: Sequence[Token]) -> int:
    """The amounts of a sentence that stand right behind a mark, a name between."""
    stated = takewhile(lambda pair: pair[1].kind != "stop", pairwise(tokens))
    return sum(token.measures == "money" and before.kind in _PARTS_LISTED for before, token in stated)


_PARTS_LISTED = frozenset({"comma", "semicolon", "pause", "name"})


def _figures(drafts: Sequence[Draft], ref: Ref, relation: Relation) -> tuple[int, ...]:
    """The latest figures of the subject whose measure the relation is about."""
    wanted = _EXPLAINED[relation]
    found: list[int] = []
    for position in range(len(drafts) - 1, max(len(drafts) - 1 - _LATEST, -1), -1):
        draft = drafts[position]
        if draft.ref == ref and draft.measure in wanted and not draft.in_reason:
            found.append(position)
        elif found and draft.ref != ref:
            break
    return tuple(reversed(found))


def _await(cue: Cue, closer: int | None) -> Told | None:
    """A reason in front of what it explains; the next change in the sentence answers it."""
    if closer is not None:
        return _await_until(cue, closer, closer + 1)
    farthest = min(cue.index + _CLOSEST, len(cue.paragraph.tokens))
    end = cue.paragraph.find(cue.index + 1, CLAUSE_ENDS, farthest)
    if end == farthest:
        return None
    end = _with_more_causes(cue.paragraph, end, farthest)
    return _await_until(cue, end, end)


def _with_more_causes(paragraph: Paragraph, end: int, farthest: int) -> int:
    """The comma behind the last clause of a cause: 因机构改革，人员减少，2023年培训费3万元 has two clauses.

    A clause that has no number, no year and no comparison goes on with it, if another one follows.
    """
    while paragraph.kind(end) == "comma":
        following = end + 1
        while following < farthest and paragraph.kind(following) in ("change", "name", "continuation"):
            following += 1
        if following == farthest or paragraph.kind(following) != "comma" or following == end + 1:
            break
        end = following
    return end


def _await_until(cue: Cue, end: int, resume: int) -> Told | None:
    """Keep the words between a cue and the token ``end`` for the change to come, and go on at ``resume``."""
    text, stop, begin = cue.phrases.text, cue.paragraph.stop(end), cue.token.end
    extents = cue.phrases.subjects.vocabulary.words["extent"]
    extent = next((word for word in extents if text.endswith(word, begin, stop)), "")
    words = trimmed(text, begin, stop - len(extent))
    return Told(resume, awaited=words) if words is not None else None


def _therefore(cue: Cue) -> Told | None:
    """What stands in front of 导致 explains the change behind it: 人员增加3人导致工资福利支出增加30万元."""
    if cue.place.in_reason or not leads_to(cue.paragraph, cue.index):
        return None
    first = cue.index
    if not cue.clause.items and cue.paragraph.kind(first - 1) == "comma":  # 人员增加3人，导致…
        first -= 1
    farthest = max(first - _LONGEST_CAUSE, 0)
    while first > farthest and cue.paragraph.kind(first - 1) not in CLAUSE_ENDS:
        first -= 1
    words = trimmed(cue.phrases.text, cue.paragraph.begin(first), cue.paragraph.stop(cue.index))
    return Told(cue.index + 1, awaited=words) if words is not None else None


_LONGEST_CAUSE = 24
"""Tokens in front of 导致 that are looked at: time stays linear where no mark ends a clause."""

_CUES: dict[str, Callable[[Cue], Told | None]] = {
    "because": _because,
    "enumerator": _enumerator,
    "from": _because,
    "purpose": _purpose,
    "reason": _reason,
    "therefore": _therefore,
}
