"""The first stage: whatever a user has becomes a :class:`~docstruct.source.Source`.

One module a medium (text, markdown, html, docx, pdf, image and ocr); ``choice`` picks the reader by what the bytes
are, not by what the file is called; ``decoding`` turns bytes into text; ``discovery`` and ``archive`` find the inputs
that files, folders, patterns and zip archives name.

>>> from docstruct.reading import read_text
>>> read_text("一、收入\\n总计 1.00 万元").lines[1].start
5
"""

from __future__ import annotations

import hashlib
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
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(str(path), "no such file", "missing") from None
    except OSError as error:
        raise ReadError(str(path), f"cannot be opened: {error.strerror}", "missing") from None
    return read_bytes(data, str(path), reader=reader)


def read_bytes(data: bytes, path: str, *, reader: ReaderName | None = None) -> Source:
    """Read the content of one file; ``path`` is what messages and outputs call it.

    Raises:
        ReadError: as :func:`read` does.
    """
    if not data:
        raise ReadError(path, "the file is empty", "empty")
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(b"%PDF-"):
        from docstruct.reading.pdf import read_pdf

        return read_pdf(data, path, sha256)
    from docstruct.reading.decoding import decode
    from docstruct.reading.text import read_text as read_plain

    return read_plain(decode(data, path), path, sha256)


def read_text(text: str, path: str = "<text>") -> Source:
    """Read a text that is in memory already.

    Lone surrogates, which no encoding can carry, stay where they are in ``Source.text``, so that offsets are those
    of ``text``; the normalizer replaces each by U+FFFD, so that every output is valid UTF-8.
    """
    from docstruct.reading.text import read_text as read_plain

    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return read_plain(text, path, sha256)
