"""表内数据: a row a number that a table states, with what it means where that is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, place, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.writing.sheets.columns import Row


def _rows(named: Named) -> Iterator[Row]:
    document = named.document
    titles = {table.id: table.title for table in document.tables}
    for fact in document.facts:
        subject = fact.subject
        yield (
            *whose(named),
            titles.get(fact.table),
            subject.text if subject else None,
            subject.code if subject else None,
            fact.component,
            fact.measure,
            fact.fund,
            fact.year,
            fact.moment,
            fact.amount,
            fact.text,
            fact.unit,
            fact.organization,
            place(fact),
            fact.row,
            fact.column,
            named.page,
            fact.id,
            fact.table,
            document.source.path,
        )


CELLS = Sheet(
    title="表内数据",
    about="表格中每个数字一行：科目、口径、年度；含义不确定的留空",
    columns=(
        *WHOSE,
        Column("title", "表名", width=30),
        Column("subject", "科目", width=28),
        Column("code", "编码", width=10),
        Column("component", "内容", width=16, labels="component"),
        Column("measure", "口径", width=10, labels="fact_measure"),
        Column("fund", "资金", width=14, labels="fund"),
        Column("year", "数据年度", "whole", 9),
        Column("moment", "时点", width=7, labels="moment"),
        Column("amount", "金额（元）", "amount", 18),
        Column("text", "原文", width=14),
        Column("unit", "原单位", width=8),
        Column("whose", "所属单位", width=20),
        Column("place", "位置", width=10),
        Column("row", "行", "whole", 6),
        Column("column", "列", "whole", 6),
        Column("page_link", "审阅页", "link", 10),
        Column("id", "编号", width=7),
        Column("table", "表格编号", width=10),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
