"""Layer C, discourse: a fold over the clauses of a section, with one frozen context.

For each clause, in order: its items say something (a year, a change told in words, a list that 分别 shares out, a figure),
and then what ended it decides what goes on. Every step is a function from a context to a context; :class:`Discourse` only
keeps what was read. What a clause without a subject is about is asked of :mod:`docstruct.extracting.antecedents`.

* A bracket reads on its own and gives everything back when it closes, earlier years too; so does a reason.
* A new sentence goes back to the topic; a composition (其中 …) never becomes the topic.
* A composition goes on in the next paragraph where that begins with a bare list of amounts, and a name that a paragraph
  breaks off (（款）事业单位 | 医疗（项）) is put together.
* A new section begins with its heading as the topic; items （类）…（款）…（项） set the levels and the topic.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from docstruct.extracting import reasons, statements
from docstruct.extracting.ahead import ahead
from docstruct.extracting.antecedents import (
    CARRIED,
    KNOWN,
    Case,
    antecedent,
    next_of_the_list,
    phrase_in_front,
    why,
)
from docstruct.extracting.boundaries import Ending, ended
from docstruct.extracting.clauses import LONGEST_CLAUSE, Clause, Cutter
from docstruct.extracting.context import Context, Place
from docstruct.extracting.drafts import Doubt, Draft, Trace
from docstruct.extracting.forms import Setting, compared_with, forms_of
from docstruct.extracting.items import GLUED, NUMBERS, VERBS, YEARS, Item, Paragraph, latest, segment, stretch
from docstruct.extracting.reasons import Cue
from docstruct.extracting.sharing import Share, shared_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Zone
    from docstruct.extracting.drafts import ReasonDraft
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.periods import Period
    from docstruct.extracting.subjects import Range, Ref, Subjects
    from docstruct.extracting.tokens import Token
    from docstruct.lexicon.cues import CueLexicon

DEEPEST = 12
"""Brackets inside brackets that are told apart; what is deeper is read as if it stood in the last of them."""
_TOLD = 40
"""Figures of a sentence that antecedents look back at."""
_LISTED = 400
"""Figures of a sentence that 分别 looks back at: it may share out as many once more."""
_GOES_ON = frozenset({"composition", "colon", "comma", "semicolon", "pause"})
_TITLE_OFFSET = 8
"""Characters of a marker or code that may stand in front of a title."""
_OF_A_LIST = frozenset({"comma", "name", "number", "pause", "semicolon"})
_OF_ANOTHER = frozenset({"change", "change_rate", "completion_rate"})
"""Measures of a figure that cannot stand without what it is of."""
_SAY = NUMBERS | YEARS | statements.WORDED | {"range", "respectively", "compared", "same_period"}
"""Items that say something by themselves; the others wait for a figure."""
_CUES = frozenset({"reason", "purpose", "because", "enumerator"})


class Discourse:
    """Reads the paragraphs of one document in order; what carries over lives as long as its section."""

    def __init__(
        self, text: str, subjects: Subjects, cues: CueLexicon, period: Period, traces: list[Trace] | None
    ) -> None:
        self.forms = forms_of(cues)
        self.period = period
        self.cutter = Cutter(text, subjects, period.year)
        self.context = Context()
        self.zone: Zone = "narrative"
        self.drafts: list[Draft] = []
        self.reasons: list[ReasonDraft] = []
        self.left_out: list[Range] = []
        self.first_draft = self.sentence_start = 0
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
        _, self.context, _ = self._stretch(Paragraph(tokens, start, end), 0, len(tokens), context, Place())

    def _stretch(
        self,
        paragraph: Paragraph,
        index: int,
        stop: int,
        context: Context,
        place: Place,
        resumed: tuple[Item, ...] = (),
    ) -> tuple[int, Context, str]:
        """Read clauses up to a token, or to the end of the bracket they stand in; how that went is told last."""
        silent, begin = place.in_reason or self.zone == "glossary", paragraph.begin(index)
        while True:
            listed = bool(context.sentence.sharing.left)
            clause = self.cutter.cut(paragraph, index, stop, begin, resumed, silent=silent, listed=listed)
            context = self._say(clause, paragraph, context, place)
            how, index, resumed = clause.ended, clause.index + 1, clause.items[-LONGEST_CLAUSE:]
            if how == "end":
                return stop, self._closed(clause, paragraph, context, place, stop), how
            if how == "long":
                index, begin = clause.index, clause.end
                continue
            begin = paragraph.begin(index)
            if how == "close" and place.depth:
                return index, context, how
            if how == "open":
                index, context, resumed, how = self._bracket(clause, paragraph, index, stop, context, place)
                begin = paragraph.begin(index)
            elif how in _CUES:
                index, context, resumed, begin = self._cue(clause, paragraph, stop, context, place)
            elif how != "close":
                context, resumed = self._ended(clause, paragraph, context, place), ()
            if how == "stop" and place.depth:
                return index, context, how

    def _ended(self, clause: Clause, paragraph: Paragraph, context: Context, place: Place) -> Context:
        """What a clause leaves to the next."""
        token = paragraph.tokens[clause.index]
        if clause.ended != "stop":
            figures, first = len(self.drafts), self.first_draft
            return ended(Ending(self.cutter, clause, token, context, place, figures, first))
        if not place.in_reason:
            context = self._settled(self._titled(clause, context, closed=True))
        self._close_sentence(token.end)
        return context.stop(in_reason=place.in_reason)

    def _bracket(
        self, clause: Clause, paragraph: Paragraph, index: int, stop: int, context: Context, place: Place
    ) -> tuple[int, Context, tuple[Item, ...], str]:
        """Read on inside a bracket; what is carried comes back when it closes, a new sentence in it stays."""
        items, opened = clause.items[-LONGEST_CLAUSE:], paragraph.tokens[index - 1]
        if place.depth >= DEEPEST:
            return index, context, items, ""
        frame = self.cutter.frame(segment(items))
        behind_number = bool(items) and items[-1].kind in NUMBERS and items[-1].at == index - 2
        host = None if behind_number else frame.before or frame.after
        begin = (*items, Item("open", opened.start, opened.end, index - 1))
        inner = Place(place.depth + 1, place.in_reason, host)
        after, told, how = self._stretch(paragraph, index, stop, context, inner, begin)
        if how != "close":
            return after, told, (), how
        if any(token.kind == "reference" for token in paragraph.tokens[index:after]):
            items = ()  # a bracket that refers to a table stands behind a title: 收入决算（详见公开表02） 本年收入合计…
        else:
            items = (*items, Item("bracket", opened.start, paragraph.tokens[after - 1].end, index - 1))
        return after, context.out_of_bracket(told), items, how

    def _cue(
        self, clause: Clause, paragraph: Paragraph, stop: int, context: Context, place: Place
    ) -> tuple[int, Context, tuple[Item, ...], int]:
        """A cue of a reason: read its words as a world of their own, or take it for a word as any other."""
        cue = Cue(self.cutter, paragraph, clause.index, stop, clause, context, self.drafts, self.first_draft)
        told = reasons.told(cue)
        if told is None:
            items = clause.items[-LONGEST_CLAUSE:]
            return clause.index + 1, context, reasons.as_words(cue.token, items, clause.index), cue.token.end
        if told.draft is not None:
            self.reasons.append(told.draft)
        if told.awaited is not None:
            context = context.awaits(told.awaited)
        inside = Place(in_reason=True)
        self._stretch(paragraph, clause.index + 1, told.end, context.awaits(None), inside)
        behind = told.awaited is not None and paragraph.tokens[told.end - 1].kind == "therefore"
        begin = paragraph.begin(told.end) if behind else paragraph.stop(told.end)
        return told.end, context, (), begin

    def _say(self, clause: Clause, paragraph: Paragraph, context: Context, place: Place) -> Context:
        """What the items of a clause say, one after the other."""
        told = [at for at in range(clause.fresh, len(clause.items)) if clause.items[at].kind in _SAY]
        if not told:
            return context
        context = shared_again(self.cutter, clause, context)
        setting = self._setting(context)
        for at in told:
            kind = clause.items[at].kind
            if kind in NUMBERS:
                context = self._figure(clause, at, paragraph, context, place)
            elif kind == "range":
                context = self._range(clause, at, context, place)
            elif kind in YEARS:
                context = self._year(clause, at, context, place)
            elif kind == "respectively":
                told_here = self.drafts[max(self.first_draft, len(self.drafts) - _LISTED) :]
                now = self._setting(context)
                context = Share(self.cutter, paragraph, clause, at, context, told_here, now).out()
            elif kind == "compared":
                context = context.compares()
            elif kind in statements.WORDED:
                context = self._worded(clause, at, context, place)
        base = compared_with(clause.items, setting)
        return context if base is None else context.against(base)

    def _range(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A number that is left out has a subject still, for what is told behind it."""
        self.left_out.append((clause.items[at].start, clause.items[at].end))
        frame = self.cutter.frame(segment(clause.items[:at]))
        ref = self.cutter.ref(frame.before, frame.code)
        return context if ref is None else context.speak_of(ref, aside=_aside(context, place))

    def _year(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A year in front of the verb says whose amounts follow; behind 大于 it says that a change is meant."""
        inside, year = segment(clause.items[:at]), clause.items[at]
        if year.text == GLUED:
            context = context.against("prior_year")
        verb = latest(inside, VERBS)
        if verb is None:
            stock = bool(inside) and inside[-1].kind == "asof"
            return context.dated("" if year.kind != "past" else "stock" if stock else "past")
        if verb.kind == "excess":
            return context.happened(statements.exceeded(verb, context), aside=_aside(context, place))
        return context

    def _worded(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A change, an excess, 持平 or an absence told in words."""
        frame = self.cutter.frame(segment(clause.items[:at]))
        ref = self.cutter.ref(frame.before, frame.code)
        event = statements.worded(clause.items[: at + 1], self._setting(context), context, ref)
        if event is None:
            return context
        if event.kind == "absent" and ref is not None:
            context = context.speak_of(ref)
        return context.happened(event, aside=_aside(context, place))

    def _figure(
        self, clause: Clause, at: int, paragraph: Paragraph, context: Context, place: Place
    ) -> Context:
        """A number becomes a figure: what it says, whose it is, and what it leaves to the clauses behind it."""
        item, before, setting = clause.items[at], clause.items[:at], self._setting(context)
        reading = self.forms.read(before, item, lambda: ahead(self.cutter, paragraph, item), setting)
        ref, found = antecedent(self._case(clause, at, paragraph, reading, context, place), context)
        if self.traces is not None:
            self.traces.append(self._trace(before, item, paragraph, setting, found))
        if found == next_of_the_list.__name__:
            context = context.shares(context.sentence.sharing.next())
        if not context.sentence.parts.told:
            self._name_what_was_compared(reading, ref, found)
        if reading.measure == "prior" and context.sentence.compared.base is None and not place.depth:
            context = context.against("prior_year")
        event = statements.event_of(before, item, reading, context, ref)
        if event is not None:
            context = context.happened(event, aside=_aside(context, place))
        context = self._answered(context.happened_to(ref), ref, place, figured=True)
        self._draft(before, item, reading, ref, found, paragraph, context, place)
        return self._noted(context, ref, found, reading, item.kind, place)

    def _draft(
        self,
        before: Sequence[Item],
        item: Item,
        reading: Reading,
        ref: Ref,
        found: str,
        paragraph: Paragraph,
        context: Context,
        place: Place,
    ) -> None:
        """Keep a figure."""
        number = item.number
        assert number is not None
        word = paragraph.tokens[item.at - 1] if item.at else None
        estimate = (
            word is not None and word.kind == "approximate" and not self.cutter.names(word.end, item.start)
        )
        draft = Draft(
            start=item.start,
            end=item.end,
            number=number,
            reading=reading,
            ref=ref,
            antecedent=found,
            amount=number.amount,
            approximate=number.approximate or estimate,
            in_reason=place.in_reason,
            doubt=_doubt(before, item, reading, missed=context.sentence.sharing.missed),
        )
        self.drafts.append(draft)

    def _noted(
        self, context: Context, ref: Ref, found: str, reading: Reading, kind: str, place: Place
    ) -> Context:
        """Remember a subject for the clauses that leave it out; unit prices, limits and wholes are passing remarks.

        Not where a sentence begins with them.
        """
        if found in KNOWN or reading.whose == "whole" or not ref.text:
            return context
        if reading.measure == "other" and kind in ("money", "price", "count"):
            opens = found == phrase_in_front.__name__ and self._is_first(context)
            return context.speak_of(ref, aside=True) if opens else context
        rates = self.cutter.subjects.vocabulary.words["rate"]
        if kind in ("count", "area") or (kind == "percent" and ref.text.endswith(rates)):
            return context.count(ref)  # a rate has no amounts: 到位率100%，实际支出288万元
        amounts = kind in ("money", "bare") or reading.measure == "score"
        return context.speak_of(ref, aside=not amounts or _aside(context, place))

    def _is_first(self, context: Context) -> bool:
        """Whether the latest figure is the first of its sentence; where parts are told, of its block."""
        parts = context.sentence.parts
        begins = self.first_draft if parts.told else max(self.first_draft, parts.first)
        return len(self.drafts) == begins + 1

    def _name_what_was_compared(self, reading: Reading, ref: Ref, found: str) -> None:
        """与2023年执行数280万元相比，“三公”经费预算260万元: what is compared is named behind.

        So is what the changes and rates are of that a sentence opens with (增加35万元，上升4.6%，基本支出为800万元).
        """
        if not 0 < len(self.drafts) - self.first_draft <= _TOLD:
            return
        told = self.drafts[self.first_draft :]
        compared = found == phrase_in_front.__name__ and len(told) == 1 and told[0].role == "compared"
        named = ref.place is not None and ref.place[0] >= told[-1].end
        opened = named and reading.measure in ("budget", "actual") and all(map(_is_of_another, told))
        if (compared and told[0].antecedent in CARRIED) or opened:
            for before in told:
                before.ref, before.antecedent = ref, "subject_behind"

    def _trace(
        self, before: Sequence[Item], item: Item, paragraph: Paragraph, setting: Setting, found: str
    ) -> Trace:
        behind, words = ahead(self.cutter, paragraph, item), self.cutter.text
        rows = self.forms.fitting(before, item, behind, setting)
        pattern = (rows[0].pattern, "| behind:" if rows[0].after else "", rows[0].after)
        return Trace(
            items=tuple((one.kind, words[one.start : one.end]) for one in (*before, item)),
            around=tuple(setting.kinds()),
            behind=tuple(one.kind for one in behind),
            rows=tuple(row.id for row in rows),
            pattern=" ".join(filter(None, pattern)),
            why=why(found),
        )

    def _case(
        self, clause: Clause, at: int, paragraph: Paragraph, reading: Reading, context: Context, place: Place
    ) -> Case:
        items, base = clause.items, max(self.first_draft, len(self.drafts) - _TOLD)
        named = items[at + 1] if at + 1 < len(items) and items[at + 1].kind == "counted" else None
        return Case(
            phrases=self.cutter,
            items=items[:at],
            frame=self.cutter.frame(segment(items[:at])),
            number=items[at],
            behind=named,
            reading=reading,
            told=self.drafts[base:],
            base=base,
            rate=_rate_behind(paragraph, items[at]) if context.sentence.parts.told else None,
            inside=place.depth > 0,
            host=place.host,
        )

    def _setting(self, context: Context) -> Setting:
        latest = self.drafts[-1] if len(self.drafts) > self.first_draft else None
        budgeted = latest is not None and latest.measure == "budget" and latest.number.kind == "money"
        return Setting(self.period.document_type, self.zone, context.sentence, budgeted)

    def _answered(self, context: Context, ref: Ref, place: Place, *, figured: bool) -> Context:
        """Give an awaited reason to the change it explains, once that has been read."""
        awaited, event = context.sentence.awaited, context.event
        if awaited is None or place.in_reason or event is None or event.kind == "amount":
            return context
        figures = (len(self.drafts),) if figured else ()
        self.reasons.append(reasons.answered(awaited, ref, event, figures))
        return context.awaits(None)

    def _closed(
        self, clause: Clause, paragraph: Paragraph, context: Context, place: Place, stop: int
    ) -> Context:
        """The end of a paragraph; one that broke off without a full stop leaves its subjects to the next."""
        if place.in_reason or stop < len(paragraph.tokens):
            return context
        context = self._settled(self._titled(clause, context, closed=False))
        last = paragraph.tokens[-1].kind if paragraph.tokens else ""
        before = self.cutter.frame(segment(clause.items)).before
        self._close_sentence(paragraph.end)
        goes_on = context.sentence.parts.told and last in _GOES_ON and not before
        return context.broken_off(before if last == "level" else None, composing=goes_on)

    def _settled(self, context: Context) -> Context:
        """Give an awaited reason to a change told in words alone, where the sentence ends (由于…，会议费有所增加)."""
        event, spoken = context.event, context.spoken
        if context.sentence.awaited is not None and event is not None and event.worded:
            ref = event.ref or spoken.amount or spoken.thing
            if ref is not None:
                return self._answered(context, ref, Place(), figured=False)
        return context

    def _titled(self, clause: Clause, context: Context, *, closed: bool) -> Context:
        """A sentence that is a phrase and no more titles what follows it (公务接待费。支出1.46万元).

        So does a line without a full stop, if it names an amount; others may be anything.
        """
        if not clause.items or len(self.drafts) > self.first_draft:
            return context
        frame = self.cutter.frame(segment(clause.items))
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
        told = self.drafts[self.first_draft :]
        for draft, amount in statements.amounts_of(told):
            draft.amount = amount
        for draft in told:
            draft.sentence = (self.sentence_start, end)
        self.first_draft, self.sentence_start = len(self.drafts), end


def _aside(context: Context, place: Place) -> bool:
    """Whether what is told is a part or stands in a bracket: the topic stays what it is."""
    return context.sentence.parts.told or place.depth > 0


def _doubt(before: Sequence[Item], item: Item, reading: Reading, *, missed: bool) -> Doubt | None:
    """What a reader has to decide about a figure; ``missed`` is a list of 分别 of another length."""
    if before and before[-1].text == GLUED:
        return Doubt("glued")
    if reading.role == "unread":
        words = latest(before, ("phrase",))
        return Doubt("unread", (words.start, words.end) if words else None)
    if item.number is not None and item.number.joined:
        return Doubt("joined")
    turn = latest(stretch(before), VERBS)
    if turn is not None and turn.kind == "either" and reading.direction is None:
        return Doubt("direction")
    return Doubt("names") if missed else None


def _is_of_another(draft: Draft) -> bool:
    """Whether a figure that nothing names cannot stand without what it is of."""
    return draft.antecedent == "none" and draft.measure in _OF_ANOTHER


def _lists_amounts(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph begins with a bare list (基本支出5万元，项目支出6万元): the parts of what stands above."""
    first = list(takewhile(lambda token: token.kind != "stop", tokens))
    amounts = sum(token.measures == "money" for token in first)
    return amounts > 1 and all(token.kind in _OF_A_LIST for token in first)


def _rate_behind(paragraph: Paragraph, number: Item) -> str | None:
    """The rate right behind a change of an amount (增加62.5万元，增长8.33%)."""
    for token in paragraph.tokens[number.at + 1 : number.at + 4]:
        if token.number is not None:
            return token.number.value if token.number.kind == "percent" else None
        if token.kind not in ("comma", "change", "pause", "open"):
            return None
    return None
