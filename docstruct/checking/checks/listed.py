"""Amounts against the parts that are listed of them without shares: 本年收入合计12万元。其中：财政拨款收入10万元，其他收入2万元.

Such a list is no more than its whole. It is all of it where it ends with what remains (其他收入) and nothing was carried
over. Only revenue in revenue and expenditure in expenditure is compared, since a sentence goes on to other things without
a word; a list that names a part of a part, or tells of anything but amounts, is left alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.checking.quantity import is_zero, quantity, total
from docstruct.checking.view import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import Figure

FAR = 40
"""Characters between a whole and its first part."""


def listed_parts(view: View) -> Iterator[tuple[Figure, list[Figure]]]:
    """Every whole with its parts, where they are more than the whole, or should be all of it."""
    text, words = view.document.text, view.lexicon.listed
    for whole, first in pairwise(view.document.figures):
        if whole.amount is None or first.section != whole.section or first.start - whole.end > FAR:
            continue
        between = text[whole.end : first.start].removesuffix(first.subject.text)
        if not words.among.search(between) or not words.whole.search(whole.subject.text):
            continue
        parts = [one for one in view.in_sentence(first) if one.start >= first.start]
        sizes = [size for one in parts if (size := quantity(one)) is not None]
        size = quantity(whole)
        if size is None or len(sizes) < len(parts) or not _is_list(view, whole, parts) or _has_levels(sizes):
            continue
        if total(sizes).surely_above(size) or _is_complete(view, whole, parts):
            yield whole, parts


def _is_list(view: View, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether all that a sentence tells are parts of one kind with the whole, each named once."""
    words = view.lexicon.listed
    told = view.document.text[parts[0].start : parts[-1].end]
    names = [part.subject.text for part in parts]
    head = next((word for word in words.heads if word in whole.subject.text), None)
    return (
        head is not None
        and len(parts) > 1
        and len({*names, whole.subject.text}) == len(parts) + 1
        and all(part.measure == whole.measure and part.amount is not None for part in parts)
        and all(name.endswith(head) for name in names)
        and not words.nested.search(told)
        and not any(words.total.search(name) for name in names)
    )


def _is_complete(view: View, whole: Figure, parts: Sequence[Figure]) -> bool:
    start, end = max(whole.sentence_start, whole.start - CLAUSES), parts[-1].end + CLAUSES
    sentence = view.document.text[start : min(parts[-1].sentence_end, end)]
    rest = view.lexicon.counted.rest.search(parts[-1].subject.text) is not None or _are_all(view, parts)
    grand = view.lexicon.listed.grand.search(whole.subject.text) is not None
    return rest and not grand and not view.lexicon.shared.carried.search(sentence)


def _are_all(view: View, parts: Sequence[Figure]) -> bool:
    """Whether the parts are a set that is whole, and the document has nothing besides it."""
    words = view.lexicon.listed
    if {part.subject.text for part in parts} != set(words.complete):
        return False
    told = (figure for figure in view.document.figures if figure.amount and not is_zero(figure.value))
    cells = (fact for fact in view.document.facts if fact.subject is not None and not is_zero(fact.value))
    titles = ("".join(path) for table in view.document.tables for path in table.header)
    return not any(
        words.besides.search(name)
        for name in (
            *(figure.subject.text for figure in told),
            *(fact.subject.text for fact in cells if fact.subject and not fact.subject.code),
            *titles,
        )
    )


def _has_levels(sizes: list[Quantity]) -> bool:
    """Whether a part is made by those behind it (财政拨款收入100，一般公共预算收入80，政府性基金收入20)."""
    for at, size in enumerate(sizes):
        for end in range(at + 2, len(sizes) + 1):
            if size.middle > 0 and total(sizes[at + 1 : end]).overlaps(size):
                return True
    return False
