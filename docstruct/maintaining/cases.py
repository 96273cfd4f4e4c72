"""Cases beside the data: a short text and what it must give, or must not, in ``lexicons/cases/``.

==========================  ==================================================================
``wild.tsv``                texts as documents have them: an entry that meets the case is there
``synthetic.tsv``           texts made up to try a word or a rule: the same
``negative.tsv``            nearest neighbours: no entry meets the case
``known_failures.tsv``      what is not read rightly yet: the case must fail, so that it is moved
                            to ``wild`` or ``synthetic`` by whoever mends it
==========================  ==================================================================

A case says of one entry (``task``: a figure, a reason, a finding or, of a name alone, its match) what its fields are:
``subject=会议费 measure=change_rate value=5 direction=decrease``. ``\\n`` in a text is a line break.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from docstruct.lexicon.folder import LexiconFolder, Row, packaged_folder, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.pipeline import Pipeline

Task: TypeAlias = Literal["figure", "reason", "finding", "match"]
Kind: TypeAlias = Literal["wild", "synthetic", "negative", "known_failures"]

FOLDER = "cases"
KINDS: tuple[Kind, ...] = get_args(Kind)
COLUMNS = ("id", "task", "text", "expected", "source")
YEAR = 2023
"""The fiscal year of texts that say none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is said of it; ``expected`` is what the fields of one entry are."""

    kind: Kind
    id: str
    task: Task
    text: str
    expected: dict[str, str]
    file: Path
    line: int

    @property
    def said(self) -> str:
        """What the fields of the entry are, as the file says it."""
        return " ".join(f"{name}={value}" for name, value in self.expected.items())

    def passes(self, pipeline: Pipeline) -> bool:
        """Whether the pipeline does as the case says; one of the known failures passes by failing."""
        met = any(_meets(entry, self.expected) for entry in _entries(self.task, self.text, pipeline))
        # A known failure passes while it is not met, as a negative does: once it is mended it must be
        # moved.
        return met == (self.kind in ("wild", "synthetic"))


def load(folder: Path | None = None) -> list[Case]:
    """The cases of a folder of lexicons, by default the packaged one.

    Raises:
        docstruct.errors.LexiconError: a row breaks the schema.
    """
    cases: list[Case] = []
    for kind in KINDS:
        path = (folder or packaged_folder()) / FOLDER / f"{kind}.tsv"
        if path.exists():
            cases += [_case(row, kind) for row in read_rows(path, COLUMNS)]
    return cases


def load_all(folder: LexiconFolder) -> list[Case]:
    """The cases of all folders laid over each other."""
    return [case for one in folder.folders for case in load(one)]


def _case(row: Row, kind: Kind) -> Case:
    task = next((task for task in get_args(Task) if task == row["task"]), None)
    if task is None:
        raise row.error(f"column task: {row['task']!r} is none of {', '.join(get_args(Task))}")
    parts = [part.partition("=") for part in row["expected"].split()]
    if not parts or not all(name and sign for name, sign, _ in parts):
        raise row.error("column expected: expected field=value, several separated by blanks")
    expected = {name: value for name, _, value in parts}
    return Case(kind, row["id"], task, row["text"].replace("\\n", "\n"), expected, row.file, row.line)


def _meets(entry: dict[str, str], expected: dict[str, str]) -> bool:
    return all(entry.get(name, "") == value for name, value in expected.items())


def _entries(task: Task, text: str, pipeline: Pipeline) -> Iterator[dict[str, str]]:
    if task == "match":
        found = pipeline.matcher.match(text, year=YEAR)
        yield {"code": found.code or "", "method": found.method or "", "edition": str(found.edition or "")}
        return
    yield from _of_document(task, pipeline.structure(text, fiscal_year=YEAR))


def _of_document(task: Task, document: Document) -> Iterator[dict[str, str]]:
    if task == "finding":
        yield from ({"kind": finding.kind} for finding in document.findings)
    elif task == "reason":
        for reason in document.reasons:
            categories = ",".join(sorted(category.id for category in reason.categories))
            yield {
                "subject": reason.subject.text,
                "relation": reason.relation,
                "text": reason.text,
                "categories": categories,
            }
    else:
        for figure in document.figures:
            yield {
                "subject": figure.subject.text,
                "code": figure.subject.code or "",
                "measure": figure.measure,
                "value": figure.value or "",
                "unit": figure.unit or "",
                "direction": figure.direction or "",
                "basis": figure.basis or "",
            }
