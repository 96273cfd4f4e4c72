"""Rows whose cells are parted by ``|``: in their line, or with each ``|`` and each cell in a line of its own.

    行政运行 | 51.32 | 51.32          行政运行 ⏎ | ⏎ 51.32 ⏎ | ⏎ 51.32
    事业运行 | 11.31 |               事业运行 ⏎ | ⏎ 11.31 ⏎ |

(Rows framed by ``|`` on both sides are Markdown.) In the second form nothing but the missing ``|`` says where a row ends:
it is believed where all rows then have as many cells.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.converted.columns import Row
from docstruct.reading.converted.stretches import NUMBER, line_kind
from docstruct.source import Markup

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    Cell = tuple[int, int]
    """The range of a cell, without the blanks around it."""

_PIPE = re.compile(r"[|｜│]")
_FIGURE = re.compile(NUMBER)
FEWEST_ROWS = 2
FEWEST_PIPES = 3
END = "。"
"""What stands for a line that belongs to something else: no cell, and no table goes on over it."""


def piped_tables(
    text: str, lines: Sequence[tuple[int, int]], taken: Container[int] = ()
) -> Iterator[tuple[int, int, list[Row] | None]]:
    """The tables whose cells are parted by ``|``: first line, line behind the last, and rows, None if they are lost.

    Lines in ``taken`` belong to something else.
    """
    if not _PIPE.search(text):
        return
    content = [
        END if number in taken else text[start:end].strip() for number, (start, end) in enumerate(lines)
    ]
    at = 0
    while at < len(lines):
        if content[at] == END:
            at += 1
            continue
        last = _end_inline(content, at)
        if last - at >= FEWEST_ROWS:
            cells = [_cells(text, *lines[row]) for row in range(at, last)]
            even = len({len(row) for row in cells}) == 1
            # 首页 | 公开 | 部门 has pipes and no figure; two uneven rows with one are prose.
            if _holds_figures(text, cells) and (even or len(cells) > FEWEST_ROWS):
                yield at, last, [_row(row) for row in cells] if even else None
                at = last
                continue
        last = _end_alone(content, at)
        if last > at:
            rows = _rows_of_cells(content, lines, at, last)
            yield at, last, [_row(row) for row in rows] if len({len(row) for row in rows}) == 1 else None
        at = max(last, at + 1)


def _end_inline(content: Sequence[str], at: int) -> int:
    """Where the run of lines that hold ``|`` and more ends."""
    while at < len(content) and len(content[at]) > 1 and _PIPE.search(content[at]):
        at += 1
    return at


def _cells(text: str, start: int, end: int) -> list[Cell]:
    bounds = [start - 1, *(match.start() for match in _PIPE.finditer(text, start, end)), end]
    return [_stripped(text, low + 1, high) for low, high in pairwise(bounds)]


def _stripped(text: str, start: int, end: int) -> Cell:
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _holds_figures(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a cell is a figure: the links of a web page are no table."""
    return any(_FIGURE.fullmatch(text[start:end]) for row in rows for start, end in row)


def _end_alone(content: Sequence[str], first: int) -> int:
    """Where the table ends whose first cell is the line ``first``; ``first`` if none does."""
    if not content[first] or _PIPE.fullmatch(content[first]):
        return first
    pipes, others, last = 0, 1, first
    for at in range(first + 1, len(content)):
        line = content[at]
        if not line:
            continue
        if _PIPE.fullmatch(line):
            pipes, others, last = pipes + 1, 0, at + 1
        elif others > 1 or line_kind(line) in "pht":
            break
        else:
            others += 1
            last = at + 1 if others == 1 else last
        if pipes == 0 and others > 1:
            break
    return last if pipes >= FEWEST_PIPES else first


def _rows_of_cells(
    content: Sequence[str], lines: Sequence[tuple[int, int]], first: int, last: int
) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    behind_pipe = False
    for at in range(first, last):
        start, end = lines[at]
        if _PIPE.fullmatch(content[at]):
            if behind_pipe:
                rows[-1].append((start, start))
            behind_pipe = True
        elif content[at]:
            if not behind_pipe:
                rows.append([])
            rows[-1].append((start, end))
            behind_pipe = False
    if behind_pipe:
        rows[-1].append((lines[last - 1][1], lines[last - 1][1]))
    return rows


def _row(cells: Sequence[Cell]) -> Row:
    marks = [Markup(before[1], after[0], "\t") for before, after in pairwise(cells)]
    return Row(cells[0][0], cells[-1][1], tuple(marks), len(cells))
