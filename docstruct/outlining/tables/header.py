"""The header of a table: which rows it is, and what each column is called.

A merged title reads as text in its first column and as blanks in the others. In ::

    项目                          | 本年支出 |          |          |
    功能分类科目编码  | 科目名称    | 小计     | 基本支出 |          | 项目支出
                     |            |          | 小计     | 人员经费 |
    栏次             |            | 1        | 2        | 3        | 4

a blank below its own title belongs to the title above it (merged downwards), a blank beside a title under the same
title above belongs to that title (merged to the right); so the fifth column is 本年支出 > 基本支出 > 人员经费.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.document import Cell
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.lexicon.tables import TableWords

Path = tuple[str, ...]
Grid = list[tuple[Cell, ...]]

CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:\.0{1,2})?")
"""The number of a column; a workbook may show it as it shows the amounts below: 1.00."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DEEPEST = 8
"""Rows a header may have; no published form has more than five."""


@dataclass(frozen=True, slots=True)
class Header:
    """How many rows the header takes (the row of column numbers included), and the path of every column."""

    rows: int
    paths: tuple[Path, ...]


def read_header(grid: Grid, words: TableWords) -> Header:
    """Find the header rows of a grid and resolve its merged titles; a table may have none."""
    if not grid:
        return Header(0, ())
    titles, skipped = _extent(grid, words)
    if titles == 0:
        return Header(
            skipped, ()
        )  # the numbers of columns are no figures, whether titles stand above them or not
    paths = column_paths(grid[:titles])
    body = grid[titles + skipped :]
    return Header(
        titles + skipped, tuple(_without_subject(path, j, body, words) for j, path in enumerate(paths))
    )


def _extent(grid: Grid, words: TableWords) -> tuple[int, int]:
    """How many rows of titles there are, and whether a row of column numbers follows them (0 or 1)."""
    for i, row in enumerate(grid[:_DEEPEST]):
        if is_ordinal_row(row, words):
            return i, 1
        if _is_body(row, words):
            return i, 0
    titled = 0
    while titled < min(len(grid), _DEEPEST) and is_titles(grid[titled], words):
        titled += 1
    if titled > 1 or (titled and titled == len(grid)):
        return titled, 0  # a form without a figure: its titles are known by their words
    filled = sum(cell.kind != "blank" for cell in grid[0])
    return (1 if filled >= 2 and len(grid) > 1 else 0), 0


def titled_rows(grid: Grid, words: TableWords) -> int:
    """How many rows of titles a grid begins with, whatever their length; 0 where no figures follow them."""
    for i, row in enumerate(grid[:_DEEPEST]):
        if is_ordinal_row(row, words) or _is_body(row, words):
            return i
    return 0


def is_titles(row: Sequence[Cell], words: TableWords) -> bool:
    """Whether most of what stands in a row are words of headers; a row of one word must be no total."""
    keys = [_bare_key(cell.text, words) for cell in row if cell.kind != "blank"]
    known = sum(key in words.header_words or _is_label(key, words) for key in keys)
    if len(keys) == 1 and keys[0] in words.total_names:
        return False
    return known > 0 and known * 2 > len(keys)


def part_totals(grid: Grid, words: TableWords) -> Grid:
    """The rows with titles and a row of totals told apart that stand on one line.

    Where a form merges 科目名称 down over two rows, the titles below 本年支出 may share their line with the totals::

        合计 | 3.1 | 合计 | 基本支出 | 项目支出   ->   titles  | | 合计 | 基本支出 | 项目支出
                                                     totals  合计 | 3.1 | | |
    """
    if not any(_is_label(_bare_key(row[0].text, words), words) for row in grid[:_DEEPEST]):
        return grid
    for i, row in enumerate(grid[1:_DEEPEST], start=1):
        shared = _shares_titles(row, words)
        if not shared and _is_body(row, words):
            break
        if shared:
            titled = {j for j, cell in enumerate(row) if j and cell.kind == "text"}
            titles = tuple(cell if j in titled else _blank(cell) for j, cell in enumerate(row))
            totals = tuple(_blank(cell) if j in titled else cell for j, cell in enumerate(row))
            return [*grid[:i], titles, totals, *grid[i + 1 :]]
    return grid


def _shares_titles(row: Sequence[Cell], words: TableWords) -> bool:
    """Whether a row begins as one of totals and goes on as one of titles."""
    if row[0].kind != "text" or matching_key(row[0].text) not in words.total_names:
        return False
    texts = [_bare_key(cell.text, words) for cell in row[1:] if cell.kind == "text"]
    return len(texts) > 1 and all(key in words.header_words for key in texts)


def _blank(cell: Cell) -> Cell:
    return Cell(text="", kind="blank", value=None, start=cell.start, end=cell.start)


def _bare_key(text: str, words: TableWords) -> str:
    """The key of a title without the year before it and the unit behind it."""
    return words.dated.sub("", matching_key(text))


def _is_label(key: str, words: TableWords) -> bool:
    return key in words.code_labels or key in words.name_labels or key in words.split_code_labels


def without_repeats(header: Sequence[Sequence[Cell]], body: Grid) -> Grid:
    """The body without the rows of the header, printed again at the top of a page."""
    titles = {tuple(cell.text for cell in row) for row in header}
    return [row for row in body if tuple(cell.text for cell in row) not in titles]


def is_ordinal_row(row: Sequence[Cell], words: TableWords) -> bool:
    """Whether a row numbers the columns: 栏次 | | 1 | 2, or 1 | 2 | 3."""
    filled = [cell.text for cell in row if cell.kind != "blank"]
    # Three digits are a code of 类.
    numbers = [int(found[1]) for text in filled if (found := _ORDINAL.fullmatch(text))]
    plain = all(text.isdecimal() for text in filled)
    keys = [matching_key(text) for text in filled]
    labels = sum(key in words.ordinal_labels for key in keys)
    levels = sum(key in words.split_code_labels for key in keys)  # 类 | 款 | 项 | 栏次 | 1 | 2
    if labels and numbers and len(numbers) + labels + levels + 1 >= len(filled):
        return True
    counted = len(numbers) == len(filled) and numbers == list(range(1, len(numbers) + 1))
    return counted and len(numbers) >= (3 if plain else 4)


def _is_body(row: Sequence[Cell], words: TableWords) -> bool:
    """Whether a row is about something: it holds a code or a figure, or is a row of totals with nothing filled in."""
    filled = [cell for cell in row if cell.kind != "blank"]
    if not filled:
        return False
    for cell in filled:
        # 2022 | 2023 are titles of columns.
        if cell.kind in ("number", "zero", "not_applicable") and not _YEAR.fullmatch(cell.text):
            return True
    return len(filled) == 1 and matching_key(filled[0].text) in words.total_names and row[0].kind != "blank"


def column_paths(titles: Sequence[Sequence[Cell]]) -> tuple[Path, ...]:
    """The path of titles over every column, outermost first."""
    width = max(len(row) for row in titles)
    paths: list[Path] = [()] * width
    owners: list[tuple[int, ...]] = [()] * width  # the columns where the titles of a path begin
    for row in titles:
        above = list(owners)
        for j in range(width):
            text = row[j].text if j < len(row) else ""
            if text and text == "".join(paths[j][-1:]):
                continue  # a converter that fills merged cells writes 合计 in every row of titles
            if text:
                paths[j], owners[j] = (*paths[j], text), (*owners[j], j)
            elif j and above[j] == above[j - 1] and len(owners[j - 1]) > len(above[j - 1]):
                paths[j], owners[j] = (*paths[j], paths[j - 1][-1]), (*owners[j], owners[j - 1][-1])
    return tuple(paths)


def _without_subject(path: Path, column: int, body: Grid, words: TableWords) -> Path:
    """Cut 项目 off a column of figures: the title of names was merged over more than the columns of names."""
    subjects = words.code_labels | words.split_code_labels | words.ordinal_labels
    if len(path) < 2 or matching_key(path[0]) not in words.name_labels or leaf(path) in subjects:
        return path
    filled = [row[column] for row in body if row[column].kind not in ("blank", "not_applicable")]
    figures = sum(cell.value is not None and not CODE.fullmatch(cell.text) for cell in filled)
    return path[1:] if figures * 2 > len(filled) else path


def leaf(path: Path) -> str:
    """The key of a column's own title, the innermost."""
    return matching_key(path[-1]) if path else ""
