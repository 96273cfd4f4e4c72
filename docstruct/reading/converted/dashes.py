"""Tables whose columns are underlined: pandoc's plain text and Markdown, the simple tables of reStructuredText.

      科目编码   科目名称   本年支出合计            -------- ---------- --------------
      ---------- ---------- --------------         201      教育支出   1,264.87
      201        教育支出   1,264.87               20508    进修       1,264.87
                                                   -------- ---------- --------------

The underlines say where the columns are, whatever is blank. Above the first one stand the titles, below it the rows, up to
another underline, to one line over all columns, or to a blank line. Where blank lines part the rows, a row that takes
several lines was wrapped: then the cells are not told, as where one crosses into the next column.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.converted.columns import Row, Token, places_of, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Span = tuple[int, int]

_UNDERLINES = re.compile(r" *(?:-{2,}(?: +-{2,})+|={2,}(?: +={2,})+) *")
_LINE = re.compile(r" *-{10,} *")
_GROUP = re.compile(r"-+|=+")
_WORDS = re.compile(r"[^ \u3000\xa0]+(?: [^ \u3000\xa0]+)*")
"""What stands in one cell: words with single blanks between them."""
MOST_TITLES = 8
"""Lines above the underlines that may be titles."""
FEWEST_ROWS = 2


def dashed_tables(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, int, list[Row] | None]]:
    """The tables with underlined columns: first line, line behind the last, and rows, None if they are lost."""
    if "--" not in text and "==" not in text:
        return
    free = at = 0
    while at < len(lines):
        if _UNDERLINES.fullmatch(text, *lines[at]):
            first, last = _first(text, lines, at, free), _last(text, lines, at)
            own = [number for number in range(first, last) if not _is_rule(text, lines[number])]
            filled = [number for number in own if not _is_blank(text, lines[number])]
            columns = _columns(text, lines[at])
            if sum(_shows(text, lines[number], columns) for number in filled) >= FEWEST_ROWS:
                wrapped = _is_wrapped(own, filled)
                yield first, last, None if wrapped else _rows(text, [lines[row] for row in filled], columns)
                free = at = last
                continue
        at += 1


def _is_rule(text: str, line: Span) -> bool:
    return (_UNDERLINES.fullmatch(text, *line) or _LINE.fullmatch(text, *line)) is not None


def _is_blank(text: str, line: Span) -> bool:
    return not text[slice(*line)].strip()


def _first(text: str, lines: Sequence[Span], at: int, free: int) -> int:
    """The first line of the titles above the underlines, or the line over them."""
    first = at
    while first > max(free, at - MOST_TITLES) and not _is_blank(text, lines[first - 1]):
        first -= 1
        if _is_rule(text, lines[first]):
            break
    return first


def _last(text: str, lines: Sequence[Span], at: int) -> int:
    """Behind the line that closes the table: underlines, or a line over all columns; else behind the last filled line.

    Text that does not stand in the columns cannot be between the underlines and what closes them.
    """
    columns = _columns(text, lines[at])
    end = at + 1
    while end < len(lines) and not _is_blank(text, lines[end]) and not _is_rule(text, lines[end]):
        end += 1
    for closing in range(at + 1, len(lines)):
        if _is_rule(text, lines[closing]):
            inside = range(at + 1, closing)
            if inside and any(
                all(_laid(text, lines[number], columns, wide) is not None for number in inside)
                for wide in (1, 2)
            ):
                return _behind(text, lines, closing, columns)
            break
    return end


def _behind(text: str, lines: Sequence[Span], closing: int, columns: Sequence[Span]) -> int:
    """Behind a closing line; titles may stand between two underlines, as in reStructuredText."""
    if _UNDERLINES.fullmatch(text, *lines[closing]) is None:
        return closing + 1
    for later in range(closing + 1, len(lines)):
        if _is_rule(text, lines[later]):
            same = _columns(text, lines[later]) == list(columns)
            return later + 1 if same and later > closing + 1 else closing + 1
        if _is_blank(text, lines[later]):
            break
    return closing + 1


def _columns(text: str, line: Span) -> list[Span]:
    return [(match.start() - line[0], match.end() - line[0]) for match in _GROUP.finditer(text, *line)]


def _shows(text: str, line: Span, columns: Sequence[Span]) -> bool:
    """Whether a line has cells in several of the columns: prose between two lines of dashes has none."""
    laid = _laid(text, line, columns, 1) or _laid(text, line, columns, 2) or ()
    return sum(map(bool, laid)) > 1


def _rows(text: str, lines: Sequence[Span], columns: Sequence[Span]) -> list[Row] | None:
    for wide in (1, 2):
        laid = [_laid(text, line, columns, wide) for line in lines]
        if all(cells is not None for cells in laid):
            return [row_of(start, cells or []) for (start, _), cells in zip(lines, laid, strict=True)]
    return None


def _is_wrapped(own: Sequence[int], filled: Sequence[int]) -> bool:
    """Whether rows that blank lines part have several lines, some of them."""
    blank = len(own) > len(filled)
    return blank and any(after - before == 1 for before, after in pairwise(filled))


def _laid(text: str, line: Span, columns: Sequence[Span], wide: int) -> list[list[Token]] | None:
    """The words of a line in the columns they stand in; None if some stand in none, or in two.

    Signs of no certain width (“) take ``wide`` places. The last cell may be longer than its column.
    """
    cells: list[list[Token]] = [[] for _ in columns]
    place, at = 0, line[0]
    for match in _WORDS.finditer(text, *line):
        left = place + places_of(text[at : match.start()], wide)
        place = left + places_of(match[0], wide)
        at = match.end()
        over = [number for number, (low, high) in enumerate(columns) if left < high and low < place]
        last = over == [len(columns) - 1]
        if len(over) != 1 or left < columns[over[0]][0] or (place > columns[over[0]][1] and not last):
            return None
        cells[over[0]].append(Token(match.start(), match.end(), left, place, is_figure=False, is_money=False))
    return cells
