"""What a change of the lexicons does to documents: every task, before and after, entry by entry.

The documents are annotated ones, so that it shows what got right and what broke, and a keeper's own: the output folder of
a run, whose documents are structured again, from their files where these are still there, else from the text in the
output. Every entry that differs is listed with its text: the figures with all they say, reasons, records, sections,
codes and findings.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from docstruct.document import Document
from docstruct.engines.options import RunOptions
from docstruct.engines.structuring import structure_input
from docstruct.errors import DocstructError
from docstruct.evaluating import Report, evaluate
from docstruct.evaluating.gold import structure_gold
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.cases import load_all
from docstruct.maintaining.coverage import documents_in
from docstruct.maintaining.editing import overlay
from docstruct.pipeline import Pipeline
from docstruct.reading.discovery import Input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.engines.structuring import Problem
    from docstruct.evaluating.gold import GoldDocument
    from docstruct.maintaining.cases import Case

Counts: TypeAlias = "dict[str, tuple[int, int]]"
Entries: TypeAlias = "dict[tuple[str, int, int, int], str]"
"""What a document says, by task, place and number there."""

TASKS = ("figures", "reasons", "records", "sections", "codes", "findings")
SHOWN = 30
"""Characters of the text of an entry that are shown."""

_FIGURE = ("measure", "value", "unit", "direction", "basis", "approximate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a change does.

    Attributes:
        before, after: on annotated documents, for each task and field how many are right of how many.
        better, broken: the errors there that went and came, one line each.
        entries: for each task how many entries there are before and after.
        changed: the entries that differ, one line each: document, task, text, before and after.
    """

    before: Counts
    after: Counts
    better: tuple[str, ...]
    broken: tuple[str, ...]
    entries: Counts
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A document of a run: the file it came from, and its text."""

    name: str
    path: Path
    text: str
    part: int | None = None
    """Which disclosure of the file it is, where that holds several."""


def own_documents(folder: Path) -> list[OwnDocument]:
    """The documents in the output folder of a run.

    Raises:
        DocstructError: no document (``*.json``) is in it, or one is damaged.
    """
    import msgspec

    documents: list[OwnDocument] = []
    for path in documents_in(folder):
        try:
            document = msgspec.json.decode(path.read_bytes(), type=_Seen)
        except msgspec.MsgspecError as error:
            raise DocstructError(f"{path}: not written by docstruct run ({error})") from None
        documents.append(
            OwnDocument(path.name, Path(document.source.path), document.text, document.source.part)
        )
    if not documents:
        raise DocstructError(f"{folder}: no documents (*.json) in it")
    return documents


@dataclass(frozen=True, slots=True)
class _SeenSource:
    path: str
    part: int | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    source: _SeenSource
    text: str


def try_change(
    change: Path, gold: Sequence[GoldDocument], base: LexiconFolder, own: Sequence[OwnDocument] = ()
) -> Trial:
    """Structure documents with the lexicons as they are and with a change laid over them.

    Args:
        change: a folder of lexicons, or a TSV as ``docstruct lexicon add`` takes it.
        gold: annotated documents.
        base: the lexicons the change is laid over.
        own: documents of a run.

    Raises:
        docstruct.errors.LexiconError: the change has errors.
    """
    with tempfile.TemporaryDirectory() as scratch:
        changed = change
        if change.is_file():
            changed = Path(scratch) / "change"
            overlay(change, changed, base)
        cases = load_all(base)
        was = _Outcome.of(base, gold, own, cases)
        now = _Outcome.of(LexiconFolder(*base.folders[1:], changed), gold, own, cases)
    errors_were, errors_are = _errors(was.report) + was.failing, _errors(now.report) + now.failing
    return Trial(
        before=_right(was.report),
        after=_right(now.report),
        better=tuple(sorted((errors_were - errors_are).elements())),
        broken=tuple(sorted((errors_are - errors_were).elements())),
        entries={task: (was.count(task), now.count(task)) for task in TASKS},
        changed=tuple(_changes(was, now)),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What documents say with one state of the lexicons."""

    report: Report
    documents: dict[str, Entries]
    failing: Counter[str]
    """The cases of the lexicons that do not pass."""

    @classmethod
    def of(
        cls,
        folder: LexiconFolder,
        gold: Sequence[GoldDocument],
        own: Sequence[OwnDocument],
        cases: Sequence[Case],
    ) -> _Outcome:
        pipeline = Pipeline(Lexicons(folder))
        documents: dict[str, Entries] = {}

        def structured(one: GoldDocument) -> Document | Problem:
            made = structure_gold(pipeline, one)
            documents[one.name] = _entries(made) if isinstance(made, Document) else {}
            return made

        report = evaluate(gold, structured)
        for document in own:
            again = _again(pipeline, document)
            documents[document.name] = _entries(again) if again is not None else {}
        return cls(report, documents, Counter(_told(case) for case in cases if not case.passes(pipeline)))

    def count(self, task: str) -> int:
        """How many entries of a task there are."""
        return sum(key[0] == task for entries in self.documents.values() for key in entries)


def _again(pipeline: Pipeline, document: OwnDocument) -> Document | None:
    """The document structured again, from its file if that is there; None if it cannot be read."""
    if document.path.is_file():
        made = structure_input(pipeline, Input(str(document.path), document.path), RunOptions())
        parts = made if isinstance(made, tuple) else ()
        return next((one for one in parts if one.source.part == document.part), None)
    return pipeline.structure(f"{document.text}\n")


def _entries(document: Document) -> Entries:
    """Every entry as it is shown: its text, and what is said of it."""
    said: Entries = {}
    for task, start, end, what in _said(document):
        number = 0
        # One place may say several things of a kind: two findings about one figure.
        while (task, start, end, number) in said:
            number += 1
        shown = " ".join(document.text[start:end].split())
        said[task, start, end, number] = f"“{shown[:SHOWN]}{'…' if len(shown) > SHOWN else ''}” {what}"
    return said


def _said(document: Document) -> Iterator[tuple[str, int, int, str]]:
    for figure in document.figures:
        told = [f"{name} {getattr(figure, name)}" for name in _FIGURE if getattr(figure, name)]
        yield "figures", figure.start, figure.end, f"{figure.subject.text}: {', '.join(told)}"
        yield "codes", figure.start, figure.end, f"{figure.subject.text}: {figure.subject.code}"
    for reason in document.reasons:
        categories = ", ".join(category.id for category in reason.categories)
        yield "reasons", reason.start, reason.end, f"{reason.relation} of {reason.subject.text}: {categories}"
    for record in document.records:
        yield "records", record.start, record.end, f"{record.kind} of {record.subject.text}"
    for section in document.sections:
        yield "sections", section.title_start, section.title_end, f"level {section.level}, {section.kind}"
    for finding in document.findings:
        yield "findings", finding.start, finding.end, f"{finding.kind}: {finding.message}"


def _changes(was: _Outcome, now: _Outcome) -> Iterator[str]:
    for name, before in was.documents.items():
        after = now.documents.get(name, {})
        for key in sorted(before.keys() | after.keys()):
            old, new = before.get(key), after.get(key)
            if old != new:
                yield f"{name}: {key[0]}: {old or 'nothing'} -> {new or 'nothing'}"


def _told(case: Case) -> str:
    return f"case {case.kind}/{case.id}: {case.said}"


def _errors(report: Report) -> Counter[str]:
    return Counter(f"{score.name}: {error}" for score in report.scores for error in score.errors)


def _right(report: Report) -> Counts:
    """For each task how many annotated entries were found, for each of its fields how many are right."""
    counts: dict[str, list[int]] = {}
    for score in report.scores:
        for task, tally in score.tallies.items():
            _add(counts, task, tally.hits, tally.gold)
            for field in tally.fields:
                _add(counts, field, tally.right[field], tally.fields[field])
    return {name: (right, asked) for name, (right, asked) in counts.items()}


def _add(counts: dict[str, list[int]], name: str, right: int, asked: int) -> None:
    known = counts.setdefault(name, [0, 0])
    known[0] += right
    known[1] += asked
