"""Names to codes: the classification compiled for matching, shared by all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.matching.index import NameIndex
from docstruct.matching.resolver import Resolver

if TYPE_CHECKING:
    from docstruct.lexicon.classification import ClassificationLexicon
    from docstruct.outline import Outline


class Matcher:
    """Matches names against the classification; immutable and safe to share between threads."""

    def __init__(self, classification: ClassificationLexicon) -> None:
        self.classification = classification
        self._index = NameIndex(classification)

    def for_document(self, outline: Outline) -> Resolver:
        """A resolver that knows the fiscal year and the tables of one document."""
        return Resolver(self._index, outline)
