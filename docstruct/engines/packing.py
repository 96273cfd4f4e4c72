"""A document as few bytes: the copy a run keeps of each, from which the files over all documents are written."""

from __future__ import annotations

import zlib
from functools import cache

import msgspec

from docstruct.collector import uncollected
from docstruct.document import Document

PACKED_SUFFIX = ".msgpack.z"


def pack(document: Document) -> bytes:
    """The document as MessagePack, deflated; about a fifth of its JSON."""
    return zlib.compress(msgspec.msgpack.encode(document), level=1)


def unpack(data: bytes) -> Document:
    """The document that was packed, without its map to the source.

    Raises:
        zlib.error, msgspec.DecodeError: the data was not made by :func:`pack`.
    """
    with uncollected():
        return _decoder().decode(zlib.decompress(data))


@cache
def _decoder() -> msgspec.msgpack.Decoder[Document]:
    """Made once: it takes as long as to decode half a document."""
    return msgspec.msgpack.Decoder(Document)
