"""Outlines of short texts, and how they are written down in these tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from docstruct.lexicon import Lexicons, default_lexicons
from docstruct.normalizing import normalize
from docstruct.outline import Hints
from docstruct.outlining import outline
from docstruct.reading import read_text

if TYPE_CHECKING:
    from docstruct.normalized import NormalizedText
    from docstruct.outline import Outline


@cache
def lexicons() -> Lexicons:
    return default_lexicons()


def normalized(text: str) -> NormalizedText:
    return normalize(read_text(text), lexicons().glyphs)


def outlined(text: str, hints: Hints | None = None) -> Outline:
    return outline(normalized(text), lexicons().outline, hints or Hints())


def headings(text: str) -> list[str]:
    """The headings of a text, ``level marker title``."""
    return [
        f"{section.level} {section.marker}{section.title}"
        for section in outlined(text).sections
        if section.type == "heading"
    ]


def tree(text: str) -> list[str]:
    """All sections of a text, indented by their depth in the tree, items in brackets."""
    depths: dict[str | None, int] = {None: -1}
    lines: list[str] = []
    for section in outlined(text).sections:
        depth = depths[section.id] = depths[section.parent] + 1
        name = f"{section.marker}{section.title}"
        lines.append("  " * depth + (name if section.type == "heading" else f"[{name}]"))
    return lines
