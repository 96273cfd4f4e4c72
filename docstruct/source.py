"""What a reader hands on: the decoded text of an input and what its medium knows of it.

A :class:`Source` holds one long text and, line by line, where each line stands on the page and how it looks. Readers
emit the rows of tables they can see (ruled PDF tables, HTML, DOCX, Markdown) as lines of tab-separated cells with the
role ``table_row``; running headers, footers and page numbers stay in the text with a role of their own, so that the
normalizer can set them apart without losing them.

``Source.text`` of a text or Markdown input is the decoded text as it is, so that offsets are the user's own. What is a
mark of the medium in it and no text (``#``, ``- ``, ``**``, the ``|`` between cells, ``<br>``) is named in two ways:

* marks around a line lie outside its range: of ``"## **一、收入**"`` the line is ``一、收入``, with ``heading=2`` and
  ``bold=True``; what no line covers is no text;
* marks inside a line are listed in ``Source.markup``, each with what it stands for: of ``"| 项目 | 金额 |"`` the line is
  ``项目 | 金额``, a ``table_row``, and the ``" | "`` inside it is a :class:`Markup` that stands for a tab.

For HTML and DOCX ``Source.text`` is the text the reader extracted, and offsets refer to that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

import msgspec.structs
from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Box, Origin, ReaderName, Severity

LineRole: TypeAlias = Literal["body", "table_row", "table_text", "header", "footer", "page_number"]

SET_APART: frozenset[LineRole] = frozenset(("header", "footer", "page_number"))
"""The roles of lines that stand on a page and are no part of its text."""


class SourceLine(Struct, frozen=True, kw_only=True, gc=False):
    """One line of ``Source.text``, without its line break, and what the medium says of it; there are thousands of them.

    Attributes:
        start, end: its range in ``Source.text``.
        role: what it is on its page; ``table_row`` lines hold cells separated by tabs, ``table_text``
            lines are what a converter left of a table whose rows cannot be told.
        page: 1-based page number, None for unpaged media.
        box: ``(x0, y0, x1, y1)`` in points, None for unpaged media.
        level_box: on a page that was turned, straightened or made flat to be read, where the line stands on the page as it
            was read: there its neighbours begin at one edge. None where that is ``box``.
        font_size: points of the dominant font, None if unknown.
        bold: whether the dominant font is bold (``**bold**``, ``<b>`` and ``<strong>`` count).
        centered: whether the line is centred on its page or in its block.
        heading: the depth of a heading the medium marks up (``#``, ``<h2>``, Heading 2), else None.
        table: the number of the table a ``table_row`` belongs to, counted from 0 over the document.
        columns: how many columns the table has where a row that ends before the last is blank there, None where it may have
            lost cells anywhere.
        begins: whether the medium says that no paragraph goes on from the line before to this one.
        column: the left and right edge, in points, of the column it stands in, None where the page is not set in columns.
        confidence: the mean confidence of recognition, 0 to 1, None where nothing was recognised.
    """

    start: int
    end: int
    role: LineRole = "body"
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    level_box: tuple[float, float, float, float] | None = None
    font_size: float | None = None
    bold: bool = False
    centered: bool = False
    heading: int | None = None
    table: int | None = None
    columns: int | None = None
    column: tuple[float, float] | None = None
    begins: bool = False
    confidence: float | None = None

    @property
    def place(self) -> tuple[float, float, float, float] | None:
        """Where the line stands among the others of its page, as they are read."""
        return self.level_box or self.box


class Markup(Struct, frozen=True, gc=False):
    """A range inside a line that is a mark of the medium, and what it stands for: text no longer than the range."""

    start: int
    end: int
    stands_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One page: its range in ``Source.text``, its size in points, and where its text came from.

    ``confidence`` is the share of its characters that were recognised above 0.9, None for a text layer.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    origin: Origin
    confidence: float | None = None


class Locator(Protocol):
    """Finds the boxes of a range of ``Source.text`` on the pages; made by the reader of a paged medium."""

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box a line touched, in reading order."""
        ...


class Grid(Protocol):
    """Finds the cells of a range of ``Source.text``; made by the reader of workbooks."""

    def place(self, start: int, end: int) -> tuple[str, str] | None:
        """The name of the sheet where the range begins, and the address of its cells there: ``B7`` or ``A4:H20``."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader has to say of an input, in one Chinese sentence; it becomes a finding.

    ``start``/``end`` is the range of ``Source.text`` it is about, empty for the whole input.
    """

    kind: str
    severity: Severity
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An input as read: its text, and in ascending order its lines, the marks inside lines, and its pages.

    Inputs whose own text has no meaning to the user as offsets (PDF, scans) have a ``locator``: their annotations
    carry pages and boxes instead of source ranges. ``engine`` is what recognised pages of it, None if nothing was. Lone surrogates may stand in ``text``; the normalizer replaces
    them, so that every output is valid UTF-8.
    """

    path: str
    sha256: str
    media_type: str
    reader: ReaderName
    text: str
    lines: tuple[SourceLine, ...]
    markup: tuple[Markup, ...] = ()
    pages: tuple[SourcePage, ...] = ()
    locator: Locator | None = field(default=None, repr=False, compare=False)
    grid: Grid | None = field(default=None, repr=False, compare=False)
    notices: tuple[Notice, ...] = ()
    converter: str | None = None
    repair: str | None = None
    engine: str | None = None

    def cut(self, start: int, end: int) -> Source:
        """What stands in ``text[start:end]``, as a source of its own whose offsets begin with 0; lines are not cut.

        The way back to pages and cells stays with the whole: its offsets are those of the whole text.
        """
        return replace(
            self,
            text=self.text[start:end],
            lines=tuple(_moved(line, -start) for line in self.lines if start <= line.start < end),
            markup=tuple(_moved(mark, -start) for mark in self.markup if start <= mark.start < end),
            pages=tuple(
                replace(page, start=max(page.start - start, 0), end=min(page.end, end) - start)
                for page in self.pages
                if page.start < end and page.end > start
            ),
            locator=None,
            grid=None,
            notices=(),
        )

    @property
    def paged(self) -> bool:
        """Whether the medium has pages (PDF, images)."""
        return bool(self.pages)


Ranged = TypeVar("Ranged", SourceLine, Markup)


def _moved(entry: Ranged, by: int) -> Ranged:
    return msgspec.structs.replace(entry, start=entry.start + by, end=entry.end + by)
