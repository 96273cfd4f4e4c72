"""The lines of a source, tidied: what is left of each when the spaces that do not belong are out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.normalizing.glyphs import NOTHING
from docstruct.normalizing.spaces import kept, pairs

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

    from docstruct.source import Source, SourceLine

_BLANK = f" {NOTHING}"
_BLANK_OR_TAB = f"{_BLANK}\t"


class Line(Struct, frozen=True, gc=False):
    """A line that holds something (a Struct: there is one a line, and a dataclass costs ten times as much to make).

    Attributes:
        source: the line as the reader gave it.
        text: what it reads when tidied.
        start, end: the range of the source from its first kept character to its last.
        pieces: the ranges of the source that ``text`` was taken from (:func:`~docstruct.normalizing.spaces.kept`),
            None if it is one, ``start`` to ``end``.
        row: whether it is a row of a table: cells separated by tabs.
        blank_before: how many empty lines stand above it.
        indent: columns of blanks before its text (2 for a full-width space).
        marked: whether the medium put a mark before it (a bullet, a tag), so that it begins something.
    """

    source: SourceLine
    text: str
    start: int
    end: int
    pieces: array[int] | None
    row: bool
    blank_before: int
    indent: int
    marked: bool

    @property
    def width(self) -> int:
        """Columns it takes in a fixed-width type: 2 for a Chinese character, 1 for an ASCII one."""
        return (len(self.text) + len(self.text.encode("utf-8"))) // 2


def tidy_lines(text: str, source: Source) -> Iterator[Line]:
    """The lines of ``text`` (the repaired text of ``source``) that hold anything, in order."""
    blank = previous_end = 0
    in_table = False
    for line in source.lines:
        start, end = line.start, line.end
        piece = text[start:end]
        row = line.role in ("table_row", "table_text")
        if row or "\t" in piece:
            piece, row = _trim_row(piece, row, in_table)
        else:
            piece = piece.strip(_BLANK)
        if not piece:
            blank += 1
            continue
        # What was trimmed stood at the ends, so the first place it is found is its own.
        if len(piece) < end - start:
            start = text.index(piece, start, end)
            end = start + len(piece)
        pieces = None
        if " " in piece or NOTHING in piece:
            pieces = kept(text, start, end)
            piece = "".join([text[low:high] for low, high in pairs(pieces)])
        marked = _is_marked(source.text[previous_end : line.start])
        indent = _columns(source.text[line.start : start]) if start > line.start else 0
        yield Line(line, piece, start, end, pieces, row, blank, indent, marked)
        blank, in_table, previous_end = 0, row, line.end


def _trim_row(piece: str, row: bool, in_table: bool) -> tuple[str, bool]:
    """Cut the blanks around a line with tabs, which are cells in a table and indentation elsewhere.

    Returns what is left (nothing of a row of empty cells) and whether it is a row.
    """
    core = piece.strip(_BLANK_OR_TAB)
    if not core:
        return "", False
    inner = "\t" in core
    # Its one cell is as good as in the first column.
    begins = not inner and not in_table and piece.rstrip(_BLANK).endswith(core)
    row = row or in_table or inner
    return piece.strip(_BLANK) if row and not begins else core, row


def _is_marked(between: str) -> bool:
    """Whether anything but blanks and emphasis stands between a line's own beginning and its range."""
    if not between or between.isspace():
        return False
    # Emphasis (**…**) begins nothing; a bullet or a tag right before the text does.
    before = between.rstrip(" \t*_")
    return bool(before) and not before[-1].isspace()


def _columns(blanks: str) -> int:
    """Columns that blanks take: the ideographic space is as wide as a character, a tab as a stop."""
    return len(blanks) + blanks.count("\u3000") + 3 * blanks.count("\t")
