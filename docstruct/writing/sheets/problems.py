"""问题: a row a finding, made for a reader who goes through them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, place, section_title, whose
from docstruct.writing.statement import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document, Finding, Severity
    from docstruct.writing.sheets.columns import Row

_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
LONGEST = 400
"""Characters of the text that are shown of a finding; a section as a whole would fill the sheet."""


def _rows(named: Named) -> Iterator[Row]:
    document = named.document
    for finding in sorted(document.findings, key=lambda one: _ORDER.index(one.severity)):
        decided = named.decisions.of(document, finding)
        yield (
            finding.severity,
            finding.kind,
            *whose(named),
            finding.message,
            finding.stated,
            finding.computed,
            _compared(document, finding),
            place(finding),
            section_title(document, finding.section),
            _sentence(document, finding),
            decided.decision if decided else None,
            decided.note if decided else None,
            named.page,
            finding.id,
            finding.figures,
            finding.tables,
            document.source.path,
        )


def _compared(document: Document, finding: Finding) -> str:
    """What the finding compares, a line a place: whose value, the value as printed, and where."""
    return "\n".join(
        f"{one.label}：{one.value or ''}{one.unit or ''}（{place(one)}）" for one in finding.places
    )


def _sentence(document: Document, finding: Finding) -> str:
    text = document.text[slice(*around(document.text, finding.start, finding.end))].strip()
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


PROBLEMS = Sheet(
    title="问题",
    about="每个疑点一行：原文怎么写、按文中数字应为多少、在哪里",
    columns=(
        Column("severity", "程度", width=7, labels="severity"),
        Column("kind", "类别", width=16, labels="finding_kind"),
        *WHOSE,
        Column("message", "疑点", "long", 60),
        Column("stated", "原文", width=16),
        Column("computed", "应为", width=16),
        Column("compared", "对照", "long", 44),
        Column("place", "位置", width=10),
        Column("section", "所在章节", "long", 30),
        Column("sentence", "原句", "long", 60),
        Column("decision", "核对结果", width=10, labels="decision"),
        Column("note", "备注", "long", 24),
        Column("page_link", "审阅页", "link", 10),
        Column("id", "编号", width=7),
        Column("figures", "数字编号", width=14),
        Column("tables", "表格编号", width=10),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
