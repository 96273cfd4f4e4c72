"""Paragraphs that hold several titles, as one line each.

Two forms occur. Run-in titles follow each other in one paragraph: （一）主要职能。…（二）机构设置。…. Or a document was
flattened, so that contents, titles and text stand in a few long lines: …一、主要职能本单位负责…二、机构设置….
Markers stand in the midst of prose too (（一）（二）两类, 一、二级), so that only a title splits a paragraph: in the first form
one that is closed by a full stop and goes on with the numbering, in the second one of a known kind, among several.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.lexicon.numerals import ORDINAL, ORDINALS
from docstruct.outlining.forms import LONGEST_RUN_IN, STOP, opens_with_duty, sounds_like_title
from docstruct.outlining.lines import HEAD
from docstruct.outlining.markers import read_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon.outline import MarkerGrammar, OutlineWords
    from docstruct.outlining.kinds import KindMatcher
    from docstruct.outlining.lines import Line
    from docstruct.outlining.markers import Marker

# In 十一、 the sign before 一、 is a numeral too, and no marker begins between them.
INSIDE = re.compile(f"第[{ORDINALS}]{{1,2}}部分|[（(]{ORDINAL}[)）]|(?<![{ORDINALS}]){ORDINAL}、")
"""The markers of the three upper levels."""
ENDS = re.compile(f"[{ORDINALS}](?:部分|[)）、])")
"""Where each of them ends: found in a third of the time, since its first character is one of a set."""
SHORTEST = 30
FLATTENED, FLATTENED_TITLES = 120, 5
"""A line so long with so many known titles in it is a flattened document."""


def split_lines(
    text: str, lines: list[Line], grammar: MarkerGrammar, words: OutlineWords, kinds: KindMatcher
) -> list[Line]:
    """The lines, those that hold several titles split in front of each, and behind it if its text runs on."""
    found: list[Line] = []
    for line in lines:
        markers = _markers(text, line, grammar)
        if len(markers) < 2:
            # The stages after this one find a line by its index, so that a line behind a split one gets a
            # new one.
            found.append(line if line.index == len(found) else replace(line, index=len(found)))
            continue
        cuts = _flattened(text, line, markers, kinds) or _run_in(text, line, markers, words, kinds)
        for start, end in _between(text, line, cuts):
            first = start == line.start
            found.append(
                replace(
                    line,
                    index=len(found),
                    start=start,
                    end=end,
                    head=line.head if first and end == line.end else text[start : min(end, start + HEAD)],
                    marker=line.marker if first else read_marker(text, start, grammar, end),
                    first_on_page=line.first_on_page and first,
                )
            )
    return found


def _markers(text: str, line: Line, grammar: MarkerGrammar) -> list[Marker]:
    """The markers inside a line that may hold several, that at its beginning included."""
    if line.tabular or line.end - line.start < SHORTEST:
        return []
    if len(ENDS.findall(text, line.start, line.end)) < 2:  # as in most lines: nothing to part
        return []
    hits = list(INSIDE.finditer(text, line.start, line.end))
    if len(hits) < 2:
        return []
    read = (read_marker(text, hit.start(), grammar, line.end) for hit in hits)
    return [marker for marker in read if marker is not None]


def _between(text: str, line: Line, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """The ranges between the cuts, without the spaces around them."""
    bounds = sorted({line.start, *cuts, line.end})
    for start, end in pairwise(bounds):
        part = text[start:end]
        yield start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _run_in(
    text: str, line: Line, markers: list[Marker], words: OutlineWords, kinds: KindMatcher
) -> list[int]:
    """Where run-in titles begin that go on with the numbering the line begins with."""
    if line.marker is None or len(markers) < 2:
        return []
    last = {line.marker.kind.id: line.marker.number or 0}
    cuts: list[int] = []
    for marker in markers[1:]:
        number, kind = marker.number or 0, marker.kind.id
        due = text[marker.start - 1] == "。" and last.get(kind) == number - 1
        if due and _is_title(text, marker, line.end, words, kinds):
            last[kind] = number
            cuts.append(marker.start)
    return cuts


def _is_title(text: str, marker: Marker, end: int, words: OutlineWords, kinds: KindMatcher) -> bool:
    """Whether what stands behind a marker is a title closed by a full stop."""
    stop = STOP.search(text, marker.end, min(end, marker.end + LONGEST_RUN_IN + 1))
    if stop is None or stop.group() != "。":
        return False
    title = text[marker.end : stop.start()]
    if opens_with_duty(title, words) or not sounds_like_title(title, words):
        return False
    return title.endswith(words.titles.tails) or kinds.kind(title) is not None


def _flattened(text: str, line: Line, markers: list[Marker], kinds: KindMatcher) -> list[int]:
    """Where the titles of a flattened document begin and, their text running on, end."""
    if line.end - line.start < FLATTENED or len(markers) < FLATTENED_TITLES:
        return []
    titled = [(marker, end) for marker in markers if (end := kinds.title_end(text, marker.end, line.end))]
    if len(titled) < FLATTENED_TITLES:
        return []
    return [cut for marker, end in titled for cut in (marker.start, end)]
