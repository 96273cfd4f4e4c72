"""Where the heading of a table without rules begins: below its title, its unit, and whatever stands above."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.aligned.blocks import Row
    from docstruct.reading.pages.aligned.gutters import Band
    from docstruct.reading.pages.aligned.words import Word
    from docstruct.reading.pages.ruled import Segment

COLONS = ("：", ":")
LEADING = 1.7
"""Ems from line to line of one cell at most."""
OFF_CENTRE = 1.5
"""Ems by which the middle of a title may miss that of its table."""
APART = 1.3
"""Distances of rows between a title and its table at least."""
ABOVE = 1.5
"""Ems between the rule at the top of a table and its heading at most."""


class Scale(NamedTuple):
    """Points of the type of a table, from row to row of its figures, and where the first of these is."""

    em: float
    pitch: float
    first: float


def heading_rows(
    above: Sequence[Row], columns: Sequence[Band], across: Sequence[Segment], scale: Scale
) -> list[Row]:
    """The lines above the first row that are the heading: those below the first rule or, without rules, below the captions."""
    em = scale.em
    left, right = columns[0].left, columns[-1].right
    drawn = [y for y, start, end in across if start <= left + em and right - em <= end]
    if above:
        inside = [y for y in drawn if above[0].top - ABOVE * em <= y <= above[-1].top]
        over = [row for row in above if inside and row.top < min(inside) - 0.3 * em]
        # A rule may as well stand below every row of the heading.
        if inside and all(len(_cells(row)) == 1 or _is_caption(row) for row in over):
            return list(above[len(over) :])
    captions = [i for i, row in enumerate(above) if _is_caption(row)]
    rows = list(above[captions[-1] + 1 :]) if captions else list(above)
    while rows and _is_title(rows, columns, scale):
        rows.pop(0)
    return rows


def _cells(row: Row) -> list[list[Word]]:
    cells = [[row.words[0]]]
    for before, after in pairwise(row.words):
        if after.left - before.right > before.size:
            cells.append([])
        cells[-1].append(after)
    return cells


def _is_caption(row: Row) -> bool:
    """Whether most cells of a row are a label with what it says: 单位：万元."""
    cells = ["".join(word.text for word in cell) for cell in _cells(row)]
    labelled = sum(any(colon in cell[:-1] for colon in COLONS) for cell in cells)
    return labelled * 2 >= len(cells)


def _is_title(rows: Sequence[Row], columns: Sequence[Band], scale: Scale) -> bool:
    """Whether the first of some lines is one cell that stands over the table, and over no group of its columns."""
    cells = _cells(rows[0])
    if len(cells) > 1:
        return False
    em = scale.em
    left, right = cells[0][0].left, cells[0][-1].right
    if any(_goes_on(above, word, em) for above in rows[0].words for row in rows[1:3] for word in row.words):
        return False
    below = rows[1].words[0].middle if len(rows) > 1 else scale.first
    if below - rows[0].words[0].middle > APART * scale.pitch:
        return True
    middle = (columns[0].left + columns[-1].right) / 2
    over = sum(band.left < right and left < band.right for band in columns)
    centred = abs((left + right) / 2 - middle) <= OFF_CENTRE * em
    at_edge = right >= columns[-1].right - 0.5 * em or left <= columns[0].left + 0.5 * em
    return centred or at_edge or over in (0, len(columns))


def _goes_on(above: Word, below: Word, em: float) -> bool:
    """Whether a word is the next line of another's cell."""
    return 0 < below.middle - above.middle <= LEADING * em and abs(below.centre - above.centre) <= 0.75 * em
