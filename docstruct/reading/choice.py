"""What an input is: the bytes decide, and the file's name only where bytes leave it open.

>>> form_of(b"%PDF-1.7", "report.txt")
'pdf'
>>> reader_for_text("<!DOCTYPE html><p>部门决算</p>", "page.asp"), reader_for_text("# 部门决算", "a.txt")
('html', 'markdown')

Containers (zip, OLE) are known by the parts in them, never by the pictures or texts they happen to hold. Forms that are
met and not read (``.pptx``, other archives) are known as well, so that the error can say what to do.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.errors import ReadError
from docstruct.reading.markdown import looks_like_markdown
from docstruct.reading.mime import is_message

if TYPE_CHECKING:
    from docstruct.document import ReaderName

Form: TypeAlias = Literal[
    "pdf",
    "docx",
    "image",
    "xlsx",
    "xls",
    "ods",
    "doc",
    "rtf",
    "odt",
    "wordml",
    "xlsb",
    "spreadsheetml",
    "ofd",
    "mime",
]
"""What a binary input is, by its own build; several forms may share a reader."""

READERS: dict[Form, ReaderName] = {
    "pdf": "pdf",
    "docx": "docx",
    "image": "ocr",
    "xlsx": "workbook",
    "xls": "workbook",
    "ods": "workbook",
    "doc": "docx",
    "rtf": "docx",
    "odt": "docx",
    "wordml": "docx",
    "xlsb": "workbook",
    "spreadsheetml": "workbook",
    "ofd": "ofd",
    "mime": "html",
}
"""The reader of every form, once it is converted where it must be."""

_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",  # JPEG
    b"II*\0",  # TIFF, little-endian
    b"MM\0*",  # TIFF, big-endian
    b"II+\0",  # BigTIFF
    b"MM\0+",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The beginning of a compound file ([MS-CFB]): .doc, .xls, .ppt, their WPS sisters, and office documents under a password."""

_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a GIF image; save it as .png"),
    (b"BM", "a BMP image; save it as .png"),
    (b"RIFF", "a WebP image or a sound; save an image as .png"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first, or pack it as .zip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first, or pack it as .zip"),
    (b"\x1f\x8b", "a gzip archive; unpack it first, or pack it as .zip"),
)

_ZIP_FORMS: tuple[tuple[str, Form], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("OFD.xml", "ofd"),
)
"""A part that tells what a zip container is."""

_OPENDOCUMENT: tuple[tuple[bytes, Form], ...] = ((b"spreadsheet", "ods"), (b"text", "odt"))
"""How an OpenDocument container says what it is (ISO/IEC 26300-3, section 3.3)."""

_ZIP_REFUSED: tuple[tuple[str, str], ...] = (
    ("ppt/presentation.xml", "a PowerPoint presentation; save it as .pdf"),
    ("content.xml", "an OpenDocument file that is neither a text nor a spreadsheet; save it as .pdf"),
)

_ENCRYPTED = "EncryptedPackage"
"""The stream of a compound file that holds an encrypted office document ([MS-OFFCRYPTO], section 2.1.1)."""

_OLE_FORMS: tuple[tuple[str, Form], ...] = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
"""A stream that tells what a compound file is."""

_OLE_REFUSED: tuple[tuple[str, str], ...] = (
    ("PowerPoint Document", "an old PowerPoint presentation; save it as .pdf"),
)

_PDF_HEADER_WITHIN = 1024
"""Bytes in which a PDF's header may begin (ISO 32000-1, annex H.3.4)."""

_PDF_HEADER = re.compile(rb"%PDF-[0-9]")
_PDF_OBJECT = re.compile(rb"[0-9]\s+[0-9]+\s+obj\b|\bstartxref\b")

_OFFICE_XML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<\?xml.*xmlns(?::\w+)?=[\"'](?:http://schemas\.microsoft\.com/office/(word/2003/wordml)"
    rb"|urn:schemas-microsoft-com:office:spreadsheet)[\"']",
    re.DOTALL,
)
"""The office documents of 2003 in one XML file each, which systems of that time export with the suffix .doc or .xls."""
_XML_HEAD = 4096

_HTML_PAGE = re.compile(
    r"\s*+(?:<\?xml[^<>]*+>\s*+|<!--(?:(?!-->).){0,5000}-->\s*+){0,20}<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_FRAGMENT = re.compile(
    r"\s*+<(?:article|center|div|font|h[1-6]|p|section|span|style|table)\b[^<>]*+>", re.IGNORECASE
)
_CLOSING_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>\s*$", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*+>", re.IGNORECASE)


def form_of(data: bytes, path: str) -> Form | None:
    """The form of a binary input; None if the bytes can only be a text.

    Raises:
        ReadError: a form that is known and not read (``unsupported``, ``encrypted``), a broken container
            (``damaged``).
    """
    if _is_pdf(data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _form_of_zip(data, path)
    if data.startswith(_OLE):
        return _form_of_ole(data, path)
    if data.startswith(_IMAGES):
        return "image"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if found := _OFFICE_XML.search(data[:_XML_HEAD]):
        return "wordml" if found[1] == b"word/2003/wordml" else "spreadsheetml"
    if is_message(data):
        return "mime"
    for signature, reason in _REFUSED:
        # BM, GIF8 and RIFF are letters: BMW采购情况 is a text.
        if data.startswith(signature) and not _is_text(data):
            raise ReadError(path, reason, "unsupported")
    return None


def is_binary(head: bytes) -> bool:
    """Whether a file that begins so is of a binary form, read or refused; else it can only be a text."""
    signatures = (b"PK\x03\x04", b"PK\x05\x06", _OLE, b"{\\rtf", *_IMAGES, *(each for each, _ in _REFUSED))
    return _is_pdf(head) or head.startswith(signatures)


def begins_a_document(beginning: bytes) -> bool:
    """Whether these first bytes are those of a document, whatever the file is called; a plain text has no such mark."""
    return (
        is_binary(beginning)
        or is_message(beginning)
        or _HTML_PAGE.match(beginning.decode("utf-8", "replace")) is not None
    )


def reader_for_text(text: str, path: str) -> Literal["text", "markdown", "html"]:
    """The reader of a decoded text. A name ending in ``.md`` or ``.html`` settles what the text leaves open."""
    suffix = PurePath(path).suffix.lower()
    if _is_html(text, named=suffix in (".html", ".htm", ".xhtml")):
        return "html"
    if suffix in (".md", ".markdown") or looks_like_markdown(text):
        return "markdown"
    return "text"


def _is_pdf(data: bytes) -> bool:
    """Whether the bytes begin with a PDF's header, or have one near their beginning and an object of a PDF behind it.

    What programs put before the header may be anything, but a text that merely speaks of it has no objects.

    >>> _is_pdf(b"%PDF-1.7"), _is_pdf(b"X-Mailer: 1\\n%PDF-1.4\\n1 0 obj\\n"), _is_pdf(b"a file begins with %PDF-1.4.")
    (True, True, False)
    """
    found = _PDF_HEADER.search(data[:_PDF_HEADER_WITHIN])
    if found is None:
        return False
    return found.start() == 0 or _PDF_OBJECT.search(data, found.end()) is not None


def _form_of_zip(data: bytes, path: str) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = container.NameToInfo
            declared = container.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, zlib.error, EOFError) as error:
        raise ReadError(path, f"a damaged zip container: {error}", "damaged") from None
    for kind, form in _OPENDOCUMENT:
        if declared.startswith(b"application/vnd.oasis.opendocument." + kind):
            return form
    for part, form in _ZIP_FORMS:
        if part in names:
            return form
    for part, reason in _ZIP_REFUSED:
        if part in names:
            raise ReadError(path, reason, "unsupported")
    raise ReadError(path, "a zip archive, not one document; name it as an input of its own", "unsupported")


def _form_of_ole(data: bytes, path: str) -> Form:
    import olefile

    # Names of streams are UTF-16 in the directory ([MS-CFB] 2.6.1).
    if _ENCRYPTED.encode("utf-16-le") in data:  # before the container is opened, which may be cut off
        raise ReadError(path, "an encrypted Office file; save a copy without its password", "encrypted")
    try:
        with olefile.OleFileIO(data) as container:
            streams = {entry[0] for entry in container.listdir()}
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise ReadError(path, f"a damaged Office file: {error}", "damaged") from None
    for stream, form in _OLE_FORMS:
        if stream in streams:
            return form
    for stream, reason in _OLE_REFUSED:
        if stream in streams:
            raise ReadError(path, reason, "unsupported")
    raise ReadError(path, "an old Office or WPS file; save it as .docx or .pdf", "unsupported")


def _is_text(data: bytes) -> bool:
    """Whether a signature of letters is the beginning of a text (BMW采购情况): all binary headers hold control bytes."""
    return min(data[:64]) >= 9


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
