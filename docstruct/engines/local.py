"""A whole run on this machine: find the inputs, structure what is missing or changed, write the tables.

    discover -> claim a name -> (unchanged? skip) -> pool of workers -> commit files and row -> what is gone -> tables over all

Everything streams, so that memory does not grow with the number of documents. What is in the output folder and was not
written by a run is never touched (:mod:`docstruct.engines.results`). A folder keeps its formats: a later run that asks
for others keeps up those it was asked for before, so that nothing stale stands beside what is new.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from docstruct import arguments
from docstruct.engines.collecting import Collecting, in_the_way, owner
from docstruct.engines.neighbours import OtherRuns
from docstruct.engines.options import EngineError, Limits, RunOptions
from docstruct.engines.packing import PACKED_SUFFIX
from docstruct.engines.pool import Pool
from docstruct.engines.results import Staged, TakenError
from docstruct.engines.rows import ROWS_FOLDER, RowsKept
from docstruct.engines.scope import Scope
from docstruct.engines.shown import shown_as_before
from docstruct.engines.state import RAY_FOLDER, Entry, RunState
from docstruct.engines.structuring import WELL, Outcome, Problem, State, StructurerFactory, Task
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
        unwritten: how many documents lack a format that could not be written.
        removed: paths of inputs that are gone and whose results were removed.
        notes: what whoever reads the results should know, a sentence each.
    """

    counts: dict[tuple[State, str | None], int]
    entries: tuple[Entry, ...]
    structured: int
    passed: int = 0
    unwritten: int = 0
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many inputs there were."""
        return sum(self.counts.values())

    @property
    def complete(self) -> bool:
        """Whether every input was structured and written in every format."""
        return not self.unwritten and all(state in WELL for state, _ in self.counts)


def run(
    inputs: Sequence[str | Path],
    output: Path,
    options: RunOptions,
    limits: Limits | None = None,
    *,
    selection: Selection | None = None,
    force: bool = False,
    overwrite: bool = False,
    keep_missing: bool = False,
    keep_duplicates: bool = False,
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
        overwrite: replace files that no run wrote and that are in the way; never an input.
        keep_missing: keep the results of inputs that are gone from the folders and patterns named.
        keep_duplicates: structure inputs of the same bytes each for itself; else all but the first are its duplicates.
        on_end: called with every input that has come to its end, in the order in which they do.

    Raises:
        EngineError: the folder cannot be written to or is in use, files of others are in the way, or workers do not
            start.
        LexiconError: a lexicon is broken.
        TypeError: ``inputs``, ``output`` or ``options`` are something else.
    """
    names = tuple(map(str, arguments.inputs(inputs)))
    output = arguments.path("output", output)
    options = arguments.instance("options", options, RunOptions, "RunOptions(…)")
    selection = selection or Selection()
    scope = Scope(names, selection)
    with RunState(output, overwrite=overwrite, is_input=scope.may_find) as state:
        one = _Run(
            state,
            options,
            scope=None if keep_missing else scope,
            other_runs=OtherRuns(names, output),
            force=force,
            keep_duplicates=keep_duplicates,
            on_end=on_end or (lambda entry: None),
        )
        return one.over(names, selection, limits or Limits())


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An input whose content another has too: what it is, is known when that one has ended."""

    entry: Entry
    found: Input
    sha256: str


class _Run:
    """One run.

    Args:
        scope: where results follow their inputs; None if those of inputs that are gone are kept.
        other_runs: whose results are no inputs.
    """

    def __init__(
        self,
        state: RunState,
        options: RunOptions,
        *,
        scope: Scope | None,
        other_runs: OtherRuns,
        force: bool,
        keep_duplicates: bool,
        on_end: OnEnd,
    ) -> None:
        from docstruct.writing import collection_writers, document_writers

        self.state = state
        self.scope = scope
        self.other_runs = other_runs
        self.force = force
        self.keep_duplicates = keep_duplicates
        self.on_end = on_end
        self.fingerprint = options.fingerprint()
        self.notes: list[str] = []
        if state.rebuilt is not None:
            self.notes.append(
                f"the state in {state.folder} was damaged ({state.rebuilt}); it was begun anew and all is made again"
            )
        self.options = self._settled(options)
        self.staging = state.folder / "staging"
        self.rows = RowsKept(state.folder / ROWS_FOLDER, self.fingerprint)
        self.manner = self.options.load_manner()
        self.decisions = self.manner.decisions
        self.given_decisions = options.decisions
        formats = self.options.formats
        self.suffixes = tuple(writer.suffix for writer in document_writers(formats))
        if self.options.collected:
            self.suffixes += (PACKED_SUFFIX,)
        collection_writers(formats, self.staging).discard()  # what they need is missed now, not at the end
        self.claimed: dict[str, tuple[Entry, Input]] = {}
        self.waiting: list[_Waiting] = []
        self.passed = 0
        self.broken = False

    def _settled(self, options: RunOptions) -> RunOptions:
        """The options with what the folder keeps from run to run, noted in its state; its staging folder is emptied."""
        state = self.state
        with self._disk_errors():
            formats = _kept_up(state, options.formats)
            settled = replace(options, formats=formats, **shown_as_before(state, options))
            self._refuse_what_is_in_the_way(formats)
            state.set("formats", " ".join(formats))
            state.save()
            _empty_folder(state.folder / "staging")
            _only_a_folder(state.folder / ROWS_FOLDER)
        return settled

    def over(self, inputs: Sequence[str], selection: Selection, limits: Limits) -> Summary:
        structured = 0
        removed: list[str] = []
        try:
            for entry in self._structured(inputs, selection, limits):
                self.on_end(entry)
                structured += 1
            with self._disk_errors():
                removed = self._forget_missing()
                self._write_collections()
        finally:
            with self._disk_errors():
                self.state.save()
                self._write_problems()
                self.state.save()
        shutil.rmtree(self.staging, ignore_errors=True)
        self.rows.clear()
        self._note_the_rest()
        return Summary(
            counts=self.state.counts(),
            entries=tuple(self.state.entries(SHOWN_ENTRIES)),
            structured=structured,
            passed=self.passed,
            unwritten=self.state.unwritten() + self.broken,
            removed=tuple(removed),
            notes=tuple(self.notes),
        )

    def _refuse_what_is_in_the_way(self, formats: tuple[str, ...]) -> None:
        if (self.state.folder / RAY_FOLDER).is_dir():
            raise EngineError(
                f"{self.state.output}: holds tables of --engine ray; choose another folder for a local run"
            )
        found = in_the_way(self.state, formats)
        if not self.state.results.free(ERRORS_FILE):
            found.append(ERRORS_FILE)
        if found:
            hint = "" if self.state.results.overwrite else ", or --overwrite (which spares inputs)"
            raise EngineError(
                f"{self.state.output}: not written by docstruct and in the way: {', '.join(found)};"
                f" move them or choose another folder{hint}"
            )

    def _structured(self, inputs: Sequence[str], selection: Selection, limits: Limits) -> Iterator[Entry]:
        """Structure what must be, and record each as soon as it has come to its end."""
        factory = StructurerFactory(options=self.options, staging=self.staging, fingerprint=self.fingerprint)
        with Pool(factory, limits, self.state.folder / "workers.log") as pool:
            yield from self._ended(pool.map(self._tasks(inputs, selection)))
            while self.waiting:
                yield from self._ended(pool.map(self._waited_for()))

    def _ended(self, ends: Iterator[tuple[Task, Outcome]]) -> Iterator[Entry]:
        for task, outcome in ends:
            entry, found = self.claimed.pop(task.name)
            with self._disk_errors():
                self.state.commit(entry, outcome, self.fingerprint, self.staging, found.stem)
                self._note_decisions(outcome.sha256)
            yield self.state.entry(entry.number)

    def _tasks(self, inputs: Sequence[str], selection: Selection) -> Iterator[Task]:
        """What is to be structured; what is up to date ends here, what may be a duplicate waits."""
        for found in discover(inputs, selection=selection, on_pass=self._pass_over):
            with self._disk_errors():
                if self.state.wrote(found.file) or self.other_runs.wrote(found.file):
                    continue
                entry = self.state.claim(found)
                if entry is None:
                    continue  # named twice
                sha256 = self._content(entry, found)
                if sha256 and not self.keep_duplicates:
                    if self.state.met(sha256) or self.state.kept(entry, sha256):
                        self.waiting.append(_Waiting(entry, found, sha256))
                        continue
                    self.state.meet(entry, sha256)
            yield from self._task(entry, found, sha256)

    def _task(self, entry: Entry, found: Input, sha256: str | None) -> Iterator[Task]:
        """What structures an input; nothing if what was made of it is true."""
        with self._disk_errors():
            current = not self.force and self._up_to_date(entry, sha256)
        if current:
            self.on_end(entry)
            return
        self.claimed[entry.name] = entry, found
        yield Task(input=found, name=entry.name)

    def _waited_for(self) -> Iterator[Task]:
        """Of what may be duplicates of inputs that have ended: what is none after all. The others end here.

        Whoever comes first in the order of the inputs is structured, whichever worker is faster; what is the same as
        an input that could not be structured is tried for itself, since it may have a better name.
        """
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            with self._disk_errors():
                first = self.state.met(one.sha256) or self._kept(one)
                if first is None:
                    self.state.meet(one.entry, one.sha256)
                elif first.name in self.claimed:
                    self.waiting.append(one)
                    continue
                elif first.state == "done" and first.sha256 == one.sha256:
                    self._end_as_duplicate(one, first)
                    continue
            yield from self._task(one.entry, one.found, one.sha256)

    def _kept(self, one: _Waiting) -> Entry | None:
        """The document of an earlier run that this run leaves as it is, and that has the same content."""
        found = self.state.kept(one.entry, one.sha256)
        return next((entry for entry in found if not self._is_missing(entry)), None)

    def _end_as_duplicate(self, one: _Waiting, first: Entry) -> None:
        problem = Problem(
            state="duplicate", reason="same_content", message=f"holds the same bytes as {first.path}"
        )
        outcome = Outcome(state="duplicate", problem=problem, sha256=one.sha256)
        self.state.commit(one.entry, outcome, self.fingerprint, self.staging, one.found.stem)
        self.on_end(self.state.entry(one.entry.number))

    def _content(self, entry: Entry, found: Input) -> str | None:
        """The hash of an input's content; None if it has none, cannot be loaded, or nobody asks."""
        if found.problem is not None or (self.keep_duplicates and entry.state != "done"):
            return None
        try:
            content = found.load()
        except ReadError:
            return None
        return hashlib.sha256(content).hexdigest() if content else None

    def _pass_over(self, path: str) -> None:
        self.passed += 1

    def _up_to_date(self, entry: Entry, sha256: str | None) -> bool:
        if entry.state != "done" or entry.fingerprint != self.fingerprint or entry.sha256 != sha256:
            return False
        return self.state.stands(entry, self.suffixes) and not self._newly_decided(entry.sha256)

    def _newly_decided(self, sha256: str | None) -> bool:
        """Whether something else was decided about a document than its page shows; without a file, nothing changes."""
        if sha256 is None or self.options.decisions is None:
            return False
        return self.decisions.digest(sha256) != self.state.setting(f"decisions:{sha256}")

    def _note_decisions(self, sha256: str | None) -> None:
        """Note what the page just made shows; one that was made without a file shows nothing."""
        if sha256 is not None:
            self.state.set(f"decisions:{sha256}", self.decisions.digest(sha256))

    def _is_missing(self, entry: Entry) -> bool:
        """Whether an input that this run has not met was in what is named, and is no longer."""
        file = self.state.file_of(entry)
        return self.scope is not None and self.scope.covers(file, entry.path) and _is_gone(file)

    def _forget_missing(self) -> list[str]:
        """Remove what was made of inputs that are missing."""
        if self.scope is None:
            return []
        removed: list[str] = []
        for entry in list(self.state.unseen()):
            if self._is_missing(entry):
                self.state.forget(entry)
                removed.append(entry.path)
        self.state.forget_lost()
        self.state.save()
        return removed

    def _write_collections(self) -> None:
        """Bring the files over all documents of the folder up to date."""
        collecting = Collecting(self.state, self.staging, self.manner, self.rows)
        collecting.write(self.options.formats)
        for entry in collecting.lost:
            self.state.mark_lost(entry)
            self.notes.append(f"{entry.path}: its copy in {self.state.folder} is damaged; run over it again")
        for form, message in collecting.broken:
            self.broken = True
            self.notes.append(f"{form}: the files over all documents were not written: {message}")
        for entry, form, message in collecting.unwritten:
            self.state.add_problem(entry, form, message)

    def _write_problems(self) -> None:
        """Write ``errors.jsonl``: one object a line for every input that was not structured; no file if all were."""
        beside = self.staging / ERRORS_FILE
        results = self.state.results
        with beside.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for row in chain.from_iterable(map(_problem_rows, self.state.problems())):
                file.write(f"{json.dumps(row, ensure_ascii=False)}\n")
        if beside.stat().st_size:
            results.put([Staged.of(beside, ERRORS_FILE)], "format:errors")
        elif results.owns(ERRORS_FILE):
            results.remove(ERRORS_FILE)

    def _note_the_rest(self) -> None:
        others = self.state.others(self.fingerprint)
        if others:
            self.notes.append(
                f"{others:,} documents in {self.state.output} were made with other options, lexicons or another version;"
                " run over their inputs again to have one table of one kind"
            )
        if self.given_decisions is not None:
            others = self.decisions.of_others(entry.sha256 or "" for entry in self.state.entries())
            if others:
                self.notes.append(
                    f"{self.given_decisions}: {others:,} decisions are about documents that are not here; they were passed over"
                )
        for folder, number in self.other_runs.passed.items():
            self.notes.append(f"{folder}: holds results of another run; {number:,} were passed over")
        for path in self.state.results.kept_aside:
            self.notes.append(f"{path}: what was changed in this result is kept under this name")

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        """What the disk refuses ends the run with one clear sentence."""
        try:
            yield
        except TakenError as error:
            raise EngineError(f"{error}; run the same command again, or choose another folder") from None
        except OSError as error:
            place = error.filename or self.state.output
            raise EngineError(f"{place}: cannot be written to: {error.strerror or error}") from None
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "") in ("SQLITE_FULL", "SQLITE_IOERR_WRITE"):
                raise EngineError(f"{self.state.output}: cannot be written to: {error}") from None
            raise EngineError(
                f"{self.state.output}: its state cannot be used: {error}; run the same command again"
            ) from None


def _kept_up(state: RunState, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The formats asked for and those the folder has already; one whose files were all taken away is had no more."""
    from docstruct.writing import FORMATS, check_formats, collects, document_writers

    had = [name for name in (state.setting("formats") or "").split() if name in FORMATS and name not in asked]
    kept = [
        name
        for name in had
        if (collects(name) and any(map(state.results.stands, state.results.owned(owner(name)))))
        or any(state.results.has_suffix(writer.suffix) for writer in document_writers([name]))
    ]
    return check_formats((*asked, *kept))


def _is_gone(file: Path) -> bool:
    """Whether an input is not there any more; not if the folder it was in cannot be looked into."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return True  # there, and no document any more: its name, its place in an archive, a link


def _problem_rows(entry: Entry) -> Iterator[dict[str, str | None]]:
    if entry.state != "done":
        yield {
            "path": entry.path,
            "state": entry.state,
            "reason": entry.reason,
            "message": entry.message,
        }
    for form, message in entry.problems.items():
        yield {"path": entry.path, "state": "failed", "reason": "format", "format": form, "message": message}


def _only_a_folder(path: Path) -> None:
    """Remove what is no folder where one of the run's own is to be."""
    if path.is_symlink() or path.is_file():
        path.unlink()


def _empty_folder(folder: Path) -> None:
    """Empty a folder of the run's own, or make it; never what a link leads to."""
    _only_a_folder(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
