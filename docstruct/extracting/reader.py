"""The clause reader: walks the tokens of a paragraph and keeps what they say until a number needs it.

The reader itself knows no cue. Every class of token has a handler, a function of the reader, the token and its index;
the modules that hold them (:mod:`boundaries`, :mod:`naming`, :mod:`comparing`, :mod:`measuring`, :mod:`figuring`,
:mod:`explaining`) each export a table ``HANDLERS``, and :data:`HANDLERS` here is all of them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from docstruct.extracting.frames import Carried, Clause, Draft, Event, Outer, Range, ReasonDraft, Sentence
from docstruct.extracting.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docstruct.document import Basis, DocumentType, Measure, Zone
    from docstruct.extracting.subjects import Ref, Subjects

    Handler: TypeAlias = Callable[["ClauseReader", Token, int], None]

DEEPEST = 12
"""Brackets inside brackets that are told apart; what is deeper is read as if it stood in the last of them."""

LONGEST_LIST = 400
"""Characters of a phrase, or a list of names, that are looked at: time stays linear on text without punctuation."""


_OF_A_LIST = frozenset({"comma", "name", "number", "pause", "semicolon"})


def _lists_amounts(tokens: list[Token]) -> bool:
    """Whether a paragraph begins with a bare list (基本支出5万元，项目支出6万元): the parts of what stands above."""
    first = list(takewhile(lambda token: token.kind != "stop", tokens))
    amounts = sum(token.number is not None and token.number.kind == "money" for token in first)
    return amounts > 1 and all(token.kind in _OF_A_LIST for token in first)


class ClauseReader:
    """Reads the paragraphs of one document in order; what carries over lives as long as its section."""

    def __init__(
        self,
        text: str,
        subjects: Subjects,
        handlers: Mapping[str, Handler],
        *,
        year: int | None,
        document_type: DocumentType | None,
    ) -> None:
        self.text = text
        self.subjects = subjects
        self.year = year
        self.plain: Measure = "budget" if document_type == "budget" else "actual"
        self.undecided: tuple[Measure, ...] = () if document_type else ("budget",)
        self.zone: Zone = "narrative"
        self.drafts: list[Draft] = []
        self.reasons: list[ReasonDraft] = []
        self.left_out: list[Range] = []
        self.carried = Carried()
        self.unfinished: Range | None = None
        self.composing = False
        self._handlers = handlers
        self._begin(0, 0, [])

    def _begin(self, start: int, end: int, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.end = end
        self.clause = Clause()
        self.sentence = Sentence(composition=self.composing and _lists_amounts(tokens))
        self.stack: list[Outer] = []
        self.sentence_start = self.consumed = self.last = start
        self.first_draft = len(self.drafts)
        self.previous = "start"
        self.reason_end: int | None = None
        self.awaited: Range | None = None
        self._outside: tuple[Carried, Sentence, list[Outer]] | None = None

    def take(self) -> tuple[list[Draft], list[ReasonDraft], list[Range]]:
        """What has been read since the last time: figures, reasons, and stretches left out as ambiguous."""
        taken = (self.drafts, self.reasons, self.left_out)
        self.drafts, self.reasons, self.left_out = [], [], []
        return taken

    def read(self, tokens: list[Token], start: int, end: int) -> None:
        """Read one paragraph, ``text[start:end]``, cut into tokens."""
        self._begin(start, end, tokens)
        handlers = self._handlers
        for index, token in enumerate(tokens):
            if self.reason_end is not None and index >= self.reason_end:
                self.leave_reason()
                self.last = max(self.last, token.start)
            if token.start > self.last:
                self._gap(self.last, token.start)
            handler = handlers.get(token.kind)
            if handler is not None:
                handler(self, token, index)
            self.previous = token.kind
            self.last = token.end
        if self.reason_end is not None:
            self.leave_reason()
        if self.last < end:
            self._gap(self.last, end)
        handlers["end"](self, Token("end", end, end), len(tokens))

    def enter(self, heading: Ref | None, unfinished: Range | None = None) -> None:
        """Begin a section: its heading is the subject until a sentence names another."""
        self.carried = Carried(subject=heading, money=heading, topic=heading)
        if heading is not None and heading.levels:
            self.carried.path, self.carried.levels = heading.path, heading.levels
        self.unfinished, self.composing = unfinished, False

    def _gap(self, start: int, end: int) -> None:
        """Words that are no token: part of a noun phrase, unless they only join (为, 的, 共)."""
        start = max(start, self.consumed)
        if start < end and self.subjects.noun(self.words((start, end))):
            self.extend(start, end)
            self.previous = "gap"

    def extend(self, start: int, end: int) -> None:
        """Add a stretch of text to the phrase in front of the verb, or to the one behind it."""
        if self.clause.kept:
            self.clause = Clause()
        clause = self.clause
        if clause.verb:
            clause.after = (clause.after[0] if clause.after else start, end)
        else:
            clause.before = (clause.before[0] if clause.before else start, end)

    def next_clause(self) -> None:
        """Forget the words of the clause, but not what holds for all of a list."""
        shared = self.sentence.shared
        self.clause = replace(shared) if shared else Clause()
        self.sentence.earlier, self.sentence.earlier_said = None, False

    def close_sentence(self, end: int) -> None:
        """Give the figures of the sentence its range."""
        for draft in self.drafts[self.first_draft :]:
            draft.sentence = (self.sentence_start, end)
        self.first_draft = len(self.drafts)
        self.sentence_start = end

    def open_bracket(self) -> None:
        """Read on inside a bracket; what is carried comes back when it closes."""
        clause = self.clause
        host = None if self.previous == "number" else clause.before or clause.after
        if len(self.stack) < DEEPEST:
            self.stack.append(Outer(clause, replace(self.carried), self.sentence.prior))
        self.clause = Clause(host=host)
        if clause.comparing:
            self.clause.comparing, self.clause.based, self.clause.basis = True, clause.based, clause.basis

    def close_bracket(self) -> None:
        """Go on as before the bracket."""
        if self.stack:
            self.clause, self.carried, self.sentence.prior = self.stack.pop()

    def enter_reason(self, end: int) -> None:
        """Read up to the token ``end`` as a world of its own: figures in a reason change nothing outside."""
        self._outside = (replace(self.carried), replace(self.sentence), list(self.stack))
        self.reason_end = end
        self.clause = Clause()

    def leave_reason(self) -> None:
        """Go on as before the reason."""
        if self._outside is not None:
            self.carried, self.sentence, self.stack = self._outside
        self.clause = Clause()
        self.reason_end = None

    def words(self, phrase: Range) -> str:
        """The text of a phrase, or its end if it is longer than any name."""
        return self.text[self.begin(phrase) : phrase[1]]

    def begin(self, phrase: Range) -> int:
        """Where the words of a phrase begin that are looked at."""
        return max(phrase[0], phrase[1] - LONGEST_LIST)

    def ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        """The subject a phrase names, None if there is none or it is generic."""
        return self.subjects.ref(self.words(phrase), code, offset=self.begin(phrase)) if phrase else None

    def speak_of(self, phrase: Range | None) -> None:
        """Make the subject of a phrase the topic, if it names one."""
        ref = self.ref(phrase, self.clause.code)
        if ref is not None:
            self.carried.speak_of(ref)

    def compare(self, basis: Basis) -> None:
        """Note what the clause compares with."""
        self.clause.based = True
        self.clause.basis = self.sentence.base = basis
        if self.clause.change == "excess" and basis.startswith("prior"):
            self.happened(Event("change", direction=self.clause.direction, worded=True))

    def happened(self, event: Event) -> None:
        """Remember what was stated, for the reason that may follow."""
        self.clause.eventful = True
        if event.worded:
            event.phrase = self.clause.before
        self.carried.event = event
        if not self.sentence.composition and not self.stack:
            self.carried.top_event = event

    def number_follows(self, index: int) -> bool:
        """Whether a number with a unit stands right behind a token, only joining words between them."""
        tokens = self.tokens
        number = tokens[index + 1].number if index + 1 < len(tokens) else None
        if number is None or number.kind is None:
            return False
        return not self.subjects.noun(self.words((tokens[index].end, tokens[index + 1].start)))

    def is_prior(self) -> bool:
        """Whether the clause speaks of an earlier year."""
        return self.sentence.prior or self.clause.prior

    @property
    def in_reason(self) -> bool:
        """Whether the tokens at hand are part of a reason."""
        return self.reason_end is not None
