"""chunks: one JSON object a line for every chunk of a document, one file a document, for retrieval.

    {"id":"ck3","start":120,"end":540,"page":4,"boxes":[…],"text":"…","section":"s7","path":["第二部分…","一、…"],…}

Every line begins with ``document`` (the key of the source: its sha256, and ``#2`` for the second document in it) and
``source`` (its path); see :mod:`docstruct.chunking`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.writing.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document


class ChunksWriter:
    """Writes ``name.chunks.jsonl``; see :class:`docstruct.writing.DocumentWriter`."""

    suffix = ".chunks.jsonl"

    def write_document(self, document: Document, folder: Path, name: str) -> Path:
        """Write the chunks of the document and return the path."""
        import msgspec

        encode = msgspec.json.Encoder().encode
        keys = encode({"document": document.source.key, "source": document.source.path})
        # Two objects are joined as bytes, "}" and "{" left out: to make one of both would copy every chunk.
        lines = (keys[:-1] + b"," + encode(chunk)[1:] + b"\n" for chunk in document.chunks())
        return write_atomically(folder / f"{name}{self.suffix}", b"".join(lines))
