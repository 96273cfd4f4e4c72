"""Details against tables and against each other: items that are listed and empty, copied purposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View

COPIED = 8  # characters from which two purposes of different subjects are no coincidence


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
        for match in view.lexicon.item_list.pattern.finditer(view.document.text, section.start, section.end):
            names = _split(match[1], view.lexicon.item_list.separators)
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
