"""科目对照: a row a name that has the look of a classification item and got no code, with what it might be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, place, section_title, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.writing.sheets.columns import Row


def _rows(named: Named) -> Iterator[Row]:
    document = named.document
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for record in document.records:
        subject = record.subject
        key = subject.text, subject.path
        if subject.code is not None or not (subject.candidates or subject.path) or key in seen:
            continue
        seen.add(key)
        best = subject.candidates[0] if subject.candidates else None
        yield (
            *whose(named),
            subject.text,
            subject.path,
            best.code if best else None,
            best.name if best else None,
            tuple(f"{one.code} {one.name}" for one in subject.candidates),
            None,
            place(record),
            section_title(document, record.section),
            named.page,
            record.id,
            document.source.path,
        )


UNDECIDED = Sheet(
    title="科目对照",
    about="没有把握对上编码的科目，供核对后填写",
    columns=(
        *WHOSE,
        Column("subject", "原文科目", width=30),
        Column("subject_path", "科目层级", width=40, between=" > "),
        Column("code", "可能的编码", width=12),
        Column("name", "可能的科目", width=30),
        Column("candidates", "其他可能", "long", 50),
        Column("decided", "核对结果", width=14),
        Column("place", "位置", width=10),
        Column("section", "所在章节", "long", 30),
        Column("page_link", "审阅页", "link", 10),
        Column("id", "记录编号", width=9),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
