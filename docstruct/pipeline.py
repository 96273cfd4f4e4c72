"""The whole way of a document, on one screen.

    read -> normalize -> outline -> (subjects resolved while) extract figures and reasons -> assemble records
         -> state the facts of tables -> check

A stage is a function from what the earlier stages made to something new; it changes nothing it was given. A
:class:`Pipeline` holds the compiled lexicons; it is loaded once, is safe to share between threads, and a warm call
costs only the document.

>>> from docstruct import structure
>>> document = structure("2022年度收入总计100.50万元。", fiscal_year=2022, document_type="final_accounts")
>>> [(figure.subject.text, figure.measure, figure.value, figure.unit) for figure in document.figures]
[('收入总计', 'actual', '100.50', '万元')]
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from docstruct import __version__
from docstruct.checking import CATALOGUE, check, check_kinds
from docstruct.checking.recognition import of_ours
from docstruct.checking.view import SectionFinder
from docstruct.document import Document, DocumentType, Producer, SourceInfo
from docstruct.extracting import extract
from docstruct.facts import TitleReader, facts_of, link
from docstruct.lexicon import Lexicons
from docstruct.matching import Matcher
from docstruct.matching.table_names import misnamed_rows
from docstruct.money import counting_by
from docstruct.normalizing import normalize
from docstruct.outline import Hints
from docstruct.outlining import outline
from docstruct.places import Places
from docstruct.reading import read, read_bytes, read_text
from docstruct.reading.names import looks_like_a_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.document import Finding, ReaderName, Section
    from docstruct.extracting.context import Trace
    from docstruct.normalized import NormalizedText
    from docstruct.source import Source

_LONGEST_PATH = 1024


class Pipeline:
    """The stages with their lexicons, loaded once.

    Args:
        lexicons: the vocabulary to use; the packaged one (and ``DOCSTRUCT_LEXICONS``) by default.
        skip_checks: kinds of findings that are not to be looked for.
    """

    def __init__(self, lexicons: Lexicons | None = None, *, skip_checks: Iterable[str] = ()) -> None:
        self.lexicons = lexicons or Lexicons()
        self.skip_checks = check_kinds(skip_checks)

    @cached_property
    def matcher(self) -> Matcher:
        """The subject matcher over the classification, shared by all documents."""
        return Matcher(self.lexicons.classification)

    @cached_property
    def titles(self) -> TitleReader:
        """The reader of the titles of tables, columns and rows, shared by all documents."""
        return TitleReader(self.lexicons.meanings)

    def structure(
        self,
        path_or_text: str | Path,
        *,
        fiscal_year: int | None = None,
        document_type: DocumentType | None = None,
        reader: ReaderName | None = None,
    ) -> Document:
        """Read and structure a file (a :class:`~pathlib.Path`) or a text (a string).

        A string is taken for a path if it is one line and there is a file or folder of that name, or if it looks like a
        path: it ends as a document's name does (``.pdf``), begins with a drive, or has folders and a suffix.

        Raises:
            docstruct.errors.ReadError: the input cannot be read, is not there, or is a folder.
            ValueError: ``fiscal_year`` or ``document_type`` is none.
        """
        hints = _hints(fiscal_year, document_type)
        if isinstance(path_or_text, Path) or _names_a_file(path_or_text):
            return self.structure_source(read(Path(path_or_text), reader=reader), hints)
        return self.structure_source(read_text(path_or_text), hints)

    def structure_bytes(
        self,
        data: bytes,
        name: str,
        *,
        fiscal_year: int | None = None,
        document_type: DocumentType | None = None,
        reader: ReaderName | None = None,
    ) -> Document:
        """Structure the content of a file that is in memory; ``name`` is what messages and the output call it.

        Raises:
            docstruct.errors.ReadError: it cannot be read.
            ValueError: ``fiscal_year`` or ``document_type`` is none.
        """
        hints = _hints(fiscal_year, document_type)
        return self.structure_source(read_bytes(data, name, reader=reader), hints)

    def explain(
        self, path: Path, *, fiscal_year: int | None = None, document_type: DocumentType | None = None
    ) -> tuple[Document, tuple[Trace, ...]]:
        """Structure a file, with how each of its figures was read, in their order.

        Raises:
            docstruct.errors.ReadError: the input cannot be read.
        """
        traces: list[Trace] = []
        hints = _hints(fiscal_year, document_type)
        document = self.structure_source(read(path), hints, traces=traces)
        return document, tuple(traces)

    def structure_source(
        self, source: Source, hints: Hints | None = None, *, traces: list[Trace] | None = None
    ) -> Document:
        """All stages after reading; texts are compared as the pipeline's lexicons say.

        ``traces`` is given one entry a figure.
        """
        with self.lexicons.comparing(), counting_by(self.lexicons.cues.money):
            return self._structure(source, hints or Hints(), traces)

    def _structure(self, source: Source, hints: Hints, traces: list[Trace] | None) -> Document:
        lexicons = self.lexicons
        text = normalize(source, lexicons.glyphs)
        outlined = outline(text, lexicons.outline, hints)
        resolver = self.matcher.for_document(outlined)
        extraction = extract(text, outlined, resolver, lexicons.cues, lexicons.reasons, traces=traces)
        facts = facts_of(outlined.tables, outlined.metadata, self.titles, resolver.implied_codes)
        document = Document(
            source=_source_info(source),
            producer=self._producer(hints),
            metadata=outlined.metadata,
            text=text.text,
            repairs=text.repairs,
            pages=text.pages,
            contents=outlined.contents,
            sections=outlined.sections,
            tables=outlined.tables,
            facts=facts,
            figures=extraction.figures,
            reasons=extraction.reasons,
            records=link(extraction.records, facts, self.titles),
            definitions=outlined.definitions,
            findings=(),
        )
        findings = (
            *_noticed(source, text),
            *outlined.findings,
            *of_ours(misnamed_rows(outlined.tables, self.matcher, outlined.metadata.fiscal_year), text.pages),
            *extraction.findings,
            *check(document, lexicons.checks, skip=self.skip_checks),
        )
        wanted = (finding for finding in findings if finding.kind not in self.skip_checks)
        places = Places.of_source(source, text.map)
        ordered = _number(wanted, document.sections)
        return _locate(replace(document, findings=ordered), places)

    def _producer(self, hints: Hints) -> Producer:
        options: dict[str, str] = {}
        if hints.fiscal_year is not None:
            options["fiscal_year"] = str(hints.fiscal_year)
        if hints.document_type is not None:
            options["document_type"] = hints.document_type
        if self.skip_checks:
            options["skip_checks"] = ",".join(sorted(self.skip_checks))
        return Producer(
            version=__version__,
            lexicons=self.lexicons.folder.content_hash,
            unicode=self.lexicons.glyphs.unicode_version,
            options=options,
        )


def _hints(fiscal_year: int | None, document_type: DocumentType | None) -> Hints:
    """The hints, if they can be meant.

    Raises:
        ValueError: a year that is no whole number of four digits, a type there is not.
    """
    if fiscal_year is not None and (
        not isinstance(fiscal_year, int) or isinstance(fiscal_year, bool) or not 1900 <= fiscal_year <= 2999
    ):
        raise ValueError(
            f"fiscal_year is a whole number from 1900 to 2999, such as 2022; not {fiscal_year!r}"
        )
    if document_type is not None and document_type not in get_args(DocumentType):
        allowed = ", ".join(map(repr, get_args(DocumentType)))
        raise ValueError(f"document_type is one of {allowed}; not {document_type!r}")
    return Hints(fiscal_year=fiscal_year, document_type=document_type)


def _names_a_file(text: str) -> bool:
    """Whether a string is a path and no text: a file or folder of that name is there, or it can be meant as nothing else."""
    if len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    if looks_like_a_path(text):
        return True  # a name misspelt is an error, not a document of one line
    try:
        return Path(text).exists() and bool(text.strip())
    except OSError:
        return False


def _source_info(source: Source) -> SourceInfo:
    return SourceInfo(
        path=source.path,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=len(source.pages) if source.paged else None,
        reader=source.reader,
        converter=source.converter,
    )


def _number(findings: Iterable[Finding], sections: tuple[Section, ...]) -> tuple[Finding, ...]:
    """Give findings, in document order, the ids n1, n2 and so on, and the section they stand in."""
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))
    finder = SectionFinder(sections)
    return tuple(
        replace(finding, id=f"n{number}", section=finder.at(finding.start))
        for number, finding in enumerate(ordered, start=1)
    )


def _noticed(source: Source, text: NormalizedText) -> Iterator[Finding]:
    """What the reader had to say."""
    for notice in source.notices:
        start, end = text.map.to_text(notice.start, notice.end)
        yield CATALOGUE[notice.kind].finding(notice.message, start, end)


def _locate(document: Document, places: Places) -> Document:
    """Have every entry say where it stands in the input; the entries are the document's own and nobody has seen them."""
    for entries in (
        document.contents,
        document.sections,
        document.tables,
        document.facts,
        document.figures,
        document.reasons,
        document.records,
        document.definitions,
        document.findings,
        *(finding.places for finding in document.findings),
    ):
        places.locate(entries)
    return document.with_places(places)
