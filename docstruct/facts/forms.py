"""The facts of forms: tables without a header, of which every row names its own cells.

A value belongs to the label left of it, and to the title above it where the form holds a small table::

    项目名称       | 河道清淤
    项目资金(万元) |            | 年初预算数 | 全年执行数 | 执行率
                   | 年度资金总额 | 12.00    | 11.50    | 95.83%
    项目资金（元） | 项目资金总额 | 410,000.00 | 年度资金申请总额 | 410,000.00

The project the form is about is the head of each subject's path. Targets (``≥80.00(%)``) are listed as they are printed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.document import Fact, Subject
from docstruct.facts.periods import period
from docstruct.facts.titles import MONEYLESS, Said, bare, without_unit
from docstruct.money import in_yuan
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Cell, Metadata, Table
    from docstruct.facts.titles import TitleReader
    from docstruct.lexicon.meanings import Default

_TARGET = re.compile(r"[≥≤>＞<＜=＝]{0,2} ?(-?[0-9]+(?:\.[0-9]+)?) ?[(（]?([^0-9()（）≥≤=]{1,6}?)[)）]?")
"""A number with its unit, and the sign of a target before it."""
_SIGNS = tuple("≥≤>＞<＜=＝")


class FormReader:
    """Reads the facts of one form.

    Args:
        table: the form.
        metadata: of the document.
        titles: reads labels.
        default: what the amounts of such forms are.
    """

    def __init__(self, table: Table, metadata: Metadata, titles: TitleReader, default: Default) -> None:
        self.table = table
        self.metadata = metadata
        self.titles = titles
        self.default = default
        self.grid = [row.cells for row in table.rows]
        self.project = self._project(titles.meanings.project_labels)
        self.planned = metadata.document_type == "budget"
        self._above: dict[int, Said] = {}
        self._annual: dict[int, bool] = {}

    def facts(self, before: int) -> Iterator[Fact]:
        """The facts in order; ``before`` counts those of the tables above."""
        for r, cells in enumerate(self.grid):
            self._note_titles(cells)
            for c, cell in enumerate(cells):
                value, unit = self._number(cell)
                if value is None or self._is_code(r, c):
                    continue
                before += 1
                yield self._fact(f"c{before}", r, c, value, unit)

    def _number(self, cell: Cell) -> tuple[str | None, str | None]:
        """The number a cell states, and the unit printed with it."""
        if cell.value is not None:
            return cell.value, "%" if cell.text.endswith(("%", "％")) else None
        match = _TARGET.fullmatch(cell.text) if cell.kind == "text" and len(cell.text) < 24 else None
        if match is None or match[2] not in self.titles.meanings.units:
            return None, None
        return match[1], match[2]

    def _fact(self, fact: str, r: int, c: int, value: str, printed: str | None) -> Fact:
        cell, (place, label) = self.grid[r][c], self._label(r, c)
        said = self._said(c, label)
        known = said.understood
        measure, year = period(said, self.metadata.fiscal_year) if said.measure else (None, None)
        if known and not self._is_annual(r, c, place, said, label or ""):
            year = None
        unit = printed or said.unit
        if unit is None and known and measure not in MONEYLESS:
            unit = self._unit_of_block(r)
        name = without_unit(bare(label))[0].rstrip(":：") if label else None
        return Fact(
            id=fact,
            table=self.table.id,
            table_kind=self.table.kind,
            row=r + 1,
            column=c + 1,
            organization=self.metadata.organization,
            subject=Subject(text=name, path=(self.project, name) if self.project else ()) if name else None,
            component=said.component if known and measure not in MONEYLESS else None,
            measure=measure,
            fund=said.fund if known and measure not in MONEYLESS else None,
            year=year,
            moment=said.moment if known else None,
            text=cell.text,
            value=value,
            unit=unit,
            amount=in_yuan(value, unit),
            start=cell.start,
            end=cell.end,
        )

    def _said(self, c: int, label: str | None) -> Said:
        """What the label of a cell and the title above it say together."""
        left = self.titles.read(label, self.default.component) if label else Said()
        above = self._above.get(c, Said())
        component = left.component or self.default.component
        counted = left.measure == "count" and above.measure not in MONEYLESS
        measure = left.measure if counted else above.measure or left.measure
        if measure is None and left.understood and self.planned:
            measure = "budget"
        if not left.understood and measure not in MONEYLESS:
            measure = None  # the title belongs to another part of the form
        known = left.understood and (left.component is not None or left.fund is not None or left.total)
        fund = left.fund or above.fund or ("all" if left.total else None)
        return replace(
            left,
            component=component,
            measure=measure,
            fund=fund,
            year=above.year or left.year,
            offset=above.offset if left.offset is None else left.offset,
            unit=left.unit or above.unit,
            understood=known,
        )

    def _label(self, r: int, c: int) -> tuple[int, str | None]:
        """The nearest text left of a cell and its column; numbers between belong to the same label."""
        for place in range(c - 1, -1, -1):
            cell = self.grid[r][place]
            if cell.kind == "text" and self._number(cell)[0] is None and not cell.text.startswith(_SIGNS):
                return place, cell.text
        return -1, None

    def _is_code(self, r: int, c: int) -> bool:
        """Whether a number is none of amounts or counts: 项目代码, 邮政编码."""
        label = self._label(r, c)[1]
        return label is not None and self.titles.read(label).role == "ignored"

    def _is_annual(self, r: int, c: int, place: int, said: Said, label: str) -> bool:
        """Whether an amount is one of the year: 项目资金总额 and its parts are those of the whole project."""
        if c in self._above or said.offset is not None or said.moment is not None:
            return True
        if said.total:
            self._annual[place] = "年" in label or "年" in (self._block(r) or "")
        return self._annual.get(place, False) or "年" in label

    def _note_titles(self, cells: Sequence[Cell]) -> None:
        """Remember the titles of columns that a row holds: cells that say a measure and nothing of what is measured."""
        for c, cell in enumerate(cells):
            if cell.kind == "text" and self._number(cell)[0] is None:
                said = self.titles.read(cell.text, self.default.component)
                if said.understood and said.measure is not None and said.component is None:
                    self._above[c] = said

    def _unit_of_block(self, r: int) -> str | None:
        """The unit in brackets behind the label of the block a row stands in: 项目资金（元）; else the table's."""
        label = self._block(r)
        return (without_unit(label)[1] if label else None) or self.table.unit

    def _block(self, r: int) -> str | None:
        """The label of the block a row stands in: the nearest text in the first column."""
        for cells in reversed(self.grid[: r + 1]):
            if cells and cells[0].kind == "text":
                return cells[0].text
        return None

    def _project(self, labels: frozenset[str]) -> str | None:
        for cells in self.grid:
            for c, cell in enumerate(cells):
                if cell.kind == "text" and matching_key(cell.text) in labels:
                    return next((after.text for after in cells[c + 1 :] if after.kind == "text"), None)
        return None
