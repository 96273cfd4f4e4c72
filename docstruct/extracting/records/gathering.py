"""Statements to records: a subject's figures and reasons side by side.

Figures of one subject in one section make one record, as long as each measure is stated once: a second budget of the
same subject, a second count in the same unit, a change against something else, or a change in the sentence behind an
amount of an earlier year (which it is no change against) begins a new record. A count, and what is none of the
measures of the contract, joins the lists. Figures inside a reason belong to the reason and make no record. One subject may be worded in two ways (收入、支出总计 and then 收、支总计); :func:`names_alike` brings them together.

A record begins where its subject is named, in its own sentence or in the one before; :mod:`docstruct.extracting.records.kinds` says what kind it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from docstruct.document import Record
from docstruct.extracting.scanning.scanner import trie
from docstruct.lexicon.totals import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docstruct.document import Figure, Reason, RecordKind, Subject, Zone
    from docstruct.lexicon.totals import Totals

    Key: TypeAlias = tuple[str | None, str, tuple[str, ...]]
    KindOf: TypeAlias = Callable[["Open", RecordKind | None], RecordKind]

_SLOTS = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")
_COMPARED = {"change": "change_rate", "change_rate": "change"}
"""The two figures of one comparison."""
_FEE = re.compile("(?:经费|费用|费)(?:财政拨款)?(?:支出)?$")


class Open(Struct):
    """A record in the making; ``sentence`` is where the sentence of its first figure begins."""

    subject: Subject
    section: str | None
    zone: Zone
    start: int
    end: int
    sentence: int
    rule: str
    antecedent: str
    slots: dict[str, str] = {}
    counts: list[str] = []
    others: list[str] = []
    reasons: list[str] = []
    scored: bool = False
    bases: dict[str, str | None] = {}
    units: set[tuple[str, str | None]] = set()

    @classmethod
    def begun(cls, one: Figure | Reason, start: int, sentence: int) -> Open:
        """A record that begins with a figure or a reason, whose subject is told at ``start``."""
        return cls(one.subject, one.section, one.zone, start, one.end, sentence, one.rule, one.antecedent)

    def holds(self, *measures: str) -> bool:
        """Whether one of the measures is stated."""
        return not self.slots.keys().isdisjoint(measures)

    def takes(self, figure: Figure) -> bool:
        """Whether a figure belongs to the same statement."""
        measure = figure.measure
        if measure not in _SLOTS:
            return (measure, figure.unit) not in self.units
        if measure in _COMPARED and set(self.slots) == {"prior"} and figure.sentence_start != self.sentence:
            return False
        other = self.bases.get(_COMPARED.get(measure, ""))
        compared = other is None or figure.basis is None or other == figure.basis
        return measure not in self.slots and compared

    def add(self, figure: Figure) -> None:
        """Take a figure in."""
        self.end = max(self.end, figure.end)
        if figure.measure in _SLOTS:
            self.slots[figure.measure], self.bases[figure.measure] = figure.id, figure.basis
            return
        self.units.add((figure.measure, figure.unit))
        self.scored = self.scored or figure.measure == "score"
        (self.counts if figure.measure == "count" else self.others).append(figure.id)


def records_of(
    text: str,
    figures: Iterable[Figure],
    reasons: Iterable[Reason],
    inside: set[str],
    kind_of: KindOf,
    alike: Callable[[str], str],
) -> tuple[Record, ...]:
    """The records of a document; ``inside`` holds the ids of figures that are part of a reason.

    ``kind_of`` tells the kind of a record in the light of that of the record before it in its sentence, ``alike`` what a name
    comes to that one subject is called by (:func:`names_alike`).
    """
    records: list[Open] = []
    latest: dict[Key, Open] = {}
    holders: dict[str, Open] = {}
    last = 0
    for figure in figures:
        if figure.id in inside:
            continue
        key = _key(figure.section, figure.subject, alike)
        record = latest.get(key)
        if record is None or not record.takes(figure):
            start = _opening(text, figure, last, again=record is not None)
            record = latest[key] = Open.begun(figure, start, figure.sentence_start)
            records.append(record)
        record.add(figure)
        holders[figure.id] = record
        last = figure.end
    _give_reasons(text, records, reasons, holders, alike)
    records.sort(key=lambda record: (record.start, record.end))
    return tuple(_closed(records, kind_of))


def _opening(text: str, figure: Figure, last: int, *, again: bool) -> int:
    """Where a statement begins: where its subject is named, unless other figures or a new line stand between.

    In a list (A和B分别为1万元和2万元) they do, in one sentence; ``again`` is for a subject that has a record already.
    """
    named, sentence = figure.subject.start, figure.sentence_start
    if named is not None and named <= figure.start:
        fresh = last <= named and text.find("\n", named, figure.start) < 0
        if fresh or (named >= sentence and not again):
            return named
    return figure.start if last > sentence else min(sentence, figure.start)


def _key(section: str | None, subject: Subject, alike: Callable[[str], str]) -> Key:
    return (section, alike(subject.text), subject.path)


@lru_cache(maxsize=4)
def names_alike(totals: Totals) -> Callable[[str], str]:
    """What a name comes to without what the same subject is called with or without.

    >>> from docstruct.lexicon import default_lexicons
    >>> alike = names_alike(default_lexicons().cues.totals)
    >>> [alike(name) for name in ("收入、支出总计", "财政拨款收、支总计", "财政拨款支出合计", "公务接待费支出")]
    ['收支', '财政拨款收支', '财政拨款支出', '公务接待费']
    """
    both, whole = re.compile(BOTH), re.compile(f"(?<=[支入出])(?:{trie(totals.wholes)})$")

    @lru_cache(maxsize=1 << 12)
    def alike(name: str) -> str:
        return _FEE.sub("费", whole.sub("", both.sub("收支", name) if "支" in name else name))

    return alike


def _give_reasons(
    text: str,
    records: list[Open],
    reasons: Iterable[Reason],
    holders: dict[str, Open],
    alike: Callable[[str], str],
) -> None:
    """Each reason joins the record of the figures it explains, else the latest of its subject, or makes one of its own."""
    by_subject: dict[Key, list[Open]] = {}
    for record in records:
        by_subject.setdefault(_key(record.section, record.subject, alike), []).append(record)
    for reason in reasons:
        explained = [holders[name] for name in reason.figures]
        known = by_subject.setdefault(_key(reason.section, reason.subject, alike), [])
        if explained:
            record = explained[-1]
        elif known:
            record = known[max(bisect_right(known, reason.start, key=lambda one: one.start) - 1, 0)]
        else:
            start = reason.subject.start
            if start is None or start > reason.start or text.find("\n", start, reason.start) >= 0:
                start = reason.start
            record = Open.begun(reason, start, start)
            known.append(record)
            records.append(record)
        record.reasons.append(reason.id)
        record.start, record.end = min(record.start, reason.start), max(record.end, reason.end)


def _closed(records: list[Open], kind_of: KindOf) -> Iterable[Record]:
    """The records with their kinds, each in the light of the one before it in its sentence."""
    sentence, before = -1, None
    for number, record in enumerate(records, start=1):
        kind: RecordKind = kind_of(record, before if record.sentence == sentence else None)
        sentence, before = record.sentence, kind
        slots = record.slots
        yield Record(
            id=f"k{number}",
            section=record.section,
            kind=kind,
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
            rule=record.rule,
            antecedent=record.antecedent,
            start=record.start,
            end=record.end,
        )
