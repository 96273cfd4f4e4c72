"""What the tables themselves show to be wrong: codes that are those of no level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.catalogue import declare
from docstruct.outlining.tables.header import leaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.document import Cell, Finding, Table, TableRow
    from docstruct.lexicon.tables import TableWords

CODE = declare(
    "code_of_no_level",
    severity="warning",
    made="outlining",
    compares="the digits in the columns of codes against the levels of a code: 3, 2 and 2",
    tolerance="only in tables most of whose rows have codes; zeros that a spreadsheet dropped are put back",
    example="7 | 11 | 02 事业单位医疗",
)


def code_findings(tables: Iterable[Table], words: TableWords) -> Iterator[Finding]:
    """Rows with digits where the code stands that are no code, in tables that have codes."""
    for table in tables:
        columns = _code_columns(table, words)
        numbered = [row for row in table.rows if _digits(row, columns)]
        misshapen = [row for row in numbered if row.code is None]
        if len(misshapen) * 2 >= len(numbered):
            continue
        for row in misshapen:
            cells = _digits(row, columns)
            code = " ".join(cell.text for cell in cells)
            yield CODE.finding(
                f"《{table.title or '表'}》“{row.name or ''}”的科目编码写为{code}，不是类、款、项任何一级的编码。",
                cells[0].start,
                cells[-1].end,
                tables=(table.id,),
                stated=code,
            )


def _code_columns(table: Table, words: TableWords) -> list[int]:
    labels = words.code_labels | words.split_code_labels
    return [j for j, path in enumerate(table.header) if leaf(path) in labels]


def _digits(row: TableRow, columns: list[int]) -> list[Cell]:
    cells = [row.cells[j] for j in columns if j < len(row.cells) and row.cells[j].kind != "blank"]
    return cells if cells and all(cell.text.isdecimal() for cell in cells) else []
