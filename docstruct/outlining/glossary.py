"""The glossary (名词解释) as terms and explanations.

An entry is a line with a term in front of a separator or an opening word: 一、财政拨款收入：指…, 2. 其他收入是指…,
（三）行政运行——反映…. A term may stand alone with its explanation below it; lines without a term continue the entry
before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.document import Definition
from docstruct.outlining.folding import compact

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.lines import Line
    from docstruct.outlining.sections import Placed

LONGEST_TERM = 60
NO_TERM = re.compile(r"[。；;，,]")


def find_definitions(
    lines: list[Line], body: list[int], sections: list[Placed], text: str, words: OutlineWords
) -> tuple[Definition, ...]:
    """The entries of every glossary, in order."""
    separator = _separator(words.glossary.separators, words.glossary.openings)
    by_line = {placed.first: placed for placed in sections}
    drafts: list[_Draft] = []
    inside = False
    term: Line | None = None
    for index in body:
        line, placed = lines[index], by_line.get(index)
        if placed is not None:
            inside = placed.glossary
        if not inside or line.tabular or (placed is not None and placed.section.type == "heading"):
            continue
        draft = _entry(line, term, separator)
        term = None
        if draft is not None:
            drafts.append(draft)
        elif line.marker is not None:
            term = line if line.whole and not NO_TERM.search(line.rest) else None
        # Right below only: what follows a table or the heading of another list is no part of the
        # explanation.
        elif drafts and drafts[-1].last == index - 1:
            drafts[-1].end, drafts[-1].last = line.end, index
    return tuple(
        Definition(
            start=draft.start, end=draft.end, term=draft.term, text=text[draft.explanation : draft.end]
        )
        for draft in drafts
    )


@dataclass(slots=True)
class _Draft:
    """An entry in the making: its term, range, where the explanation begins, and its last line."""

    term: str
    start: int
    explanation: int
    end: int
    last: int


@lru_cache(maxsize=8)
def _separator(separators: tuple[str, ...], openings: tuple[str, ...]) -> re.Pattern[str]:
    """What ends a term: a separator (and an opening word after it), or an opening word by itself."""
    signs = "|".join(re.escape(sign) for sign in sorted(separators, key=len, reverse=True))
    opening = "|".join(re.escape(word) for word in sorted(openings, key=len, reverse=True))
    return re.compile(rf"[ ，,]?(?:(?P<sign>{signs})|(?=(?:{opening})))")


def _entry(line: Line, term: Line | None, separator: re.Pattern[str]) -> _Draft | None:
    """The line as an entry; ``term`` is a line right above it that holds nothing but a term."""
    match = separator.search(line.rest)
    if match is None:
        return None
    if match.start() == 0 and term is not None:
        return _Draft(compact(term.rest), term.start, line.rest_start, line.end, line.index)
    name = line.rest[: match.start()]
    if not 0 < len(name) <= LONGEST_TERM or NO_TERM.search(name):
        return None
    return _Draft(compact(name), line.start, line.rest_start + match.end(), line.end, line.index)
