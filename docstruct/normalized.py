"""What the normalizer hands on: the text every annotation refers to, its paragraphs, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.document import Page, Repairs
    from docstruct.spanmap import SpanMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of the normalized text: a paragraph made whole, a heading, or a row of a table.

    ``start``/``end`` is its range in ``NormalizedText.text`` (the line break not included); the other attributes
    are those of the source lines it was joined from (see :class:`docstruct.source.SourceLine`); ``table`` is set
    for the rows of a table the reader saw; ``tabbed`` for any line that holds tab-separated cells.
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
    tabbed: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedText:
    """The normalized text: paragraphs separated by one line break each, and the map to ``Source.text``."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    map: SpanMap
    repairs: Repairs
    pages: tuple[Page, ...] = ()
