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
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from docstruct.document import Fact, Subject
from docstruct.facts.periods import period
from docstruct.facts.said import Said
from docstruct.facts.titles import MONEYLESS
from docstruct.money import in_yuan
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Cell, Metadata, Table
    from docstruct.facts.titles import TitleReader
    from docstruct.lexicon.meanings import Default

Number: TypeAlias = tuple[str | None, str | None]
"""The number a cell states, None if it states none, and the unit printed with it."""

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
        self._block = ""

    def facts(self, before: int) -> Iterator[Fact]:
        """The facts in order; ``before`` counts those of the tables above."""
        for r, cells in enumerate(self.grid):
            numbers = [self._number(cell) for cell in cells]
            labels = self._labels(cells, numbers)
            # Behind the labels: the titles in a row are those of the rows below it.
            self._note_titles(cells, numbers)
            if cells and cells[0].kind == "text":
                self._block = cells[0].text
            for c, (value, unit) in enumerate(numbers):
                if value is None or self._is_code(labels[c][1]):
                    continue
                before += 1
                yield self._fact(f"c{before}", (r, c), (value, unit), labels[c])

    def _number(self, cell: Cell) -> Number:
        """The number a cell states, and the unit printed with it."""
        if cell.value is not None:
            return cell.value, "%" if cell.text.endswith(("%", "％")) else None
        # The length first: cells of a form hold whole paragraphs.
        match = _TARGET.fullmatch(cell.text) if cell.kind == "text" and len(cell.text) < 24 else None
        if match is None or match[2] not in self.titles.meanings.units:
            return None, None
        return match[1], match[2]

    def _fact(
        self, fact: str, at: tuple[int, int], number: tuple[str, str | None], labelled: tuple[int, str | None]
    ) -> Fact:
        (r, c), (value, printed), (place, label) = at, number, labelled
        cell = self.grid[r][c]
        said = self._said(c, label)
        known = said.understood
        measure, year = period(said, self.metadata.fiscal_year) if said.measure else (None, None)
        if known and not self._is_annual(c, place, said, label or ""):
            year = None
        unit = printed or said.unit
        if unit is None and known and measure not in MONEYLESS:
            unit = self._unit_of_block()
        name = self.titles.plain(label)[0].rstrip(":：") if label else None
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
        # 数量 left of a number says that it counts, whatever the column above is called.
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

    @staticmethod
    def _labels(cells: Sequence[Cell], numbers: Sequence[Number]) -> list[tuple[int, str | None]]:
        """Of every cell of a row the nearest text left of it and its column; numbers between belong to the same label."""
        labels: list[tuple[int, str | None]] = []
        nearest: tuple[int, str | None] = (-1, None)
        for place, (cell, (value, _)) in enumerate(zip(cells, numbers, strict=True)):
            labels.append(nearest)
            if cell.kind == "text" and value is None and not cell.text.startswith(_SIGNS):
                nearest = place, cell.text
        return labels

    def _is_code(self, label: str | None) -> bool:
        """Whether a number of a label is none of amounts or counts: 项目代码, 邮政编码."""
        return label is not None and self.titles.read(label).role == "ignored"

    def _is_annual(self, c: int, place: int, said: Said, label: str) -> bool:
        """Whether an amount is one of the year: 项目资金总额 and its parts are those of the whole project."""
        if c in self._above or said.offset is not None or said.moment is not None:
            return True
        if said.total:
            self._annual[place] = "年" in label or "年" in self._block
        return self._annual.get(place, False) or "年" in label

    def _note_titles(self, cells: Sequence[Cell], numbers: Sequence[Number]) -> None:
        """Remember the titles of columns that a row holds: cells that say a measure and nothing of what is measured."""
        for c, (cell, (value, _)) in enumerate(zip(cells, numbers, strict=True)):
            if cell.kind == "text" and value is None:
                said = self.titles.read(cell.text, self.default.component)
                if said.understood and said.measure is not None and said.component is None:
                    self._above[c] = said

    def _unit_of_block(self) -> str | None:
        """The unit in brackets behind the label of the block a row stands in: 项目资金（元）; else the table's."""
        return self.titles.unit_in(self._block) or self.table.unit

    def _project(self, labels: frozenset[str]) -> str | None:
        for cells in self.grid:
            for c, cell in enumerate(cells):
                if cell.kind == "text" and matching_key(cell.text) in labels:
                    return next((after.text for after in cells[c + 1 :] if after.kind == "text"), None)
        return None
