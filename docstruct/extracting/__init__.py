"""Figures, reasons and records from the prose of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.extracting.clauses import ClauseReader
from docstruct.extracting.figures import figures_of, reasons_of
from docstruct.extracting.scanner import scanner_for
from docstruct.extracting.subjects import Subjects

if TYPE_CHECKING:
    from docstruct.document import Figure, Finding, Reason, Record
    from docstruct.lexicon.cues import CueLexicon
    from docstruct.lexicon.reasons import ReasonLexicon
    from docstruct.matching import Resolver
    from docstruct.normalized import NormalizedText
    from docstruct.outline import Outline

__all__ = ["Extraction", "extract"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the prose states, in document order; findings are drafts whose ids are given later."""

    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...] = ()
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()


def extract(
    text: NormalizedText, outline: Outline, resolver: Resolver, cues: CueLexicon, reasons: ReasonLexicon
) -> Extraction:
    """Read the prose blocks of a document."""
    metadata = outline.metadata
    scanner = scanner_for(cues)
    subjects = Subjects(cues, [metadata.organization] if metadata.organization else [])
    reader = ClauseReader(
        text.text, subjects, year=metadata.fiscal_year, document_type=metadata.document_type
    )
    spans = []
    for block in outline.blocks:
        tokens = scanner.scan(text.text, block.start, block.end)
        first = len(reader.drafts)
        reader.zone = block.zone
        reader.read(tokens, block.start, block.end)
        spans.append((block, first, len(reader.drafts)))
    figures = figures_of(reader.drafts, spans, outline, resolver)
    return Extraction(
        figures=figures, reasons=reasons_of(text.text, reader.reasons, figures, outline, resolver)
    )
