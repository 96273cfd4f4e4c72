"""Reasons and purposes: where they end, and what they explain.

A reason begins behind its cue (主要原因是…) or stands between two (系…所致, 受…影响); :func:`find_end` says where it
stops. It runs to the end of its sentence, and further while an enumeration (一是…；二是…) or a connective (同时) goes
on; it stops earlier where a clause makes a new statement: its own reason cue, a comparison or a share with a number
right behind it, the subject named again. A cause inside a cause (主要由于) stays part of the one reason.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Relation
    from docstruct.extracting.frames import Event, Range
    from docstruct.extracting.tokens import Token

_CLAUSE_ENDS = frozenset({"comma", "semicolon", "stop"})
_STATEMENTS = frozenset({"absent", "blank", "composition", "flat", "number", "purpose", "reason"})
_EMPTY = re.compile(r"[\s….。，,；;、：:XxＸ×*_]*")
_RECENT = 40
"""Tokens back to which a count inside a reason is remembered."""
_TRIM = " \t。，,；;、：:"
_REPEATED = 4
"""Characters of the subject that stand near the beginning of a clause that is about it again."""


def relation_of(event: Event | None) -> Relation:
    """What a reason explains, from the latest event before its cue."""
    if event is None:
        return "other"
    if event.kind == "change":
        return event.direction or "other"
    if event.kind in ("excess", "equal"):
        return event.relation or "other"
    if event.kind == "completion":
        return _completed(event)
    if event.kind == "difference":
        return _compared(event.actual, event.budget)
    return "other"


def _completed(event: Event) -> Relation:
    if _is_zero(event.budget) and _is_zero(event.actual):
        return "other"
    return _compared(event.rate, "100")


def _compared(actual: str | None, budget: str | None) -> Relation:
    if actual is None or budget is None:
        return "other"
    difference = Decimal(actual) - Decimal(budget)
    if not difference:
        return "actual_eq_budget"
    return "actual_gt_budget" if difference > 0 else "actual_lt_budget"


def _is_zero(amount: str | None) -> bool:
    return amount is not None and not amount.strip("0.-")


def find_end(text: str, tokens: list[Token], first: int, subject: str, noun: Callable[[str], str]) -> int:
    """The index of the token at which a reason ends that begins with the token ``first``."""
    enumerated = first < len(tokens) and tokens[first].kind == "enumerator"
    depth = 0
    index = first
    while index < len(tokens):
        token = tokens[index]
        kind = token.kind
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
            if depth < 0:
                return index
        elif kind == "enumerator":
            enumerated = True
        elif kind == "name" and _is_quoted_item(text, tokens, index, first):
            return index
        elif kind == "asof" and index > first:
            return _clause_start(tokens, index, first)
        elif kind in _CLAUSE_ENDS and depth <= 0:
            depth = 0
            following = _goes_on(text, tokens, index, first, enumerated=enumerated)
            if (
                following == index + 1
                and kind == "comma"
                and _is_about(text, tokens, following, subject, noun)
            ):
                return index
            if following is None:
                return index
            index = following
            continue
        index += 1
    return index


def _is_quoted_item(text: str, tokens: list[Token], index: int, first: int) -> bool:
    """A quoted name with an amount right behind it is the next item, its comma lost (…设备维保“其他支出”0万元)."""
    if index <= first or index + 1 >= len(tokens) or text[tokens[index].start] not in '“"':
        return False
    number = tokens[index + 1].number
    return number is not None and number.kind == "money" and _touches(text, tokens, index + 1)


def _goes_on(text: str, tokens: list[Token], index: int, first: int, *, enumerated: bool) -> int | None:
    """Where to read on behind a punctuation mark; None if the reason ends there."""
    kind = tokens[index].kind
    following = index + 1
    if following >= len(tokens):
        return following if kind == "comma" else None
    if tokens[following].kind == "enumerator" and _touches(text, tokens, following):
        return following
    if kind != "comma" and enumerated and (item := _next_item(tokens, following)) is not None:
        return item
    if kind == "stop":
        goes_on = tokens[following].kind == "continuation" and _touches(text, tokens, following)
        return following + 1 if goes_on and not _states(tokens, following + 1) else None
    if kind == "semicolon":
        return None if _states(tokens, following) else following
    return None if _is_statement(text, tokens, following, first) else following


def _touches(text: str, tokens: list[Token], index: int) -> bool:
    return not text[tokens[index - 1].end : tokens[index].start].strip()


def _next_item(tokens: list[Token], index: int) -> int | None:
    """The next item of the enumeration, before any other cue of a reason."""
    for position in range(index, min(index + 60, len(tokens))):
        kind = tokens[position].kind
        if kind == "enumerator":
            cue = tokens[position].cue
            return position if cue is not None and cue.value != "first" else None
        if kind in ("purpose", "reason", "marker"):
            return None
    return None


def _states(tokens: list[Token], index: int) -> bool:
    """Whether the words up to the next semicolon or full stop make a statement of their own."""
    while index < len(tokens) and tokens[index].kind not in ("semicolon", "stop"):
        token = tokens[index]
        if token.kind in _STATEMENTS and (token.kind != "blank" or token.text):
            return True
        index += 1
    return False


def _is_statement(text: str, tokens: list[Token], index: int, first: int) -> bool:
    """Whether the clause that begins at a token is no longer part of the reason."""
    clause = _clause(tokens, index)
    if not clause:
        return False
    kinds = [token.kind for token in clause]
    opens = _touches(text, tokens, index)
    if "purpose" in kinds or (opens and kinds[0] in ("asof", "composition")):
        return True
    if "reason" in kinds:
        cue = kinds.index("reason")
        return any(kind in ("change", "excess", "flat") for kind in kinds[:cue])
    if "number" not in kinds:
        return opens and kinds[0] in ("opener", "excess") and ("flat" in kinds or "blank" in kinds)
    if _measured(kinds) or (opens and kinds[0] in ("completion", "share")):
        return True
    if opens and kinds[0] in ("opener", "same_period", "excess", "change", "either"):
        return not _same_unit_inside(tokens, first, index, clause) and (
            kinds[0] != "change" or (clause[1].kind == "number" and clause[1].start - clause[0].end < 2)
        )
    return False


def _is_about(text: str, tokens: list[Token], index: int, subject: str, noun: Callable[[str], str]) -> bool:
    """Whether a clause with a figure begins with the subject of the reason: it goes on about that, not about the cause."""
    clause = _clause(tokens, index)
    if len(subject) < _REPEATED or all(token.kind != "number" for token in clause):
        return False
    begin = tokens[index - 1].end
    return noun(text[begin : begin + 20]).startswith(subject[:_REPEATED])


def _measured(kinds: list[str]) -> bool:
    return any(
        kind in ("actual", "budget") and position + 1 < len(kinds) and kinds[position + 1] == "number"
        for position, kind in enumerate(kinds)
    )


def _same_unit_inside(tokens: list[Token], first: int, index: int, clause: list[Token]) -> bool:
    """Whether the reason has counted already what the clause counts (立案67件，比上年多29件)."""
    units = {
        token.number.unit for token in tokens[first:index] if token.number and token.number.kind == "count"
    }
    return any(token.number is not None and token.number.unit in units for token in clause)


def _clause(tokens: list[Token], index: int) -> list[Token]:
    end = index
    while end < len(tokens) and tokens[end].kind not in _CLAUSE_ENDS:
        end += 1
    return tokens[index:end]


def _clause_start(tokens: list[Token], index: int, first: int) -> int:
    while index > first and tokens[index].kind not in _CLAUSE_ENDS:
        index -= 1
    return index


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without punctuation around it; None if it holds no words (blank, ……, XX)."""
    if _EMPTY.fullmatch(text, start, end):
        return None
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return (start, end) if end - start > 1 else None


def parts_of(tokens: list[Token], first: int, end: int, reason: Range) -> tuple[Range, ...]:
    """The parts of an enumerated reason (一是…；二是…), each from its first word; empty if it is not enumerated."""
    items = [token for token in tokens[first:end] if token.kind == "enumerator"]
    ends = [*(item.start for item in items[1:]), reason[1]]
    return tuple((item.end, stop) for item, stop in zip(items, ends, strict=False) if item.end < stop)
