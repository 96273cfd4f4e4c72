"""Cells of a table: what each one says, and where.

Blank, zero and "there is no such figure" are three things: a blank cell states nothing, ``0.00`` states a figure, and
a dash states that there is none.

>>> from docstruct.lexicon import Lexicons
>>> words = Lexicons().outline.tables
>>> [(cell.kind, cell.value) for cell in row_cells("行政运行\\t1,004.50\\t0.00\\t\\t—", 0, 25, words)]
[('text', None), ('number', '1004.50'), ('zero', '0.00'), ('blank', None), ('not_applicable', None)]
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.document import Cell
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from docstruct.document import CellKind
    from docstruct.lexicon.tables import TableWords

_NUMBER = re.compile(r"([-+−–﹣△▲负]?) ?([(（]?)(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?([)）]?)[%％‰]?")
_MINUS = frozenset("-−–﹣△▲负")
"""What stands for a minus in accounts, beside brackets around the number."""

_SHORT = 32
"""Characters of the cells whose meaning is kept."""

_NUMBER_ENDS = frozenset(")）%％‰")
"""What may stand behind the last digit of a number."""


def row_cells(text: str, start: int, end: int, words: TableWords) -> tuple[Cell, ...]:
    """The tab-separated cells of ``text[start:end]``."""
    cells: list[Cell] = []
    for part in text[start:end].split("\t"):
        cells.append(make_cell(part, start, start + len(part), words))
        start += len(part) + 1
    return tuple(cells)


def make_cell(text: str, start: int, end: int, words: TableWords) -> Cell:
    """A cell of its text; numbers lose their thousands separators and keep their digits."""
    if not text:
        return Cell(text="", kind="blank", value=None, start=start, end=end)
    kind, value = _kept(text) if len(text) <= _SHORT else _stated(text)
    # The length first: a key costs far more, and no sign for "there is none" is longer.
    if value is None and len(text) <= 4 and matching_key(text) in words.not_applicable:
        kind = "not_applicable"
    return Cell(text=text, kind=kind, value=value, start=start, end=end)


def _stated(text: str) -> tuple[CellKind, str | None]:
    """The kind of a cell that is filled, and the decimal it states."""
    value = number_value(text)
    if value is None:
        return "text", None
    return "number" if value.strip("-0.") else "zero", value


_kept = lru_cache(maxsize=1 << 14)(_stated)
"""As :func:`_stated`: the same names and amounts stand in table after table."""


def number_value(text: str) -> str | None:
    """The decimal a cell states, None if it is no number; brackets around a number make it negative.

    >>> number_value("1,329.64"), number_value("(12.5)"), number_value("98.4%"), number_value("12,5")
    ('1329.64', '-12.5', '98.4', None)
    >>> number_value("（2,000.00）"), number_value("△12.50"), number_value("- 7.20"), number_value("负7.00")
    ('-2000.00', '-12.50', '-7.20', '-7.00')
    """
    if not (text[-1:].isdecimal() or text[-1:] in _NUMBER_ENDS):
        return None  # most cells that are none, at the cost of one character
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match[2]) != bool(match[5]):
        return None
    negative = match[1] in _MINUS or bool(match[2])
    digits = match[3].replace(",", "").replace("，", "") + (match[4] or "")
    return f"-{digits}" if negative else digits


def as_text(cell: Cell) -> Cell:
    """The same cell read as text: a code or the number of a line is no figure."""
    if cell.value is None:
        return cell
    return Cell(text=cell.text, kind="text", value=None, start=cell.start, end=cell.end)
