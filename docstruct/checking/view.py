"""A document as the checks look at it: entries by id, figures as quantities, records with their figures."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from docstruct.checking.additions import Sums
from docstruct.checking.citing import Citations
from docstruct.checking.comparing import BUDGETS, comparisons
from docstruct.checking.facts import SAME_MEASURE, Facts
from docstruct.checking.grid import Grid
from docstruct.checking.panels import panel_sums
from docstruct.checking.quantity import is_zero
from docstruct.checking.statement import Statement
from docstruct.normalizing.key import matching_key
from docstruct.sections import SectionTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docstruct.checking.additions import Addition
    from docstruct.checking.comparing import Comparison
    from docstruct.document import (
        Document,
        Fact,
        FactMeasure,
        Figure,
        Finding,
        FindingPlace,
        Measure,
        Record,
    )
    from docstruct.lexicon.checks import CheckLexicon, StatedQuantity

T = TypeVar("T")

MEASURES = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")
_MEASURED = attrgetter(*MEASURES)
"""The fields of a record that hold the id of a figure."""
SHORT = 8
"""Characters before a figure in which its own label stands."""
CLAUSES = 200
"""Characters before a figure, or behind it, in which its sentence says whose it is, and how it compares."""
NARRATIVE = "narrative"
"""Where a figure stands whose section says nothing more of it: any quantity of its name may be meant."""
NEAR = 40
"""Figures on either side of one among which a check looks for others of its sentence; sentences of people have fewer, and
one of ten thousand is no more work a figure."""


class View:
    """Indexes over a document, each made when a check first asks for it."""

    def __init__(self, document: Document, lexicon: CheckLexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self._found: dict[Callable[..., object], tuple[Any, ...]] = {}
        self._keys: dict[str, str] = {}

    @cached_property
    def sections(self) -> SectionTree:
        """The sections as a tree."""
        return SectionTree(self.document.sections)

    @cached_property
    def cite(self) -> Citations:
        """How findings point at figures, cells and tables of the document, and call them."""
        return Citations(self.document, self.lexicon.total_columns)

    @cached_property
    def figures(self) -> dict[str | None, Figure]:
        """Figures by id; no id (of a figure that a record does not have) is that of none."""
        return {figure.id: figure for figure in self.document.figures}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every record with its figures and reasons."""
        reasons = {reason.id: reason for reason in self.document.reasons}
        figure = self.figures.get
        return tuple(
            Statement(
                record=record,
                subject=record.subject,
                budget=figure(record.budget),
                actual=figure(record.actual),
                prior=figure(record.prior),
                change=figure(record.change),
                change_rate=figure(record.change_rate),
                completion_rate=figure(record.completion_rate),
                share=figure(record.share),
                figures=self._figures_of(record),
                reasons=tuple([reasons[reason] for reason in record.reasons if reason in reasons]),
            )
            for record in self.document.records
        )

    def once(self, function: Callable[[View], Iterable[T]]) -> tuple[T, ...]:
        """What a function of the view yields, found once for all the checks that ask for it."""
        if function not in self._found:
            self._found[function] = tuple(function(self))
        found: tuple[T, ...] = self._found[function]
        return found

    def current_named(self, names: Iterable[str]) -> list[Figure]:
        """The amounts of the year in the narrative whose subject has one of the names of these keys, in document order.

        Budgets of final accounts differ by their kind (年初, 全年) and are none.
        """
        by_name = self._current_by_name
        found = [figure for key in by_name.keys() & names for figure in by_name[key]]
        return sorted(found, key=lambda figure: self.positions[figure.id])

    def of_both(self, figure: Figure) -> Figure | None:
        """The amount of 收、支总计, of which a change is told: that of revenue, where that of expenditure is the same."""
        key = self.key(figure.subject.text)
        if all(wanted.id != self.lexicon.together.whole for wanted in self.quantities_named(key)):
            return None
        found = [self._latest(wanted, figure) for wanted in self.lexicon.together.parts]
        first = found[0]
        same = first is not None and all(one is not None and one.amount == first.amount for one in found)
        return first if same else None

    def _latest(self, quantity: str, before: Figure) -> Figure | None:
        """The last amount of the year of a quantity that the section of a figure tells before it."""
        names = {name for one in self.lexicon.quantities if one.id == quantity for name in one.names}
        told = (self.amounts_named.get((before.section, self.current_measure, name), []) for name in names)
        latest = (
            next((one for one in reversed(of_name) if one.start < before.start), None) for of_name in told
        )
        return max(filter(None, latest), key=lambda one: one.start, default=None)

    @cached_property
    def current_amounts(self) -> tuple[Figure, ...]:
        """The amounts of the year in the narrative, ceilings left out."""
        return tuple(
            figure
            for figure in self.document.figures
            if figure.zone == "narrative" and figure.amount and figure.measure == self.current_measure
            if not self.is_ceiling(figure)
        )

    @cached_property
    def _current_by_name(self) -> dict[str, list[Figure]]:
        by_name: dict[str, list[Figure]] = {}
        for figure in self.current_amounts:
            by_name.setdefault(self.key(figure.subject.text), []).append(figure)
        return by_name

    @cached_property
    def by_sentence(self) -> tuple[tuple[Figure, ...], ...]:
        """The figures of each sentence, in document order."""
        return tuple(
            tuple(group)
            for _, group in groupby(self.document.figures, key=lambda figure: figure.sentence_start)
        )

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Every table as a grid of quantities."""
        unit = self.document.metadata.money_unit
        return tuple(Grid(table, self.lexicon, unit) for table in self.document.tables)

    @cached_property
    def sums(self) -> tuple[Sums, ...]:
        """The additions of every table."""
        return tuple(Sums.of(grid) for grid in self.grids)

    @cached_property
    def panels(self) -> tuple[Addition, ...]:
        """The sums of the panels of 收支总表 that do not hold."""
        return tuple(broken for grid in self.grids for broken in panel_sums(grid, self.lexicon.panels))

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison of every statement, in document order; a balance has no budget it could be compared with."""
        carried = self.lexicon.shared.carried
        return tuple(
            one
            for one in comparisons(self)
            if one.moved.basis not in BUDGETS or not carried.search(one.subject.text)
        )

    @cached_property
    def current_measure(self) -> Measure:
        """The measure of a plain amount of the year: the budget in a budget, else the actual."""
        return "budget" if self.document.metadata.document_type == "budget" else "actual"

    @cached_property
    def positions(self) -> dict[str, int]:
        """The place of each figure in document order, by id."""
        return {figure.id: position for position, figure in enumerate(self.document.figures)}

    @cached_property
    def by_section(self) -> dict[str | None, list[Figure]]:
        """The figures of each section (its own, not those of its subsections), in document order."""
        sections: dict[str | None, list[Figure]] = {}
        for figure in self.document.figures:
            sections.setdefault(figure.section, []).append(figure)
        return sections

    def in_sentence(self, figure: Figure) -> tuple[Figure, ...]:
        """The figures of the sentence a figure stands in; of a long one the :data:`NEAR` ones before and behind it."""
        told = self._sentences.get(figure.sentence_start, ())
        if len(told) <= NEAR:
            return told
        at = bisect_left(told, figure.start, key=lambda one: one.start)
        return told[max(at - NEAR, 0) : at + NEAR]

    @cached_property
    def _sentences(self) -> dict[int, tuple[Figure, ...]]:
        return {figures[0].sentence_start: figures for figures in self.by_sentence}

    @cached_property
    def amounts_named(self) -> dict[tuple[str | None, Measure, str], list[Figure]]:
        """Amounts by their section, measure and the key of their name, in document order."""
        named: dict[tuple[str | None, Measure, str], list[Figure]] = {}
        for figure in self.document.figures:
            if figure.amount:
                key = (figure.section, figure.measure, self.key(figure.subject.text))
                named.setdefault(key, []).append(figure)
        return named

    def budget_of_rate(self, statement: Statement) -> Figure | None:
        """The budget a completion rate is of: the one it names, 年初预算 or 调整预算, else the statement's.

        A rate of 调整预算 is none of a budget called 年初预算.
        """
        rate, budget = statement.completion_rate, statement.budget
        if rate is None or rate.basis not in ("initial_budget", "adjusted_budget"):
            return budget
        initial = rate.basis == "initial_budget"
        for figure in self.in_sentence(rate):
            same = figure.measure == "budget" and figure.subject.text == rate.subject.text
            if same and self.is_initial_budget(figure) is initial:
                return figure
        return budget if initial or budget is None or not self.is_initial_budget(budget) else None

    def is_initial_budget(self, figure: Figure) -> bool | None:
        """Whether a budget is called 年初预算, or another budget of the year; None where the text does not say."""
        before = self.document.text[max(figure.sentence_start, figure.start - SHORT) : figure.start]
        if self.lexicon.initial_budget.pattern.search(before):
            return True
        return False if self.lexicon.later_budget.pattern.search(before) else None

    def is_ceiling(self, figure: Figure) -> bool:
        """Whether an amount is one that must not be passed (控制数15万元), not what is planned or spent."""
        text = self.document.text
        before = text[max(figure.sentence_start, figure.start - SHORT) : figure.start]
        return bool(
            self.lexicon.ceiling.before.search(before)
            or self.lexicon.ceiling.after.search(text[figure.end : figure.end + SHORT])
        )

    def is_of_part(self, figure: Figure) -> bool:
        """Whether a total is told of a part of the organization (其中局本级收入总计3,200万元), or as a part of another."""
        before = self.document.text[max(figure.sentence_start, figure.start - CLAUSES) : figure.start]
        return self.lexicon.shared.part.search(before) is not None

    @cached_property
    def carries_over(self) -> bool:
        """Whether the document tells of anything that was carried over: totals with it and without it are two."""
        names = {figure.subject.text for figure in self.document.figures if not is_zero(figure.value)}
        return any(map(self.lexicon.shared.carried.search, names)) or any(
            (fact.moment is not None or (fact.component or "").startswith("balance"))
            and not is_zero(fact.value)
            for fact in self.document.facts
        )

    @cached_property
    def amounts_of_tables(self) -> dict[str, Fact]:
        """The first fact of each table that is not zero, by the id of the table."""
        first: dict[str, Fact] = {}
        for fact in self.document.facts:
            if fact.table not in first and not is_zero(fact.value):
                first[fact.table] = fact
        return first

    @cached_property
    def facts(self) -> Facts:
        """The facts that can be relied on."""
        return Facts(self.document, broken=self._broken, unsure=self._unsure)

    @cached_property
    def _broken(self) -> frozenset[int]:
        """Where the cells begin that break a sum of their own table, totals and parts."""
        return frozenset(
            row.cells[index].start
            for broken in (*(one for sums in self.sums for one in sums.broken()), *self.panels)
            for row, index in ((broken.row, broken.column.index), *broken.parts)
        )

    def is_broken(self, fact: Fact) -> bool:
        """Whether a cell breaks a sum of its own table, as its total or as one of its parts."""
        return fact.start in self._broken

    @cached_property
    def _unsure(self) -> tuple[tuple[int, int], ...]:
        """The lines a recognition was not sure of."""
        repairs = self.document.repairs.entries
        return tuple((one.start, one.end) for one in repairs if one.kind == "low_confidence")

    def is_unsure(self, place: Figure | Fact | Finding | FindingPlace) -> bool:
        """Whether something stands, or begins, in a line that a recognition was not sure of."""
        return any(start < place.end and place.start < end for start, end in self._unsure)

    def key(self, name: str) -> str:
        """The key of a name as the checks compare names: those that say the same in other words have one."""
        if name not in self._keys:
            key = self.lexicon.own.pattern.sub("", matching_key(name))
            self._keys[name] = self.lexicon.spelled(key)
        return self._keys[name]

    @cached_property
    def current_measures(self) -> frozenset[FactMeasure]:
        """What tables call a plain amount of the year."""
        return SAME_MEASURE[self.current_measure]

    def quantities_named(self, key: str) -> list[StatedQuantity]:
        """The quantities of the lexicon that prose may call by a name."""
        return self.lexicon.quantities_named.get(key, [])

    def kinds_around(self, figure: Figure) -> tuple[str, ...]:
        """The kinds of the sections a figure stands in, the innermost first, and its zone."""
        return (*self.sections.kinds(figure.section), figure.zone)

    def quantity_of(self, figure: Figure) -> StatedQuantity | None:
        """The quantity of the lexicon that a figure states: the first of its name that is told in such a section."""
        kinds = self.kinds_around(figure)
        return next(
            (
                wanted
                for wanted in self.quantities_named(self.key(figure.subject.text))
                if not wanted.sections.isdisjoint(kinds) or kinds == (NARRATIVE,)
            ),
            None,
        )

    def _figures_of(self, record: Record) -> tuple[Figure, ...]:
        named = (*_MEASURED(record), *record.counts, *record.others)
        return tuple([self.figures[name] for name in named if name in self.figures])
