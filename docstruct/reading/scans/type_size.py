"""The size of the type of a recognised line, and the room each of its characters takes up.

The recogniser says where characters stand, about; how wide they are follows from what they are: a Chinese one is as wide
as the type is high, a digit half of that.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def ems(char: str) -> float:
    """The width of a character: a Chinese one is as wide as the type is high; a space between them takes nothing."""
    if char.isspace():
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def middles_of(text: str, shares: Sequence[float], left: float, right: float) -> list[float]:
    """The middles of the characters that are no spaces, as the recogniser has them, or spread over the line.

    Args:
        text: the line.
        shares: the middles as shares of its length; none, or too few, if they are unknown.
        left: where it begins.
        right: where it ends.
    """
    if len(shares) == sum(not char.isspace() for char in text):
        return [left + share * (right - left) for share in shares]
    return _even([ems(char) for char in text], left, right)


def _even(widths: list[float], left: float, right: float) -> list[float]:
    total = sum(widths) or 1.0
    middles, passed = [], 0.0
    for width in widths:
        if width:
            middles.append(left + (passed + width / 2) / total * (right - left))
        passed += width
    return middles


def size_of(widths: Sequence[float], middles: Sequence[float], height: float) -> float:
    """The size of the type: the usual distance of neighbours where there are some, else what the height allows."""
    pitches = sorted(
        (after - before) / ((widths[i] + widths[i + 1]) / 2)
        for i, (before, after) in enumerate(pairwise(middles))
    )
    usual = pitches[len(pitches) // 2] if pitches else 0.0
    return min(usual, 0.9 * height) if usual > 0 else 0.7 * height


def edges_of(
    widths: Sequence[float], middles: Sequence[float], size: float
) -> tuple[list[float], list[float]]:
    """The left and right edge of every character; neighbours do not overlap, a space fills the gap it stands for."""
    lefts: list[float] = []
    rights: list[float] = []
    inked = zip(middles, _halves(widths, middles, size), strict=True)
    spaces: list[int] = []
    for i, width in enumerate(widths):
        if not width:
            spaces.append(i)
            lefts.append(rights[-1])
            rights.append(rights[-1])
            continue
        middle, half = next(inked)
        left = middle - half
        if rights and left < rights[-1]:
            left = rights[-1] = max((left + rights[-1]) / 2, lefts[-1])
        for space in spaces:
            rights[space] = left
        spaces.clear()
        lefts.append(left)
        rights.append(max(middle + half, left))
    return lefts, rights


def _halves(widths: Sequence[float], middles: Sequence[float], size: float) -> list[float]:
    """Half the width of every character that is no space: as wide as its kind is, or as its neighbours leave room."""
    gaps = [after - before for before, after in pairwise(middles)]
    halves = []
    for i, width in enumerate(width for width in widths if width):
        room = min(gaps[max(i - 1, 0) : i + 1], default=0.0)
        halves.append(min(max(width * size, room), size) / 2)
    return halves
