"""How tests look at a source: what its lines read once marks inside them are taken for what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.source import Source


def shown(source: Source) -> list[str]:
    """The lines that hold something, with marks replaced."""
    texts = []
    for line in source.lines:
        text, at = "", line.start
        for mark in source.markup:
            if line.start <= mark.start and mark.end <= line.end:
                text += source.text[at : mark.start] + mark.stands_for
                at = mark.end
        text += source.text[at : line.end]
        if text.strip():
            texts.append(text)
    return texts


def rows(source: Source) -> list[list[str]]:
    """The cells of every row, as shown."""
    roles = {source.text[line.start : line.end]: line.role for line in source.lines}
    assert "table_row" in roles.values()
    return [text.split("\t") for text in shown(source) if "\t" in text]
