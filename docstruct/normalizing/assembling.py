"""The normalized text put together from its paragraphs, with the map back to the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.normalized import Paragraph
from docstruct.normalizing.glyphs import Remark
from docstruct.normalizing.spaces import pairs, parts_words
from docstruct.spanmap import SpanMapBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.normalizing.joins import Run
    from docstruct.normalizing.lines import Line
    from docstruct.spanmap import SpanMap

_DIGITS_AND_MARKS = "0123456789.,"
_NUMBER_HEAD = re.compile(r"[.,]?\d[\d.,]*|%")


@dataclass(frozen=True, slots=True)
class Assembly:
    """The joined text, its paragraphs, the map to the source, and what was joined: how often, and numbers."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    map: SpanMap
    joined: int
    remarks: tuple[Remark, ...]


def assemble(runs: Iterable[Run], source: str) -> Assembly:
    """Put paragraphs under one another, one line each."""
    parts: list[str] = []
    the_map = SpanMapBuilder()
    paragraphs: list[Paragraph] = []
    remarks: list[Remark] = []
    lines = source_end = 0
    for run in runs:
        first = run.lines[0]
        if paragraphs:
            parts.append("\n")
            the_map.replace(source_end, first.start, 1)
        start = the_map.length
        for line in run.lines:
            if line is not first:
                above = parts[-1]
                remarks.extend(_broken_number(above, line, source_end, source))
                if _joint(above, line.text):
                    parts.append(" ")
                    the_map.replace(source_end, line.start, 1)
            parts.append(line.text)
            if line.pieces is None:
                the_map.keep(line.start, line.end)
            else:
                for low, high in pairs(line.pieces):
                    the_map.keep(low, high)
            # What lies between two kept lines (a line break, blanks, a page number) maps to the seam
            # between them.
            source_end = line.end
        lines += len(run.lines)
        remarks.extend(_page_number(line, source) for line in run.page_numbers)
        paragraphs.append(_paragraph(run.lines, start, the_map.length))
    return Assembly(
        "".join(parts),
        tuple(paragraphs),
        the_map.finished(len(source)),
        lines - len(paragraphs),
        tuple(remarks),
    )


def _joint(above: str, below: str) -> str:
    """What closes the gap between two lines of a paragraph: a space between words, nothing else."""
    # 1,2⏎34.5 is one number, though two digits side by side part words elsewhere (COVID 19).
    if not parts_words(above[-1], below[0]) or (_number_tail(above) and _NUMBER_HEAD.match(below)):
        return ""
    return " "


def _broken_number(above: str, below: Line, source_end: int, source: str) -> Iterator[Remark]:
    """The repair of a number that was broken over two lines."""
    tail = _number_tail(above)
    if tail and (head := _NUMBER_HEAD.match(below.text)):
        start, end = source_end - len(tail), below.start + len(head[0])
        note = f"a number broken over two lines: {tail} | {head[0]}"
        yield Remark("joined_number", start, end, source[start:end], note)


def _number_tail(text: str) -> str:
    """The number a line ends with, as far as it goes; found from the end, so that its length is what it costs.

    >>> _number_tail("支出1,2"), _number_tail("支出.5"), _number_tail("支出")
    ('1,2', '5', '')
    """
    return text[len(text.rstrip(_DIGITS_AND_MARKS)) :].lstrip(".,")


def _page_number(line: Line, source: str) -> Remark:
    note = "a page number in the midst of a paragraph: set apart"
    return Remark("page_number", line.start, line.end, source[line.start : line.end], note)


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
        columns=first.columns,
        tabbed=lines[0].row,
        loose=first.role == "table_text",
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
