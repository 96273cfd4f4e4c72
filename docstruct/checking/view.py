"""A document as the checks look at it: entries by id, figures as quantities, records with their figures."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from docstruct.checking.grid import Grid
from docstruct.document import FindingPlace

if TYPE_CHECKING:
    from docstruct.document import (
        Document,
        Figure,
        Measure,
        Reason,
        Record,
        Section,
        Subject,
        Table,
        TableRow,
    )
    from docstruct.lexicon.checks import CheckLexicon

MEASURES = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")
"""The fields of a record that hold the id of a figure."""
SHORT = 8
"""Characters before a figure in which its own label stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A record with its figures in place of their ids."""

    record: Record
    subject: Subject
    budget: Figure | None
    actual: Figure | None
    prior: Figure | None
    change: Figure | None
    change_rate: Figure | None
    completion_rate: Figure | None
    share: Figure | None
    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]

    @property
    def amount(self) -> Figure | None:
        """The current amount of the statement: the actual, in a budget the budget."""
        return self.actual or self.budget


class View:
    """Indexes over a document, each made when a check first asks for it."""

    def __init__(self, document: Document, lexicon: CheckLexicon) -> None:
        self.document = document
        self.lexicon = lexicon

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
        """The figures of the sentence a figure stands in."""
        return self._sentences.get(figure.sentence_start, ())

    @cached_property
    def _sentences(self) -> dict[int, tuple[Figure, ...]]:
        return {figures[0].sentence_start: figures for figures in self.by_sentence}

    def section_kinds(self, section: str | None) -> tuple[str, ...]:
        """The canonical kinds of a section and of those around it, innermost first."""
        kinds: list[str] = []
        while section is not None:
            node = self.sections[section]
            if node.kind:
                kinds.append(node.kind)
            section = node.parent
        return tuple(kinds)

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
        return FindingPlace(
            fact=self._facts.get(cell.start),
            table=table.id,
            section=table.section,
            label="/".join(part for part in (row.code, row.name, *path) if part),
            value=cell.text,
            unit=table.unit or self.document.metadata.money_unit,
            start=cell.start,
            end=cell.end,
        )

    def table_place(self, table: Table) -> FindingPlace:
        """A whole table as a place of a finding."""
        return FindingPlace(
            table=table.id, section=table.section, label=table.title or "表", start=table.start, end=table.end
        )

    @cached_property
    def _facts(self) -> dict[int, str]:
        return {fact.start: fact.id for fact in self.document.facts}

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
