"""What the document's own tables say: codes with names as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.lexicon.classification import scheme_of
from docstruct.matching.keys import name_key

if TYPE_CHECKING:
    from docstruct.outline import Outline


class DocumentTables:
    """The codes a document prints in its tables, by name and the other way round."""

    def __init__(self, outline: Outline) -> None:
        self.codes: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        for table in outline.tables:
            for row in table.rows:
                if row.code and row.name and scheme_of(row.code):
                    self._add(row.code, row.name)

    def _add(self, code: str, name: str) -> None:
        key = name_key(name)
        if key and code not in self.codes.get(key, ()):
            self.codes[key] = (*self.codes.get(key, ()), code)
        if name not in self.names.get(code, ()):
            self.names[code] = (*self.names.get(code, ()), name)
