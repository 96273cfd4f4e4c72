"""Outlining: the document as its reader sees it.

lines.py, markers.py, numerals.py   paragraphs with their markers: the numbering grammar
splitting.py, unclosed.py           paragraphs that hold several titles; markers that lost their closing sign
cover.py, contents.py, linking.py   the cover; the table of contents, its entries linked to sections
candidates.py, forms.py             lines that may be headings or items, and how they are built
nesting.py                          what nests in what
deciding.py                         heading or item
sections.py, kinds.py, folding.py   sections with ranges, zones and canonical kinds; titles made comparable
tables/                             tables: captions, header, panels, subjects, merged cells
blocks.py, labels.py                the prose between them; lines that only label
glossary.py                         definitions
metadata.py, dates.py               what the document says of itself
findings.py                         what does not agree
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.outline import Outline
from docstruct.outlining.blocks import find_blocks
from docstruct.outlining.candidates import TITLE, CandidateFinder
from docstruct.outlining.contents import find_contents
from docstruct.outlining.cover import find_cover
from docstruct.outlining.deciding import Decider
from docstruct.outlining.findings import (
    contents_findings,
    numbering_findings,
    organization_findings,
)
from docstruct.outlining.glossary import find_definitions
from docstruct.outlining.kinds import KindMatcher
from docstruct.outlining.labels import is_label
from docstruct.outlining.lines import read_lines
from docstruct.outlining.linking import link_contents
from docstruct.outlining.metadata import Evidence, read_metadata
from docstruct.outlining.nesting import Mark, nest
from docstruct.outlining.sections import (
    hang_titles,
    kinds_around,
    make_sections,
    mark_listed,
    place_tables,
    zones,
)
from docstruct.outlining.splitting import split_lines
from docstruct.outlining.tables import find_tables
from docstruct.outlining.tables.codes import code_findings
from docstruct.outlining.unclosed import close_markers

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineLexicon, OutlineWords
    from docstruct.normalized import NormalizedText
    from docstruct.outline import Hints
    from docstruct.outlining.candidates import Candidate
    from docstruct.outlining.contents import Contents
    from docstruct.outlining.lines import Line


def outline(
    text: NormalizedText, lexicon: OutlineLexicon, hints: Hints, lines: list[Line] | None = None
) -> Outline:
    """Find sections, contents, tables, glossary, metadata and the blocks of prose of a document.

    ``lines`` are those of the text (:func:`~docstruct.outlining.lines.read_lines`), if they were read before.
    """
    words = lexicon.words
    plain = KindMatcher(lexicon)
    lines = read_lines(text, lexicon.markers) if lines is None else lines
    lines = split_lines(text.text, lines, lexicon.markers, words, plain)
    lines = close_markers(lines, lexicon.markers, words, plain)
    contents = find_contents(lines, words, plain)
    cover = find_cover(lines, contents, words)
    skipped = set(cover) | (set(range(contents.first, contents.last)) if contents else set())
    body = [line.index for line in lines if line.index not in skipped]

    metadata = read_metadata(_evidence(lines, cover, contents, words), words, lexicon.money, hints)
    kinds = KindMatcher(lexicon, metadata.organization)
    listed = (
        frozenset(kinds.comparable(entry.title) for entry in contents.entries) if contents else frozenset()
    )
    candidates = CandidateFinder(lines, words, kinds, listed).find(body)
    places = hang_titles(candidates, nest([_mark(candidate) for candidate in candidates]))
    around = kinds_around(candidates, places)
    nodes = Decider(lines, candidates, places, around, words).decide()
    placed = make_sections(nodes, zones(candidates, places, kinds), around, lines)
    entries = link_contents(contents, placed, kinds)
    sections = mark_listed(tuple(each.section for each in placed), entries)
    tables = place_tables(find_tables(text, lexicon, _range(lines, contents)), placed)
    return Outline(
        metadata=metadata,
        sections=sections,
        contents=entries,
        tables=tables,
        definitions=find_definitions(lines, body, placed, text.text, words),
        blocks=find_blocks(lines, body, placed, words),
        findings=(
            *contents_findings(contents, entries, nodes, sections),
            *numbering_findings(nodes, sections),
            *organization_findings(lines, metadata, words),
            *code_findings(tables, lexicon.tables),
        ),
    )


def _evidence(
    lines: list[Line], cover: list[int], contents: Contents | None, words: OutlineWords
) -> Evidence:
    """The lines metadata are read from: the cover, the title and labels (公开时间：…) of the contents with it; the
    body; and the marked lines of the two upper levels, those of the contents included.
    """
    listed = range(contents.first, contents.last) if contents else range(0)
    front = [lines[index] for index in cover]
    front += [lines[index] for index in listed if index == listed.start or is_label(lines[index].head, words)]
    skipped = {*cover, *listed}
    marked = (line for line in lines if line.marker is not None and line.marker.kind.level <= 2)
    titles = [line for line in marked if line.index in listed or not line.tabular]
    return Evidence(front, titles, [line for line in lines if line.index not in skipped])


def _range(lines: list[Line], contents: Contents | None) -> tuple[int, int]:
    return (lines[contents.first].start, lines[contents.last - 1].end) if contents else (0, 0)


def _mark(candidate: Candidate) -> Mark:
    titled = candidate.kind == TITLE
    kind = f"{TITLE}_{candidate.level}" if titled else candidate.kind
    return Mark(kind, candidate.level, candidate.number, root=titled and candidate.level == 1)
