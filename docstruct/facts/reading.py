"""The facts of one table: what title, columns and rows say, put together cell by cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.document import Fact, Subject
from docstruct.facts.columns import GRAND, Column, read_columns, whole_of
from docstruct.facts.periods import contrasted, period
from docstruct.facts.rows import NOTHING_SAID, RowReader
from docstruct.facts.titles import MONEYLESS, Said
from docstruct.lexicon.meanings import Default
from docstruct.money import in_yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docstruct.document import Cell, Component, FactMeasure, Metadata, Table, TableRow
    from docstruct.facts.rows import RowMeaning
    from docstruct.facts.titles import TitleReader

_WHOLES: frozenset[Component | None] = frozenset(
    {None, "total", "revenue", "expenditure", "three_public", "procurement", "assets"}
)
"""What a column may hold for the name of a row to say which part of it the row is."""
_PANELS = frozenset({"tables.total", "tables.appropriation"})
"""Kinds of tables with a panel of revenue, whose rows are no items of expenditure, and one of expenditure."""
_BY_FUNCTION = _PANELS | {
    "tables.revenue",
    "tables.expenditure",
    "tables.general_budget",
    "tables.government_funds",
    "tables.state_capital",
}
"""Kinds of tables whose rows are items of the functional classification, with codes or without."""
NOTHING = Default(None, None, measured=False)
"""Of a table of no kind nothing is said by default."""


class TableReader:
    """Reads the facts of one table."""

    def __init__(
        self,
        table: Table,
        metadata: Metadata,
        titles: TitleReader,
        implied: Mapping[int, str],
    ) -> None:
        self.table = table
        self.metadata = metadata
        self.default = titles.meanings.defaults.get(table.kind or "", NOTHING)
        self.title = titles.of_table(table.title or "")
        self.year = metadata.fiscal_year
        self.columns = read_columns(table, titles, self.default)
        whole = whole_of(self.columns, self.default)
        listed = table.kind in _BY_FUNCTION and not (table.kind in _PANELS and whole == "revenue")
        self.rows = RowReader(table, self.columns, titles, whole, implied if listed else {})
        held = [column.said.component for column in self.columns if column.said.role is None]
        self.alike = len({component for component in held if component}) == 1
        base = self.title.year or self.year
        self._down: dict[int, Said] = {}
        self.believed = contrasted([column.said for column in self.columns], base)

    def facts(self, before: int) -> Iterator[Fact]:
        """The facts in order; ``before`` counts those of the tables above."""
        for number, row in enumerate(self.table.rows):
            meaning = self.rows.read(number, row)
            for place, cell in enumerate(row.cells):
                if cell.value is None:
                    continue
                column = self.columns[place] if place < len(self.columns) else Column(Said())
                if column.said.role == "ignored":
                    continue
                before += 1
                yield self._fact(f"c{before}", (number, place), row, cell, column, meaning)

    def _fact(
        self,
        fact: str,
        place: tuple[int, int],
        row: TableRow,
        cell: Cell,
        column: Column,
        meaning: RowMeaning,
    ) -> Fact:
        stated = self._stated(place[1], column, meaning)
        unit = "%" if cell.text.endswith(("%", "％")) else stated.unit
        return Fact(
            id=fact,
            table=self.table.id,
            table_kind=self.table.kind,
            row=place[0] + 1,
            column=place[1] + 1,
            organization=meaning.organization or self.metadata.organization,
            subject=_subject(column, meaning),
            level=row.level,
            component=stated.component,
            measure=stated.measure,
            fund=stated.fund,
            year=stated.year,
            moment=stated.moment,
            carried_over=stated.carried,
            text=cell.text,
            value=cell.value or "",
            unit=unit,
            amount=in_yuan(cell.value or "", unit),
            start=cell.start,
            end=cell.end,
        )

    def _stated(self, place: int, column: Column, meaning: RowMeaning) -> Said:
        """What a cell states; where its row says nothing of it, that is the same down the column."""
        if meaning.said is not NOTHING_SAID:
            return self._put_together(column, meaning)
        if place not in self._down:
            self._down[place] = self._put_together(column, meaning)
        return self._down[place]

    def _put_together(self, column: Column, meaning: RowMeaning) -> Said:
        """What column, row, title and kind say of a cell, in this order; measure and year as those of the fact."""
        own, row, title = column.said, meaning.said, self.title
        said = Said(
            component=own.component,
            measure=_measured(own, row) or self._measure(),
            fund=own.fund or (row.fund if row.understood else None) or title.fund or self.default.fund,
            moment=own.moment or (row.moment if row.understood else None),
            year=own.year if own.year is not None else title.year if own.offset is None else None,
            offset=own.offset,
            carried=own.carried,
            unit=row.unit or own.unit,
        )
        if row.understood and row.component and (own.component in _WHOLES or self.alike):
            said = replace(said, component=row.component)
        if row.grand and self.table.kind in _PANELS:
            said = replace(said, component=GRAND.get(said.component, said.component))
        measure, year = period(said, self.year) if self._is_dated(column) else (None, None)
        said = replace(said, measure=measure, year=year, unit=self._unit(said, measure))
        if not own.understood:
            said = replace(said, component=None, measure=measure if measure in MONEYLESS else None)
        if self.default.component == "three_public" and meaning.named and not row.understood:
            said = replace(said, component=None, measure=None, unit=row.unit)  # costs of what, or a count?
        return said

    def _measure(self) -> FactMeasure | None:
        """The measure of amounts of which nothing else says one: that of the title, or of the document's kind."""
        if self.title.measure or self.title.total or not self.default.measured:
            return self.title.measure if not self.title.total else None
        return {"budget": "budget", "final_accounts": "actual"}.get(self.metadata.document_type or "")  # type: ignore[return-value]

    def _is_dated(self, column: Column) -> bool:
        """Whether the year a column prints can be believed; see :func:`contrasted`."""
        return column.said.year is None or self.believed or column.said.year == self.year

    def _unit(self, said: Said, measure: FactMeasure | None) -> str | None:
        if said.unit or measure in MONEYLESS:
            return said.unit
        return self.table.unit or self.metadata.money_unit


def _measured(column: Said, row: Said) -> FactMeasure | None:
    """The measure that column and row tell: what is counted by the row is no amount, whatever the column is called."""
    if row.measure == "count":
        return row.measure
    return column.measure or (row.measure if row.understood else None)


def _subject(column: Column, meaning: RowMeaning) -> Subject | None:
    """The subject of a cell: the row's, unless that is a total or an organization and the column is about an item."""
    if column.subject and column.is_item and not meaning.named:
        names = column.subject
    elif meaning.subject is None and (column.subject or column.title):
        names = column.subject or (column.title,)
    else:
        return meaning.subject
    return Subject(text=names[-1], path=names if len(names) > 1 else ())
