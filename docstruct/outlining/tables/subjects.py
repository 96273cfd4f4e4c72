"""What a row of a table is about: its code, its name, and the level of the code.

The code may stand in one column (``2080502``), in three (``208 | 05 | 02``, the upper levels left blank where they
are those of the row above; a spreadsheet drops the zeros: ``208 | 5 | 2``), or before the name in one cell
(``2080502 事业单位离退休``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.document import TableRow
from docstruct.normalizing.key import matching_key
from docstruct.outlining.tables.cells import as_text
from docstruct.outlining.tables.header import CODE, leaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Cell
    from docstruct.lexicon.tables import TableWords
    from docstruct.outlining.tables.header import Grid, Path

# What follows must begin a name: 100% and 202年 are figures, 2080502 事业单位离退休 is a code with its
# name.
_CODE_THEN_NAME = re.compile(
    r"[\[(（【]?(\d{3}(?:\d{2}){0,2})[\])）】]?[-—－_:：.、 ]?(?=[^\d\s.,，、年月%])(.+)"
)
_PARTS = (3, 2, 2)
"""Digits of the levels 类, 款 and 项 of a functional code; economic codes have the first two."""
_CLASS, _LOWER = re.compile(rf"\d{{{_PARTS[0]}}}"), re.compile(r"\d{1,2}")
"""A code of 类, and one of the levels below, of which a spreadsheet drops the zero."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns say what a row is about: those of the code (one, or one a level), of the name, of line numbers."""

    codes: tuple[int, ...]
    name: int | None
    ordinals: frozenset[int]


def read_rows(paths: tuple[Path, ...], body: Grid, words: TableWords) -> tuple[TableRow, ...]:
    """The rows of a panel with their subjects; codes and line numbers are read as text, not as figures."""
    columns = find_columns(paths, body, words)
    rows: list[TableRow] = []
    above: tuple[str, ...] = ()
    texts = (*columns.codes, *_copies(body, columns.codes), *columns.ordinals)
    for cells in body:
        parts = _code_parts([cells[j].text for j in columns.codes], above)
        above = parts or above
        name = _name(cells, columns, words)
        code = "".join(parts) or None
        if code is None and name and (match := _CODE_THEN_NAME.fullmatch(name)):
            code, name = match[1], match[2]
        figures = list(cells)
        for j in texts:
            if j < len(figures):
                figures[j] = as_text(figures[j])
        rows.append(TableRow(cells=tuple(figures), code=code, name=name, level=_level(code)))
    return tuple(rows)


def read_form(body: Grid) -> tuple[TableRow, ...]:
    """The rows of a form: each is named by its first text, its label, and holds its own values."""
    return tuple(
        TableRow(cells=cells, name=next((cell.text for cell in cells if cell.kind == "text"), None))
        for cells in body
    )


def find_columns(paths: tuple[Path, ...], body: Grid, words: TableWords) -> Columns:
    """Find the columns of codes, names and line numbers by their titles and by what stands in them."""
    labels = [leaf(path) for path in paths] or [""] * (len(body[0]) if body else 0)
    ordinals = frozenset(
        j for j, label in enumerate(labels) if label in words.ordinal_labels or _counts_up(body, j)
    )
    filled = _Filled(body)
    codes = _split_codes(labels, filled, words) or _code_column(labels, filled, words)
    after = codes[-1] + 1 if codes else 0
    named = [j for j in range(len(labels)) if j not in codes and labels[j] in words.name_labels]
    name = next((j for j in named if _is_text(body, j)), None)
    if name is None:
        name = next((j for j in range(after, len(labels)) if j not in ordinals and _is_text(body, j)), None)
    return Columns(codes, name, ordinals)


def _copies(body: Grid, codes: Sequence[int]) -> tuple[int, ...]:
    """The columns that repeat the one of codes before them: a converter that fills merged cells writes each again."""
    if len(codes) != 1 or not body:
        return ()
    first = last = codes[0]
    numbers = [row for row in body if row[first].value is not None]
    while (
        last + 1 < len(body[0])
        and numbers
        and all(row[last + 1].text == row[first].text for row in numbers)
        and all(row[last + 1].value is None for row in body if row[first].value is None)
    ):
        last += 1
    return tuple(range(first + 1, last + 1))


class _Filled:
    """What stands in the columns of a body, without spaces; each is gone through once."""

    def __init__(self, body: Grid) -> None:
        self.body = body
        self._codes: dict[int, tuple[list[str], bool]] = {}

    def codes(self, column: int) -> tuple[list[str], bool]:
        """What begins with a digit in a column, and whether that is half of what stands there."""
        if column not in self._codes:
            texts = [row[column].text.replace(" ", "") for row in self.body if row[column].kind != "blank"]
            codes = [text for text in texts if text[0].isdigit()]
            self._codes[column] = codes, len(codes) * 2 >= len(texts)
        return self._codes[column]


def _split_codes(labels: Sequence[str], filled: _Filled, words: TableWords) -> tuple[int, ...]:
    """Three or two neighbouring columns of 3, 2 and 2 digits; the lower ones may be blank if they are titled so."""
    for size in (3, 2):
        for first in range(min(3, len(labels) - size + 1)):
            columns = range(first, first + size)
            titled = all(labels[j] in words.split_code_labels for j in columns)
            # Untitled, nearly all: a code that was broken or printed wrong makes no amounts of the others.
            share = 0.5 if titled else 0.9
            if not _holds(filled, first, _CLASS, share):
                continue
            if titled or all(_holds(filled, j, _LOWER, share) for j in columns[1:]):
                return tuple(columns)
    return ()


def _code_column(labels: Sequence[str], filled: _Filled, words: TableWords) -> tuple[int, ...]:
    """One column of codes: titled so, or among the first with names beside it."""
    for j, label in enumerate(labels):
        titled = label in words.code_labels
        if not titled and (j > 2 or j + 1 >= len(labels) or not _is_text(filled.body, j + 1)):
            continue
        if _holds(filled, j, CODE, 0.5 if titled else 0.9):
            return (j,)
    return ()


def _holds(filled: _Filled, column: int, form: re.Pattern[str], share: float) -> bool:
    """Whether at least ``share`` of what stands in a column, totals apart, has a form."""
    codes, half = filled.codes(column)
    if not codes or not half:
        return False
    matching = sum([form.fullmatch(text) is not None for text in codes])
    return matching > 0 and matching >= share * len(codes)


def _counts_up(body: Grid, column: int) -> bool:
    """Whether a column numbers the rows: 1, 2, 3 … without a gap."""
    texts = [row[column].text for row in body if row[column].kind != "blank"]
    if len(texts) < 3 or not all(text.isdecimal() and len(text) < 5 for text in texts):
        return False
    first = int(texts[0])
    return [int(text) for text in texts] == list(range(first, first + len(texts)))


def _is_text(body: Grid, column: int) -> bool:
    filled = [row[column] for row in body if column < len(row) and row[column].kind != "blank"]
    return sum(cell.kind == "text" for cell in filled) * 2 > len(filled)


def _code_parts(texts: Sequence[str], above: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a row's code; blanks before a filled part stand for the parts of the row above."""
    texts = [text.replace(" ", "") for text in texts]
    if len(texts) == 1:
        return (texts[0],) if CODE.fullmatch(texts[0]) else ()
    filled = [i for i, text in enumerate(texts) if text]
    if not filled or not all(texts[i].isdecimal() for i in filled):
        return ()
    parts: list[str] = []
    for i in range(filled[-1] + 1):
        if not texts[i] and i >= len(above):
            return ()
        parts.append(_part(texts[i], "".join(parts), i) if texts[i] else above[i])
    whole = all(len(part) == size for part, size in zip(parts, _PARTS, strict=False))
    return tuple(parts) if whole else ()


def _part(text: str, upper: str, level: int) -> str:
    """A level of a code: with the zero that a spreadsheet dropped, without the levels above if it repeats them.

    >>> _part("2", "301", 1), _part("30102", "301", 1), _part("7", "", 0)
    ('02', '02', '7')
    """
    if upper and text.startswith(upper) and len(text) > len(upper):
        text = text[len(upper) :]
    return text.zfill(_PARTS[level]) if level else text


def _name(cells: Sequence[Cell], columns: Columns, words: TableWords) -> str | None:
    """The name in its own column; 合计 may stand in a column of codes, or half in it (合 | 计)."""
    last = max((*columns.codes, columns.name or 0))
    texts = [cells[j].text for j in range(last + 1) if cells[j].kind == "text" and j not in columns.ordinals]
    joined = "".join(texts)
    if (
        columns.name is not None
        and cells[columns.name].kind == "text"
        and matching_key(joined) not in words.total_names
    ):
        return cells[columns.name].text
    return joined or None


def _level(code: str | None) -> int | None:
    """1 for 类, 2 for 款, 3 for 项."""
    return (len(code) - 1) // 2 if code else None
