"""A workbook that a program wrote as CSV and named .xls: commas part its cells, quotation marks frame them.

    科目编码,科目名称,合计                  科目编码 ⇥ 科目名称 ⇥ 合计
    201,一般公共服务支出,"1,264.87"    →    201 ⇥ 一般公共服务支出 ⇥ 1,264.87

Only where the name says that it is a workbook, and nearly every line has as many cells: commas stand in prose too.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from docstruct.reading.converted.columns import Row
from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIXES = (".xls", ".xlsx", ".et", ".csv")
FEWEST_ROWS = 3
ALIKE = 0.9
"""Share of the filled lines that have as many cells."""
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=,|$)|[^,]*')


def delimited_rows(text: str, path: str, lines: Sequence[tuple[int, int]]) -> dict[int, Row] | None:
    """The rows by the numbers of their lines; None if the text is no such workbook."""
    if PurePath(path).suffix.lower() not in SUFFIXES or "\t" in text or "," not in text:
        return None
    cells = {
        number: _cells(text, start, end)
        for number, (start, end) in enumerate(lines)
        if text[start:end].strip(", \u3000")
    }
    width, times = Counter(map(len, cells.values())).most_common(1)[0] if cells else (0, 0)
    if width < 2 or times < FEWEST_ROWS or times < ALIKE * len(cells):
        return None
    return {number: _row(own, width) for number, own in cells.items()}


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of the cells of a line, quotation marks not included."""
    cells: list[tuple[int, int]] = []
    at = start
    while True:
        match = _CELL.match(text, at, end)
        assert match is not None  # it matches nothing, if nothing else
        cells.append(match.span(1) if match[1] is not None else match.span())
        at = match.end() + 1
        if match.end() >= end:
            return cells


def _row(cells: Sequence[tuple[int, int]], width: int) -> Row:
    """The row, each comma with the quotation marks around it standing for a tab; the blank cells at its end are left away."""
    filled = max((number for number, (start, end) in enumerate(cells, start=1) if end > start), default=1)
    own = cells[:filled]
    marks = [Markup(before[1], after[0], "\t") for before, after in pairwise(own)]
    return Row(own[0][0], own[-1][1], tuple(marks), width)
