"""How a finding cites what it speaks of: as a place that can be pointed at, and in the words of its message.

A figure is called by its subject, a cell by its row and column; values are as printed, since a reader looks for those.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from docstruct.checking.quantity import show
from docstruct.document import FindingPlace
from docstruct.money import yuan_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from docstruct.checking.grid import Grid
    from docstruct.document import Document, Fact, Figure, Table, TableRow


class Citations:
    """Places of findings in a document."""

    def __init__(self, document: Document, totals: Collection[str]) -> None:
        self.document = document
        self._totals = totals

    def figure(self, figure: Figure) -> FindingPlace:
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

    def cell(self, grid: Grid, row: TableRow, index: int) -> FindingPlace:
        """A cell as a place of a finding, called by its row and column."""
        cell, table = row.cells[index], grid.table
        path = table.header[index] if index < len(table.header) else ()
        fact = self._facts_by_start.get(cell.start)
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

    def table(self, table: Table) -> FindingPlace:
        """A whole table as a place of a finding."""
        return FindingPlace(
            table=table.id, section=table.section, label=table.title or "表", start=table.start, end=table.end
        )

    def fact(self, fact: Fact) -> FindingPlace:
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

    def name(self, fact: Fact, *, titled: bool = True) -> str:
        """A cell for a message: 《支出决算表》“208 社会保障和就业支出”的“基本支出”, without the title if that was said."""
        table = self._tables[fact.table]
        subject = fact.subject
        row = " ".join(part for part in (subject.code, subject.text) if part) if subject else ""
        column = self.column(fact, beside=row)
        return (
            (f"《{table.title or '表'}》" if titled else "")
            + (f"“{row}”" if row else "")
            + ("的" if row and column else "")
            + column
        )

    def column(self, fact: Fact, beside: str = "") -> str:
        """The column of a cell for a message: “基本支出”; a total says of what, if that is not said ``beside`` it: “本年支出/小计”."""
        header = self._tables[fact.table].header
        path = header[fact.column - 1] if fact.column <= len(header) else ()
        path = path[-1:] if path[-2:-1] == (beside,) else path
        return f"“{self.title(path)}”" if path else ""

    def title(self, path: tuple[str, ...]) -> str:
        """The title of a column for a message."""
        return "/".join(path[-2:] if path[-1] in self._totals else path[-1:])

    def place(self, place: FindingPlace, *, titled: bool = False) -> str:
        """A cell that a finding cites, for a message."""
        fact = self._facts.get(place.fact or "")
        return self.name(fact, titled=titled) if fact is not None else f"“{place.label}”"

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.document.tables}

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.document.facts}

    @cached_property
    def _facts_by_start(self) -> dict[int, Fact]:
        return {fact.start: fact for fact in self.document.facts}


def said(figure: Figure) -> str:
    """A figure as the text states it, for messages.

    A missing unit is left out.
    """
    return f"{figure.value}{figure.unit or ''}"


def printed(fact: Fact) -> str:
    """A fact for a message: as printed, with its unit."""
    return f"{fact.text}{fact.unit or ''}"


def converted(fact: Fact, unit: str | None) -> str:
    """The value of a fact in another unit of money, for comparing with what is stated in that."""
    factor = yuan_of(unit)
    if fact.unit == unit or factor is None or fact.amount is None:
        return fact.value
    return show(Decimal(fact.amount) / factor)
