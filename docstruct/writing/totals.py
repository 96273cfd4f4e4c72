"""How large a document's budget or accounts are, for people who look at many of them.

>>> from docstruct import structure
>>> totals(structure("一、收支情况\\n2022年度收入总计3.5万元，其中事业收入1万元。", document_type="final_accounts")).stated.value
'3.5'
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.document import DecimalString, Document, Fact, Figure

_COUNTED = ("budget", "actual")


@dataclass(frozen=True, slots=True)
class Totals:
    """What a document states of its size.

    Attributes:
        stated: the largest amount the narrative states for the year itself: as a rule that of all income or expenditure.
        revenue, expenditure: the largest amounts of either side in the table of totals, in yuan.
    """

    stated: Figure | None
    revenue: DecimalString | None
    expenditure: DecimalString | None


def totals(document: Document) -> Totals:
    """The totals of a document; None where neither table nor prose says one."""
    figures = (
        figure
        for figure in document.figures
        if figure.zone == "narrative" and figure.measure in _COUNTED and figure.amount is not None
    )
    stated = max(figures, key=lambda figure: Decimal(figure.amount or 0), default=None)
    return Totals(stated, _side(document, "revenue"), _side(document, "expenditure"))


def _side(document: Document, component: str) -> DecimalString | None:
    amounts = [
        fact.amount for fact in document.facts if _of_total(fact, component, document.metadata.fiscal_year)
    ]
    return max((amount for amount in amounts if amount is not None), key=Decimal, default=None)


def _of_total(fact: Fact, component: str, year: int | None) -> bool:
    """Whether a cell is part of one side of the table of totals, of the year of the document."""
    return (
        fact.table_kind == "tables.total"
        and (fact.component or "").startswith(component)
        and fact.measure in (*_COUNTED, None)
        and fact.year in (year, None)
    )
