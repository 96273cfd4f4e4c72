"""Names to codes: one name, or the mentions of a document by a resolver of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.lexicon.classification import level_of, scheme_of
from docstruct.matching.decision import Decision, decide
from docstruct.matching.nomenclature import Nomenclature
from docstruct.matching.one_string import Written, read_string
from docstruct.matching.ranking import PATH_HOLDS, Query, Ranking
from docstruct.matching.resolver import Resolver

if TYPE_CHECKING:
    from docstruct.document import Candidate, Method, Scheme
    from docstruct.matching.ranking import Ranked
    from docstruct.outline import Outline

MOST_LEVELS = 3
"""类, 款 and 项."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a name was matched to.

    ``code`` is None where the matcher abstains; ``abstained`` then says why, and ``candidates`` lists the best.
    ``ranked`` is every candidate that was looked at with its evidence, best first. ``year`` is the one asked for,
    ``edition`` the one in which the code bears the name found: another year where the name had been given up, or was not
    there yet, which ``note`` then says.
    """

    name: str
    path: tuple[str, ...]
    code: str | None
    official_name: str | None = None
    scheme: Scheme | None = None
    year: int | None = None
    edition: int | None = None
    score: float | None = None
    method: Method | None = None
    candidates: tuple[Candidate, ...] = ()
    abstained: str | None = None
    note: str | None = None
    ranked: tuple[Ranked, ...] = field(default=(), repr=False)


class Matcher(Nomenclature):
    """Matches names against the classification; immutable and safe to share between threads."""

    @cached_property
    def _ranking(self) -> Ranking:
        return Ranking(self.classification, self.index, self.settings)

    def for_document(self, outline: Outline) -> Resolver:
        """A resolver that knows the fiscal year and the tables of one document."""
        return Resolver(self, outline, self._ranking)

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
            name: the subject, in any spelling; levels and code may stand in the same string (see
                :mod:`docstruct.matching.one_string`).
            path: the levels above it as stated, 类 first; the name itself may stand last.
            year: the fiscal year, whose edition is preferred.
            scheme: look in this scheme only.
            code: a code stated with the name; it is trusted.
        """
        # A shortcut: no official name reads as several, and most names asked for are official.
        written = Written((name,)) if self.index.is_official(name) else read_string(name)
        name, above, code = written.names[-1], (*path, *written.names[:-1]), code or written.code
        if code and scheme_of(code):
            return self._stated(name, _with_name(above, name), year, code)
        if reason := self.no_subject(name):
            return Match(name=name, path=_with_name(above, name), code=None, year=year, abstained=reason)
        level = written.levels[-1] if written.levels else None
        query = Query(name, _with_name(above, name), year, (scheme,) if scheme else (), level=level)
        ranked = self._ranking.rank(query)
        # The name stands last in the path already; whether it is meant as its own level or as the one below, the names tell.
        if above and above == query.path and len(above) < MOST_LEVELS:
            below = replace(query, path=(*above, name))
            ranked_below = self._ranking.rank(below)
            if self._is_so_called(ranked_below, below):
                query, ranked = below, ranked_below
        return self._match(query, decide(ranked, self.settings, year), tuple(ranked))

    def _is_so_called(self, ranked: list[Ranked], query: Query) -> bool:
        """Whether a code of that very name stands right below levels of which the last is of the same name.

        教育支出 > 其他教育支出 stated with 其他教育支出 may be its path, itself included, or the levels above the 项.
        """
        best = ranked[0] if ranked else None
        return (
            best is not None
            and best.is_named
            and best.path is not None
            and best.path >= PATH_HOLDS
            and level_of(best.code) == query.asked_level
        )

    def _stated(self, name: str, path: tuple[str, ...], year: int | None, code: str) -> Match:
        scores = self.settings.scores
        agrees = self.is_called(code, name)
        decision = Decision(
            code=code, score=scores.stated if agrees else scores.stated_alone, method="stated"
        )
        return self._match(Query(name, path, year), decision, ())

    def _match(self, query: Query, decision: Decision, ranked: tuple[Ranked, ...]) -> Match:
        code, year = decision.code, query.year
        name = decision.name or query.name
        elsewhere = code is not None and decision.standing != "in_force"
        return Match(
            name=query.name,
            path=query.path,
            code=code,
            official_name=self.classification.name(code, year) if code else None,
            scheme=scheme_of(code) if code else None,
            year=year,
            edition=self.edition_of(decision, name, year),
            score=decision.score,
            method=decision.method,
            candidates=decision.candidates,
            abstained=decision.abstained,
            note=self._note(code, name, year) if code and elsewhere else None,
            ranked=ranked,
        )

    def _note(self, code: str, name: str, year: int | None) -> str | None:
        """What to say of a code that does not bear a name in a year."""
        if year is None:
            return None
        edition = self.classification.edition_of(code, name, year, self.keys.same_but_short)
        known = f" (it is of {edition})" if edition not in (None, year) else ""
        official = self.classification.entry(code, year)
        if official is not None:
            return f"{name} is not what {code} is called in {year}, but {official.name}{known}"
        after = self.classification.replaced_by(code, year)
        now = ", ".join(f"{one} {self.classification.name(one, year)}" for one in after)
        return f"{code} is in no edition of {year}{known}{f'; replaced by {now}' if now else ''}"


def _with_name(above: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The levels with the name last; () if no levels are stated."""
    return above if not above or above[-1] == name else (*above, name)
