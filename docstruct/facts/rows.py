"""What the rows of a table are about: whose amounts, and of what.

A coded row is its subject, under the rows of the codes above it. A row without a code is named by its text; where the text
is one of the lexicon's words (合计, 其中：公务接待费, 年末结转和结余) it says as much of the amounts as a column's title would.
Rows that list organizations say whose the amounts are; of what, their columns do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.document import Subject
from docstruct.facts.said import Said
from docstruct.lexicon.classification import scheme_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docstruct.document import Component, Table, TableRow
    from docstruct.facts.said import Column
    from docstruct.facts.titles import TitleReader


_FUNDS = ("general_budget", "government_funds", "state_capital")
SIDES: frozenset[Component | None] = frozenset({"revenue", "expenditure"})
"""What the two panels of a table of totals are about."""
BASIC: dict[Component | None, Component] = {
    "expenditure.basic.personnel": "expenditure.basic",
    "expenditure.basic.running": "expenditure.basic",
}
"""The whole that the panels of a table of basic expenditure are parts of."""
NOTHING_SAID = Said(understood=True)


class RowMeaning(Struct, frozen=True):
    """Whose the amounts of a row are, of what, and what its name says of them."""

    subject: Subject | None
    organization: str | None = None
    said: Said = NOTHING_SAID
    named: bool = False
    """Whether the row has a name of its own that is no total: then the subject is the row's, not the column's."""


NAMELESS = RowMeaning(None)
"""Of a cell that some other name than the row's may stand for."""


class RowReader:
    """Reads the rows of one table from top to bottom.

    Args:
        table: the table.
        columns: the meanings of its columns.
        titles: reads the names of rows.
        whole: what the table is about.
        implied: the codes of rows that print none, by the place of the row.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[Column],
        titles: TitleReader,
        whole: Component | None,
        implied: Mapping[int, str],
    ) -> None:
        self._titles = titles
        self._whole = whole
        self._implied = implied
        self._organizations = _text_columns(table, columns, "organization")
        self._subjects = _text_columns(table, columns, "subject")
        # 资产类别 | 资产名称: the last one names the item, the others what it is among.
        self._named = bool(self._subjects) and columns[self._subjects[-1]].title.endswith(
            titles.meanings.name_ends
        )
        self._sources = SourceReader(titles, whole)
        self._side: Component | None = None
        self._above: list[tuple[str, str]] = []
        self._organization: str | None = None

    def read(self, number: int, row: TableRow) -> RowMeaning:
        """The meaning of a row; rows are read in order, ``number`` counts from 0."""
        organization = self._organization_of(row)
        name = row.name or self._total_name(row)
        if row.code is not None:
            return RowMeaning(self._coded(row.code, name, "stated"), organization, named=True)
        names = [row.cells[j].text for j in self._subjects if row.cells[j].kind == "text"]
        if organization is not None and name == organization:
            name = names[-1] if names else None
        elif names and (name not in names or self._named):
            name = names[-1]
        if name is None:
            return RowMeaning(None, organization)
        said = self._on_its_side(self._sources.read(name))
        text = self._titles.plain(name)[0]
        if number in self._implied:
            return RowMeaning(
                self._coded(self._implied[number], text, "document_table"), organization, named=True
            )
        total = (
            said.understood
            and said.total
            and said.component in (None, "revenue", "expenditure", "three_public")
        )
        above = names[: names.index(name)] if name in names else names
        path = (*(self._titles.bare(part) for part in above), text) if above else ()
        return RowMeaning(
            Subject(text=text, path=path), None if total else organization, said, named=not total
        )

    def _on_its_side(self, said: Said) -> Said:
        """总计 of a panel that no header names: it is of revenue below 本年收入合计, of expenditure below 本年支出合计.

        合计 below 人员经费合计 is that of the basic expenditure, of which the panel is a part.
        """
        if not said.understood:
            return said
        if said.component in BASIC and self._whole in ("expenditure.basic", *BASIC):
            self._side = BASIC[said.component]
        elif self._side == "expenditure.basic" and said.total and said.component is None:
            return replace(said, component=self._side)
        if self._whole is not None:
            return said
        if said.component in SIDES:
            self._side = said.component
        elif said.grand and said.component is None and self._side is not None:
            said, self._side = replace(said, component=self._side), None
        return said

    def _total_name(self, row: TableRow) -> str | None:
        """The 合计 of a row that does not stand in the column of names."""
        texts = (cell.text for cell in row.cells if cell.kind == "text")
        first = next(texts, None)
        return first if first is not None and self._titles.read(first).total else None

    def _organization_of(self, row: TableRow) -> str | None:
        """The organization a row names, or the one above it where a merged cell was left blank."""
        if not self._organizations:
            return None
        texts = [row.cells[j].text for j in self._organizations if row.cells[j].kind == "text"]
        if texts and not self._titles.read(texts[0]).total:
            self._organization = texts[0]
        elif texts:
            return None
        return self._organization

    def _coded(self, code: str, name: str | None, method: str) -> Subject:
        """A subject under those above it, and the levels above brought up to date."""
        while self._above and not (code.startswith(self._above[-1][0]) and code != self._above[-1][0]):
            self._above.pop()
        self._above.append((code, name or ""))
        return Subject(
            text=name or code,
            path=tuple(name for _, name in self._above if name),
            code=code,
            scheme=scheme_of(code),
            method="stated" if method == "stated" else "document_table",
        )


class SourceReader:
    """Reads the names of rows that may list the sources of the money named above them.

    In the panel of revenue the funds stand twice, as sources of the year and as parts of what was carried over::

        一、本年收入             revenue
        （一）一般公共预算拨款    revenue.appropriation
        二、上年结转             balance
        （一）一般公共预算拨款    balance, too

    A fund belongs to the balance above it if its marker is a lower one, or if it has no marker and the same fund was listed before.
    """

    def __init__(self, titles: TitleReader, whole: Component | None) -> None:
        self._titles = titles
        self._whole = whole
        self._listed: set[str] = set()
        self._balance: tuple[int, Said] | None = None

    def read(self, name: str) -> Said:
        """What the name of the next row says."""
        said = self._titles.read(name, self._whole)
        if said.component == "balance" and said.moment is not None:
            self._balance = (self._titles.marker_level(name), said)
            return said
        is_fund = said.component == "revenue.appropriation" and said.fund in _FUNDS
        if self._balance is None:
            if is_fund:
                self._listed.add(said.fund or "")
            return said
        level = self._titles.marker_level(name)
        above, balance = self._balance
        if not is_fund:
            if level <= above:
                self._balance = None
            return said
        if (above == 0 and level > 0) or 0 < level <= above:
            self._balance = None
            return said
        if level > above or said.fund in self._listed:
            return replace(balance, fund=said.fund)
        return replace(said, component=None, understood=False)


def _text_columns(table: Table, columns: Sequence[Column], role: str) -> list[int]:
    """The columns of a role that hold text in the body."""
    return [
        j
        for j, column in enumerate(columns)
        if column.said.role == role
        and all(j < len(row.cells) for row in table.rows)
        and any(row.cells[j].kind == "text" for row in table.rows)
    ]
