"""What a converter made of tables: text in which their rows have lost tabs, rules or even the lines they stood in.

A PDF's text as a program extracts it, a browser's copy and a word processor's "save as text" keep the words of a
table and lose its cells. Three forms occur, often in one text::

    201          201 行政运行 51.32 51.32          201      行政运行      51.32      51.32
    行政运行      (a row a line, single blanks)     (columns of blanks, as pdftotext -layout sets them)
    51.32
    51.32        (a cell a line)

``delimited.py`` reads a workbook that was written as CSV, ``furniture.py`` finds page numbers and running headers, ``boxes.py`` tables drawn with rules, ``dashes.py`` those
with underlined columns, ``pipes.py`` cells parted by ``|``, ``stretches.py`` where other
tables stand, ``columns.py`` puts rows back whose columns are still to be seen, ``counted.py`` those whose columns can be counted. Where neither holds, nothing is guessed: a
value in the wrong column is worse than none. The lines are then ``table_text``, which is kept, and read neither as prose
nor as rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docstruct.reading.converted.boxes import boxed_tables
from docstruct.reading.converted.columns import Row, rebuilt_rows
from docstruct.reading.converted.counted import counted_rows
from docstruct.reading.converted.dashes import dashed_tables
from docstruct.reading.converted.delimited import delimited_rows
from docstruct.reading.converted.furniture import find_furniture
from docstruct.reading.converted.pipes import piped_tables
from docstruct.reading.converted.stretches import find_stretches

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

__all__ = [
    "Row",
    "Stretch",
    "converted_tables",
    "delimited_rows",
    "drawn_tables",
    "find_furniture",
    "sheets_of",
]


class Stretch(NamedTuple):
    """A table in a text: its lines ``first`` to ``last`` (exclusive) and its rows, None if they cannot be told."""

    first: int
    last: int
    rows: list[Row] | None


def drawn_tables(text: str, lines: Sequence[tuple[int, int]]) -> list[Stretch]:
    """The tables whose columns are drawn, with boxes or with underlines, in order."""
    found = [Stretch(*table) for table in boxed_tables(text, lines)]
    for table in dashed_tables(text, lines):
        if not any(stretch.first < table[1] and table[0] < stretch.last for stretch in found):
            found.append(Stretch(*table))
    return sorted(found, key=lambda stretch: stretch.first)


def sheets_of(rows: Mapping[int, Row]) -> list[Stretch]:
    """The tables that rows of neighbouring lines make: a line without cells ends one."""
    tables: list[list[int]] = []
    for number in rows:
        if tables and tables[-1][-1] == number - 1:
            tables[-1].append(number)
        else:
            tables.append([number])
    return [Stretch(own[0], own[-1] + 1, [rows[number] for number in own]) for own in tables]


def converted_tables(
    text: str, lines: Sequence[tuple[int, int]], apart: Container[int] = ()
) -> list[Stretch]:
    """The tables among the lines of a text, in order; ``lines`` are the ranges of all of them.

    Lines that hold tabs are rows already and left alone; the lines numbered in ``apart`` are no part of the text.
    """
    found = drawn_tables(text, lines)
    drawn = {at for stretch in found for at in range(stretch.first, stretch.last)}
    found += [Stretch(*table) for table in piped_tables(text, lines, drawn)]
    taken = {at for stretch in found for at in range(stretch.first, stretch.last)}
    for first, last in find_stretches(text, lines, apart, taken):
        own = [lines[at] for at in range(first, last) if at not in apart]
        found.append(Stretch(first, last, rebuilt_rows(text, own) or counted_rows(text, own)))
    return sorted(found, key=lambda stretch: stretch.first)
