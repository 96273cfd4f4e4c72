"""Markers that lost their closing sign: 一 部门职责, 2 部门决算情况说明.

A numeral in front of words is no marker (一般公共预算, 三公经费). A list makes it one: its numbers run on, beside each
other or beside markers that kept their sign, and the titles are those of a known kind or end as titles do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.lexicon.numerals import ORDINAL
from docstruct.outlining.forms import STOP, sounds_like_title
from docstruct.outlining.markers import Marker
from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon.outline import MarkerGrammar, MarkerKind, OutlineWords
    from docstruct.outlining.kinds import KindMatcher
    from docstruct.outlining.lines import Line

NUMERALS = {
    "chinese": re.compile(ORDINAL),
    "arabic": re.compile("[1-9][0-9]?(?![0-9])"),
}
"""The kinds of markers that may lose their sign, and what is left of them."""
LONGEST_TITLE = 40


def close_markers(
    lines: list[Line], grammar: MarkerGrammar, words: OutlineWords, kinds: KindMatcher
) -> list[Line]:
    """The lines, those with a marker that a list makes certain given it."""
    closed = list(lines)
    for kind in {kind.id: kind for kind in grammar.groups.values() if kind.id in NUMERALS}.values():
        for line in _certain(list(_sequence(lines, kind, words, kinds))):
            closed[line.index] = line
    return closed


def _sequence(
    lines: list[Line], kind: MarkerKind, words: OutlineWords, kinds: KindMatcher
) -> Iterator[tuple[Line, int, bool]]:
    """The lines of one kind of marker in order, each with its number and whether the marker lost its sign."""
    last = 0
    for line in lines:
        if line.marker is not None:
            if line.marker.kind.id == kind.id and line.marker.number is not None:
                last = line.marker.number
                yield line, last, False
            continue
        for marker in _readings(line, kind):
            if marker.number not in (1, last + 1):
                continue
            title = line.head[marker.end - line.start :]
            # 一般公共预算收入情况 ends as titles do and begins with 一: a first number needs a title that
            # is known.
            ends_as_title = marker.number != 1 and title.endswith(words.titles.tails)
            if sounds_like_title(title, words) and (ends_as_title or kinds.kind(title) is not None):
                last = marker.number
                yield replace(line, marker=marker), last, True
                break


def _readings(line: Line, kind: MarkerKind) -> Iterator[Marker]:
    """The numerals a short line without stops may begin with, the longest first: 十一般性支出 is 十一 or 十."""
    if line.tabular or not line.whole or len(line.head) > LONGEST_TITLE or STOP.search(line.head):
        return
    match = NUMERALS[kind.id].match(line.head)
    # 12 is not 1 and 2, so that Arabic figures have one reading; 十一 may be 十 and 一般….
    for length in range(match.end() if match else 0, 0, -1):
        number = value(line.head[:length])
        if number is None:
            continue
        end = length + len(line.head[length:]) - len(line.head[length:].lstrip())
        yield Marker(kind, line.head[:length], number, line.start, line.start + end)
        if kind.id == "arabic":
            return


def _certain(sequence: list[tuple[Line, int, bool]]) -> Iterator[Line]:
    """The lines with a neighbour in the sequence whose number is one less or, right below, one more."""
    for at, (line, number, lost) in enumerate(sequence):
        before = sequence[at - 1][1] if at else 0
        after = sequence[at + 1][1] if at + 1 < len(sequence) else 0
        if lost and (after == number + 1 or before == number - 1 > 0):
            yield line
