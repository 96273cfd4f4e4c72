"""Writes ``index.html``: all documents of a run in one table that sorts and filters.

What the table says of each document is kept in a temporary file until the index is closed, not in memory.
"""

from __future__ import annotations

import json
import tempfile
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from docstruct.writing.atomic import AtomicFile
from docstruct.writing.html.rendering import template
from docstruct.writing.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.writing import Growth

Summary: TypeAlias = dict[str, object]

INDEX_NAME = "index.html"


class IndexWriter:
    """Writes the index into a folder; see :class:`docstruct.writing.CollectionWriter`."""

    growth: ClassVar[Growth] = "whole"
    names: ClassVar[tuple[str, ...]] = (INDEX_NAME,)

    def __init__(self, folder: Path, *, results: Path | None = None, part: int = 0) -> None:
        self._target = AtomicFile(folder / INDEX_NAME)
        self._summaries = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the index
        self._count = 0

    def add(self, document: Document, name: str) -> None:
        """Remember what the index says of the document; ``name`` is that of its page."""
        self._summaries.write(json.dumps(summary(document, name)) + "\n")
        self._count += 1

    def close(self) -> None:
        """Write the index."""
        with self._summaries:
            self._summaries.seek(0)
            stream = template("index.html.j2").stream(count=self._count, documents=self._read())
            stream.enable_buffering(64)
            stream.dump(self._target.file, encoding="utf-8")
        self._target.commit()

    def discard(self) -> None:
        """Leave an older index as it was."""
        self._summaries.close()
        self._target.discard()

    def _read(self) -> Iterator[Summary]:
        return (json.loads(line) for line in self._summaries)


def summary(document: Document, name: str) -> Summary:
    """What the index says of one document."""
    metadata = document.metadata
    total = totals(document).stated
    severities = [finding.severity for finding in document.findings]
    return {
        "name": name,
        "path": document.source.path,
        "reader": document.source.reader,
        "pages": document.source.pages,
        "organization": metadata.organization,
        "fiscal_year": metadata.fiscal_year,
        "document_type": metadata.document_type,
        "total": {
            "subject": total.subject.text,
            "value": total.value,
            "unit": total.unit,
            "yuan": total.amount,
        }
        if total
        else None,
        "figures": len(document.figures),
        "records": len(document.records),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
    }
