"""From ranked candidates to an answer, or an honest abstention.

An answer needs a score of ``decision.threshold`` and a lead of ``decision.margin`` over every other code, more
(``decision.bare_margin``) where nothing but a likeness speaks for it. Names found as such score what such answers have
earned on annotated documents (``[scores]``); likenesses, and names that stand under another path than the stated one,
score by a logistic curve fitted to noisy names (``[by_name]``, ``[by_path]``). A name that its code does not bear in the
year asked for scores ``scores.renamed`` at most, a code that is in no edition of that year ``scores.outside``; and such a
code needs its very name, for a likeness across editions is none.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.document import Candidate
from docstruct.lexicon.classification import scheme_of
from docstruct.matching.ranking import PATH_HOLDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Method
    from docstruct.lexicon.classification import Standing
    from docstruct.lexicon.matching import MatchingSettings, Scores
    from docstruct.matching.ranking import Ranked

MOST_LEAD = 0.2
"""A lead over the next candidate counts up to here; more does not make an answer surer."""


class Decision(Struct, frozen=True, kw_only=True, gc=False):
    """A code with its score and the evidence that decided, or none with the reason."""

    code: str | None = None
    score: float | None = None
    method: Method | None = None
    candidates: tuple[Candidate, ...] = ()
    abstained: str | None = None
    name: str | None = None
    """The name by which the code was found, as the classification or the document has it."""
    standing: Standing = "in_force"
    """How that name stands in the year of the document."""


def decide(ranked: Sequence[Ranked], settings: MatchingSettings, year: int | None) -> Decision:
    """Take the best candidate if it is good enough and far enough ahead; where no year is asked for, any edition will do."""
    if not ranked:
        return Decision(abstained="no name of the classification is like it")
    best = ranked[0]
    leads = {other.code: lead_over(best, other, year) for other in ranked[1:]}
    # Over every other, not only the next: leads are corrected for editions and need not follow the order of totals.
    lead = min(leads.values(), default=MOST_LEAD)
    score = _evidence(best, lead, settings)
    if year is not None:
        score = min(score, _most(best.standing, settings.scores))
    if year is not None and best.standing == "outside" and not best.is_named:
        reason = f"the best candidate, {best.code} {best.name}, is in no edition of {year}"
    elif score < settings.decision.threshold:
        reason = f"the best candidate scores {score:.2f}, below {settings.decision.threshold:.2f}"
    elif lead < (margin := _margin(best, settings)):
        reason = _undecided([best.code, *(code for code, its_lead in leads.items() if its_lead < margin)])
    else:
        return Decision(
            code=best.code,
            score=round(score, 3),
            method=_method(best),
            name=best.name,
            standing=best.standing,
        )
    return Decision(candidates=_candidates(ranked, settings), abstained=reason)


def lead_over(best: Ranked, other: Ranked, year: int | None) -> float:
    """How far a candidate is ahead of another.

    Where no year is asked for, a name that is only like one in force is as good as one like a name of other years: what
    the edition adds does not count between the two, unless it is the same name.
    """
    lead = best.total - other.total
    if year is None and best.method == "fuzzy" and best.name != other.name:
        lead -= best.edition - other.edition
    return lead


def _undecided(close: list[str]) -> str:
    """Why several codes leave it open, and what would decide."""
    several = len({scheme_of(code) for code in close}) > 1
    return (
        f"{len(close)} codes fit about equally well: {', '.join(close[:8])}{' …' if len(close) > 8 else ''}"
        f"{'; the scheme would tell some of them apart' if several else ''}"
    )


def left_open(ranked: Sequence[Ranked], settings: MatchingSettings) -> Decision:
    """No answer, whatever the candidates are worth; they are listed."""
    return Decision(candidates=_candidates(ranked, settings))


def probability(likeness: float, lead: float, has_path: bool, settings: MatchingSettings) -> float:
    """The calibrated probability that a candidate of such a likeness and lead is the right one."""
    curve = settings.by_path if has_path else settings.by_name
    strength = curve.likeness * likeness + curve.margin * min(lead, MOST_LEAD) + curve.constant
    return 1 / (1 + math.exp(-strength))


def match_likeness(candidate: Ranked, settings: MatchingSettings) -> float:
    """Likeness of name and path together, without the additions that only order equals."""
    if candidate.path is None:
        return candidate.likeness
    share = settings.weights.path
    return (1 - share) * candidate.likeness + share * candidate.path


def _most(standing: Standing, scores: Scores) -> float:
    return {"in_force": 1.0, "renamed": scores.renamed, "outside": scores.outside}[standing]


def _evidence(best: Ranked, lead: float, settings: MatchingSettings) -> float:
    if best.method != "fuzzy" and (best.path is None or best.path >= PATH_HOLDS):
        return _earned(settings.scores, _method(best))
    return probability(match_likeness(best, settings), lead, best.path is not None, settings)


def _margin(best: Ranked, settings: MatchingSettings) -> float:
    """The lead an answer needs: more where nothing but a likeness speaks for it."""
    bare = best.method == "fuzzy" and best.path is None
    return settings.decision.bare_margin if bare else settings.decision.margin


def _earned(scores: Scores, method: Method) -> float:
    return {"document_table": scores.document_table, "exact": scores.exact, "alias": scores.alias}[method]


def _method(candidate: Ranked) -> Method:
    """Names found as such under a code that the document prints are known from its tables."""
    return "document_table" if candidate.printed and candidate.method != "fuzzy" else candidate.method


def _candidates(ranked: Sequence[Ranked], settings: MatchingSettings) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(code=one.code, name=one.name, score=round(match_likeness(one, settings), 3))
        for one in ranked[: settings.decision.candidates]
    )
