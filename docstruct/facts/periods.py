"""The measure and the year of an amount, from what title, column and row say of either.

>>> from docstruct.facts.said import Said
>>> period(Said(measure="budget"), 2024), period(Said(measure="budget", year=2023), 2024)
(('budget', 2024), ('prior_budget', 2023))
>>> period(Said(measure="actual", offset=-1), 2024)
('prior', 2023)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.document import FactMeasure
    from docstruct.facts.said import Said

_EARLIER: dict[FactMeasure | None, FactMeasure | None] = {
    "budget": "prior_budget",
    "adjusted_budget": "prior_budget",
    "prior_budget": "prior_budget",
    "actual": "prior",
    "prior": "prior",
    None: None,
}
"""What a measure is called when it belongs to an earlier year than the document."""
_CHANGES = ("change", "change_rate")
_COMPARED = ("change", "change_rate", "completion_rate", "share", "count", "score", "other")


def period(said: Said, fiscal_year: int | None) -> tuple[FactMeasure | None, int | None]:
    """The measure and year of an amount in a document of a fiscal year."""
    measure = said.measure
    year = said.year
    if measure in _CHANGES and (said.offset or year):
        return measure, fiscal_year  # 比上年增减 names the year that is compared with
    if year is None and fiscal_year is not None:
        earlier = (
            said.offset if said.offset is not None else -1 if measure in ("prior", "prior_budget") else 0
        )
        year = fiscal_year + earlier
    before = said.offset is not None and said.offset < 0
    if year is not None and fiscal_year is not None:
        before = year < fiscal_year
    if before and measure not in _COMPARED:
        measure = _EARLIER[measure]
    return measure, year


def contrasted(columns: Iterable[Said], year: int | None) -> bool:
    """Whether the years that columns print are to be believed where they differ from that of the document.

    A table that compares years has a column of the document's own, or of several; a lone other year is a title that
    was left from the year before.
    """
    years = {said.year for said in columns if said.year is not None}
    if years <= {year}:
        return True
    own = any(said.year is None and said.measure is not None for said in columns)
    return len(years) > 1 or own
