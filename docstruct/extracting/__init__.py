"""Figures, reasons and records from the prose of a document, in four layers.

    block ──scan──▶ tokens ──A clauses──▶ items ──B forms──▶ readings ──C discourse──▶ figures ──▶ records
                                                                          └─D reasons──▶ reasons

Tokens (``scanning/``)
    One pass finds everything that plays a part: numbers with their units, years, brackets, levels （类）, codes, and the
    cues of ``lexicons/cues/``. What lies between tokens is noun phrases. Quotations, book titles,
    thresholds (50万元以上通用设备), durations, ordinals and document numbers are names or nothing: no figure is in them.

A  Clauses (``clauses/``)
    Where a clause ends, what each token adds to it, and its items by their class: ``会议费|比|2021年|减少|5万元`` is
    ``phrase opener past change money``.

B  Forms (``forms.py``, ``lexicons/cues/forms.tsv``)
    A table of rows over classes; the first that fits a number says its measure, direction, basis, and where its
    subject stands. Every row has an example, and the examples are tests. What stands behind a comparison whose verb no
    lexicon knows is ``other``, with a finding that shows the words.

C  Discourse (``discourse/``, ``antecedents/``)
    A fold over clauses with one frozen context, whose every change is a method with a name. Whose a figure is, is asked
    of ``ANTECEDENTS``, an ordered tuple of named functions: the phrase in front, the object of the verb, the latest
    amount …; 分别 shares figures out; an item of the classification owns what is said of its budgets until the next item.

D  Reasons (``reasons/``)
    Cues before, around or behind a reason; where it ends; what it explains, by the latest event before it.

Lists
    What a sentence lists (类 by function, economic items) is told by the names in it together, or by the title or the
    announcement above it (:mod:`docstruct.matching.surroundings`); it goes to the matcher with each of them.

Records (``records/``)
    What is stated of one subject stands side by side; the kind is told by the subject's words, by its section, by the
    statement in front of it, and last by what it holds.

Every figure, reason and record keeps the name of its ``rule`` (the row, or the kind of cue) and of its ``antecedent``;
``docstruct explain FILE`` shows them in their clause. To teach a new word, add a row to a table of cues; to teach a new
*form*, a row to ``forms.tsv``; a new way to refer back is a function in ``antecedents/``, with its place in the order.

The extractor errs on the side of leaving out: digits without a unit are a figure only where a measure asks for one;
placeholders (XX辆, 增加（减少） 万元) give none; a range (10-20万元) and a damaged point (2. 5万元) give none and a finding;
where a reading had to be chosen (digits joined over a space, a year glued to an amount) the figure stands with a finding
``ambiguous_figure``. An item whose names are not those of its code is a finding ``code_name_mismatch``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.extracting.assembling import Assembler
from docstruct.extracting.clauses.subjects import Subjects
from docstruct.extracting.discourse.fold import Discourse
from docstruct.extracting.discourse.headings import heading_of
from docstruct.extracting.discourse.periods import Period, periods_of
from docstruct.extracting.reasons.categories import categories_for
from docstruct.extracting.records.gathering import names_alike, records_of
from docstruct.extracting.records.kinds import RecordKinds
from docstruct.extracting.scanning.quantities import IN_WORDS, vague
from docstruct.extracting.scanning.scanner import scanner_for, trie
from docstruct.matching.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docstruct.document import Figure, Finding, Reason, Record, Section
    from docstruct.extracting.drafts import Trace
    from docstruct.lexicon.cues import CueLexicon
    from docstruct.lexicon.reasons import ReasonLexicon
    from docstruct.matching import Resolver
    from docstruct.normalized import NormalizedText
    from docstruct.outline import Outline

__all__ = ["Extraction", "extract"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the prose states, in document order; findings are drafts whose ids are given later."""

    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def extract(
    text: NormalizedText,
    outline: Outline,
    resolver: Resolver,
    cues: CueLexicon,
    reasons: ReasonLexicon,
    *,
    view: str,
    traces: list[Trace] | None = None,
) -> Extraction:
    """Read the prose of a document: its blocks in order, then the records they make.

    What is traditional is read in simplified characters, place for place (``view``);
    reasons are quoted as they stand. ``traces`` is given one entry a figure.
    """
    metadata = outline.metadata
    subjects = Subjects(cues, [metadata.organization] if metadata.organization else [])
    reader = Discourse(view, subjects, cues, Period(metadata.document_type, metadata.fiscal_year), traces)
    surroundings = Surroundings(text.text, outline, lambda title: resolver.listing((), title))
    made = Assembler(text.text, resolver, categories_for(reasons), surroundings)
    kinds = _kinds(outline)
    _read(outline, view, reader, made, kinds, cues)
    kind_of = RecordKinds(cues, kinds).of
    return Extraction(
        figures=tuple(made.figures),
        reasons=tuple(made.reasons),
        records=records_of(
            text.text, made.figures, made.reasons, made.inside, kind_of, names_alike(cues.totals)
        ),
        findings=tuple(made.findings),
    )


def _read(
    outline: Outline,
    view: str,
    reader: Discourse,
    made: Assembler,
    kinds: Mapping[str | None, str | None],
    cues: CueLexicon,
) -> None:
    """Read the blocks in order; a section whose title stands apart from its text begins with that as the subject."""
    scanner, worthwhile = scanner_for(cues), _worthwhile(cues)
    sections: dict[str | None, Section] = {section.id: section for section in outline.sections}
    periods = periods_of(view, outline, reader.cutter.subjects.vocabulary)
    entered: str | None = None
    for block in outline.blocks:
        section = sections.get(block.section)
        apart = section is not None and (section.type == "heading" or section.title_end <= block.start)
        if section is not None and section.id != entered and apart:
            reader.enter(*heading_of(section, scanner, reader.cutter))
        entered = block.section
        reader.of(periods.get(block.section, periods[None]))
        listing = made.surroundings.enter(block)
        if worthwhile.search(view, block.start, block.end) is None:
            continue
        reader.read(scanner.scan(view, block.start, block.end), block.start, block.end, block.zone)
        made.add(block, kinds.get(block.section), listing, *reader.take())


def _kinds(outline: Outline) -> dict[str | None, str | None]:
    """The canonical kind of every section: its own, or that of the nearest section around it that has one."""
    kinds: dict[str | None, str | None] = {}
    for section in outline.sections:
        kinds[section.id] = section.kind or kinds.get(section.parent)
    return kinds


@lru_cache(maxsize=4)
def _worthwhile(cues: CueLexicon) -> re.Pattern[str]:
    """What a block must hold to be read at all: a digit, a level, or a cue of a reason or purpose (the first 一是 too)."""
    told = [
        text
        for text, readings in cues.words.items()
        if readings[0].kind in ("reason", "purpose")
        or (readings[0].kind == "because" and readings[0].value in ("", "is"))
        or (readings[0].kind == "enumerator" and readings[0].value)
    ]
    return re.compile(
        f"[0-9０-９]|[类款项] ?[)）]|{trie(told)}|{IN_WORDS}|{vague(cues.subject_words['no_tenths'])}"
    )
