"""Chunks for retrieval: the text in pieces that never tear apart what belongs together, each with its place.

Without overlap every character of the text is in exactly one chunk. A chunk lies within one section (the innermost
one; a title goes with the text below it up to the next title), and never ends inside a sentence, a table or a
statement (a record with the sentences of its figures). What is longer than ``max_chars`` and must not be torn is a
chunk of its own, ``oversized``.

>>> from docstruct import structure
>>> document = structure("一、收入情况\\n2022年收入总计3.5万元。比上年增加1万元。\\n二、支出情况\\n支出总计3.5万元。")
>>> for chunk in document.chunks(max_chars=20):
...     print(chunk.id, document.text[chunk.start : chunk.end].split(), chunk.figures)
ck1 ['一、收入情况'] ()
ck2 ['2022年收入总计3.5万元。比上年增加1万元。'] ('f1', 'f2')
ck3 ['二、支出情况', '支出总计3.5万元。'] ('f3',)

How: the places where the text may be cut are found first (:func:`_cuts`), those inside what must stay whole are taken
out, and what lies between two cuts is filled greedily into chunks, section by section.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.document import Located
from docstruct.sections import SectionTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.document import Document

_SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)】》]*\n*|\n+")
"""Where a sentence ends: its mark with closing brackets and quotes behind it, or a line break."""

_TYPES = {"final_accounts": "部门决算", "budget": "部门预算"}


class Chunk(Located, frozen=True, kw_only=True):
    """A piece of the text.

    Attributes:
        id: ck1, ck2 and so on, in the order of the text.
        text: ``Document.text[start:end]``.
        section: the id of the innermost section it lies in, None before the first.
        path: the titles of that section and those around it, the outermost first.
        context: one line that says where it comes from: organization, year, type, path.
        figures, reasons, records, tables, facts: ids of the entries that lie in it as a whole.
        pages: the numbers of the pages it stands on.
        oversized: it is longer than was asked for, since it must not be torn.
    """

    id: str
    text: str
    section: str | None
    path: tuple[str, ...]
    context: str
    figures: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    oversized: bool = False


def chunk(document: Document, *, max_chars: int, overlap: int = 0) -> tuple[Chunk, ...]:
    """Cut a document into chunks of at most ``max_chars`` characters.

    With ``overlap``, a chunk begins with as much of what stands before it in the same section as fits into that many
    characters, cut at the same places.

    Raises:
        ValueError: ``max_chars`` is not positive, or ``overlap`` is negative or not less than it.
    """
    if max_chars < 1:
        raise ValueError(f"max_chars must be 1 or more, not {max_chars}")
    if not 0 <= overlap < max_chars:
        raise ValueError(f"overlap must be 0 or more and less than max_chars ({max_chars}), not {overlap}")
    borders, cuts = _cuts(document)
    ranges = [
        piece
        for start, end in pairwise(borders)
        for piece in _filled(cuts[bisect_left(cuts, start) : bisect_right(cuts, end)], max_chars, overlap)
    ]
    describe = _Describer(document)
    return tuple(
        describe.chunk(number, start, own, end, max_chars)
        for number, (start, own, end) in enumerate(ranges, 1)
    )


def sentence_ends(text: str) -> list[int]:
    """The places behind the sentences of a text, line breaks included, ascending.

    >>> sentence_ends("收入3.5万元。（“三公”经费减少。）无。")
    [8, 19, 21]
    """
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def _cuts(document: Document) -> tuple[list[int], list[int]]:
    """The borders of sections, which every chunk keeps, and all places where the text may be cut; both ascending.

    Both begin with 0 and end with the length of the text. A border inside a table or a sentence is none: a title that
    stands in a cell opens a section, and the table stays whole.
    """
    text = document.text
    whole = _merged((table.start, table.end) for table in document.tables)
    sentences = _merged((figure.sentence_start, figure.sentence_end) for figure in document.figures)
    statements = _merged(_statements(document))
    borders = {_after_breaks(text, place) for one in document.sections for place in (one.start, one.end)}
    kept = {place for place in borders if not _inside(whole, place) and not _inside(sentences, place)}
    kept |= {0, len(text)}
    places = set(sentence_ends(text))
    places |= {_after_breaks(text, place) for table in whole for place in table}
    free = {
        place
        for place in places
        if not any(_inside(ranges, place) for ranges in (whole, sentences, statements))
    }
    return sorted(kept), sorted(free | kept)


def _statements(document: Document) -> Iterator[tuple[int, int]]:
    """The range of every record with the sentences of its figures."""
    sentences = {figure.id: (figure.sentence_start, figure.sentence_end) for figure in document.figures}
    for record in document.records:
        named = (record.budget, record.actual, record.prior, record.change, *record.counts, *record.others)
        ranges = [sentences[name] for name in named if name in sentences]
        yield (
            min([record.start, *(low for low, _ in ranges)]),
            max([record.end, *(high for _, high in ranges)]),
        )


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that overlap as one, ascending."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged


def _inside(ranges: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place lies strictly within one of the merged ranges."""
    i = bisect_left(ranges, (place, -1)) - 1
    return i >= 0 and ranges[i][0] < place < ranges[i][1]


def _after_breaks(text: str, place: int) -> int:
    """The place behind the line breaks at ``place``: they go with what stands before them."""
    while place < len(text) and text[place] == "\n":
        place += 1
    return place


def _filled(cuts: Sequence[int], max_chars: int, overlap: int) -> Iterator[tuple[int, int, int]]:
    """Ranges ``(start, own start, end)`` between the first cut and the last, as long as they may be."""
    first = 0
    while first < len(cuts) - 1:
        before = first
        while before and cuts[first] - cuts[before - 1] <= overlap:
            before -= 1
        last = first + 1
        while last < len(cuts) - 1 and cuts[last + 1] - cuts[before] <= max_chars:
            last += 1
        if (
            last < len(cuts) - 1
            and cuts[last + 1] - cuts[last] > max_chars
            and 4 * (cuts[last] - cuts[first]) < max_chars
        ):
            last += 1  # a title stays with the table below it, which is too long in any case
        while before < first and cuts[last] - cuts[before] > max_chars:
            before += 1  # what is repeated never makes a chunk longer than it may be
        yield cuts[before], cuts[first], cuts[last]
        first = last


class _Describer:
    """Says of a range of the text what lies in it and where it stands; looked up once for all chunks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        entries = ("figures", "reasons", "records", "tables", "facts")
        self._entries: dict[str, tuple[list[int], list[tuple[int, str]]]] = {}
        for kind in entries:
            ordered = sorted((one.start, one.end, one.id) for one in getattr(document, kind, ()))
            self._entries[kind] = (
                [start for start, _, _ in ordered],
                [(end, name) for _, end, name in ordered],
            )
        metadata = document.metadata
        year = f"{metadata.fiscal_year}年" if metadata.fiscal_year else ""
        self._title = f"{metadata.organization or ''}{year}{_TYPES.get(metadata.document_type or '', '')}"
        self._sections = SectionTree(document.sections)

    def chunk(self, number: int, start: int, own: int, end: int, max_chars: int) -> Chunk:
        """The chunk of ``text[start:end]``; its section is that of ``own``, where what is not repeated begins."""
        document = self.document
        section = self._sections.at(own)
        path = tuple(f"{one.marker}{one.title}" for one in reversed(list(self._sections.upwards(section))))
        source_start: int | None = None
        source_end: int | None = None
        boxes = cells = None
        pages = document.pages_of(start, end)
        if document.pages:
            boxes = document.boxes(start, end) if document.has_places else None
        elif document.has_places:
            source_start, source_end = document.to_source(start, end)
            cells = document.cells(start, end)
        return Chunk(
            id=f"ck{number}",
            start=start,
            end=end,
            source_start=source_start,
            source_end=source_end,
            page=pages[0] if pages else None,
            boxes=boxes,
            sheet=cells[0] if cells else None,
            cell=cells[1] if cells else None,
            text=document.text[start:end],
            section=section,
            path=path,
            context=" > ".join(part for part in (self._title, *path) if part),
            pages=pages,
            oversized=end - start > max_chars,
            **{kind: self._within(kind, start, end) for kind in self._entries},
        )

    def _within(self, kind: str, start: int, end: int) -> tuple[str, ...]:
        starts, entries = self._entries[kind]
        found = entries[bisect_left(starts, start) : bisect_left(starts, end)]
        return tuple(name for entry_end, name in found if entry_end <= end)
