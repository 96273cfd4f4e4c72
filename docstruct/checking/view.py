"""A document as the checks look at it: entries by id, figures as quantities, records with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from docstruct.checking.grid import Grid
from docstruct.checking.quantity import Quantity

if TYPE_CHECKING:
    from docstruct.document import Document, Figure, Measure, Reason, Record, Section, Subject
    from docstruct.lexicon.checks import CheckLexicon


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

    def _figure(self, figure: str | None) -> Figure | None:
        return self.figures.get(figure) if figure else None


def quantity(figure: Figure | None) -> Quantity | None:
    """A figure as a quantity: money in yuan, else the plain number; None for an estimate or no figure."""
    if figure is None or figure.approximate:
        return None
    if figure.amount is None:
        return Quantity.stated(figure.value)
    value = Decimal(figure.value)
    factor = Decimal(figure.amount) / value if value else Decimal(1)
    return Quantity.stated(figure.value, factor)


def said(figure: Figure) -> str:
    """A figure as the text states it, for messages.

    A missing unit is left out.
    """
    return f"{figure.value}{figure.unit or ''}"
