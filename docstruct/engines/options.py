"""What a run is asked for, as plain values that can be sent to other processes and machines."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct import __version__, arguments
from docstruct.errors import DocstructError
from docstruct.speech import Language

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import DocumentType, ReaderName
    from docstruct.lexicon.folder import LexiconFolder
    from docstruct.outline import Hints
    from docstruct.pipeline import Pipeline
    from docstruct.writing.manner import Manner


class EngineError(DocstructError):
    """A run that cannot go on: the output folder is full or in use, or workers do not start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What is done with every document; ``formats``, ``decisions``, ``language`` and ``split`` decide nothing of what is found.

    Attributes:
        formats: names of output formats, see :data:`docstruct.writing.FORMATS`.
        fiscal_year, document_type: what excerpts cannot say themselves.
        reader: the reader to use whatever the content looks like.
        lexicons: the folder, or the folders in order, laid over the packaged lexicons; the later one counts.
        skip_checks: kinds of findings that are not looked for.
        ocr_engine: what recognises pages (:mod:`docstruct.reading.scans.engine_choice`); None for ``DOCSTRUCT_OCR`` or the default.
        decisions: a file of what people decided about findings, shown on pages, in the workbook and in ``findings.csv``;
            it decides nothing else.
        language: what ``records.csv`` and ``findings.csv`` are headed in.
        split: shares of train, dev and test in which files for training are divided, such as ``0.8/0.1/0.1``.
    """

    formats: tuple[str, ...] = ("json",)
    fiscal_year: int | None = None
    document_type: DocumentType | None = None
    reader: ReaderName | None = None
    lexicons: Path | tuple[Path, ...] | None = None
    skip_checks: tuple[str, ...] = ()
    ocr_engine: str | None = None
    decisions: Path | None = None
    language: Language = "en"
    split: str | None = None

    def __post_init__(self) -> None:
        """Refuse here what would be taken for something else later: one word for a list of letters, a year that is none.

        Raises:
            TypeError: an argument is of another type: a word where words are listed, shares that are no text.
            ValueError: a year, type, reader or language that is none.
        """
        arguments.hints(self.fiscal_year, self.document_type)
        arguments.reader(self.reader)
        arguments.one_of("language", self.language, Language)
        if self.split is not None and not isinstance(self.split, str):
            raise TypeError(f"split is written as '0.8/0.1/0.1'; not {self.split!r}")
        if self.ocr_engine is not None and not isinstance(self.ocr_engine, str):
            raise TypeError(f"ocr_engine is a name, such as 'openvino'; not {self.ocr_engine!r}")
        listed = self.lexicons if isinstance(self.lexicons, tuple | list) else (self.lexicons,)
        plain = {
            "formats": arguments.several("formats", self.formats),
            "skip_checks": arguments.several("skip_checks", self.skip_checks),
            "decisions": None if self.decisions is None else arguments.path("decisions", self.decisions),
            "lexicons": None
            if self.lexicons is None
            else tuple(arguments.path("lexicons", folder) for folder in listed),
        }
        for name, value in plain.items():
            object.__setattr__(self, name, value)

    @property
    def hints(self) -> Hints:
        """What the stages are told of every document."""
        return arguments.hints(self.fiscal_year, self.document_type)

    @property
    def collected(self) -> bool:
        """Whether any format has files over all documents of a run."""
        from docstruct.writing import collects

        return any(collects(name) for name in self.formats)

    def load_manner(self) -> Manner:
        """How results are shown.

        Raises:
            docstruct.errors.DocstructError: the file of decisions is missing, damaged or of another kind; the split is none.
        """
        from docstruct.decisions import Decisions
        from docstruct.writing.manner import Manner, Split

        return Manner(
            decisions=Decisions.load(self.decisions) if self.decisions else Decisions.none(),
            language=self.language,
            split=Split.parse(self.split) if self.split else None,
        )

    def lexicon_folder(self) -> LexiconFolder:
        """The lexicons to use.

        Raises:
            docstruct.errors.LexiconError: one of ``lexicons`` is not a folder.
        """
        from docstruct.lexicon.folder import LexiconFolder

        folders = self.lexicons if isinstance(self.lexicons, tuple) else filter(None, (self.lexicons,))
        return LexiconFolder(*folders)

    def load_pipeline(self) -> Pipeline:
        """A pipeline with every lexicon loaded, so that the first document costs no more than the others.

        Raises:
            docstruct.errors.LexiconError: a lexicon is broken.
            docstruct.errors.DocstructError: there is no such kind of finding, no such engine.
        """
        from docstruct.lexicon import Lexicons
        from docstruct.pipeline import Pipeline

        self._recognizer()
        pipeline = Pipeline(Lexicons(self.lexicon_folder()), skip_checks=self.skip_checks)
        pipeline.structure("一、收入总计\n2022年度收入总计100.50万元，主要原因是人员增加。")
        return pipeline

    def _recognizer(self) -> str:
        """The engine that pages are recognised with.

        Raises:
            docstruct.errors.DocstructError: there is none of that name.
        """
        from docstruct.reading.scans.engine_choice import engine_name, recognizing_with

        with recognizing_with(self.ocr_engine):
            return engine_name()

    def fingerprint(self) -> str:
        """A hash of all that decides what the output of a document says: options, lexicons, program version."""
        parts = (
            __version__,
            self.lexicon_folder().content_hash,
            self.fiscal_year,
            self.document_type,
            self.reader,
            sorted(self.skip_checks),
            self._recognizer(),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of the machine a run may use.

    Attributes:
        jobs: worker processes; None for one a core this process may use.
        timeout: seconds one document may take before its worker is ended; None for no limit.
        memory: bytes one document may take beyond what the loaded pipeline takes; None for no limit.
    """

    jobs: int | None = None
    timeout: float | None = None
    memory: int | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a limit that is no number above zero: a text such as ``2G``, a time gone by."""
        for name, kinds in (("jobs", int), ("timeout", int | float), ("memory", int)):
            value = getattr(self, name)
            if value is not None and (
                not isinstance(value, kinds) or isinstance(value, bool) or not value > 0
            ):
                raise ValueError(f"{name} is a number above zero, or None for no limit; not {value!r}")

    @property
    def workers(self) -> int:
        """The number of worker processes."""
        return self.jobs or _cores()

    @property
    def cores(self) -> int:
        """The cores that are a worker's own, for pages that are recognised in parallel."""
        return max(_cores() // self.workers, 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
