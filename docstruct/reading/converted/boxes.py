"""Tables drawn with the signs of boxes: rows between lines of rules, cells between bars.

    ┌────────┬──────┐          +--------+-------+
    │项目    │决算数│          | 项目   | 决算数 |
    ├────────┼──────┤          +========+=======+
    │行政运行│ 51.32│          | 行政运行|  51.32 |
    └────────┴──────┘          +--------+-------+

A cell that is merged over several columns has no bar between them: its row has fewer bars, and each stands where a row
with all of them has one. Places are counted as a screen shows them, where a Chinese character takes two, a bar and a quotation mark one
or two. What is found nowhere is not guessed, and a cell of several lines is none of a row: then the rows are lost.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import TYPE_CHECKING

from docstruct.reading.converted.columns import Row, places_of
from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BAR = re.compile(r"[|｜│┃║]")
_RULE = re.compile(r"[─━═\-=+:|｜│┃║\u250c-\u254b\u2550-\u256c ]{3,}")
_DRAWN = re.compile(r"[─━═┌└├╔╠╚┏┣┗+](?:(?<!\+)|[-=]{2})")
"""What no other text has at the edge of a row (a rule of Markdown has no corners), a + only before a rule."""
FEWEST_ROWS = 2


def boxed_tables(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, list[Row] | None]]:
    """The tables drawn with rules: first line, line behind the last, and rows, None if they are lost."""
    if not _DRAWN.search(text):
        return
    at = 0
    while at < len(lines):
        last, rules = _extent(text, lines, at)
        rows = [number for number in range(at, last) if number not in rules]
        if rules and at in rules and len(rows) >= FEWEST_ROWS:
            grid = any("=" in text[slice(*lines[number])] for number in rules)
            wrapped = _wrapped(rows, rules, grid=grid)
            yield at, last, None if wrapped else _rows(text, [lines[number] for number in rows])
        at = max(last, at + 1)


def _extent(text: str, lines: Sequence[tuple[int, int]], first: int) -> tuple[int, set[int]]:
    """Where the run of rules and framed lines ends that begins with a line, and which of them are rules."""
    rules: set[int] = set()
    at = first
    while at < len(lines):
        line = text[slice(*lines[at])].strip()
        if _RULE.fullmatch(line) and _DRAWN.match(line):
            rules.add(at)
        elif not (len(line) > 1 and _BAR.match(line[0]) and _BAR.match(line[-1])):
            break
        at += 1
    return at, rules


def _wrapped(rows: Sequence[int], rules: set[int], *, grid: bool) -> bool:
    """Whether cells have several lines: rules stand between the rows, but not between all lines.

    Where rules are but above, below and under a line of titles, each line is a row, unless the rule under the titles is
    of ``=``: grid tables have rules between their rows.
    """
    lines = any(below - above == 1 for above, below in pairwise(rows))
    titles = rows[1] - rows[0] == 1
    return lines and (grid or titles or len(rules) > 3)


def _rows(text: str, lines: Sequence[tuple[int, int]]) -> list[Row] | None:
    bars = [[match.start() for match in _BAR.finditer(text, start, end)] for start, end in lines]
    most = max(len(row) for row in bars)
    for bar, wide in product((1, 2), (1, 2)):
        places = [_places(text, line, row, bar, wide) for line, row in zip(lines, bars, strict=True)]
        known = next(row for row in places if len(row) == most)
        columns = [_columns(row, known) for row in places]
        if all(column is not None for column in columns):
            return [
                _row(text, row, column or [], most - 1) for row, column in zip(bars, columns, strict=True)
            ]
    return None


def _places(text: str, line: tuple[int, int], bars: Sequence[int], bar_width: int, wide: int) -> list[int]:
    """At which place of the screen every bar of a line stands; signs of no certain width (“) take ``wide`` places."""
    places: list[int] = []
    place, at = 0, line[0]
    for bar in bars:
        place += places_of(text[at:bar], wide)
        places.append(place)
        place += 1 if text[bar] == "|" else bar_width
        at = bar + 1
    return places


def _columns(row: Sequence[int], known: Sequence[int]) -> list[int] | None:
    """Which of the bars known each of a row is; None if one is none of them. A row with all of them may be badly aligned."""
    if len(row) == len(known):
        return list(range(len(known)))
    places = {place: number for number, place in enumerate(known)}
    found = [places.get(place, places.get(place - 1, places.get(place + 1))) for place in row]
    numbers = [number for number in found if number is not None]
    ascending = all(low < high for low, high in pairwise(numbers))
    framed = bool(numbers) and numbers[0] == 0 and numbers[-1] == len(known) - 1
    return numbers if len(numbers) == len(row) and ascending and framed else None


def _row(text: str, bars: Sequence[int], columns: Sequence[int], width: int) -> Row:
    """The row with its marks: a cell over several columns has as many tabs behind it."""
    cells: list[tuple[int, int]] = []
    for left, right in pairwise(bars):
        piece = text[left + 1 : right]
        if piece.strip():
            start = left + 1 + len(piece) - len(piece.lstrip())
            cells.append((start, start + len(piece.strip())))
        else:
            cells.append((left + 1, left + 1))
    marks = [
        Markup(before[1], after[0], "\t" * (below - above))
        for (before, after), (above, below) in zip(pairwise(cells), pairwise(columns), strict=False)
    ]
    return Row(cells[0][0], cells[-1][1], tuple(marks), width)
