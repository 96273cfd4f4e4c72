"""A number of bodies against the names that follow it: 下设7个科室，分别是：办公室、人事科、财务科、村镇科.

Names may hold the sign between names (人事、财务科), or 和 within them (人力资源和社会保障科): the number is right if any way to
part them comes to it. Nothing is said of lists that end with 等, or whose members have lists of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.checking.view import View
    from docstruct.document import Figure

FAR = 400
"""Characters of the longest list."""


@check(
    "listing_mismatch",
    severity="warning",
    compares="a number of bodies (科室, 单位) against the names listed right behind it",
    tolerance="the number is exact; silent where names may be parted in more than one way, behind 等, and on lists within lists",
    example="下设7个科室，分别是：办公室、人事科、财务科、村镇科、建管科、房产科（6个）",
)
def listings(view: View) -> Iterator[Contradiction]:
    """As many are named as are counted."""
    text, words = view.document.text, view.lexicon.bodies
    for figure in view.document.figures:
        if figure.measure != "count" or figure.unit not in words.units or figure.approximate:
            continue
        match = words.lists.match(text, figure.end, figure.end + FAR)
        if match is None or not figure.value.isdecimal():
            continue
        counts = _counts(view, match["names"])
        if counts and int(figure.value) not in counts:
            yield _contradiction(view, figure, max(counts), match.end())


def _counts(view: View, names: str) -> frozenset[int]:
    """In how many ways the names of a list can be counted; none where they are no plain list."""
    words = view.lexicon.bodies
    bare = words.aside.sub("", names)
    if words.open.search(bare):
        return frozenset()
    parts = [part for part in words.between.split(bare) if part.strip()]
    if len(parts) < 2 or any(len(part) > words.longest for part in parts):
        return frozenset()
    most = sum(len(words.joined.split(part)) for part in parts)
    whole = sum(words.whole.search(part) is not None for part in parts)
    if words.whole.search(parts[-1]) is None:
        return frozenset()
    return frozenset(range(min(whole, len(parts)), most + 1))


def _contradiction(view: View, figure: Figure, listed: int, end: int) -> Contradiction:
    return Contradiction(
        message=f"“{figure.subject.text}”写为{said(figure)}，其后列出{listed}{figure.unit or ''}。",
        start=figure.start,
        end=end,
        places=(view.cite.figure(figure),),
        stated=figure.value,
        computed=str(listed),
    )
