"""Text set in two columns: which fragments of a page stand in them.

The right column is found by its edge: the place, away from the margins, where most lines of the page begin. Lines that
run over it (a heading over the full width) part the page into bands, and a band is set in columns if both sides hold
several lines of prose, which the sides of a table or of a form do not.

    ┌──── a heading over both ────┐
    │ left column  │ right column │   the left column is read to its end, then the right
    └──── a heading over both ────┘
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.pages.fragments import Fragment

FEWEST = 3
"""Lines of either column."""
INNER = 0.25
"""Share of the width of the text that lies on either side of the right column's edge at least."""
GUTTER = 0.5
"""Ems between the columns at least."""
LONG = 8
"""Characters of a line of prose; most lines of a column are longer."""
_PROSE = re.compile(r"[，。；]")


@dataclass(frozen=True, slots=True)
class Columns:
    """A band of a page that is set in two columns."""

    sides: tuple[list[Fragment], list[Fragment]]

    @property
    def top(self) -> float:
        """Where the band begins."""
        return min(fragment.top for side in self.sides for fragment in side)


def find_columns(fragments: Sequence[Fragment]) -> list[Columns]:
    """The bands of a page that are set in columns, from top to bottom."""
    edge = _edge(fragments)
    if edge is None:
        return []
    return [band for run in _bands(fragments, edge) if (band := _columns(run, edge))]


def _edge(fragments: Sequence[Fragment]) -> float | None:
    """Where the right column begins, None if few lines begin at one place within the page."""
    if len(fragments) < 2 * FEWEST:
        return None
    left = min(fragment.left for fragment in fragments)
    right = max(fragment.right for fragment in fragments)
    margin = INNER * (right - left)
    starts = Counter(
        round(fragment.left) for fragment in fragments if left + margin < fragment.left < right - margin
    )
    if not starts:
        return None
    edge, _ = max(starts.items(), key=lambda item: (item[1] + starts[item[0] - 1], -item[0]))
    count = sum(starts[edge + step] for step in (-1, 0, 1))
    return float(edge) - 1.5 if count >= FEWEST else None


def _bands(fragments: Sequence[Fragment], edge: float) -> Iterator[list[Fragment]]:
    """The fragments between those that run over the edge of the right column, or come too near to it."""
    band: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda fragment: (fragment.middle, fragment.left)):
        if fragment.left < edge < fragment.right + GUTTER * fragment.size:
            if band:
                yield band
            band = []
        else:
            band.append(fragment)
    if band:
        yield band


def _columns(band: Sequence[Fragment], edge: float) -> Columns | None:
    left = [fragment for fragment in band if fragment.left < edge]
    right = [fragment for fragment in band if fragment.left >= edge]
    return Columns((left, right)) if _is_prose(left) and _is_prose(right) else None


def _is_prose(side: Sequence[Fragment]) -> bool:
    texts = [fragment.text.strip() for fragment in side]
    long = sum(len(text) >= LONG for text in texts)
    marked = sum(_PROSE.search(text) is not None for text in texts)
    return len(texts) >= FEWEST and long * 3 >= len(texts) * 2 and marked * 3 >= len(texts)
