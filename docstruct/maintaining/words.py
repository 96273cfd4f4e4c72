"""Whether the words of cues, headers and reasons can be met at all: they are compared with normalized text.

A radical (⽀), a compatibility ideograph or a character of no width never stands there, so a word that has one is never
found. Full-width letters and signs are folded on both sides and may stand in a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.maintaining.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docstruct.lexicon.folder import LexiconFolder, Row
    from docstruct.lexicon.glyphs import Variant
    from docstruct.maintaining.schemas import Package

FOLDERS = ("cues", "reasons", "tables", "outline")
"""Where the tables of words are; names of the classification are looked at by :mod:`docstruct.maintaining.names`."""
UNREAD = ("source", "example")
"""Columns that nothing is compared with."""
FOLDED = "full_width"


def check_words(
    folder: LexiconFolder, package: Package, variants: Mapping[str, Variant]
) -> Iterator[Problem]:
    """A problem for every cell of every folder in use that has a character normalized text never has."""
    from docstruct.lexicon.folder import read_rows

    for resource in package.resources:
        if resource.path.split("/")[0] not in FOLDERS:
            continue
        read = [column for column in resource.schema.columns if column not in UNREAD]
        for one in folder.folders:
            path: Path = one / resource.path
            for row in read_rows(path, resource.schema.columns) if path.exists() else ():
                yield from _characters(row, read, variants)


def _characters(row: Row, columns: list[str], variants: Mapping[str, Variant]) -> Iterator[Problem]:
    for column in columns:
        for char in dict.fromkeys(row[column]):
            variant = variants.get(char)
            if variant is not None and variant.kind != FOLDED:
                instead = f"; write {variant.target}" if variant.target else ""
                says = f"column {column}: variant glyph {char} (U+{ord(char):04X}) in {row[column]}{instead}"
                yield problem(row.file, row.line, says)
