"""What the normalizer hands on: the text every annotation refers to, its paragraphs, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Page, Repairs
    from docstruct.spanmap import SpanMap


class Paragraph(Struct, frozen=True, kw_only=True, gc=False):
    """One line of the normalized text: a paragraph made whole, a heading, or a row of a table.

    A Struct, since there is one a line: it is made in a tenth of the time a dataclass takes, and holds nothing that
    the garbage collector would have to look at.

    ``start``/``end`` is its range in ``NormalizedText.text`` (the line break not included); the other attributes
    are those of the source lines it was joined from (see :class:`docstruct.source.SourceLine`); ``table`` is set
    for the rows of a table the reader saw; ``tabbed`` for any line that holds tab-separated cells;
    ``loose`` for a line of a table whose rows cannot be told: no prose, and no row either.
    """

    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    font_size: float | None = None
    bold: bool = False
    centered: bool = False
    heading: int | None = None
    table: int | None = None
    columns: int | None = None
    tabbed: bool = False
    loose: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedText:
    """The normalized text: paragraphs separated by one line break each, and the map to ``Source.text``."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    map: SpanMap
    repairs: Repairs
    pages: tuple[Page, ...] = ()

    def moved(self, by: int, source_length: int) -> NormalizedText:
        """The same text, made from what begins at ``by`` in a source of the given length."""
        entries = tuple(
            replace(entry, source_start=entry.source_start + by, source_end=entry.source_end + by)
            for entry in self.repairs.entries
        )
        return replace(
            self,
            map=self.map.moved(by, source_length),
            repairs=replace(self.repairs, entries=entries),
        )
