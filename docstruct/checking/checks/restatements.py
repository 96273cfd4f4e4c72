"""The same quantity stated twice: it must have the same value everywhere.

Only quantities that are document-wide by name and section (``lexicons/checks/checks.toml``, ``[[quantity]]``) and items with
a classification code are compared; two amounts of the same words in different sections may rightly differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.quantity import quantity
from docstruct.checking.view import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Figure


@check(
    "restatement_mismatch",
    severity="error",
    compares="a document-wide quantity, or an item of the same code and section, stated more than once",
    tolerance="one unit of the last digit of the less exact statement",
    example="一般公共预算财政拨款支出1107.85万元 … 一般公共预算财政拨款支出决算为1108.43万元",
)
def restatements(view: View) -> Iterator[Contradiction]:
    """Each later statement is compared with the first; a value is reported once."""
    for stated in (*_document_wide(view), *_items(view)):
        first = stated[0]
        reported: set[str] = set()
        for figure in stated[1:]:
            if figure.value in reported or _same(first, figure) or _is_of_another(view, first, figure):
                continue
            reported.add(figure.value)
            yield Contradiction(
                message=f"“{first.subject.text}”前后不一致：先写为{said(first)}，此处写为{said(figure)}。",
                start=figure.start,
                end=figure.end,
                places=(view.cite.figure(figure), view.cite.figure(first)),
                stated=figure.value,
                computed=first.value,
            )


def _is_of_another(view: View, first: Figure, second: Figure) -> bool:
    """Whether two amounts stand in two sections on the same matter, or of one title: those of two organizations in one file."""
    tops = view.sections.top(first.section), view.sections.top(second.section)
    if tops[0] != tops[1] and None not in tops:
        titles = {view.sections.by_id[top].title for top in tops if top is not None}
        if len(titles) == 1:
            return True
    one, other = view.sections.matter(first.section), view.sections.matter(second.section)
    if one is None or other is None or one == other:
        return False
    apart, beside = view.sections.by_id[one], view.sections.by_id[other]
    return apart.kind == beside.kind and (apart.parent != beside.parent or apart.title == beside.title)


def _same(first: Figure, second: Figure) -> bool:
    a, b = quantity(first), quantity(second)
    return a is None or b is None or a.may_equal(b) or b.may_equal(a)


def _document_wide(view: View) -> Iterator[list[Figure]]:
    for wanted in view.lexicon.quantities:
        if not wanted.restated:
            continue
        stated = [
            figure
            for figure in view.current_named(wanted.names)
            if not wanted.sections.isdisjoint(view.kinds_around(figure))
            if view.quantity_of(figure) is wanted
        ]
        if wanted.shared:
            stated = _wholes(view, stated)
        if len(stated) > 1:
            yield stated


def _wholes(view: View, stated: list[Figure]) -> list[Figure]:
    """The amounts of a name that is used of parts, too: the first of each section that is of no part.

    Totals are left out where anything was carried over: they may be told with it or without.
    """
    totals = any(view.lexicon.listed.grand.search(figure.subject.text) for figure in stated)
    if totals and (view.carries_over or any(_tells_of_carrying(view, figure) for figure in stated)):
        return []
    first: dict[str | None, Figure] = {}
    for figure in stated:
        if not view.is_of_part(figure):
            first.setdefault(figure.section, figure)
    return list(first.values())


def _tells_of_carrying(view: View, figure: Figure) -> bool:
    start, end = figure.start - CLAUSES, figure.end + CLAUSES
    sentence = view.document.text[max(figure.sentence_start, start) : min(figure.sentence_end, end)]
    return view.lexicon.shared.carried.search(sentence) is not None


def _items(view: View) -> Iterator[list[Figure]]:
    """Items of one code under one section of the narrative, such as 五、一般公共预算财政拨款支出决算情况说明."""
    items: dict[tuple[str | None, str], list[Figure]] = {}
    for figure in view.current_amounts:
        if figure.subject.code and len(figure.subject.code) == 7:
            items.setdefault((view.sections.top(figure.section), figure.subject.code), []).append(figure)
    return (stated for stated in items.values() if len(stated) > 1)
