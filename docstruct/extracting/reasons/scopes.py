"""Where a reason ends.

A reason begins behind its cue (主要原因是…) or stands between two (系…所致, 受…影响); :class:`Scope` says where it
stops. It runs to the end of its sentence, and further while an enumeration (一是…；二是…) or a connective (同时) goes
on; it stops earlier where a clause is no cause (:mod:`docstruct.extracting.reasons.behind`). A cause inside a cause
(主要由于) stays part of the one reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.extracting.clauses.items import CLAUSE_ENDS
from docstruct.extracting.reasons.behind import Begun, Behind, weighs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.clauses.phrases import Paragraph
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.scanning.tokens import Token

_STATEMENTS = frozenset({"absent", "blank", "composition", "flat", "number", "purpose", "reason"})
_EMPTY = re.compile(r"[\s….。，,；;、：:XxＸ×*_]*")
_NEXT_ITEM = 60
"""Tokens within which an enumeration goes on: 一是… may run over several sentences before 二是."""
_TRIM = " \t。，,；;、：:"
_NAMING = frozenset({"colon", "name", "year", "budget", "actual"})
"""What may stand between a marker and the amount of its item."""


class Scope(Begun, frozen=True, gc=False):
    """The words a reason may take."""

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the paragraph."""
        return self.paragraph.tokens

    def end(self) -> int:
        """The index of the token at which the reason ends."""
        tokens, index, depth = self.tokens, self.first, 0
        while index < len(tokens):
            kind = tokens[index].kind
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= 1
            if depth < 0 or self._breaks_in(index):
                return index
            following: int | None = index + 1
            if kind in CLAUSE_ENDS and depth <= 0:
                depth, following = 0, self._goes_on(index)
            if following is None:
                return index
            index = following
        return index

    def _numbered(self) -> bool:
        """Whether the items of the reason are numbered (1.人员增加；2.项目增加)."""
        return self.paragraph.kind(self.first) == "marker"

    def _breaks_in(self, index: int) -> bool:
        """Whether a new statement begins without a mark before it, lost in the text.

        其中 with a figure does, the next item of a list with one (…会议少2.培训费增加1万元), and a quoted name with an amount
        right behind it (…设备维保“其他支出”0万元).
        """
        tokens, kind = self.tokens, self.tokens[index].kind
        if kind == "marker" and not self._numbered():
            return any(weighs(token) for token in self.paragraph.clause(index + 1)[:2])
        if kind == "composition":
            return any(token.kind == "number" for token in self.paragraph.clause(index))
        quoted = kind == "name" and self.phrases.text[tokens[index].start] in '“"'
        amount = self.paragraph.measures(index + 1) == "money"
        return quoted and amount and self.paragraph.touches(index + 1)

    def _goes_on(self, index: int) -> int | None:
        """Where to read on behind a punctuation mark; None if the reason ends there."""
        tokens, following = self.tokens, index + 1
        kind = tokens[index].kind
        if following >= len(tokens):
            return following if kind == "comma" else None
        item = tokens[following].kind == "enumerator" or (
            tokens[following].kind == "marker"
            and self._numbered()
            and not itemizes(self.paragraph, following)
        )
        if item:
            return following
        if kind != "comma" and (later := self._next_item(following)) is not None:
            return later
        if kind == "stop":
            goes_on = tokens[following].kind == "continuation" and not self._states(following + 1)
            return following + 1 if goes_on else None
        if kind == "semicolon":
            return None if self._states(following) else following
        behind = Behind(self, following, self.paragraph.clause(following))
        return following if behind.is_cause() else None

    def _next_item(self, index: int) -> int | None:
        """The next item of the enumeration, before any other cue of a reason."""
        for position in range(index, min(index + _NEXT_ITEM, len(self.tokens))):
            token = self.tokens[position]
            if token.kind == "enumerator":
                return position if token.value != "first" else None
            if token.kind in ("purpose", "reason", "marker"):
                return None
        return None

    def _states(self, index: int) -> bool:
        """Whether the words up to the next semicolon or full stop make a statement of their own."""
        depth = 0
        while (kind := self.paragraph.kind(index)) not in ("semicolon", "stop"):
            depth += (kind == "open") - (kind == "close")
            if depth < 0:
                return False
            if kind in _STATEMENTS:
                return True
            index += 1
        return False


def itemizes(paragraph: Paragraph, index: int) -> bool:
    """Whether a marker opens an item that is an amount of its own ((1)会议费5万元, 2.培训费2万元) rather than a cause."""
    following = index + 1
    while paragraph.kind(following) in _NAMING:
        following += 1
    return paragraph.measures(following) == "money"


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without punctuation around it; None if it holds no words (blank, ……, XX)."""
    if _EMPTY.fullmatch(text, start, end):
        return None
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return (start, end) if end - start > 1 else None


def parts_of(tokens: Sequence[Token], first: int, end: int, reason: Range) -> tuple[Range, ...]:
    """The parts of an enumerated reason (一是…；二是…), each from its first word; empty if it is not enumerated."""
    kind = "marker" if tokens[first : first + 1] and tokens[first].kind == "marker" else "enumerator"
    items = [token for token in tokens[first:end] if token.kind == kind]
    ends = [*(item.start for item in items[1:]), reason[1]]
    return tuple((item.end, stop) for item, stop in zip(items, ends, strict=False) if item.end < stop)
