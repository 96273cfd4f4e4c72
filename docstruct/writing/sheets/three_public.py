"""三公: a row an item of the three public expenses, budget and actual side by side, from the tables and from the prose.

决算减预算 is what was spent beyond the budget (beyond 全年预算 where no other is stated), so that who overspent is one filter.
Where the two do not say the same, both are shown; which of them is right is not ours to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from docstruct.facts.titles import TitleReader
from docstruct.lexicon import default_lexicons
from docstruct.writing.sheets.columns import WHOSE, Column, Named, Sheet, whose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import DecimalString, Document, Fact, Record
    from docstruct.writing.sheets.columns import Row

MEASURES = ("budget", "adjusted_budget", "actual", "prior")
TOTAL = "three_public"
_ITEMS = (
    TOTAL,
    "three_public.abroad",
    "three_public.vehicles",
    "three_public.vehicle_purchase",
    "three_public.vehicle_operation",
    "three_public.reception",
)


@dataclass(slots=True)
class Item:
    """What a document says of one item: amounts in yuan by measure, from tables and from prose, and the reasons."""

    tables: dict[str, DecimalString] = field(default_factory=dict)
    prose: dict[str, DecimalString] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def amount(self, measure: str) -> DecimalString | None:
        """The amount of the table; that of the prose where no table says one."""
        return self.tables.get(measure, self.prose.get(measure))

    @property
    def budget(self) -> DecimalString | None:
        """The budget, as first approved where that is stated, else as changed in the year."""
        return self.amount("budget") or self.amount("adjusted_budget")

    @property
    def over(self) -> DecimalString | None:
        """How much more was spent than budgeted: less than zero where less was; None where one of them is not said."""
        budget, actual = self.budget, self.amount("actual")
        return None if budget is None or actual is None else f"{Decimal(actual) - Decimal(budget):f}"

    @property
    def agrees(self) -> bool:
        """Whether table and prose say the same where both say something."""
        both = self.tables.keys() & self.prose.keys()
        return all(Decimal(self.tables[one]) == Decimal(self.prose[one]) for one in both)

    @property
    def source(self) -> str:
        """Where the amounts stand, and whether table and prose agree."""
        if not self.tables or not self.prose:
            return "表格" if self.tables else "正文"
        return "表格、正文一致" if self.agrees else "表格、正文不一致"


def _rows(named: Named) -> Iterator[Row]:
    for component, item in sorted(items_of(named.document).items(), key=lambda one: _ITEMS.index(one[0])):
        yield (
            *whose(named),
            component,
            *(item.amount(measure) for measure in MEASURES),
            item.over,
            item.source,
            *(item.prose.get(measure) if not item.agrees else None for measure in ("budget", "actual")),
            tuple(dict.fromkeys(item.reasons)),
            named.page,
            named.document.source.path,
        )


def items_of(document: Document) -> dict[str, Item]:
    """What a document says of each of the three public expenses, by component."""
    items: dict[str, Item] = defaultdict(Item)
    facts = {fact.id: fact for fact in document.facts}
    stated = [fact for fact in document.facts if _counts(fact, document)]
    several = len({fact.organization for fact in stated}) > 1
    for fact in stated:
        if several and fact.organization != document.metadata.organization:
            continue  # of one of the units that the table lists
        if fact.component is not None and fact.measure is not None:
            items[fact.component].tables.setdefault(fact.measure, fact.amount or "")
    figures = {figure.id: figure for figure in document.figures}
    reasons = {reason.id: reason for reason in document.reasons}
    for record in document.records:
        component = _component(record, facts)
        if component is None:
            continue
        for measure in MEASURES:
            figure = figures.get(getattr(record, measure, None) or "")
            if figure is not None and figure.amount is not None:
                items[component].prose.setdefault(measure, figure.amount)
        items[component].reasons += [
            reasons[name].text
            for name in record.reasons
            if name in reasons and reasons[name].relation != "purpose"
        ]
    return items


def _counts(fact: Fact, document: Document) -> bool:
    """Whether a cell of the 三公 table is an amount of the document's year, or of the year before it."""
    year = document.metadata.fiscal_year
    expected = year - 1 if year is not None and fact.measure == "prior" else year
    return (
        fact.table_kind == "tables.three_public"
        and fact.component in _ITEMS
        and fact.measure in MEASURES
        and fact.amount is not None
        and fact.carried_over is None
        and (None in (fact.year, year) or fact.year == expected)
    )


def _component(record: Record, facts: dict[str, Fact]) -> str | None:
    """The item a statement is about: that of the cells that are about the same, else what its name says."""
    named = (facts[name].component for name in record.facts if name in facts)
    of_cells = next((component for component in named if component in _ITEMS), None)
    if of_cells is not None or record.subject.code is not None:
        return of_cells
    said = _titles().read(record.subject.text)
    return said.component if said.understood and said.component in _ITEMS else None


@cache
def _titles() -> TitleReader:
    """Names of the three public expenses are those of the titles of tables."""
    return TitleReader(default_lexicons().meanings)


THREE_PUBLIC = Sheet(
    title="三公",
    about="“三公”经费每个项目一行：预算、决算、上年及原因",
    columns=(
        *WHOSE,
        Column("item", "项目", width=26, labels="component"),
        Column("budget", "预算（元）", "amount", 17),
        Column("adjusted_budget", "全年预算（元）", "amount", 17),
        Column("actual", "决算（元）", "amount", 17),
        Column("prior", "上年（元）", "amount", 17),
        Column("over", "决算减预算（元）", "amount", 17),
        Column("source", "依据", width=18),
        Column("budget_prose", "正文预算（元）", "amount", 17),
        Column("actual_prose", "正文决算（元）", "amount", 17),
        Column("reasons", "原因", "long", 60),
        Column("page_link", "审阅页", "link", 10),
        Column("path", "原文件", "link", 40),
    ),
    rows=_rows,
)
