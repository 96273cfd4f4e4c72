"""The first stage: whatever a user has becomes a :class:`~docstruct.source.Source`.

The medium is the name of its module or package:

    text, markdown, html          text with and without marks; converted: tables a converter left in plain text
    docx, office                  Word; what LibreOffice saves as Word first
    workbook                      .xlsx, .xls, .ods
    pdf, ofd, scans               pages with a text layer, and pages that are pictures
    pages                         what these have in common: lines, tables and furniture from where characters stand
    mime, archive, discovery      what holds other inputs: mails, zip archives, folders
    choice, decoding, limits      which reader, which encoding, how large

>>> from docstruct.reading import read_text
>>> read_text("一、收入\\n总计 1.00 万元").lines[1].start
5
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import ReaderName
    from docstruct.source import Source

__all__ = ["read", "read_bytes", "read_text"]


def read(path: Path, *, reader: ReaderName | None = None) -> Source:
    """Read one file.

    Args:
        path: the file.
        reader: the reader to use, whatever the content looks like.

    Raises:
        ReadError: the file is missing, empty, damaged, encrypted, too large or of an unknown kind.
    """
    from docstruct.reading.loading import load_file, shown_name

    return read_bytes(load_file(path), shown_name(path), reader=reader)


def read_bytes(data: bytes, path: str, *, reader: ReaderName | None = None) -> Source:
    """Read the content of one file; ``path`` is what messages and outputs call it.

    Raises:
        ReadError: as :func:`read` does.
    """
    from docstruct.reading.legibility import with_legibility

    if not data:
        raise ReadError(path, "the file is empty", "empty")
    source = with_legibility(_read_form(data, path, reader))
    if any(page.origin == "ocr" for page in source.pages):
        from docstruct.reading.scans.engine_choice import engine_name

        source = replace(source, engine=engine_name())
    if source.text.strip():
        return source
    if source.reader == "html":
        reason = "a page that shows no text: it comes by a script or from another page; save it as shown, or as .pdf"
    else:
        reason = "no text in it"
    raise ReadError(path, reason, "no_text")


def _read_form(data: bytes, path: str, reader: ReaderName | None) -> Source:
    """Read by what the bytes are, or by the reader named."""
    from docstruct.reading.choice import READERS, form_of
    from docstruct.reading.decoding import decode_repaired
    from docstruct.reading.loading import check_text_size

    sha256 = hashlib.sha256(data).hexdigest()
    # These readers read several forms each; a reader of text is believed, whatever the bytes look like.
    form = form_of(data, path) if reader in (None, "ocr", "docx", "workbook", "ofd") else None
    chosen = reader if form is None else READERS[form]
    # Before the reader is asked for: LibreOffice makes them a .docx or .xlsx first.
    if form in ("doc", "rtf", "odt", "wordml", "xlsb", "spreadsheetml"):
        from docstruct.reading.office import read_office

        return read_office(data, path, sha256, form)
    if chosen in ("pdf", "ocr") or form == "ofd":
        return _read_pages(data, path, sha256, "ofd" if form == "ofd" else chosen, recognize=reader == "ocr")
    if chosen == "docx":
        from docstruct.reading.docx import read_docx

        return read_docx(data, path, sha256)
    if form in ("xlsx", "xls", "ods"):
        from docstruct.reading.workbook import read_workbook

        return read_workbook(data, path, sha256, form)
    if form == "mime":
        return _read_message(data, path, sha256)
    if chosen == "workbook":
        raise ReadError(path, "no workbook that is read (.xlsx .xlsm .xls .et .ods)", "unsupported")
    if chosen == "ofd":
        raise ReadError(path, "no OFD file", "unsupported")
    check_text_size(len(data), path)
    text, repair = decode_repaired(data, path)
    return replace(_read_decoded(text, path, sha256, reader), repair=repair)


def _read_pages(data: bytes, path: str, sha256: str, chosen: str | None, *, recognize: bool) -> Source:
    """Read a medium of fixed pages: a PDF, an OFD, an image."""
    if chosen == "pdf":
        from docstruct.reading.pdf import read_pdf

        return read_pdf(data, path, sha256, recognize=recognize)
    if chosen == "ofd":
        from docstruct.reading.ofd import read_ofd

        return read_ofd(data, path, sha256)
    from docstruct.reading.scans.image import read_image

    return read_image(data, path, sha256)


def _read_message(data: bytes, path: str, sha256: str) -> Source:
    """Read the page of a web archive, the text of a mail, or the one document attached to it."""
    from docstruct.reading.choice import form_of
    from docstruct.reading.loading import check_text_size
    from docstruct.reading.mime import inside

    check_text_size(len(data), path)
    found = inside(data, path)
    if found.attached is None:
        return _read_decoded(found.text, path, sha256, "html" if found.is_page else None)
    # Else a mail of mails of mails would be opened without end.
    if form_of(found.attached, found.name) == "mime":
        raise ReadError(path, f"a mail within a mail ({found.name}); save that one", "unsupported")
    return replace(_read_form(found.attached, path, None), sha256=sha256)


def read_text(text: str, path: str = "<text>", *, reader: ReaderName | None = None) -> Source:
    """Read a text that is in memory already: plain, Markdown or HTML.

    Lone surrogates, which no encoding can carry, stay where they are in ``Source.text``, so that offsets are those
    of ``text``; the normalizer replaces each by U+FFFD, so that every output is valid UTF-8.
    """
    from docstruct.reading.legibility import with_legibility

    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return with_legibility(_read_decoded(text, path, sha256, reader))


def _read_decoded(text: str, path: str, sha256: str, reader: ReaderName | None) -> Source:
    from docstruct.reading import html, markdown
    from docstruct.reading import text as plain
    from docstruct.reading.choice import reader_for_text

    chosen = reader or reader_for_text(text, path)
    if chosen == "html":
        return html.read_html(text, path, sha256)
    if chosen == "markdown":
        return markdown.read_markdown(text, path, sha256)
    return plain.read_text(text, path, sha256)
