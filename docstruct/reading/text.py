"""Plain text: one line of the file is one line of the source; tab-separated lines are rows of tables.

>>> [line.role for line in read_text("标题\\n项目\\t金额\\n收入\\t1.00\\n", "a.txt", "0").lines]
['body', 'table_row', 'table_row']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.source import Source, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Every line break Unicode knows (UAX #14: BK, CR, LF, NL), and those ``str.splitlines`` adds."""


def read_text(text: str, path: str, sha256: str) -> Source:
    """The source of a plain text; ``Source.text`` is ``text`` itself."""
    return Source(
        path=path,
        sha256=sha256,
        media_type="text/plain",
        reader="text",
        text=text,
        lines=tuple(_lines(text)),
    )


def line_ranges(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the lines of ``text``, line breaks excluded; nothing follows a final line break."""
    start = 0
    for match in _LINE_BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _lines(text: str) -> Iterator[SourceLine]:
    """The lines; consecutive lines that hold tabs are the rows of one table."""
    table = -1
    in_table = False
    for start, end in line_ranges(text):
        tabbed = is_row(text, start, end)
        if tabbed:
            table += not in_table
            yield SourceLine(start=start, end=end, role="table_row", table=table)
        else:
            yield SourceLine(start=start, end=end)
        in_table = tabbed


def is_row(text: str, start: int, end: int) -> bool:
    """Whether a line holds cells separated by tabs; a tab before the first character is an indentation."""
    first = start
    while first < end and text[first] in " \u3000":
        first += 1
    tab = text.find("\t", first, end)
    return tab > first or (tab == first and text[first:end].strip().count("\t") > 0)
