"""From the rows of a block to a table: its columns, then its rows, then its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from docstruct.lexicon.numerals import ORDINALS
from docstruct.reading.pages.aligned.captions import Scale, heading_rows
from docstruct.reading.pages.aligned.gutters import bands
from docstruct.reading.pages.aligned.heads import Heading
from docstruct.reading.pages.aligned.words import pieces
from docstruct.reading.pages.aligned.wrapping import (
    FULL,
    LEADING,
    OFF,
    PITCH,
    column_lines,
    is_one_cell,
    share,
)
from docstruct.reading.pages.tables import PageTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.aligned.blocks import Block, Row
    from docstruct.reading.pages.aligned.gutters import Band
    from docstruct.reading.pages.aligned.words import Word
    from docstruct.reading.pages.aligned.wrapping import Line, Shared
    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.ruled import Segment

FEWEST = 3
"""Rows of a table without a heading; with one over every column, a row of figures is enough."""

_MARKED = re.compile(rf"[（(]?[0-9{ORDINALS}]{{1,3}}[)）、.．]|[^：:]{{1,8}}[：:]")
"""How a line begins that is not the rest of one: with a marker, or with a label."""

Cells: TypeAlias = "dict[int, list[Word]]"
"""The words of a row by their column."""


@dataclass(slots=True)
class Laid:
    """A table, and whether it is certain which row and column everything in it belongs to."""

    table: PageTable
    fragments: list[Fragment]
    sure: bool


@dataclass(slots=True)
class _Body:
    """The rows of a table below its heading, each with the height it stands at."""

    rows: list[tuple[float, Cells]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    sure: bool = True


def lay(block: Block, across: Sequence[Segment]) -> Laid | None:
    """The table that a block is, None if it is none."""
    figures = [row for row in block.rows if row.figures]
    em = median(row.size for row in figures)
    between = [*(row.words for row in block.rows if not row.figures), *_around(block, em)]
    columns = bands([row.words for row in figures], [row.words for row in block.above], between)
    if not _is_numeric(columns):
        return None
    above = heading_rows(block.above, columns, across, _scale(figures, em))
    body = _body(block, above, columns, em)
    heads = [left for row in above if (left := [word for word in row.words if id(word) not in body.taken])]
    heading = Heading(heads, columns, em)
    if not _is_table(figures, heading):
        return None
    return _laid(block, body, heading, em)


def _around(block: Block, em: float) -> Iterator[list[Word]]:
    """The words of the lines above and below the first figures that are one cell around them, and no heading."""
    first, *others = block.rows
    following = [*others, *block.below][:1]
    if block.above and following and not following[0].figures:
        height = _height(first.figures)
        for word in block.above[-1].words:
            for below in following[0].words:
                middle = (word.middle + below.middle) / 2
                if abs(middle - height) < OFF * em and word.left < below.right and below.left < word.right:
                    yield [word, below]


def _scale(figures: Sequence[Row], em: float) -> Scale:
    heights = [_height(row.figures) for row in figures]
    steps = [below - above for above, below in pairwise(heights)]
    return Scale(em, median(steps) if steps else 2 * em, heights[0])


def _is_numeric(columns: Sequence[Band]) -> bool:
    """Whether one of several columns holds numbers that are not the page numbers of a table of contents."""
    numeric = [band for band in columns if band.numeric and any(word.is_number for _, word in band.words)]
    # Two columns only: names and years stand in wider tables, where numbers may well ascend.
    return len(columns) > 1 and bool(numeric) and not (len(columns) == 2 and _is_ascending(numeric[-1]))


def _is_ascending(band: Band) -> bool:
    """Whether the numbers of a column are whole, small, and never fall."""
    numbers = [word.text for _, word in sorted(band.words, key=lambda pair: pair[0]) if word.is_number]
    if not all(text.isdecimal() and len(text) <= 4 for text in numbers):
        return False
    return all(int(low) <= int(high) for low, high in pairwise(numbers))


def _is_table(figures: Sequence[Row], heading: Heading) -> bool:
    """Whether there are rows enough, or a heading that says what few rows are."""
    if len(figures) >= FEWEST:
        return True
    headed = {column for head in heading.heads for column in range(*head.span)}
    amounts = sum(word.is_amount for row in figures for word in row.words)
    return len(heading.bands) >= FEWEST and len(headed) == len(heading.bands) and amounts >= 2


def _body(block: Block, above: Sequence[Row], columns: Sequence[Band], em: float) -> _Body:
    """The rows below the heading, names of several lines put together."""
    body = _Body()
    anchored: list[tuple[float, Cells]] = []
    pool: dict[int, list[Word]] = {}
    loose: list[tuple[float, int, Word]] = []
    for row in block.rows:
        numbers = [word for word in row.words if columns[_column(columns, word)].numeric]
        anchor = _height(row.figures) if row.figures else 0.0
        if row.figures:
            anchored.append((anchor, {}))
        for word in row.words:
            column = _column(columns, word)
            if row.figures and (word in numbers or _crosses(columns, word)):
                anchored[-1][1].setdefault(column, []).append(word)
            elif columns[column].numeric:
                loose.append((word.middle, column, word))
            else:
                pool.setdefault(column, []).append(word)
    below = [row for row in block.below if len({_column(columns, word) for word in row.words}) == 1]
    for row in (*above, *below):
        for word in row.words:
            column = _column(columns, word)
            if (
                columns[column].overlap(word) > 0
                and not columns[column].numeric
                and not _crosses(columns, word)
            ):
                pool.setdefault(column, []).append(word)
    _share(body, anchored, pool, em)
    for height, column, word in loose:
        _add(body.rows, height, column, [word], em)
    body.rows.sort(key=lambda row: row[0])
    body.taken |= {id(word) for _, cells in body.rows for cell in cells.values() for word in cell}
    return body


def _share(body: _Body, anchored: list[tuple[float, Cells]], pool: dict[int, list[Word]], em: float) -> None:
    """Give the lines of names to the rows they belong to; others between the rows are rows of their own."""
    body.rows = anchored
    heights = [height for height, _ in anchored]
    columns = {column: column_lines(words, em) for column, words in pool.items()}
    shared = share(list(columns.values()), heights, em)
    free: list[tuple[float, int, list[Word]]] = []
    for column, part in zip(columns, shared, strict=True):
        for row, taken in part.taken.items():
            body.sure &= is_one_cell(taken, columns[column])
            cell = anchored[row][1].setdefault(column, [])
            cell += [word for line in taken for word in line.words]
            cell.sort(key=lambda word: (round(word.middle / (OFF * em)), word.left))
        inside = [line for line in part.free if heights[0] < line.middle < heights[-1]]
        free += [(line.middle, column, line.words) for line in inside]
        body.sure &= _are_rows(inside, columns[column], part) and not _may_go_on(
            columns[column], part, heights[0], em
        )
    for height, column, words in free:
        _add(body.rows, height, column, words, em)


def _may_go_on(lines: Sequence[Line], part: Shared, first: float, em: float) -> bool:
    """Whether a line without figures may as well be the rest of the full line above it: rows are no further apart."""
    right = max(line.right for line in lines)
    free = {id(line) for line in part.free if line.middle > first}
    return any(
        id(below) in free
        and right - above.right <= FULL * em
        and below.middle - above.middle <= LEADING * em
        and not _MARKED.match("".join(word.text for word in below.words))
        for above, below in pairwise(lines)
    )


def _are_rows(inside: Sequence[Line], lines: Sequence[Line], part: Shared) -> bool:
    """Whether lines that no row takes are as far from their neighbours as rows are from one another."""
    if not inside:
        return True
    taker = {id(line): row for row, taken in part.taken.items() for line in taken}
    pairs = [(above, below, below.middle - above.middle) for above, below in pairwise(lines)]
    between = [
        apart
        for above, below, apart in pairs
        if taker.get(id(above), -1) != taker.get(id(below), -1) and id(above) in taker and id(below) in taker
    ]
    pitch = min(between, default=0.0)
    free = {id(line) for line in inside}
    return all(
        apart >= PITCH * pitch for above, below, apart in pairs if id(above) in free or id(below) in free
    )


def _add(rows: list[tuple[float, Cells]], height: float, column: int, words: list[Word], em: float) -> None:
    """Add words to the row at their height, which may be a new one."""
    for at, cells in rows:
        if abs(at - height) <= OFF * em and column not in cells:
            cells[column] = words
            return
    rows.append((height, {column: words}))


def _height(figures: Sequence[Word]) -> float:
    return sum(word.middle for word in figures) / len(figures)


def _column(columns: Sequence[Band], word: Word) -> int:
    """The column of a word: the first that it stands in, or the nearest."""
    over = [i for i, band in enumerate(columns) if band.overlap(word) > 0]
    return over[0] if over else max(range(len(columns)), key=lambda i: columns[i].overlap(word))


def _crosses(columns: Sequence[Band], word: Word) -> bool:
    return sum(band.overlap(word) > 0 for band in columns) > 1


def _laid(block: Block, body: _Body, heading: Heading, em: float) -> Laid:
    """The heading and the rows as a table; the heading may have columns that no row has."""
    count = len(heading.bands)
    rows: list[list[list[Word]]] = [[[] for _ in range(count)] for _ in range(heading.depth)]
    for head in heading.heads:
        rows[head.depth][head.span[0]] += head.words
    for _, cells in body.rows:
        row: list[list[Word]] = [[] for _ in range(count)]
        for words in cells.values():
            row[_column(heading.bands, words[0])] += words
        rows.append(row)
    used = {id(word.fragment): word.fragment for row in rows for cell in row for word in cell}
    laid = [[pieces(cell) for cell in row] for row in rows]
    table = PageTable(_xs(heading.bands), _ys(rows), laid, drawn=False, headed=bool(heading.heads))
    return Laid(table, list(used.values()), body.sure and heading.sure)


def _xs(columns: Sequence[Band]) -> list[float]:
    inner = [(low.right + high.left) / 2 for low, high in pairwise(columns)]
    return [columns[0].left, *inner, columns[-1].right]


def _ys(rows: Sequence[Sequence[Sequence[Word]]]) -> list[float]:
    """Where the rows begin, each below the one before, and where the last ends."""
    ys: list[float] = []
    for row in rows:
        top = min(word.fragment.top for cell in row for word in cell)
        ys.append(max(top, ys[-1]) if ys else top)
    return [*ys, max(word.fragment.bottom for cell in rows[-1] for word in cell)]
