"""What the columns of a table hold: the titles over each, read from the outermost inwards.

An inner title says more than the one above it, and what it does not say the outer one does: under 公务用车购置及运行费 >
购置费 > 决算数 stand actual amounts of the purchase of vehicles. A header that was misread must not be believed: where two
columns come to mean the same nothing is claimed of any column beside them, and where half the titles of a header are not
understood nothing is claimed of the table.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.facts.said import Column, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Component, Table
    from docstruct.facts.titles import TitleReader
    from docstruct.lexicon.meanings import Default

GRAND: dict[Component | None, Component] = {"revenue": "revenue.total", "expenditure": "expenditure.total"}
"""What a total of totals is: 收入总计 is 本年收入合计 with what was carried over."""


def read_columns(table: Table, titles: TitleReader, default: Default) -> list[Column]:
    """The meaning of every column; there may be rows with more cells."""
    columns = [titles.column(path, default.component, _read) for path in table.header]
    amounts = {j for row in table.rows for j, cell in enumerate(row.cells) if cell.value is not None}
    amounts = {j for j in amounts if j < len(columns) and columns[j].said.role != "ignored"}
    columns = _with_grand_total(_with_carried(columns), amounts)
    unclear = _unclear(columns, amounts)
    return [_nothing(column) if j in unclear else column for j, column in enumerate(columns)]


def whole_of(columns: Sequence[Column], default: Default) -> Component | None:
    """What all the columns of a table are about: 收入 in the panel of revenue."""
    if default.component is not None:
        return default.component
    tops = {column.outer for column in columns if column.said.role is None and column.outer is not None}
    return tops.pop() if len(tops) == 1 else None


def _read(path: tuple[str, ...], whole: Component | None, titles: TitleReader) -> Column:
    """Read one path; a title that is not understood leaves open what the column holds."""
    said = Said(component=whole, understood=True)
    outer, subject = whole, []
    for number, title in enumerate(path):
        inner = titles.read(title, said.component)
        adds = inner.item or _adds(inner, said.component)
        if adds and not inner.total and inner.carried is None:
            subject.append(titles.name(title))
        if inner.carried is None:  # 上年结转 > 基本支出 is of 基本支出, too
            outer = _below(Said(component=outer), titles.read(title, outer)).component
        said = replace(_below(said, inner), role=inner.role if number + 1 == len(path) else None)
    return Column(said, tuple(subject), path[:-1], outer, _name(path[-1], whole, titles) if path else "")


def _adds(inner: Said, outer: Component | None) -> bool:
    """Whether a title says more of what is held than the one above it: not 支出 below 项目支出."""
    return inner.component is not None and not (outer or "").startswith(f"{inner.component}.")


def _name(title: str, outer: Component | None, titles: TitleReader) -> str:
    """The name of what a column holds; 预算数, or 支出决算 where all is spent, names nothing."""
    said = titles.read(title)
    named = _adds(said, outer) or said.fund or said.total or said.measure is None or not said.understood
    return titles.name(title) if named else ""


def _below(outer: Said, inner: Said) -> Said:
    """What an inner title says together with those above it."""
    component = inner.component or outer.component
    source = component is not None and component.startswith("revenue.")
    if source and outer.component is not None and not outer.component.startswith("revenue"):
        component = outer.component  # 事业收入 over what is bought or spent is where the money comes from
    if component is not None and not _adds(inner, outer.component):
        component = outer.component  # 支出决算 below 项目支出 is that of the projects
    return Said(
        component=component,
        measure=inner.measure or outer.measure,
        fund=inner.fund or outer.fund,
        moment=inner.moment or outer.moment,
        year=outer.year if inner.year is None else inner.year,
        offset=outer.offset if inner.offset is None else inner.offset,
        carried=outer.carried if inner.carried is None else inner.carried,
        total=inner.total,
        unit=inner.unit or outer.unit,
        item=inner.item or outer.item,
        understood=outer.understood and inner.understood,
    )


def _with_carried(columns: list[Column]) -> list[Column]:
    """Columns of carried money as parts of what stands beside them, where the year's own money is told apart from it.

    当年预算 | 上年结转 below 公务接待费 are two parts of one budget; 上年结转 alone is a balance.
    """
    if not any(column.said.carried is False for column in columns):
        return [
            column
            if column.said.carried is None
            else replace(column, said=replace(column.said, carried=None))
            for column in columns
        ]
    parted: list[Column] = []
    for column in columns:
        said = column.said
        if said.carried and (said.component or "").startswith("balance"):
            column = replace(column, said=replace(said, component=column.outer, moment=None))
        parted.append(column)
    return parted


def _with_grand_total(columns: list[Column], amounts: set[int]) -> list[Column]:
    """合计 beside 本年收入 > 小计 is the sum of these and of what was carried over: 收入总计."""
    totals = [j for j in amounts if columns[j].said.total]
    outer = [j for j in totals if not columns[j].group]
    if len(outer) != 1 or not any(
        _meaning(columns[j]) == _meaning(columns[outer[0]]) for j in totals if j != outer[0]
    ):
        return columns
    column = columns[outer[0]]
    grand = GRAND.get(column.said.component)
    if grand is not None:
        columns[outer[0]] = replace(column, said=replace(column.said, component=grand))
    return columns


def _unclear(columns: Sequence[Column], amounts: set[int]) -> set[int]:
    """The columns of which nothing may be claimed."""
    unknown = {j for j in amounts if not columns[j].said.understood}
    if len(unknown) > 1 and len(unknown) * 2 > len(amounts):
        return set(range(len(columns)))
    meanings = [_meaning(column) for column in columns]
    meant = Counter(meanings[j] for j in amounts if columns[j].said.understood)
    groups = {columns[j].group for j in amounts if meant[meanings[j]] > 1}
    return {
        j
        for j, column in enumerate(columns)
        if meant[meanings[j]] > 1 or (column.group and column.group in groups)
    }


def _meaning(column: Column) -> tuple[object, ...]:
    """All a column says, but for whether it is a total; and of what."""
    said = column.said
    return (
        *(said.component, said.measure, said.fund, said.moment, said.year, said.offset, said.carried),
        *(said.grand, said.unit, said.role, said.understood),
        column.subject[-1:] if column.is_item else (),
    )


def _nothing(column: Column) -> Column:
    """The column as one of which nothing is known but that it holds amounts."""
    return Column(Said(unit=column.said.unit, role=column.said.role), (), column.group)
