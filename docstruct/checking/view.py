"""A document as the checks look at it: entries by id, figures as quantities, records with their figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from docstruct.checking.additions import Sums
from docstruct.checking.comparing import comparisons
from docstruct.checking.facts import SAME_MEASURE, Facts
from docstruct.checking.grid import Grid
from docstruct.checking.quantity import show
from docstruct.checking.statement import Statement
from docstruct.document import FindingPlace
from docstruct.money import yuan_of
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docstruct.checking.comparing import Comparison
    from docstruct.document import (
        Document,
        Fact,
        FactMeasure,
        Figure,
        Finding,
        Measure,
        Record,
        Section,
        Table,
        TableRow,
    )
    from docstruct.lexicon.checks import CheckLexicon, StatedQuantity

T = TypeVar("T")

MEASURES = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")
"""The fields of a record that hold the id of a figure."""
SHORT = 8
"""Characters before a figure in which its own label stands."""
NEAR = 40
"""Figures on either side of one among which a check looks for others of its sentence; sentences of people have fewer, and
one of ten thousand is no more work a figure."""


class View:
    """Indexes over a document, each made when a check first asks for it."""

    def __init__(self, document: Document, lexicon: CheckLexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self._found: dict[Callable[..., object], tuple[Any, ...]] = {}
        self._kinds: dict[str | None, tuple[str, ...]] = {}

    @cached_property
    def finder(self) -> SectionFinder:
        """Finds the section around a place."""
        return SectionFinder(self.document.sections)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Figures by id."""
        return {figure.id: figure for figure in self.document.figures}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.document.sections}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every record with its figures and reasons."""
        reasons = {reason.id: reason for reason in self.document.reasons}
        return tuple(
            Statement(
                record=record,
                subject=record.subject,
                budget=self._figure(record.budget),
                actual=self._figure(record.actual),
                prior=self._figure(record.prior),
                change=self._figure(record.change),
                change_rate=self._figure(record.change_rate),
                completion_rate=self._figure(record.completion_rate),
                share=self._figure(record.share),
                figures=self._figures_of(record),
                reasons=tuple(reasons[reason] for reason in record.reasons if reason in reasons),
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
        """The amounts of the year in the narrative whose subject has one of these names, in document order.

        Budgets of final accounts differ by their kind (年初, 全年) and are none.
        """
        by_name = self._current_by_name
        if not by_name:
            return []
        keys = {matching_key(name) for name in names} & by_name.keys()
        found = [figure for key in keys for figure in by_name[key]]
        return sorted(found, key=lambda figure: self.positions[figure.id])

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
            by_name.setdefault(matching_key(figure.subject.text), []).append(figure)
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
        return tuple(Grid(table, self.lexicon.table, unit) for table in self.document.tables)

    @cached_property
    def sums(self) -> tuple[Sums, ...]:
        """The additions of every table."""
        return tuple(Sums.of(grid) for grid in self.grids)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison of every statement, in document order."""
        return tuple(comparisons(self))

    @property
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
                key = (figure.section, figure.measure, matching_key(figure.subject.text))
                named.setdefault(key, []).append(figure)
        return named

    def section_kinds(self, section: str | None) -> tuple[str, ...]:
        """The canonical kinds of a section and of those around it, innermost first."""
        if section not in self._kinds:
            kinds: list[str] = []
            at = section
            while at is not None:
                node = self.sections[at]
                if node.kind:
                    kinds.append(node.kind)
                at = node.parent
            self._kinds[section] = tuple(kinds)
        return self._kinds[section]

    def around(self, section: str) -> frozenset[str]:
        """A section and those it stands in."""
        found: set[str] = set()
        at: str | None = section
        while at is not None:
            found.add(at)
            at = self.sections[at].parent
        return frozenset(found)

    def within(self, section: str) -> frozenset[str]:
        """A section and those that stand in it."""
        found = {section}
        for child in self._children.get(section, ()):
            found |= self.within(child)
        return frozenset(found)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for section in self.document.sections:
            if section.parent is not None:
                children.setdefault(section.parent, []).append(section.id)
        return children

    def matter(self, section: str | None) -> str | None:
        """The innermost section with a canonical kind around a section: what its figures are told of."""
        while section is not None and self.sections[section].kind is None:
            section = self.sections[section].parent
        return section

    def top_section(self, section: str | None) -> str | None:
        """The section of level 2 (一、) around a section, or the outermost one below the part."""
        while section is not None:
            node = self.sections[section]
            if node.parent is None or node.level <= 2:
                return section
            section = node.parent
        return None

    def budget_of_rate(self, statement: Statement) -> Figure | None:
        """The budget a completion rate is of: the one called 年初预算 where the rate is of that, else the statement's."""
        rate = statement.completion_rate
        if rate is None or rate.basis != "initial_budget":
            return statement.budget
        for figure in self.in_sentence(rate):
            same = figure.measure == "budget" and figure.subject.text == rate.subject.text
            if same and self.is_initial_budget(figure):
                return figure
        return statement.budget

    def is_initial_budget(self, figure: Figure) -> bool | None:
        """Whether a budget is called 年初预算, or another budget of the year; None where the text does not say."""
        before = self.document.text[max(figure.sentence_start, figure.start - SHORT) : figure.start]
        if self.lexicon.initial_budget.search(before):
            return True
        return False if self.lexicon.later_budget.search(before) else None

    def is_ceiling(self, figure: Figure) -> bool:
        """Whether an amount is one that must not be passed (控制数15万元), not what is planned or spent."""
        text = self.document.text
        before = text[max(figure.sentence_start, figure.start - SHORT) : figure.start]
        return bool(
            self.lexicon.ceiling_before.search(before)
            or self.lexicon.ceiling_after.search(text[figure.end : figure.end + SHORT])
        )

    def place(self, figure: Figure) -> FindingPlace:
        """A figure as a place of a finding."""
        printed = self.document.text[figure.start : figure.end]
        return FindingPlace(
            figure=figure.id,
            section=figure.section,
            label=figure.subject.text,
            value=printed.removesuffix(figure.unit or "").strip() or figure.value,
            unit=figure.unit,
            start=figure.start,
            end=figure.end,
        )

    def cell_place(self, grid: Grid, row: TableRow, index: int) -> FindingPlace:
        """A cell as a place of a finding, called by its row and column."""
        cell, table = row.cells[index], grid.table
        path = table.header[index] if index < len(table.header) else ()
        fact = self._facts.get(cell.start)
        return FindingPlace(
            fact=fact.id if fact else None,
            table=table.id,
            section=table.section,
            label="/".join(part for part in (row.code, row.name, *path) if part),
            value=cell.text,
            unit=fact.unit if fact else table.unit,
            start=cell.start,
            end=cell.end,
        )

    def table_place(self, table: Table) -> FindingPlace:
        """A whole table as a place of a finding."""
        return FindingPlace(
            table=table.id, section=table.section, label=table.title or "表", start=table.start, end=table.end
        )

    def fact_place(self, fact: Fact) -> FindingPlace:
        """A fact as a place of a finding, called by its row and column."""
        table = self._tables[fact.table]
        path = table.header[fact.column - 1] if fact.column <= len(table.header) else ()
        subject = fact.subject
        row = (subject.code, subject.text) if subject else ()
        return FindingPlace(
            fact=fact.id,
            table=fact.table,
            section=table.section,
            label="/".join(part for part in (*row, *path) if part),
            value=fact.text,
            unit=fact.unit,
            start=fact.start,
            end=fact.end,
        )

    def name_of(self, fact: Fact) -> str:
        """A cell for a message: 《支出决算表》“208 社会保障和就业支出”的“基本支出”."""
        table = self._tables[fact.table]
        path = table.header[fact.column - 1] if fact.column <= len(table.header) else ()
        subject = fact.subject
        row = " ".join(part for part in (subject.code, subject.text) if part) if subject else ""
        column = f"“{path[-1]}”" if path else ""
        return (
            f"《{table.title or '表'}》"
            + (f"“{row}”" if row else "")
            + ("的" if row and column else "")
            + column
        )

    @staticmethod
    def printed(fact: Fact) -> str:
        """A fact for a message: as printed, with its unit."""
        return f"{fact.text}{fact.unit or ''}"

    @staticmethod
    def converted(fact: Fact, unit: str | None) -> str:
        """The value of a fact in another unit of money, for comparing with what is stated in that."""
        factor = yuan_of(unit)
        if fact.unit == unit or factor is None or fact.amount is None:
            return fact.value
        return show(Decimal(fact.amount) / factor)

    @cached_property
    def facts(self) -> Facts:
        """The facts that can be relied on."""
        return Facts(self.document, broken=self._broken, unsure=self._unsure)

    @cached_property
    def _broken(self) -> frozenset[int]:
        """Where the cells begin that break a sum of their own table, totals and parts."""
        return frozenset(
            row.cells[index].start
            for sums in self.sums
            for broken in sums.broken()
            for row, index in ((broken.row, broken.column.index), *broken.parts)
        )

    @cached_property
    def _unsure(self) -> tuple[tuple[int, int], ...]:
        """The lines a recognition was not sure of."""
        repairs = self.document.repairs.entries
        return tuple((one.start, one.end) for one in repairs if one.kind == "low_confidence")

    def is_unsure(self, place: Figure | Finding | FindingPlace) -> bool:
        """Whether something stands, or begins, in a line that a recognition was not sure of."""
        return any(start < place.end and place.start < end for start, end in self._unsure)

    @property
    def current_measures(self) -> frozenset[FactMeasure]:
        """What tables call a plain amount of the year."""
        return SAME_MEASURE[self.current_measure]

    def quantities_named(self, key: str) -> list[StatedQuantity]:
        """The quantities of the lexicon that prose may call by a name."""
        return self._quantities.get(key, [])

    @cached_property
    def _quantities(self) -> dict[str, list[StatedQuantity]]:
        named: dict[str, list[StatedQuantity]] = {}
        for wanted in self.lexicon.quantities:
            for name in wanted.names:
                named.setdefault(matching_key(name), []).append(wanted)
        return named

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.document.tables}

    @cached_property
    def _facts(self) -> dict[int, Fact]:
        return {fact.start: fact for fact in self.document.facts}

    def _figures_of(self, record: Record) -> tuple[Figure, ...]:
        named = (*(getattr(record, name) for name in MEASURES), *record.counts, *record.others)
        return tuple(self.figures[name] for name in named if name in self.figures)

    def _figure(self, figure: str | None) -> Figure | None:
        return self.figures.get(figure) if figure else None


class SectionFinder:
    """Finds the innermost section around a place."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._by_id = {section.id: section for section in sections}

    def at(self, start: int) -> str | None:
        """The id of the innermost section around ``start``: the last that began, or one of those around it."""
        position = bisect_right(self._starts, start) - 1
        section = self._sections[position] if position >= 0 else None
        while section is not None and section.end <= start:
            section = self._by_id.get(section.parent or "")
        return section.id if section is not None else None


def said(figure: Figure) -> str:
    """A figure as the text states it, for messages.

    A missing unit is left out.
    """
    return f"{figure.value}{figure.unit or ''}"
