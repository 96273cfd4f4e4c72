"""Names that public documents are known to have used, each with the latest year it was seen in: pairs of name and code.

They are the classification's own attested rows. A document says of a name where it stands, so the levels above it are
stated as that year's edition has them; one without levels above is written as documents write it, 教育支出（类）. A name
that codes of several schemes bear below levels of the same names (国内债务付息 is 30701 and 51101) can only be told by
the scheme, which the headings of a document say; of those alone it is given.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.document import Scheme
    from docstruct.lexicon.classification import ClassificationLexicon
    from docstruct.matching import Match, Matcher


@dataclass(frozen=True, slots=True)
class AttestedName:
    """A name, the year it was last seen in, the names of the levels above it, and the code it stands for.

    ``scheme`` is None where name and levels tell it.
    """

    name: str
    year: int
    above: tuple[str, ...]
    code: str
    scheme: Scheme | None

    def match(self, matcher: Matcher, *, with_path: bool) -> Match:
        """Ask for the code, with the levels and where they need it the scheme, or by name and year alone."""
        if not with_path:
            return matcher.match(self.name, year=self.year)
        name = self.name if self.above else f"{self.name}（类）"
        return matcher.match(name, self.above, self.year, self.scheme)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many names were asked for, and which got no code or a wrong one."""

    asked: int
    unanswered: tuple[AttestedName, ...]
    wrong: tuple[AttestedName, ...]

    @property
    def right(self) -> float:
        """The share of right answers."""
        return (self.asked - len(self.unanswered) - len(self.wrong)) / self.asked


def attested_names(classification: ClassificationLexicon) -> list[AttestedName]:
    """Every attested row of which it is known when a document had it."""
    rows = [
        (entry, year)
        for entry in classification.entries
        if entry.evidence == "attested" and (year := entry.seen_until or entry.last_year) is not None
    ]
    schemes = {year: _schemes(classification, year) for year in {year for _, year in rows}}
    names: list[AttestedName] = []
    for entry, year in rows:
        above = _levels(classification, entry.code, year)[:-1]
        shared = len(schemes[year][*above, entry.name]) > 1
        names.append(AttestedName(entry.name, year, above, entry.code, entry.scheme if shared else None))
    return names


def ask_all(names: Iterable[AttestedName], matcher: Matcher, *, with_path: bool) -> Outcome:
    """Match every name."""
    asked = [(name, name.match(matcher, with_path=with_path).code) for name in names]
    return Outcome(
        len(asked),
        tuple(name for name, code in asked if code is None),
        tuple(name for name, code in asked if code not in (None, name.code)),
    )


def _schemes(classification: ClassificationLexicon, year: int) -> defaultdict[tuple[str, ...], set[Scheme]]:
    """In which schemes of a year's edition the same levels stand."""
    schemes: defaultdict[tuple[str, ...], set[Scheme]] = defaultdict(set)
    for code, entry in classification.edition(year).items():
        schemes[_levels(classification, code, year)].add(entry.scheme)
    return schemes


def _levels(classification: ClassificationLexicon, code: str, year: int) -> tuple[str, ...]:
    return tuple(classification.name(above, year) or "" for above in classification.lineage(code))
