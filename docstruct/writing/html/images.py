"""Pictures of an input's pages, drawn from the file itself while it is still what was read.

A document carries no images. Where its source is a file PyMuPDF can draw (PDF, picture) and its content hash is that
of the document, every page is drawn in grey and embedded as JPEG; the resolution falls with the number of pages, and
pages beyond :data:`BUDGET` bytes are left without a picture, so that no page of a run grows without bound.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pymupdf

    from docstruct.document import Document

BUDGET = 16_000_000
"""Bytes of pictures in one page, before base64."""
WIDTH, WIDTH_OF_MANY, MANY_PAGES = 1100, 800, 60
"""Pixels across a page, and across one of a document of more than :data:`MANY_PAGES`."""
MOST_HIGH = 8_000
"""Pixels down a page; one of 3 by 14,000 points would have millions at the usual width."""
QUALITY = 55


def page_images(document: Document) -> dict[int, str]:
    """A data URI by page number; empty where there is nothing to draw."""
    if not document.pages or not _unchanged(document):
        return {}
    import pymupdf

    width = WIDTH if len(document.pages) <= MANY_PAGES else WIDTH_OF_MANY
    images: dict[int, str] = {}
    left = BUDGET
    try:
        with pymupdf.open(document.source.path) as pdf:  # type: ignore[no-untyped-call]
            for number in range(len(pdf)):
                jpeg = _drawn(pdf, number, width)
                left -= len(jpeg)
                if left < 0:
                    break
                if jpeg:
                    images[number + 1] = f"data:image/jpeg;base64,{b64encode(jpeg).decode('ascii')}"
    except _refusals():
        return images
    return images


def _drawn(pdf: pymupdf.Document, number: int, width: int) -> bytes:
    """A page as JPEG; nothing where MuPDF will not draw it: the others are still worth looking at."""
    import pymupdf

    try:
        page = pdf[number]
        scale = min(width / max(page.rect.width, 1), MOST_HIGH / max(page.rect.height, 1))
        zoom = pymupdf.Matrix(scale, scale)  # type: ignore[no-untyped-call]
        drawn = page.get_pixmap(matrix=zoom, colorspace=pymupdf.csGRAY)
        jpeg: bytes = drawn.tobytes("jpg", jpg_quality=QUALITY)  # type: ignore[no-untyped-call]
    except _refusals():
        return b""
    return jpeg


def _refusals() -> tuple[type[Exception], ...]:
    """What PyMuPDF raises for a file or page it cannot draw; some errors of MuPDF it lets through as they are."""
    import pymupdf

    return RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase


def _unchanged(document: Document) -> bool:
    path = Path(document.source.path)
    try:
        if not path.is_file():  # a pipe of that name would be waited for
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.source.sha256
    except OSError:
        return False
