"""What kind of reason a reason is: the categories its words lead to, each with those words as evidence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.document import Category
from docstruct.extracting.scanning.scanner import trie

if TYPE_CHECKING:
    from docstruct.lexicon.reasons import ReasonLexicon


class Categories:
    """Finds the words of a lexicon of reasons; answers are kept, since reasons recur."""

    def __init__(self, lexicon: ReasonLexicon) -> None:
        self._words = lexicon.words
        self._uses = lexicon.uses
        self._pattern = re.compile(trie(lexicon.words))
        self.of = lru_cache(maxsize=1 << 12)(self._of)

    def _of(self, text: str, *, purpose: bool = False) -> tuple[Category, ...]:
        """The categories of a reason or ``purpose``, in the order their words stand in it; the longest word counts."""
        evidence: dict[str, list[str]] = {}
        for word in self._pattern.findall(text):
            category = self._words[word]
            if not category or (purpose and category not in self._uses):
                continue
            found = evidence.setdefault(category, [])
            if word not in found:
                found.append(word)
        return tuple(Category(id=name, evidence=tuple(words)) for name, words in evidence.items())


@lru_cache(maxsize=4)
def categories_for(lexicon: ReasonLexicon) -> Categories:
    """The categories of a lexicon, compiled once."""
    return Categories(lexicon)
