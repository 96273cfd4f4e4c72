"""What the tables state, cell by cell: every amount and count with its meaning.

A figure of the prose is read from a sentence; a fact from the place of a cell: its row says whose amount it is, its
column and the title of the table say what is measured. What is not certain of a fact is None; the cell is still listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.document import Fact, Subject
from docstruct.lexicon.classification import scheme_of
from docstruct.money import in_yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Metadata, Table, TableRow

__all__ = ["facts_of"]


def facts_of(tables: tuple[Table, ...], metadata: Metadata) -> tuple[Fact, ...]:
    """The facts of every table, in document order; places in the input are left for the caller to fill in."""
    facts: list[Fact] = []
    for table in tables:
        facts.extend(_of_table(table, metadata, len(facts)))
    return tuple(facts)


def _of_table(table: Table, metadata: Metadata, before: int) -> Iterator[Fact]:
    unit = table.unit or metadata.money_unit
    above: list[TableRow] = []
    for number, row in enumerate(table.rows, start=1):
        subject = _subject(row, above)
        for place, cell in enumerate(row.cells, start=1):
            if cell.value is None:
                continue
            before += 1
            yield Fact(
                id=f"c{before}",
                table=table.id,
                table_kind=table.kind,
                row=number,
                column=place,
                organization=metadata.organization,
                subject=subject,
                level=row.level,
                text=cell.text,
                value=cell.value,
                unit=unit,
                amount=in_yuan(cell.value, unit),
                start=cell.start,
                end=cell.end,
            )


def _subject(row: TableRow, above: list[TableRow]) -> Subject | None:
    """What a row is about; ``above`` holds the rows of the levels over it, and is brought up to date."""
    if row.name is None:
        return None
    if row.code is None:
        return Subject(text=row.name)
    while above and not (row.code.startswith(above[-1].code or "-") and row.code != above[-1].code):
        above.pop()
    above.append(row)
    return Subject(
        text=row.name,
        path=tuple(one.name for one in above if one.name),
        code=row.code,
        scheme=scheme_of(row.code),
        method="stated",
    )
