"""The lines of a source, tidied: what is left of each when the spaces that do not belong are out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.normalizing.glyphs import NOTHING
from docstruct.normalizing.spaces import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.source import Source, SourceLine

_BLANK = f" {NOTHING}"
_BLANK_OR_TAB = f"{_BLANK}\t"


@dataclass(slots=True)
class Line:
    """A line that holds something.

    Attributes:
        source: the line as the reader gave it.
        text: what it reads when tidied.
        pieces: the ranges of the source text that ``text`` was taken from.
        row: whether it is a row of a table: cells separated by tabs.
        blank_before: how many empty lines stand above it.
        indent: columns of blanks before its text (2 for a full-width space).
        marked: whether the medium put a mark before it (a bullet, a tag), so that it begins something.
    """

    source: SourceLine
    text: str
    pieces: tuple[tuple[int, int], ...]
    row: bool
    blank_before: int
    indent: int
    marked: bool

    @property
    def start(self) -> int:
        """Where its first kept character stands in the source."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where its last kept character ends in the source."""
        return self.pieces[-1][1]

    @property
    def width(self) -> int:
        """Columns it takes in a fixed-width type: 2 for a Chinese character, 1 for an ASCII one."""
        return (len(self.text) + len(self.text.encode("utf-8"))) // 2


def tidy_lines(text: str, source: Source) -> Iterator[Line]:
    """The lines of ``text`` (the repaired text of ``source``) that hold anything, in order."""
    blank = 0
    in_table = False
    previous_end = 0
    for line in source.lines:
        start, end, row = _trim(text, line, in_table)
        if start >= end:
            blank += 1
            continue
        piece = text[start:end]
        if " " in piece or NOTHING in piece:
            pieces = tuple(kept(text, start, end))
            piece = "".join([text[a:b] for a, b in pieces])
        else:
            pieces = ((start, end),)
        marked = line.start > previous_end and _is_marked(source.text, previous_end, line.start)
        indent = _columns(source.text[line.start : start]) if start > line.start else 0
        yield Line(line, piece, pieces, row, blank, indent, marked)
        blank, in_table, previous_end = 0, row, line.end


def _trim(text: str, line: SourceLine, in_table: bool) -> tuple[int, int, bool]:
    """Cut the blanks around a line; tabs around it are cells in a table and indentation elsewhere."""
    piece = text[line.start : line.end]
    if "\t" not in piece:
        core = piece.lstrip(_BLANK)
        start = line.end - len(core)
        return start, start + len(core.rstrip(_BLANK)), line.role == "table_row"
    core = piece.strip(_BLANK_OR_TAB)
    if not core:
        return line.start, line.start, False
    row = line.role == "table_row" or in_table or "\t" in core
    begins = (
        "\t" not in core and not in_table and piece.endswith(core)
    )  # its one cell is as good as in the first column
    blanks = _BLANK_OR_TAB if begins or not row else _BLANK
    core = piece.lstrip(blanks)
    start = line.end - len(core)
    return start, start + len(core.rstrip(blanks)), row


def _is_marked(text: str, previous_end: int, start: int) -> bool:
    """Whether anything but blanks and emphasis stands between the line's own beginning and its range."""
    before = text[previous_end:start].rstrip(" \t*_")
    return bool(before) and not before[-1].isspace()


def _columns(blanks: str) -> int:
    """Columns that blanks take: the ideographic space is as wide as a character, a tab as a stop."""
    return len(blanks) + blanks.count("\u3000") + 3 * blanks.count("\t")
