"""Empty tables, and the notes under them that say so.

Such a note reads 注：本部门2025年无政府性基金预算财政拨款安排的预算，故本表为空表。
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Table
    from docstruct.lexicon.checks import EmptyTable


@check(
    "empty_table_unexplained",
    severity="warning",
    compares="an empty table of government funds, state capital or 三公 against the statement that it is empty",
    tolerance="any sentence of the table's section, of the narrative section on the same matter, or of the document that says "
    "of the matter that there is none of it, or 0, counts",
    example="政府性基金预算财政拨款收入支出决算表 without a number and without 本部门没有政府性基金…",
)
def empty_tables(view: View) -> Iterator[Contradiction]:
    """A table that is empty must say so (财政部's template asks for the sentence under the table)."""
    text = view.document.text
    for grid in view.grids:
        table = grid.table
        rule = view.lexicon.empty_table(table.kind)
        if rule is None or grid.columns or not table.header:
            continue
        topic = (table.kind or "").replace("tables.", "narrative.")
        own = view.sections.by_id.get(table.section or "")
        places = [*view.sections.of_kind(topic), *((own,) if own is not None else ())]
        if any(
            view.lexicon.empty.statement.search(text, s.start, s.end) for s in places
        ) or rule.says_none.search(text):
            continue
        yield Contradiction(
            message=f"《{table.title or '表'}》为空表，未见说明。",
            start=table.start,
            end=table.end,
            places=(view.cite.table(table),),
        )


@check(
    "empty_note_mismatch",
    severity="warning",
    compares="a note that the table above it is empty (故本表为空表) against that table: whether it is, and of which fund it is",
    tolerance="an amount other than zero; a note that names several funds may mean any",
    example="注：本部门2025年无政府性基金…，故本表为空表。 under the table of 国有资本经营",
)
def notes(view: View) -> Iterator[Contradiction]:
    """What a note says of the table above it must be true of it."""
    for match in view.lexicon.empty.note.finditer(view.document.text):
        table = _table_above(view, match.start())
        if table is None:
            continue
        amount = view.amounts_of_tables.get(table.id)
        wrong = _wrong_matter(view, table, match[0])
        if amount is not None and wrong is None:
            message = f"表下写明“{match[0]}”，但{view.cite.name(amount)}为{printed(amount)}。"
        elif wrong is not None:
            message = f"《{table.title or '表'}》下的说明写的是{wrong.matter}：“{match[0]}”。"
        else:
            continue
        yield Contradiction(
            message=message,
            start=match.start(),
            end=match.end(),
            places=(
                view.cite.table(table),
                *((view.cite.fact(amount),) if amount is not None and wrong is None else ()),
            ),
            stated=wrong.matter if wrong is not None else None,
        )


def _table_above(view: View, start: int) -> Table | None:
    """The last table that ends before a place, if both are of one section."""
    tables = view.document.tables
    # In document order, one behind the other.
    at = bisect_right(tables, start, key=lambda table: table.end)
    return tables[at - 1] if at and tables[at - 1].section == view.sections.at(start) else None


def _wrong_matter(view: View, table: Table, note: str) -> EmptyTable | None:
    """The matter a note names, if it is not the one of the table it stands under."""
    own = view.lexicon.empty_table(table.kind)
    named = [rule for rule in view.lexicon.empty_tables if rule.matter in note]
    return named[0] if own is not None and len(named) == 1 and named[0] is not own else None
