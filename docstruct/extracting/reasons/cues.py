"""Layer D, reasons: cues of reasons and purposes, what they explain, and which figures.

A cue stands before its reason (主要原因是…, 主要用于…), around it (系…所致, 受…影响) or in front of what it explains
(由于A，B减少…); an enumeration may stand for a cue (上述经费增加，一是…；二是…). :func:`told` answers for a cue, from
its clause and the context, whether a reason begins there, where it ends (:mod:`docstruct.extracting.reasons.scopes`), what it is
about, and how it relates to that: by the latest event before it. It changes nothing; the figures in a reason are read
as a world of their own.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.antecedents.named import one_of_both
from docstruct.extracting.clauses.items import CLAUSE_ENDS, Item, segment
from docstruct.extracting.clauses.subjects import Ref
from docstruct.extracting.drafts import ReasonDraft
from docstruct.extracting.reasons.scopes import Scope, parts_of, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.document import Relation
    from docstruct.extracting.clauses.cutting import Clause
    from docstruct.extracting.clauses.items import Paragraph
    from docstruct.extracting.clauses.phrases import Frame, Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.discourse.context import Context, Event, Place
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


class Cue(Struct, frozen=True, dict=True):
    """A cue behind its clause: where that stands, what was told before it, the figures of the block and of its sentence."""

    phrases: Phrases
    place: Place
    clause: Clause
    context: Context
    drafts: Sequence[Draft]
    first_draft: int

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph it stands in."""
        return self.place.paragraph

    @property
    def index(self) -> int:
        """Its place among the tokens of the paragraph."""
        return self.clause.index

    @cached_property
    def frame(self) -> Frame:
        """The phrases of the clause in front of the cue."""
        return self.phrases.frame(segment(self.clause.items))

    @property
    def token(self) -> Token:
        """The cue itself."""
        return self.paragraph.tokens[self.index]

    @property
    def value(self) -> str:
        """What refines its class."""
        return self.token.value

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.phrases.text

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the paragraph."""
        return self.paragraph.tokens

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
        return len(self.drafts) > self.first_draft

    @property
    def named(self) -> Ref | None:
        """The subject in front of the cue, if its clause names one."""
        return self.phrases.ref(self.frame.before)

    @property
    def pointed(self) -> Ref | None:
        """The one of two that 前者 or 后者 in front of the cue points to."""
        noun = self.phrases.noun(self.frame.before).text
        return one_of_both(self.phrases, noun, self.drafts[self.first_draft :])

    def explained(self, *, purpose: bool = False) -> tuple[Ref, str]:
        """What the latest event was about, else the latest amount, and how it was found; a purpose is an amount's."""
        if not purpose and self.event is not None and self.event.ref is not None:
            return self.event.ref, "latest_event"
        ref = self.context.spoken.amount or self.context.spoken.thing
        return (ref, "latest_amount") if ref else (Ref(""), "none")

    def scope(self, first: int, subject: str, *, purpose: bool = False) -> Scope:
        """The words a reason about a subject may take."""
        event = self.event
        turn = event.direction if event is not None and event.kind == "change" else None
        return Scope(self.phrases, self.paragraph, first, subject, purpose, turn)


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
    if items and items[-1].kind == "phrase":
        return (*items[:-1], replace(items[-1], end=token.end))
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
    if event.kind == "change":
        return event.direction or "other"
    if event.kind in ("excess", "equal"):
        return event.relation or "other"
    if event.kind == "completion":
        # 0% of a budget of nothing is no shortfall; 0% of 5万元 is one
        nothing = _is_zero(event.budget) and _is_zero(event.actual)
        return "other" if nothing else _compared(event.rate, "100")
    if event.kind == "difference":
        return _compared(event.actual, event.budget)
    return "other"


def _compared(actual: str | None, budget: str | None) -> Relation:
    if actual is None or budget is None:
        return "other"
    difference = Decimal(actual) - Decimal(budget)
    if not difference:
        return "actual_eq_budget"
    return "actual_gt_budget" if difference > 0 else "actual_lt_budget"


def _is_zero(amount: str | None) -> bool:
    return amount is not None and not amount.strip("0.-")


def _reason(cue: Cue) -> Told | None:
    """主要原因是 and its like; weak cues (主要, 原因 without a verb) count right behind a change only."""
    if cue.value == "loose" and not _just_stated(cue):
        return None  # 主要职责 is a name, 减少1万元，主要会议减少 tells why
    # 主要原因是会期缩短，会议费减少1万元: nothing was stated before it, a change is about to be
    if not cue.value and cue.event is None and _opens(cue) and _foretells(cue):
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
    return event is not None and event.kind == "amount" and bool((event.rate or "").strip("0."))


def _tells_a_cause(cue: Cue) -> bool:
    """Whether the words behind 主要是 end in a change (主要是执法车辆增加): that is why, not what for."""
    for at in range(cue.index + 1, min(cue.index + _CLOSEST, cue.place.stop)):
        if cue.tokens[at].kind in CLAUSE_ENDS:
            return False
        if cue.tokens[at].kind == "change":
            ends = cue.paragraph.kind(at + 1) in CLAUSE_ENDS | {"close"}
            return ends and not cue.phrases.names(cue.tokens[at].end, cue.paragraph.stop(at + 1))
    return False


def _purpose(cue: Cue) -> Told | None:
    return _begin(cue, cue.index, "purpose", "purpose")


def _enumerator(cue: Cue) -> Told | None:
    """一是 right behind a change told in words stands for a cue."""
    event = cue.event
    if event is None or not event.worded or _itemizes(cue):
        return None
    return _begin(cue, cue.index - 1, relation_of(event), "reason_enumerated")


def _itemizes(cue: Cue) -> bool:
    """Whether an item is an amount of its own ((1)会议费5万元) rather than a cause."""
    for token in cue.tokens[cue.index + 1 : cue.index + _CLOSEST]:
        if token.number is not None:
            return token.number.kind == "money"
        if token.kind not in ("colon", "name", "year", "budget", "actual"):
            return False
    return False


def _because(cue: Cue) -> Told | None:
    """系, 受, 由于 …: a cause up to its closing word, behind what it explains or in front of it."""
    closer, closed = _closer(cue), cue.value in ("closed", "loose") or cue.token.kind == "from"
    if _joins_a_cause(cue):
        return _await(cue, closer)
    if closer is None and cue.value == "is" and (clause := _what_it_is(cue)) is not None:
        return Told(clause)
    # what only opens with another word behind it (因…影响) may be any 因 or 受: the change behind decides
    if closer is None and (turn := _comparison_behind(cue)) is not None:
        return _await_until(cue, turn, turn)
    if closer is None and closed and (turn := _turn_behind(cue)) is not None:
        return _await_until(cue, turn, turn)
    behind = _follows_equal(cue) or (cue.value == "loose" and _just_stated(cue) and not cue.clause.items)
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
    ref = cue.named or cue.explained()[0]
    if closer is not None and _goes_beyond(cue, closer, ref):
        closer = None
    return _begin(cue, cue.index, relation_of(event), "reason_because", closer)


def _joins_a_cause(cue: Cue) -> bool:
    """Whether a cause that waits for its change ends at the comma in front of the cue (因人员退休，因机构调整，…)."""
    awaited = cue.context.sentence.awaited
    return awaited is not None and cue.text[awaited[1] : cue.token.start].strip() in _COMMAS


_COMMAS = ("，", ",")


def _what_it_is(cue: Cue) -> int | None:
    """The end of a clause that says what the amount before it is (12万元系利息收入，…): no cause."""
    if cue.event is None or cue.event.kind != "amount" or not cue.figured:
        return None
    end = cue.index + 1
    while end < cue.place.stop and cue.tokens[end].kind not in _CLAUSE_OR_NUMBER:
        if cue.tokens[end].kind in ("change", "absent", "excess"):
            return None
        end += 1
    words = cue.text[cue.token.end : cue.paragraph.stop(end)]
    return end if cue.phrases.subjects.is_money(words) else None


def _is_last(cue: Cue) -> bool:
    """Whether no figure follows in the sentence: nothing but the amount before it is left to explain."""
    if cue.value in ("closed", "loose"):
        return False
    ahead = takewhile(lambda token: token.kind != "stop", cue.tokens[cue.index + 1 : cue.place.stop])
    return all(token.number is None for token in ahead)


def _turn_behind(cue: Cue) -> int | None:
    """The change that ends the clause of a cause, behind an amount (会议费5万元，因人员调整略有增加): it is explained.

    Without a word for its extent (略有) or an amount (增加2万元) the change is the cause's own (因人员增加).
    """
    if not cue.figured:
        return None
    tokens, compared = cue.tokens, False
    for at, token in enumerate(tokens[cue.index + 1 : cue.index + _CLOSEST], start=cue.index + 1):
        if token.kind in _CLAUSE_OR_NUMBER:
            return None
        if token.kind == "change":
            extents = cue.phrases.subjects.vocabulary.words["extent"]
            extent = cue.text[tokens[at - 1].end : token.start].endswith(extents)
            ends = cue.paragraph.kind(at + 1) in _CLAUSE_OR_NUMBER
            money = cue.paragraph.measures(at + 1) == "money" and not compared
            if (extent and ends) or (money and cue.phrases.number_follows(cue.paragraph, at)):
                return at
        compared = compared or token.kind in _COMPARES
    return None


def _comparison_behind(cue: Cue) -> int | None:
    """The comparison behind a cause without a comma, behind an amount (会议费5万元，因会期缩短比上年减少1万元).

    It is the cause's own where that is a name and no more (因参训率较上年提高5%, 因项目支出较上年减少2万元).
    """
    if not cue.figured:
        return None
    opened, happens = 0, False
    for at, token in enumerate(cue.tokens[cue.index + 1 : cue.index + _CLOSEST], start=cue.index + 1):
        if token.kind in _CLAUSE_OR_NUMBER:
            return None
        if token.kind == "change" and opened:
            words = cue.text[cue.token.end : cue.tokens[opened].start]
            sure = happens or (
                cue.paragraph.measures(at + 1) == "money" and not cue.phrases.subjects.is_named(words)
            )
            return opened if sure and _tells_an_extent(cue, at) else None
        if token.kind in _COMPARES and cue.phrases.names(cue.token.end, token.start):
            opened = opened or at
        elif token.kind not in _COMPARED:
            opened, happens = 0, happens or token.kind == "change"
    return None


def _tells_an_extent(cue: Cue, change: int) -> bool:
    """Whether an amount or a rate stands right behind a change; a count (增加3人) is a cause's own."""
    measure = cue.paragraph.measures(change + 1)
    return measure in ("money", "percent") and cue.phrases.number_follows(cue.paragraph, change)


_COMPARES = frozenset({"opener", "same_period"})
_COMPARED = frozenset({"year", "period", "budget", "actual", "compared"})
"""What stands between a comparison and its change."""


def _follows_equal(cue: Cue) -> bool:
    """Whether a cause stands right behind 持平 (与上年持平，因车辆无变动)."""
    before = [token.kind for token in cue.tokens[max(cue.index - 2, 0) : cue.index]]
    return before == ["flat", "comma"] and cue.event is not None and cue.event.kind == "equal"


def _foretells(cue: Cue) -> bool:
    """Whether a cause opens the sentence and the next clause tells a change of an amount (因会期缩短，会议费减少1万元)."""
    ahead = cue.tokens[cue.index + 1 : cue.index + _CLOSEST]
    comma = next((at for at, token in enumerate(ahead) if token.kind in _CLAUSE_OR_NUMBER), None)
    if comma is None or ahead[comma].kind != "comma":
        return False
    opens = cue.paragraph.kind(cue.index - 1) == "stop"
    behind = cue.index + comma + 2
    if cue.paragraph.kind(behind) == "actual" and cue.phrases.touches(cue.paragraph, behind):
        return cue.figured and cue.phrases.number_follows(cue.paragraph, behind)
    for at, token in enumerate(ahead[comma + 1 :], start=cue.index + comma + 2):
        if token.kind == "change" and (not opens or cue.phrases.number_follows(cue.paragraph, at)):
            return cue.phrases.number_follows(cue.paragraph, at)
        if token.kind == "because" and at == cue.index + comma + 2 and cue.phrases.touches(cue.paragraph, at):
            continue  # 因人员退休，因机构调整，…
        if token.kind in ("semicolon", "stop", "reason", "purpose", "because") or (
            token.kind in _CLAUSE_OR_NUMBER and not opens
        ):
            return False
    return False


def _opens(cue: Cue) -> bool:
    """Whether a sentence begins with the cue."""
    return not cue.clause.items and cue.paragraph.kind(cue.index - 1) == "stop"


def _goes_beyond(cue: Cue, closer: int, ref: Ref) -> bool:
    """Whether 影响 only ends the first clause of a longer reason (受疫情影响，公务活动减少)."""
    follows = cue.paragraph.kind(closer + 1)
    if cue.tokens[closer].value == "cut":
        return False
    if follows != "comma":  # 受疫情影响未安排出访
        return follows == "stop" and cue.phrases.names(cue.tokens[closer].end, cue.paragraph.stop(closer + 1))
    return cue.scope(cue.index + 1, ref.text).end() > closer + 1


def _closer(cue: Cue) -> int | None:
    tokens = cue.tokens
    for position in range(cue.index + 1, min(cue.index + _CLOSEST, len(tokens))):
        if tokens[position].kind == "therefore":
            return position
        if tokens[position].kind in ("semicolon", "stop"):
            break
    return None


def _begin(cue: Cue, index: int, relation: Relation, rule: str, closer: int | None = None) -> Told | None:
    """A reason begins behind the token at ``index``: find its end, what it explains and its figures."""
    tokens = cue.tokens
    start, first = _first_word(cue, index)
    named, pointed = cue.named, cue.pointed
    purpose = rule == "purpose"
    (ref, found) = (named, "phrase_in_front") if named else cue.explained(purpose=purpose)
    if pointed is not None and not purpose:
        ref, found, relation = pointed, "former_or_latter", _turned(cue.drafts, pointed)
    if closer is None:
        purpose = relation == "purpose"
        end = min(cue.scope(first, ref.text, purpose=purpose).end(), cue.place.stop)
        stop = _without_closer(tokens, first, end)
    else:
        end, stop = closer + 1, closer
    words = trimmed(cue.text, start, cue.paragraph.stop(stop))
    if words is None:
        return Told(end)
    if relation == "purpose" and _composes(tokens, index, first, end):
        return None
    if relation in ("purpose", "other") and _defines(cue, index, words):
        return Told(end)
    parts = parts_of(tokens, first, stop, words)
    figures = _figures(cue.drafts, ref, relation)
    return Told(end, ReasonDraft(*words, ref, relation, figures, parts, rule, found))


def _turned(drafts: Sequence[Draft], ref: Ref) -> Relation:
    """Which way a subject turned by the latest of its figures that says so."""
    ways = (draft.reading.direction for draft in reversed(drafts[-_LATEST:]) if draft.ref == ref)
    return next((way for way in ways if way is not None), "other")


def _first_word(cue: Cue, index: int) -> tuple[int, int]:
    """Where the words begin behind a cue that may be doubled (主要原因：主要是由于…), and the token they begin at."""
    tokens, first = cue.tokens, index + 1
    start = tokens[index].end if index >= 0 else cue.paragraph.start
    while first < len(tokens) and tokens[first].start - start < 2:
        comma = tokens[first].kind == "comma" and first + 1 < len(tokens) and _doubles(tokens[first + 1])
        announced = tokens[first].kind == "composition" and tokens[first].text.endswith("如下")
        if not (comma or announced or _doubles(tokens[first]) or tokens[first].kind in ("colon", "joiner")):
            break
        start, first = tokens[first].end, first + 1
    return start, first


def _doubles(token: Token) -> bool:
    """Whether a token behind a cue is one more (由于 too, but not 因, which may begin a name)."""
    return token.kind == "reason" or (token.kind == "because" and token.value != "closed")


def _without_closer(tokens: Sequence[Token], first: int, end: int) -> int:
    """A reason without its 所致 or 等原因 at the end."""
    closed = end > first and tokens[end - 1].kind == "therefore" and tokens[end - 1].value == "cut"
    return end - 1 if closed else end


def _defines(cue: Cue, index: int, words: Range) -> bool:
    """Whether 主要是 behind an amount tells what it is, not what it was for (主要是…取得的资金)."""
    if index < 0 or cue.tokens[index].kind != "reason" or cue.tokens[index].value != "bare":
        return False
    return cue.text[words[0] : words[1]].endswith(cue.phrases.subjects.vocabulary.words["defining"])


def _composes(tokens: Sequence[Token], index: int, first: int, end: int) -> bool:
    """Whether 主要用于 opens a list of amounts (主要用于：A 12万元，占3%) rather than a purpose.

    A bare 用于 does so with one amount already (其中用于会议5万元).
    """
    amounts = sum(token.measures == "money" for token in tokens[first:end])
    bare = tokens[index].value == "bare"
    if tokens[first - 1].kind == "colon":
        # 主要用于：办公费12万元，占3%；差旅费5万元
        amounts += _amounts_named(tokens[end - 1 : end + _CLOSEST]) if amounts else 0
    shares = any(token.kind == "share" for token in tokens[first:end])
    return amounts > 1 or (amounts == 1 and (bare or shares))


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
    tokens, end = cue.tokens, closer
    if end is None:
        end, farthest = cue.index + 1, min(cue.index + _CLOSEST, len(tokens))
        while end < farthest and tokens[end].kind not in CLAUSE_ENDS:
            end += 1
        if end == farthest:
            return None
        end = _with_more_causes(cue, end, farthest)
    return _await_until(cue, end, end + 1 if closer is not None else end)


def _with_more_causes(cue: Cue, end: int, farthest: int) -> int:
    """The comma behind the last clause of a cause: 因机构改革，人员减少，2023年培训费3万元 has two clauses.

    A clause that has no number, no year and no comparison goes on with it, if another one follows.
    """
    tokens = cue.tokens
    while end < farthest and tokens[end].kind == "comma":
        following = end + 1
        while following < farthest and tokens[following].kind not in _CLAUSE_OR_NUMBER:
            if tokens[following].kind not in ("change", "name", "continuation"):
                return end
            following += 1
        if following >= farthest or tokens[following].kind != "comma" or following == end + 1:
            return end
        end = following
    return end


def _await_until(cue: Cue, end: int, resume: int) -> Told | None:
    """Keep the words between a cue and the token ``end`` for the change to come, and go on at ``resume``."""
    stop, begin = cue.tokens[end].start, cue.token.end
    extents = cue.phrases.subjects.vocabulary.words["extent"]
    extent = next((word for word in extents if cue.text.endswith(word, begin, stop)), "")
    words = trimmed(cue.text, begin, stop - len(extent))
    return Told(resume, awaited=words) if words is not None else None


_CUES: dict[str, Callable[[Cue], Told | None]] = {
    "because": _because,
    "enumerator": _enumerator,
    "from": _because,
    "purpose": _purpose,
    "reason": _reason,
}
