"""The words of a page: what white space parts, each with its place and the fragment it was cut from.

A fragment may run over several cells (``01 行政运行``) where little room is between them; its words are told apart, and
those that turn out to stand in one cell become one piece again, with the white space that was between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.pages.layout import JOINED_GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.reading.pages.fragments import Fragment

_NUMBER = re.compile(r"[-−－+]?\d[\d,，]*(?:[.．]\d+)?[%％]?|[(（]\d[\d,，]*(?:[.．]\d+)?[)）]")
_AMOUNT = re.compile(r"[.．,，%％]")
_BLANK = re.compile(r"[-−－–—―─/*]+")
"""What stands in a cell without a number."""


@dataclass(slots=True)
class Word:
    """Characters ``start`` to ``end`` of a fragment, without white space."""

    fragment: Fragment
    start: int
    end: int
    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half the way down."""
        return (self.fragment.top + self.fragment.bottom) / 2

    @property
    def centre(self) -> float:
        """Half the way across."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """Points of its font."""
        return self.fragment.size

    @property
    def is_number(self) -> bool:
        """Whether it is a number and nothing else."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def is_amount(self) -> bool:
        """Whether it is a number as amounts are written, with decimals or commas: codes and years are none."""
        return self.is_number and _AMOUNT.search(self.text) is not None

    @property
    def is_blank(self) -> bool:
        """Whether it says that there is no number."""
        return _BLANK.fullmatch(self.text) is not None


def words(row: Iterable[Fragment]) -> list[Word]:
    """The words of a row, from left to right."""
    return [word for fragment in row for word in _parts(fragment)]


def _parts(fragment: Fragment) -> Iterator[Word]:
    text, lefts, rights = fragment.text, fragment.lefts, fragment.rights
    slack = JOINED_GAP * fragment.size
    start: int | None = None
    for i, char in enumerate(text):
        if char.isspace():
            if start is not None:
                yield Word(fragment, start, i, text[start:i], lefts[start], rights[i - 1])
            start = None
        elif start is None:
            start = i
        elif lefts[i] - rights[i - 1] > slack:
            yield Word(fragment, start, i, text[start:i], lefts[start], rights[i - 1])
            start = i
    if start is not None:
        yield Word(fragment, start, len(text), text[start:], lefts[start], rights[-1])


def pieces(cell: Sequence[Word]) -> list[Fragment]:
    """The words of a cell as fragments; neighbours from one fragment are one, with what stood between them."""
    found: list[Fragment] = []
    for run in _runs(cell):
        first, last = run[0], run[-1]
        found.append(first.fragment.cut(first.start, last.end))
    return found


def _runs(cell: Sequence[Word]) -> list[list[Word]]:
    runs = [[word] for word in cell[:1]]
    for before, after in pairwise(cell):
        if before.fragment is after.fragment and before.end <= after.start:
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs
