"""What a document says that another document may say too: amounts of which subject, fund and year are certain.

From the facts of its tables first: rows of 一般公共预算 with a code, items of the three public expenses, the totals of
income and expenditure. From the prose, the budget and the amount of the year before of coded items in the section on
一般公共预算. A claim that a document makes twice with different amounts is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from docstruct.checking.quantity import Quantity
from docstruct.document import DecimalString  # noqa: TC001 - claims are decoded by their types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document, Fact, Figure, Record

ClaimMeasure: TypeAlias = Literal["budget", "actual"]

_MEASURES: dict[str, tuple[ClaimMeasure, int]] = {
    "budget": ("budget", 0),
    "actual": ("actual", 0),
    "prior": ("actual", -1),
    "prior_budget": ("budget", -1),
}
"""What a measure of a fact or record claims, and of which year: that of the document, or the one before."""

_GENERAL_BUDGET = "narrative.general_budget"
_TOTALS = frozenset({"revenue.total", "expenditure.total"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One amount of one subject.

    Attributes:
        organization: whose amount it is: that of the document, or a unit in a table of a department's units.
        subject: what is compared: ``2080501|expenditure|general_budget``; ``name`` is how it is printed.
        measure, year: what the amount is said to be, and of which year.
        value, amount: as printed, and in yuan.
        entry: the id of the fact or figure.
    """

    organization: str
    subject: str
    name: str
    measure: ClaimMeasure
    year: int
    value: DecimalString
    unit: str | None
    amount: DecimalString
    entry: str
    page: int | None
    start: int
    end: int

    @property
    def quantity(self) -> Quantity:
        """The amount in yuan as an interval as wide as its last digit."""
        value = Decimal(self.value)
        return Quantity.stated(self.value, Decimal(self.amount) / value if value else Decimal(1))

    @property
    def shown(self) -> str:
        """The amount as printed, with its unit."""
        return f"{self.value}{self.unit or ''}"


def claims(document: Document) -> tuple[Claim, ...]:
    """The claims of a document, those it contradicts itself about left out; none without organization and year."""
    if document.metadata.organization is None or document.metadata.fiscal_year is None:
        return ()
    found: dict[tuple[str, str, str, int], Claim] = {}
    dropped: set[tuple[str, str, str, int]] = set()
    for claim in (*_of_tables(document), *_of_prose(document)):
        key = claim.organization, claim.subject, claim.measure, claim.year
        before = found.setdefault(key, claim)
        if not before.quantity.may_equal(claim.quantity) and not claim.quantity.may_equal(before.quantity):
            dropped.add(key)
    return tuple(claim for key, claim in found.items() if key not in dropped)


def _of_tables(document: Document) -> Iterator[Claim]:
    for fact in document.facts:
        subject = _subject(fact)
        meant = _MEASURES.get(fact.measure or "")
        year = document.metadata.fiscal_year
        if subject is None or meant is None or year is None or fact.amount is None or fact.moment is not None:
            continue
        measure, offset = meant
        if fact.year not in (None, year + offset):
            continue
        yield Claim(
            organization=fact.organization or document.metadata.organization or "",
            subject=subject,
            name=fact.subject.text if fact.subject else subject,
            measure=measure,
            year=year + offset,
            value=fact.value,
            unit=fact.unit,
            amount=fact.amount,
            entry=fact.id,
            page=fact.page,
            start=fact.start,
            end=fact.end,
        )


def _subject(fact: Fact) -> str | None:
    """What a cell is about, as far as it is compared; None where that or its fund is not certain."""
    component, code = fact.component or "", fact.subject.code if fact.subject else None
    if fact.fund is None:
        return None
    if fact.table_kind == "tables.three_public" and component.startswith("three_public"):
        return f"{component}|{fact.fund}"
    if fact.table_kind == "tables.total" and component in _TOTALS and code is None:
        return f"{component}|{fact.fund}"
    if fact.table_kind == "tables.general_budget" and component == "expenditure" and code is not None:
        return f"{code}|{component}|{fact.fund}"
    return None


def _of_prose(document: Document) -> Iterator[Claim]:
    figures = {figure.id: figure for figure in document.figures}
    inside = _sections(document, _GENERAL_BUDGET)
    for record in document.records:
        if (
            record.section in inside
            and record.subject.code is not None
            and record.subject.scheme == "functional"
        ):
            for measure in _MEASURES:
                figure = figures.get(getattr(record, measure, None) or "")
                if figure is not None and figure.amount is not None and not figure.approximate:
                    yield _of_figure(document, record, figure, *_MEASURES[measure])


def _of_figure(
    document: Document, record: Record, figure: Figure, measure: ClaimMeasure, offset: int
) -> Claim:
    return Claim(
        organization=document.metadata.organization or "",
        subject=f"{record.subject.code}|expenditure|general_budget",
        name=record.subject.text,
        measure=measure,
        year=(document.metadata.fiscal_year or 0) + offset,
        value=figure.value,
        unit=figure.unit,
        amount=figure.amount or "0",
        entry=figure.id,
        page=figure.page,
        start=figure.start,
        end=figure.end,
    )


def _sections(document: Document, kind: str) -> set[str]:
    """The sections of a kind and all within them."""
    inside: set[str] = set()
    for section in document.sections:  # what stands within another comes after it
        if section.kind == kind or section.parent in inside:
            inside.add(section.id)
    return inside
