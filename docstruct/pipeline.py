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
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct import __version__, arguments
from docstruct.checking import CATALOGUE, check, check_kinds
from docstruct.checking.checks.recognition import of_ours
from docstruct.collector import uncollected
from docstruct.document import Document, Producer, SourceInfo
from docstruct.extracting import extract
from docstruct.facts import TitleReader, facts_of, link, unit_of_tables
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.matching import Matcher
from docstruct.matching.table_names import misnamed_rows
from docstruct.money import counting_by
from docstruct.normalizing import normalize
from docstruct.normalizing.script import simplified
from docstruct.outline import Hints
from docstruct.outlining import outline
from docstruct.outlining.lines import read_lines
from docstruct.outlining.parts import find_parts, parts_findings
from docstruct.outlining.scripts import as_written
from docstruct.places import Places
from docstruct.reading import read, read_bytes, read_text
from docstruct.reading.names import looks_like_a_path
from docstruct.sections import SectionTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docstruct.document import DocumentType, Finding, ReaderName, Section
    from docstruct.extracting import Extraction
    from docstruct.extracting.drafts import Trace
    from docstruct.normalized import NormalizedText
    from docstruct.outline import Outline
    from docstruct.outlining.lines import Line
    from docstruct.source import Source

_LONGEST_PATH = 1024


class Pipeline:
    """The stages with their lexicons, loaded once.

    Args:
        lexicons: the vocabulary to use; the packaged one (and ``DOCSTRUCT_LEXICONS``) by default.
        skip_checks: kinds of findings that are not to be looked for.
    """

    def __init__(self, lexicons: Lexicons | None = None, *, skip_checks: Iterable[str] = ()) -> None:
        made = "Lexicons(LexiconFolder('my-lexicons'))"
        self.lexicons = arguments.instance("lexicons", lexicons or Lexicons(), Lexicons, made)
        self.skip_checks = check_kinds(arguments.several("skip_checks", skip_checks))

    def __reduce__(self) -> tuple[Callable[..., Pipeline], tuple[tuple[Path, ...], frozenset[str]]]:
        """Go to another process as the names of its folders; it is loaded there once, however often it is sent."""
        return _of_folders, (self.lexicons.folder.folders[1:], frozenset(self.skip_checks))

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
        """Read and structure a file (a :class:`~pathlib.Path`) or a text (a string), whole.

        A file that holds several disclosures is one document all the same, with a finding ``several_disclosures`` where
        each further one begins, and no other check: what they say is of several organizations. :meth:`structure_all`
        takes them apart.

        A string is taken for a path if it is one line and there is a file or folder of that name, or if it looks like a
        path: it ends as a document's name does (``.pdf``), begins with a drive, or has folders and a suffix.

        Raises:
            docstruct.errors.ReadError: the input cannot be read, is not there, or is a folder.
            ValueError: ``fiscal_year``, ``document_type`` or ``reader`` is none.
            TypeError: what is given is neither a path nor a text.
        """
        hints = arguments.hints(fiscal_year, document_type)
        return self.structure_source(_read(path_or_text, reader), hints)

    def structure_all(
        self,
        path_or_text: str | Path,
        *,
        fiscal_year: int | None = None,
        document_type: DocumentType | None = None,
        reader: ReaderName | None = None,
    ) -> tuple[Document, ...]:
        """The documents in a file or text, in their order: one for each disclosure where it holds several, else one.

        Arguments and errors are those of :meth:`structure`.
        """
        hints = arguments.hints(fiscal_year, document_type)
        return self.structure_parts(_read(path_or_text, reader), hints)

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
            ValueError: ``fiscal_year``, ``document_type`` or ``reader`` is none.
            TypeError: the data are no bytes, the name is none.
        """
        hints = arguments.hints(fiscal_year, document_type)
        data, name = arguments.content(data, name)
        return self.structure_source(read_bytes(data, name, reader=arguments.reader(reader)), hints)

    def explain(
        self, path: Path, *, fiscal_year: int | None = None, document_type: DocumentType | None = None
    ) -> tuple[tuple[Document, tuple[Trace, ...]], ...]:
        """Structure a file: every document in it, with how each of its figures was read, in their order.

        Raises:
            docstruct.errors.ReadError: the input cannot be read.
        """
        traces: list[tuple[Trace, ...]] = []
        documents = self.structure_parts(
            read(path), arguments.hints(fiscal_year, document_type), traces=traces
        )
        return tuple(zip(documents, traces, strict=True))

    def structure_source(self, source: Source, hints: Hints | None = None) -> Document:
        """All stages after reading, for a source as one document; texts are compared as the pipeline's lexicons say."""
        with self.lexicons.comparing(), counting_by(self.lexicons.cues.money):
            text = normalize(source, self.lexicons.glyphs)
            lines, begins = self._parts(source, text)
            several = tuple(parts_findings(lines, begins))
            return self._structured(
                source, text, hints or Hints(), None, lines=lines or None, several=several
            )

    def structure_parts(
        self, source: Source, hints: Hints | None = None, *, traces: list[tuple[Trace, ...]] | None = None
    ) -> tuple[Document, ...]:
        """All stages after reading, for each disclosure of a source: a document each, numbered by ``source.part``.

        Offsets into the input, pages and boxes are those of the whole input. ``traces`` is given one entry a document.
        """
        with self.lexicons.comparing(), counting_by(self.lexicons.cues.money):
            made: list[Document] = []
            texts = self._texts(source)
            for number, (text, lines) in enumerate(texts, start=1):
                of_part: list[Trace] | None = None if traces is None else []
                part = number if len(texts) > 1 else None
                made.append(self._structured(source, text, hints or Hints(), of_part, lines=lines, part=part))
                if traces is not None and of_part is not None:
                    traces.append(tuple(of_part))
            return tuple(made)

    def _texts(self, source: Source) -> tuple[tuple[NormalizedText, list[Line] | None], ...]:
        """The normalized text of every disclosure of a source, with its lines where they are known already.

        A plain text is read anew from where each begins, so that it is read as it would be alone.
        """
        whole = normalize(source, self.lexicons.glyphs)
        lines, begins = self._parts(source, whole)
        if not begins:
            return ((whole, lines or None),)
        starts = [0, *(whole.map.to_source(lines[i].start, lines[i].end)[0] for i in begins[1:])]
        texts: list[tuple[NormalizedText, None]] = []
        for start, end in pairwise([*starts, len(source.text)]):
            if source.reader in ("text", "markdown"):
                alone = read_text(source.text[start:end], source.path, reader=source.reader)
                part = replace(alone, repair=source.repair)
            else:
                part = source.cut(start, end)
            texts.append((normalize(part, self.lexicons.glyphs).moved(start, len(source.text)), None))
        return tuple(texts)

    def _parts(self, source: Source, text: NormalizedText) -> tuple[list[Line], tuple[int, ...]]:
        """The lines of a text, and at which of them its disclosures begin."""
        lines = read_lines(text, self.lexicons.outline.markers)
        return lines, find_parts(lines, self.lexicons.outline)

    @uncollected()
    def _structured(
        self,
        source: Source,
        text: NormalizedText,
        hints: Hints,
        traces: list[Trace] | None,
        *,
        lines: list[Line] | None = None,
        part: int | None = None,
        several: tuple[Finding, ...] = (),
    ) -> Document:
        """The stages after normalizing.

        ``lines`` are those of the text, if they were read; ``several`` the findings that it is one of several disclosures.
        """
        lexicons = self.lexicons
        # Stages look words up in simplified characters, one for one, so that every offset holds in both texts.
        view = simplified(text.text)
        written = text if view == text.text else replace(text, text=view)
        outlined = outline(written, lexicons.outline, hints, lines if written is text else None)
        resolver = self.matcher.for_document(outlined)
        extraction = extract(
            text, outlined, resolver, lexicons.cues, lexicons.reasons, view=view, traces=traces
        )
        unit = unit_of_tables(outlined.tables, view, lexicons.outline)
        facts = facts_of(outlined.tables, outlined.metadata, self.titles, resolver.implied_codes, unit)
        records = link(extraction.records, facts, self.titles)
        if written is not text:
            outlined = as_written(outlined, text.text)
        document = Document(
            source=_source_info(source, text, part),
            producer=self._producer(hints, source.engine),
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
            records=records,
            definitions=outlined.definitions,
            findings=(),
        )
        # Several organizations cannot contradict each other: of a collection only that it is one is said.
        disagreeing = several or self._contradictions(document, outlined, extraction, text)
        found = (*_noticed(source, text, part), *disagreeing)
        wanted = (finding for finding in found if finding.kind not in self.skip_checks)
        complete = replace(document, findings=_number(wanted, document.sections))
        return _locate(complete, Places.of_source(source, text.map))

    def _contradictions(
        self, document: Document, outlined: Outline, extraction: Extraction, text: NormalizedText
    ) -> tuple[Finding, ...]:
        """What does not agree within a document."""
        year = outlined.metadata.fiscal_year
        return (
            *outlined.findings,
            *of_ours(misnamed_rows(outlined.tables, self.matcher, year), text.pages),
            *extraction.findings,
            *check(document, self.lexicons.checks, skip=self.skip_checks),
        )

    def _producer(self, hints: Hints, engine: str | None) -> Producer:
        options: dict[str, str] = {}
        if hints.fiscal_year is not None:
            options["fiscal_year"] = str(hints.fiscal_year)
        if hints.document_type is not None:
            options["document_type"] = hints.document_type
        if engine is not None:
            options["ocr_engine"] = engine
        if self.skip_checks:
            options["skip_checks"] = ",".join(sorted(self.skip_checks))
        return Producer(
            version=__version__,
            lexicons=self.lexicons.folder.content_hash,
            unicode=self.lexicons.glyphs.unicode_version,
            options=options,
        )


@cache
def _of_folders(folders: tuple[Path, ...], skip_checks: frozenset[str]) -> Pipeline:
    """The pipeline of this process that another sent by the names of its folders of lexicons."""
    return Pipeline(Lexicons(LexiconFolder(*folders)), skip_checks=sorted(skip_checks))


def _read(path_or_text: str | Path, reader: ReaderName | None) -> Source:
    """Read a file or a text."""
    given, reader = arguments.path_or_text(path_or_text), arguments.reader(reader)
    if isinstance(given, Path) or _names_a_file(given):
        return read(Path(given), reader=reader)
    return read_text(given)


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


def _source_info(source: Source, text: NormalizedText, part: int | None) -> SourceInfo:
    return SourceInfo(
        path=source.path,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=len(text.pages) if source.paged else None,
        reader=source.reader,
        converter=source.converter,
        part=part,
    )


def _number(findings: Iterable[Finding], sections: tuple[Section, ...]) -> tuple[Finding, ...]:
    """Give findings, in document order, the ids n1, n2 and so on, and the section they stand in."""
    ordered = sorted(findings, key=lambda finding: (finding.start, finding.end, finding.kind))
    finder = SectionTree(sections)
    return tuple(
        replace(finding, id=f"n{number}", section=finder.at(finding.start))
        for number, finding in enumerate(ordered, start=1)
    )


def _noticed(source: Source, text: NormalizedText, part: int | None) -> Iterator[Finding]:
    """What the reader had to say: of the whole input, and of what stands in this part of it."""
    low, high = text.map.to_source(0, len(text.text))
    for notice in source.notices:
        if part is None or notice.start >= notice.end or (notice.start < high and notice.end > low):
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
