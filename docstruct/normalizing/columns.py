"""How wide a text was set, measured on the lines that were surely broken.

A line that holds a comma or a full stop, so is prose, and ends in the midst of a sentence had no room for more. Where
such lines end is where the column ends; titles, lines of a cover and entries of a contents list, which end where they
like, say nothing of it. Fewer than :data:`WITNESSES` such lines are no evidence: one may have lost its full stop.

Text without pages has one :func:`wrap_width`, in columns of a fixed-width type; a page has the edges of its column, in
points (:func:`column_edges`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.lexicon.glyphs import LineSigns
    from docstruct.normalizing.lines import Line

WITNESSES = 3
"""Broken lines that must agree before they are believed."""

_CLOSING = "“”‘’\"'）)】〕」』"
# Overlapping by lookahead: in 共5个 the 5 has a gap on either side.
_SCRIPT_CHANGE = re.compile(r"[!-~](?=[^!-~])|[^!-~](?=[!-~])")
_SHORTEST_WRAP = 24
"""Columns; no text is wrapped at less."""
_RAGGED = 4
"""Columns below the width of the text that broken lines may end: what had no room was a character, or a number."""
INDENT = 4
"""Columns the first line of a paragraph is indented by (two characters; GB/T 9704-2012, 7.3.3)."""


class Edges(NamedTuple):
    """The left and right edge of a page's text, in points; ``right`` is None where no line shows it."""

    left: float
    right: float | None


class Broken(NamedTuple):
    """A line that was surely broken; ``begins`` says that its paragraph begins with it."""

    line: Line
    begins: bool


def is_open(text: str, signs: LineSigns) -> bool:
    """Whether a line ends in the midst of a sentence, or without one; a sentence may end within quotes or brackets."""
    end = text[-1]
    if end in _CLOSING:
        end = text.rstrip(_CLOSING)[-1:] or end
    return end not in signs.sentence_ends


def broken_lines(lines: Sequence[Line], signs: LineSigns) -> list[Broken]:
    """The lines that were surely broken: prose that ends in the midst of a sentence."""
    broken: list[Broken] = []
    begins = True
    for line in lines:
        opens = is_open(line.text, signs)
        if opens and not line.row and signs.prose_marks.stand_in(line.text):
            broken.append(Broken(line, begins or signs.paragraph_starts.match(line.text) is not None))
        begins = not opens
    return broken


def wrap_width(lines: Sequence[Line], broken: Sequence[Broken]) -> int | None:
    """The width, in columns, at which the text was wrapped by hand or by a converter; None if it was not.

    Lines broken for want of room mostly end at one width or little below it, and hardly any line is wider; lines that
    are paragraphs are of any width. Where lines of any width are broken, but most are, half of them are as wide as the
    width that is taken. The first line of a paragraph is taken to have been indented; where it was not, it seems wider.
    """
    free = [
        columns
        for line in lines
        if not line.row and line.source.box is None and (columns := line.width) >= _SHORTEST_WRAP
    ]
    ends = Counter(
        round(printed_width(line)) + (INDENT if begins else 0)
        for line, begins in broken
        if line.source.box is None and line.width >= _SHORTEST_WRAP
    )
    total = ends.total()
    if total < WITNESSES:
        return None
    peaks = {width: ends[width - 1] + ends[width] + ends[width + 1] for width in ends}
    width = max(peaks, key=lambda candidate: (peaks[candidate], candidate))
    # Wider by an indentation: the first line of a paragraph that was not indented after all (see above).
    # Below the width by what had no room; above it by an indentation that was not there after all.
    near = sum(ends[width + i] for i in range(-_RAGGED, INDENT + 1))
    wider = sum(columns > width + 2 for columns in free)
    if near >= WITNESSES and near * 2 >= total and wider * 20 <= len(free):
        return width
    return median_low(ends.elements()) if total * 4 >= len(free) * 3 else None


def printed_width(line: Line) -> float:
    """Columns a line took in print, where a quarter of a character parts Chinese from digits and letters."""
    return line.width + len(_SCRIPT_CHANGE.findall(line.text)) / 2


def column_edges(lines: Sequence[Line], broken: Sequence[Broken]) -> dict[int, Edges]:
    """For every page, the edges of its text.

    What follows a broken line stands at the left edge, so a page that holds one shows its own. A page of a few lines
    (a cover, a title above a table) shows no edges; it has those that are usual in the document.
    """
    lefts: dict[int, float] = {}
    for line in lines:
        box, page = line.source.place, line.source.page
        if box is not None and page is not None and not line.row:
            lefts[page] = min(lefts.get(page, box[0]), box[0])
    rights: dict[int, list[float]] = defaultdict(list)
    for line, _ in broken:
        place = line.source.place
        if place is not None and line.source.page is not None:
            rights[line.source.page].append(place[2])
    if sum(map(len, rights.values())) < WITNESSES:
        return {page: Edges(left, None) for page, left in lefts.items()}
    left = median_low([lefts[page] for page in rights])
    right = median_low([max(ends) for ends in rights.values()])
    return {
        page: Edges(
            own if page in rights else left,
            max(rights[page]) if len(rights.get(page, ())) >= WITNESSES else right,
        )
        for page, own in lefts.items()
    }
