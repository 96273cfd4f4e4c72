"""Which reader fits: what the bytes are decides, and the file's name only where bytes leave it open.

>>> reader_for_bytes(b"%PDF-1.7", "report.txt")
'pdf'
>>> reader_for_text("<!DOCTYPE html><p>部门决算</p>", "page.asp"), reader_for_text("# 部门决算", "a.txt")
('html', 'markdown')

Kinds of files that are met and not read (``.doc``, ``.xlsx``, ``.ofd``, archives) are known by name, so that the error
can say what to do.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from docstruct.errors import ReadError
from docstruct.reading.markdown import looks_like_markdown

if TYPE_CHECKING:
    from docstruct.document import ReaderName

_READABLE: tuple[tuple[bytes, ReaderName], ...] = (
    (b"\x89PNG\r\n\x1a\n", "ocr"),
    (b"\xff\xd8\xff", "ocr"),  # JPEG
    (b"II*\0", "ocr"),  # TIFF, little-endian
    (b"MM\0*", "ocr"),  # TIFF, big-endian
    (b"II+\0", "ocr"),  # BigTIFF
    (b"MM\0+", "ocr"),
)

_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office or WPS file; save it as .docx or .pdf"),
    (b"{\\rtf", "an RTF file; save it as .docx or .pdf"),
    (b"GIF8", "a GIF image; save it as .png"),
    (b"BM", "a BMP image; save it as .png"),
    (b"RIFF", "a WebP image or a sound; save an image as .png"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first, or pack it as .zip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first, or pack it as .zip"),
    (b"\x1f\x8b", "a gzip archive; unpack it first, or pack it as .zip"),
)

_IN_ZIP: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", "an Excel workbook; save its sheets as .pdf or tab-separated .txt"),
    ("ppt/presentation.xml", "a PowerPoint presentation; save it as .pdf"),
    ("OFD.xml", "an OFD file (GB/T 33190); save it as .pdf"),
    ("content.xml", "an OpenDocument file; save it as .docx or .pdf"),
)
"""A member that tells what kind of file a zip container is."""

_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""The stream of an OLE file that holds an encrypted office document ([MS-OFFCRYPTO], section 2.1.1)."""

_PDF_HEADER_WITHIN = 1024
"""Bytes in which a PDF's header may begin (ISO 32000-1, annex H.3.4)."""

_HTML_PAGE = re.compile(
    r"\s*+(?:<\?xml[^<>]*+>\s*+|<!--(?:(?!-->).){0,5000}-->\s*+){0,20}<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_FRAGMENT = re.compile(
    r"\s*+<(?:article|center|div|font|h[1-6]|p|section|span|style|table)\b[^<>]*+>", re.IGNORECASE
)
_CLOSING_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>\s*$", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*+>", re.IGNORECASE)


def reader_for_bytes(data: bytes, path: str) -> ReaderName | None:
    """The reader of a binary format; None if the bytes can only be a text.

    Raises:
        ReadError: a format that is known and not read (``unsupported``, ``encrypted``), a broken container
            (``damaged``).
    """
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _reader_of_zip(data, path)
    for signature, reader in _READABLE:
        if data.startswith(signature):
            return reader
    for signature, reason in _REFUSED:
        if data.startswith(signature) and not _is_ascii_text(data):
            if _ENCRYPTED_OFFICE in data:
                raise ReadError(
                    path, "an encrypted Office file; save a copy without its password", "encrypted"
                )
            raise ReadError(path, reason, "unsupported")
    return None


def reader_for_text(text: str, path: str) -> Literal["text", "markdown", "html"]:
    """The reader of a decoded text. A name ending in ``.md`` or ``.html`` settles what the text leaves open."""
    suffix = PurePath(path).suffix.lower()
    if _is_html(text, named=suffix in (".html", ".htm", ".xhtml")):
        return "html"
    if suffix in (".md", ".markdown") or looks_like_markdown(text):
        return "markdown"
    return "text"


def _reader_of_zip(data: bytes, path: str) -> ReaderName:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReadError(path, f"a damaged zip container: {error}", "damaged") from None
    if "word/document.xml" in names:
        return "docx"
    for member, reason in _IN_ZIP:
        if member in names:
            raise ReadError(path, reason, "unsupported")
    raise ReadError(path, "a zip archive, not one document; name it as an input of its own", "unsupported")


def _is_ascii_text(data: bytes) -> bool:
    """Whether the beginning is plain letters, so that a signature of letters may be the beginning of a text."""
    return data[:64].isascii() and not data.startswith(b"{\\rtf") and min(data[:64]) >= 9


def _is_html(text: str, *, named: bool) -> bool:
    if _HTML_PAGE.match(text):
        return True
    if named:
        return _TAG.search(text) is not None
    return bool(_HTML_FRAGMENT.match(text) and _CLOSING_TAG.search(text[-100:])) and not _has_markdown_lines(
        text
    )


def _has_markdown_lines(text: str) -> bool:
    """Whether a text that begins and ends with tags has Markdown between them: a recogniser's, with HTML tables."""
    return (
        re.search(r"^(?:#{1,6} |[-*] |\|.*\|$)", text, re.MULTILINE) is not None
        or "\n\n" in _TAG.sub("", text).strip()
    )
