"""A whole run on this machine: find the inputs, structure what is missing or changed, write the tables.

    discover -> claim a name -> (unchanged? skip) -> pool of workers -> commit files and row -> tables over all

Everything streams, so that memory does not grow with the number of documents.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from docstruct.engines.options import EngineError, Limits, RunOptions
from docstruct.engines.packing import PACKED_SUFFIX, unpack
from docstruct.engines.pool import Pool
from docstruct.engines.state import Entry, RunState
from docstruct.engines.structuring import WELL, State, StructurerFactory, Task
from docstruct.errors import ReadError
from docstruct.reading.discovery import Input, Selection, discover

if TYPE_CHECKING:
    from pathlib import Path

OnEnd: TypeAlias = Callable[[Entry], None]

ERRORS_FILE = "errors.jsonl"
SHOWN_ENTRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a run ended.

    Attributes:
        counts: inputs by state and reason; the reason of ``done`` is None.
        entries: the first of them, in their order (at most ``SHOWN_ENTRIES``).
        structured: how many were structured anew; the others were up to date.
        passed: how many hidden files and by-products of programs were passed over; they are no inputs.
    """

    counts: dict[tuple[State, str | None], int]
    entries: tuple[Entry, ...]
    structured: int
    passed: int = 0

    @property
    def total(self) -> int:
        """How many inputs there were."""
        return sum(self.counts.values())

    @property
    def complete(self) -> bool:
        """Whether every document was structured."""
        return all(state in WELL for state, _ in self.counts)


def run(
    inputs: Sequence[str],
    output: Path,
    options: RunOptions,
    limits: Limits | None = None,
    *,
    selection: Selection | None = None,
    force: bool = False,
    on_end: OnEnd | None = None,
) -> Summary:
    """Structure every document that ``inputs`` name into ``output``; go on where an earlier run stopped.

    Args:
        inputs: files, folders, patterns and archives, see :func:`docstruct.reading.discovery.discover`.
        output: the folder of the results; ``.docstruct`` in it holds the state.
        options: formats, hints, lexicons.
        limits: workers, time and memory a document.
        selection: which files of folders, patterns and archives are looked at; all by default.
        force: structure what is up to date too.
        on_end: called with every input that has come to its end, in the order in which they do.

    Raises:
        EngineError: the folder cannot be written to or is in use, or workers do not start.
        LexiconError: a lexicon is broken.
    """
    with RunState(output) as state:
        one = _Run(state, options, force, on_end or (lambda entry: None))
        return one.over(inputs, selection or Selection(), limits or Limits())


class _Run:
    def __init__(self, state: RunState, options: RunOptions, force: bool, on_end: OnEnd) -> None:
        from docstruct.writing import collection_writers, document_writers

        self.state = state
        self.options = options
        self.force = force
        self.on_end = on_end
        self.fingerprint = options.fingerprint()
        self.suffixes = tuple(writer.suffix for writer in document_writers(options.formats))
        if options.collected:
            self.suffixes += (PACKED_SUFFIX,)
        self.staging = _empty_folder(state.folder / "staging")
        collection_writers(
            options.formats, self.staging
        ).discard()  # what they need is missed now, not at the end
        self.claimed: dict[str, Entry] = {}
        self.passed = 0

    def over(self, inputs: Sequence[str], selection: Selection, limits: Limits) -> Summary:
        structured = 0
        try:
            for entry in self._structured(inputs, selection, limits):
                self.on_end(entry)
                structured += 1
        finally:
            with self._disk_errors():
                self.state.save()
                self._write_problems()
        with self._disk_errors():
            self._write_collections()
        shutil.rmtree(self.staging, ignore_errors=True)
        return Summary(
            counts=self.state.counts(),
            entries=tuple(self.state.entries(SHOWN_ENTRIES)),
            structured=structured,
            passed=self.passed,
        )

    def _structured(self, inputs: Sequence[str], selection: Selection, limits: Limits) -> Iterator[Entry]:
        """Structure what must be, and record each as soon as it has come to its end."""
        factory = StructurerFactory(options=self.options, staging=self.staging, fingerprint=self.fingerprint)
        with Pool(factory, limits, self.state.folder / "workers.log") as pool:
            for task, outcome in pool.map(self._tasks(inputs, selection)):
                entry = self.claimed.pop(task.name)
                with self._disk_errors():
                    self.state.commit(entry, outcome, self.fingerprint, self.staging)
                yield self.state.entry(entry.number)

    def _tasks(self, inputs: Sequence[str], selection: Selection) -> Iterator[Task]:
        """What is to be structured; what is up to date ends here."""
        for found in discover(inputs, selection=selection, on_pass=self._pass_over):
            if self.state.wrote(found.file):
                continue
            entry = self.state.claim(found)
            if entry is None:
                continue  # named twice
            if not self.force and self._up_to_date(entry, found):
                self.on_end(entry)
                continue
            self.claimed[entry.name] = entry
            yield Task(input=found, name=entry.name)

    def _pass_over(self, path: str) -> None:
        self.passed += 1

    def _up_to_date(self, entry: Entry, found: Input) -> bool:
        if entry.state != "done" or entry.fingerprint != self.fingerprint:
            return False
        if not self.state.stands(entry, self.suffixes):
            return False
        try:
            return hashlib.sha256(found.load()).hexdigest() == entry.sha256
        except ReadError:
            return False

    def _write_problems(self) -> None:
        """Write ``errors.jsonl``: one object a line for every input that was not structured; no file if all were."""
        path = self.state.output / ERRORS_FILE
        problems = self.state.problems()
        first = next(problems, None)
        if first is None:
            path.unlink(missing_ok=True)
            return
        beside = path.with_name(f".{path.name}.part")
        with beside.open("w", encoding="utf-8") as file:
            for entry in chain([first], problems):
                row = {
                    "path": entry.path,
                    "state": entry.state,
                    "reason": entry.reason,
                    "message": entry.message,
                }
                file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
        beside.replace(path)

    def _write_collections(self) -> None:
        """Write the files over all documents of the folder, if any document or the formats changed."""
        from docstruct.writing import collection_writers

        wanted = " ".join(self.options.formats)
        if not self.options.collected or self.state.setting("collected") == wanted:
            return
        with collection_writers(self.options.formats, self.state.output) as collections:
            for name, packed in self.state.collected():
                collections.add(unpack(packed.read_bytes()), name)
        self.state.set("collected", wanted)
        self.state.save()

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        """What the disk refuses ends the run with one clear sentence."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise EngineError(f"{self.state.output}: cannot be written to: {reason}") from None


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
