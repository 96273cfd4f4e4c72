"""Counts and areas against the parts that are listed of them: 共有车辆6辆，其中：机要通信用车2辆、…、其他用车1辆.

A list is behind 其中, right after its whole, and in the same unit. It must not be more than the whole; it must make the whole
where it is complete: where it ends with 其他, or names a set that is (地上 and 地下).
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.quantity import quantity, show, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.checking.quantity import Quantity
    from docstruct.checking.view import View
    from docstruct.document import Figure


MEASURES = ("count", "other")
"""Measures of what is counted, and of areas."""
_PERCENT = "%"
"""Rates (满意度98%，其中…) do not add up."""


@check(
    "count_sum_mismatch",
    severity="warning",
    compares="a count or an area against the parts listed behind 其中",
    tolerance="counts are exact, areas within half a unit of the last digit of every number; less than the whole only where the "
    "list ends with 其他 or is a set known to be complete",
    example="共有车辆6辆，其中，机要通信用车2辆、应急保障用车2辆、其他用车1辆",
)
def counts(view: View) -> Iterator[Contradiction]:
    """What is listed of a count is no more than it, and all of it if nothing is left out."""
    for whole, parts in _lists(view):
        size, sizes = quantity(whole), [quantity(part) for part in parts]
        stated = [one for one in sizes if one is not None]
        if size is None or len(stated) < len(sizes):
            continue
        added = total(stated)
        apart = _apart(whole, size, added)
        if apart > 0 or (apart < 0 and _is_complete(view, parts)):
            yield _contradiction(view, whole, parts, added)


def _lists(view: View) -> Iterator[tuple[Figure, list[Figure]]]:
    """Every whole that is no money, and at least two parts of one unit that follow it in its sentence."""
    text, words = view.document.text, view.lexicon.counted
    for figures in view.by_sentence:
        for place, (before, first) in enumerate(pairwise(figures)):
            between = text[before.end : first.start].removesuffix(first.subject.text)
            whole = _whole(figures[: place + 1]) if words.among.search(between) else None
            if whole is None:
                continue
            if text[max(whole.start - 1, 0)] in words.joined:
                continue  # 局机关及7个单位，其中…: the list is of more than what is counted
            listed = figures[place + 1 :]
            rest = iter(listed[: _told_on(text, first, listed)])
            parts = list(takewhile(partial(_is_alike, whole), rest))
            # A second 其中 is of a part: 执法用车4辆，其中新购1辆.
            nested = bool(parts) and words.word in text[first.start : parts[-1].start]
            names = {part.subject.text for part in parts}
            if len(parts) > 1 and not nested and len(names) == len(parts) and next(rest, None) is None:
                yield whole, parts


def _told_on(text: str, first: Figure, listed: Sequence[Figure]) -> int:
    """How many figures there are before a semicolon, or before the first that stands in a bracket behind another.

    Behind 其中：在职98人（行政60人），退休13人 some parts are parts of parts.
    """
    for at, part in enumerate(listed):
        between = text[first.start : part.start]
        if "；" in between or ";" in between:
            return at
        if between.count("（") + between.count("(") > between.count("）") + between.count(")"):
            return 0
    return len(listed)


def _whole(figures: Sequence[Figure]) -> Figure | None:
    """The count that a list is of: the last one, whatever it has changed by since (共有车辆5辆，比上年减少1辆，其中…)."""
    last = figures[-1]
    for figure in reversed(figures):
        if figure.subject.text != last.subject.text or figure.unit != last.unit:
            return None
        if figure.measure in MEASURES and figure.amount is None and figure.unit != _PERCENT:
            return figure
    return None


def _is_alike(whole: Figure, part: Figure) -> bool:
    return part.unit == whole.unit and part.measure == whole.measure


def _apart(whole: Figure, size: Quantity, added: Quantity) -> int:
    """1 if the parts are surely more than the whole, -1 if surely less, else 0."""
    if whole.measure == "count":
        return (added.middle > size.middle) - (added.middle < size.middle)
    return added.surely_above(size) - size.surely_above(added)


def _is_complete(view: View, parts: list[Figure]) -> bool:
    names, words = [part.subject.text for part in parts], view.lexicon.counted
    if words.rest.search(names[-1]):
        return True
    return any(
        len(names) == len(complete.parts)
        and all(name.startswith(start) for name, start in zip(names, complete.parts, strict=True))
        for complete in words.complete
    )


def _contradiction(view: View, whole: Figure, parts: list[Figure], added: Quantity) -> Contradiction:
    digits = -int(added.digit.as_tuple().exponent) if added.digit < 1 else 0
    value = show(added.middle, digits)
    return Contradiction(
        message=f"“{whole.subject.text}”写为{said(whole)}，所列{len(parts)}项相加为{value}{whole.unit or ''}。",
        start=whole.start,
        end=parts[-1].end,
        places=(view.cite.figure(whole), *(view.cite.figure(part) for part in parts)),
        stated=whole.value,
        computed=value,
    )
