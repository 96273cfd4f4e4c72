"""The normalized text put together from its paragraphs, with the map back to the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.normalized import Paragraph
from docstruct.normalizing.glyphs import Remark
from docstruct.normalizing.spaces import parts_words
from docstruct.spanmap import SpanMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.normalizing.joins import Run
    from docstruct.normalizing.lines import Line
    from docstruct.spanmap import Piece

_NUMBER_TAIL = re.compile(r"\d[\d.,]*\Z")
_NUMBER_HEAD = re.compile(r"[.,]?\d[\d.,]*|%")


@dataclass(frozen=True, slots=True)
class Assembly:
    """The joined text, its paragraphs, the map to the source, and what was joined: how often, and numbers."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    map: SpanMap
    joined: int
    remarks: tuple[Remark, ...]


def assemble(runs: Sequence[Run], source: str) -> Assembly:
    """Put paragraphs under one another, one line each."""
    parts: list[str] = []
    pieces: list[Piece] = []
    paragraphs: list[Paragraph] = []
    remarks: list[Remark] = []
    length = source_end = 0
    for run in runs:
        start = length
        joint = "\n" if paragraphs else ""
        for line in run.lines:
            if length > start:
                joint = _joint(parts[-1], line.text)
                remarks.extend(_broken_number(parts[-1], line, source_end, source))
            if joint:
                parts.append(joint)
                pieces.append((length, length + 1, source_end, line.start))
                length += 1
                start += joint == "\n"
            parts.append(line.text)
            for low, high in line.pieces or ((line.start, line.end),):
                end = length + high - low
                pieces.append((length, end, low, high))
                length = end
            source_end = line.end
        paragraphs.append(_paragraph(run.lines, start, length))
    the_map = SpanMap.build(pieces, length, len(source))
    joined = sum(len(run.lines) for run in runs) - len(runs)
    return Assembly("".join(parts), tuple(paragraphs), the_map, joined, tuple(remarks))


def _joint(above: str, below: str) -> str:
    """What closes the gap between two lines of a paragraph: a space between words, nothing else."""
    if _NUMBER_TAIL.search(above) and _NUMBER_HEAD.match(below):
        return ""
    return " " if parts_words(above[-1], below[0]) else ""


def _broken_number(above: str, below: Line, source_end: int, source: str) -> Iterator[Remark]:
    """The repair of a number that was broken over two lines."""
    tail, head = _NUMBER_TAIL.search(above), _NUMBER_HEAD.match(below.text)
    if tail and head:
        start, end = source_end - len(tail[0]), below.start + len(head[0])
        note = f"a number broken over two lines: {tail[0]} | {head[0]}"
        yield Remark("joined_number", start, end, source[start:end], note)


def _paragraph(lines: list[Line], start: int, end: int) -> Paragraph:
    first = lines[0].source
    alone = len(lines) == 1
    return Paragraph(
        start=start,
        end=end,
        page=first.page,
        box=first.box if alone else _box(lines),
        font_size=first.font_size,
        bold=first.bold if alone else all(line.source.bold for line in lines),
        centered=first.centered,
        heading=first.heading,
        table=first.table,
        tabbed=lines[0].row,
        confidence=first.confidence if alone else _confidence(lines),
    )


def _box(lines: list[Line]) -> tuple[float, float, float, float] | None:
    """The box around those lines of a paragraph that stand on its first page."""
    page = lines[0].source.page
    boxes = [line.source.box for line in lines if line.source.box and line.source.page == page]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _confidence(lines: list[Line]) -> float | None:
    """The least certain line decides."""
    return min((line.source.confidence for line in lines if line.source.confidence is not None), default=None)
