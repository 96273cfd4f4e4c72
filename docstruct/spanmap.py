"""The way back: a piecewise map between a text and the text it was made from.

Normalizing drops, replaces and joins characters. A :class:`SpanMap` remembers how, as a short list of pieces:
each piece says that a range of the new text was made from a range of the old one. Pieces of equal length map
character by character; a piece of unequal length (a repaired glyph, a joined line) maps as a whole.

>>> the_map = SpanMap.build([(0, 2, 0, 2), (2, 3, 4, 5)], 3, 5)   # "ab\\n\\nc" -> "abc"
>>> the_map.to_source(0, 3)
(0, 5)
>>> the_map.to_source(2, 3)
(4, 5)
>>> the_map.to_text(4, 5)
(2, 3)
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpanMap:
    """Pieces ``(start, end, source_start, source_end)``, ascending on both sides, in four parallel arrays."""

    starts: array[int]
    ends: array[int]
    source_starts: array[int]
    source_ends: array[int]
    length: int
    source_length: int

    @classmethod
    def build(cls, pieces: Iterable[tuple[int, int, int, int]], length: int, source_length: int) -> SpanMap:
        """Take pieces in ascending order; neighbours that continue each other one to one are merged."""
        columns: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
        starts, ends, source_starts, source_ends = columns
        for start, end, source_start, source_end in pieces:
            straight = end - start == source_end - source_start
            if (
                straight
                and starts
                and ends[-1] == start
                and source_ends[-1] == source_start
                and ends[-1] - starts[-1] == source_ends[-1] - source_starts[-1]
            ):
                ends[-1], source_ends[-1] = end, source_end
                continue
            starts.append(start)
            ends.append(end)
            source_starts.append(source_start)
            source_ends.append(source_end)
        return cls(*(array("q", column) for column in columns), length, source_length)

    @classmethod
    def identity(cls, length: int) -> SpanMap:
        """The map of a text onto itself."""
        return cls.build([(0, length, 0, length)] if length else [], length, length)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest source range that made ``text[start:end]``; an empty range maps to a place."""
        if start >= end:
            place = self._place(start)
            return place, place
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_left(self.starts, end) - 1, first)
        return self._source_start(first, start), self._source_end(last, end)

    def to_text(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The text range made from ``source[source_start:source_end]``; empty if nothing of it was kept."""
        first = bisect_right(self.source_ends, source_start)
        last = bisect_left(self.source_starts, source_end) - 1
        if first > last or source_start >= source_end:
            place = self.starts[first] if first < len(self.starts) else self.length
            if first < len(self.starts) and self._straight(first) and self.source_starts[first] < source_start:
                place += source_start - self.source_starts[first]
            return place, place
        start, end = self.starts[first], self.ends[last]
        if self._straight(first):
            start += max(source_start - self.source_starts[first], 0)
        if self._straight(last):
            end -= max(self.source_ends[last] - source_end, 0)
        return start, end

    def compose(self, inner: SpanMap) -> SpanMap:
        """The map from this text to the source of ``inner``, whose text is this map's source."""
        pieces: list[tuple[int, int, int, int]] = []
        for i in range(len(self.starts)):
            if not self._straight(i):
                pieces.append((self.starts[i], self.ends[i], *inner.to_source(self.source_starts[i], self.source_ends[i])))
                continue
            shift = self.starts[i] - self.source_starts[i]
            j = bisect_right(inner.ends, self.source_starts[i])
            while j < len(inner.starts) and inner.starts[j] < self.source_ends[i]:
                low = max(inner.starts[j], self.source_starts[i])
                high = min(inner.ends[j], self.source_ends[i])
                pieces.append((low + shift, high + shift, *inner.to_source(low, high)))
                j += 1
        return SpanMap.build(pieces, self.length, inner.source_length)

    def _straight(self, i: int) -> bool:
        return self.ends[i] - self.starts[i] == self.source_ends[i] - self.source_starts[i]

    def _source_start(self, i: int, start: int) -> int:
        if i >= len(self.starts):
            return self.source_length
        return self.source_starts[i] + (start - self.starts[i] if self._straight(i) else 0)

    def _source_end(self, i: int, end: int) -> int:
        if i >= len(self.starts):
            return self.source_length
        return self.source_ends[i] - (self.ends[i] - end if self._straight(i) else 0)

    def _place(self, start: int) -> int:
        i = bisect_right(self.starts, start) - 1
        if i < 0:
            return 0
        if start >= self.ends[i]:
            return self.source_ends[i]
        return self._source_start(i, start)
