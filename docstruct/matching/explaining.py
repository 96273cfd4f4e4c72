"""Why a name was matched as it was: the evidence for the answer, and why its rivals lost, in a few lines.

The words that only one of two names has show at a glance what sets them apart; jieba cuts them, with the names of the
classification as its dictionary.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon.classification import ClassificationLexicon
    from docstruct.matching.matcher import Match
    from docstruct.matching.ranking import Ranked

WORD_LENGTHS = (2, 4)
"""Names of so many characters are words of the dictionary; longer ones are made of several."""
RIVALS = 5
STANDINGS = {"in_force": "in", "renamed": "by another name in", "outside": "not in"}


class Explainer:
    """Explains matches against one classification."""

    def __init__(self, classification: ClassificationLexicon) -> None:
        self._classification = classification

    def explain(self, match: Match) -> str:
        """The decision and the best candidates, a line each."""
        return "\n".join(self._lines(match))

    def _lines(self, match: Match) -> Iterator[str]:
        if match.code is None:
            yield f"{match.name}: no code: {match.abstained}"
        else:
            yield f"{match.name}: {match.code} {match.official_name}, by {match.method}, score {match.score}"
        if match.note:
            yield f"  {match.note}"
        best = match.ranked[0].total if match.ranked else 0.0
        for place, candidate in enumerate(match.ranked[:RIVALS]):
            behind = "" if place == 0 else f", {best - candidate.total:.3f} behind"
            lineage = " > ".join(
                self._classification.name(code, match.year) or code
                for code in self._classification.lineage(candidate.code)[:-1]
            )
            yield f"  {candidate.code} {candidate.name}{f' ({lineage})' if lineage else ''}{behind}"
            yield f"    {self._evidence(match, candidate)}"

    def _evidence(self, match: Match, candidate: Ranked) -> str:
        parts = [f"name {candidate.likeness:.2f} ({candidate.method})"]
        if candidate.path is not None:
            parts.append(f"levels above {candidate.path:.2f}")
        if match.year is not None:
            parts.append(f"{STANDINGS[candidate.standing]} the edition of {match.year}")
        if candidate.printed:
            parts.append("printed in the document's tables")
        if candidate.method == "fuzzy":
            parts += self._differences(match.name, candidate.name)
        return "; ".join(parts)

    def _differences(self, name: str, other: str) -> Iterator[str]:
        """Words that only one of two names has."""
        words, others = self._words.lcut(name), self._words.lcut(other)
        if extra := [word for word in words if word not in others]:
            yield f"not in the candidate: {' '.join(extra)}"
        if missing := [word for word in others if word not in words]:
            yield f"only in the candidate: {' '.join(missing)}"

    @cached_property
    def _words(self) -> _Words:
        return _Words(self._classification)


class _Words:
    """jieba with the names of the classification as words."""

    def __init__(self, classification: ClassificationLexicon) -> None:
        import logging

        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        shortest, longest = WORD_LENGTHS
        for entry in classification.entries:
            if shortest <= len(entry.name) <= longest:
                self._tokenizer.add_word(entry.name)

    def lcut(self, text: str) -> list[str]:
        """The words of a text."""
        return list(self._tokenizer.cut(text))
