"""Pictures of an input's pages, drawn from the file itself while it is still what was read.

A document carries no images. Where its source is a file PyMuPDF can draw (PDF, picture) and its content hash is that
of the document (or a member of a zip archive that is), every page of the document is drawn in grey and embedded as JPEG; the resolution falls with the number of pages, and
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
    if not document.pages:
        return {}
    content = _content(document)
    if content is None:
        return {}
    import pymupdf

    width = WIDTH if len(document.pages) <= MANY_PAGES else WIDTH_OF_MANY
    images: dict[int, str] = {}
    left = BUDGET
    try:
        with pymupdf.open(stream=content, filetype=_kind(document)) as pdf:  # type: ignore[no-untyped-call]
            for number in (page.number for page in document.pages if page.number <= len(pdf)):
                jpeg = _drawn(pdf, number - 1, width)
                left -= len(jpeg)
                if left < 0:
                    break
                if jpeg:
                    images[number] = f"data:image/jpeg;base64,{b64encode(jpeg).decode('ascii')}"
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


def _kind(document: Document) -> str:
    """The kind of file as MuPDF knows it: its media type."""
    return document.source.media_type


def _content(document: Document) -> bytes | None:
    """The bytes the document was read from, from its file or from the archive it is in; None if they are there no more."""
    from docstruct.errors import ReadError
    from docstruct.reading.discovery import discover
    from docstruct.reading.loading import load_file

    path = Path(document.source.path)
    file, inside, _ = document.source.path.partition("!")
    try:
        if path.is_file():  # a pipe of that name would be waited for
            content = load_file(path)
        elif inside and Path(file).is_file():
            members = (one for one in discover([file]) if one.path == document.source.path)
            found = next(members, None)
            content = found.load() if found is not None else b""
        else:
            return None
    except (OSError, ReadError):
        return None
    return content if hashlib.sha256(content).hexdigest() == document.source.sha256 else None
