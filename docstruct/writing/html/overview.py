"""What the index says over all documents: totals of the run, findings by kind, the three public expenses.

Bars are drawn by the template as inline SVG; here is how long each is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from docstruct.writing.labels import label
from docstruct.writing.others import said
from docstruct.writing.sheets.three_public import TOTAL, items_of

if TYPE_CHECKING:
    from docstruct.document import DecimalString, Document, Severity

ThreePublic: TypeAlias = dict[str, object]

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
_STATES = ("failed", "refused", "empty", "duplicate", "skipped")
"""What needs somebody's attention first."""


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """How often a kind of finding was made, in how many documents, and the worst severity it had."""

    kind: str
    severity: Severity
    count: int
    documents: int


@dataclass(slots=True)
class Overview:
    """Counts over all documents of a run.

    Attributes:
        counts: of documents, figures, records, facts, findings by severity.
        ended: inputs that left no document, by state.
        largest: the largest amount of the three public expenses, in yuan: the length of the longest bar.
    """

    counts: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    largest: Decimal = Decimal(0)
    three_public: int = 0
    _organizations: set[int] = field(default_factory=set)
    _years: set[int] = field(default_factory=set)
    _found: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    _found_in: Counter[str] = field(default_factory=Counter)

    def add(self, document: Document) -> None:
        """Count a document in."""
        self.counts.update(
            documents=1,
            figures=len(document.figures),
            records=len(document.records),
            facts=len(document.facts),
            duplicates=len(document.source.duplicates),
        )
        self.counts.update(finding.severity for finding in document.findings)
        self._found.update((finding.kind, finding.severity) for finding in document.findings)
        self._found_in.update({finding.kind for finding in document.findings})
        if document.metadata.organization:
            # Counted, never shown: a number each is enough, over a million names.
            self._organizations.add(hash(document.metadata.organization))
        if document.metadata.fiscal_year:
            self._years.add(document.metadata.fiscal_year)
        stated = _stated(document)
        self.three_public += stated is not None
        self.largest = max(self.largest, *map(Decimal, (stated or {}).values()), Decimal(0))

    @property
    def organizations(self) -> int:
        """How many organizations the documents name."""
        return len(self._organizations)

    @property
    def years(self) -> str:
        """The years of the documents: 2021, or 2019—2023."""
        if not self._years:
            return ""
        first, last = min(self._years), max(self._years)
        return str(first) if first == last else f"{first}—{last}"

    @property
    def inputs(self) -> int:
        """How many inputs there were."""
        return self.counts["documents"] + sum(self.ended.values())

    @property
    def ends(self) -> list[tuple[str, str, int]]:
        """Where inputs ended that left no document: state, the state in words, how many."""
        return [(state, said(state), self.ended[state]) for state in _STATES if self.ended[state]]

    @property
    def kinds(self) -> list[KindOfFinding]:
        """The kinds of findings, the worst and most frequent first."""
        worst: dict[str, Severity] = {}
        counts: Counter[str] = Counter()
        for (kind, severity), count in self._found.items():
            counts[kind] += count
            worst[kind] = min(worst.get(kind, severity), severity, key=_SEVERITIES.index)
        found = [KindOfFinding(kind, worst[kind], counts[kind], self._found_in[kind]) for kind in counts]
        return sorted(found, key=lambda one: (_SEVERITIES.index(one.severity), -one.count, one.kind))

    def share(self, amount: str) -> float:
        """The length of a bar, 0 to 100."""
        return round(float(100 * Decimal(amount) / self.largest), 2) if self.largest > 0 else 0.0


def three_public(document: Document) -> ThreePublic | None:
    """What the index says of the three public expenses of a document; None if it states no total of them."""
    stated = _stated(document)
    if stated is None:
        return None
    items = items_of(document)
    return {
        **stated,
        "agrees": items[TOTAL].agrees,
        "overspent": [
            label(component, "component")
            for component, item in sorted(items.items())
            if Decimal(item.over or 0) > 0
        ],
    }


def _stated(document: Document) -> dict[str, DecimalString] | None:
    """Budget and actual of the total, as the workbook compares them."""
    total = items_of(document).get(TOTAL)
    if total is None:
        return None
    stated = {"budget": total.budget, "actual": total.amount("actual")}
    return {name: amount for name, amount in stated.items() if amount is not None} or None
