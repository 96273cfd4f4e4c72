"""Between the tables, and between prose and tables: the same quantity must have the same value everywhere.

Which quantities those are, under which names and in which cells, is data (``lexicons/checks/checks.toml``, ``[[quantity]]`` and
``[[items]]``): a new comparison is a row there. Two places that may mean one of several totals agree if any of them fits:
silence is the better error.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import converted, printed, said
from docstruct.checking.facts import NOTHING, agree, fact_quantity, measures_of
from docstruct.checking.quantity import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.facts import Chosen
    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import Fact, FactMeasure, Figure
    from docstruct.lexicon.checks import CellChoice

LAST_DIGIT = "one unit of the last digit of the less exact value; cells that are not certain are left out"
UNCERTAIN = ("fuzzy",)
"""Ways of matching a code that are no ground for an error."""


@check(
    "table_mismatch",
    severity="error",
    compares="the same quantity in two tables (the total of 收入支出决算总表 and of 收入决算表; an item of one code, fund and "
    "measure in every table that has it)",
    tolerance=LAST_DIGIT,
    example="本年支出合计 572.31 in one table, 合计 572.13 in the other",
)
def tables(view: View) -> Iterator[Contradiction]:
    """Each further cell of a quantity is compared with the first."""
    if not view.facts.all:
        return
    pairs: dict[str, tuple[Fact, Fact]] = {}
    for first, other in (*_totals(view), *_items(view)):
        pairs.setdefault(other.id, (first, other))  # a wrong total is compared with the cell most alike, once
    # One wrong item makes its 款, its 类 and the total wrong by the same amount: that is one finding.
    causes: dict[tuple[str, str, str], list[tuple[Fact, Fact]]] = defaultdict(list)
    for first, other in pairs.values():
        apart = fact_quantity(other).middle - fact_quantity(first).middle
        causes[first.table, other.table, f"{apart:f}"].append((first, other))
    for found in causes.values():
        first, other = max(found, key=lambda pair: len(pair[0].subject.code or "") if pair[0].subject else 0)
        more = f"（另有{len(found) - 1}处差额相同）" if len(found) > 1 else ""
        yield Contradiction(
            message=f"{view.cite.name(other)}为{printed(other)}，与{view.cite.name(first)}的{printed(first)}不一致{more}。",
            start=other.start,
            end=other.end,
            places=tuple(
                view.cite.fact(fact)
                for pair in ((first, other), *(pair for pair in found if pair != (first, other)))
                for fact in reversed(pair)
            ),
            stated=other.value,
            computed=converted(first, other.unit),
        )


def _totals(view: View) -> Iterator[tuple[Fact, Fact]]:
    measures = view.current_measures
    for wanted in view.lexicon.quantities:
        if wanted.carried and view.carries_over:
            continue
        cells = [_cells(view, choice, measures) for choice in wanted.cells]
        stated = [cell for cell in cells if cell.sure]
        for other in stated[1:]:
            if not any(stated[0].may_be(fact_quantity(fact)) for fact in other.possible):
                yield stated[0].sure[0], other.sure[0]


def _items(view: View) -> Iterator[tuple[Fact, Fact]]:
    """Items of one code and of one full meaning in different tables."""
    meant: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    kinds, measures = view.lexicon.table.by_function, view.current_measures
    for fact in view.facts.all:
        subject = fact.subject
        if (
            subject is None
            or not subject.code
            or fact.table_kind not in kinds
            or fact.measure not in measures
        ):
            continue
        meaning = (fact.component, fact.fund, fact.year)
        if fact.moment is None and None not in meaning:
            meant[subject.code, fact.measure, fact.carried_over, *meaning].append(fact)
    for facts in meant.values():
        first = facts[0]
        for other in facts[1:]:
            another = other.table != first.table and other.table_kind != first.table_kind
            if another and not agree(fact_quantity(first), fact_quantity(other)):
                yield first, other


@check(
    "table_text_mismatch",
    severity="error",
    compares="a total or an item of the prose against its cell in the tables",
    tolerance=LAST_DIGIT,
    example="住房公积金支出决算为79.61万元, in the table 2210201 79.16",
)
def prose(view: View) -> Iterator[Contradiction]:
    """What the narrative states must stand in the table it describes."""
    if not view.facts.all:
        return
    reported: set[tuple[str, str, str]] = set()
    for figure in view.document.figures:
        value = quantity(figure)
        if value is None or figure.amount is None or figure.zone != "narrative" or view.is_unsure(figure):
            continue
        cells = _cells_of(view, figure)
        if not cells.sure or cells.may_be(value) or view.is_ceiling(figure):
            continue
        if _is_of_some_funds(view, figure, value, cells) or _is_of_less(view, figure, cells):
            continue
        if any(_is_that(value, fact_quantity(fact)) for fact in view.facts.in_row(cells.sure[0])):
            continue  # another column of the row: which one is meant is not certain
        if _is_restated(view, figure, cells):
            continue  # that the item is given twice is a finding already, and the other amount is right
        key = (cells.sure[0].id, figure.value, figure.subject.text)
        if key not in reported:
            reported.add(key)
            yield _contradiction(view, figure, cells.sure)


def _is_that(value: Quantity, cell: Quantity) -> bool:
    """Whether prose gives a cell to the digits of the cell: 2.29 is not the 3 that a workbook shows for 3.00."""
    return abs(value.middle - cell.middle) <= max(value.digit, cell.digit / 2)


def _is_of_some_funds(view: View, figure: Figure, value: Quantity, cells: Chosen) -> bool:
    """Whether the only cells are of all funds, and an item of a list that may be of one fund is no more than they are."""
    if figure.subject.code is None or "narrative.expenditure" in view.sections.kinds(figure.section):
        return False
    every = all(fact.table_kind == "tables.expenditure" for fact in cells.sure)
    return every and all(fact_quantity(fact).surely_above(value) for fact in cells.sure)


def _is_of_less(view: View, figure: Figure, cells: Chosen) -> bool:
    """Whether a figure is a part of an amount that is less than the cell, and so of another matter.

    “三公”经费支出11万元，其中：一般公共预算支出11万元 does not say what all expenditure of the general budget is.
    """
    told = [one for one in view.in_sentence(figure) if one.end <= figure.start]
    text, word = view.document.text, view.lexicon.counted.word
    whole = next((one for one in reversed(told) if word in text[one.end : figure.start]), None)
    size = quantity(whole) if whole is not None and whole.measure == figure.measure else None
    return size is not None and all(fact_quantity(fact).surely_above(size) for fact in cells.sure)


def _is_restated(view: View, figure: Figure, cells: Chosen) -> bool:
    """Whether the section gives the same item a second amount, which is that of its cell."""
    return figure.subject.code is not None and any(
        other.subject.code == figure.subject.code
        and other.measure == figure.measure
        and (value := quantity(other)) is not None
        and cells.may_be(value)
        for other in view.by_section[figure.section]
    )


def _cells_of(view: View, figure: Figure) -> Chosen:
    """The cells a figure of the prose may be compared with, the one it is most likely to be first."""
    measures = measures_of(figure)
    if not measures:
        return NOTHING
    if (wanted := view.quantity_of(figure)) is not None:
        if (wanted.shared and view.is_of_part(figure)) or (wanted.carried and view.carries_over):
            return NOTHING
        return sum((_cells(view, choice, measures) for choice in wanted.cells), NOTHING)
    kinds = view.kinds_around(figure)
    code = figure.subject.code
    if code is None or figure.subject.scheme != "functional" or figure.subject.method in UNCERTAIN:
        return NOTHING
    rule = next((rule for kind in kinds for rule in view.lexicon.item_tables if rule.section == kind), None)
    if rule is None or figure.measure != view.current_measure:
        return NOTHING
    facts = view.facts
    return sum((facts.of_code(code, kind, rule.components, measures) for kind in rule.tables), NOTHING)


def _cells(view: View, choice: CellChoice, measures: frozenset[FactMeasure]) -> Chosen:
    found = view.facts.chosen(choice, measures)
    return found.unsure if choice.loose and view.carries_over else found


def _contradiction(view: View, figure: Figure, cells: tuple[Fact, ...]) -> Contradiction:
    fact = cells[0]
    elsewhere = [place for place in cells[1:] if place.table != fact.table]
    return Contradiction(
        message=f"“{figure.subject.text}”文中写为{said(figure)}，{view.cite.name(fact)}为{printed(fact)}。",
        start=figure.start,
        end=figure.end,
        places=(
            view.cite.figure(figure),
            view.cite.fact(fact),
            *(view.cite.fact(place) for place in elsewhere),
        ),
        stated=figure.value,
        computed=converted(fact, figure.unit),
    )
