"""From the cells of a sheet to lines and rows of tables, each with the address it stands at.

What stands alone in its row above a table is a line (its title, its unit), and so is every row of a sheet of one column,
which holds prose. From the first row with two cells to the last, rows are rows of a table: blank rows and columns
around and between them are left out. A blank row ends a table if what follows is a text merged across all of it: the
title of another table on the same sheet.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from docstruct.lexicon.numerals import ORDINALS
from docstruct.reading.building import SourceBuilder
from docstruct.reading.workbook.sheets import range_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.reading.workbook.sheets import Sheet

_LONG = 60
"""Characters from which a text alone in its row, below the last row of cells, is a note and no name."""

_PROSE = re.compile(rf"\s*第[{ORDINALS}]+部分.*|.*。\s*")
"""The heading of a part, or a sentence, which is no name in a table."""

_WRAPPED = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef）])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef（])")
"""A line break between Chinese characters: the text of a cell was wrapped to its width."""


class CellPlaces:
    """Which sheet and cells a range of ``Source.text`` was read from; a :class:`docstruct.source.Grid`."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._starts = array("q")
        self._cells = array("q")  # of every text: sheet, row, column

    def begin(self, name: str) -> None:
        """A sheet begins."""
        self._names.append(name)

    def add(self, start: int, row: int, column: int) -> None:
        """The text from ``start`` on stands in this cell; starts must not descend."""
        self._starts.append(start)
        self._cells.extend((len(self._names) - 1, row, column))

    def place(self, start: int, end: int) -> tuple[str, str] | None:
        """The sheet in which a range begins, and the address of the cells there that it touches."""
        if not self._starts:
            return None
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_left(self._starts, end), first + 1)
        sheet = self._cells[3 * first]
        touched = [
            (self._cells[3 * i + 1], self._cells[3 * i + 2])
            for i in range(first, last)
            if self._cells[3 * i] == sheet
        ]
        rows, columns = zip(*touched, strict=True)
        return self._names[sheet], range_name(min(rows), min(columns), max(rows), max(columns))


class SheetWriter:
    """Writes sheets one after another and notes where every text stands."""

    def __init__(self) -> None:
        self.builder = SourceBuilder()
        self.places = CellPlaces()

    def write(self, sheet: Sheet) -> None:
        """Write the lines and tables of a sheet whose hidden cells are out."""
        self.places.begin(sheet.name)
        self.builder.part()
        for block in _blocks(sheet):
            self._write_block(sheet, block)

    def _write_block(self, sheet: Sheet, rows: list[int]) -> None:
        tabular = [row for row in rows if len(sheet.rows[row]) > 1]
        if not tabular:
            self._write_lines(sheet, rows)
            return
        first, last = rows.index(tabular[0]), rows.index(tabular[-1])
        while last + 1 < len(rows) and not _is_note(sheet, rows[last + 1], rows[: last + 1]):
            last += 1
        self._write_lines(sheet, rows[:first])
        self._write_table(sheet, rows[first : last + 1])
        self._write_lines(sheet, rows[last + 1 :])

    def _write_lines(self, sheet: Sheet, rows: list[int]) -> None:
        """Write the text of every row as lines of their own."""
        for row in rows:
            for column, text in sorted(sheet.rows[row].items()):
                for line in text.splitlines():
                    if line.strip():
                        start = self.builder.line(line)
                        self.places.add(start, row, column)
                        self.builder.blank()

    def _write_table(self, sheet: Sheet, rows: list[int]) -> None:
        columns = sorted({column for row in rows for column in sheet.rows[row]})
        texts = [[_one_line(sheet.rows[row].get(column, "")) for column in columns] for row in rows]
        for row, cells, start in zip(rows, texts, self.builder.table(texts), strict=True):
            for column, text in zip(columns, cells, strict=True):
                self.places.add(start, row, column)
                start += len(text) + 1
        self.builder.blank()


def _blocks(sheet: Sheet) -> Iterator[list[int]]:
    """The filled rows, parted where a table ends and the title of another follows."""
    block: list[int] = []
    runs = _runs(sheet)
    for i, run in enumerate(runs):
        below = max((_width(sheet, runs[j]) for j in range(i, min(i + 2, len(runs)))), default=0)
        if block and _spans(sheet, run[0], below or _width(sheet, block)):
            yield block
            block = []
        block.extend(run)
    if block:
        yield block


def _runs(sheet: Sheet) -> list[list[int]]:
    """The filled rows, parted at blank ones."""
    runs: list[list[int]] = []
    for row in sorted(sheet.rows):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _width(sheet: Sheet, rows: list[int]) -> int:
    """The number of the last column that the full rows among these take; 0 if no row has two cells."""
    return max(
        (_end(sheet, row, max(sheet.rows[row])) for row in rows if len(sheet.rows[row]) > 1), default=0
    )


def _spans(sheet: Sheet, row: int, width: int) -> bool:
    """Whether a row is one text merged across all columns of a table.

    A row of a table whose name alone is filled (合计) is often merged as well, but only up to the first amount.
    """
    column = min(sheet.rows[row])
    merged = sheet.merged.get((row, column), (1, 1))[1] > 1
    return merged and len(sheet.rows[row]) == 1 and _end(sheet, row, column) >= width


def _end(sheet: Sheet, row: int, column: int) -> int:
    """The last column that a cell takes."""
    return column + sheet.merged.get((row, column), (1, 1))[1] - 1


def _is_note(sheet: Sheet, row: int, above: list[int]) -> bool:
    """Whether a row below the last full one stands under the table: a text merged across all of it, a long one, a
    sentence, or the heading of another part.
    """
    text = next(iter(sheet.rows[row].values()))
    return (
        len(text) >= _LONG or _PROSE.fullmatch(text) is not None or _spans(sheet, row, _width(sheet, above))
    )


def _one_line(text: str) -> str:
    """The text of a cell in one line.

    >>> _one_line("事业单位\\n经营收入"), _one_line("公用 \\n 2022")
    ('事业单位经营收入', '公用 2022')
    """
    return " ".join(_WRAPPED.sub("", text.strip()).split()) if "\n" in text or " " in text else text
