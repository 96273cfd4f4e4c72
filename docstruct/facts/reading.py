"""The facts of one table: what title, columns and rows say, put together cell by cell."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.document import Fact, Subject
from docstruct.facts.columns import GRAND, read_columns, whole_of
from docstruct.facts.periods import contrasted, period
from docstruct.facts.rows import NAMELESS, NOTHING_SAID, RowReader
from docstruct.facts.said import Column, Said
from docstruct.facts.titles import MONEYLESS
from docstruct.lexicon.meanings import Default
from docstruct.money import in_yuan, yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docstruct.document import Cell, Component, FactMeasure, Fund, Metadata, Table, TableRow
    from docstruct.facts.rows import RowMeaning
    from docstruct.facts.titles import TitleReader

_WHOLES: frozenset[Component | None] = frozenset(
    {None, "total", "revenue", "expenditure", "three_public", "procurement", "assets"}
)
"""What a column may hold for the name of a row to say which part of it the row is."""
_UNDATED = Said()
"""What a row says of the time that names none."""
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
UNKNOWN = ""
"""The unit of a cell that may be counted or paid for: 车辆（辆） in a column of which nothing is known."""
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
        unit: str | None,
    ) -> None:
        self.table = table
        self.unit = unit
        self.metadata = metadata
        self.title = titles.of_table(table.title or "")
        self.default = _narrowed(titles.meanings.defaults.get(table.kind or "", NOTHING), self.title)
        self.year = metadata.fiscal_year
        self.columns = read_columns(table, titles, self.default)
        whole = whole_of(self.columns, self.default)
        listed = table.kind in _BY_FUNCTION and not (table.kind in _PANELS and whole == "revenue")
        self.rows = RowReader(table, self.columns, titles, whole, implied if listed else {})
        self.counted = any(column.said.measure == "count" for column in self.columns)
        held = [column.said.component for column in self.columns if column.said.role is None]
        self.alike = len({component for component in held if component}) == 1
        base = self.title.year or self.year
        self._down: dict[int, Said] = {}
        self.believed = contrasted([column.said for column in self.columns], base)
        names = {row.name for row in table.rows if row.name and row.code is None}
        self.years_by_row = contrasted([titles.read(name, whole) for name in names], base)

    def facts(self, before: int) -> Iterator[Fact]:
        """The facts in order; ``before`` counts those of the tables above."""
        seconds = sorted({at for row in self.table.rows if (at := _second_name(row)) is not None})
        for number, row in enumerate(self.table.rows):
            meaning = self.rows.read(number, row)
            beside = next((at for at in seconds if _is_text(row, at)), len(row.cells))
            for place, cell in enumerate(row.cells):
                if cell.value is None:
                    continue
                column = self.columns[place] if place < len(self.columns) else Column(Said())
                if column.said.role == "ignored":
                    continue
                before += 1
                # 收入 and 支出 side by side, of which no header tells: the name of the row is not that of this cell.
                named = meaning if column.said.understood or place < beside else NAMELESS
                yield self._fact(f"c{before}", (number, place), row, cell, column, named)

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
        unit = stated.unit
        if cell.text.endswith(("%", "％")):
            unit, stated = "%", replace(stated, measure=_rate(stated.measure))
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
        component = own.component
        if row.understood and row.component and (component in _WHOLES or self.alike):
            component = row.component
        if row.grand and self.table.kind in _PANELS:
            component = GRAND.get(component, component)
        dated = own if own.year is not None or own.offset is not None else self._dated_by(row)
        measure, year = _measured(own, row), dated.year
        if year is None and dated.offset is None:
            year = self._year(measure)
        told = Said(measure=measure or self._measure(dated), year=year, offset=dated.offset)
        measure, year = period(told, self.year) if self._is_dated(column) else (None, None)
        unit = self._unit(self._printed(own, row), measure)
        if not own.understood:
            component, measure = None, measure if measure in MONEYLESS else None
        if self.default.component == "three_public" and meaning.named and not row.understood:
            component, measure, unit = None, None, row.unit  # costs of what, or a count?
        return Said(
            component=component,
            measure=measure,
            fund=own.fund or (row.fund if row.understood else None) or title.fund or self._fund(own),
            moment=own.moment or (row.moment if row.understood else None),
            year=year,
            offset=dated.offset,
            carried=own.carried,
            unit=unit,
        )

    def _dated_by(self, row: Said) -> Said:
        """The row, where it names nothing but a year: 2021年, 上年数."""
        dates = row.understood and row.component is None and row.fund is None and self.years_by_row
        return row if dates else _UNDATED

    def _year(self, measure: FactMeasure | None) -> int | None:
        """The year of amounts whose column and row name none: that of the title, 上年预算数 the one before."""
        year = self.title.year
        return year - 1 if year is not None and measure in ("prior", "prior_budget") else year

    def _fund(self, column: Said) -> Fund | None:
        """The fund of the kind of table; a column that is not understood may be of another."""
        return self.default.fund if column.understood else None

    def _measure(self, dated: Said) -> FactMeasure | None:
        """The measure of amounts of which nothing else says one: that of the title, or of the document's kind.

        A budget that shows an earlier year may show its budget or what was spent.
        """
        if self.title.measure or self.title.total or not self.default.measured:
            return self.title.measure if not self.title.total else None
        if self.metadata.document_type == "budget" and self._is_earlier(dated):
            return None
        return {"budget": "budget", "final_accounts": "actual"}.get(self.metadata.document_type or "")  # type: ignore[return-value]

    def _is_earlier(self, dated: Said) -> bool:
        if dated.year is not None:
            return self.year is not None and dated.year < self.year
        return dated.offset is not None and dated.offset < 0

    def _is_dated(self, column: Column) -> bool:
        """Whether the year a column prints can be believed; see :func:`contrasted`."""
        return column.said.year is None or self.believed or column.said.year == self.year

    def _printed(self, own: Said, row: Said) -> str | None:
        """The unit that row or column print; that of what a row counts is no unit of its amounts.

        房屋（平方米） has square metres below 数量, and money below 金额.
        """
        if row.unit is not None and yuan_of(row.unit) is None:
            of_money = own.unit is not None and yuan_of(own.unit) is not None
            if of_money or (self.counted and own.measure != "count"):
                return own.unit
            if not own.understood:
                return UNKNOWN
        return row.unit or own.unit

    def _unit(self, printed: str | None, measure: FactMeasure | None) -> str | None:
        if printed == UNKNOWN:
            return None
        if printed or measure in MONEYLESS:
            return printed
        return self.unit


def _second_name(row: TableRow) -> int | None:
    """Where in a row a second name begins: a text behind an amount, with an amount behind it."""
    behind = False
    for place, cell in enumerate(row.cells):
        if behind and cell.kind == "text":
            return place if any(other.value is not None for other in row.cells[place:]) else None
        behind = behind or cell.value is not None
    return None


def _is_text(row: TableRow, place: int) -> bool:
    return place < len(row.cells) and row.cells[place].kind == "text"


def _narrowed(default: Default, title: Said) -> Default:
    """The defaults of a kind of table, of what its title names if that says more: 购买服务 among what is procured."""
    named = title.component
    more = named is not None and (default.component is None or named.startswith(f"{default.component}."))
    return dataclasses.replace(default, component=named) if more else default


def _rate(measure: FactMeasure | None) -> FactMeasure | None:
    """The measure of a cell that is printed with %, whatever its column is called: no amount."""
    return "change_rate" if measure == "change" else measure if measure in MONEYLESS else None


def _measured(column: Said, row: Said) -> FactMeasure | None:
    """The measure that column and row tell: what is counted by the row is no amount, whatever the column is called."""
    if row.measure == "count":
        return row.measure
    return column.measure or (row.measure if row.understood else None)


def _subject(column: Column, meaning: RowMeaning) -> Subject | None:
    """The subject of a cell: the row's, unless that is a total or an organization and the column is about an item."""
    if not meaning.named and column.subject and column.is_item:
        names = column.subject
    elif meaning.subject is None and (column.subject or column.title):
        names = column.subject or (column.title,)
    else:
        return meaning.subject
    return Subject(text=names[-1], path=names if len(names) > 1 else ())
