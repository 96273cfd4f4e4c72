"""The lines of a document in files over all documents, made by the worker that has the document in memory.

JSONL and CSV grow at their end, by lines that nothing else decides than the document and the manner in which results are
shown. So a worker makes them beside the document's own files, and the run, which writes the tables one document after
the other, only appends bytes: packed copies are read and lines made there for what has none (documents of earlier
runs), for what is to be said otherwise (a document with duplicates), and where they cannot be believed.

Lines wait in ``.docstruct/rows``, in a file a document, named by all that decides what they say; they are removed as
they are written, what is left of them at the end of the run. They are no result: a file that is missing, cut short or
damaged costs time and nothing else, so that nothing is noted of them and no disk waited for.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import zlib
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from docstruct.writing.atomic import open_exclusively

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.writing import RowMaker

ROWS_FOLDER = "rows"
_CHECKED = 4
"""Bytes of the checksum in front."""

Lines: TypeAlias = "dict[str, bytes]"
"""The lines of a document in one format, by file."""
Made: TypeAlias = dict[str, tuple[str | None, dict[str, bytes]]]
"""The lines of a document by format, each with the manner they show."""


class RowsKept:
    """The lines that wait to be written.

    Args:
        folder: where they wait; made when there are some.
        fingerprint: that of the run: what was made with other options says something else.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.folder = folder
        self.fingerprint = fingerprint

    def keep(self, document: Document, name: str, makers: Iterable[tuple[str, str | None, RowMaker]]) -> None:
        """Make the lines of a document and leave them; a format that cannot take it is left to whoever writes it.

        Raises:
            OSError: the disk refuses.
        """
        made: Made = {}
        for form, manner, maker in makers:
            try:
                made[form] = manner, maker.rows(document, name)
            except MemoryError:
                raise
            except Exception:  # it comes again where the table is written, and is said there
                continue
        if not made:
            return
        data = msgspec.msgpack.encode(made)
        path = self._file(document.source.sha256, document.source.path, name)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
        self.folder.mkdir(exist_ok=True)
        try:
            with open_exclusively(beside) as file:
                file.write(zlib.crc32(data).to_bytes(_CHECKED, "big"))
                file.write(data)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def kept(
        self, sha256: str | None, path: str, name: str, manners: Mapping[str, str | None]
    ) -> dict[str, Lines]:
        """The lines of a document in those formats for which there are some in the manner asked for."""
        try:
            data = memoryview(self._file(sha256, path, name).read_bytes())
            if int.from_bytes(data[:_CHECKED], "big") != zlib.crc32(data[_CHECKED:]):
                return {}
            made = _decoder().decode(data[_CHECKED:])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}
        return {
            form: made[form][1]
            for form, manner in manners.items()
            if form in made and made[form][0] == manner
        }

    def drop(self, sha256: str | None, path: str, name: str) -> None:
        """Remove the lines of a document that were written."""
        self._file(sha256, path, name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what is left."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, sha256: str | None, path: str, name: str) -> Path:
        said = "\0".join((self.fingerprint, sha256 or "", path, name))
        return self.folder / hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Made]:
    return msgspec.msgpack.Decoder(Made)
