"""jsonl: one file an entity, one JSON object a line, as the contract describes it.

Every line begins with ``document`` (the key of the source: its sha256, and ``#2`` for the second document in it) and
``path``, so that lines of many documents join::

    {"document":"9f2…","path":"samples/a.txt","start":12,"end":17,…,"id":"f1","subject":{"text":"收入总计",…},…}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docstruct.writing.atomic import AtomicFile
from docstruct.writing.entities import ENTITIES, entries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.writing import Growth


class JsonlRows:
    """Makes the lines of a document; see :class:`docstruct.writing.RowMaker`."""

    def rows(self, document: Document, name: str) -> dict[str, bytes]:
        """The lines by entity."""
        import msgspec

        encode = msgspec.json.Encoder().encode
        keys = encode({"document": document.source.key, "path": document.source.path})
        # Two objects are joined as bytes, "}" and "{" left out: to make one of both would copy every entry.
        prefix = keys[:-1] + b","
        return {
            entity: b"".join([prefix + encode(entry)[1:] + b"\n" for entry in of_entity])
            for entity, of_entity in entries(document).items()
        }


class JsonlWriter:
    """Writes ``documents.jsonl``, ``sections.jsonl``, … into a folder."""

    growth: ClassVar[Growth] = "appended"
    maker: ClassVar = JsonlRows
    names: ClassVar[tuple[str, ...]] = tuple(f"{entity}.jsonl" for entity in ENTITIES)

    def __init__(self, folder: Path, *, results: Path | None = None, part: int = 0) -> None:
        """Open the files of all entities beside their places."""
        self._files = {entity: AtomicFile(folder / f"{entity}.jsonl") for entity in ENTITIES}

    def add(self, document: Document, name: str) -> None:
        """Write the document's lines; see :class:`docstruct.writing.CollectionWriter`."""
        # Made before any is written: a document that cannot be leaves no line in any of the files.
        self.append(JsonlRows().rows(document, name))

    def append(self, rows: Mapping[str, bytes]) -> None:
        """Write lines that were made of a document."""
        for entity, lines in rows.items():
            self._files[entity].file.write(lines)

    def close(self) -> None:
        """Put the files in their place."""
        for file in self._files.values():
            file.commit()

    def discard(self) -> None:
        """Remove what was written."""
        for file in self._files.values():
            file.discard()
