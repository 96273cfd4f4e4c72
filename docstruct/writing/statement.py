"""A record as a reader wants it: figures, reasons and section in place of their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

# The columns of Statement are derived from its type hints, which need these names when the program runs.
from docstruct.document import Basis, DecimalString, Direction, RecordKind  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docstruct.document import Document, Fact, FactMeasure, Figure, Reason, Record, Section

MONEY = ("budget", "actual", "prior", "change")
_OWN_TABLES = ("tables.three_public", "tables.general_budget", None)
"""The kinds of tables in which an item is looked for first; None is any."""
RATES = ("change_rate", "completion_rate", "share")
MEASURES = (*MONEY, *RATES)
"""The measures a record has one figure of, by the names of its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One record with its ids resolved.

    Attributes:
        unit: the unit of the amounts (万元); an amount stated in another unit carries its own: ``245.32元``.
        budget, actual, prior, change: amounts with the digits as stated.
        change_rate, completion_rate, share: per cent with the digits as stated.
        counts, others: further figures, each with its subject and unit.
        reasons: the texts of the reasons.
        text: the sentences of the statement; of what is longer than ``LONGEST`` characters the part around it, with …
            where it was cut.
        budget_yuan, …: the same amounts in yuan.
        table_budget_yuan, table_actual_yuan: what the document's tables state of the item, where they state one amount.
        rule, antecedent: how the figure it begins with was read, and how its subject was found.
    """

    id: str
    kind: RecordKind
    subject: str
    subject_path: tuple[str, ...]
    code: str | None
    section: str | None
    unit: str | None
    budget: str | None
    actual: str | None
    prior: str | None
    change: str | None
    direction: Direction | None
    change_rate: str | None
    basis: Basis | None
    completion_rate: str | None
    share: str | None
    counts: tuple[str, ...]
    others: tuple[str, ...]
    reasons: tuple[str, ...]
    page: int | None
    sheet: str | None
    cell: str | None
    text: str
    budget_yuan: DecimalString | None
    actual_yuan: DecimalString | None
    prior_yuan: DecimalString | None
    change_yuan: DecimalString | None
    table_budget_yuan: DecimalString | None
    table_actual_yuan: DecimalString | None
    rule: str
    antecedent: str


def statements(document: Document) -> Iterator[Statement]:
    """The document's records, resolved, in document order."""
    figures = {figure.id: figure for figure in document.figures}
    reasons = {reason.id: reason for reason in document.reasons}
    sections = {section.id: section for section in document.sections}
    facts = {fact.id: fact for fact in document.facts}
    for record in document.records:
        stated = [facts[name] for name in record.facts if name in facts]
        yield _statement(document, record, figures, reasons, sections, stated)


def figures_of(record: Record, figures: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """The figures a record is made of, those of its measures first."""
    names = (*(getattr(record, name) for name in MEASURES), *record.counts, *record.others)
    return tuple(figures[name] for name in names if name in figures)


def sentences(record: Record, figures: Mapping[str, Figure]) -> tuple[int, int]:
    """The range of the record with the whole sentences its figures stand in."""
    stated = figures_of(record, figures)
    start = min((record.start, *(figure.sentence_start for figure in stated)))
    return start, max((record.end, *(figure.sentence_end for figure in stated)))


LONGEST = 1000
"""Characters of a statement's text: a sentence of thousands of records would be written out whole for each of them."""
BEFORE = 200
"""Those of them that stand before the statement itself, where its sentence is longer."""


def _quoted(text: str, record: Record, figures: Mapping[str, Figure]) -> str:
    """The sentences of a record, or the part of them around it."""
    start, end = sentences(record, figures)
    if end - start <= LONGEST:
        return text[start:end]
    low = max(start, record.start - BEFORE)
    high = min(end, low + LONGEST)
    return ("…" if low > start else "") + text[low:high] + ("…" if high < end else "")


SENTENCE = 300
"""Characters around a place in which the ends of its sentence are looked for."""


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of the text with the sentence or line it begins and ends in.

    >>> text = "无。收入总计3.5万元，比上年增加。无。"
    >>> text[slice(*around(text, 6, 10))]
    '收入总计3.5万元，比上年增加。'
    """
    low = max(text.rfind(mark, max(start - SENTENCE, 0), start) for mark in "。！？\n")
    ends = [place for mark in "。！？\n" if (place := text.find(mark, end, end + SENTENCE)) >= 0]
    return low + 1 if low >= 0 else start, min(ends) + 1 if ends else end


def _statement(
    document: Document,
    record: Record,
    figures: dict[str, Figure],
    reasons: dict[str, Reason],
    sections: dict[str, Section],
    facts: Sequence[Fact],
) -> Statement:
    money = {name: figures.get(getattr(record, name) or "") for name in MONEY}
    unit = next((figure.unit for figure in money.values() if figure and figure.unit), None)
    rates = {name: figures.get(getattr(record, name) or "") for name in RATES}
    change = money["change"] or rates["change_rate"]
    section = sections.get(record.section or "")
    return Statement(
        id=record.id,
        kind=record.kind,
        subject=record.subject.text,
        subject_path=record.subject.path,
        code=record.subject.code,
        section=f"{section.marker}{section.title}" if section else None,
        unit=unit,
        **{name: _amount(figure, unit) for name, figure in money.items()},
        **{name: _rate(figure) for name, figure in rates.items()},
        **{f"{name}_yuan": figure.amount if figure else None for name, figure in money.items()},
        table_budget_yuan=in_tables(facts, "budget", "adjusted_budget"),
        table_actual_yuan=in_tables(facts, "actual"),
        direction=change.direction if change else None,
        basis=change.basis if change else None,
        counts=tuple(_counted(figures[name]) for name in record.counts if name in figures),
        others=tuple(_counted(figures[name]) for name in record.others if name in figures),
        reasons=tuple(reasons[name].text for name in record.reasons if name in reasons),
        page=record.page,
        sheet=record.sheet,
        cell=record.cell,
        text=_quoted(document.text, record, figures),
        rule=record.rule,
        antecedent=record.antecedent,
    )


def in_tables(facts: Sequence[Fact], *measures: FactMeasure) -> DecimalString | None:
    """The one amount that tables state of an item, of the first measure they state; None if there are several.

    The table of the item's own kind counts: of the three public expenses theirs, of an item by function that of the general
    budget before that of all expenditure.
    """
    stated = [
        fact
        for fact in facts
        if fact.measure in measures
        and fact.carried_over is None
        and (fact.level is None or fact.component == "expenditure")
    ]
    for kind in _OWN_TABLES if stated else ():
        of_kind = [fact for fact in stated if kind in (fact.table_kind, None)]
        for measure in measures:
            amounts = {fact.amount for fact in of_kind if fact.measure == measure}
            if amounts - {None}:
                return amounts.pop() if len(amounts) == 1 else None
    return None


def _amount(figure: Figure | None, unit: str | None) -> str | None:
    if figure is None:
        return None
    return figure.value if figure.unit in (unit, None) else f"{figure.value}{figure.unit}"


def _rate(figure: Figure | None) -> str | None:
    if figure is None:
        return None
    return figure.value if figure.unit in ("%", "％", None) else f"{figure.value}{figure.unit}"


def _counted(figure: Figure) -> str:
    return f"{figure.subject.text} {figure.value}{figure.unit or ''}"
