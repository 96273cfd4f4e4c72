"""Categories of reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder


@dataclass(frozen=True, slots=True, eq=False)
class ReasonLexicon:
    """Words that lead to a category."""

    words: dict[str, str]

    @classmethod
    def load(cls, folder: LexiconFolder) -> ReasonLexicon:
        """Load."""
        return cls({})
