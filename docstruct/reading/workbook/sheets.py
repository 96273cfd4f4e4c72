"""A workbook as its user sees it: sheets of cells that hold the text they show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docstruct.reading.limits import MAX_CELLS

Rows = dict[int, dict[int, str]]
"""Row, then column, both from 0, to the text of the cell; cells that show nothing are not in it."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: as its tab reads.
        rows: the texts that are shown.
        merged: the first cell of every merged range to how many rows and columns it takes.
        hidden_rows, hidden_columns: numbers from 0 of those that are not shown; :meth:`hide` takes them out.
        uncomputed: the addresses of formulas whose result the file does not hold.
        struck: the addresses of cells whose text, or part of it, is struck and not in ``rows``.
        white: the addresses of cells whose text is white on white and not in ``rows``.
    """

    name: str
    rows: Rows = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    white: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: int, text: str) -> None:
        """Note what a cell shows; nothing if that is nothing.

        Raises:
            OverflowError: the sheet has more filled cells than it may.
        """
        if not text.strip():
            return
        self.count += 1
        if self.count > MAX_CELLS:
            raise OverflowError(f"the sheet {self.name} has more than {MAX_CELLS:,} filled cells")
        self.rows.setdefault(row, {})[column] = text

    def remove(self, row: int, column: int) -> None:
        """Take out what a cell shows."""
        cells = self.rows.get(row, {})
        cells.pop(column, None)
        if not cells:
            self.rows.pop(row, None)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged range; its last row and column belong to it."""
        if (bottom, right) > (top, left):
            self.merged[top, left] = (bottom - top + 1, right - left + 1)

    def hide(self) -> tuple[list[int], list[int]]:
        """Take out what stands in hidden rows and columns; the rows and columns in which anything did.

        The text of a merged range whose first cells are hidden moves to the first that is shown.
        """
        self._move_merged()
        rows = sorted(self.hidden_rows & self.rows.keys())
        columns = sorted(self.hidden_columns & {column for cells in self.rows.values() for column in cells})
        for row in rows:
            del self.rows[row]
        if columns:
            for cells in self.rows.values():
                for column in columns:
                    cells.pop(column, None)
            self.rows = {row: cells for row, cells in self.rows.items() if cells}
        return rows, columns

    def _move_merged(self) -> None:
        for (top, left), (height, width) in list(self.merged.items()):
            if top not in self.hidden_rows and left not in self.hidden_columns:
                continue
            text = self.rows.get(top, {}).get(left)
            row = next((r for r in range(top, top + height) if r not in self.hidden_rows), None)
            column = next((c for c in range(left, left + width) if c not in self.hidden_columns), None)
            if text is None or row is None or column is None:
                continue
            self.rows[top].pop(left)
            self.rows.setdefault(row, {})[column] = text
            self.merged[row, column] = (top + height - row, left + width - column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that are shown, in order, and the names of those that are not."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def column_name(column: int) -> str:
    """The letters of a column.

    >>> [column_name(column) for column in (0, 25, 26, 16383)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell whose row and column are counted from 0: ``address(4, 1)`` is ``B5``."""
    return f"{column_name(column)}{row + 1}"


def parse_address(text: str) -> tuple[int, int] | None:
    """Row and column, from 0, of an address; None if it is none.

    >>> parse_address("B5"), parse_address("$AA$10"), parse_address("B")
    ((4, 1), (9, 26), None)
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def range_name(top: int, left: int, bottom: int, right: int) -> str:
    """The address of a range, or of its one cell.

    >>> range_name(0, 0, 0, 0), range_name(0, 0, 1, 2)
    ('A1', 'A1:C2')
    """
    first, last = address(top, left), address(bottom, right)
    return first if first == last else f"{first}:{last}"
