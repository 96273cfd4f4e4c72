"""Writes the text of a source line by line, for media whose text the reader makes itself (HTML, DOCX)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.text import TableNumbers
from docstruct.source import Source, SourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import ReaderName

_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))
"""Characters that would end a line or a cell."""


class SourceBuilder:
    """Takes lines, paragraphs and tables in the order of the document.

    >>> builder = SourceBuilder()
    >>> builder.line("一、收入", heading=1)
    0
    >>> builder.table([["项目", "金额"], ["合计", ""]])
    [5, 11]
    >>> builder.source(path="a", sha256="0", media_type="text/html", reader="html").text
    '一、收入\\n项目\\t金额\\n合计\\t\\n'
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[SourceLine] = []
        self._tables = TableNumbers()
        self._blank = False
        self._begins = False

    def part(self) -> None:
        """Keep the next line apart from whatever stands before: a sheet, a message begins with it."""
        self.blank()
        self._begins = True

    def line(
        self,
        text: str,
        *,
        bold: bool = False,
        centered: bool = False,
        heading: int | None = None,
        font_size: float | None = None,
    ) -> int:
        """Add a line; a tab or line break in it becomes a space. Returns where it begins."""
        self._write_blank()
        begins, self._begins = self._begins, False
        self._tables.next(is_row=False)
        start, end = self._append(text.translate(_BREAKS))
        self._lines.append(
            SourceLine(
                start=start,
                end=end,
                bold=bold,
                centered=centered,
                heading=heading,
                font_size=font_size,
                begins=begins,
            )
        )
        return start

    def blank(self) -> None:
        """Put an empty line, which keeps paragraphs apart, before whatever follows; one is enough."""
        # Nothing above the first line, and no second blank below one.
        self._blank = bool(self._lines) and self._lines[-1].end > self._lines[-1].start

    def table(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """Add the rows of a table, one line each, with tabs between the cells. Returns where each begins."""
        starts: list[int] = []
        self._write_blank()
        self._tables.next(is_row=False)
        for row in rows:
            start, end = self._append("\t".join([cell.translate(_BREAKS) for cell in row]))
            starts.append(start)
            table = self._tables.next(is_row=True)
            self._lines.append(SourceLine(start=start, end=end, role="table_row", table=table))
        self._tables.next(is_row=False)
        return starts

    def source(self, *, path: str, sha256: str, media_type: str, reader: ReaderName) -> Source:
        """What was written."""
        return Source(
            path=path,
            sha256=sha256,
            media_type=media_type,
            reader=reader,
            text="".join(self._parts),
            lines=tuple(self._lines),
        )

    def _write_blank(self) -> None:
        if self._blank:
            self._blank, begins = False, self._begins
            self.line("")
            self._begins = begins

    def _append(self, text: str) -> tuple[int, int]:
        start = self._length
        self._parts += (text, "\n")
        self._length += len(text) + 1
        return start, start + len(text)
