"""Which claims are held against each other, and when they are at odds.

The document of the year itself is the reference: what others say of that year is compared with it. A row of
:data:`COMPARISONS` is one such comparison; adding one needs no code.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.linking.links import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import DocumentType
    from docstruct.linking.claims import Claim, ClaimMeasure
    from docstruct.linking.gathering import Organization, Source


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim of one document against the document of the year it speaks of.

    Attributes:
        kind: the kind of the link.
        speaker: the type of the document that speaks of the year; ``offset``: which year, counted from its own.
        measure: what it says.
        reference: the type of the document of that year.
        words: how the message calls the two.
    """

    kind: str
    speaker: DocumentType
    offset: int
    measure: ClaimMeasure
    reference: DocumentType
    words: tuple[str, str]


COMPARISONS = (
    Comparison("budget_restated", "final_accounts", 0, "budget", "budget", ("决算所列预算数", "当年预算")),
    Comparison(
        "prior_restated", "final_accounts", -1, "actual", "final_accounts", ("决算所列上年数", "上年决算")
    ),
    Comparison(
        "prior_restated", "budget", -1, "actual", "final_accounts", ("预算所列上年执行数", "上年决算")
    ),
    Comparison("prior_budget_restated", "budget", -1, "budget", "budget", ("预算所列上年预算数", "上年预算")),
)


def compare(organization: Organization) -> Iterator[Link]:
    """Every link between the documents of one organization, and with the documents of its department."""
    yield from _twice(organization)
    counted = Counter((source.document_type, source.year) for source in organization.own)
    single = {key for key, count in counted.items() if count == 1}
    references: dict[tuple[str | None, int, str, ClaimMeasure], tuple[Source, Claim]] = {}
    for source, claim in organization.claims:
        its_own = source.organization == organization.name and (source.document_type, source.year) in single
        if its_own and claim.year == source.year:
            references[source.document_type, claim.year, claim.subject, claim.measure] = source, claim
    for source, claim in organization.claims:
        if source.organization != organization.name:
            reference = references.get((source.document_type, claim.year, claim.subject, claim.measure))
            yield from _at_odds(
                "unit_restated", ("主管部门所列数", "本单位所列数"), (source, claim), reference
            )
        elif (source.document_type, source.year) in single:
            for rule in COMPARISONS:
                if (source.document_type, claim.year - source.year, claim.measure) == (
                    rule.speaker,
                    rule.offset,
                    rule.measure,
                ):
                    reference = references.get((rule.reference, claim.year, claim.subject, claim.measure))
                    yield from _at_odds(rule.kind, rule.words, (source, claim), reference)


def _at_odds(
    kind: str, words: tuple[str, str], spoken: tuple[Source, Claim], reference: tuple[Source, Claim] | None
) -> Iterator[Link]:
    if reference is None or reference[0] == spoken[0]:
        return
    (speaker, claim), (other, stated) = spoken, reference
    # Both ways: either of the two may be the one that was rounded (万元 with one digit, 元 with none).
    if claim.quantity.may_equal(stated.quantity) or stated.quantity.may_equal(claim.quantity):
        return
    yield Link(
        id="",
        kind=kind,
        severity="warning",
        message=f"“{claim.name}”：{speaker.year}年{words[0]}{claim.shown}，与{other.year}年{words[1]}{stated.shown}不一致。",
        organization=claim.organization,
        subject=claim.name,
        first=speaker.place(claim),
        second=other.place(stated),
    )


def _twice(organization: Organization) -> Iterator[Link]:
    """Two documents of one type and year: neither is compared, since which of them counts is not known."""
    for earlier, later in zip(organization.own, organization.own[1:], strict=False):
        if (earlier.year, earlier.document_type) == (later.year, later.document_type):
            yield Link(
                id="",
                kind="same_year_twice",
                severity="info",
                message=f"“{organization.name}”{later.year}年有两份同类文件，未与其他年度比较。",
                organization=organization.name,
                subject=None,
                first=earlier.place(),
                second=later.place(),
            )
