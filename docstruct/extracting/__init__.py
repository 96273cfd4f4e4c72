"""Figures, reasons and records from the prose of a document: the clause grammar.

    block ──scan──▶ tokens ──read clause by clause──▶ drafts ──assemble──▶ figures, reasons ──▶ records

Tokens
    One pass finds everything that plays a part (:mod:`scanner`): numbers with their units, years, brackets, levels
    （类）, codes, and the cues of ``lexicons/cues/``. What lies between tokens is noun phrases. Quotations, book
    titles, thresholds (50万元以上通用设备), durations, ordinals, standards and document numbers are names or nothing:
    no figure is found in them.

Clause
    ``[phrase] [year] [measure] [verb phrase] number`` — for example

    ====================  ==========================  ==============================================
    phrase                cue                         number
    ====================  ==========================  ==============================================
    公务接待费            年初预算为                  8.4万元: a budget
    公务接待费            支出决算为                  7万元: an actual amount
    ..                    完成年初预算的              83%: a completion rate, basis initial_budget
    ..                    占支出合计的                5%: a share
    收、支总计各          增加                        12万元: a change
    ..                    比2021年                    5.9万元: prior, a comparison before its verb
    ..                    由61批次减至                48批次: prior, then the plain measure
    机关、学校分别        增长                        3.1%和下降12.4%: one figure for each name
    ..                    执行进度分别为：            甲99%、乙87%: the measure holds for the list behind the colon
    推进会：参会人数                                  70人: an attribute, by the names of both
    ====================  ==========================  ==============================================

    A verb (change, share, completion, comparison) closes the phrase in front of it; words behind it are its object.
    A year cuts off what stands before it. What no cue names is an amount of the document's own kind: ``budget`` in
    a budget, ``actual`` in final accounts (and, with ``budget`` in ``candidates``, where the type is not known),
    ``prior`` where an earlier year was named.

What carries over (:mod:`frames`)
    * A clause without a phrase, or with a generic one (支出, 该项目), is about the latest subject of the same sort:
      amounts about the latest amount's, counts and shares about the latest of all.
    * A new sentence goes back to the *topic*: the latest subject that was not part of a composition (其中 …).
    * A bracket reads on its own and gives everything back when it closes, earlier years too; so does a reason.
    * A composition goes on in the next paragraph where that begins with a bare list of amounts, and a name that a
      paragraph breaks off (（款）事业单位 | 医疗（项）) is put together.
    * A new section begins with its heading as the topic; items （类）…（款）…（项） set path and topic.

    A subject knows where the text names it: for one that carries over, its place in the earlier clause.

Reasons (:mod:`explaining`, :mod:`reasons`)
    A cue before, around or behind; the relation is that of the latest *event* (a change, 大于预算, 持平, a completion
    rate …) or of the words in the cue's own clause; a bare 主要是 tells a purpose behind an amount. Weak cues (主要, 原因
    without a verb) count right behind a change only; a cause told first waits for the change it explains, in its own
    clause too (因会期调整略有增加).

Lists
    What a sentence lists (类 by function, economic items) is told by the names in it together, or by the title or the
    announcement above it (:mod:`docstruct.matching.surroundings`); it goes to the matcher with each of them (:mod:`docstruct.matching.listings`).

Records (:mod:`records`, :mod:`kinds`)
    What is stated of one subject stands side by side; the kind is told by the subject's words, by its section, by the
    statement in front of it, and last by what it holds.

To extend it: a new word is a line in ``lexicons/cues/``; a new class of words is a class in
:mod:`docstruct.lexicon.cues` and a handler in one of the modules :mod:`reader` names; a new kind of unit is a function
in :mod:`measures`.

The extractor errs on the side of leaving out: digits without a unit are a figure only where a measure asks for one;
placeholders (XX辆, 增加（减少） 万元) give none; a range (10-20万元) gives none and a finding; where a reading had to be
chosen (digits joined over a space, a year glued to an amount) the figure stands with a finding ``ambiguous_figure``.
An item whose names are not those of its code is a finding ``code_name_mismatch``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.extracting import boundaries, comparing, explaining, figuring, measuring, naming
from docstruct.extracting.assembling import Assembler
from docstruct.extracting.categories import categories_for
from docstruct.extracting.headings import heading_of
from docstruct.extracting.kinds import RecordKinds
from docstruct.extracting.reader import ClauseReader
from docstruct.extracting.records import records_of
from docstruct.extracting.scanner import scanner_for, trie
from docstruct.extracting.subjects import Subjects
from docstruct.matching.surroundings import Surroundings

if TYPE_CHECKING:
    from docstruct.document import Figure, Finding, Reason, Record
    from docstruct.lexicon.cues import CueLexicon
    from docstruct.lexicon.reasons import ReasonLexicon
    from docstruct.matching import Resolver
    from docstruct.normalized import NormalizedText
    from docstruct.outline import Outline

__all__ = ["Extraction", "extract"]

HANDLERS = {
    **boundaries.HANDLERS,
    **comparing.HANDLERS,
    **explaining.HANDLERS,
    **figuring.HANDLERS,
    **measuring.HANDLERS,
    **naming.HANDLERS,
}
"""Every class of token that does something, and the function that does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the prose states, in document order; findings are drafts whose ids are given later."""

    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def extract(
    text: NormalizedText, outline: Outline, resolver: Resolver, cues: CueLexicon, reasons: ReasonLexicon
) -> Extraction:
    """Read the prose of a document: its blocks in order, then the records they make."""
    metadata = outline.metadata
    scanner, worthwhile = scanner_for(cues), _worthwhile(cues)
    subjects = Subjects(cues, [metadata.organization] if metadata.organization else [])
    reader = ClauseReader(
        text.text, subjects, HANDLERS, year=metadata.fiscal_year, document_type=metadata.document_type
    )
    surroundings = Surroundings(text.text, outline, lambda title: resolver.listing((), title))
    assembler = Assembler(text.text, resolver, categories_for(reasons), surroundings)
    sections = {section.id: section for section in outline.sections}
    kinds = _kinds(outline)
    entered: str | None = None
    for block in outline.blocks:
        section = sections.get(block.section) if block.section else None
        apart = section is not None and (section.type == "heading" or section.title_end <= block.start)
        if section is not None and section.id != entered and apart:
            reader.enter(*heading_of(text.text, section, scanner, subjects))
        entered = block.section
        listing = surroundings.enter(block)
        if worthwhile.search(text.text, block.start, block.end) is None:
            continue
        reader.zone = block.zone
        reader.read(scanner.scan(text.text, block.start, block.end), block.start, block.end)
        assembler.add(block, kinds.get(block.section or ""), listing, *reader.take())
    return Extraction(
        figures=tuple(assembler.figures),
        reasons=tuple(assembler.reasons),
        records=records_of(
            text.text, assembler.figures, assembler.reasons, assembler.inside, RecordKinds(cues, kinds)
        ),
        findings=tuple(assembler.findings),
    )


def _kinds(outline: Outline) -> dict[str, str | None]:
    """The canonical kind of every section: its own, or that of the nearest section around it that has one."""
    kinds: dict[str, str | None] = {}
    for section in outline.sections:
        kinds[section.id] = section.kind or (kinds.get(section.parent) if section.parent else None)
    return kinds


@lru_cache(maxsize=4)
def _worthwhile(cues: CueLexicon) -> re.Pattern[str]:
    """What a block must hold to be read at all: a digit, a level, or a cue of a reason or purpose."""
    told = [text for text, readings in cues.words.items() if readings[0].kind in ("reason", "purpose")]
    return re.compile(f"[0-9０-９]|[类款项] ?[)）]|{trie(told)}")
