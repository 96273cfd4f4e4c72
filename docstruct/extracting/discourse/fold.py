"""Layer C, discourse: a fold over the clauses of a section, with one frozen context.

For each clause, in order: its items say something (a year, a change told in words, a list that 分别 shares out, a figure),
and then what ended it decides what goes on. Every step is a function from a context to a context; :class:`Discourse` only
keeps what was read. What a clause without a subject is about is asked of :mod:`docstruct.extracting.antecedents.order`.

* A bracket reads on its own and gives everything back when it closes, earlier years too; so does a reason.
* A new sentence goes back to the topic; a composition (其中 …) never becomes the topic.
* A composition goes on in the next paragraph where that begins with a bare list of amounts, and a name that a paragraph
  breaks off (（款）事业单位 | 医疗（项）) is put together.
* A new section begins with its heading as the topic; items （类）…（款）…（项） set the levels and the topic.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.extracting.antecedents.carried import latest_amount, may_be_the_wholes
from docstruct.extracting.antecedents.case import Case
from docstruct.extracting.antecedents.named import next_of_the_list, phrase_in_front
from docstruct.extracting.antecedents.order import CARRIED, KNOWN, antecedent, why
from docstruct.extracting.clauses.cutting import Clause, Cutter, Start
from docstruct.extracting.clauses.items import (
    GLUED,
    NUMBERS,
    VERBS,
    YEARS,
    Item,
    latest,
    segment,
    stretch,
)
from docstruct.extracting.clauses.phrases import Paragraph
from docstruct.extracting.discourse.boundaries import ended
from docstruct.extracting.discourse.context import Context, Place
from docstruct.extracting.discourse.ending import Ending
from docstruct.extracting.discourse.sharing import INSTEAD, Share, shared_again
from docstruct.extracting.drafts import Doubt, Draft, Trace
from docstruct.extracting.forms import Setting, ahead, compared_with, forms_of, held
from docstruct.extracting.reasons import cues as reasons
from docstruct.extracting.reasons import events
from docstruct.extracting.reasons.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.document import Zone
    from docstruct.extracting.clauses.subjects import Range, Ref, Subjects
    from docstruct.extracting.discourse.context import Year
    from docstruct.extracting.discourse.periods import Period
    from docstruct.extracting.drafts import ReasonDraft
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.scanning.tokens import Token
    from docstruct.lexicon.cues import CueLexicon

DEEPEST = 12
"""Brackets inside brackets that are told apart; what is deeper is read as if it stood in the last of them.

People nest two or three; a row of opening brackets would go as deep as it is long.
"""
_TOLD = 40
"""Figures of a sentence that antecedents look back at: one with more is a table without its lines, and time stays linear."""
_LISTED = 400
"""Figures of a sentence that 分别 looks back at: it may share out as many once more."""
_SEMICOLON = re.compile("[；;]")
_GOES_ON = frozenset({"composition", "colon", "comma", "semicolon", "pause"})
_TITLE_OFFSET = 8
"""Characters of a marker or code that may stand in front of a title: （二）, 2080505; more are a sentence."""
_OF_A_LIST = frozenset({"comma", "name", "number", "pause", "semicolon"})
_EITHER = frozenset({"either"})
_OF_ANOTHER = frozenset({"change", "change_rate", "completion_rate"})
"""Measures of a figure that cannot stand without what it is of."""
_CUES = frozenset({"reason", "purpose", "because", "enumerator", "therefore"})


class Discourse:
    """Reads the paragraphs of one document in order; what carries over lives as long as its section.

    ``first_draft`` and ``sentence_start`` are where the sentence begins, among the figures of its block and in the text.
    """

    zone: Zone
    first_draft: int
    sentence_start: int

    def __init__(
        self, text: str, subjects: Subjects, cues: CueLexicon, period: Period, traces: list[Trace] | None
    ) -> None:
        self.forms = forms_of(cues)
        self.period = period
        self.cutter = Cutter(text, subjects, period.year)
        self.context = Context()
        self.drafts: list[Draft] = []
        self.reasons: list[ReasonDraft] = []
        self.left_out: list[Range] = []
        self.traces = traces

    def take(self) -> tuple[list[Draft], list[ReasonDraft], list[Range]]:
        """What has been read since the last time: figures, reasons, and stretches left out as ambiguous."""
        taken = (self.drafts, self.reasons, self.left_out)
        self.drafts, self.reasons, self.left_out = [], [], []
        return taken

    def of(self, period: Period) -> None:
        """What plain amounts are from here on, and of which year."""
        if period != self.period:
            self.period = period
            self.cutter = Cutter(self.cutter.text, self.cutter.subjects, period.year)

    def enter(self, heading: Ref | None, unfinished: Range | None = None) -> None:
        """Begin a section: its heading is the subject until a sentence names another."""
        self.context = Context.of_section(heading, unfinished)

    def read(self, tokens: Sequence[Token], start: int, end: int, zone: Zone = "narrative") -> None:
        """Read one paragraph, ``text[start:end]``, cut into tokens."""
        self.zone, self.first_draft, self.sentence_start = zone, len(self.drafts), start
        context = self.context.paragraph(parts=self.context.composing and _lists_amounts(tokens))
        place = Place(Paragraph(self.cutter, tokens, start, end), len(tokens))
        _, self.context, _ = self._stretch(place, Start(0, start), context)

    def _stretch(self, place: Place, start: Start, context: Context) -> tuple[int, Context, str]:
        """Read clauses up to the end of their place; the token behind, and how that went, are told with the context."""
        silent, begin = place.in_reason or self.zone == "glossary", place.paragraph.begin
        while True:
            listed = bool(context.sentence.sharing.left)
            clause = self.cutter.cut(place, start, silent=silent, listed=listed)
            if len(clause.items) > clause.fresh:
                context = self._say(clause, context, place)
            how, behind = clause.ended, clause.index + 1
            if how == "end":
                return place.stop, self._closed(clause, context, place), how
            if how == "close" and place.depth:
                return behind, context, how
            if how == "long":
                start = Start(clause.index, clause.end, clause.resumed)
            elif how == "open":
                start, context, how = self._bracket(clause, context, place)
            elif how in _CUES:
                start, context = self._cue(clause, context, place)
            elif how == "close":
                start = Start(behind, begin(behind), clause.resumed)
            else:
                start, context = Start(behind, begin(behind)), self._ended(clause, context, place)
            if how == "stop" and place.depth:
                return start.index, context, how

    def _ended(self, clause: Clause, context: Context, place: Place) -> Context:
        """What a clause leaves to the next."""
        if clause.ended != "stop":
            frame = self.cutter.frame(clause.items)
            return ended(Ending(place, clause, context, frame, self.drafts, self.first_draft))
        context = self._settled(self._titled(clause, context, closed=True))
        self._close_sentence(place.paragraph.tokens[clause.index].end)
        return context.stop()

    def _bracket(self, clause: Clause, context: Context, place: Place) -> tuple[Start, Context, str]:
        """Read on inside a bracket: when it closes all is as it was, but a sentence that ends in it ends around it too."""
        paragraph, items, index = place.paragraph, clause.resumed, clause.index + 1
        if place.depth >= DEEPEST:
            return Start(index, paragraph.begin(index), items), context, ""
        opened = paragraph.tokens[clause.index]
        frame = self.cutter.frame(items)
        # 公用经费占基本支出（680万元）: the bracket is of the whole
        whole = frame.after if latest(segment(items), ("share",)) is not None else None
        inner = replace(place, depth=place.depth + 1, host=whole or frame.before or frame.after)
        begin = (*items, Item("open", opened.start, opened.end, clause.index))
        after, told, how = self._stretch(inner, Start(index, opened.end, begin), context)
        if how != "close":
            return Start(after, paragraph.begin(after)), told, how
        if any(token.kind == "reference" for token in paragraph.tokens[index:after]):
            items = ()  # a bracket that refers to a table stands behind a title: 收入决算（详见公开表02） 本年收入合计…
        else:
            items = (*items, Item("bracket", opened.start, paragraph.begin(after), clause.index))
        return Start(after, paragraph.begin(after), items), context.out_of_bracket(told), how

    def _cue(self, clause: Clause, context: Context, place: Place) -> tuple[Start, Context]:
        """A cue of a reason: read its words as a world of their own, or take it for a word as any other."""
        frame = self.cutter.frame(clause.items)
        cue = Cue(place, clause, context, frame, self.drafts, self.first_draft)
        told, paragraph, index = reasons.told(cue), place.paragraph, clause.index + 1
        if told is None and clause.ended == "therefore":
            return Start(index, cue.token.end), self._ended(clause, context, place)
        if told is None:
            items = reasons.as_words(cue.token, clause.resumed, clause.index)
            return Start(index, cue.token.end, items), context
        if told.draft is not None:
            self.reasons.append(told.draft)
        if told.awaited is not None:
            context = context.awaits(self._with_the_first(told.awaited, context))
            context = context.forget_clause() if clause.ended == "therefore" else context
        inside = Place(paragraph, told.end, in_reason=True)
        self._stretch(inside, Start(index, paragraph.begin(index)), context.awaits(None))
        behind = told.awaited is not None and paragraph.kind(told.end - 1) == "therefore"
        begin = paragraph.begin(told.end) if behind else paragraph.stop(told.end)
        # 差旅费因业务量增加较上年增加3万元: the name in front of the cause is that of the change behind it
        items = clause.resumed if told.awaited is not None and clause.ended != "therefore" else ()
        return Start(told.end, begin, items), context

    def _with_the_first(self, cause: Range, context: Context) -> Range:
        """A cause with the one right in front of it (由于人员退休，由于压减经费，…): both wait for the same change."""
        first, told = context.sentence.awaited, len(self.drafts) > self.first_draft
        if first is None or (told and self.drafts[-1].start > first[1]):
            return cause
        return cause if _SEMICOLON.search(self.cutter.text, first[1], cause[0]) else (first[0], cause[1])

    def _say(self, clause: Clause, context: Context, place: Place) -> Context:
        """What the items of a clause say, one after the other."""
        items, said = clause.items, False
        for at in range(clause.fresh, len(items)):
            say = _SAYS.get(items[at].kind)
            if say is None:
                continue
            if not said:
                context, said = shared_again(self.cutter, clause, context), True
            context = say(self, clause, at, context, place)
        base = compared_with(items, self.period) if said else None
        return context if base is None else context.against(base)

    def _share(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """分别 shares out the figures behind it."""
        figures = self.drafts[max(self.first_draft, len(self.drafts) - _LISTED) :]
        return Share(
            self.cutter, place.paragraph, clause, at, context, figures, self.period, place.depth
        ).out()

    def _range(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A number that is left out, or not filled in (XX万元), has a subject still, for what is told behind it."""
        if clause.items[at].kind == "range":
            self.left_out.append((clause.items[at].start, clause.items[at].end))
        context, ref = self._named(clause, at, context)
        return context if ref is None else context.speak_of(ref, aside=_aside(context, place))

    def _named(self, clause: Clause, at: int, context: Context) -> tuple[Context, Ref | None]:
        """What a list of 分别 gives to what is no figure, else what is named in front of it."""
        sharing, frame = context.sentence.sharing, self.cutter.frame(clause.items[:at])
        if sharing.left and clause.items[at].kind in INSTEAD:
            return context.shares(sharing.next()), sharing.left[0]
        ref = self.cutter.ref(frame.before, frame.code)
        behind = clause.items[at + 1 : at + 2] if clause.items[at].kind == "absent" else ()
        if ref is None and behind and behind[0].kind == "phrase":
            ref = self.cutter.ref((behind[0].start, behind[0].end))  # 未发生公务接待支出，2022年为0.36万元
        return context, ref

    def _year(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A year in front of the verb says whose amounts follow; behind 大于 it says that a change is meant."""
        inside, year = segment(clause.items[:at]), clause.items[at]
        if year.text == GLUED:
            context = context.against("prior_year")
        verb = latest(inside, VERBS)
        if verb is None:
            stock = bool(inside) and inside[-1].kind == "asof"
            dated: Year = "" if year.kind != "past" else "stock" if stock else "past"
            block = max(self.first_draft, context.sentence.parts.first)
            return context.dated(dated, passing=not stock and len(self.drafts) > block)
        if verb.kind == "excess":
            return context.happened(events.exceeded(verb, context), aside=_aside(context, place))
        return context

    def _worded(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A change, an excess, 持平 or an absence told in words."""
        context, ref = self._named(clause, at, context)
        event = events.worded(clause.items[: at + 1], self.period, context, ref)
        if event is None:
            return context
        if event.kind == "absent" and ref is not None:
            context = context.speak_of(ref)
        return context.happened(event, aside=_aside(context, place))

    def _figure(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A number becomes a figure: what it says, whose it is, and what it leaves to the clauses behind it."""
        case = self._case(clause, at, context, place)
        reading, (ref, found) = case.reading, antecedent(case, context)
        if self.traces is not None:
            self.traces.append(self._trace(case, self._setting(context, place.depth), found))
        if found == next_of_the_list.__name__:
            context = context.shares(context.sentence.sharing.next())
        # behind 其中 what is named next is a part, not what was compared in front
        if not context.sentence.parts.told:
            self._name_what_was_compared(reading, ref, found)
        # 会议费上年4万元，今年3万元，减少1万元: a change without a base is against the earlier amount; one told in passing,
        # in a bracket, is none that changes go back to
        if reading.measure == "prior" and context.sentence.compared.base is None and not place.depth:
            context = context.against("prior_year")
        event = events.event_of(case, context, ref)
        if event is not None:
            context = context.happened(event, aside=_aside(context, place))
        context = self._answered(context, ref, (len(self.drafts),))
        doubt = _doubt(case, missed=context.sentence.sharing.missed)
        if doubt is None and found == latest_amount.__name__ and may_be_the_wholes(case, context):
            doubt = Doubt("whole")
        draft = self._draft(case, ref, found, doubt)
        self.drafts.append(draft)
        return self._noted(draft, context, place)

    def _led(self, items: tuple[Item, ...], number: Item, context: Context) -> tuple[Item, ...]:
        """The items of a clause; those of the clause before that told a change without its size (增加较多，达5万元).

        So with a share (教育支出占比最大，为39.6%).
        """
        lead = context.sentence.before.items
        told = "share" if number.kind == "percent" else "change"
        if items or [item.kind for item in lead[-2:]] not in (["change", "phrase"], [told, "phrase"]):
            return items
        much = self.cutter.subjects.vocabulary.words["much"]
        return lead if self.cutter.noun((lead[-1].start, lead[-1].end)).text in much else items

    def _draft(self, case: Case, ref: Ref, found: str, doubt: Doubt | None) -> Draft:
        """The figure that a number makes."""
        item, number, paragraph = case.number, case.stated, case.place.paragraph
        estimate = paragraph.kind(item.at - 1) == "approximate"
        return Draft(
            start=item.start,
            end=item.end,
            number=number,
            reading=case.reading,
            ref=ref,
            antecedent=found,
            amount=number.amount,
            approximate=number.approximate or estimate,
            in_reason=case.place.in_reason,
            depth=case.place.depth,
            doubt=doubt,
        )

    def _noted(self, draft: Draft, context: Context, place: Place) -> Context:
        """Remember a subject for the clauses that leave it out; unit prices, limits and wholes are passing remarks.

        Not where a sentence begins with them.
        """
        ref, kind = draft.ref, draft.number.kind
        if draft.antecedent in KNOWN or draft.reading.whose == "whole" or not ref.text:
            return context
        if draft.measure == "other":
            opens = draft.antecedent == phrase_in_front.__name__ and self._is_first(context)
            # 食堂补助：在编人员每人300元，…，全年31.2万元: behind a colon prices are told of what stands in front of it
            held = self.cutter.ref(context.sentence.before.held)
            return context.speak_of(held or ref, aside=True) if opens else context
        rates = self.cutter.subjects.vocabulary.words["rate"]
        if kind in ("count", "area") or ref.text.endswith(rates):
            return context.count(ref)  # a rate has no amounts: 到位率100%，实际支出288万元
        amounts = kind in ("money", None) or draft.measure == "score"
        return context.speak_of(ref, aside=not amounts or _aside(context, place))

    def _is_first(self, context: Context) -> bool:
        """Whether the latest figure is the first of its sentence or behind its latest semicolon."""
        drafts, parts = self.drafts, context.sentence.parts
        begins = self.first_draft if parts.told else max(self.first_draft, parts.first)
        return len(drafts) == begins + 1

    def _name_what_was_compared(self, reading: Reading, ref: Ref, found: str) -> None:
        """与2023年执行数280万元相比，“三公”经费预算260万元: what is compared is named behind.

        So is what the changes and rates are of that a sentence opens with (增加35万元，上升4.6%，基本支出为800万元).
        """
        if not 0 < len(self.drafts) - self.first_draft <= _TOLD:
            return
        if self.drafts[self.first_draft].antecedent not in CARRIED:
            return
        told = self.drafts[self.first_draft :]
        compared = found == phrase_in_front.__name__ and len(told) == 1 and told[0].role == "compared"
        named = ref.place is not None and ref.place[0] >= told[-1].end
        opened = named and reading.measure in ("budget", "actual") and all(map(_is_of_another, told))
        if compared or opened:
            for before in told:
                before.ref, before.antecedent = ref, "subject_behind"

    def _trace(self, case: Case, setting: Setting, found: str) -> Trace:
        before, item, words = case.items, case.number, self.cutter.text
        behind = ahead(case.place.paragraph, item)
        around = [*setting.kinds(), *(one.kind for one in held(before, setting))]
        rows = self.forms.fitting(around, item.kind, [one.kind for one in behind])
        pattern = (rows[0].pattern, "| behind:" if rows[0].after else "", rows[0].after)
        return Trace(
            items=tuple((one.kind, words[one.start : one.end]) for one in (*before, item)),
            around=tuple(setting.kinds()),
            behind=tuple(one.kind for one in behind),
            rows=tuple(row.id for row in rows),
            pattern=" ".join(filter(None, pattern)),
            why=why(found),
        )

    def _case(self, clause: Clause, at: int, context: Context, place: Place) -> Case:
        """A number as its clause presents it, read by a form."""
        items, number, base = (
            self._led(clause.items[:at], clause.items[at], context),
            clause.items[at],
            max(self.first_draft, len(self.drafts) - _TOLD),
        )
        behind = clause.items[at + 1] if at + 1 < len(clause.items) else None
        return Case(
            phrases=self.cutter,
            items=items,
            frame=self.cutter.frame(items),
            number=number,
            behind=behind if behind is not None and behind.kind == "counted" else None,
            reading=self.forms.read(items, number, place.paragraph, self._setting(context, place.depth)),
            told=self.drafts[base:],
            base=base,
            drafts=self.drafts,
            place=place,
        )

    def _setting(self, context: Context, depth: int) -> Setting:
        """What holds around a clause; a figure in a bracket (支出9万元（预算12万元），其中…) says nothing of what stands behind it."""
        told = self.drafts[max(self.first_draft, len(self.drafts) - _TOLD) :]
        last = next((draft for draft in reversed(told) if draft.depth <= depth), None)
        before, sentence = _is_to_the_next(last) if last is not None else "", context.sentence
        if sentence.sharing.before and depth > sentence.sharing.depth:
            # 2021年、2022年分别为5万元（会议费1万元）、6万元: the bracket is of the year of its figure
            series = ("past",) if last is not None and last.measure == "prior" else ()
            sentence = replace(sentence, sharing=replace(sentence.sharing, series=series))
        return Setting(self.period, self.zone, sentence, before)

    def _answered(self, context: Context, ref: Ref, figures: tuple[int, ...]) -> Context:
        """Give an awaited reason to the change it explains, once that has been read."""
        awaited, event = context.sentence.awaited, context.event
        if awaited is None or event is None or event.kind == "amount":
            return context
        self.reasons.append(reasons.answered(awaited, ref, event, figures))
        return context.awaits(None)

    def _closed(self, clause: Clause, context: Context, place: Place) -> Context:
        """The end of a paragraph; one that broke off without a full stop leaves its subjects to the next."""
        paragraph = place.paragraph
        if place.in_reason:
            return context
        context = self._settled(self._titled(clause, context, closed=False))
        last = paragraph.kind(place.stop - 1)
        before = self.cutter.frame(clause.items).before
        self._close_sentence(paragraph.end)
        goes_on = context.sentence.parts.told and last in _GOES_ON and not before
        return context.broken_off(before if last == "level" else None, composing=goes_on)

    def _settled(self, context: Context) -> Context:
        """Give an awaited reason to a change told in words alone, where the sentence ends (由于…，会议费有所增加)."""
        event, spoken = context.event, context.spoken
        if context.sentence.awaited is not None and event is not None and event.worded:
            ref = event.ref or spoken.amount or spoken.thing
            if ref is not None:
                return self._answered(context, ref, ())
        return context

    def _titled(self, clause: Clause, context: Context, *, closed: bool) -> Context:
        """A sentence that is a phrase and no more titles what follows it (公务接待费。支出1.46万元).

        So does a line without a full stop, if it names an amount; others may be anything.
        """
        if len(self.drafts) > self.first_draft:
            return context
        frame = self.cutter.frame(clause.items)
        if frame.before is None:
            return context
        lead, words = frame.held or frame.before, self.cutter.words(frame.before)
        if lead[0] - self.sentence_start > _TITLE_OFFSET:
            return context
        if not closed and not self.cutter.subjects.is_money(words):
            return context
        ref = self.cutter.subjects.titled(words, offset=self.cutter.begin(frame.before))
        return context.speak_of(ref) if ref is not None else context

    def _close_sentence(self, end: int) -> None:
        """Give the figures of the sentence its range."""
        if told := self.drafts[self.first_draft :]:
            for draft, amount in events.amounts_of(told):
                draft.amount = amount
            sentence = (self.sentence_start, end)
            for draft in told:
                draft.sentence = sentence
        self.first_draft, self.sentence_start = len(self.drafts), end


_SAYS: dict[str, Callable[[Discourse, Clause, int, Context, Place], Context]] = {
    **dict.fromkeys(NUMBERS, Discourse._figure),
    **dict.fromkeys(YEARS, Discourse._year),
    **dict.fromkeys(events.WORDED, Discourse._worded),
    **dict.fromkeys(["range", "blank"], Discourse._range),
    "respectively": Discourse._share,
    "compared": lambda reader, clause, at, context, place: context.compares(),
    "same_period": lambda reader, clause, at, context, place: context,
}
"""What the items say that say something by themselves; the others wait for a figure."""


def _aside(context: Context, place: Place) -> bool:
    """Whether what is told is a part or stands in a bracket: the topic stays what it is."""
    return context.sentence.parts.told or place.depth > 0


def _doubt(case: Case, *, missed: bool) -> Doubt | None:
    """What a reader has to decide about a figure; ``missed`` is a list of 分别 of another length."""
    before, reading = case.items, case.reading
    if before and before[-1].text == GLUED:
        return Doubt("glued")
    if reading.role == "unread":
        words = latest(before, ("phrase",))
        return Doubt("unread", (words.start, words.end) if words else None)
    if case.stated.joined:
        return Doubt("joined")
    if reading.direction is None and latest(stretch(before), _EITHER) is not None:
        return Doubt("direction")
    return Doubt("names") if missed else None


def _is_to_the_next(draft: Draft) -> str:
    """The class that a figure has for the one behind it."""
    if draft.measure == "budget":
        return "budgeted"
    if draft.measure == "count":
        return "tallied"
    return draft.role if draft.role.endswith("_moved") else ""


def _is_of_another(draft: Draft) -> bool:
    """Whether a figure that nothing names cannot stand without what it is of."""
    return draft.antecedent == "none" and draft.measure in _OF_ANOTHER


def _lists_amounts(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph begins with a bare list (基本支出5万元，项目支出6万元): the parts of what stands above."""
    first = list(takewhile(lambda token: token.kind != "stop", tokens))
    amounts = sum(token.measures == "money" for token in first)
    return amounts > 1 and all(token.kind in _OF_A_LIST for token in first)
