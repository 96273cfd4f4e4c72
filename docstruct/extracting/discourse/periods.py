"""Which year a section is about: a budget may tell how the one before was carried out.

A report presents 2022年预算执行情况 and 2023年预算草案: in the part on execution plain amounts are actual, and the year is
the one of its title, or the one before that of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from docstruct.document import DocumentType, Measure
    from docstruct.extracting.clauses.subjects import SubjectWords
    from docstruct.outline import Outline

_YEAR = re.compile("20[0-9]{2}")


class Period(NamedTuple):
    """What plain amounts are, by the type of document, and the year they are of."""

    document_type: DocumentType | None
    year: int | None

    @property
    def plain(self) -> Measure:
        """What an amount is that no cue names."""
        return "budget" if self.document_type == "budget" else "actual"


def periods_of(text: str, outline: Outline, vocabulary: SubjectWords) -> dict[str | None, Period]:
    """The period of every section, and of what stands in none: that of its own title, or of the section around it."""
    metadata = outline.metadata
    whole = Period(metadata.document_type, metadata.fiscal_year)
    periods: dict[str | None, Period] = {None: whole}
    for section in outline.sections:
        period = periods.get(section.parent, whole)
        title = text[section.title_start : section.title_end]
        if section.type == "heading" and metadata.document_type == "budget":
            period = _told(title, period, whole, vocabulary)
        periods[section.id] = period
    return periods


def _told(title: str, period: Period, whole: Period, vocabulary: SubjectWords) -> Period:
    years = [int(year) for year in _YEAR.findall(title)]
    if whole.year is None or (years and years != [years[0]] * len(years)):
        return period  # a title over both parts
    if vocabulary.executed.search(title):
        year = years[0] if years else whole.year - 1
        return Period("final_accounts", year) if year < whole.year else period
    return whole if years and years[0] == whole.year else period
