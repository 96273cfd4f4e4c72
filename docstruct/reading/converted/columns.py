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
from collections import Counter
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
"""Rows of figures that show the columns by themselves; where there are fewer, the titles must show them too."""
FEWEST_LINES = 2
MIXED = 0.1
"""Share of a column's cells that may be names among amounts, or amounts among names."""
FORM_ROWS = 12
"""Cells in a column of a form, which holds both, at most."""
ONE_LONG = 6
"""Rows of which one may run over the edge of a column, whatever the share: 人员经费合计 stands where the codes do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its range in the text, the marks between its cells, each standing for tabs, and the columns of its table."""

    start: int
    end: int
    marks: tuple[Markup, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Token:
    """A run without blanks: its range in the text, and the places it takes up in its line."""

    start: int
    end: int
    left: int
    right: int
    is_figure: bool
    is_money: bool


def rebuilt_rows(text: str, lines: Sequence[tuple[int, int]]) -> list[Row] | None:
    """The rows of a table that has one a line; None if its columns cannot be told."""
    if sum(len(text[start:end].split()) > 1 for start, end in lines) < FEWEST_LINES:
        return None
    best: list[list[list[Token]]] | None = None
    # One place a Chinese character, then two: the count that shows more columns is the converter's.
    for wide in (1, 2):
        laid = _laid([_tokens(text, start, end, wide) for start, end in lines])
        if laid and (best is None or len(laid[0]) > len(best[0])):
            best = laid
    if not best:
        return None
    rows = [row_of(start, cells) for (start, _), cells in zip(lines, best, strict=True) if any(cells)]
    return (
        None
        if any(len(mark.stands_for) > mark.end - mark.start for row in rows for mark in row.marks)
        else rows
    )


def _tokens(text: str, start: int, end: int, wide: int) -> list[Token]:
    tokens: list[Token] = []
    place, at = 0, start
    for match in _TOKEN.finditer(text, start, end):
        left = place + _places(text[at : match.start()], wide)
        place = left + _places(match[0], wide)
        at = match.end()
        money = _MONEY.fullmatch(match[0]) is not None
        figure = money or _CELL_OF_FIGURES.fullmatch(match[0]) is not None
        tokens.append(Token(match.start(), match.end(), left, place, figure, money))
    return tokens


def places_of(piece: str, wide: int) -> int:
    """The places a text takes on a screen; signs of no certain width (“) take ``wide`` of them."""
    if piece.isascii():
        return len(piece)
    widths = {"W": 2, "F": 2, "A": wide}
    return sum(widths.get(unicodedata.east_asian_width(char), 1) for char in piece)


def _places(piece: str, wide: int) -> int:
    if wide == 1 or piece.isascii():
        return len(piece)
    return sum(wide if unicodedata.east_asian_width(char) in "WF" else 1 for char in piece)


def _laid(rows: Sequence[list[Token]]) -> list[list[list[Token]]] | None:
    """The tokens of every row in the columns they stand in; None if there are no columns or two figures in one."""
    edges = _column_edges(rows)
    if not edges:
        return None
    lefts = _lefts(rows, edges)
    laid = [_in_columns(row, edges, lefts) for row in rows]
    if not _is_sound(laid):
        return None
    return laid if sum(map(_is_full, rows)) >= FEWEST_ROWS or _is_titled(laid) else None


def _column_edges(rows: Sequence[list[Token]]) -> list[float]:
    """The places where the columns of a table part, in its rows of figures; none where figures stand alone in their lines."""
    full = [row for row in rows if _is_full(row)]
    alone = sum(len(row) == 1 and row[0].is_figure for row in rows)
    if not full or alone > len(full):
        return []
    edges = _edges(full)
    for titles in rows[: rows.index(full[0])]:
        # Titles that begin or end where the figures below them do not make their columns wider, but join none.
        widened = _edges([*full, titles]) if len(titles) > 1 else []
        if widened and len(widened) == len(edges):
            full, edges = [*full, titles], widened
    return edges


def _is_full(row: Sequence[Token]) -> bool:
    """Whether a row shows columns: it ends with a figure, or with a remark behind several amounts."""
    return len(row) > 1 and (row[-1].is_figure or sum(token.is_money for token in row) > 1)


def _lefts(rows: Sequence[list[Token]], edges: Sequence[float]) -> list[int | None]:
    """Where the words of each column begin; None where no two begin at one place."""
    begins: list[Counter[int]] = [Counter() for _ in range(len(edges) + 1)]
    for row in rows:
        for token in row:
            begins[bisect_right(edges, token.left)][token.left] += not token.is_figure
    common = [next(iter(begin.most_common(1)), (0, 0)) for begin in begins]
    return [place if times > 1 else None for place, times in common]


def _is_titled(laid: Sequence[list[list[Token]]]) -> bool:
    """Whether the titles show the columns too, where hardly a row does: one stands above every figure, and none elsewhere."""
    body = next(
        (at for at, row in enumerate(laid) if any(token.is_money for cell in row for token in cell)), 0
    )
    for column in range(len(laid[0])):
        figures = [token for row in laid[body:] for token in row[column]]
        titles = [token for row in laid[:body] for token in row[column]]
        over = [
            title.left < figure.right and figure.left < title.right for title in titles for figure in figures
        ]
        if figures and not (over and all(over)):
            return False
    return True


def _is_sound(laid: Sequence[list[list[Token]]]) -> bool:
    """Whether no two cells came into one, no names among the amounts, and no name was broken over rows.

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
    if any(_is_mixed([row[at] for row in laid[body:] if row[at]]) for at in range(len(laid[0]))):
        return False
    filled = [[cell for cell in row if cell] for row in laid[body:] if any(row)]
    coded = sum(row[0][0].is_figure for row in filled)
    broken = sum(len(row) == 1 and not row[0][0].is_figure for row in filled[:-1])
    return not (broken and coded * 2 > len(filled))


def _is_mixed(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether a column holds names and amounts, more of either than the titles of a next page would be."""
    amounts = sum(cell[0].is_money for cell in cells)
    names = sum(not cell[0].is_figure for cell in cells)
    return amounts + names >= FORM_ROWS and min(amounts, names) > MIXED * (amounts + names)


def _holds_figures(row: Sequence[Sequence[Token]]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and filled[-1][-1].is_figure


def _is_of_figures(cells: Sequence[Sequence[Token]]) -> bool:
    return sum(cell[0].is_figure for cell in cells) * 2 > len(cells)


def _edges(rows: Sequence[list[Token]]) -> list[float]:
    """The places where columns part: the middles of the gaps that nearly all rows have."""
    width = max(row[-1].right for row in rows)
    taken = [0] * (width + 1)
    for row in rows:
        for token in row:
            for place in range(token.left, token.right):
                taken[place] += 1
    allowed = max(int(len(rows) * OVERRUN), len(rows) >= ONE_LONG)
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


def _parts_figures(rows: Sequence[list[Token]], low: int, high: int) -> bool:
    """Whether a gap of one blank stands between cells of figures and others, and not between the words of a name."""
    beside = [token for row in rows for token in row if token.right == low or token.left == high]
    return sum(token.is_figure for token in beside) * 2 > len(beside)


def _in_columns(
    row: Sequence[Token], edges: Sequence[float], lefts: Sequence[int | None]
) -> list[list[Token]]:
    """The tokens of a row in the columns of their middles; a word that runs over an edge stands where its column's begin."""
    cells: list[list[Token]] = [[] for _ in range(len(edges) + 1)]
    for token in row:
        first = bisect_right(edges, token.left)
        begins = not token.is_figure and token.left == lefts[first]
        cells[first if begins else bisect_right(edges, (token.left + token.right) / 2)].append(token)
    return cells


def row_of(start: int, cells: Sequence[Sequence[Token]]) -> Row:
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
    return Row(start, end, tuple(marks), len(cells))
