"""Headings as subjects: what a title names is what the paragraphs below it are about until they name something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docstruct.extracting.clauses.subjects import Ref
from docstruct.matching.mention import compose_code
from docstruct.matching.one_string import LEVELS

if TYPE_CHECKING:
    from docstruct.document import Section
    from docstruct.extracting.clauses.subjects import Range, Subjects
    from docstruct.extracting.scanning.scanner import Scanner


_TELLS = re.compile("[0-9年类款项]")
"""What a title holds that tells a level, a code or a year."""


class Heading(NamedTuple):
    """The subject of a title, and the beginning of a name that the title breaks off (…（款）事业单位 | 医疗（项）)."""

    ref: Ref | None
    unfinished: Range | None = None


def heading_of(text: str, section: Section, scanner: Scanner, subjects: Subjects) -> Heading:
    """The subject of a title: the last level of …（类）…（款）…（项）, else its noun phrase."""
    start, end = section.title_start, section.title_end
    if not _TELLS.search(text, start, end):
        return Heading(subjects.titled(text[start:end], offset=start))
    path: list[str] = []
    levels: list[int] = []
    digits: list[str] = []
    place: Range | None = None
    last = begin = start
    for token in scanner.scan(text, start, end):
        if token.kind in ("level", "code"):
            noun = subjects.cut(text[last : token.start])
            if noun.text:
                path.append(noun.text)
                place = noun.place(last)
            digits.append(token.text.rstrip("类款项"))
            if token.kind == "level":
                levels.append(LEVELS.index(token.text[-1]) + 1)
            last = token.end
        elif token.kind == "year":
            last = begin = token.end
    if path:
        code = compose_code(filter(None, digits))
        told = tuple(levels) if len(levels) == len(path) else ()
        ref = Ref(path[-1], tuple(path), code, item=True, levels=told, place=place)
        return Heading(ref, (last, end) if subjects.noun(text[last:end]) else None)
    return Heading(subjects.titled(text[begin:end], offset=begin))
