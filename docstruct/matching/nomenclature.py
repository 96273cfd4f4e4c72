"""The classification compiled for matching, shared by all documents: its names, and what can be none."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from docstruct.matching.index import Named, NameIndex
from docstruct.matching.keys import NameKeys
from docstruct.matching.listings import Listings
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from docstruct.lexicon.classification import ClassificationLexicon
    from docstruct.matching.decision import Decision


class Nomenclature:
    """The names of a classification; immutable and safe to share between threads."""

    def __init__(self, classification: ClassificationLexicon) -> None:
        self.classification = classification
        self.settings = classification.matching
        key = classification.keys.key if classification.keys else matching_key
        self.keys = NameKeys(self.settings.names.last_words, key)

    @cached_property
    def index(self) -> NameIndex:
        """The names of the classification, its aliases included."""
        names = [Named(entry.code, entry.name) for entry in self.classification.entries]
        names += [Named(alias.code, alias.name, alias=True) for alias in self.classification.aliases]
        return NameIndex(names, self.keys, self.settings)

    @cached_property
    def listings(self) -> Listings:
        """What tells by the names in a sentence that it lists subjects of the classification."""
        return Listings(self.index, self.keys, self.settings)

    def no_subject(self, name: str) -> str | None:
        """Why a name cannot be that of a subject of the classification, None if it can."""
        if len(name) > self._longest_name:
            return "far longer than any name of the classification"
        key = self.keys.full(name)
        if not key or key.isdecimal():
            return "no name"
        if key in self._without_code or key.endswith(self.settings.total_endings):
            return "an amount or total, not a subject of the classification"
        return None

    def is_called(self, code: str, name: str) -> bool:
        """Whether a code has, or had, a name (an alias or a short form included)."""
        return self.index.is_called(code, name)

    @cached_property
    def _longest_name(self) -> int:
        # Levels and notes may stand around a name; what is longer still is a sentence, and comparing it
        # would cost much.
        return 4 * max((len(entry.name) for entry in self.classification.entries), default=0)

    @cached_property
    def _without_code(self) -> frozenset[str]:
        return frozenset(map(self.keys.full, self.settings.names.without_code))

    def edition_of(self, decision: Decision, name: str, year: int | None) -> int | None:
        """The edition in which a code bears the name it was found by: that of the year, unless it was given up before."""
        if decision.code is None:
            return None
        if decision.standing == "in_force":
            return year
        return self.classification.edition_of(decision.code, name, year, self.keys.same_but_short)
