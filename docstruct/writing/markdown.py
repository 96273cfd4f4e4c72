"""md: a document as Markdown, one file each, for people and for language models.

Headings carry ``#`` by level, tables are GitHub tables (every row as it stands in the text), every page of a paged
input begins with an anchor ``<a id="page-3"></a>``. What the text says that Markdown would take for a mark of its own
is escaped. Read again by :mod:`docstruct.reading.markdown` it gives the same sections and tables.

>>> from docstruct import structure
>>> print(structure("一、收入情况\\n2022年收入总计3.5万元。").to_markdown(), end="")
## 一、收入情况
<BLANKLINE>
2022年收入总计3.5万元。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from docstruct.writing.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docstruct.document import Document, Section, Table

DEEPEST = 6
"""Markdown knows six levels of headings; what lies deeper has the sixth."""

_MARKS = re.compile(r"^(?=#|[-+*>] |```|~~~|={3,}|-{3,})|(?=[*_`<\\])")
"""Places where the text would be taken for a mark: at the beginning of a line, or anywhere in it."""


class MarkdownWriter:
    """Writes ``name.md``; see :class:`docstruct.writing.DocumentWriter`."""

    suffix = ".md"

    def write_document(self, document: Document, folder: Path, name: str) -> Path:
        """Write the document and return its path."""
        return write_atomically(folder / f"{name}{self.suffix}", markdown(document).encode())


def markdown(document: Document) -> str:
    """The whole document as Markdown, with a line break at the end."""
    return "".join(f"{block}\n\n" for block in _blocks(document))[:-1]


def _blocks(document: Document) -> Iterator[str]:
    """Anchors, headings, tables and paragraphs in the order of the text."""
    headings = {
        section.start: section for section in reversed(document.sections) if section.type == "heading"
    }
    tables = {table.start: table for table in document.tables}
    starts = sorted(tables)
    pages = list(document.pages)
    text, at = document.text, 0
    while at < len(text):
        while pages and pages[0].start <= at:
            yield f'<a id="page-{pages.pop(0).number}"></a>'
        if at in tables and tables[at].end > at:
            yield _table(document.text, tables[at])
            at = max(tables[at].end, at + 1)
        else:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            following = bisect_right(starts, at)
            end = min([end, *starts[following : following + 1]])
            if line := text[at:end].strip("\n"):
                yield _line(line, headings.get(at), end)
            at = end
        if at < len(text) and text[at] == "\n":
            at += 1


def _line(line: str, heading: Section | None, end: int) -> str:
    """A paragraph, or a heading where the whole line is its title."""
    escaped = _MARKS.sub(r"\\", line)
    if heading is None or heading.title_end + 1 < end:
        return escaped
    return f"{'#' * min(heading.level, DEEPEST)} {escaped}"


def _table(text: str, table: Table) -> str:
    """A GitHub table: its first row above the rule, every row with as many cells as the widest."""
    rows = [row.split("\t") for row in text[table.start : table.end].split("\n") if row]
    width = max(map(len, rows))
    lines = [_row(row, width) for row in rows]
    return "\n".join([lines[0], _row(["---"] * width, width, escape=False), *lines[1:]])


def _row(cells: Sequence[str], width: int, *, escape: bool = True) -> str:
    padded = [*cells, *[""] * (width - len(cells))]
    return f"| {' | '.join(_cell(cell) if escape else cell for cell in padded)} |"


def _cell(cell: str) -> str:
    return re.sub(r"(?=[|*_`<\\])", r"\\", cell)
