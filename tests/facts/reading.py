"""Facts of small tables, as short as they can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Document, DocumentType, Fact

YEAR = 2023


def tables_of(text: str, document_type: DocumentType = "final_accounts") -> Document:
    """A document of one or more tables, of the year 2023."""
    return structure(text, fiscal_year=YEAR, document_type=document_type)


def facts(text: str, document_type: DocumentType = "final_accounts") -> dict[str, Fact]:
    """The facts of a table by their cells; every cell of the test's tables is another."""
    document = tables_of(text, document_type)
    stated = {fact.text: fact for fact in document.facts}
    assert len(stated) == len(document.facts), "write each amount once"
    return stated


def meaning(fact: Fact) -> tuple[str | None, str | None, str | None, str | None, int | None]:
    """Subject, component, measure, fund and year."""
    return (fact.subject.text if fact.subject else None, fact.component, fact.measure, fact.fund, fact.year)
