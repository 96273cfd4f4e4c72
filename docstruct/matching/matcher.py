"""Names to codes: the classification compiled for matching, shared by all documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from docstruct.lexicon.classification import scheme_of
from docstruct.matching.decision import Decision, decide
from docstruct.matching.index import Named, NameIndex
from docstruct.matching.keys import NameKeys
from docstruct.matching.listings import Listings
from docstruct.matching.ranking import Query, Ranking
from docstruct.matching.resolver import Resolver

if TYPE_CHECKING:
    from docstruct.document import Candidate, Method, Scheme
    from docstruct.lexicon.classification import ClassificationLexicon
    from docstruct.matching.ranking import Ranked
    from docstruct.outline import Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a name was matched to.

    ``code`` is None where the matcher abstains; ``abstained`` then says why, and ``candidates`` lists the best.
    ``ranked`` is every candidate that was looked at with its evidence, best first.
    """

    name: str
    path: tuple[str, ...]
    code: str | None
    official_name: str | None = None
    scheme: Scheme | None = None
    edition: int | None = None
    score: float | None = None
    method: Method | None = None
    candidates: tuple[Candidate, ...] = ()
    abstained: str | None = None
    ranked: tuple[Ranked, ...] = field(default=(), repr=False)


class Matcher:
    """Matches names against the classification; immutable and safe to share between threads."""

    def __init__(self, classification: ClassificationLexicon) -> None:
        self.classification = classification
        self.settings = classification.matching
        self.keys = NameKeys(self.settings.names.last_words)

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

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self.classification, self.index, self.settings)

    def for_document(self, outline: Outline) -> Resolver:
        """A resolver that knows the fiscal year and the tables of one document."""
        return Resolver(self, outline)

    def match(
        self,
        name: str,
        path: tuple[str, ...] = (),
        year: int | None = None,
        scheme: Scheme | None = None,
        code: str | None = None,
    ) -> Match:
        """Match one name that stands for a subject of the classification.

        Args:
            name: the subject, in any spelling.
            path: the levels above it as stated, 类 first; the name itself may stand last.
            year: the fiscal year, whose edition is preferred.
            scheme: look in this scheme only.
            code: a code stated with the name; it is trusted.
        """
        levels = path if path and path[-1] == name else (*path, name) if path else ()
        if code and scheme_of(code):
            return self._stated(name, levels, year, code)
        if reason := self.no_subject(name):
            return Match(name=name, path=levels, code=None, edition=year, abstained=reason)
        query = Query(name, levels, year, (scheme,) if scheme else ())
        ranked = self._ranking.rank(query)
        return self._match(query, decide(ranked, self.settings), tuple(ranked))

    def no_subject(self, name: str) -> str | None:
        """Why a name cannot be that of a subject of the classification, None if it can."""
        if len(name) > self._longest_name:
            return "far longer than any name of the classification"
        key = self.keys.full(name)
        if not key or key.isdecimal():
            return "no name"
        if key in self._without_code or key.endswith(self.settings.names.totals):
            return "an amount or total, not a subject of the classification"
        return None

    def is_called(self, code: str, name: str) -> bool:
        """Whether a code has, or had, a name (an alias or a short form included)."""
        return self.index.likeness_to(name, code) == 1.0

    @cached_property
    def _longest_name(self) -> int:
        return 4 * max((len(entry.name) for entry in self.classification.entries), default=0)

    @cached_property
    def _without_code(self) -> frozenset[str]:
        return frozenset(map(self.keys.full, self.settings.names.without_code))

    def _stated(self, name: str, path: tuple[str, ...], year: int | None, code: str) -> Match:
        scores = self.settings.scores
        agrees = self.is_called(code, name)
        decision = Decision(
            code=code, score=scores.stated if agrees else scores.stated_alone, method="stated"
        )
        return self._match(Query(name, path, year), decision, ())

    def _match(self, query: Query, decision: Decision, ranked: tuple[Ranked, ...]) -> Match:
        code = decision.code
        return Match(
            name=query.name,
            path=query.path,
            code=code,
            official_name=self.classification.name(code, query.year) if code else None,
            scheme=scheme_of(code) if code else None,
            edition=query.year,
            score=decision.score,
            method=decision.method,
            candidates=decision.candidates,
            abstained=decision.abstained,
            ranked=ranked,
        )
