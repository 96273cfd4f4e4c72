"""The phrases of a clause: which stands in front of the verb, which behind it, and what they name.

A :class:`Paragraph` is the tokens they are told between, with the words in front of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.extracting.clauses.items import CLAUSE_ENDS, TURNS, VERBS, YEARS, segment
from docstruct.extracting.clauses.subjects import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.subjects import Noun, Range, Ref, Subjects
    from docstruct.extracting.scanning.tokens import NumberKind, Token

LONGEST_LIST = 400
"""Characters of a phrase, or a list of names, that are looked at: time stays linear on text without punctuation."""


class Frame(Struct, frozen=True, gc=False):
    """The phrases of a clause by their place, as a figure behind its items sees them.

    ``before`` is the phrase in front of the first verb (the subject), ``after`` the one behind the last (what is
    increased, what is compared with), ``held`` one that a year cut off; ``measured`` is where the word for the
    measure stands, ``verb`` whether there is one, and ``code`` a code in front of the name.
    """

    before: Range | None = None
    held: Range | None = None
    after: Range | None = None
    measured: Range = (0, 0)
    verb: bool = False
    code: str | None = None


class Phrases:
    """The phrases of one document, whose fiscal year is ``year``."""

    def __init__(self, text: str, subjects: Subjects, year: int | None) -> None:
        self.text = text
        self.subjects = subjects
        self.year = year

    def frame(self, items: Sequence[Item]) -> Frame:
        """The phrases among the items since the latest figure (:func:`~docstruct.extracting.clauses.items.segment`)."""
        return self.framed(segment(items))

    def framed(self, items: Sequence[Item]) -> Frame:
        """The phrases among items, figures between them or not."""
        before = held = after = None
        measured, verb, code, latest, turn = (0, 0), False, None, "", ""
        for item in items:
            kind = item.kind
            if kind == "phrase":
                if latest == "flat":
                    # 与上年持平共计安排团组2个: a new statement that lost its comma
                    before = held = after = None
                    verb = False
                if verb:
                    after = _hull(after, item)
                else:
                    before = _hull(before, item)
            elif kind in YEARS:
                if not verb:
                    before, held = None, before or held
            elif kind == "compared":
                # 与上年相比支出增加: what stands behind the comparison may be the subject still
                verb, after = before is not None, None
            elif kind in VERBS:
                # 会议费减少而培训费（比上年）增加5万元: what turns first is told without its size
                if (
                    (kind in TURNS or turn == "change")
                    and after
                    and self.subjects.is_named(self.words(after))
                ):
                    before = after
                verb, after, turn = True, None, kind
            elif kind in ("budget", "actual") and not verb:
                measured = (item.start, item.end)
            elif kind == "digits":
                code = item.text
            latest = kind
        return Frame(before, held, after, measured, verb, code)

    def words(self, phrase: Range) -> str:
        """The text of a phrase, or its end if it is longer than any name."""
        return self.text[self.begin(phrase) : phrase[1]]

    def begin(self, phrase: Range) -> int:
        """Where the words of a phrase begin that are looked at."""
        return max(phrase[0], phrase[1] - LONGEST_LIST)

    def ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        """The subject a phrase names, None if there is none or it is generic."""
        if phrase is None:
            return None
        start, end = self.begin(phrase), phrase[1]
        return self.subjects.ref(self.text[start:end], code, offset=start)

    def noun(self, phrase: Range | None) -> Noun:
        """The name in a phrase, generic or not; its place is counted from where its words begin."""
        return self.subjects.cut(self.words(phrase)) if phrase else NAMELESS

    def is_money(self, phrase: Range | None) -> bool:
        """Whether a phrase names an amount by its last word."""
        return phrase is not None and self.subjects.is_money(self.words(phrase))

    def names(self, start: int, end: int) -> bool:
        """Whether words name something, and do not only join (为, 的, 共)."""
        return self.subjects.cut(self.text[max(start, end - LONGEST_LIST) : end]).text != ""


class Paragraph(Struct, frozen=True, gc=False):
    """The tokens of ``text[start:end]``, and the words between them."""

    phrases: Phrases
    tokens: Sequence[Token]
    start: int
    end: int

    def begin(self, index: int) -> int:
        """Where the words in front of a token begin; the end of the paragraph behind the last."""
        if index > len(self.tokens):
            return self.end
        return self.tokens[index - 1].end if index else self.start

    def stop(self, index: int) -> int:
        """Where a token begins; the end of the paragraph behind the last."""
        return self.tokens[index].start if index < len(self.tokens) else self.end

    def words(self, index: int) -> str:
        """The words in front of a token."""
        return self.phrases.text[self.begin(index) : self.stop(index)]

    def kind(self, index: int) -> str:
        """The class of a token; in front of the first and behind the last a sentence has ended (``stop``)."""
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else "stop"

    def measures(self, index: int) -> NumberKind | None:
        """What the number at a token measures; None where there is none, or no unit."""
        return self.tokens[index].measures if index < len(self.tokens) else None

    def names(self, index: int) -> bool:
        """Whether the words in front of a token name something."""
        return self.phrases.names(self.begin(index), self.stop(index))

    def touches(self, index: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return not self.words(index).strip()

    def number_follows(self, index: int) -> bool:
        """Whether a number with a unit stands right behind a token, only joining words between them."""
        return self.measures(index + 1) is not None and not self.names(index + 1)

    def find(self, index: int, kinds: Container[str], stop: int) -> int:
        """The first token of one of some classes from ``index`` on; ``stop`` where there is none before that."""
        stop = min(stop, len(self.tokens))
        return next((at for at in range(index, stop) if self.tokens[at].kind in kinds), stop)

    def clause(self, index: int) -> Sequence[Token]:
        """The tokens up to the next comma, semicolon or full stop."""
        return self.tokens[index : self.find(index, CLAUSE_ENDS, len(self.tokens))]


def _hull(phrase: Range | None, item: Item) -> Range:
    return (phrase[0] if phrase else item.start, item.end)
