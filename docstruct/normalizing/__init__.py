"""Normalizing: the text as it was meant, one paragraph a line, and the way back to the source.

    glyphs.py      every character the one that was printed (same length, so no map is needed)
    lines.py       what is left of each line without the spaces that do not belong (spaces.py)
    joins.py       lines that were broken become paragraphs again
    numbers.py     the point, sign and thousands comma of numbers
    assembling.py  the text, its paragraphs, and the map
    key.py         the form in which texts are compared

Digits, letters, ``％`` and the point, sign and thousands comma of numbers become ASCII, so that ``１，２３４．５`` is
``1,234.5`` and ``１．`` is the marker ``1.``; all other punctuation keeps its form, and so do ``①``, ``㎡`` and ``…``.

>>> normalized = normalize_text("⼀、收⼊ 总计\\n本年收⼊ １００．５０ 万元，增⻓\\n34.0 %。")
>>> print(normalized.text)
一、收入总计
本年收入100.50万元，增长34.0%。
>>> normalized.map.to_source(7, 9)
(8, 10)
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docstruct.document import Page, Repair, Repairs
from docstruct.normalized import NormalizedText
from docstruct.normalizing.assembling import assemble
from docstruct.normalizing.glyphs import Remark, repair_glyphs
from docstruct.normalizing.joins import join_lines
from docstruct.normalizing.lines import tidy_lines
from docstruct.normalizing.numbers import ascii_marks, count_marks, thousands_commas
from docstruct.source import SET_APART

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.lexicon.glyphs import GlyphLexicon
    from docstruct.normalizing.assembling import Assembly
    from docstruct.normalizing.lines import Line
    from docstruct.source import Source
    from docstruct.spanmap import SpanMap

LOW_CONFIDENCE = 0.8
"""A recognised line whose mean confidence is below this is put on record; RapidOCR drops lines below 0.5 itself."""


def normalize(source: Source, glyphs: GlyphLexicon) -> NormalizedText:
    """Normalize a source; the result's text is valid UTF-8 whatever stood in the source."""
    repaired = repair_glyphs(source.text, source.markup, glyphs)
    lines = list(tidy_lines(repaired.text, source))
    body = [line for line in lines if line.source.role not in SET_APART]
    apart = [line for line in lines if line.source.role in SET_APART]
    assembly = assemble(join_lines(body, glyphs.signs), source.text)
    remarks = [*repaired.remarks, *assembly.remarks, *_low_confidence(body, source.text)]
    remarks.extend(_thousands(assembly))
    if source.repair is not None:
        remarks.append(Remark("mojibake", 0, 0, "", source.repair))
    remarks.extend(_table_text(lines, source.text))
    counts = {**repaired.counts, "joined_line": assembly.joined, "set_apart": len(apart)}
    counts["number_mark"] = count_marks(assembly.text)
    return NormalizedText(
        text=ascii_marks(assembly.text),
        paragraphs=assembly.paragraphs,
        map=assembly.map,
        repairs=_repairs(counts, remarks, assembly.map),
        pages=_pages(source, apart, assembly.map),
    )


def normalize_text(text: str) -> NormalizedText:
    """Normalize a plain text with the packaged tables."""
    from docstruct.lexicon import default_lexicons
    from docstruct.reading import read_text

    return normalize(read_text(text), default_lexicons().glyphs)


def _low_confidence(lines: Iterable[Line], text: str) -> list[Remark]:
    return [
        Remark(
            "low_confidence",
            line.start,
            line.end,
            text[line.start : line.end],
            f"recognised with a mean confidence of {line.source.confidence:.2f}",
        )
        for line in lines
        if line.source.confidence is not None and line.source.confidence < LOW_CONFIDENCE
    ]


def _table_text(lines: Sequence[Line], text: str) -> Iterator[Remark]:
    """One remark for every table that lost its rows, with its first line as what stood there."""
    note = "lines of a table whose rows or columns are lost: no prose, and no rows"
    for role, run in groupby(lines, key=lambda line: line.source.role):
        if role == "table_text":
            first, *rest = run
            end = (rest or [first])[-1].end
            yield Remark("table_text", first.start, end, text[first.start : first.end], note)


def _thousands(assembly: Assembly) -> list[Remark]:
    note = "a comma between a digit and three digits: read as a thousands separator"
    return [
        Remark("thousands_comma", *assembly.map.to_source(place, place + 1), assembly.text[place], note)
        for place in thousands_commas(assembly.text)
    ]


def _repairs(counts: dict[str, int], remarks: list[Remark], the_map: SpanMap) -> Repairs:
    """Counts by kind, and the remarks placed in the text, in order."""
    # These are counted by their entries; the others are too many for an entry each.
    for kind in (
        "joined_number",
        "mojibake",
        "low_confidence",
        "page_number",
        "table_text",
        "thousands_comma",
    ):
        counts[kind] = sum(remark.kind == kind for remark in remarks)
    entries: list[Repair] = []
    for remark in sorted(remarks, key=lambda remark: (remark.start, remark.end, remark.kind)):
        start, end = the_map.to_text(remark.start, remark.end)
        entries.append(
            Repair(
                kind=remark.kind,
                start=start,
                end=end,
                source_start=remark.start,
                source_end=remark.end,
                original=_encodable(remark.original),
                note=remark.note,
            )
        )
    return Repairs(
        counts={kind: counts[kind] for kind in sorted(counts) if counts[kind]}, entries=tuple(entries)
    )


def _encodable(original: str) -> str:
    r"""What stood there; a lone surrogate, which no output can carry, is spelled out.

    >>> _encodable("收\ud800"), _encodable("收")
    ('收\\ud800', '收')
    """
    return original.encode("utf-8", "backslashreplace").decode("utf-8")


def _pages(source: Source, apart: Sequence[Line], the_map: SpanMap) -> tuple[Page, ...]:
    headers: dict[int | None, list[str]] = {}
    footers: dict[int | None, list[str]] = {}
    for line in apart:
        side = headers if line.source.role == "header" else footers
        side.setdefault(line.source.page, []).append(line.text)
    pages: list[Page] = []
    for page in source.pages:
        start, end = the_map.to_text(page.start, page.end)
        pages.append(
            Page(
                number=page.number,
                start=start,
                end=end,
                width=page.width,
                height=page.height,
                origin=page.origin,
                header=" ".join(headers.get(page.number, ())) or None,
                footer=" ".join(footers.get(page.number, ())) or None,
                confidence=page.confidence,
            )
        )
    return tuple(pages)
