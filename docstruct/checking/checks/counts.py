"""Counts and areas against the parts that are listed of them: 共有车辆6辆，其中：机要通信用车2辆、…、其他用车1辆.

A list is behind 其中, right after its whole, and in the same unit. It must not be more than the whole; it must make the whole
where it is complete: where it ends with 其他, or names a set that is (地上 and 地下).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.quantity import quantity, show, total
from docstruct.checking.view import NEAR

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
        if apart > 0 and _are_counted_twice(size, stated):
            continue
        if apart > 0 or (apart < 0 and _is_complete(view, parts)):
            yield _contradiction(view, whole, parts, added)


def _are_counted_twice(whole: Quantity, parts: list[Quantity]) -> bool:
    """Whether the first of the parts make the whole: those behind are the same, seen otherwise (站内212人次，站外104人次，护送58人次)."""
    return any(total(parts[:end]).middle == whole.middle for end in range(2, len(parts)))


def _lists(view: View) -> Iterator[tuple[Figure, list[Figure]]]:
    """Every whole that is no money, and at least two parts of one unit that follow it in its sentence."""
    text, words = view.document.text, view.lexicon.counted
    for figures in view.by_sentence:
        for place, (before, first) in enumerate(pairwise(figures)):
            between = text[before.end : first.start].removesuffix(first.subject.text)
            wholes = _wholes(figures[max(place - NEAR, 0) : place + 1]) if words.among.search(between) else ()
            if not wholes or text[max(wholes[0].start - 1, 0)] in words.joined:
                continue  # 局机关及7个单位，其中…: the list is of more than what is counted
            listed = figures[place + 1 : place + 1 + NEAR]
            told = listed[: _told_on(text, first, listed)]
            # A second 其中 is of a part: 执法用车4辆，其中新购1辆.
            if told and words.word not in text[first.start : told[-1].start]:
                yield from _parts(wholes, told)


def _parts(wholes: Sequence[Figure], told: Sequence[Figure]) -> Iterator[tuple[Figure, list[Figure]]]:
    """The parts of each whole, where all that is listed are parts, each named once."""
    if not all(any(_is_alike(whole, part) for whole in wholes) for part in told):
        return
    for whole in wholes:
        parts = [part for part in told if _is_alike(whole, part)]
        if len(parts) > 1 and len({part.subject.text for part in parts}) == len(parts):
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


def _wholes(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The counts that a list is of: the last one, whatever it has changed by since (共有车辆5辆，比上年减少1辆，其中…).

    With it those right before it that count the same in other units: 共接待15批次、130人次，其中国内12批次、110人次.
    """
    last = figures[-1]
    found: dict[str | None, Figure] = {}
    for figure in reversed(figures):
        if figure.subject.text != last.subject.text or (not found and figure.unit != last.unit):
            break
        if figure.measure not in MEASURES or figure.amount is not None or figure.unit == _PERCENT:
            if found:
                break
            continue
        if figure.unit in found:
            break
        found[figure.unit] = figure
    return tuple(reversed(found.values()))


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
