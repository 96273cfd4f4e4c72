"""Writing documents: one module a format, all behind two small interfaces.

A format writes one file a document (json, html), or one set of files over all documents of a run (jsonl, csv,
parquet), or both (html: a page a document and an index over them)::

    from docstruct.writing import collection_writers, document_writers

    for writer in document_writers(formats):                    # in any process, documents in any order
        writer.write_document(document, folder, name)           # folder/name.json, folder/name.html

    with collection_writers(formats, folder) as collections:    # in one process, in the order wanted
        for name, document in documents:
            collections.add(document, name)                     # figures.jsonl, records.csv, index.html, ...

Every file is written beside its place and renamed when it is whole, so that whoever looks finds the old file or
the new one, never half of one. ``name`` is the caller's: it must be free of path separators and unique in a run.
Memory does not grow with the number of documents. The same documents in the same order give the same bytes.
"""

from __future__ import annotations

from contextlib import ExitStack
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol, TypeAlias, cast, runtime_checkable

from docstruct.errors import DocstructError
from docstruct.writing.manner import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from docstruct.document import Document
    from docstruct.writing.others import Other

__all__ = [
    "FORMATS",
    "CollectionWriter",
    "Collections",
    "DocumentWriter",
    "check_formats",
    "collection_types",
    "collection_writers",
    "collects",
    "document_writers",
    "names_others",
    "shows_decisions",
]


class DocumentWriter(Protocol):
    """Writes one file a document."""

    suffix: str
    """What follows the name of a document, such as ``".json"``."""

    def write_document(self, document: Document, folder: Path, name: str) -> Path:
        """Write ``folder/name.suffix`` in one step, taking the place of an older one, and return its path.

        Raises:
            OSError: the file cannot be written; nothing is left behind.
        """
        ...


Growth: TypeAlias = Literal["appended", "parts", "whole"]
"""How the files of a collection take in more documents: at their end, as files beside them, or not (all are written anew)."""


class CollectionWriter(Protocol):
    """Writes one set of files over many documents; what it writes appears when it is closed."""

    growth: ClassVar[Growth]

    names: ClassVar[tuple[str, ...]]
    """The files it writes, or the folders it writes into."""

    def __init__(self, folder: Path, *, results: Path | None = None, part: int = 0, **manner: object) -> None:
        """Begin to write.

        Args:
            folder: where the files are made.
            results: where they and the files of the documents will be: what links lead to; ``folder`` by default.
            part: 0 for the whole; else how many parts of it there are already, and what is written goes on after them.
            manner: what the class wants to be told of :class:`~docstruct.writing.manner.Manner`.

        Raises:
            DocstructError: a library the format needs is not installed.
        """
        ...

    def add(self, document: Document, name: str) -> None:
        """Write what the document says; ``name`` is that of its own files."""
        ...

    def close(self) -> None:
        """Put the files in their place."""
        ...

    def discard(self) -> None:
        """Give up: leave older files as they were and nothing of this run behind."""
        ...


class RowMaker(Protocol):
    """Makes what a document adds to the files of a format that grow at their end, without opening them.

    It is named by ``maker`` of the writer and made with what the writer is told; any process may have one.
    """

    def rows(self, document: Document, name: str) -> dict[str, bytes]:
        """The lines of a document by file, as the writer's :meth:`Appending.append` takes them."""
        ...


class Appending(Protocol):
    """A collection writer to which lines may be given that its :class:`RowMaker` made elsewhere."""

    maker: ClassVar[type[RowMaker]]

    def append(self, rows: Mapping[str, bytes]) -> None:
        """Write the lines of a document."""
        ...


@runtime_checkable
class NamesOthers(Protocol):
    """A collection writer that also names the inputs that left no document."""

    def note(self, other: Other) -> None:
        """Write where an input ended, and why; called after the last document."""
        ...


FORMATS: dict[str, tuple[str, str | None, str | None]] = {
    "json": ("docstruct.writing.json", "JsonWriter", None),
    "jsonl": ("docstruct.writing.jsonl", None, "JsonlWriter"),
    "csv": ("docstruct.writing.csv", None, "CsvWriter"),
    "parquet": ("docstruct.writing.parquet", None, "ParquetWriter"),
    "html": ("docstruct.writing.html", "PageWriter", "IndexWriter"),
    "xlsx": ("docstruct.writing.xlsx", None, "XlsxWriter"),
    "md": ("docstruct.writing.markdown", "MarkdownWriter", None),
    "chunks": ("docstruct.writing.chunks", "ChunksWriter", None),
    "spacy": ("docstruct.writing.spacy", None, "SpacyWriter"),
}
"""Each format's module, and in it the writer a document and the writer over many documents."""


def check_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats named, each once, in the order given.

    Raises:
        DocstructError: a name is no format; the message lists those there are.
    """
    wanted = tuple(dict.fromkeys(formats))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        raise DocstructError(f"no such format: {', '.join(unknown)}; formats are {', '.join(FORMATS)}")
    return wanted


def document_writers(formats: Iterable[str], *, manner: Manner | None = None) -> tuple[DocumentWriter, ...]:
    """A writer for each of the formats that has one file a document.

    Raises:
        DocstructError: a name is no format, or a library the format needs is not installed.
    """
    entries = [FORMATS[name] for name in check_formats(formats)]
    types = [_load(module, writer) for module, writer, _ in entries if writer]
    return tuple(cast("DocumentWriter", one(**(manner or Manner()).told(one))) for one in types)


def collection_writers(
    formats: Iterable[str],
    folder: Path,
    *,
    results: Path | None = None,
    part: int = 0,
    manner: Manner | None = None,
) -> Collections:
    """The writers of those formats that have files over many documents, as one; ``folder`` must exist.

    Args:
        formats: names of formats; those without files over many documents are passed over.
        folder: where the files are made.
        results: see :class:`CollectionWriter`.
        part: see :class:`CollectionWriter`.
        manner: how results are shown.

    Raises:
        DocstructError: a name is no format, or a library the format needs is not installed.
    """
    manner = manner or Manner()
    return Collections(
        tuple(
            writer(folder, results=results, part=part, **manner.told(writer))
            for _, writer in collection_types(check_formats(formats))
        )
    )


def collects(name: str) -> bool:
    """Whether a format has files over many documents."""
    return FORMATS[name][2] is not None


def collection_types(formats: Iterable[str]) -> tuple[tuple[str, type[CollectionWriter]], ...]:
    """Those formats that have files over many documents, and their writers."""
    entries = [(name, *FORMATS[name]) for name in formats]
    return tuple(
        (name, cast("type[CollectionWriter]", _load(module, writer)))
        for name, module, _, writer in entries
        if writer
    )


def row_makers(formats: Iterable[str], manner: Manner) -> tuple[tuple[str, str | None, RowMaker], ...]:
    """Those formats whose lines may be made before they are written: each with the manner they show, and what makes them."""
    return tuple(
        (name, manner.key(writer), cast("type[Appending]", writer).maker(**manner.told(writer)))
        for name, writer in collection_types(formats)
        if hasattr(writer, "maker")
    )


class Collections:
    """Several collection writers as one; as a context, closed at the end or discarded on an exception."""

    def __init__(self, writers: tuple[CollectionWriter, ...]) -> None:
        self.writers = writers

    def add(self, document: Document, name: str) -> None:
        """Hand the document to every writer."""
        for writer in self.writers:
            writer.add(document, name)

    def append(self, rows: Mapping[str, bytes]) -> None:
        """Hand lines that were made of a document to every writer; all of them take such."""
        for writer in self.writers:
            cast("Appending", writer).append(rows)

    def note(self, other: Other) -> None:
        """Tell of an input that left no document, after the documents, the writers that name such."""
        for writer in self.writers:
            if isinstance(writer, NamesOthers):
                writer.note(other)

    def close(self) -> None:
        """Put the files of every writer in their place.

        Raises:
            DocstructError: documents that were taken could not be written after all; the others are.
        """
        for writer in self.writers:
            writer.close()
        if self.failed:
            raise DocstructError("; ".join(f"{name}: {error}" for name, error in self.failed))

    @property
    def failed(self) -> list[tuple[str, Exception]]:
        """Documents that a writer took and could not write after all, and why."""
        return [one for writer in self.writers for one in getattr(writer, "failed", ())]

    def discard(self) -> None:
        """Leave nothing of this run behind, whatever one writer raises."""
        with ExitStack() as stack:
            for writer in self.writers:
                stack.callback(writer.discard)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()


def shows_decisions(name: str) -> bool:
    """Whether a format shows what was decided about findings."""
    module, *writers = FORMATS[name]
    return any("decisions" in getattr(_load(module, writer), "told", ()) for writer in writers if writer)


def names_others(name: str) -> bool:
    """Whether a format names inputs that left no document."""
    module, _, writer = FORMATS[name]
    return writer is not None and hasattr(_load(module, writer), "note")


def _load(module: str, name: str) -> type:
    return cast("type", getattr(import_module(module), name))
