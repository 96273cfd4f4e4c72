"""json: the whole document as the output contract describes it, one file a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.writing.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document


class JsonWriter:
    """Writes ``name.json``, indented so that a person can read it too, with a line break at the end."""

    suffix = ".json"

    def write_document(self, document: Document, folder: Path, name: str) -> Path:
        """Write the document; see :class:`docstruct.writing.DocumentWriter`."""
        return write_atomically(folder / f"{name}{self.suffix}", document.to_json_bytes(indent=1) + b"\n")
