"""A short text as one document: every line a block but the titles of its sections, no tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import pytest

from docstruct.document import DocumentType, Metadata, Repairs, Section, Zone
from docstruct.extracting import Extraction, extract
from docstruct.lexicon import Lexicons, default_lexicons
from docstruct.matching import Matcher
from docstruct.normalized import NormalizedText
from docstruct.normalizing.script import simplified
from docstruct.outline import Block, Outline
from docstruct.spanmap import SpanMap

if TYPE_CHECKING:
    from docstruct.extracting.drafts import Trace

Reading: TypeAlias = Callable[..., Extraction]


@pytest.fixture(scope="session")
def lexicons() -> Lexicons:
    return default_lexicons()


@pytest.fixture(scope="session")
def read(lexicons: Lexicons) -> Reading:
    """Extract from a text, of the final accounts of 2022 unless told otherwise."""
    matcher = Matcher(lexicons.classification)

    def reading(
        text: str,
        *,
        year: int | None = 2022,
        document_type: DocumentType | None = "final_accounts",
        zone: Zone = "narrative",
        organization: str | None = None,
        sections: tuple[Section, ...] = (),
        traces: list[Trace] | None = None,
    ) -> Extraction:
        blocks = []
        position = 0
        titles = {one.title_start for one in sections if one.type == "heading"}
        for line in text.split("\n"):
            inside = [one.id for one in sections if one.start <= position < one.end]
            if line and position not in titles:
                section = inside[-1] if inside else None
                blocks.append(Block(start=position, end=position + len(line), section=section, zone=zone))
            position += len(line) + 1
        outline = Outline(
            metadata=Metadata(document_type=document_type, fiscal_year=year, organization=organization),
            sections=sections,
            contents=(),
            tables=(),
            definitions=(),
            blocks=tuple(blocks),
        )
        normalized = NormalizedText(
            text=text, paragraphs=(), map=SpanMap.identity(len(text)), repairs=Repairs()
        )
        resolver = matcher.for_document(outline)
        view = simplified(text)
        return extract(
            normalized, outline, resolver, lexicons.cues, lexicons.reasons, view=view, traces=traces
        )

    return reading
