"""From the pages of a medium to a source: furniture told apart, tables numbered, everything laid into one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.pages.aligned import aligned_tables
from docstruct.reading.pages.centring import mark_centered
from docstruct.reading.pages.furniture import mark_furniture
from docstruct.reading.pages.glyph_boxes import GlyphBoxes
from docstruct.reading.pages.layout import PageLine, lines
from docstruct.reading.pages.ruled import fill, find_grids
from docstruct.reading.pages.tables import lay_tables
from docstruct.source import Notice, Source, SourceLine, SourcePage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import ReaderName
    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.ruled import Rules
    from docstruct.reading.pages.tables import PageLayout, PageTable


SURE = 0.9
"""Confidence from which a character counts as surely recognised in the grade of its page."""


def source_of_pages(
    pages: Sequence[PageLayout], *, path: str, sha256: str, media_type: str, reader: ReaderName
) -> Source:
    """The source of a paged medium, with a locator for every character."""
    mark_furniture(pages)
    mark_centered(pages)
    writer = _Writer()
    for page, laid in zip(pages, lay_tables(pages), strict=True):
        writer.write(page, laid)
    return Source(
        path=path,
        sha256=sha256,
        media_type=media_type,
        reader=reader,
        text="\n".join(writer.texts),
        lines=tuple(writer.lines),
        pages=tuple(writer.pages),
        locator=writer.boxes,
        notices=(
            *_set_apart(pages),
            *_uneven(pages, writer.pages),
            *_through(pages, writer.pages),
            *_untold(writer.lines),
        ),
    )


def _set_apart(pages: Sequence[PageLayout]) -> Iterator[Notice]:
    """What pale lines of scans say, each once: they are taken for watermarks, and somebody may want to look."""
    said: set[str] = set()
    for page in pages:
        for block in page.blocks:
            if (
                page.origin == "ocr"
                and isinstance(block, PageLine)
                and any(piece.apart for _, piece in block.pieces)
            ):
                if block.text not in said:
                    yield Notice(
                        "left_out",
                        "info",
                        f"第{page.number}页的浅色文字当作水印，没有算作正文：“{block.text}”。",
                    )
                said.add(block.text)


def _uneven(pages: Sequence[PageLayout], laid: Sequence[SourcePage]) -> Iterator[Notice]:
    """Which pages were photographed from aside: their tables may have lost their rows."""
    for page, place in zip(pages, laid, strict=True):
        if page.uneven:
            message = f"第{page.number}页像是斜着拍的，各行不平行，表格可能读错；请重新扫描，或对照页面。"
            yield Notice("low_confidence", "info", message, place.start, place.start)


def _through(pages: Sequence[PageLayout], laid: Sequence[SourcePage]) -> Iterator[Notice]:
    """Which pages had the print of their other side taken out: where it lay under a character, that may be misread."""
    for page, place in zip(pages, laid, strict=True):
        if page.through:
            message = f"第{page.number}页透出了纸背面的字，已经去掉；请对照页面。"
            yield Notice("low_confidence", "info", message, place.start, place.start)


def _untold(lines: Sequence[SourceLine]) -> Iterator[Notice]:
    """Which tables without rules were not read, as their rows or columns are not certain: one for a page."""
    untold: dict[int | None, SourceLine] = {}
    for line in lines:
        if line.role == "table_text":
            untold.setdefault(line.page, line)
    for page, line in untold.items():
        message = f"第{page}页有没有框线的表格，分不清行和列，没有读成表格；请对照页面。"
        yield Notice("low_confidence", "info", message, line.start, line.end)


def page_blocks(fragments: Sequence[Fragment], rules: Rules) -> list[PageLine | PageTable]:
    """The lines and tables of a page in reading order, out of its text and its rules.

    What is aslant or set apart is in no table; it comes last, as footers do.
    """
    apart = [fragment for fragment in fragments if fragment.apart or fragment.aslant % 90]
    if apart:
        fragments = [fragment for fragment in fragments if not (fragment.apart or fragment.aslant % 90)]
    tables: list[PageLine | PageTable] = []
    for grid in find_grids(rules):
        inside, outside = grid.part(fragments)
        if table := fill(grid, inside):
            tables.append(table)
            fragments = outside
    aligned, fragments = aligned_tables(fragments, rules.across)
    tables += aligned
    blocks = tables + lines(fragments)
    if tables:
        blocks.sort(key=lambda block: (isinstance(block, PageLine) and block.role == "footer", block.top))
    return blocks + [_footer(fragment) for fragment in apart]


def _footer(fragment: Fragment) -> PageLine:
    line = PageLine.of([("", fragment)])
    line.role = "footer"
    return line


def _grade(lines: Sequence[PageLine]) -> float:
    """The share of the characters of a page that were recognised surely."""
    sure = total = 0
    for line in lines:
        for _, piece in line.pieces:
            if piece.confidence is not None:
                total += len(piece.text)
                sure += len(piece.text) if piece.confidence > SURE else 0
    return round(sure / total, 3) if total else 0.0


class _Writer:
    """Lays pages one after another into a text and notes where everything stands."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[SourceLine] = []
        self.pages: list[SourcePage] = []
        self.boxes = GlyphBoxes()
        self._length = 0

    def write(self, page: PageLayout, page_lines: Sequence[PageLine]) -> None:
        """Lay one page; an empty one lies at the end of the page before."""
        start = self._length if page_lines else max(self._length - 1, 0)
        if page.turn:
            self.boxes.turn(page.number, page.turn)
        for line in page_lines:
            self._write_line(line, page)
        self.pages.append(
            SourcePage(
                number=page.number,
                start=start,
                end=self._length - 1 if page_lines else start,
                width=page.width,
                height=page.height,
                origin=page.origin,
                confidence=_grade(page_lines) if page.origin == "ocr" else None,
            )
        )

    def _write_line(self, line: PageLine, page: PageLayout) -> None:
        start = self._length
        text, offsets = line.laid()
        for offset, (_, fragment) in zip(offsets, line.pieces, strict=True):
            self.boxes.add(start + offset, page.number, fragment)
        end = start + len(text)
        self.texts.append(text)
        self._length = end + 1
        self.lines.append(
            SourceLine(
                start=start,
                end=end,
                role=line.role,
                page=page.number,
                box=page.turn.box(line.box) if page.turn else line.box,
                level_box=line.box if page.turn else None,
                font_size=line.size,
                bold=line.bold,
                centered=line.centered,
                table=line.table,
                column=line.column,
                confidence=line.confidence if page.origin == "ocr" else None,
            )
        )
