"""PDF: the text layer with PyMuPDF, page by page, and recognition for the pages that have none.

Of every page the characters with their boxes and the drawn lines are taken (:mod:`~docstruct.reading.pdf.text_layer`), and
nothing that PyMuPDF concludes from them: reading order (:mod:`~docstruct.reading.pages.layout`), ruled tables
(:mod:`~docstruct.reading.pages.ruled`) and furniture (:mod:`~docstruct.reading.pages.furniture`) are found from geometry alone.
Scanned pages (:mod:`~docstruct.reading.pdf.scanned`) are rendered and recognised and take the same way from there, so a
document may mix both.

PyMuPDF is not thread-safe: one lock guards every use of it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from docstruct.collector import uncollected
from docstruct.errors import ReadError
from docstruct.reading.pages.paged import page_blocks, source_of_pages
from docstruct.reading.pdf.scanned import is_scanned, lay_recognized, render
from docstruct.reading.pdf.text_layer import is_usable, read_text_layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import ReaderName
    from docstruct.reading.pages.tables import PageLayout
    from docstruct.reading.scans.ocr import PageImage
    from docstruct.source import Source

MuDocument: TypeAlias = Any
"""A ``pymupdf.Document``; the library has no types."""

MEDIA_TYPE = "application/pdf"
END_OF_FILE = b"%%EOF"
TRAILER = 2048
"""Bytes at the end among which the mark of the end stands (ISO 32000-1, 7.5.5; some producers append to it)."""

_MUPDF = threading.Lock()


def read_pdf(data: bytes, path: str, sha256: str, *, recognize: bool = False) -> Source:
    """Read a PDF.

    Args:
        data: the content of the file.
        path: what messages and outputs call it.
        sha256: the hash of ``data``.
        recognize: take no text layer for usable and recognise every page.

    Raises:
        ReadError: the file is damaged, encrypted, or has no pages; or it has scanned pages and the extra ``ocr`` is not
            installed.
    """
    with uncollected():
        pages, source = _read_pages(data, path, sha256, recognize)
    if source is None:
        _recognize(pages, data, path)
        source = _source(pages, path, sha256)
    return source


def _read_pages(
    data: bytes, path: str, sha256: str, recognize: bool
) -> tuple[list[PageLayout], Source | None]:
    """The pages that are to be recognised first, or what the text layers of all of them make.

    Pages are thousands of objects: those of a text layer are gone when the collector begins to look again.
    """
    with _MUPDF, _opened(data, path) as document:
        pages = [_read_page(document, number, path, recognize) for number in _numbers(document)]
    if any(page.origin == "ocr" for page in pages):
        return pages, None
    return [], _source(pages, path, sha256)


def _source(pages: Sequence[PageLayout], path: str, sha256: str) -> Source:
    reader: ReaderName = "ocr" if all(page.origin == "ocr" for page in pages) else "pdf"
    return source_of_pages(pages, path=path, sha256=sha256, media_type=MEDIA_TYPE, reader=reader)


def _numbers(document: MuDocument) -> range:
    return range(1, document.page_count + 1)


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[MuDocument]:
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)  # type: ignore[no-untyped-call]
    with _damage(path, "a damaged PDF"):
        document = pymupdf.open(stream=data, filetype="pdf")  # type: ignore[no-untyped-call]
        if document.needs_pass:
            raise ReadError(path, "the PDF is encrypted; save a copy without its password", "encrypted")
        count, repaired = document.page_count, document.is_repaired
    if count == 0:
        raise ReadError(path, "the PDF has no pages", "no_pages")
    if repaired and END_OF_FILE not in data[-TRAILER:]:
        raise ReadError(path, "the PDF is cut off, its end is missing; get the file again", "damaged")
    with document:
        yield document


@contextmanager
def _damage(path: str, what: str) -> Iterator[None]:
    """What MuPDF cannot make sense of is damage of the file."""
    import pymupdf

    try:
        yield
    except (RuntimeError, pymupdf.mupdf.FzErrorBase) as error:
        raise ReadError(path, f"{what} ({error})", "damaged") from None


def _read_page(document: MuDocument, number: int, path: str, recognize: bool) -> PageLayout:
    with _damage(path, f"page {number} is damaged"):
        if number - 1 not in document:
            raise ReadError(path, f"page {number} is listed but not there", "damaged")
        page = document[number - 1]
        layout, fragments, rules = read_text_layer(page, number)
        usable = not recognize and is_usable(fragments)
        if is_scanned(page, fragments, usable, layout.text_height):
            layout.origin = "ocr"
            return layout
    layout.blocks = page_blocks(fragments, rules)
    return layout


def _recognize(pages: list[PageLayout], data: bytes, path: str) -> None:
    """Lay what is recognised on the scanned pages in their places."""
    from docstruct.reading.scans.ocr import recognize

    scanned = [i for i, page in enumerate(pages) if page.origin == "ocr"]
    images = _images(data, path, [pages[i].number for i in scanned])
    for i, recognized in zip(scanned, recognize(images, path), strict=True):
        page = pages[i]
        pages[i] = lay_recognized(page.number, page.width, page.height, recognized)


def _images(data: bytes, path: str, numbers: Sequence[int]) -> Iterator[PageImage]:
    """The images of pages, rendered as they are asked for."""
    for number in numbers:
        with _MUPDF, _opened(data, path) as document, _damage(path, f"page {number} is damaged"):
            image = render(document[number - 1])
        yield image
