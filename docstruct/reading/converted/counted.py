"""Rows whose columns can be counted: single blanks part the cells, and every row has as many amounts as there are titles.

What a reader copies out of a table, or types, keeps the rows and no places::

    科目编码 科目名称 本年支出合计 基本支出 项目支出      five titles
    合计 356.20 256.20 100.00                       a name and three amounts
    201 一般公共服务支出 326.20 226.20 100.00          a code, a name and three amounts

An empty cell leaves no trace in such a line, so that one row with an amount less makes the columns of all uncertain; then
nothing is read. Code and name stay in one cell, as the row of 合计 has no code.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from docstruct.reading.converted.columns import Row
from docstruct.reading.converted.stretches import CODE, MONEY
from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"[^ \u3000\xa0]+")
_CODE = re.compile(CODE)
_FIGURE = re.compile(rf"{MONEY}|\d{{1,2}}|[-—－/]{{1,3}}")
FEWEST_ROWS = 3
"""Rows that must have the amounts the titles ask for."""

Tokens = list[re.Match[str]]


def counted_rows(text: str, lines: Sequence[tuple[int, int]]) -> list[Row] | None:
    """The rows of a table below one line of titles; None if any row has not the amounts these ask for."""
    rows = [list(_TOKEN.finditer(text, start, end)) for start, end in lines]
    rows = [row for row in rows if row]
    if len(rows) <= FEWEST_ROWS:
        return None
    titles, body = rows[0], rows[1:]
    amounts = len(_amounts(body[0]))
    coded = sum(_CODE.fullmatch(row[0][0]) is not None for row in body)
    named = 2 if coded * 2 >= len(body) else 1
    if amounts == 0 or len(titles) != named + amounts or any(map(_is_figure, titles)):
        return None
    if not all(len(_amounts(row)) == amounts and _is_named(row[:-amounts], named) for row in body):
        return None
    return [_row(row, amounts) for row in rows]


def _amounts(row: Tokens) -> Tokens:
    """The figures that a row ends with."""
    return list(takewhile(_is_figure, reversed(row)))


def _is_named(tokens: Tokens, named: int) -> bool:
    """Whether what stands before the amounts of a row is a name, or a code and a name where the table has codes."""
    name = tokens[1:] if tokens and named > 1 and _CODE.fullmatch(tokens[0][0]) else tokens
    return bool(name) and not any(_is_figure(token) or _CODE.fullmatch(token[0]) for token in name)


def _is_figure(token: re.Match[str]) -> bool:
    return _FIGURE.fullmatch(token[0]) is not None


def _row(row: Tokens, amounts: int) -> Row:
    """A row of which the first cell is all that stands before its amounts."""
    cells = row[-amounts:]
    ends = [row[-amounts - 1].end(), *[cell.end() for cell in cells[:-1]]]
    marks = [Markup(end, cell.start(), "\t") for end, cell in zip(ends, cells, strict=True)]
    return Row(row[0].start(), row[-1].end(), tuple(marks), amounts + 1)
