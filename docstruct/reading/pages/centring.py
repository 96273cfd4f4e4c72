"""Which lines of a page are centred.

A centred line leaves the same room on its left and on its right, and on both sides more than the indentation of a
paragraph. The room is measured to the edges of the text, and those are not one for a document: a page of notes may be
narrower than a page of tables, and against the edges of the widest table every full line of the notes seems to stand in
the middle. So the lines that are *flush* with one another are found first: a full line and the one it goes on with
begin at one edge, or the first two ems further in, and do not share a middle. They are no centred lines, and where they
stand is the column of their page. A page without such lines (a cover, a title above a table) has the edges that the
text of all pages of its width has.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from docstruct.reading.pages.layout import PageLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docstruct.reading.pages.tables import PageLayout

FURTHER_IN = 2.5
"""Ems of the usual type that a centred line leaves on both sides; paragraphs begin two ems in. On scans the left edges of lines
that begin at one edge were seen to differ by 0.3 ems, with the sign they begin with."""
OFF_CENTRE = 0.75
"""Ems by which the middle of a centred line may miss the middle."""
WIDEST_MARGIN = 0.15
"""Share of a page's width up to which its margin is believed, where only short lines stand on it."""
SAME_EDGE = 0.5
"""Ems by which the left edges of lines that begin at one edge may differ."""
INDENTED = 2.5
"""Ems up to which the first line of a paragraph begins further in: two, and the play of ``SAME_EDGE``."""
NEAR = 1.5
"""Ems between two lines up to which the second may go on with the first: lines of official type are 1.8 apart."""
SAME_SIZE = 1.5
"""Points by which the type of two lines of one paragraph may differ."""


class _Column(NamedTuple):
    left: float
    right: float

    def holds(self, line: PageLine) -> bool:
        return self.left <= line.box[0] and line.box[2] <= self.right


def mark_centered(pages: Iterable[PageLayout]) -> None:
    """Mark the lines that stand centred on their page, in its column or in the text of all pages of its width.

    Of a title that is too long for its line only the last line shows that it is centred; the full ones above follow it.
    """
    by_width: dict[int, list[list[PageLine]]] = {}
    for page in pages:
        body = [
            block
            for block in page.blocks
            if isinstance(block, PageLine) and block.role == "body" and block.column is None
        ]
        # By width, since pages of a sheet turned on its side have edges of their own.
        by_width.setdefault(round(page.text_width), []).append(body)
    for width, bodies in by_width.items():
        lines = [line for body in bodies for line in body]
        if lines:
            left = min(min(line.box[0] for line in lines), width * WIDEST_MARGIN)
            right = max(max(line.box[2] for line in lines), width * (1 - WIDEST_MARGIN))
            usual = _usual_size(lines)
            for body in bodies:
                _mark_page(body, width, _Column(left, right), usual)


def _usual_size(lines: Sequence[PageLine]) -> float:
    sizes = Counter(line.size for line in lines)
    return max(sizes, key=lambda size: (sizes[size], size or 0.0)) or 1.0


def _mark_page(body: Sequence[PageLine], width: float, widest: _Column, usual: float) -> None:
    flush = _flush_lines(body)
    own = _Column(min(line.box[0] for line in flush), max(line.box[2] for line in flush)) if flush else widest
    known = {id(line) for line in flush}
    for line in body:
        if id(line) not in known:
            # What reaches out of the column (a title over a wide table) is not set in it.
            column = own if own.holds(line) else widest
            line.centered = _is_centered(line, column, (width, sum(widest), sum(own)), usual)
    _mark_wrapped_titles(body, widest)


def _flush_lines(body: Sequence[PageLine]) -> list[PageLine]:
    """The lines that begin at one edge with the line above or below that they belong to."""
    found: dict[int, PageLine] = {}
    for above, below in pairwise(body):
        if _are_flush(above, below):
            found[id(above)] = above
            found[id(below)] = below
    return list(found.values())


def _are_flush(above: PageLine, below: PageLine) -> bool:
    """Whether a line and the next are a full line and what it goes on with, set from the left.

    Two lines about one middle may be a centred title, and what begins further in than the line above begins anew.
    """
    size = above.size or 1.0
    if abs((below.size or 1.0) - size) > SAME_SIZE or not -size < below.box[1] - above.box[3] <= NEAR * size:
        return False
    further_in = (above.box[0] - below.box[0]) / size
    longer = (above.box[2] - below.box[2]) / size
    return (
        -SAME_EDGE <= further_in <= INDENTED
        and longer >= -SAME_EDGE
        # Half of the sum is how far apart the middles of the two lines are.
        and abs(further_in + longer) / 2 > OFF_CENTRE
    )


def _is_centered(line: PageLine, column: _Column, around: tuple[float, ...], usual: float) -> bool:
    """Whether a line has room on both sides of its column and is in the middle; ``around`` are middles, doubled."""
    left, _, right, _ = line.box
    if min(left - column.left, column.right - right) <= FURTHER_IN * usual:
        return False
    miss = min(abs(left + right - middle) for middle in around) / 2
    return miss <= OFF_CENTRE * (line.size or usual)


def _mark_wrapped_titles(body: Sequence[PageLine], column: _Column) -> None:
    """Mark a full line that begins a block of its own and goes on with a centred line of its size."""
    for above, line, below in zip([None, *body], body, body[1:], strict=False):
        if below.centered and below.size == line.size:
            size = line.size or 0.0
            gap = below.box[1] - line.box[3]
            full = line.box[0] - column.left < size and column.right - line.box[2] < 2 * size
            begins = above is None or above.size != line.size or line.box[1] - above.box[3] > 1.1 * gap
            if full and gap < NEAR * size and begins:
                line.centered = True
