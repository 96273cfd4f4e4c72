"""Many inputs inside another program: an iterator of results that one bad input never ends.

    for result in structure_many(["disclosures/", "more/*.pdf"], jobs=4):
        if result.document is None:
            print(result.path, result.error)
        else:
            index(result.document.chunks())

No folder, no state, no files: for those see :mod:`docstruct.engines.local`. With ``jobs=1`` everything happens in the
calling process; with more, in processes that a broken document may bring down without harm to the others. Such a
program must be importable (``if __name__ == "__main__":``), as :mod:`multiprocessing` asks of every program that
starts others.
"""

from __future__ import annotations

import itertools
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from docstruct import arguments
from docstruct.engines.neighbours import OtherRuns
from docstruct.engines.options import Limits, RunOptions
from docstruct.engines.pool import Pool
from docstruct.engines.structuring import Outcome, Problem, Task, structure_input
from docstruct.errors import DocstructError, ReadError
from docstruct.reading.discovery import discover

if TYPE_CHECKING:
    import threading

    from docstruct.document import Document
    from docstruct.pipeline import Pipeline

OnProgress: TypeAlias = Callable[[int, str], None]
"""Told how many inputs have come to their end, and the path of the last one."""

_log = logging.getLogger("docstruct")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one input: a document or an error, never both.

    Attributes:
        path: the input as named; ``a.zip!folder/b.txt`` for a member of an archive.
        document: what was found in it. An input that holds several disclosures has a result for each, in their order;
            ``document.source.part`` numbers them.
        error: why there is no document; its ``code`` is a short stable word (``encrypted``, ``timeout`` …).
    """

    path: str
    document: Document | None = None
    error: ReadError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivered(Outcome):
    """An outcome that carries its documents, packed, from the worker to the program."""

    packed: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class _Factory:
    """Makes the function that workers run."""

    options: RunOptions

    def __call__(self) -> Callable[[Task], _Delivered]:
        from docstruct.engines.packing import pack

        pipeline = self.options.load_pipeline()

        def deliver(task: Task) -> _Delivered:
            made = structure_input(pipeline, task.input, self.options)
            if isinstance(made, Problem):
                return _Delivered(state=made.state, problem=made)
            return _Delivered(packed=tuple(map(pack, made)))

        return deliver


def structure_many(
    inputs: Iterable[str | Path],
    *,
    jobs: int = 1,
    ordered: bool = True,
    options: RunOptions | None = None,
    limits: Limits | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[Result]:
    """Structure files, folders, patterns and archives, one result after another.

    Args:
        inputs: as for ``docstruct run``; a name is taken as it is, never as a text.
        jobs: processes to use; 1 for none but this one.
        ordered: results in the order of the inputs; else as they are ready. Results that wait for their turn are
            kept packed.
        options: what is done with every document (year, type, reader, lexicons, checks).
        limits: time and memory a document may take, where there is more than one process.
        on_progress: called after every input.
        cancel: when set, no further input is begun and the iterator ends; closing the iterator does the same.

    Documents from other processes carry no way back to their input (:meth:`Document.to_source`); the places of their
    entries are in them.

    Raises:
        docstruct.errors.DocstructError: a lexicon is broken, or workers do not start; never for an input.
        ValueError: ``jobs`` is less than 1.
        TypeError: ``inputs`` or one of them is no path.
    """
    if not isinstance(jobs, int) or jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs!r}")
    options = arguments.instance("options", options or RunOptions(), RunOptions, "RunOptions(…)")
    tasks = _until(_tasks(arguments.inputs(inputs)), cancel)
    results = (
        _here(tasks, options) if jobs == 1 else _elsewhere(tasks, options, limits, jobs, ordered=ordered)
    )
    return _watched(results, on_progress)


def _tasks(inputs: Iterable[str | Path]) -> Iterator[Task]:
    numbers = itertools.count()
    for named in inputs:
        others = OtherRuns([named])
        for found in discover([str(named)]):
            if not others.wrote(found.file):
                yield Task(input=found, name=str(next(numbers)))


def _until(tasks: Iterator[Task], cancel: threading.Event | None) -> Iterator[Task]:
    for task in tasks:
        if cancel is not None and cancel.is_set():
            return
        yield task


def _here(tasks: Iterator[Task], options: RunOptions) -> Iterator[Result]:
    pipeline: Pipeline | None = None
    for task in tasks:
        pipeline = pipeline or options.load_pipeline()
        made = structure_input(pipeline, task.input, options)
        if isinstance(made, Problem):
            yield _failed(task, made)
        else:
            for document in made:
                yield Result(path=task.input.path, document=document)


def _elsewhere(
    tasks: Iterator[Task], options: RunOptions, limits: Limits | None, jobs: int, *, ordered: bool
) -> Iterator[Result]:
    asked = limits or Limits()
    limits = Limits(jobs=jobs, timeout=asked.timeout, memory=asked.memory)
    with tempfile.TemporaryDirectory(prefix="docstruct-") as folder:
        log = Path(folder) / "workers.log"
        with Pool(_Factory(options), limits, log) as pool:
            delivered = pool.map(tasks)
            for task, outcome in _in_order(delivered) if ordered else delivered:
                yield from _results(task, outcome)


def _in_order(delivered: Iterator[tuple[Task, Outcome]]) -> Iterator[tuple[Task, Outcome]]:
    """What comes early waits, still packed, for what was named before it."""
    waiting: dict[int, tuple[Task, Outcome]] = {}
    turn = 0
    for task, outcome in delivered:
        waiting[int(task.name)] = task, outcome
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1
    yield from (waiting[number] for number in sorted(waiting))


def _results(task: Task, outcome: Outcome) -> Iterator[Result]:
    from docstruct.engines.packing import unpack

    if outcome.problem is not None:
        yield _failed(task, outcome.problem)
        return
    if not isinstance(outcome, _Delivered):
        raise DocstructError(f"{task.input.path}: a worker returned no document")
    for packed in outcome.packed:
        yield Result(path=task.input.path, document=unpack(packed))


def _failed(task: Task, problem: Problem) -> Result:
    return Result(path=task.input.path, error=ReadError(task.input.path, problem.message, problem.reason))


def _watched(results: Iterator[Result], on_progress: OnProgress | None) -> Iterator[Result]:
    done = 0
    for result in results:
        begun = result.document is None or result.document.source.part in (None, 1)
        done += begun
        if result.error is not None:
            _log.warning("%s", result.error)
        if on_progress is not None and begun:  # once an input, however many documents it holds
            on_progress(done, result.path)
        yield result
