"""PDF: the text layer with PyMuPDF, page by page, and recognition for the pages that have none.

Of every page the characters with their boxes and the drawn lines are taken, and nothing that PyMuPDF concludes from
them: reading order (:mod:`~docstruct.reading.layout`), ruled tables (:mod:`~docstruct.reading.ruled`) and furniture
(:mod:`~docstruct.reading.furniture`) are found here, from geometry alone.

A page is *scanned* when it shows an image and has no usable text layer; a layer of replacement, private-use and control
characters is no usable one. Scanned pages are rendered and recognised (:mod:`~docstruct.reading.ocr`) and take the same
way from there, so a document may mix both.

PyMuPDF is not thread-safe: one lock guards every use of it.
"""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from docstruct.errors import ReadError
from docstruct.reading.furniture import mark_furniture
from docstruct.reading.layout import Fragment, GlyphBoxes, PageLayout, PageLine, Turn, lines
from docstruct.reading.ruled import Rules, fill, find_grids, lay_tables
from docstruct.source import Source, SourceLine, SourcePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.layout import Rectangle
    from docstruct.reading.ruled import RuledTable

MEDIA_TYPE = "application/pdf"

RawLine: TypeAlias = dict[str, Any]
"""A line of PyMuPDF's ``rawdict``: ``dir`` and ``spans`` of ``chars`` with ``c``, ``bbox`` and ``origin``."""

_MUPDF = threading.Lock()

_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))
"""Characters that would end a line or a cell of ``Source.text``."""

_DIRECTIONS = {(1, 0): 0, (0, -1): 1, (-1, 0): 2, (0, 1): 3}
"""Writing directions and the clockwise quarters that make them read from left to right."""

_BOLD_FLAG = 1 << 4


def read_pdf(data: bytes, path: str, sha256: str) -> Source:
    """Read a PDF.

    Raises:
        ReadError: the file is damaged, encrypted, or has no pages.
    """
    pages = _read_pages(data, path)
    mark_furniture(pages)
    return _source(pages, path, sha256)


def _read_pages(data: bytes, path: str) -> list[PageLayout]:
    import pymupdf

    with _MUPDF:
        pymupdf.TOOLS.mupdf_display_errors(False)  # type: ignore[no-untyped-call]
        try:
            document = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
        except RuntimeError as error:
            raise ReadError(path, f"not a PDF that can be opened ({error})", "damaged") from None
        with document:
            if document.needs_pass:
                raise ReadError(path, "the PDF is encrypted; save a copy without its password", "encrypted")
            if document.page_count == 0:
                raise ReadError(path, "the PDF has no pages", "no_pages")
            return [_read_page(document, number, path) for number in range(1, document.page_count + 1)]


def _read_page(document: Any, number: int, path: str) -> PageLayout:  # noqa: ANN401
    from pymupdf import TEXT_MEDIABOX_CLIP, TEXT_PRESERVE_LIGATURES, TEXT_PRESERVE_WHITESPACE

    flags = TEXT_MEDIABOX_CLIP | TEXT_PRESERVE_LIGATURES | TEXT_PRESERVE_WHITESPACE
    try:
        page = document[number - 1]
        raw = [line for block in page.get_text("rawdict", flags=flags)["blocks"] for line in block["lines"]]
        layout, turn = _page_layout(page, number, raw)
        rules = _rules(page, turn)
    except RuntimeError as error:
        raise ReadError(path, f"page {number} is damaged ({error})", "damaged") from None
    layout.blocks = _blocks([fragment for line in raw if (fragment := _fragment(line, turn))], rules)
    return layout


def _page_layout(page: Any, number: int, raw: Sequence[RawLine]) -> tuple[PageLayout, Turn]:  # noqa: ANN401
    """An empty layout, and the turn that makes the page's text read from left to right.

    PyMuPDF's coordinates are those of the page before its ``/Rotate`` is applied.
    """
    width, height = page.rect.width, page.rect.height
    rotated = page.rotation // 90
    if rotated % 2:
        width, height = height, width
    quarters = _direction(raw)
    turn = Turn(quarters, width, height)
    text_width, text_height = (height, width) if quarters % 2 else (width, height)
    back = (rotated - quarters) % 4
    layout = PageLayout(
        number,
        page.rect.width,
        page.rect.height,
        text_height,
        Turn(back, text_width, text_height) if back else None,
    )
    return layout, turn


def _direction(raw: Sequence[RawLine]) -> int:
    weights: Counter[int] = Counter()
    for line in raw:
        x, y = line["dir"]
        quarters = _DIRECTIONS.get((round(x), round(y)))
        if quarters is not None:
            weights[quarters] += sum(len(span["chars"]) for span in line["spans"])
    return max(weights, key=lambda quarters: (weights[quarters], -quarters), default=0)


def _fragment(line: RawLine, turn: Turn) -> Fragment | None:
    spans = [span for span in line["spans"] if span["chars"]]
    if not spans:
        return None
    text = "".join([char["c"] for span in spans for char in span["chars"]]).translate(_BREAKS)
    if text.isspace():
        return None
    boxes = [char["bbox"] for span in spans for char in span["chars"]]
    if turn.quarters:
        boxes = [turn.box(box) for box in boxes]
    span = max(spans, key=lambda span: len(span["chars"]))
    return Fragment(
        text,
        [box[0] for box in boxes],
        [box[2] for box in boxes],
        min([box[1] for box in boxes]),
        max([box[3] for box in boxes]),
        span["size"],
        bool(span["flags"] & _BOLD_FLAG) or "bold" in span["font"].lower(),
    )


def _rules(page: Any, turn: Turn) -> Rules:  # noqa: ANN401
    rules = Rules()
    for drawing in page.get_cdrawings():
        stroked = "s" in drawing["type"]
        for item in drawing["items"]:
            if item[0] == "l":
                rules.line(*turn.box((*item[1], *item[2])))
            elif item[0] == "re":
                rules.area(turn.box(item[1]), stroked=stroked)
            elif item[0] == "qu":
                rules.area(turn.box(_outline(item[1])), stroked=stroked)
    return rules


def _outline(corners: Sequence[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _blocks(fragments: list[Fragment], rules: Rules) -> list[PageLine | RuledTable]:
    """Lines and tables in reading order."""
    blocks: list[PageLine | RuledTable] = []
    for grid in find_grids(rules):
        if table := fill(grid, [fragment for fragment in fragments if grid.holds(fragment)]):
            blocks.append(table)
            fragments = [fragment for fragment in fragments if not grid.holds(fragment)]
    if not blocks:
        return list(lines(fragments))
    blocks += lines(fragments)
    return sorted(blocks, key=lambda block: block.top)


def _source(pages: Sequence[PageLayout], path: str, sha256: str) -> Source:
    writer = _SourceWriter()
    for page, page_lines in zip(pages, lay_tables(pages), strict=True):
        writer.write(page, page_lines)
    return Source(
        path=path,
        sha256=sha256,
        media_type=MEDIA_TYPE,
        reader="pdf",
        text="\n".join(writer.texts),
        lines=tuple(writer.lines),
        pages=tuple(writer.pages),
        locator=writer.boxes,
    )


class _SourceWriter:
    """Lays pages one after another into a text and notes where everything stands."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[SourceLine] = []
        self.pages: list[SourcePage] = []
        self.boxes = GlyphBoxes()
        self._length = 0

    def write(self, page: PageLayout, page_lines: Sequence[PageLine]) -> None:
        """Lay one page."""
        start = self._length
        if page.turn:
            self.boxes.turn(page.number, page.turn)
        for line in page_lines:
            self._write_line(line, page)
        end = max(start, self._length - 1)
        self.pages.append(
            SourcePage(
                number=page.number,
                start=start,
                end=end,
                width=page.width,
                height=page.height,
                origin=page.origin,
            )
        )

    def _write_line(self, line: PageLine, page: PageLayout) -> None:
        start = offset = self._length
        for before, fragment in line.pieces:
            self.boxes.add(offset + len(before), page.number, fragment)
            offset += len(before) + len(fragment.text)
        text = line.text
        self.texts.append(text)
        self._length = start + len(text) + 1
        self.lines.append(
            SourceLine(
                start=start,
                end=start + len(text),
                role=line.role,
                page=page.number,
                box=page.turn.box(line.box) if page.turn else line.box,
                font_size=round(line.size, 2) if line.size else None,
                bold=line.bold,
                centered=line.centered,
                table=line.table,
                confidence=line.confidence,
            )
        )
