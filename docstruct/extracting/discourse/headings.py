"""Headings as subjects: what a title names is what the paragraphs below it are about until they name something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docstruct.extracting.clauses.cutting import Start
from docstruct.extracting.clauses.phrases import Paragraph
from docstruct.extracting.discourse.boundaries import ended
from docstruct.extracting.discourse.context import Context, Place
from docstruct.extracting.discourse.ending import Ending

if TYPE_CHECKING:
    from docstruct.document import Section
    from docstruct.extracting.clauses.cutting import Cutter
    from docstruct.extracting.clauses.subjects import Range, Ref
    from docstruct.extracting.scanning.scanner import Scanner

_ITEM = frozenset({"level", "code"})
"""What makes an item of the classification of a title."""
_TELLS = re.compile("[0-9年类款项]")
"""What a title holds that tells a level, a code or a year: most hold none, and are not scanned."""


class Heading(NamedTuple):
    """The subject of a title, and the beginning of a name that the title breaks off (…（款）事业单位 | 医疗（项）)."""

    ref: Ref | None
    unfinished: Range | None = None


def heading_of(section: Section, scanner: Scanner, cutter: Cutter) -> Heading:
    """The subject of a title: the last level of …（类）…（款）…（项), else its noun phrase behind the year."""
    text, begin, end = cutter.text, section.title_start, section.title_end
    if _TELLS.search(text, begin, end):
        tokens = scanner.scan(text, begin, end)
        if any(token.kind in _ITEM for token in tokens):
            return _of_an_item(Paragraph(cutter, tokens, begin, end), cutter)
        begin = max((token.end for token in tokens if token.kind == "year"), default=begin)
    return Heading(cutter.subjects.titled(text[begin:end], offset=begin))


def _of_an_item(paragraph: Paragraph, cutter: Cutter) -> Heading:
    """The item that a title tells as a sentence does; of its other marks none parts anything."""
    context, place = Context(), Place(paragraph, len(paragraph.tokens))
    start = Start(0, paragraph.start)
    while (clause := cutter.cut(place, start, silent=True, listed=False)).ended != "end":
        told, behind = clause.ended in _ITEM, clause.index + 1
        if told:
            context = ended(Ending(place, clause, context, cutter.frame(clause.items), (), 0))
        start = Start(behind, paragraph.begin(behind), () if told else clause.resumed)
    broken_off = paragraph.kind(place.stop - 1) in _ITEM
    return Heading(context.spoken.topic, cutter.frame(clause.items).before if broken_off else None)
