"""Headings as subjects: what a title names is what the paragraphs below it are about until they name something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.extracting.subjects import Ref
from docstruct.matching.mention import compose_code

if TYPE_CHECKING:
    from docstruct.document import Section
    from docstruct.extracting.scanner import Scanner
    from docstruct.extracting.subjects import Subjects


def heading_of(text: str, section: Section, scanner: Scanner, subjects: Subjects) -> Ref | None:
    """The subject of a title: the last level of …（类）…（款）…（项）, else its noun phrase."""
    start, end = section.title_start, section.title_end
    path: list[str] = []
    digits: list[str] = []
    last = begin = start
    for token in scanner.scan(text, start, end):
        if token.kind in ("level", "code"):
            name = subjects.noun(text[last : token.start])
            if name:
                path.append(name)
            digits.append(token.text.rstrip("类款项"))
            last = token.end
        elif token.kind == "year":
            last = begin = token.end
    if path:
        return Ref(path[-1], tuple(path), compose_code(filter(None, digits)), item=True)
    return subjects.titled(text[begin:end])
