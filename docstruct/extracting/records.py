"""Statements to records: a subject's figures and reasons side by side.

Figures of one subject in one section make one record, as long as each measure is stated once; a second budget of the
same subject begins a new record. A count, and what is none of the measures of the contract, joins the lists. Figures
inside a reason belong to the reason and make no record. The kind comes from the section's kind, else from words in the
subject (``lexicons/cues/statements.tsv``), else from what the record holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.document import Record
from docstruct.extracting.scanner import trie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docstruct.document import Figure, Reason, RecordKind, Subject
    from docstruct.lexicon.cues import CueLexicon

_SLOTS = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")


@dataclass(slots=True)
class _Open:
    """A record in the making."""

    subject: Subject
    section: str | None
    start: int
    end: int
    slots: dict[str, str] = field(default_factory=dict)
    counts: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def takes(self, measure: str) -> bool:
        return measure not in self.slots

    def add(self, figure: Figure) -> None:
        self.start, self.end = min(self.start, figure.start), max(self.end, figure.end)
        if figure.measure in _SLOTS:
            self.slots[figure.measure] = figure.id
        else:
            (self.counts if figure.measure == "count" else self.others).append(figure.id)


class RecordKinds:
    """What kind of record a statement makes."""

    def __init__(self, lexicon: CueLexicon, sections: Mapping[str, str | None]) -> None:
        self._by_section = lexicon.section_kinds
        self._by_word = lexicon.subject_kinds
        self._words = _kind_words(lexicon)
        self._sections = sections

    def of(self, record: _Open) -> RecordKind:
        """The kind by section, by the words of the subject, by what the record holds."""
        kind, slots = self._by_section_kind(record.section), record.slots
        word = self._words.search(record.subject.text)
        if kind in (None, "total", "composition") and word is not None and not record.subject.path:
            return self._by_word[word[0]]
        executed = "budget" in slots or "completion_rate" in slots
        if record.subject.path and executed:
            return "budget_execution"
        if kind == "budget_execution" and not executed and not record.subject.path:
            return "total"
        if "share" in slots and (kind is None or (kind == "total" and "change" not in slots)):
            return "composition"
        if kind is not None:
            return kind
        return "budget_execution" if record.subject.path else "other"

    def _by_section_kind(self, section: str | None) -> RecordKind | None:
        name = self._sections.get(section) if section else None
        while name:
            if name in self._by_section:
                return self._by_section[name]
            name = name.rpartition(".")[0]
        return None


@lru_cache(maxsize=4)
def _kind_words(lexicon: CueLexicon) -> re.Pattern[str]:
    """The words in subjects that tell a kind, compiled once."""
    return re.compile(trie(lexicon.subject_kinds))


def records_of(
    figures: Iterable[Figure], reasons: Iterable[Reason], inside: set[str], kinds: RecordKinds
) -> tuple[Record, ...]:
    """The records of a document; ``inside`` holds the ids of figures that are part of a reason."""
    records: list[_Open] = []
    latest: dict[tuple[str | None, str, tuple[str, ...]], _Open] = {}
    for figure in figures:
        if figure.id in inside:
            continue
        key = (figure.section, figure.subject.text, figure.subject.path)
        record = latest.get(key)
        if record is None or not record.takes(figure.measure):
            record = latest[key] = _Open(figure.subject, figure.section, figure.start, figure.end)
            records.append(record)
        record.add(figure)
    _give_reasons(records, reasons)
    records.sort(key=lambda record: (record.start, record.end))
    return tuple(_closed(record, f"k{number}", kinds) for number, record in enumerate(records, start=1))


def _give_reasons(records: list[_Open], reasons: Iterable[Reason]) -> None:
    """Each reason joins the latest record of its subject before it in its section, or makes one of its own."""
    by_subject: dict[tuple[str | None, str, tuple[str, ...]], list[_Open]] = {}
    for record in records:
        by_subject.setdefault((record.section, record.subject.text, record.subject.path), []).append(record)
    for reason in reasons:
        known = by_subject.setdefault((reason.section, reason.subject.text, reason.subject.path), [])
        if not known:
            known.append(_Open(reason.subject, reason.section, reason.start, reason.end))
            records.append(known[0])
        record = known[max(bisect_right(known, reason.start, key=lambda one: one.start) - 1, 0)]
        record.reasons.append(reason.id)
        record.start, record.end = min(record.start, reason.start), max(record.end, reason.end)


def _closed(record: _Open, name: str, kinds: RecordKinds) -> Record:
    slots = record.slots
    return Record(
        id=name,
        section=record.section,
        kind=kinds.of(record),
        subject=record.subject,
        budget=slots.get("budget"),
        actual=slots.get("actual"),
        prior=slots.get("prior"),
        change=slots.get("change"),
        change_rate=slots.get("change_rate"),
        completion_rate=slots.get("completion_rate"),
        share=slots.get("share"),
        counts=tuple(record.counts),
        others=tuple(record.others),
        reasons=tuple(record.reasons),
        start=record.start,
        end=record.end,
    )
