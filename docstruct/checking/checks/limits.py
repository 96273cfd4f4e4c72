"""Parts that have nothing in common, against the whole that they are among: together they are no more than it.

面向中小企业预留的政府采购项目 and 其他政府采购项目 are both procured; which parts are so is data (``[[within]]`` of
``lexicons/checks/checks.toml``).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.quantity import in_ten_thousands, quantity, total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Figure, Measure
    from docstruct.lexicon.checks import Within

AMOUNTS = ("actual", "budget", "prior", "other")
"""Measures of amounts: what is procured, and what stands in the books at a date."""


@check(
    "parts_exceed_whole",
    severity="error",
    compares="a part of procurement (contracts of small and medium enterprises), and parts that have nothing in common (reserved for "
    "these, and not), against all of it, within one section",
    tolerance="more than the whole by more than the rounding of their digits",
    example="政府采购金额21.07万元，面向中小企业预留的政府采购项目中…采购金额21.07万元，其他政府采购项目中…采购金额21.07万元",
)
def exceeding(view: View) -> Iterator[Contradiction]:
    """Parts that have nothing in common are no more than the whole."""
    for figures in view.by_section.values():
        measured: dict[Measure, list[Figure]] = defaultdict(list)
        for one in figures:
            if one.amount is not None and one.measure in AMOUNTS:
                measured[one.measure].append(one)
        told = [_found(rule, amounts) for amounts in measured.values() for rule in view.lexicon.within]
        for found in told:
            if found is None:
                continue
            whole, parts = found
            size, sizes = quantity(whole), [one for one in map(quantity, parts) if one is not None]
            if size is None or len(sizes) < len(parts) or not total(sizes).surely_above(size):
                continue
            value = in_ten_thousands(total(sizes).middle)
            yield Contradiction(
                message=_message(whole, parts, value),
                start=whole.start,
                end=max(part.end for part in parts),
                places=(view.cite.figure(whole), *(view.cite.figure(part) for part in parts)),
                stated=whole.value,
                computed=value,
            )


def _message(whole: Figure, parts: list[Figure], value: str) -> str:
    if len(parts) == 1:
        return f"“{parts[0].subject.text}”{said(parts[0])}大于“{whole.subject.text}”{said(whole)}，而前者是后者的一部分。"
    return f"“{whole.subject.text}”写为{said(whole)}，互不重合的{len(parts)}个部分相加为{value}万元。"


def _found(rule: Within, amounts: list[Figure]) -> tuple[Figure, list[Figure]] | None:
    """The one whole and the one amount of each part, where the section has them once: all of them, or some."""
    named: list[Figure] = []
    for pattern in (rule.whole, *rule.parts):  # most sections have not even the whole
        found = [one for one in amounts if pattern.fullmatch(one.subject.text)]
        if len(found) > 1 or (not found and not (named and rule.some)):
            return None
        named += found
    return (named[0], named[1:]) if len(named) > 1 else None
