"""Pairs what was found in a document with what was annotated, task by task.

=========  ==============================================  ===============================================
task       paired by                                       fields looked at in a pair
=========  ==============================================  ===============================================
figures    measure, value and unit; among equals the one   subject, direction, code (where one is
           with the same subject is taken first            annotated), no_code (where none is), zone
reasons    the likeness of the text, best first            relation, subject
sections   level and title                                 none
metadata   each key that is annotated                      none
=========  ==============================================  ===============================================

Every task is one-to-one. What is annotated and not found lowers recall, what is found and not annotated precision; a
field's accuracy is over the pairs that have the field. Each task is counted by kind too: figures by measure, reasons by
relation (a pair of two relations counts for neither), sections by level, metadata by key.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from docstruct.evaluating.comparing import SAME_REASON_RATIO, fold, likeness, number, same_subject, unit

if TYPE_CHECKING:
    from decimal import Decimal

    from docstruct.document import Document, Figure, Metadata, Reason, Section
    from docstruct.evaluating.gold import GoldDocument, Row

TASKS = ("figures", "reasons", "sections", "metadata")

_SUBJECT_BONUS = 5
"""Points of likeness a reason with the same subject is ahead of one without."""


@dataclass(slots=True)
class Tally:
    """Counts of one task: annotated, found, paired; for each field how many pairs have it and have it right; and the
    same counts for each kind of what is annotated (a measure, a relation, a level, a key of the metadata).

    >>> tally = Tally(gold=4, found=5, hits=3)
    >>> tally.precision, tally.recall, round(tally.f1, 3)
    (0.6, 0.75, 0.667)
    """

    gold: int = 0
    found: int = 0
    hits: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Tally] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Tally:
        """The part of the task that is of one kind: a measure, a relation, a level, a key."""
        return self.kinds.setdefault(kind, Tally())

    def look(self, name: str, good: bool) -> None:
        """Count a field of a pair."""
        self.fields[name] += 1
        self.right[name] += good

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            gold=self.gold + other.gold,
            found=self.found + other.found,
            hits=self.hits + other.hits,
            fields=self.fields + other.fields,
            right=self.right + other.right,
            kinds={
                kind: self.kinds.get(kind, Tally()) + other.kinds.get(kind, Tally())
                for kind in {**self.kinds, **other.kinds}
            },
        )

    @property
    def precision(self) -> float:
        """The share of what was found that is annotated; 1 if nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found; 1 if nothing is annotated."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 if there was nothing and nothing was found."""
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 1.0


Scores: TypeAlias = dict[str, Tally]
Errors: TypeAlias = tuple[str, ...]


def score(gold: GoldDocument, found: Document | None) -> tuple[Scores, Errors]:
    """Tallies by task, for the tasks that were annotated, and each miss and false alarm in one line.

    ``found`` is None for a document that could not be structured.
    """
    errors: list[str] = []
    scores = {
        "figures": _score_figures(gold.facts, found.figures if found else (), errors),
        "reasons": _score_reasons(gold.reasons, found.reasons if found else (), errors),
    }
    if gold.sections is not None:
        scores["sections"] = _score_sections(gold.sections, found.sections if found else (), errors)
    if gold.metadata is not None:
        scores["metadata"] = _score_metadata(gold.metadata, found.metadata if found else None, errors)
    return scores, tuple(errors)


FigureKey: TypeAlias = "tuple[str, Decimal | None, str]"


def _score_figures(gold: tuple[Row, ...], found: tuple[Figure, ...], errors: list[str]) -> Tally:
    tally = Tally(gold=len(gold), found=len(found))
    left: dict[FigureKey, list[Figure]] = defaultdict(list)
    for figure in found:
        left[figure.measure, number(figure.value), unit(figure.unit)].append(figure)
        tally.of_kind(figure.measure).found += 1
    for row in gold:
        kind = tally.of_kind(row["measure"])
        kind.gold += 1
        options = left.get((row["measure"], number(row["value"]), unit(row["unit"])))
        if not options:
            errors.append(f"missed figure: {row['subject']} | {row['measure']} {row['value']}{row['unit']}")
            continue
        same = (figure for figure in options if same_subject(row["subject"], figure.subject.text))
        # Among equals the right subject first, else one figure with another subject would cost two.
        pick = next(same, options[0])
        options.remove(pick)
        tally.hits += 1
        kind.hits += 1
        _look_at_figure(row, pick, tally, errors)
    errors += [
        f"false figure: {figure.subject.text} | {figure.measure} {figure.value}{figure.unit or ''}"
        for figures in left.values()
        for figure in figures
    ]
    return tally


def _look_at_figure(row: Row, figure: Figure, tally: Tally, errors: list[str]) -> None:
    good = same_subject(row["subject"], figure.subject.text)
    tally.look("subject", good)
    if not good:
        stated = f"{row['measure']} {row['value']}{row['unit']}"
        errors.append(f"subject: gold {row['subject']!r} found {figure.subject.text!r} ({stated})")
    tally.look("zone", row["zone"] == figure.zone)
    if row["direction"]:
        tally.look("direction", row["direction"] == figure.direction)
        if row["direction"] != figure.direction:
            errors.append(f"direction: {row['subject']!r} gold {row['direction']} found {figure.direction}")
    code = figure.subject.code or ""
    if row["code"]:
        tally.look("code", code == row["code"])
    # A subject with a path and no code was left open by the annotator; one without either must have none.
    elif not row["path"]:
        tally.look("no_code", not code)
    if code != row["code"] and (row["code"] or not row["path"]):
        errors.append(f"code: {row['subject']!r} gold {row['code'] or None} found {code or None}")


def _score_reasons(gold: tuple[Row, ...], found: tuple[Reason, ...], errors: list[str]) -> Tally:
    tally = Tally(gold=len(gold), found=len(found))
    left = list(found)
    for reason in found:
        tally.of_kind(reason.relation).found += 1
    for row in gold:
        kind = tally.of_kind(row["relation"])
        kind.gold += 1

        def rank(reason: Reason, row: Row = row) -> float:
            bonus = _SUBJECT_BONUS * same_subject(row["subject"], reason.subject.text)
            return likeness(row["text"], reason.text) + bonus

        best = max(left, key=rank, default=None)
        if best is None or likeness(row["text"], best.text) < SAME_REASON_RATIO:
            errors.append(f"missed reason: {row['subject']} | {row['relation']} | {row['text'][:60]}")
            continue
        left.remove(best)
        tally.hits += 1
        kind.hits += row["relation"] == best.relation
        tally.look("relation", row["relation"] == best.relation)
        tally.look("subject", same_subject(row["subject"], best.subject.text))
    errors += [
        f"false reason: {reason.subject.text} | {reason.relation} | {reason.text[:60]}" for reason in left
    ]
    return tally


def _score_sections(gold: tuple[Row, ...], found: tuple[Section, ...], errors: list[str]) -> Tally:
    want = Counter((int(row["level"]), fold(row["title"])) for row in gold)
    have = Counter((section.level, fold(section.title)) for section in found if section.type == "heading")
    errors += [f"missed section: {level} {title}" for level, title in want - have]
    errors += [f"false section: {level} {title}" for level, title in have - want]
    hits = want & have
    tally = Tally(gold=want.total(), found=have.total(), hits=hits.total())
    for key in want | have:
        kind = tally.of_kind(f"level {key[0]}")
        kind.gold += want[key]
        kind.found += have[key]
        kind.hits += hits[key]
    return tally


def _score_metadata(gold: dict[str, str], found: Metadata | None, errors: list[str]) -> Tally:
    tally = Tally(gold=len(gold))
    for key, value in gold.items():
        stated = getattr(found, key, None)
        good = stated is not None and fold(value) == fold(str(stated))
        for counts in (tally, tally.of_kind(key)):
            counts.found += stated is not None
            counts.hits += good
        tally.of_kind(key).gold += 1
        if not good:
            errors.append(f"metadata {key}: gold {value!r} found {stated!r}")
    return tally
