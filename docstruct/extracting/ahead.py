"""What stands behind a number, as the forms may ask for it: the classes of the next few tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.extracting.items import NUMBERS, TURNS, Item, class_of

if TYPE_CHECKING:
    from docstruct.extracting.items import Paragraph
    from docstruct.extracting.phrases import Phrases

_FARTHEST = 4
"""Tokens behind a number that a form may look at, phrases between them counted."""
_SEEN_AS = {
    "period": "past",
    "year": "date",
    "semicolon": "stop",
    "marker": "stop",
    "close": "stop",
    "name": "phrase",
}
_KNOWN = (
    TURNS
    | NUMBERS
    | frozenset(["phrase", "past", "date", "compared", "flat", "completion", "share", "budget", "actual"])
)
_KNOWN |= frozenset(["comma", "stop", "open", "pause"])


def ahead(phrases: Phrases, paragraph: Paragraph, number: Item) -> list[Item]:
    """The items behind a number, words that name something between them; others are passed over."""
    found: list[Item] = []
    index, last, seen = number.at + 1, number.end, 0
    while seen < _FARTHEST:
        begin, seen = paragraph.stop(index), seen + 1
        if phrases.names(max(last, paragraph.begin(index)), begin):
            found.append(Item("phrase", last, begin, index))
            seen += 1
        if index >= len(paragraph.tokens):
            found.append(Item("stop", begin, begin, index))
            break
        token = paragraph.tokens[index]
        kind = class_of(token.number) if token.number else _SEEN_AS.get(token.kind, token.kind)
        if kind in _KNOWN:
            found.append(Item(kind, token.start, token.end, index, token.value, number=token.number))
        index, last = index + 1, token.end
    return found
