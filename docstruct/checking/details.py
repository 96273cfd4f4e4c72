"""Details against tables and against each other: amounts of projects, lists of items, copied purposes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.quantity import show
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Cell, Table, TableRow

TEN_THOUSAND = Decimal(10_000)
COPIED = 8  # characters from which two purposes of different subjects are no coincidence


@check(
    "table_unit_suspect",
    severity="warning",
    compares="the amount in the form of one project against the same project in the table of projects",
    tolerance="exactly ten thousand times the amount under the same unit",
    example="项目资金(万元) 300000.00 for a project of 30.00万元",
)
def project_units(view: View) -> Iterator[Contradiction]:
    """A form headed 万元 that gives the amount in 元."""
    amounts = dict(_project_amounts(view))
    for table in view.document.tables:
        name = _project_of(view, table)
        stated = _first_number(table.rows, after=name) if name is not None else None
        if name is None or stated is None or stated.value is None:
            continue
        listed = amounts.get(matching_key(name.text))
        if listed is None or not listed or Decimal(stated.value) != listed * TEN_THOUSAND:
            continue
        yield Contradiction(
            message=f"项目“{name.text}”的绩效表写为{stated.text}（表内单位万元），项目支出表中为{show(listed)}万元，单位疑有误。",
            start=stated.start,
            end=stated.end,
            places=(view.table_place(table),),
            stated=stated.value,
            computed=show(listed),
        )


def _project_amounts(view: View) -> Iterator[tuple[str, Decimal]]:
    """Names and first amounts of the rows of every table of projects, in the unit of the table."""
    for table in view.document.tables:
        if table.kind != "tables.projects":
            continue
        for row in table.rows:
            number = next((cell for cell in row.cells if cell.value is not None), None)
            for cell in row.cells:
                if cell.kind == "text" and number is not None and number.value is not None:
                    yield matching_key(cell.text), Decimal(number.value)


def _project_of(view: View, table: Table) -> Cell | None:
    """The cell that names the project of a form: the first text after 项目名称."""
    if table.kind != "tables.performance":
        return None
    for row in table.rows:
        labels = [index for index, cell in enumerate(row.cells) if cell.text in view.lexicon.project_name]
        if labels:
            return next((cell for cell in row.cells[labels[0] + 1 :] if cell.kind == "text"), None)
    return None


def _first_number(rows: tuple[TableRow, ...], after: Cell) -> Cell | None:
    cells = (cell for row in rows for cell in row.cells if cell.start > after.start)
    return next((cell for cell in cells if cell.kind == "number"), None)


@check(
    "listed_but_empty",
    severity="info",
    compares="items that the prose lists under 主要包括 against their rows in the table of basic expenditure",
    tolerance="the row is there, and all its amounts are zero or blank",
    example="公用经费10.23万元，主要包括：办公费、邮电费 with 30207 邮电费 0.00",
)
def empty_items(view: View) -> Iterator[Contradiction]:
    """An item that is named as part of an amount should have an amount."""
    spent: dict[str, bool] = {}
    for grid in view.grids:
        if grid.table.kind == "tables.basic_expenditure":
            for row in grid.table.rows:
                if row.code and len(row.code) == 5 and row.name:
                    has_amount = any(amount.middle for amount in grid.amounts(row))
                    spent[matching_key(row.name)] = spent.get(matching_key(row.name), False) or has_amount
    if not any(spent.values()):
        return
    for section in view.document.sections:
        if section.kind != "narrative.basic_expenditure":
            continue
        for match in view.lexicon.item_list.finditer(view.document.text, section.start, section.end):
            names = _split(match[1], view.lexicon.separators)
            empty = [name for name in names if spent.get(matching_key(name)) is False]
            if empty and any(spent.get(matching_key(name)) for name in names):
                yield Contradiction(
                    message=f"文中列入“{'、'.join(empty)}”，《基本支出表》中没有数额。",
                    start=match.start(1),
                    end=match.end(1),
                    sections=(section.id,),
                    stated="、".join(empty),
                )


def _split(text: str, separators: frozenset[str]) -> list[str]:
    names = [""]
    for character in text:
        if character in separators:
            names.append("")
        else:
            names[-1] += character
    return [name.strip() for name in names if name.strip()]


@check(
    "repeated_purpose",
    severity="info",
    compares="the purposes of items of different 类",
    tolerance=f"the same words, {COPIED} characters or more",
    example="住房公积金（项）。主要用于：事业单位医疗保险支出。 after the same purpose of 事业单位医疗",
)
def copied_purposes(view: View) -> Iterator[Contradiction]:
    """A purpose copied from another item says nothing about this one."""
    first: dict[str, str] = {}
    for reason in view.document.reasons:
        code = reason.subject.code
        if reason.relation != "purpose" or not code or reason.subject.scheme != "functional":
            continue
        key = matching_key(reason.text)
        if len(key) < COPIED:
            continue
        other = first.setdefault(key, code)
        if other[:3] != code[:3]:
            yield Contradiction(
                message=f"“{reason.subject.text}”的用途“{reason.text}”与科目{other}的用途相同，疑为误抄。",
                start=reason.start,
                end=reason.end,
                stated=reason.text,
            )
