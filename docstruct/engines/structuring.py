"""One input, from its bytes to its files: the function that every engine runs, here and on a cluster.

:func:`structure_input` never raises for what a document holds: what cannot be structured comes back as a
:class:`Problem`. :class:`Structurer` adds the writing: it leaves the files of a document in a staging folder, from
where whoever keeps the state of the run moves them to their place.
"""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from docstruct.engines.options import EngineError, RunOptions
from docstruct.engines.packing import PACKED_SUFFIX, pack
from docstruct.engines.results import Staged
from docstruct.engines.rows import ROWS_FOLDER, RowsKept
from docstruct.errors import LexiconError, PatternError, ReadError
from docstruct.reading.discovery import NOT_A_DOCUMENT
from docstruct.reading.scans.engine_choice import recognizing_with
from docstruct.visible import visible
from docstruct.writing.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.document import Document, ReaderName
    from docstruct.pipeline import Pipeline
    from docstruct.reading.discovery import Input
    from docstruct.source import Source

Write: TypeAlias = "Callable[[Document, Path, str], Path]"
"""What writes one file of a document: into a folder, under a name."""

State: TypeAlias = Literal["done", "duplicate", "skipped", "empty", "refused", "failed"]
"""Where every input ends: structured; the same bytes as one that was; no document; an empty file; unreadable for a
reason it carries itself; lost on the way."""

WELL: frozenset[State] = frozenset(("done", "duplicate", "skipped"))
"""The states in which nothing is missing."""

_STATES_OF_CODES: dict[str, State] = {"empty": "empty", NOT_A_DOCUMENT: "skipped"}


class Readable(Protocol):
    """What can be read: an :class:`~docstruct.reading.discovery.Input`, or content that is at hand already."""

    def read(self, *, reader: ReaderName | None = None) -> Source:
        """The content as a source.

        Raises:
            ReadError: it cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An input and the name its files are to have."""

    input: Input
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an input was not structured: a short stable word (``encrypted``, ``timeout`` …) and a sentence."""

    state: State
    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input.

    Attributes:
        state: where it ended; ``problem`` says why if that is not ``done``.
        sha256: of its content, None if nothing was made of it.
        files: of the files it left in the staging folder, each behind the name of its task: suffix, sha256, bytes.
        unwritten: formats it could not be written in, and why.
        parts: how many documents it holds, if there are several: the files of each are named ``<name>.part1`` and so on.
        seconds: what it took, loading and writing included.
    """

    state: State = "done"
    problem: Problem | None = None
    sha256: str | None = None
    files: tuple[tuple[str, str, int], ...] = ()
    unwritten: tuple[tuple[str, str], ...] = ()
    fiscal_year: int | None = None
    sections: int = 0
    figures: int = 0
    reasons: int = 0
    findings: int = 0
    parts: int | None = None
    seconds: float = 0.0

    @classmethod
    def of_documents(
        cls,
        documents: Sequence[Document],
        seconds: float,
        files: Sequence[tuple[str, str, int]] = (),
        unwritten: Sequence[tuple[str, str]] = (),
    ) -> Outcome:
        """The outcome of an input that was structured, and written into ``files``; counts are over all its documents."""
        years = {document.metadata.fiscal_year for document in documents}
        return cls(
            sha256=documents[0].source.sha256,
            files=tuple(files),
            unwritten=tuple(unwritten),
            fiscal_year=years.pop() if len(years) == 1 else None,
            sections=sum(len(document.sections) for document in documents),
            figures=sum(len(document.figures) for document in documents),
            reasons=sum(len(document.reasons) for document in documents),
            findings=sum(len(document.findings) for document in documents),
            parts=len(documents) if len(documents) > 1 else None,
            seconds=seconds,
        )

    @classmethod
    def of_problem(cls, problem: Problem, seconds: float = 0.0) -> Outcome:
        """The outcome of an input that was not structured."""
        return cls(state=problem.state, problem=problem, seconds=seconds)


def name_of_part(name: str, part: int | None) -> str:
    """The name of the files of a document: that of its input, and which part of it.

    >>> name_of_part("汇编", None), name_of_part("汇编", 2)
    ('汇编', '汇编.part2')
    """
    return name if part is None else f"{name}.part{part}"


def staged_in(staging: Path, name: str) -> Path:
    """Where the files of an input are made: a folder of its own, since 汇编.part2 may be an input or a part of 汇编."""
    return staging / f"{name}.of"


def structure_input(
    pipeline: Pipeline, found: Readable, options: RunOptions
) -> tuple[Document, ...] | Problem:
    """Load, read and structure one input: a document for each disclosure it holds.

    Raises:
        LexiconError: a lexicon is broken, which is no fault of the input.
        MemoryError: the process is at its limit, and had better end.
    """
    try:
        with recognizing_with(options.ocr_engine):
            source = found.read(reader=options.reader)
        return pipeline.structure_parts(source, options.hints)
    except ReadError as error:
        return Problem(
            state=_STATES_OF_CODES.get(error.code, "refused"), reason=error.code, message=error.reason
        )
    except PatternError as error:
        return Problem(state="failed", reason="pattern", message=str(error))
    except (LexiconError, MemoryError):
        raise
    except Exception as error:
        return Problem(state="failed", reason="error", message=internal_error(error))


def internal_error(error: Exception) -> str:
    """An unexpected exception in one line: what it was and where, for a report of the bug."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    said = visible(" ".join(str(error).split())[:300])
    return f"an error in docstruct: {type(error).__name__}: {said}{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StructurerFactory:
    """Makes a :class:`Structurer` in the process that is to run it.

    Attributes:
        options: what is done with every document.
        staging: the folder where the files of a document are left.
        fingerprint: that of the run; the lexicons must still be those it was made from.
    """

    options: RunOptions
    staging: Path
    fingerprint: str

    def __call__(self) -> Structurer:
        """Load the pipeline.

        Raises:
            LexiconError: a lexicon is broken.
            EngineError: the lexicons are not those the run began with.
        """
        pipeline = self.options.load_pipeline()
        if self.options.fingerprint() != self.fingerprint:
            raise EngineError("the lexicons changed during the run; run the same command again")
        rows = RowsKept(self.staging.parent / ROWS_FOLDER, self.fingerprint)
        return Structurer(pipeline, self.options, self.staging, rows)


class Structurer:
    """Structures inputs with one loaded pipeline and stages their files."""

    def __init__(self, pipeline: Pipeline, options: RunOptions, staging: Path, rows: RowsKept) -> None:
        from docstruct.writing import document_writers, row_makers

        self.pipeline = pipeline
        self.options = options
        self.staging = staging
        self._rows = rows
        manner = options.load_manner()
        self._row_makers = row_makers(options.formats, manner)
        self._writes: list[tuple[str, str, Write]] = [
            (form, writer.suffix, writer.write_document)
            for form in options.formats
            for writer in document_writers([form], manner=manner)
        ]
        if options.collected:
            self._writes.append(("packed", PACKED_SUFFIX, _write_packed))

    def __call__(self, task: Task) -> Outcome:
        """Structure one input.

        Raises:
            EngineError: the output folder cannot be written to.
        """
        started = time.perf_counter()
        made = structure_input(self.pipeline, task.input, self.options)
        if isinstance(made, Problem):
            return Outcome.of_problem(made, time.perf_counter() - started)
        folder = staged_in(self.staging, task.name)
        self._make(folder)
        files: list[tuple[str, str, int]] = []
        unwritten: list[tuple[str, str]] = []
        for document, (form, suffix, write) in product(made, self._writes):
            name = name_of_part(task.name, document.source.part)
            behind = name.removeprefix(task.name) + suffix
            try:
                staged = Staged.of(write(document, folder, name), behind)
            except MemoryError:
                raise
            except OSError as error:
                raise self._refused(error) from None
            except Exception as error:  # of this format: the others may still be written
                unwritten.append((form, internal_error(error)))
            else:
                files.append((behind, staged.sha256, staged.size))
        self._keep_rows(made, task.name)
        return Outcome.of_documents(made, time.perf_counter() - started, files, unwritten)

    def _keep_rows(self, made: Sequence[Document], name: str) -> None:
        """Leave the lines of tables that grow at their end."""
        for document in made if self._row_makers else ():
            try:
                self._rows.keep(document, name_of_part(name, document.source.part), self._row_makers)
            except OSError as error:
                raise self._refused(error) from None

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise self._refused(error) from None

    def _refused(self, error: OSError) -> EngineError:
        return EngineError(f"{self.staging.parent.parent}: cannot be written to: {error.strerror or error}")


def _write_packed(document: Document, folder: Path, name: str) -> Path:
    return write_atomically(folder / f"{name}{PACKED_SUFFIX}", pack(document))
