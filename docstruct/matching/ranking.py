"""Candidates for a name, ranked by all the evidence there is.

A candidate starts with the likeness of its name. A stated path counts as much as the name (``weights.path``): how
much the levels stated above it are like those above the candidate, the nearest most (:mod:`docstruct.matching.paths`).
Small additions prefer what is in force in the edition of the year, stands at the stated level, is printed in the
document's tables, and bears a stated amount there; they order what names and path leave equal.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.lexicon.classification import level_of
from docstruct.matching.index import ALIAS, SHORT_FORM
from docstruct.matching.paths import MOST_ABOVE, agreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.document import Method, Scheme
    from docstruct.lexicon.classification import ClassificationLexicon, Standing
    from docstruct.lexicon.matching import MatchingSettings
    from docstruct.matching.document_tables import DocumentTables
    from docstruct.matching.index import Hit, NameIndex

FUZZY_NAMES = 12
"""How many names like the given one are looked at; with a path more, for it chooses among them."""
FUZZY_NAMES_UNDER_PATH = 40
PATH_HOLDS = 0.75
"""A path at least so like that of a candidate of the very name makes a search by likeness needless."""

IN_EDITION: dict[Standing, float] = {"in_force": 1.0, "renamed": 0.3, "outside": -0.4}
"""What share of ``weights.edition`` a standing earns: each is the margin of an answer ahead of the next, so that a name in
force is told from the same name of a code that has another one by now, and that from a code of no such edition."""


class Query(Struct, frozen=True, gc=False):
    """What is asked: a name, the path stated with it (the name itself last), and where it must belong.

    ``under`` is a code the candidates must begin with: the 类 whose digits the text states, for instance; ``digits`` is
    how many they must have, any number if 0. ``level`` is what the name itself is called (1 for 类, 2 for 款, 3 for 项);
    without it the length of the path tells.
    """

    name: str
    path: tuple[str, ...] = ()
    year: int | None = None
    schemes: tuple[Scheme, ...] = ()
    under: str = ""
    amounts: tuple[str, ...] = ()
    level: int | None = None
    digits: int = 0

    @property
    def asked_level(self) -> int:
        """The level of the code asked for: as it is called, else as many as are stated."""
        return self.level or len(self.path)


class Ranked(Struct, frozen=True, kw_only=True, gc=False):
    """A candidate with the evidence for it; ``total`` is what it is ranked by.

    Attributes:
        name: the name that was hit, as the classification or the document has it.
        likeness: of that name to the one asked for, 0 to 1.
        path: agreement of the stated path with the levels above the code, None if none is stated.
        standing: whether the code bears that name in the year asked for, bears another, or is in no such edition.
        printed: whether the document's tables print the code.
        method: the kind of evidence the name was found by.
        edition: what of the total the standing makes.
    """

    code: str
    name: str
    likeness: float
    path: float | None
    standing: Standing
    printed: bool
    method: Method
    edition: float
    total: float

    @property
    def is_named(self) -> bool:
        """Whether the name asked for is, to the letter, an official name, one as printed, or an alias."""
        return self.method != "fuzzy" and self.likeness >= ALIAS


class Ranking:
    """Ranks candidates of the classification and of one document's tables, if there are any.

    What does not depend on the tables is asked of the ranking by the ``classification_alone``, which keeps it for all documents.
    """

    def __init__(
        self,
        classification: ClassificationLexicon,
        index: NameIndex,
        settings: MatchingSettings,
        tables: DocumentTables | None = None,
        classification_alone: Ranking | None = None,
    ) -> None:
        self._classification = classification
        self._index = index
        self._settings = settings
        self._tables = tables
        self._alone = classification_alone or self
        self.standing = lru_cache(maxsize=1 << 14)(self._stands)
        # The candidates for one name mostly stand side by side below the same levels.
        self.agreement = lru_cache(maxsize=1 << 14)(self._agrees)

    def rank(self, query: Query) -> list[Ranked]:
        """Every candidate, best first; equals in order of their codes.

        Names are looked for by likeness only where none of that name stands under the stated path.
        """
        named = self._hits(query, self._named(query.name))
        ranked = [self._weigh(query, hit) for hit in named]
        if not any(self._settles(candidate) for candidate in ranked):
            taken = {hit.code for hit in named}
            like = self._hits(query, self._like(query))
            ranked += [self._weigh(query, hit) for hit in like if hit.code not in taken]
        return _in_order(ranked)

    def near(self, query: Query) -> list[Ranked]:
        """The candidates of that very name that may be the answer where one stands under the stated path, best first.

        行政运行 is the name of a hundred codes, of which the path rules out all but a few: they differ by more than all
        other evidence together could make up, an answer's lead included. Empty where no path is stated, or none holds.
        """
        if len(query.path) < 2:
            return []
        paths = [(self._path_agreement(query, hit.code), hit) for hit in self._under(query)]
        best = max((path for path, _ in paths), default=0.0)
        near = best - self._made_up / self._settings.weights.path
        if best < PATH_HOLDS or near <= 0:
            return []
        return _in_order([self._weigh(query, hit) for path, hit in paths if path >= near])

    def _under(self, query: Query) -> list[Hit]:
        """The hits of that very name whose path agrees at all, as far as that is told by the names of the levels alone."""
        hits, stated = self._named(query.name), query.path[:-1][-MOST_ABOVE:]
        # A level that is misspelt may be like names it is not: every hit must be weighed.
        if all(map(self._index.is_official, stated)):
            called = frozenset[str]().union(*map(self._called, stated))
            lineage = self._classification.lineage
            hits = (hit for hit in hits if not called.isdisjoint(lineage(hit.code)[:-1]))
        return self._hits(query, hits)

    @cached_property
    def _made_up(self) -> float:
        """How much of a total other evidence than a path can make between two codes of one name, with an answer's lead."""
        weights = self._settings.weights
        editions = max(IN_EDITION.values()) - min(IN_EDITION.values())
        small = weights.printed + weights.level + weights.rare + weights.amount
        return (1 - SHORT_FORM) + weights.edition * editions + small + self._settings.decision.margin

    def names(self, name: str) -> bool:
        """Whether any code goes by a name, its alias or short form."""
        return next(iter(self._named(name)), None) is not None

    def rank_named(self, query: Query) -> list[Ranked]:
        """The candidates of that very name, its alias or short form, best first."""
        return _in_order([self._weigh(query, hit) for hit in self._hits(query, self._named(query.name))])

    def _named(self, name: str) -> Iterable[Hit]:
        if self._tables:
            yield from self._tables.index.named(name)
        yield from self._index.named(name)

    def _like(self, query: Query) -> Iterable[Hit]:
        limit = FUZZY_NAMES_UNDER_PATH if len(query.path) > 1 or query.under else FUZZY_NAMES
        if self._tables:
            yield from self._tables.index.like(query.name, limit)
        yield from self._index.like(query.name, limit)

    def _hits(self, query: Query, hits: Iterable[Hit]) -> list[Hit]:
        """Hits where they may be, each code once by its best name."""
        best: dict[str, Hit] = {}
        for hit in hits:
            if not hit.code.startswith(query.under) or (query.digits and len(hit.code) != query.digits):
                continue
            known = best.get(hit.code)
            allowed = not query.schemes or hit.scheme in query.schemes
            if allowed and (known is None or hit.likeness > known.likeness):
                best[hit.code] = hit
        return list(best.values())

    def _settles(self, candidate: Ranked) -> bool:
        return candidate.method != "fuzzy" and (candidate.path is None or candidate.path >= PATH_HOLDS)

    def _weigh(self, query: Query, hit: Hit) -> Ranked:
        weights = self._settings.weights
        path = self._path_agreement(query, hit.code) if len(query.path) > 1 else None
        standing = self._alone.standing(hit.code, hit.name, query.year)
        printed = self._tables is not None and self._tables.prints(hit.code)
        total = hit.likeness if path is None else (1 - weights.path) * hit.likeness + weights.path * path
        edition = weights.edition * IN_EDITION[standing]
        total += edition + weights.printed * printed
        total += weights.level * (query.asked_level == level_of(hit.code))
        total -= weights.rare * self._is_rare(hit.code)
        if printed and self._tables is not None and self._tables.has_amount(hit.code, query.amounts):
            total += weights.amount
        return Ranked(
            code=hit.code,
            name=hit.name,
            likeness=hit.likeness,
            path=path,
            standing=standing,
            printed=printed,
            method=hit.method,
            edition=edition,
            total=total,
        )

    def _path_agreement(self, query: Query, code: str) -> float:
        """How much the levels stated above the name are those above the code."""
        stated, above = query.path[:-1], self._classification.lineage(code)[:-1]
        # What the document calls codes matters only above the few that it prints.
        told = self if self._tables and any(map(self._tables.prints, above)) else self._alone
        return told.agreement(stated, above)

    def _agrees(self, stated: tuple[str, ...], above: tuple[str, ...]) -> float:
        return agreement([self._like_levels(name, above) for name in stated])

    def _like_levels(self, name: str, above: tuple[str, ...]) -> list[float]:
        """How much a stated level is like each code above; nothing, if it is to the letter the name of others alone."""
        if above and self._index.is_official(name) and self._called(name).isdisjoint(above):
            return [0.0] * len(above)
        return [self._level_likeness(name, code) for code in above]

    def _called(self, name: str) -> frozenset[str]:
        called = self._index.codes_called(name)
        return called | self._tables.index.codes_called(name) if self._tables else called

    def _level_likeness(self, name: str, code: str) -> float:
        printed = self._tables.index.likeness_to(name, code) if self._tables else 0.0
        return max(printed, self._index.likeness_to(name, code))

    def _stands(self, code: str, name: str, year: int | None) -> Standing:
        """Aliases and names as printed stand for those of their code; so does a name that is short for the one in force."""
        return self._classification.standing(code, name, year, self._index.same_but_short)

    def _is_rare(self, code: str) -> bool:
        return code.startswith(self._settings.names.rare)


def _in_order(ranked: list[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda candidate: (-candidate.total, candidate.code))
