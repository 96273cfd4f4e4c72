"""The parts of a Word document: opened within limits, and given one by one to who writes its lines.

A DOCX is a container of XML parts (ISO/IEC 29500-2); the body names the others by relations.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docstruct.errors import ReadError
from docstruct.reading.docx.numbering import Numbering
from docstruct.reading.docx.styles import Styles
from docstruct.reading.docx.wordml import attribute, child, w
from docstruct.reading.limits import MAX_BYTES, MAX_MARKUP_BYTES

if TYPE_CHECKING:
    from docx.package import Package
    from lxml.etree import _Element

_SISTERS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
"""The content types of .docm, .dotm and .dotx; python-docx knows that of .docx alone."""

REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}

_DAMAGED_BY = (KeyError, ValueError, AttributeError, TypeError, LookupError, OSError, RuntimeError, EOFError)
"""What python-docx lets through when a package lacks a part, or has one of another kind than it says."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document is made of: its body, styles and lists, its notes by kind and id (each is taken out as it is
    written), its embedded documents by id.
    """

    body: _Element
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], _Element]
    chunks: dict[str, tuple[str, bytes]]


def open_parts(data: bytes, path: str) -> Parts:
    """Open a document.

    Raises:
        ReadError: it is damaged (``damaged``), or larger than it may be (``too_large``).
    """
    import zlib

    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        _check_sizes(data, path)
        part = _package(data).main_document_part
        related = {
            relation.reltype: relation.target_part
            for relation in part.rels.values()
            if not relation.is_external
        }
        styles, numbering = (
            getattr(related.get(kind), "element", None)
            for kind in (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING)
        )
        body = child(part.element, "body")
        notes = _notes(related)
        chunks = {
            name: (relation.target_part.content_type, relation.target_part.blob)
            for name, relation in part.rels.items()
            if relation.reltype.endswith("/aFChunk") and not relation.is_external
        }
    except (*_DAMAGED_BY, OpcError, LxmlError, zipfile.BadZipFile, zlib.error) as error:
        raise ReadError(
            path, f"a damaged Word document ({type(error).__name__}: {error})", "damaged"
        ) from None
    if body is None:
        raise ReadError(path, "a Word document without a body", "damaged")
    return Parts(body, Styles(styles), Numbering(numbering), notes, chunks)


def _notes(related: dict[str, Any]) -> dict[tuple[str, str], _Element]:
    """The footnotes and endnotes of a document, by kind and id."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found: dict[tuple[str, str], _Element] = {}
    for relation, part in related.items():
        kind = relation.rpartition("/")[2].removesuffix("s")
        if kind in REFERENCES.values():
            for note in etree.fromstring(part.blob, parser).iterfind(w(kind)):
                found[kind, attribute(note, "id") or ""] = note
    return found


def _package(data: bytes) -> Package:
    """The container. A document with macros or a template is one like any other: what it runs is a part nobody opens."""
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    for kind in _SISTERS:
        PartFactory.part_type_for.setdefault(kind, DocumentPart)
    return Package.open(io.BytesIO(data))


def _check_sizes(data: bytes, path: str) -> None:
    """Refuse a container that unpacks to more than memory should hold, before it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        for info in container.infolist():
            limit = MAX_MARKUP_BYTES if info.filename.endswith(".xml") else MAX_BYTES
            if info.file_size > limit:
                reason = f"its part {info.filename} has {info.file_size:,} bytes; up to {limit:,} are read"
                raise ReadError(path, reason, "too_large")
        if sum(info.file_size for info in container.infolist()) > MAX_BYTES:
            raise ReadError(path, f"it unpacks to more than {MAX_BYTES:,} bytes", "too_large")
