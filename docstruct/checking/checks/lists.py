"""Lists of items: whether they make the total they are said to make, and whether each difference has its reason.

Whether a list is complete is not said; it is where a table by function has exactly the same items.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.checks.directions import differ
from docstruct.checking.citing import said
from docstruct.checking.quantity import in_ten_thousands, is_zero, quantity, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Figure, Section

FEW = 3
"""Items from which a list is one: fewer make a total, or lack a reason, by chance."""
ITEM_CODE = 7
EXPENDITURE = frozenset({"expenditure"})
MOST = 0.6
"""The share of a list's differences that must have their reason for one without to be worth a word."""


def item_lists(view: View) -> Iterator[tuple[str, list[Figure]]]:
    """The section of each list of items with codes, and every item's first amount of the year."""
    by_parent: dict[str, list[Figure]] = defaultdict(list)
    for section, figures in view.by_section.items():
        parent = view.sections.by_id[section].parent if section else None
        first = next((figure for figure in figures if figure.measure == view.current_measure), None)
        if parent and first and first.amount and len(first.subject.code or "") == ITEM_CODE:
            by_parent[parent].append(first)
    yield from ((parent, items) for parent, items in by_parent.items() if len(items) >= FEW)


@check(
    "list_sum_mismatch",
    severity="error",
    compares="the items of a list in prose against the total that they make or are part of",
    tolerance="half a unit of the last digit of every amount; equal only where a table by function has the very items of the "
    "list, else no more than the total",
    example="财政拨款支出950.12万元，主要内容如下：, and six items that add up to 991.59",
)
def list_sums(view: View) -> Iterator[Contradiction]:
    """A complete list adds up to its total, any other to no more."""
    for parent, items in item_lists(view):
        codes = [figure.subject.code or "" for figure in items]
        sizes = [size for size in map(quantity, items) if size is not None]
        if len(set(codes)) < len(codes) or len(sizes) < len(items):
            continue
        added = total(sizes)
        complete = _is_complete(view, codes)
        totals = [
            pair for figure in _totals(view, parent) if (pair := (figure, quantity(figure)))[1] is not None
        ]
        wrong = [
            (figure, size)
            for figure, size in totals
            if size is not None and (added.surely_above(size) or (complete and size.surely_above(added)))
        ]
        if not totals or len(wrong) < len(totals) or _is_of_all_funds(view, items):
            continue
        # Of several totals that do not fit the nearest is the one that was meant.
        stated, _ = min(wrong, key=lambda pair: (abs(pair[1].middle - added.middle), -pair[0].start))
        value = in_ten_thousands(added.middle)
        yield Contradiction(
            message=f"所列{len(items)}个科目相加为{value}万元，“{stated.subject.text}”写为{said(stated)}。",
            start=stated.start,
            end=stated.end,
            places=(view.cite.figure(stated), *(view.cite.figure(item) for item in items)),
            stated=stated.value,
            computed=value,
        )


def _is_complete(view: View, codes: list[str]) -> bool:
    """Whether a table by function has exactly these items."""
    return frozenset(codes) in view.once(_items_of_tables)


def _items_of_tables(view: View) -> set[frozenset[str]]:
    """The codes of the items of each table by function."""
    tables: dict[str, set[str]] = defaultdict(set)
    for fact in view.document.facts:
        code = fact.subject.code if fact.subject is not None else None
        if code and len(code) == ITEM_CODE and fact.table_kind in view.lexicon.table.by_function:
            tables[fact.table].add(code)
    return set(map(frozenset, tables.values()))


def _totals(view: View, parent: str) -> Iterator[Figure]:
    """The totals of appropriated expenditure that the section of a list, or one around it, states."""
    told = (view.by_section.get(section, ()) for section in view.sections.around(parent))
    for figure in chain.from_iterable(told):
        if figure.measure == view.current_measure and figure.amount is not None:
            key = view.key(figure.subject.text)
            if any(wanted.id in view.lexicon.lists.totals for wanted in view.quantities_named(key)):
                yield figure


def _is_of_all_funds(view: View, items: list[Figure]) -> bool:
    """Whether an item has the amount it has with all its funds, and not that of the appropriation."""
    measures = view.current_measures
    for item in items:
        value, code = quantity(item), item.subject.code or ""
        every = view.facts.of_code(code, "tables.expenditure", EXPENDITURE, measures)
        own = view.facts.of_code(code, "tables.general_budget", EXPENDITURE, measures)
        if value is not None and every.may_be(value) and own.sure and not own.may_be(value):
            return True
    return False


@check(
    "reason_missing",
    severity="info",
    compares="items of a list that state a difference (of budget and actual, or of two years) against their neighbours, which "
    "give a reason for theirs",
    tolerance=f"lists of at least {FEW} differences, of which at least {MOST:.0%} have a reason",
    example="three items with 主要原因是…, and one with 完成年初预算的122%。 and no more",
)
def reasons(view: View) -> Iterator[Contradiction]:
    """Where the neighbours give a reason, one is due."""
    differing = _differing(view)
    explained = {
        reason.section for reason in view.document.reasons if reason.relation != "purpose" and reason.section
    }
    siblings: dict[str | None, list[Section]] = defaultdict(list)
    for section in view.document.sections:
        if section.id in differing and section.type == "item":
            siblings[section.parent].append(section)
    for group in siblings.values():
        without = [section for section in group if not view.sections.within(section.id) & explained]
        if len(group) < FEW or not without or len(group) - len(without) < MOST * len(group):
            continue
        for section in without:
            figures = differing[section.id]
            yield Contradiction(
                message=f"“{figures[0].subject.text}”写明{'、'.join(said(figure) for figure in figures)}，没有说明原因，同列的"
                f"其他各项多有（{len(group) - len(without)}项有，{len(without)}项没有）。",
                start=figures[0].start,
                end=figures[-1].end,
                places=tuple(view.cite.figure(figure) for figure in figures),
                sections=(section.id,),
            )


def _differing(view: View) -> dict[str, list[Figure]]:
    """The sections that state a difference, with the figures it is between."""
    found: dict[str, list[Figure]] = {}
    for statement in view.statements:
        planned, spent = quantity(statement.budget), quantity(statement.actual)
        if statement.budget and statement.actual and planned and spent and differ(planned, spent):
            found.setdefault(statement.record.section or "", [statement.budget, statement.actual])
    for comparison in view.comparisons:
        moved = comparison.moved
        if moved.direction in ("increase", "decrease") and not is_zero(moved.value):
            figures = [figure for figure in (comparison.now, moved) if figure is not None]
            found.setdefault(moved.section or "", figures)
    return found
