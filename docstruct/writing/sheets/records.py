"""记录: a row a statement of the prose; what money was for stands apart from why it changed.

差异 says in words that two amounts differ: filled in beside an empty 原因, it is a difference nobody explained.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from docstruct.writing.labels import label
from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, place, whose
from docstruct.writing.statement import figures_of, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.writing.sheets.columns import Row
    from docstruct.writing.statement import Statement


_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def _rows(named: Named) -> Iterator[Row]:
    document = named.document
    reasons = {reason.id: reason for reason in document.reasons}
    figures = {figure.id: figure for figure in document.figures}
    for record, said in zip(document.records, statements(document), strict=True):
        stated = [reasons[name] for name in record.reasons if name in reasons]
        why = [reason for reason in stated if reason.relation != "purpose"]
        yield (
            *whose(named),
            *(said.subject, said.subject_path, said.code, said.kind),
            *(said.budget_yuan, said.actual_yuan, said.prior_yuan, said.change_yuan),
            *(said.direction, said.change_rate, said.basis, said.completion_rate, said.share),
            difference(said),
            tuple(reason.text for reason in why),
            tuple(dict.fromkeys(reason.relation for reason in why)),
            tuple(reason.text for reason in stated if reason.relation == "purpose"),
            (*said.counts, *said.others),
            *(said.unit, said.budget, said.actual, said.prior, said.change),
            *(said.table_budget_yuan, said.table_actual_yuan),
            *(place(record), said.section, said.text, named.page),
            record.id,
            tuple(one.id for one in figures_of(record, figures)),
            *(record.reasons, said.rule, said.antecedent, document.source.path),
        )


def difference(said: Statement) -> str | None:
    """Which amounts of a statement differ, in words; None where they do not, or it states no two.

    A budget and what was spent are compared as stated; an increase or decrease counts unless it is stated as zero.
    """
    parts = []
    if said.budget_yuan is not None and said.actual_yuan is not None:
        over = Decimal(said.actual_yuan) - Decimal(said.budget_yuan)
        if over:
            parts.append(label("actual_gt_budget" if over > 0 else "actual_lt_budget", "relation"))
    moved = [one for one in (said.change_yuan, said.change_rate) if one is not None]
    if said.direction in ("increase", "decrease") and any(map(_is_something, moved)):
        against = f"比{label(said.basis, 'basis')}" if said.basis not in (None, "other") else ""
        parts.append(f"{against}{label(said.direction, 'direction')}")
    return "；".join(parts) or None


def _is_something(stated: str) -> bool:
    """Whether a number is not zero; one that is no per cent has its unit behind it (1.2倍).

    >>> _is_something("1.2倍"), _is_something("0.00"), _is_something("-3.5"), _is_something("0个百分点")
    (True, False, True, False)
    """
    number = _NUMBER.match(stated)
    return number is None or Decimal(number[0]) != 0


RECORDS = Sheet(
    title="记录",
    about="正文每一处陈述一行：科目、预算、决算、增减和原因",
    columns=(
        *WHOSE,
        Column("subject", "科目", width=28),
        Column("subject_path", "科目层级", width=30, between=" > "),
        Column("code", "编码", width=10),
        Column("kind", "种类", width=10, labels="record_kind"),
        Column("budget_yuan", "预算（元）", "amount", 17),
        Column("actual_yuan", "决算（元）", "amount", 17),
        Column("prior_yuan", "上年（元）", "amount", 17),
        Column("change_yuan", "增减额（元）", "amount", 17),
        Column("direction", "方向", width=7, labels="direction"),
        Column("change_rate", "增减率（%）", "rate", 11),
        Column("basis", "对比", width=10, labels="basis"),
        Column("completion_rate", "完成率（%）", "rate", 11),
        Column("share", "占比（%）", "rate", 10),
        Column("difference", "差异", width=16),
        Column("reasons", "原因", "long", 50),
        Column("relation", "关系", width=14, labels="relation"),
        Column("purpose", "用途", "long", 40),
        Column("counts", "数量", width=24),
        Column("unit", "原单位", width=8),
        Column("budget", "预算（原文）", width=12),
        Column("actual", "决算（原文）", width=12),
        Column("prior", "上年（原文）", width=12),
        Column("change", "增减额（原文）", width=12),
        Column("table_budget_yuan", "表内预算（元）", "amount", 17),
        Column("table_actual_yuan", "表内决算（元）", "amount", 17),
        Column("place", "位置", width=10),
        Column("section", "所在章节", width=24),
        Column("text", "原句", "long", 60),
        Column("page_link", "审阅页", "link", 10),
        Column("id", "编号", width=7),
        Column("figure_ids", "数字编号", width=14),
        Column("reason_ids", "原因编号", width=10),
        Column("rule", "读法", width=16),
        Column("antecedent", "科目来源", width=12),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
