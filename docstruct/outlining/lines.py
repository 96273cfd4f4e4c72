"""The document as lines to be looked at: each paragraph with its marker and the few features decisions need.

Only the head of a line is ever inspected, so that a line of five megabytes costs no more than one of a page.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.outlining.markers import Marker, read_marker

if TYPE_CHECKING:
    from docstruct.lexicon.outline import MarkerGrammar
    from docstruct.normalized import NormalizedText, Paragraph

HEAD = 240
"""Characters at the beginning of a line that are inspected."""

BULLETS = " \t\u3000-*#•·●◆■□▪★"
"""What may stand before the marker of a line: remains of lists and headings of other media."""


class Line(Struct, frozen=True):
    """A non-empty paragraph.

    Attributes:
        index: its number among the lines.
        paragraph: what the normalizer says of it (page, font, heading depth …).
        start, end: its range in the text without surrounding spaces and bullets.
        head: at most its first ``HEAD`` characters.
        marker: the marker it begins with.
        tabular: whether it is a row of a table or holds tab-separated cells.
        caption: whether it is such a row of one cell, with none of several above it: a spreadsheet saved as a page has its
            title in the first row of its table.
        first_on_page: whether it is the first line of its page.
    """

    index: int
    paragraph: Paragraph
    start: int
    end: int
    head: str
    marker: Marker | None
    tabular: bool
    caption: bool
    first_on_page: bool

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table and no caption of it."""
        return self.tabular and not self.caption

    @property
    def rest(self) -> str:
        """The head without the marker."""
        return self.head[self.marker.end - self.start :] if self.marker else self.head

    @property
    def rest_start(self) -> int:
        """Where :attr:`rest` begins in the text."""
        return self.marker.end if self.marker else self.start

    @property
    def is_numbered(self) -> bool:
        """Whether its marker begins something; 附件2 above a title is how it was filed."""
        return self.marker is not None and self.marker.kind.style != "annex"

    @property
    def whole(self) -> bool:
        """Whether the head is the whole line."""
        return self.end - self.start <= HEAD


def read_lines(text: NormalizedText, grammar: MarkerGrammar) -> list[Line]:
    """Every non-empty paragraph as a line."""
    lines: list[Line] = []
    page: int | None = None
    table: int | None = None  # the one whose rows have been its captions so far, or are its own by now
    captions = True
    for paragraph in text.paragraphs:
        start, end = _trimmed(text.text, paragraph.start, paragraph.end)
        if start == end:
            continue
        tabular = paragraph.tabbed or paragraph.table is not None
        marker = read_marker(text.text, start, grammar, end)
        captions = (captions or paragraph.table != table) and text.text.find("\t", start, end) < 0
        table = paragraph.table
        caption = captions and table is not None
        first = paragraph.page is not None and paragraph.page != page
        page = paragraph.page
        head = text.text[start : min(end, start + HEAD)]
        lines.append(Line(len(lines), paragraph, start, end, head, marker, tabular, caption, first))
    return lines


def body_font_size(lines: list[Line]) -> float | None:
    """The font size most characters of the prose are set in, None where the medium has none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.paragraph.font_size is not None and not line.tabular:
            sizes[line.paragraph.font_size] += line.end - line.start
    # Of two sizes that are as common the smaller is that of the prose.
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in BULLETS:
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
