"""Punctuation: where clauses, sentences and brackets begin and end, and what each forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.extracting.explaining import settle
from docstruct.extracting.frames import Clause, Sentence

if TYPE_CHECKING:
    from docstruct.extracting.reader import ClauseReader, Handler
    from docstruct.extracting.tokens import Token

_GOES_ON = frozenset({"composition", "colon", "comma", "semicolon", "pause"})
_TITLE_OFFSET = 8
"""Characters of a marker or code that may stand in front of a title."""


def _comma(reader: ClauseReader, token: Token, index: int) -> None:
    """What a clause leaves: an earlier year holds on only if it dated a figure or stood alone (根据2021年规定，… does not)."""
    clause, sentence = reader.clause, reader.sentence
    number_before = reader.previous == "number" and reader.text[token.start - 1].isdigit()
    if (number_before or (clause.before and not clause.verb)) and reader.number_follows(index):
        return
    said = clause.eventful and clause.before is not None
    figures = len(reader.drafts) - max(sentence.clause_draft, reader.first_draft)
    if not figures and (clause.before is not None or clause.held is not None):
        sentence.prior = False
    reader.next_clause()
    reader.sentence.clause_draft = len(reader.drafts)
    reader.sentence.earlier, reader.sentence.earlier_said = clause.before, said


def _semicolon(reader: ClauseReader, token: Token, index: int) -> None:
    reader.sentence.shared = reader.sentence.holder = None
    reader.sentence.first_part = len(reader.drafts)
    reader.next_clause()
    reader.sentence.names = ()
    if not reader.sentence.standing:
        reader.sentence.base = None


def _stop(reader: ClauseReader, token: Token, index: int) -> None:
    _title(reader, closed=True)
    settle(reader)
    reader.clause = Clause()
    reader.sentence = Sentence()
    reader.stack = []
    reader.close_sentence(token.end)
    carried = reader.carried
    if carried.topic is not None:
        carried.subject = carried.money = carried.topic
    carried.event = carried.top_event


def _end(reader: ClauseReader, token: Token, index: int) -> None:
    """The end of a paragraph; one that broke off without a full stop leaves its subjects to the next.

    So does one that breaks off in the name of a level (…（款）事业单位 | 医疗（项）), and a composition goes on in it
    (其中： | 基本支出5万元，项目支出6万元).
    """
    _title(reader, closed=False)
    settle(reader)
    broken = reader.tokens and reader.tokens[-1].kind == "level"
    reader.unfinished = reader.clause.before if broken else None
    reader.composing = reader.sentence.composition and reader.previous in _GOES_ON
    reader.close_sentence(token.end)


def _title(reader: ClauseReader, *, closed: bool) -> None:
    """A sentence that is a phrase and no more titles what follows it (公务接待费。支出1.46万元).

    So does a line without a full stop, if it names an amount; others may be anything.
    """
    before = reader.clause.before
    if before is None or len(reader.drafts) > reader.first_draft:
        return
    lead, words = reader.clause.held or before, reader.words(before)
    if lead[0] - reader.sentence_start <= _TITLE_OFFSET and (closed or reader.subjects.is_money(words)):
        ref = reader.subjects.titled(words, offset=reader.begin(before))
        if ref is not None:
            reader.carried.speak_of(ref)


def _pause(reader: ClauseReader, token: Token, index: int) -> None:
    """A pause behind a figure parts statements; inside a phrase it joins names (收、支总计)."""
    if reader.previous in ("number", "close", "blank"):
        if not reader.number_follows(index):
            reader.next_clause()
    elif reader.clause.before or reader.clause.after:
        reader.extend(token.start, token.end)


def _colon(reader: ClauseReader, token: Token, index: int) -> None:
    """What stands in front of a colon is the subject behind it, until a list of its attributes or of others ends."""
    clause, sentence = reader.clause, reader.sentence
    if reader.subjects.vocabulary.attribute.match(reader.text, token.end):
        behind = (clause.turned[0], clause.after[1]) if clause.after and clause.change else None
        sentence.holder, sentence.prior = clause.before or behind, False
    reader.next_clause()
    reader.clause.held, reader.clause.code = clause.before or clause.held, clause.code


def _marker(reader: ClauseReader, token: Token, index: int) -> None:
    reader.next_clause()


def _open(reader: ClauseReader, token: Token, index: int) -> None:
    reader.open_bracket()


def _close(reader: ClauseReader, token: Token, index: int) -> None:
    reader.close_bracket()


HANDLERS: dict[str, Handler] = {
    "close": _close,
    "colon": _colon,
    "comma": _comma,
    "end": _end,
    "marker": _marker,
    "open": _open,
    "pause": _pause,
    "semicolon": _semicolon,
    "stop": _stop,
}
