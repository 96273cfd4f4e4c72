r"""Markdown, and text in which converters left Markdown: its marks are told apart from the text.

``Source.text`` is the text as it is. Marks around a line (``#``, ``- ``, ``>``, ``**`` on both sides) lie outside the
line's range; marks inside it are listed in ``Source.markup`` (see :mod:`docstruct.source`); lines that are marks from
end to end (``---``, fences, the rule below a table's header) are no lines. Tables with pipes and the HTML tables that
recognisers write (:mod:`docstruct.reading.markdown.tagged_tables`) become rows, as tab-separated lines are.

>>> source = read_markdown("## **一、收入**\n- 总计 **1.00** 万元\n", "a.md", "0")
>>> [(source.text[line.start : line.end], line.heading, line.bold) for line in source.lines]
[('一、收入', 2, True), ('总计 **1.00** 万元', None, False)]
>>> [(source.text[mark.start : mark.end], mark.stands_for) for mark in source.markup]
[('**', ''), ('**', '')]

The number of an ordered list (``1.``) numbers a heading in these documents and stays, and so does a page number that
looks like a bullet (``- 5 -``).
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from docstruct.errors import ReadError
from docstruct.reading.converted import Row, drawn_tables
from docstruct.reading.markdown.inline import BOLD, MAY_BEGIN, TAG, bold_length, inline_marks
from docstruct.reading.markdown.tagged_tables import table_ranges, tagged_rows
from docstruct.reading.text import TableNumbers, is_row, line_ranges
from docstruct.source import Markup, Source, SourceLine

_MARKED_LINE = re.compile(
    r"""^(?:
      [ ]{0,3}\#{1,6}[ \t]+\S
    | [-*+][ ]+[^\s\d].*\n(?:\s*\n)?[-*+][ ]+[^\s\d]
    | [ ]{0,3}\|.*\|[ \t]*$
    )""",
    re.VERBOSE | re.MULTILINE,
)
_MARKED_WORDS = re.compile(rf"{BOLD}|{TAG}|<table\b", re.IGNORECASE)

_LINE_MARKS = re.compile(
    r"""
    [ \t\u3000]*+ (?:>[ ]+(?![\d=]))*+
    (?: (?P<heading>\#{1,6}) (?:[ \t\u3000]+ | (?=[^\W\d_]) | $)
      | [-*+] [ \t]+ (?=\S) (?![-\d.,%\s]+$)
      | (?<=>[ ])
    )
    """,
    re.VERBOSE,
)
"""A heading, a bullet, a quotation; no match means that the line begins with no mark."""

_CLOSING_HASHES = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")

_MARKS_ONLY = re.compile(
    r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*|(?:`{3,}|~{3,})[\w -]*)$"
)
"""A thematic break, the line below a title, a fence of code."""

_TABLE_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)++(?:[ \t]*:?-+:?[ \t]*)?$")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\b[^<>]{0,100}>", re.IGNORECASE)


def looks_like_markdown(text: str) -> bool:
    """Whether a text bears marks of Markdown that a plain text does not.

    >>> looks_like_markdown("# 目录"), looks_like_markdown("1. 收入 <=30"), looks_like_markdown("- 一、职责\\n- 二、机构")
    (True, False, True)
    """
    if _MARKED_LINE.search(text):
        return True
    may_mark_words = "**" in text or "<" in text  # far cheaper than to try at each character
    return may_mark_words and _MARKED_WORDS.search(text) is not None


def read_markdown(text: str, path: str, sha256: str) -> Source:
    """The source of a Markdown text; ``Source.text`` is ``text`` itself.

    Raises:
        ReadError: code ``too_large``: a table asks for more cells than it may have.
    """
    reading = _Reading(text)
    try:
        reading.run()
    except OverflowError as error:
        raise ReadError(path, str(error), "too_large") from None
    return Source(
        path=path,
        sha256=sha256,
        media_type="text/markdown",
        reader="markdown",
        text=text,
        lines=tuple(reading.lines),
        markup=tuple(reading.marks),
    )


class _Reading:
    """The state of reading one text from its first line to its last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[SourceLine] = []
        self.marks: list[Markup] = []
        self._tables = TableNumbers()

    def run(self) -> None:
        """Read tagged tables as they come, and the lines before, between and after them."""
        at = 0
        for start, end in table_ranges(self.text):
            self._read_lines(at, start)
            self._read_tagged_table(start, end)
            at = end
        self._read_lines(at, len(self.text))

    def _read_tagged_table(self, start: int, end: int) -> None:
        self._tables.next(is_row=False)
        for row in tagged_rows(self.text, start, end):
            self._add_row(row.start, row.end)
            self.marks.extend(row.marks)
        self._tables.next(is_row=False)

    def _read_lines(self, start: int, end: int) -> None:
        ranges = list(line_ranges(self.text, start, end))
        at = 0
        for first, last, rows in drawn_tables(self.text, ranges):
            self._read_unboxed(ranges[at:first])
            self._read_boxed(rows, ranges[first:last])
            at = last
        self._read_unboxed(ranges[at:])

    def _read_boxed(self, rows: list[Row] | None, ranges: list[tuple[int, int]]) -> None:
        """A table drawn with rules (a grid table); its lines are no rows where the cells cannot be told."""
        self._tables.next(is_row=False)
        for row in rows or ():
            self._add_row(row.start, row.end, row.columns)
            at = row.start
            for mark in row.marks:
                self.marks += [*inline_marks(self.text, at, mark.start), mark]
                at = mark.end
            self.marks.extend(inline_marks(self.text, at, row.end))
        if rows is None:
            self.lines += [SourceLine(start=start, end=end, role="table_text") for start, end in ranges]
        self._tables.next(is_row=False)

    def _read_unboxed(self, ranges: list[tuple[int, int]]) -> None:
        piped = False  # whether the line before was a row with pipes, or its rule
        for i, (line_start, line_end) in enumerate(ranges):
            if self.text.find("|", line_start, line_end) < 0:
                piped = False
                self._read_line(line_start, line_end)
            elif _TABLE_RULE.match(self.text, line_start, line_end):
                piped = True
            elif self._is_piped(line_start, line_end) or piped or self._is_rule(ranges[i + 1 : i + 2]):
                piped = True
                self._read_piped_row(line_start, line_end)
            else:
                piped = False
                self._read_line(line_start, line_end)

    def _is_rule(self, following: list[tuple[int, int]]) -> bool:
        return any(_TABLE_RULE.match(self.text, start, end) for start, end in following)

    def _is_piped(self, start: int, end: int) -> bool:
        """Whether a line has pipes at both ends."""
        line = self.text[start:end].strip()
        return len(line) > 1 and line[0] == line[-1] == "|"

    def _read_piped_row(self, start: int, end: int) -> None:
        """A row of cells with pipes between them; those around the row are outside its range."""
        start, end = self._trimmed(start, end)
        start += self.text[start] == "|"
        end -= end > start and self.text[end - 1] == "|" and self.text[end - 2] != "\\"
        start, end = self._trimmed(start, end)
        self._add_row(start, end)
        at = start
        for pipe in _PIPE.finditer(self.text, start, end):
            before, after = self._trimmed(at, pipe.start())[1], self._trimmed(pipe.end(), end)[0]
            self.marks.extend(inline_marks(self.text, at, before))
            self.marks.append(Markup(before, after, "\t"))
            at = after
        self.marks.extend(inline_marks(self.text, at, end))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _add_row(self, start: int, end: int, columns: int | None = None) -> None:
        table = self._tables.next(is_row=True)
        self.lines.append(SourceLine(start=start, end=end, role="table_row", table=table, columns=columns))

    def _read_line(self, start: int, end: int) -> None:
        if is_row(self.text, start, end):
            self._add_row(start, end)
            self.marks.extend(inline_marks(self.text, start, end))
            return
        self._tables.next(is_row=False)
        if _MARKS_ONLY.match(self.text, start, end):
            self._underline(start)
            return
        heading = None
        if marks := _LINE_MARKS.match(self.text, start, end):
            start = marks.end()
            if marks["heading"]:
                heading = len(marks["heading"])
                closing = _CLOSING_HASHES.search(self.text, start, end)
                end = closing.start() if closing else end
        self._add_lines(start, end, heading)

    def _underline(self, start: int) -> None:
        """A line of ``=`` makes the line above it a title (CommonMark, section 4.3)."""
        if self.text[start] == "=" and self.lines and self.lines[-1].role == "body":
            self.lines[-1] = replace(self.lines[-1], heading=1)

    def _add_lines(self, start: int, end: int, heading: int | None) -> None:
        """Add a line, or the lines that ``<br>`` makes of it; emphasis may go on over the break."""
        if MAY_BEGIN.search(self.text, start, end) is None:  # as of most lines
            self.lines.append(SourceLine(start=start, end=end, heading=heading))
            return
        marks = list(inline_marks(self.text, start, end))
        unmarked = end - start - sum(mark.end - mark.start for mark in marks)
        bold = 2 * bold_length(self.text, start, end) > unmarked
        own: list[Markup] = []
        for mark in marks:
            if _BREAK.match(self.text, mark.start, mark.end):
                self._add_line(start, mark.start, own, bold, heading)
                start, own = mark.end, []
            else:
                own.append(mark)
        self._add_line(start, end, own, bold, heading)

    def _add_line(self, start: int, end: int, marks: list[Markup], bold: bool, heading: int | None) -> None:
        """Add a line without the marks at its ends."""
        while marks and marks[0].start == start and not marks[0].stands_for:
            start = marks.pop(0).end
        while marks and marks[-1].end == end and not marks[-1].stands_for:
            end = marks.pop().start
        self.marks.extend(marks)
        self.lines.append(SourceLine(start=start, end=end, bold=bold, heading=heading))
