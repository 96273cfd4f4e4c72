"""Spaces inside a line: which go, and which part two words.

Chinese is written without spaces; converters leave them between digits and Chinese, and justification between any
two characters. They go. A space is kept, as one, only between two words of a script that is written with spaces:

>>> def spaced(line):
...     return "".join(line[a:b] for a, b in pairs(kept(line, 0, len(line))))
>>> spaced("2022 年度 收 入总计 35 %")
'2022年度收入总计35%'
>>> spaced("COVID 19  test")
'COVID 19 test'

A line that is spread, a space behind every character, has lost its words; a wider gap parts them:

>>> spaced("会 议 费 支 出 1 2 . 5  1 0 . 2 万 元")
'会议费支出12.5 10.2万元'
"""

from __future__ import annotations

import re
from array import array
from itertools import islice
from typing import TYPE_CHECKING

from docstruct.normalizing.glyphs import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = re.compile(f"[ {NOTHING}]+")
_CLOSING = frozenset("%,.;:!?)]}")
_OPENING = frozenset("([{")
_LEAST_SPREAD = 12
"""Characters of a line from which on it may be said to be spread; a third of them are Chinese."""
_WIDE = "\u2000"
"""The first code point of the general punctuation; the scripts written with spaces are below it."""


def kept(text: str, start: int, end: int) -> array[int]:
    """The ranges of ``text[start:end]`` that stay, start and end of one after another (see :func:`pairs`).

    Where one word-parting space stays it is a range of its own.
    """
    bounds = array("q")
    place, spread = start, _is_spread(text, start, end)
    for gap in _GAP.finditer(text, start, end):
        low, high = gap.span()
        if low > place:
            bounds.append(place)
            bounds.append(low)
        place = high
        if start < low and high < end and parts_words(text[low - 1], text[high]):
            if spread and high - low == 1:
                continue
            # A gap of characters without width alone parts nothing.
            space = text.find(" ", low, high)
            if space >= 0:
                bounds.append(space)
                bounds.append(space + 1)
    if place < end:
        bounds.append(place)
        bounds.append(end)
    return bounds


def _is_spread(text: str, start: int, end: int) -> bool:
    """Whether a line has a space behind every character but for one in five."""
    if end - start < 2 * _LEAST_SPREAD or text.count(" ", start, end) * 5 < (end - start) * 2:
        return False
    words = text[start:end].split()
    characters = sum(map(len, words))
    chinese = sum(len(word) for word in words if word >= _WIDE)
    return len(words) * 5 >= characters * 4 and chinese * 3 >= characters >= _LEAST_SPREAD


def pairs(bounds: array[int]) -> Iterator[tuple[int, int]]:
    """The ranges of :func:`kept` one by one."""
    return zip(islice(bounds, 0, None, 2), islice(bounds, 1, None, 2), strict=True)


def parts_words(left: str, right: str) -> bool:
    """Whether a space between these two characters parts two words, or two numbers."""
    return (
        left < _WIDE
        and right < _WIDE
        and "\t" not in (left, right)
        and left not in _OPENING
        and right not in _CLOSING
    )
