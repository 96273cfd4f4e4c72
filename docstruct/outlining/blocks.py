"""The prose of the body, paragraph by paragraph, with the section and zone it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.outline import Block
from docstruct.outlining.labels import is_label

if TYPE_CHECKING:
    from docstruct.document import Zone
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.lines import Line
    from docstruct.outlining.sections import Placed


def find_blocks(
    lines: list[Line], body: list[int], sections: list[Placed], words: OutlineWords
) -> tuple[Block, ...]:
    """Every line of the body that is prose: no title, no row, label or caption of a table."""
    blocks: list[Block] = []
    by_line = {placed.first: placed for placed in sections}
    current: Placed | None = None
    titled = -1
    for index in body:
        line = lines[index]
        placed = by_line.get(index)
        if placed is not None:
            current = placed
            # The text of a run-in title stands in the line of the title: 一、机构设置。本单位内设….
            titled = placed.last if not placed.run_in else -1
        if index <= titled or line.tabular or not _is_prose(line, words):
            continue
        zone: Zone = current.zone if current else "narrative"
        blocks.append(
            Block(start=line.start, end=line.end, section=current.section.id if current else None, zone=zone)
        )
    return tuple(blocks)


def _is_prose(line: Line, words: OutlineWords) -> bool:
    if line.marker is not None and line.marker.kind.style != "caption":
        return True
    return not (is_label(line.head, words) or (line.whole and words.patterns.caption.fullmatch(line.head)))
