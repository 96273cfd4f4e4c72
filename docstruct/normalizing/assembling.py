"""The normalized text put together from its paragraphs, with the map back to the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docstruct.normalized import Paragraph
from docstruct.normalizing.glyphs import Remark
from docstruct.normalizing.spaces import parts_words
from docstruct.spanmap import SpanMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.normalizing.joins import Run
    from docstruct.normalizing.lines import Line

_NUMBER_TAIL = re.compile(r"\d[\d.,]*\Z")
_NUMBER_HEAD = re.compile(r"[.,]?\d[\d.,]*|%")


@dataclass(slots=True)
class Assembly:
    """What is assembled so far: parts of the text, pieces of the map, paragraphs, and joins worth a remark."""

    parts: list[str] = field(default_factory=list)
    pieces: list[tuple[int, int, int, int]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    joined: int = 0
    length: int = 0

    def add(self, text: str, source_start: int, source_end: int) -> None:
        """Append a text made from a range of the source; one of equal length maps character by character."""
        end = self.length + len(text)
        self.parts.append(text)
        self.pieces.append((self.length, end, source_start, source_end))
        self.length = end


def assemble(runs: Iterable[Run], source: str) -> Assembly:
    """Put paragraphs under one another, one line each."""
    assembly = Assembly()
    source_end = 0
    for run in runs:
        first = run.lines[0]
        if assembly.paragraphs:
            assembly.add("\n", source_end, first.start)
        start = assembly.length
        _add_line(assembly, first)
        for above, below in zip(run.lines, run.lines[1:], strict=False):
            _join(assembly, above, below, source)
            _add_line(assembly, below)
        source_end = run.lines[-1].end
        assembly.paragraphs.append(_paragraph(run.lines, start, assembly.length))
    return assembly


def span_map(assembly: Assembly, source_length: int) -> SpanMap:
    """The map of the assembled text to its source."""
    return SpanMap.build(assembly.pieces, assembly.length, source_length)


def _add_line(assembly: Assembly, line: Line) -> None:
    place = 0
    for start, end in line.pieces:
        assembly.add(line.text[place : place + end - start], start, end)
        place += end - start


def _join(assembly: Assembly, above: Line, below: Line, source: str) -> None:
    """Close the gap between two lines of a paragraph: with a space between words, with nothing else."""
    assembly.joined += 1
    tail, head = _NUMBER_TAIL.search(above.text), _NUMBER_HEAD.match(below.text)
    if tail and head:
        start, end = above.end - len(tail[0]), below.start + len(head[0])
        note = f"a number broken over two lines: {tail[0]} | {head[0]}"
        assembly.remarks.append(Remark("joined_number", start, end, source[start:end], note))
    elif parts_words(above.text[-1], below.text[0]):
        assembly.add(" ", above.end, below.start)


def _paragraph(lines: list[Line], start: int, end: int) -> Paragraph:
    first = lines[0].source
    return Paragraph(
        start=start,
        end=end,
        page=first.page,
        box=_box(lines),
        font_size=first.font_size,
        bold=all(line.source.bold for line in lines),
        centered=first.centered,
        heading=first.heading,
        table=first.table,
        tabbed=lines[0].row,
        confidence=_confidence(lines),
    )


def _box(lines: list[Line]) -> tuple[float, float, float, float] | None:
    """The box around those lines of a paragraph that stand on its first page."""
    first = lines[0].source
    if first.box is None or len(lines) == 1:
        return first.box
    boxes = [line.source.box for line in lines if line.source.box and line.source.page == first.page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _confidence(lines: list[Line]) -> float | None:
    known = [line.source.confidence for line in lines if line.source.confidence is not None]
    return min(known) if known else None
