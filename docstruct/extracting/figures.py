"""Drafts to figures: ids, sections, matched subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.document import Figure
from docstruct.matching.mention import Mention

if TYPE_CHECKING:
    from docstruct.extracting.frames import Draft
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
