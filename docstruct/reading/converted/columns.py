"""Rows put back together whose columns are still to be seen.

A row a line, the cells parted by blanks: where the same place is blank in every row of figures, a column ends. Places
are counted twice, since converters disagree: a Chinese character takes one place (pdftotext) or two (a terminal, most
others). The count that shows more columns is the right one. A long name that runs over the edge of its column in a
few rows hides nothing: a place is blank if it is so in nearly all rows.

    201      一般公共服务支出     264.87     62.63
    2013901  行政运行            51.32
             ↑                  ↑          ↑          blank in every row to the left of these
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.converted.stretches import CODE, MONEY
from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[^ \u3000\xa0]+")
_CELL_OF_FIGURES = re.compile(rf"{MONEY}|{CODE}|\d{{1,3}}|[-—－/]{{1,3}}|0")
_MONEY = re.compile(MONEY)

OVERRUN = 0.05
"""Share of the rows that may have something in a place that parts two columns."""
FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its range in the text, and the marks between its cells, each standing for tabs."""

    start: int
    end: int
    marks: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A run without blanks: its range in the text, and the places it takes up in its line."""

    start: int
    end: int
    left: int
    right: int
    is_figure: bool
    is_money: bool


def rebuilt_rows(text: str, lines: Sequence[tuple[int, int]]) -> list[Row] | None:
    """The rows of a table that has one a line; None if its columns cannot be told."""
    if sum(len(text[start:end].split()) > 1 for start, end in lines) < FEWEST_ROWS:
        return None
    best: list[list[list[_Token]]] | None = None
    # One place a Chinese character, then two: the count that shows more columns is the converter's.
    for wide in (1, 2):
        laid = _laid([_tokens(text, start, end, wide) for start, end in lines])
        if laid and (best is None or len(laid[0]) > len(best[0])):
            best = laid
    if not best:
        return None
    rows = [_row(start, cells) for (start, _), cells in zip(lines, best, strict=True) if any(cells)]
    return (
        None
        if any(len(mark.stands_for) > mark.end - mark.start for row in rows for mark in row.marks)
        else rows
    )


def _tokens(text: str, start: int, end: int, wide: int) -> list[_Token]:
    tokens: list[_Token] = []
    place, at = 0, start
    for match in _TOKEN.finditer(text, start, end):
        left = place + _places(text[at : match.start()], wide)
        place = left + _places(match[0], wide)
        at = match.end()
        money = _MONEY.fullmatch(match[0]) is not None
        figure = money or _CELL_OF_FIGURES.fullmatch(match[0]) is not None
        tokens.append(_Token(match.start(), match.end(), left, place, figure, money))
    return tokens


def _places(piece: str, wide: int) -> int:
    if wide == 1 or piece.isascii():
        return len(piece)
    return sum(wide if unicodedata.east_asian_width(char) in "WF" else 1 for char in piece)


def _laid(rows: Sequence[list[_Token]]) -> list[list[list[_Token]]] | None:
    """The tokens of every row in the columns they stand in; None if there are no columns or two figures in one."""
    full = [row for row in rows if len(row) > 1 and row[-1].is_figure]
    alone = sum(len(row) == 1 and row[0].is_figure for row in rows)
    if len(full) < FEWEST_ROWS or alone > len(full):
        return None
    edges = _edges(full)
    if not edges:
        return None
    laid = [_in_columns(row, edges) for row in rows]
    return laid if _is_sound(laid) else None


def _is_sound(laid: Sequence[list[list[_Token]]]) -> bool:
    """Whether no two cells came into one, and no name was broken over rows.

    In a table of codes a row without a code or a figure is a part of a name, above or below the row of its code.
    """
    if any(len(cell) > 1 and any(token.is_money for token in cell) for row in laid for cell in row):
        return False
    if any(sum(token.is_figure for token in cell) > 1 for row in laid for cell in row):
        return False
    body = next((at for at, row in enumerate(laid) if _holds_figures(row)), len(laid))
    figures = [_is_of_figures([row[at] for row in laid[body:] if row[at]]) for at in range(len(laid[0]))]
    titles = (cell for row in laid[:body] for cell, figure in zip(row, figures, strict=True) if figure)
    if any(sum(token.end - token.start > 1 for token in cell) > 1 for cell in titles):
        return False
    filled = [[cell for cell in row if cell] for row in laid[body:] if any(row)]
    coded = sum(row[0][0].is_figure for row in filled)
    broken = sum(len(row) == 1 and not row[0][0].is_figure for row in filled[:-1])
    return not (broken and coded * 2 > len(filled))


def _holds_figures(row: Sequence[Sequence[_Token]]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and filled[-1][-1].is_figure


def _is_of_figures(cells: Sequence[Sequence[_Token]]) -> bool:
    return sum(cell[0].is_figure for cell in cells) * 2 > len(cells)


def _edges(rows: Sequence[list[_Token]]) -> list[float]:
    """The places where columns part: the middles of the gaps that nearly all rows have."""
    width = max(row[-1].right for row in rows)
    taken = [0] * (width + 1)
    for row in rows:
        for token in row:
            for place in range(token.left, token.right):
                taken[place] += 1
    allowed = int(len(rows) * OVERRUN)
    return [
        (low + high) / 2
        for low, high in _gaps(taken, allowed)
        # A single blank parts words of a name too, so that there must be figures beside it.
        if high - low > 1 or _parts_figures(rows, low, high)
    ]


def _gaps(taken: Sequence[int], allowed: int) -> Iterator[tuple[int, int]]:
    """The runs of places between the first and the last taken that few rows take."""
    filled = [place for place, count in enumerate(taken) if count > allowed]
    for before, after in pairwise(filled):
        if after - before > 1:
            yield before + 1, after


def _parts_figures(rows: Sequence[list[_Token]], low: int, high: int) -> bool:
    """Whether a gap of one blank stands between cells of figures and others, and not between the words of a name."""
    beside = [token for row in rows for token in row if token.right == low or token.left == high]
    return sum(token.is_figure for token in beside) * 2 > len(beside)


def _in_columns(row: Sequence[_Token], edges: Sequence[float]) -> list[list[_Token]]:
    cells: list[list[_Token]] = [[] for _ in range(len(edges) + 1)]
    for token in row:
        cells[bisect_right(edges, (token.left + token.right) / 2)].append(token)
    return cells


def _row(start: int, cells: Sequence[Sequence[_Token]]) -> Row:
    """The row with its marks: the blanks before a cell stand for as many tabs as there are columns to cross."""
    marks: list[Markup] = []
    end, before = start, 0
    for column, cell in enumerate(cells):
        if cell:
            if column > before:
                marks.append(Markup(end, cell[0].start, "\t" * (column - before)))
            elif not marks and end == start:
                start = cell[0].start
            end, before = cell[-1].end, column
    return Row(start, end, tuple(marks))
