"""Drafts to figures: ids, sections, matched subjects."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from docstruct.document import Figure, Reason
from docstruct.matching.mention import Mention

if TYPE_CHECKING:
    from docstruct.extracting.frames import Draft
    from docstruct.extracting.reasons import ReasonDraft
    from docstruct.matching import Resolver
    from docstruct.outline import Block, Outline


def figures_of(
    drafts: list[Draft], spans: list[tuple[Block, int, int]], outline: Outline, resolver: Resolver
) -> tuple[Figure, ...]:
    """The figures of all blocks, in document order."""
    kinds = {section.id: section.kind for section in outline.sections}
    figures: list[Figure] = []
    for block, first, last in spans:
        kind = kinds.get(block.section) if block.section else None
        for draft in drafts[first:last]:
            ref = draft.ref
            subject = resolver.resolve(
                Mention(text=ref.text, path=ref.path, code=ref.code, is_item=ref.item, context=kind)
            )
            figures.append(
                Figure(
                    id=f"f{len(figures) + 1}",
                    section=block.section,
                    zone=block.zone,
                    subject=subject,
                    measure=draft.measure,
                    value=draft.value,
                    unit=draft.number.unit,
                    amount=draft.amount,
                    direction=draft.direction,
                    basis=draft.basis,
                    approximate=draft.approximate,
                    start=draft.start,
                    end=draft.end,
                    sentence_start=draft.sentence[0],
                    sentence_end=draft.sentence[1],
                )
            )
    return tuple(figures)


def reasons_of(
    text: str, drafts: list[ReasonDraft], figures: tuple[Figure, ...], outline: Outline, resolver: Resolver
) -> tuple[Reason, ...]:
    """The reasons of all blocks, in document order."""
    starts = [block.start for block in outline.blocks]
    kinds = {section.id: section.kind for section in outline.sections}
    reasons: list[Reason] = []
    for draft in sorted(drafts, key=lambda draft: (draft.start, draft.end)):
        block = outline.blocks[bisect_right(starts, draft.start) - 1]
        ref = draft.ref
        kind = kinds.get(block.section) if block.section else None
        subject = resolver.resolve(
            Mention(text=ref.text, path=ref.path, code=ref.code, is_item=ref.item, context=kind)
        )
        reasons.append(
            Reason(
                id=f"r{len(reasons) + 1}",
                section=block.section,
                zone=block.zone,
                subject=subject,
                relation=draft.relation,
                text="".join(text[draft.start : draft.end].split()),
                figures=tuple(figures[position].id for position in draft.figures if position < len(figures)),
                start=draft.start,
                end=draft.end,
            )
        )
    return tuple(reasons)
