"""Overlapping marks on one text, cut into segments that do not overlap.

HTML cannot nest what overlaps (a reason that begins inside a figure's sentence and ends after it), so the text is cut
wherever a mark begins or ends, and every piece carries the ids and kinds of all marks over it:

>>> text = MarkedText("收入100元", [Mark(0, 5, "c1", ""), Mark(2, 6, "f1", "figure")], cuts=())
>>> [(segment.text, segment.ids, segment.kinds) for segment in text.between(0, 6)]
[('收入', ('c1',), ()), ('100', ('c1', 'f1'), ('figure',)), ('元', ('f1',), ('figure',))]
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A range, whose it is (``id``), how it looks (``kind``, empty for no look of its own) and a note on it."""

    start: int
    end: int
    id: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks from end to end."""

    text: str
    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    note: str


class MarkedText:
    """A text and its marks, cut once.

    Args:
        cuts: further places where segments must end: those :meth:`between` will be asked for.
    """

    def __init__(self, text: str, marks: Iterable[Mark], cuts: Iterable[int]) -> None:
        length = len(text)
        opening: dict[int, list[Mark]] = defaultdict(list)
        closing: dict[int, list[Mark]] = defaultdict(list)
        for mark in marks:
            if 0 <= mark.start < mark.end <= length:
                opening[mark.start].append(mark)
                closing[mark.end].append(mark)
        bounds = sorted({0, length, *opening, *closing, *(cut for cut in cuts if 0 <= cut <= length)})
        self._starts: list[int] = []
        self._segments: list[Segment] = []
        active: dict[Mark, None] = {}
        for start, end in pairwise(bounds):
            for mark in closing.get(start, ()):
                active.pop(mark, None)
            active.update(dict.fromkeys(opening.get(start, ())))
            self._starts.append(start)
            piece = text[start:end]
            self._segments.append(_segment(piece, active) if active else Segment(piece, (), (), ""))

    def between(self, start: int, end: int) -> Sequence[Segment]:
        """The segments of ``text[start:end]``; both places must be cuts or ends of marks."""
        return self._segments[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _segment(text: str, active: Iterable[Mark]) -> Segment:
    marks = list(active)
    return Segment(
        text,
        tuple(dict.fromkeys(mark.id for mark in marks)),
        tuple(dict.fromkeys(mark.kind for mark in marks if mark.kind)),
        "\n".join(dict.fromkeys(mark.note for mark in marks if mark.note)),
    )
