"""What the outliner hands on: sections, contents, tables, glossary, metadata, and what it noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.document import (
        ContentsEntry,
        Definition,
        DocumentType,
        Finding,
        Metadata,
        Section,
        Table,
        Zone,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the caller knows of a document that the document may not say itself."""

    fiscal_year: int | None = None
    document_type: DocumentType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the body that is to be read as prose, with the section and zone it stands in.

    ``start``/``end`` is the range of one paragraph in the text, title of a run-in heading included. Contents,
    covers, headings that are only titles, table rows and captions are no prose and in no block.
    """

    start: int
    end: int
    section: str | None
    zone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The document as its reader sees it. Findings are drafts: their ids are given when the document is whole."""

    metadata: Metadata
    sections: tuple[Section, ...]
    contents: tuple[ContentsEntry, ...]
    tables: tuple[Table, ...]
    definitions: tuple[Definition, ...]
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
