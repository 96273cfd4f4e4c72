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

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting import reasons, statements
from docstruct.extracting.antecedents import Case, antecedent, why
from docstruct.extracting.clauses import (
    GLUED,
    LONGEST_CLAUSE,
    NUMBERS,
    VERBS,
    YEARS,
    Clause,
    Cutter,
    Frame,
    Item,
    Paragraph,
    segment,
    stretch,
)
from docstruct.extracting.context import Context, Doubt, Draft, Levels, Sentence, Trace
from docstruct.extracting.forms import BASE, Setting, compared_with, forms_of, with_budget
from docstruct.extracting.reasons import Cue
from docstruct.extracting.subjects import Ref
from docstruct.matching.mention import compose_code
from docstruct.matching.names_stated import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.document import Basis, DocumentType, Zone
    from docstruct.extracting.context import ReasonDraft
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.periods import Period
    from docstruct.extracting.subjects import Range, Subjects
    from docstruct.extracting.tokens import Token
    from docstruct.lexicon.cues import CueLexicon

DEEPEST = 12
"""Brackets inside brackets that are told apart; what is deeper is read as if it stood in the last of them."""
_AHEAD = 4
"""Tokens behind a number that a form may look at."""
_TOLD = 40
"""Figures of a sentence that antecedents look back at."""
_FARTHEST = 200
"""Tokens a list may run on behind 分别."""
_GOES_ON = frozenset({"composition", "colon", "comma", "semicolon", "pause"})
_TITLE_OFFSET = 8
"""Characters of a marker or code that may stand in front of a title."""
_OF_A_LIST = frozenset({"comma", "name", "number", "pause", "semicolon"})
_MEASURED = frozenset({"budget", "actual", "completion", "share", "score"})
_CARRIED = frozenset({"none", "latest_amount", "latest_thing"})
"""Antecedents that found nothing in the words of the clause."""
_SAY = NUMBERS | YEARS | statements.WORDED | {"range", "respectively", "compared", "same_period"}
"""Items that say something by themselves; the others wait for a figure."""
_CUES = frozenset({"reason", "purpose", "because", "enumerator"})


class Place(Struct, frozen=True, gc=False):
    """Where a stretch of clauses stands: how deep in brackets, in a reason, behind which host phrase."""

    depth: int = 0
    in_reason: bool = False
    host: Range | None = None


class Discourse:
    """Reads the paragraphs of one document in order; what carries over lives as long as its section."""

    def __init__(
        self,
        text: str,
        subjects: Subjects,
        cues: CueLexicon,
        *,
        year: int | None,
        document_type: DocumentType | None,
    ) -> None:
        self.cutter = Cutter(text, subjects, year)
        self.forms = forms_of(cues)
        self.document_type = document_type
        self.context = Context()
        self.zone: Zone = "narrative"
        self.drafts: list[Draft] = []
        self.reasons: list[ReasonDraft] = []
        self.left_out: list[Range] = []
        self.first_draft = self.sentence_start = 0
        self.traces: list[Trace] | None = None

    def take(self) -> tuple[list[Draft], list[ReasonDraft], list[Range]]:
        """What has been read since the last time: figures, reasons, and stretches left out as ambiguous."""
        taken = (self.drafts, self.reasons, self.left_out)
        self.drafts, self.reasons, self.left_out = [], [], []
        return taken

    def of(self, period: Period) -> None:
        """What plain amounts are from here on, and of which year."""
        self.document_type, self.cutter.year = period

    def enter(self, heading: Ref | None, unfinished: Range | None = None) -> None:
        """Begin a section: its heading is the subject until a sentence names another."""
        levels = Levels(heading.path, heading.levels) if heading is not None and heading.levels else Levels()
        self.context = Context(
            topic=heading, amount=heading, thing=heading, levels=levels, unfinished=unfinished
        )

    def read(self, tokens: Sequence[Token], start: int, end: int, zone: Zone = "narrative") -> None:
        """Read one paragraph, ``text[start:end]``, cut into tokens."""
        paragraph = Paragraph(tokens, start, end)
        self.zone, self.first_draft, self.sentence_start = zone, len(self.drafts), start
        part = self.context.composing and _lists_amounts(tokens)
        context = replace(self.context, sentence=Sentence(part=part))
        _, context, _ = self._stretch(paragraph, 0, len(tokens), context, Place())
        self.context = context

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
            listed = bool(context.sentence.left)
            clause = self.cutter.cut(paragraph, index, stop, begin, resumed, silent=silent, listed=listed)
            resumed = ()
            context = self._say(clause, paragraph, context, place)
            if clause.ended == "long":
                index, begin, resumed = clause.index, clause.end, clause.items[-LONGEST_CLAUSE:]
                continue
            if clause.ended == "end":
                return stop, self._closed(clause, paragraph, context, place, stop), "end"
            token, index = paragraph.tokens[clause.index], clause.index + 1
            begin = token.end
            if clause.ended == "close":
                if place.depth:
                    return index, context, "close"
                resumed = clause.items[-LONGEST_CLAUSE:]
            elif clause.ended == "open":
                index, context, resumed, how = self._bracket(clause, paragraph, index, stop, context, place)
                if how == "stop" and place.depth:
                    return index, context, "stop"
                begin = paragraph.begin(index)
            elif clause.ended in _CUES:
                index, context, resumed, begin = self._cue(clause, paragraph, stop, context, place)
            else:
                context = _BOUNDARIES[clause.ended](self, clause, token, context, place)
                if clause.ended == "stop" and place.depth:
                    return index, context, "stop"

    def _bracket(
        self, clause: Clause, paragraph: Paragraph, index: int, stop: int, context: Context, place: Place
    ) -> tuple[int, Context, tuple[Item, ...], str]:
        """Read on inside a bracket; what is carried comes back when it closes, a new sentence in it stays."""
        items, opened = clause.items[-LONGEST_CLAUSE:], paragraph.tokens[index - 1]
        if place.depth >= DEEPEST:
            return index, context, items, ""
        frame = self.cutter.frame(segment(items))
        behind_number = bool(items) and items[-1].kind in NUMBERS and items[-1].at == index - 2
        inner = Place(
            place.depth + 1, place.in_reason, None if behind_number else frame.before or frame.after
        )
        begin = (*items, Item("open", opened.start, opened.end, index - 1))
        after, told, how = self._stretch(paragraph, index, stop, context, inner, begin)
        if how != "close":
            return after, told, (), how
        if any(token.kind == "reference" for token in paragraph.tokens[index:after]):
            items = ()  # a bracket that refers to a table stands behind a title: 收入决算（详见公开表02） 本年收入合计…
        else:
            items = (*items, Item("bracket", opened.start, paragraph.tokens[after - 1].end, index - 1))
        sentence = replace(
            told.sentence, past=context.sentence.past, clause_draft=context.sentence.clause_draft
        )
        return after, replace(context, sentence=sentence), items, how

    def _cue(
        self, clause: Clause, paragraph: Paragraph, stop: int, context: Context, place: Place
    ) -> tuple[int, Context, tuple[Item, ...], int]:
        """A cue of a reason: read its words as a world of their own, or take it for a word as any other."""
        cue = Cue(self.cutter, paragraph, clause.index, stop, clause, context, self.drafts, self.first_draft)
        told = reasons.told(cue)
        if told is None:
            token, items = paragraph.tokens[clause.index], clause.items[-LONGEST_CLAUSE:]
            if reasons.joins(token):
                items = (*items, Item("phrase", token.start, token.end, clause.index))
            return clause.index + 1, context, _merged(items), token.end
        if told.draft is not None:
            self.reasons.append(told.draft)
        if told.awaited is not None:
            context = replace(context, sentence=replace(context.sentence, awaited=told.awaited))
        inner = replace(context, sentence=replace(context.sentence, awaited=None))
        self._stretch(paragraph, clause.index + 1, told.end, inner, Place(in_reason=True))
        behind = told.awaited is not None and paragraph.tokens[told.end - 1].kind == "therefore"
        begin = paragraph.begin(told.end) if behind else paragraph.stop(told.end)
        return told.end, context, (), begin

    def _say(self, clause: Clause, paragraph: Paragraph, context: Context, place: Place) -> Context:
        """What the items of a clause say, one after the other."""
        told = [at for at in range(clause.fresh, len(clause.items)) if clause.items[at].kind in _SAY]
        if not told:
            return context
        context = self._shared_again(clause, context)
        setting = self._setting(context)
        for at in told:
            kind = clause.items[at].kind
            if kind in NUMBERS:
                context = self._figure(clause, at, paragraph, context, place)
            elif kind == "range":
                self.left_out.append((clause.items[at].start, clause.items[at].end))
                context = self._left_out(clause, at, context, place)
            elif kind in YEARS:
                context = _year(self, clause, at, context, place)
            elif kind == "respectively":
                context = self._respectively(clause, at, paragraph, context)
            elif kind == "compared":
                context = replace(context, sentence=replace(context.sentence, standing=True))
            elif kind in statements.WORDED:
                context = self._worded(clause, at, context, place)
        base = compared_with(clause.items, setting)
        if base is not None and base != context.sentence.base:
            context = replace(context, sentence=replace(context.sentence, base=base))
        return context

    def _left_out(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A number that was left out has a subject still, for what is told behind it."""
        frame = self.cutter.frame(segment(clause.items[:at]))
        ref = self._ref(frame.before, frame.code)
        if ref is None:
            return context
        apart = context.sentence.part or place.depth
        return replace(context, thing=ref, amount=ref) if apart else _speak_of(context, ref)

    def _worded(self, clause: Clause, at: int, context: Context, place: Place) -> Context:
        """A change, an excess, 持平 or an absence told in words."""
        frame = self.cutter.frame(segment(clause.items[:at]))
        ref = self._ref(frame.before, frame.code)
        event = statements.worded(clause.items[: at + 1], self._setting(context), context, ref)
        if event is None:
            return context
        if event.kind == "absent" and ref is not None:
            context = _speak_of(context, ref)
        return _happened(context, event, place)

    def _figure(
        self, clause: Clause, at: int, paragraph: Paragraph, context: Context, place: Place
    ) -> Context:
        """A number becomes a figure: what it says, whose it is, and what it leaves to the clauses behind it."""
        item, before = clause.items[at], clause.items[:at]
        number, setting = item.number, self._setting(context)
        assert number is not None
        reading = self.forms.read(before, item, lambda: self._ahead(paragraph, clause, at), setting)
        case = self._case(clause, at, paragraph, reading, context, place)
        ref, found = antecedent(case, context)
        context = self._told_by(context, reading, ref, found, place)
        event = statements.event_of(before, item, reading, context, ref)
        if event is not None:
            context = _happened(context, event, place)
        if context.event is not None and context.event.ref is None:
            context = replace(context, event=replace(context.event, ref=ref))
        context = self._answered(context, ref, place, figured=True)
        if self.traces is not None:
            self.traces.append(self._trace(before, item, self._ahead(paragraph, clause, at), setting, found))
        self.drafts.append(
            Draft(
                start=item.start,
                end=item.end,
                number=number,
                reading=reading,
                ref=ref,
                antecedent=found,
                amount=number.amount,
                approximate=number.approximate or self._is_estimate(paragraph, item),
                in_reason=place.in_reason,
                doubt=self._doubt(before, item, reading, context),
            )
        )
        return self._noted(context, ref, found, reading, item.kind, place)

    def _noted(
        self, context: Context, ref: Ref, found: str, reading: Reading, kind: str, place: Place
    ) -> Context:
        """Remember a subject for the clauses that leave it out; unit prices, limits and wholes are passing remarks.

        Not where a sentence begins with them.
        """
        known = found in _CARRIED or found in ("latest_budget", "lone_part", "whole_by_arithmetic")
        if known or reading.whose == "whole" or not ref.text:
            return context
        if reading.measure == "other" and kind in ("money", "price", "count"):
            opens = found == "phrase_in_front" and self._is_first(context)
            return replace(context, thing=ref, amount=ref) if opens else context
        rates = self.cutter.subjects.vocabulary.rates
        if kind in ("count", "area") or (kind == "percent" and ref.text.endswith(rates)):
            return replace(context, thing=ref)  # a rate has no amounts: 到位率100%，实际支出288万元
        inside = context.sentence.part or place.depth
        stays = inside or not (kind in ("money", "bare") or reading.measure == "score")
        return replace(context, thing=ref, amount=ref, topic=context.topic if stays else ref)

    def _is_first(self, context: Context) -> bool:
        """Whether the latest figure is the first of its sentence; where parts are told, of its block."""
        sentence = context.sentence
        begins = self.first_draft if sentence.part else max(self.first_draft, sentence.first_part)
        return len(self.drafts) == begins + 1

    def _is_estimate(self, paragraph: Paragraph, number: Item) -> bool:
        """Whether a word for an estimate stands right in front (近, 约)."""
        word = paragraph.tokens[number.at - 1] if number.at else None
        return (
            word is not None and word.kind == "approximate" and not self.cutter.names(word.end, number.start)
        )

    def _told_by(self, context: Context, reading: Reading, ref: Ref, found: str, place: Place) -> Context:
        """What the finding of a subject leaves: a name of the list less, and what later changes are against."""
        if found == "next_of_the_list":
            sentence = context.sentence
            context = replace(
                context, sentence=replace(sentence, left=sentence.left[1:], series=sentence.series[1:])
            )
        self._name_what_was_compared(ref, found)
        if reading.measure == "prior" and context.sentence.base is None and not place.depth:
            context = replace(context, sentence=replace(context.sentence, base="prior_year"))
        return context

    def _trace(
        self, before: Sequence[Item], item: Item, behind: Sequence[Item], setting: Setting, found: str
    ) -> Trace:
        rows = self.forms.fitting(before, item, behind, setting)
        words = self.cutter.text
        return Trace(
            items=tuple((one.kind, words[one.start : one.end]) for one in (*before, item)),
            around=tuple(setting.kinds()),
            behind=tuple(one.kind for one in behind),
            rows=tuple(row.id for row in rows),
            pattern=" ".join(
                filter(None, (rows[0].pattern, "| behind:" if rows[0].after else "", rows[0].after))
            ),
            why=why(found),
        )

    def _case(
        self, clause: Clause, at: int, paragraph: Paragraph, reading: Reading, context: Context, place: Place
    ) -> Case:
        items, base = clause.items, max(self.first_draft, len(self.drafts) - _TOLD)
        named = items[at + 1] if at + 1 < len(items) and items[at + 1].kind == "counted" else None
        return Case(
            cutter=self.cutter,
            items=items[:at],
            frame=self.cutter.frame(segment(items[:at])),
            number=items[at],
            behind=named,
            reading=reading,
            told=self.drafts[base:],
            base=base,
            rate=_rate_behind(paragraph, items[at]) if context.sentence.part else None,
            inside=place.depth > 0,
            host=place.host,
        )

    def _doubt(self, before: Sequence[Item], item: Item, reading: Reading, context: Context) -> Doubt | None:
        """What a reader has to decide about a figure."""
        if before and before[-1].text == GLUED:
            return Doubt("glued")
        if reading.role == "unread":
            words = next(one for one in reversed(before) if one.kind == "phrase")
            return Doubt("unread", (words.start, words.end))
        if item.number is not None and item.number.joined:
            return Doubt("joined")
        turn = next((one.kind for one in reversed(stretch(before)) if one.kind in VERBS), None)
        if turn == "either" and reading.direction is None:
            return Doubt("direction")
        return Doubt("names") if context.sentence.unshared else None

    def _ahead(self, paragraph: Paragraph, clause: Clause, at: int) -> list[Item]:
        """The classes of the next few tokens behind a number, words that name something between them."""
        found: list[Item] = []
        number = clause.items[at]
        index, last = number.at + 1, number.end
        while len(found) < _AHEAD:
            begin = paragraph.stop(index)
            if self.cutter.names(max(last, paragraph.tokens[index - 1].end), begin):
                found.append(Item("phrase", last, begin, index))
            if index >= len(paragraph.tokens):
                found.append(Item("stop", begin, begin, index))
                break
            token = paragraph.tokens[index]
            found.append(
                Item(
                    _AHEAD_KINDS.get(token.kind, token.kind),
                    token.start,
                    token.end,
                    index,
                    token.cue,
                    token.number,
                )
            )
            index, last = index + 1, token.end
        return [
            replace(one, kind=_number_kind(one)) if one.number else one
            for one in found
            if one.kind in _KNOWN or one.number
        ]

    def _respectively(self, clause: Clause, at: int, paragraph: Paragraph, context: Context) -> Context:
        """A、B和C分别为…: one figure for each name; without names, for each of the list or the figures before."""
        items, index = clause.items, clause.items[at].at
        if self._names_follow(paragraph, index):
            shared = tuple(item for item in segment(items[:at]) if item.kind in _MEASURED)
            return replace(context, sentence=replace(context.sentence, shared=shared))
        ahead = takewhile(
            lambda token: token.kind not in ("comma", "semicolon", "stop"),
            paragraph.tokens[index + 1 : index + _FARTHEST],
        )
        count = sum(token.kind == "number" for token in ahead)
        frame = self.cutter.frame(segment(items[:at]))
        found: tuple[Ref, ...] = ()
        if frame.before is not None:
            words, begin = self.cutter.words(frame.before), self.cutter.begin(frame.before)
            found = tuple(self.cutter.subjects.names(words, count, offset=begin))
        elif len(context.names) == count:
            found = context.names
        elif count > 1:
            found = self._just_named(count)
        series = (
            ()
            if found
            else _bases((*context.sentence.lead, *items), items[at], count, self._setting(context))
            or self._bases_told(count)
            or _measures(items[:at], count)
            or self._series((*context.sentence.lead, *items[:at]), count)
            or (context.sentence.series_before if len(context.sentence.series_before) == count else ())
        )
        if series:
            found = self._shared_of(frame, context) * count
        sentence = replace(
            context.sentence,
            left=found,
            names=() if series else found,
            series=series,
            series_before=series or context.sentence.series_before,
            unshared=not found and count > 1,
        )
        return replace(context, names=found, sentence=sentence)

    def _shared_of(self, frame: Frame, context: Context) -> tuple[Ref, ...]:
        """The one subject that years, measures or bases are shared out of."""
        phrase = frame.before or frame.held or context.sentence.earlier
        ref = self._ref(phrase, frame.code) or context.amount
        if ref is None and phrase is not None:
            ref = Ref(self.cutter.subjects.noun(self.cutter.words(phrase)))
        return (ref or Ref(""),)

    def _bases_told(self, count: int) -> tuple[str, ...]:
        """What the latest changes of one subject were against (比预算增加5万元，比上年增加1万元，分别增长5%和1%)."""
        told = self.drafts[max(self.first_draft, len(self.drafts) - _TOLD) :]
        changes = [draft for draft in told if draft.measure == "change"][-count:]
        bases = dict.fromkeys(draft.reading.basis for draft in changes if draft.reading.basis)
        one = len({draft.ref for draft in changes}) == 1
        return tuple(f"{BASE}{basis}" for basis in bases) if one and len(bases) == count > 1 else ()

    def _series(self, items: Sequence[Item], count: int) -> tuple[str, ...]:
        """The years that 分别 shares figures out to (2021年至2023年, 2020年、2021年和2022年); empty if it does not."""
        years = [item for item in items if item.kind in YEARS and item.text.isdecimal()]
        told = [int(item.text) for item in years]
        if len(told) == 2 and self.cutter.text[years[0].end : years[1].start].strip() in (
            "至",
            "到",
            "-",
            "—",
            "－",
            "~",
        ):
            told = list(range(told[0], min(told[1], told[0] + count) + 1))
        if len(told) != count or count < 2 or self.cutter.year is None:
            return ()
        return tuple("past" if year < self.cutter.year else "this" for year in told)

    def _shared_again(self, clause: Clause, context: Context) -> Context:
        """A list of 分别 holds for as many figures of the next clause (分别减少1万元和2万元，占总额的5%和6%)."""
        names = context.sentence.names
        if len(names) < 2 or context.sentence.left:
            return context
        fresh = clause.items[clause.fresh :]
        if any(item.kind == "respectively" for item in fresh) or self.cutter.frame(fresh).before is not None:
            return context
        if sum(item.kind in NUMBERS for item in fresh) != len(names):
            return context
        return replace(context, sentence=replace(context.sentence, left=names))

    def _name_what_was_compared(self, ref: Ref, found: str) -> None:
        """与2023年执行数280万元相比，“三公”经费预算260万元: what is compared is named behind."""
        if found != "phrase_in_front" or len(self.drafts) != self.first_draft + 1:
            return
        before = self.drafts[-1]
        if before.role == "compared" and before.antecedent in _CARRIED:
            before.ref, before.antecedent = ref, "subject_behind"

    def _names_follow(self, paragraph: Paragraph, index: int) -> bool:
        """Whether the names are told behind 分别, each with its figure (分别为：甲5万元，乙6万元)."""
        tokens = paragraph.tokens
        if index + 1 >= len(tokens) or tokens[index + 1].kind != "colon":
            return False
        return self.cutter.names(tokens[index + 1].end, paragraph.stop(index + 2))

    def _just_named(self, count: int) -> tuple[Ref, ...]:
        """The subjects of the latest figures in the sentence, as many as asked for; none if there are fewer."""
        names = dict.fromkeys(
            draft.ref
            for draft in reversed(self.drafts[max(self.first_draft, len(self.drafts) - 2 * count) :])
        )
        return tuple(reversed(list(names)[:count])) if len(names) >= count else ()

    def _ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        cutter = self.cutter
        return (
            cutter.subjects.ref(cutter.words(phrase), code, offset=cutter.begin(phrase)) if phrase else None
        )

    def _setting(self, context: Context) -> Setting:
        sentence = context.sentence
        latest = self.drafts[-1] if len(self.drafts) > self.first_draft else None
        return Setting(
            self.document_type,
            self.zone,
            sentence.past,
            sentence.base,
            sentence.part,
            sentence.shared,
            sentence.series,
            latest is not None and latest.measure == "budget" and latest.number.kind == "money",
        )

    def _answered(self, context: Context, ref: Ref, place: Place, *, figured: bool) -> Context:
        """Give an awaited reason to the change it explains, once that has been read."""
        awaited, event = context.sentence.awaited, context.event
        if awaited is None or place.in_reason or event is None or event.kind == "amount":
            return context
        figures = (len(self.drafts),) if figured else ()
        self.reasons.append(reasons.answered(awaited, ref, event, figures))
        return replace(context, sentence=replace(context.sentence, awaited=None))

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
        return replace(
            context,
            unfinished=before if last == "level" else None,
            composing=context.sentence.part and last in _GOES_ON and not before,
        )

    def _settled(self, context: Context) -> Context:
        """Give an awaited reason to a change told in words alone, where the sentence ends (由于…，会议费有所增加)."""
        event = context.event
        if context.sentence.awaited is not None and event is not None and event.worded:
            ref = event.ref or context.amount or context.thing
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
        return _speak_of(context, ref) if ref is not None else context

    def _close_sentence(self, end: int) -> None:
        """Give the figures of the sentence its range."""
        told = self.drafts[self.first_draft :]
        if told:
            for draft, amount in statements.amounts_of(told):
                draft.amount = amount
            for draft in told:
                draft.sentence = (self.sentence_start, end)
        self.first_draft, self.sentence_start = len(self.drafts), end


_EMPTY = Frame()


def _measures(items: Sequence[Item], count: int) -> tuple[str, ...]:
    """The measures that 分别 shares figures out to (年初预算数、决算数分别为; 上年决算数与本年决算数分别为); empty if none.

    They stand side by side: in 基本支出预算、项目支出预算分别为 names are shared out. What is stated of an earlier year
    is ``prior``.
    """
    told: list[str] = []
    year = ""
    for item in segment(items):
        if item.kind in ("budget", "actual"):
            told.append("prior" if year == "past" else item.kind)
            year = ""
        elif item.kind in YEARS:
            year = item.kind
        elif item.kind != ("opener" if told else "phrase"):
            return ()  # 比年初预算和上年决算分别减少 compares
    return tuple(told) if len(told) == count and len(set(told)) > 1 else ()


def _bases(items: Sequence[Item], mark: Item, count: int, setting: Setting) -> tuple[str, ...]:
    """What changes or rates are against that 分别 shares out; empty if it does not.

    比年初预算和上年决算分别减少2万元和1万元; 分别完成年初预算和调整预算的92%和100%.
    """
    told: list[Basis] = []
    year, led = None, False
    for place, item in enumerate(items):
        if item.kind in NUMBERS and item.start > mark.start:
            break
        if item.kind in ("opener", "completion"):
            led = True
        elif item.kind == "budget" and led:
            told.append(with_budget(item, year, setting))
            year = None
        elif item.kind in YEARS and led:
            following = items[place + 1].kind if place + 1 < len(items) else ""
            year = item.kind if following in ("budget", "actual") else None
            if year != item.kind or (following == "actual" and year == "past"):
                told.append("prior_year")
                year = None
    return tuple(f"{BASE}{basis}" for basis in told) if count == len(set(told)) == len(told) > 1 else ()


def _lists_amounts(tokens: Sequence[Token]) -> bool:
    """Whether a paragraph begins with a bare list (基本支出5万元，项目支出6万元): the parts of what stands above."""
    first = list(takewhile(lambda token: token.kind != "stop", tokens))
    amounts = sum(token.number is not None and token.number.kind == "money" for token in first)
    return amounts > 1 and all(token.kind in _OF_A_LIST for token in first)


def _merged(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Two phrases that touch as one."""
    if len(items) > 1 and items[-1].kind == items[-2].kind == "phrase":
        return (*items[:-2], replace(items[-2], end=items[-1].end))
    return items


def _rate_behind(paragraph: Paragraph, number: Item) -> str | None:
    """The rate right behind a change of an amount (增加62.5万元，增长8.33%)."""
    for token in paragraph.tokens[number.at + 1 : number.at + 4]:
        if token.number is not None:
            return token.number.value if token.number.kind == "percent" else None
        if token.kind not in ("comma", "change", "pause", "open"):
            return None
    return None


def _number_kind(item: Item) -> str:
    kind = item.number.kind if item.number else None
    return {"score": "score_points", None: "bare"}.get(kind, kind) or "bare"


_AHEAD_KINDS = {
    "period": "past",
    "year": "date",
    "semicolon": "stop",
    "marker": "stop",
    "close": "stop",
    "name": "phrase",
}
_KNOWN = frozenset(
    [
        "phrase",
        "past",
        "date",
        "compared",
        "change",
        "excess",
        "either",
        "difference",
        "reach",
        "flat",
        "completion",
        "share",
        "budget",
        "actual",
        "comma",
        "stop",
        "open",
        "pause",
    ]
)


def _speak_of(context: Context, ref: Ref) -> Context:
    """Make a subject the one that everything goes back to."""
    return replace(context, thing=ref, amount=ref, topic=ref)


def _happened(context: Context, event: statements.Event, place: Place) -> Context:
    """Remember what was stated, for the reason that may follow."""
    apart = context.sentence.part or place.depth
    return replace(context, event=event, top_event=context.top_event if apart else event)


def _year(reader: Discourse, clause: Clause, at: int, context: Context, place: Place) -> Context:
    """A year in front of the verb says whose amounts follow; behind 大于 it says that a change is meant."""
    inside = segment(clause.items[:at])
    verbs = [item for item in inside if item.kind in VERBS]
    if clause.items[at].text == GLUED:
        context = replace(context, sentence=replace(context.sentence, base="prior_year"))
    if not verbs:
        past, stock = clause.items[at].kind == "past", bool(inside) and inside[-1].kind == "asof"
        sentence = replace(context.sentence, past=past, stock=past and stock)
        return replace(context, sentence=sentence)
    if verbs[-1].kind == "excess":
        event = statements.exceeded(verbs[-1], context)
        return _happened(context, event, place)
    return context


def _comma(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """What a clause leaves: an earlier year holds on only if it dated a figure or stood alone (根据2021年规定，…)."""
    frame = reader.cutter.frame(segment(clause.items)) if clause.items else _EMPTY
    sentence, event = context.sentence, context.event
    said = event is not None and event.at >= clause.start and frame.before is not None
    figures = len(reader.drafts) - max(sentence.clause_draft, reader.first_draft)
    past = sentence.past and not (
        not sentence.stock and not figures and (frame.before is not None or frame.held is not None)
    )
    sentence = replace(
        sentence,
        past=past,
        earlier=frame.before,
        earlier_said=said,
        lead=clause.items if not figures else (),
        clause_draft=len(reader.drafts),
        held=None,
        code=None,
    )
    return replace(context, sentence=sentence)


def _part(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """Any other mark: the words of the clause are forgotten."""
    told = context.sentence
    if told.earlier is None and told.held is None and told.code is None and not told.lead:
        return context
    return replace(
        context,
        sentence=replace(context.sentence, earlier=None, earlier_said=False, held=None, code=None, lead=()),
    )


def _semicolon(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    sentence = context.sentence
    sentence = replace(
        sentence,
        shared=(),
        holder=None,
        first_part=len(reader.drafts),
        left=(),
        base=sentence.base if sentence.standing else None,
    )
    return _part(reader, clause, token, replace(context, sentence=sentence), place)


def _stop(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """A new sentence: what was said in the old one is forgotten, and the topic is spoken of again."""
    if place.in_reason:
        reader._close_sentence(token.end)
        return replace(context, sentence=Sentence())
    context = reader._settled(reader._titled(clause, context, closed=True))
    reader._close_sentence(token.end)
    topic = context.topic
    stock = context.sentence.stock
    context = replace(context, sentence=Sentence(past=stock, stock=stock), event=context.top_event)
    return replace(context, thing=topic, amount=topic) if topic is not None else context


def _colon(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """What stands in front of a colon is the subject behind it, until a list of its attributes or of others ends."""
    frame, sentence = reader.cutter.frame(segment(clause.items)), context.sentence
    if reader.cutter.subjects.vocabulary.attribute.match(reader.cutter.text, token.end):
        turn = next((item.start for item in segment(clause.items) if item.kind == "change"), None)
        behind = (turn, frame.after[1]) if frame.after and turn is not None else None
        sentence = replace(sentence, holder=frame.before or behind, past=False)
    held = frame.before or frame.held or sentence.held
    sentence = replace(
        sentence, earlier=None, earlier_said=False, held=held, code=frame.code or sentence.code, lead=()
    )
    return replace(context, sentence=sentence)


def _composition(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """其中: parts follow, of what was told last."""
    sentence = replace(context.sentence, part=True, first_part=len(reader.drafts))
    return _part(reader, clause, token, replace(context, sentence=sentence), place)


def _composed(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """由A和B构成: the parts are told, and the whole is spoken of again."""
    if context.sentence.part and context.topic is not None:
        sentence = replace(context.sentence, part=False)
        context = replace(
            context, thing=context.topic, amount=context.topic, event=context.top_event, sentence=sentence
        )
    return context


def _title(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    frame = reader.cutter.frame(segment(clause.items))
    ref = reader._ref(frame.before, frame.code)
    return _part(reader, clause, token, _speak_of(context, ref) if ref else context, place)


def _code(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """A code in brackets: of the name in front of it, （2080506）, or else of the name behind it.

    It may be told in steps: …（201）…（11）…（01）.
    """
    frame = reader.cutter.frame(segment(clause.items))
    if frame.before is not None:
        return _coded(reader, frame.before, token.text, context)
    behind_level = reader.cutter.text[max(token.start - 2, 0) : token.start].rstrip().endswith(("）", ")"))
    if not clause.items and context.thing is not None and behind_level:
        return _speak_of(context, replace(context.thing, code=token.text))
    if not clause.items and len(token.text) > _STEP:
        return replace(context, sentence=replace(context.sentence, code=token.text))
    return context


_STEP = 2
"""Digits of a 款 or 项 in a code told in steps."""


def _coded(reader: Discourse, phrase: Range, digits: str, context: Context) -> Context:
    """Speak of the name in a phrase by its code."""
    step, above = len(digits) == _STEP, context.levels
    ref = reader._ref(phrase, digits)
    if ref is None or (step and not above.codes):
        return context
    if not step and len(digits) != len(_WHOLE):
        return _speak_of(context, ref)
    levels = Levels(
        (*above.path, ref.text) if step else (ref.text,),
        (),
        (*above.codes, digits) if step else (digits,),
    )
    if step:
        ref = replace(ref, path=levels.path, code="".join(levels.codes))
    return replace(_speak_of(context, ref), levels=levels)


_WHOLE = "201"
"""A code of a 类, which steps may follow."""


def _level(reader: Discourse, clause: Clause, token: Token, context: Context, place: Place) -> Context:
    """（类）, （208类）: the phrase before it is a level of the path, and the subject of what follows."""
    frame, levels = reader.cutter.frame(segment(clause.items)), context.levels
    if frame.before is None or _DIGITS.fullmatch(reader.cutter.words(frame.before).strip()):
        return _level_of_digits(reader, frame, token, context)
    noun = reader.cutter.subjects.cut(reader.cutter.words(frame.before))
    if not noun.text:
        return context
    if context.unfinished is not None and clause.index == 0:
        words = reader.cutter.words(context.unfinished)
        noun = noun._replace(text=reader.cutter.subjects.noun(words) + noun.text)
    digits, level = token.text[:-1], LEVELS.index(token.text[-1])
    levels = Levels(
        (*levels.path[:level], noun.text),
        (*levels.called[:level], level + 1),
        (*levels.codes[:level], digits) if digits else levels.codes[:level],
    )
    ref = Ref(
        noun.text,
        levels.path,
        frame.code or compose_code(levels.codes),
        item=True,
        levels=levels.called,
        place=noun.place(reader.cutter.begin(frame.before)),
    )
    return replace(
        context,
        levels=levels,
        thing=ref,
        amount=ref,
        topic=context.topic if place.depth else ref,
        unfinished=None,
    )


_DIGITS = re.compile("[0-9]{2,3}")


def _level_of_digits(reader: Discourse, frame: Frame, token: Token, context: Context) -> Context:
    """The digits of a level in front of it, the name behind them all: 208（类）05（款）05（项）养老保险缴费支出."""
    digits = frame.code or (reader.cutter.words(frame.before).strip() if frame.before else "")
    if not digits:
        return context
    level = LEVELS.index(token.text[-1])
    levels = Levels((), (), (*context.levels.codes[:level], digits))
    code = compose_code(levels.codes) if len(levels.codes) == level + 1 else None
    return replace(context, levels=levels, sentence=replace(context.sentence, code=code))


_BOUNDARIES: dict[str, Callable[[Discourse, Clause, Token, Context, Place], Context]] = {
    "code": _code,
    "colon": _colon,
    "comma": _comma,
    "composed": _composed,
    "composition": _composition,
    "level": _level,
    "marker": _part,
    "parts": _composition,
    "pause": _part,
    "semicolon": _semicolon,
    "stop": _stop,
    "title": _title,
}
"""What a clause leaves to the next, by what ended it."""
