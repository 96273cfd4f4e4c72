"""A table of tabs as a spreadsheet or an editor saved it: its text, its lines and the cells of a line.

Keepers work in Excel and WPS. “Unicode 文本”, the one form of tabs in which Excel keeps every character, is UTF-16 with a
byte order mark; a cell with a comma or a quotation mark comes out in quotation marks; an empty column to the right, in
which something stood once, leaves a tab on every line; old programs on a Mac end lines with a carriage return alone. None
of this can be meant as content, and all of it is read as what it was in the sheet. GBK is refused: bytes of a damaged
file are GBK as well, and words that mean nothing would be taken for words.

>>> cells('预算\\t"某省, ""部门""预算"\\t\\r'), cells('"三公"和"两费"')
(['预算', '某省, "部门"预算', ''], ['"三公"和"两费"'])
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError

if TYPE_CHECKING:
    from pathlib import Path

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-16."""
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
"""A cell that a spreadsheet quoted: marks within it are doubled, so that other marks are the cell's own."""


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        LexiconError: it is none, or neither UTF-8 nor UTF-16 with a byte order mark.
    """
    data = path.read_bytes()
    try:
        # Excel and Notepad begin a UTF-8 file with a byte order mark, too.
        return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data[:1000] and not data.startswith(_UTF_16):
            raise LexiconError(
                f"{path}: no text; save the sheet as text separated by tabs, in UTF-8"
            ) from None
        line = data[: error.start].count(b"\n") + 1
        raise LexiconError(
            f"{path}:{line}: not UTF-8; save the file as UTF-8, in Excel as “Unicode 文本”"
        ) from None


def lines_of(path: Path) -> list[str]:
    """The lines of a file, with what else than a line feed ends them.

    Raises:
        LexiconError: as :func:`text_of`.
    """
    text = text_of(path)
    return text.split("\n" if "\n" in text else "\r")


def cells(line: str) -> list[str]:
    """The cells of a line, without the quotation marks a spreadsheet put around them."""
    row = line.removesuffix("\r").split("\t")
    return [_plain(cell) for cell in row] if '"' in line else row


def _plain(cell: str) -> str:
    quoted = _QUOTED.fullmatch(cell)
    return quoted[1].replace('""', '"') if quoted else cell


def without_empty(row: list[str], width: int) -> list[str]:
    """A row without the empty cells to the right of the columns that have a name."""
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row
