"""The facts of tables as the checks look at them: which may be relied on, and which of them state a quantity.

A contradiction between places is an error only where both are certain. A cell is left out whose line a recognition was not
sure of, that breaks the sums of its own table (that is a finding already), that is about another organization, or whose
table stands more than once in the document, each with its own values: a file of several disclosures.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from docstruct.checking.quantity import Quantity
from docstruct.money import yuan_of
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.document import Document, Fact, FactMeasure, Figure, Measure
    from docstruct.lexicon.checks import CellChoice

ANY = "*"
"""Stands for every kind of table."""
SAME_MEASURE: dict[Measure, frozenset[FactMeasure]] = {
    "budget": frozenset({"budget", "adjusted_budget"}),
    "actual": frozenset({"actual"}),
}
"""What a figure of the prose measures, as tables call it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The facts that may state a quantity; ``sure`` are those of rows that stand once, or everywhere with one value."""

    sure: tuple[Fact, ...]
    possible: tuple[Fact, ...]

    @classmethod
    def of(cls, rows: Iterable[list[Fact]]) -> Chosen:
        """From the facts of each row name: several that differ are of different matters under one name."""
        listed = list(rows)
        return cls(
            sure=tuple(fact for row in listed if _is_one(row) for fact in row),
            possible=tuple(fact for row in listed for fact in row),
        )

    def __add__(self, other: Chosen) -> Chosen:
        return Chosen(self.sure + other.sure, self.possible + other.possible)

    @property
    def unsure(self) -> Chosen:
        """The same facts, none of which is certain: they may confirm a value, not contradict it."""
        return Chosen((), self.possible)

    def may_be(self, value: Quantity) -> bool:
        """Whether any of the facts is this value."""
        return any(agree(value, fact_quantity(fact)) for fact in self.possible)


NOTHING = Chosen((), ())


class Facts:
    """The facts of a document that can be relied on."""

    def __init__(
        self, document: Document, *, broken: Iterable[int], unsure: Iterable[tuple[int, int]]
    ) -> None:
        own = document.metadata.organization
        doubtful = frozenset(broken)
        lines = tuple(unsure)
        self.all = tuple(
            [
                fact
                for fact in document.facts
                if fact.amount is not None
                and fact.start not in doubtful
                and fact.organization in (None, own)
                and not (lines and any(start < fact.end and fact.start < end for start, end in lines))
            ]
        )
        uncoded: dict[str, list[Fact]] = defaultdict(list)
        by_code: dict[tuple[str, str | None], list[Fact]] = defaultdict(list)
        for fact in self.all:
            if fact.subject is not None and fact.subject.code:
                by_code[fact.subject.code, fact.table_kind].append(fact)
            else:
                uncoded[fact.table_kind or ""].append(fact)
                uncoded[ANY].append(fact)
        self._uncoded = dict(uncoded)
        self._chosen: dict[tuple[CellChoice, frozenset[FactMeasure]], Chosen] = {}
        self._of_code: dict[tuple[str, str, frozenset[str], frozenset[FactMeasure]], Chosen] = {}
        self._by_code = dict(by_code)

    def chosen(self, choice: CellChoice, measures: frozenset[FactMeasure]) -> Chosen:
        """The facts a quantity is stated by, those of the rows named first."""
        if (choice, measures) not in self._chosen:
            self._chosen[choice, measures] = self._choose(choice, measures)
        return self._chosen[choice, measures]

    def _choose(self, choice: CellChoice, measures: frozenset[FactMeasure]) -> Chosen:
        found = [
            fact
            for fact in self._uncoded.get(choice.table or ANY, ())
            if fact.measure in measures
            and fact.component in choice.components
            and (not choice.funds or fact.fund in choice.funds)
        ]
        if not found:
            return NOTHING
        if not choice.rows:
            return Chosen.of([found])
        named: dict[str, list[Fact]] = defaultdict(list)
        for fact in found:
            named[row_key(fact)].append(fact)
        return Chosen.of(named.get(name, []) for name in choice.rows)

    def of_code(
        self, code: str, kind: str, components: frozenset[str], measures: frozenset[FactMeasure]
    ) -> Chosen:
        """The facts of a code in tables of one kind."""
        key = (code, kind, components, measures)
        if key not in self._of_code:
            facts = self._by_code.get((code, kind), ())
            found = [fact for fact in facts if fact.measure in measures and fact.component in components]
            self._of_code[key] = Chosen.of([found])
        return self._of_code[key]

    def in_row(self, fact: Fact) -> list[Fact]:
        """All facts of the row a fact stands in."""
        return self._by_row[fact.table, fact.row]

    @cached_property
    def _by_row(self) -> dict[tuple[str, int], list[Fact]]:
        by_row: dict[tuple[str, int], list[Fact]] = {}
        for fact in self.all:
            by_row.setdefault((fact.table, fact.row), []).append(fact)
        return by_row


def _is_one(facts: list[Fact]) -> bool:
    """Whether facts of one meaning have one value, as they must: if not, they are not of one matter."""
    return bool(facts) and all(agree(fact_quantity(facts[0]), fact_quantity(fact)) for fact in facts[1:])


def row_key(fact: Fact) -> str:
    """The name of the row of a fact, as rows are compared."""
    return matching_key(fact.subject.text) if fact.subject is not None else ""


def fact_quantity(fact: Fact) -> Quantity:
    """A fact in yuan, as exact as it is printed; of a fact that is no amount, the plain number."""
    factor = yuan_of(fact.unit)
    return Quantity.stated(fact.value) if factor is None else Quantity.stated(fact.value, factor)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two statements may be of one value, as exact as the less exact of them."""
    return one.may_equal(other) or other.may_equal(one)


def measures_of(figure: Figure) -> frozenset[FactMeasure]:
    """The measures of facts that a figure of the prose is compared with; none for changes, rates and counts."""
    return SAME_MEASURE.get(figure.measure, frozenset())
