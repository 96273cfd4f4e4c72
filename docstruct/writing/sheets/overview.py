"""概览: a row an input: a document with its totals and how many findings it has, or why there is none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docstruct.writing.others import said
from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, whose
from docstruct.writing.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document
    from docstruct.writing.others import Other
    from docstruct.writing.sheets.columns import Row


def _rows(named: Named) -> Iterator[Row]:
    document = named.document
    severities = Counter(finding.severity for finding in document.findings)
    stated = totals(document)
    yield (
        *whose(named),
        document.metadata.budget_level,
        said("done"),
        stated.stated.amount if stated.stated else None,
        stated.revenue,
        stated.expenditure,
        severities["error"],
        severities["warning"],
        severities["info"],
        len(document.records),
        len(document.facts),
        document.source.pages,
        document.source.reader,
        document.metadata.date,
        _remark(document),
        named.page,
        document.source.path,
    )


def _remark(document: Document) -> str:
    """Which other inputs hold the same."""
    paths = document.source.duplicates
    return f"另有内容相同的文件：{'、'.join(paths)}" if paths else ""


def row_of_other(other: Other) -> Row:
    """The row of an input that left no document."""
    told = {"state": other.ended, "remark": other.why, "path": other.path}
    return [told.get(column.name) for column in OVERVIEW.columns]


OVERVIEW = Sheet(
    title="概览",
    about="每份文件一行：单位、年度、收支总额、问题数；未读取的也列出，附原因",
    columns=(
        *WHOSE,
        Column("budget_level", "部门/单位", width=9, labels="budget_level"),
        Column("state", "状态", width=10),
        Column("total", "收支总额（元）", "amount", 18),
        Column("revenue", "表内收入总计（元）", "amount", 18),
        Column("expenditure", "表内支出总计（元）", "amount", 18),
        Column("errors", "矛盾", "whole", 7),
        Column("warnings", "存疑", "whole", 7),
        Column("notes", "提示", "whole", 7),
        Column("records", "记录", "whole", 8),
        Column("facts", "表内数据", "whole", 10),
        Column("pages", "页数", "whole", 7),
        Column("reader", "来源", width=10, labels="reader"),
        Column("date", "日期", width=12),
        Column("remark", "说明", "long", 40),
        Column("page_link", "审阅页", "link", 10),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
