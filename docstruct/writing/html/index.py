"""Writes ``index.html``: all documents of a run in one table that sorts and filters, what was left and why, and overviews.

What the page says of each input is kept in temporary files until it is closed, not in memory; of the overviews, only
counts are.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias
from urllib.parse import quote

from docstruct.writing.atomic import AtomicFile
from docstruct.writing.html.overview import Overview, three_public
from docstruct.writing.html.rendering import template
from docstruct.writing.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from docstruct.document import Document
    from docstruct.writing import Growth
    from docstruct.writing.others import Other

Summary: TypeAlias = dict[str, object]

INDEX_NAME = "index.html"


class IndexWriter:
    """Writes the index into a folder; see :class:`docstruct.writing.CollectionWriter`."""

    growth: ClassVar[Growth] = "whole"
    names: ClassVar[tuple[str, ...]] = (INDEX_NAME,)

    def __init__(self, folder: Path, *, results: Path | None = None, part: int = 0) -> None:
        self._target = AtomicFile(folder / INDEX_NAME)
        self._results = results or folder
        self._documents = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the index
        self._others = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the index
        self._overview = Overview()

    def add(self, document: Document, name: str) -> None:
        """Remember what the index says of the document; ``name`` is that of its page."""
        said = {
            **summary(document, name),
            "original": address_of(document.source.path, self._results),
            "three_public": three_public(document),
        }
        self._documents.write(json.dumps(said) + "\n")
        self._overview.add(document)

    def note(self, other: Other) -> None:
        """Remember an input that left no document."""
        said = {
            "path": other.path,
            "state": other.state,
            "ended": other.ended,
            "why": other.why,
            "original": address_of(other.path, self._results),
        }
        self._others.write(json.dumps(said) + "\n")
        self._overview.ended[other.state] += 1

    def close(self) -> None:
        """Write the index."""
        with self._documents, self._others:
            stream = template("index.html.j2").stream(
                overview=self._overview,
                documents=lambda: _read(self._documents),
                others=lambda: _read(self._others),
            )
            stream.enable_buffering(64)
            stream.dump(self._target.file, encoding="utf-8")
        self._target.commit()

    def discard(self) -> None:
        """Leave an older index as it was."""
        self._documents.close()
        self._others.close()
        self._target.discard()


def _read(file: IO[str]) -> Iterator[Summary]:
    """Every line from the first; one reader at a time."""
    file.seek(0)
    return (json.loads(line) for line in file)


def address_of(path: str, results: Path) -> str | None:
    """The address of an original from the folder of the results, for a link; None if it is not there any more.

    Of a member of an archive, that of the archive. Relative, so that both may move together.
    """
    for named in dict.fromkeys((path, path.partition("!")[0])):
        try:
            if named and Path(named).is_file():
                return quote(os.path.relpath(named, results).replace(os.sep, "/"))
        except (OSError, ValueError):  # too long a name; another drive
            continue
    return None


def summary(document: Document, name: str) -> Summary:
    """What the index says of one document."""
    metadata = document.metadata
    total = totals(document).stated
    severities = Counter(finding.severity for finding in document.findings)
    return {
        "name": name,
        "path": document.source.path,
        "duplicates": document.source.duplicates,
        "reader": document.source.reader,
        "pages": document.source.pages,
        "organization": metadata.organization,
        "fiscal_year": metadata.fiscal_year,
        "document_type": metadata.document_type,
        "budget_level": metadata.budget_level,
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
        "errors": severities["error"],
        "warnings": severities["warning"],
    }
