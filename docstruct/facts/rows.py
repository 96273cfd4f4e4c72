"""What the rows of a table are about: whose amounts, and of what.

A coded row is its subject, under the rows of the codes above it. A row without a code is named by its text; where the text
is one of the lexicon's words (合计, 其中：公务接待费, 年末结转和结余) it says as much of the amounts as a column's title would.
Rows that list organizations say whose the amounts are; of what, their columns do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.document import Subject
from docstruct.facts.titles import Said, bare, without_unit
from docstruct.lexicon.classification import scheme_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docstruct.document import Component, Table, TableRow
    from docstruct.facts.columns import Column
    from docstruct.facts.titles import TitleReader


NOTHING_SAID = Said(understood=True)


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """Whose the amounts of a row are, of what, and what its name says of them."""

    subject: Subject | None
    organization: str | None = None
    said: Said = NOTHING_SAID
    named: bool = False
    """Whether the row has a name of its own that is no total: then the subject is the row's, not the column's."""


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
        self._above: list[tuple[str, str]] = []
        self._organization: str | None = None

    def read(self, number: int, row: TableRow) -> RowMeaning:
        """The meaning of a row; rows are read in order, ``number`` counts from 0."""
        organization = self._organization_of(row)
        name = row.name
        if row.code is not None:
            return RowMeaning(self._coded(row.code, name, "stated"), organization, named=True)
        names = [row.cells[j].text for j in self._subjects if row.cells[j].kind == "text"]
        if organization is not None and name == organization:
            name = names[-1] if names else None
        elif names and name not in names:
            name = names[-1]
        if name is None:
            return RowMeaning(None, organization)
        said = self._titles.read(name, self._whole)
        text = without_unit(bare(name))[0]
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
        path = (*(bare(part) for part in above), text) if above else ()
        return RowMeaning(
            Subject(text=text, path=path), None if total else organization, said, named=not total
        )

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


def _text_columns(table: Table, columns: Sequence[Column], role: str) -> list[int]:
    """The columns of a role that hold text in the body."""
    return [
        j
        for j, column in enumerate(columns)
        if column.said.role == role
        and all(j < len(row.cells) for row in table.rows)
        and any(row.cells[j].kind == "text" for row in table.rows)
    ]
