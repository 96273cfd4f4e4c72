"""Traditional script: the outline is read in simplified characters, and quotes what the document writes.

A document in traditional script is outlined in the view of :func:`docstruct.normalizing.script.simplified`, whose every
character stands where that of the text stands: titles, kinds, metadata and tables are found as in any other document.
:func:`as_written` then puts titles, terms, definitions and cells back into the script of the text, by their ranges.
Metadata stay simplified, and so do the names of rows and the subjects of figures: they are compared between documents.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from docstruct.normalizing.script import simplified

if TYPE_CHECKING:
    from docstruct.document import Cell, ContentsEntry, Definition, Section, Table
    from docstruct.outline import Outline

T = TypeVar("T", "Cell", "ContentsEntry", "Definition")


def as_written(outline: Outline, text: str) -> Outline:
    """The outline of the simplified view of a text, with the words it quotes as the text has them."""
    return replace(
        outline,
        sections=tuple(_section(section, text) for section in outline.sections),
        contents=tuple(_words(entry, text, "title") for entry in outline.contents),
        definitions=tuple(_words(entry, text, "term", "text") for entry in outline.definitions),
        tables=tuple(_table(table, text) for table in outline.tables),
    )


def _section(section: Section, text: str) -> Section:
    title = _quoted(section.title, text[section.title_start : section.title_end])
    return section if title == section.title else replace(section, title=title)


def _table(table: Table, text: str) -> Table:
    rows = tuple(
        replace(row, cells=tuple(_words(cell, text, "text") for cell in row.cells)) for row in table.rows
    )
    return replace(table, rows=rows)


def _words(entry: T, text: str, *names: str) -> T:
    """An entry with some of its words as they stand in its range."""
    quoted = text[entry.start : entry.end]
    told = {name: _quoted(getattr(entry, name), quoted) for name in names}
    return replace(entry, **told)  # type: ignore[arg-type]


def _quoted(said: str, written: str) -> str:
    """The characters of ``written`` that simplified words are, blanks apart; the words themselves if they are not there."""
    for source in (written, "".join(written.split())):
        at = simplified(source).find(said)
        if at >= 0:
            return source[at : at + len(said)]
    return said
