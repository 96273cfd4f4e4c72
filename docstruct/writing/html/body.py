"""The document's text as blocks to look at: headings, paragraphs, contents and tables, with their marks.

Blocks are cut where the text has its line breaks; nothing is searched for. The marks over a block come from the
ranges of the document's entries (:mod:`docstruct.writing.html.marks`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from docstruct.writing.html.marks import Mark, MarkedText
from docstruct.writing.html.passages import Passages
from docstruct.writing.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Document, Figure, Reason, Section, Table
    from docstruct.writing.html.marks import Segment

CHUNK = 40
"""Blocks drawn together: a browser skips chunks that are out of sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line of the text, or a table with its captions.

    Attributes:
        anchors: ids of the sections that begin here.
        level: the depth of a heading.
        lead: what comes before the rest of a paragraph and titles it (a run-in heading).
        page: the number of the page that begins here.
        original: what the input says here, where that differs.
        tables: one table, or the halves of one that stand side by side (收入 and 支出).
        captions, notes: the lines of a table above its cells (its title, its unit) and among or below them.
    """

    kind: Literal["heading", "paragraph", "contents", "table"]
    anchors: tuple[str, ...] = ()
    level: int = 0
    lead: Sequence[Segment] = ()
    segments: Sequence[Segment] = ()
    page: int | None = None
    original: str | None = None
    tables: tuple[TableView, ...] = ()
    captions: tuple[Sequence[Segment], ...] = ()
    notes: tuple[Sequence[Segment], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table with its titles laid out over columns, its cells as marked text, and its place in a workbook."""

    id: str
    title: str | None
    titles: tuple[tuple[Title, ...], ...]
    rows: tuple[tuple[CellView, ...], ...]
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title and how many columns and rows it spans."""

    text: str
    columns: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell: whether it is set as a number, and its marked text."""

    number: bool
    segments: Sequence[Segment] = field(default=())


def chunks(document: Document) -> Iterator[list[Block]]:
    """The blocks of the document, some at a time."""
    waiting: list[Block] = []
    for block in blocks(document):
        waiting.append(block)
        if len(waiting) >= CHUNK:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def blocks(document: Document) -> Iterator[Block]:
    """The blocks of the document in its order."""
    lines = list(_lines(document.text))
    marked = MarkedText(document.text, marks(document), _cuts(document, lines))
    layout = _Layout(document, marked)
    table_ends = 0
    for start, end in lines:
        if start < table_ends or start == end:
            continue
        tables = layout.tables_at(start, end)
        if tables:
            table_ends = max(table.end for table in tables)
            first, beyond = bisect_left(lines, (start,)), bisect_left(lines, (table_ends,))
            yield layout.table_block(tables, lines[first:beyond])
        else:
            yield layout.line_block(start, end)


def marks(document: Document) -> Iterator[Mark]:
    """Every range worth a mark, in an order that puts the wider statement before what it holds."""
    for name, place in Passages(document).ranges.items():
        yield Mark(*place, name, "")
    entries: tuple[Figure | Reason, ...] = (*document.figures, *document.reasons)
    for entry in entries:
        subject = entry.subject
        if subject.start is not None and subject.end is not None:
            yield Mark(subject.start, subject.end, entry.id, "subject", subject.text)
    for reason in document.reasons:
        yield Mark(reason.start, reason.end, reason.id, "reason", _reason_note(reason))
    for figure in document.figures:
        yield Mark(figure.start, figure.end, figure.id, "figure", figure_note(figure))
    for number, repair in enumerate(document.repairs.entries, start=1):
        yield Mark(repair.start, repair.end, f"x{number}", "")
    yield from _finding_marks(document)


def _finding_marks(document: Document) -> Iterator[Mark]:
    """A finding colours the figures and cells it compares; its own range only where it has none and is no longer than a line."""
    figures = {figure.id: figure for figure in document.figures}
    for finding in document.findings:
        about = [figures[name] for name in finding.figures if name in figures]
        for figure in about:
            yield Mark(figure.start, figure.end, figure.id, finding.severity, finding.message)
        cells = [place for place in finding.places if place.fact is not None]
        for place in cells:
            yield Mark(place.start, place.end, place.fact or "", finding.severity, finding.message)
        if not about and not cells and "\n" not in document.text[finding.start : finding.end]:
            yield Mark(finding.start, finding.end, finding.id, finding.severity, finding.message)


def figure_note(figure: Figure) -> str:
    """What a figure is, in one line: 行政单位离退休 · 决算 21.93万元."""
    said = f"{figure.value}{figure.unit or ''}"
    direction = label(figure.direction, "direction")
    return f"{figure.subject.text} · {label(figure.measure, 'measure')} {direction}{said}"


def _reason_note(reason: Reason) -> str:
    return f"{reason.subject.text} · {label(reason.relation, 'relation')}"


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _cuts(document: Document, lines: list[tuple[int, int]]) -> Iterator[int]:
    for line in lines:
        yield from line
    for section in document.sections:
        yield section.title_end
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield cell.start
                yield cell.end


class _Layout:
    """Knows which sections, tables, contents and pages begin where."""

    def __init__(self, document: Document, marked: MarkedText) -> None:
        self.document = document
        self.marked = marked
        self.tables = sorted(document.tables, key=lambda table: table.start)
        self.sections = sorted(document.sections, key=lambda section: section.start)
        self.contents = {entry.start for entry in document.contents}
        self.pages = sorted((page.start, page.number) for page in document.pages)
        self._table_starts = [table.start for table in self.tables]
        self._section_starts = [section.start for section in self.sections]
        self._page_starts = [start for start, _ in self.pages]

    def tables_at(self, start: int, end: int) -> list[Table]:
        """The table that begins within the line, and those that share lines with it."""
        i = bisect_left(self._table_starts, start)
        tables: list[Table] = []
        while i < len(self.tables) and self.tables[i].start <= end:
            tables.append(self.tables[i])
            end = max(end, self.tables[i].end - 1)
            i += 1
        return [table for table in tables if table.rows]

    def table_block(self, tables: list[Table], lines: list[tuple[int, int]]) -> Block:
        """A table of these lines: those that hold no cell and no title of a column stand above or below it."""
        cells = sorted(cell.start for table in tables for row in table.rows for cell in row.cells)
        titled = {title for table in tables for path in table.header for title in path}
        captions: list[Sequence[Segment]] = []
        notes: list[Sequence[Segment]] = []
        for start, end in lines:
            words = self.document.text[start:end]
            holds_cells = bisect_right(cells, end) > bisect_left(cells, start)
            if words.strip() and "\t" not in words and words.strip() not in titled and not holds_cells:
                (notes if cells and cells[0] < start else captions).append(self.marked.between(start, end))
        start, end = lines[0][0], lines[-1][1]
        return Block(
            kind="table",
            anchors=tuple(section.id for section in self._sections_in(start, end)),
            page=self._page_in(start, end),
            original=self._original(start, end),
            tables=tuple(self._view(table) for table in tables),
            captions=tuple(captions),
            notes=tuple(notes),
        )

    def _view(self, table: Table) -> TableView:
        rows = (
            tuple(
                CellView(
                    number=cell.kind in ("number", "zero"), segments=self.marked.between(cell.start, cell.end)
                )
                for cell in row.cells
            )
            for row in table.rows
        )
        place = f"{table.sheet} {table.cell}" if table.sheet else None
        return TableView(
            id=table.id, title=table.title, titles=titles(table.header), rows=tuple(rows), place=place
        )

    def line_block(self, start: int, end: int) -> Block:
        here = self._sections_in(start, end)
        titled = next((section for section in here if section.type == "heading"), None)
        whole = titled is not None and self.document.text[titled.title_end : end].strip("。：: ") == ""
        lead_end = titled.title_end if titled and not whole and titled.title_end <= end else start
        in_contents = any(place in self.contents for place in range(start, min(start + 4, end)))
        return Block(
            kind="contents" if in_contents else "heading" if whole else "paragraph",
            anchors=tuple(section.id for section in here),
            level=titled.level if titled and whole else 0,
            lead=self.marked.between(start, lead_end),
            segments=self.marked.between(lead_end, end),
            page=self._page_in(start, end),
            original=self._original(start, end),
        )

    def _sections_in(self, start: int, end: int) -> list[Section]:
        first = bisect_right(self._section_starts, start - 1)
        last = bisect_right(self._section_starts, end)
        return self.sections[first:last]

    def _page_in(self, start: int, end: int) -> int | None:
        i = bisect_right(self._page_starts, end) - 1
        return self.pages[i][1] if i >= 0 and self.pages[i][0] >= start else None

    def _original(self, start: int, end: int) -> str | None:
        """What the input says in place of this stretch of the text, None if it says the same."""
        if self.document.original is None:
            return None
        source_start, source_end = self.document.to_source(start, end)
        original = self.document.original[source_start:source_end].strip("\n")
        return original if original != self.document.text[start:end] else None


def titles(header: tuple[tuple[str, ...], ...]) -> tuple[tuple[Title, ...], ...]:
    """The rows of titles that a path of titles per column makes, equal neighbours joined.

    >>> [[(t.text, t.columns, t.rows) for t in row] for row in titles((("项目",), ("支出", "基本"), ("支出", "项目")))]
    [[('项目', 1, 2), ('支出', 2, 1)], [('基本', 1, 1), ('项目', 1, 1)]]
    """
    depth = max((len(path) for path in header), default=0)
    rows: list[tuple[Title, ...]] = []
    for level in range(depth):
        row: list[Title] = []
        column = 0
        while column < len(header):
            path = header[column][: level + 1]
            width = 1
            while (
                column + width < len(header)
                and header[column + width][: level + 1] == path
                and len(path) > level
            ):
                width += 1
            if len(path) > level:
                last = all(len(header[column + offset]) == level + 1 for offset in range(width))
                row.append(Title(text=path[level], columns=width, rows=depth - level if last else 1))
            column += width
        rows.append(tuple(row))
    return tuple(rows)
