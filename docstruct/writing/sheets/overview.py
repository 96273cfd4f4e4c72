"""概览: a row a document, with its totals and how many findings it has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docstruct.writing.labels import label
from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, whose
from docstruct.writing.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.writing.sheets.columns import Row


def _rows(named: Named) -> Iterator[Row]:
    document = named.document
    severities = Counter(finding.severity for finding in document.findings)
    stated = totals(document)
    yield (
        *whose(named),
        stated.stated.amount if stated.stated else None,
        stated.revenue,
        stated.expenditure,
        severities["error"],
        severities["warning"],
        severities["info"],
        len(document.records),
        len(document.facts),
        document.source.pages,
        label(document.source.reader, "reader"),
        document.metadata.date,
        named.page,
        document.source.path,
    )


OVERVIEW = Sheet(
    title="概览",
    about="每份文件一行：单位、年度、收支总额、问题数",
    columns=(
        *WHOSE,
        Column("total", "收支总额（元）", "amount", 18),
        Column("revenue", "表内收入总计（元）", "amount", 18),
        Column("expenditure", "表内支出总计（元）", "amount", 18),
        Column("errors", "矛盾", "whole", 7),
        Column("warnings", "存疑", "whole", 7),
        Column("notes", "提示", "whole", 7),
        Column("records", "记录", "whole", 8),
        Column("facts", "表内数据", "whole", 10),
        Column("pages", "页数", "whole", 7),
        Column("reader", "来源", width=10),
        Column("date", "日期", width=12),
        Column("page_link", "审阅页", "link", 10),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
