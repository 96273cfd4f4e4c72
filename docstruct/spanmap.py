"""The way back: a piecewise map between a text and the text it was made from.

Normalizing drops, replaces and joins characters. A :class:`SpanMap` remembers how, as a short list of pieces: each
says that a range of the new text was made from a range of the old one. A piece of equal length is *straight*, it maps
character by character; any other (a repaired glyph, a joined line) maps as a whole: each of its characters was made
from all of its source.

>>> the_map = SpanMap.build([(0, 2, 0, 2), (2, 3, 4, 5)], 3, 5)   # "ab\\n\\nc" -> "abc"
>>> the_map.to_source(0, 3)
(0, 5)
>>> the_map.to_source(2, 3)
(4, 5)
>>> the_map.to_text(4, 5)
(2, 3)

Both directions are answered by bisection, and both are monotone: what stands later came from later. A range of the
source of which nothing was kept maps to an empty range, the place where it would stand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Piece: TypeAlias = tuple[int, int, int, int]
"""``(start, end, source_start, source_end)``: a range of the text and the range of the source it was made from."""


@dataclass(frozen=True, slots=True)
class SpanMap:
    """Pieces that cover the text without a gap, ascending on both sides, in parallel arrays."""

    starts: array[int]
    ends: array[int]
    source_starts: array[int]
    source_ends: array[int]
    straight: bytearray
    length: int
    source_length: int

    @classmethod
    def build(cls, pieces: Iterable[Piece], length: int, source_length: int) -> SpanMap:
        """Take pieces in ascending order; those of equal length are straight."""
        return cls._build(
            ((*piece, piece[1] - piece[0] == piece[3] - piece[2]) for piece in pieces), length, source_length
        )

    @classmethod
    def _build(
        cls, pieces: Iterable[tuple[int, int, int, int, bool]], length: int, source_length: int
    ) -> SpanMap:
        """Straight neighbours that continue each other on both sides become one piece."""
        starts: list[int] = []
        ends: list[int] = []
        source_starts: list[int] = []
        source_ends: list[int] = []
        flags = bytearray()
        source_place, straight_above = -1, False
        for start, end, source_start, source_end, straight in pieces:
            if straight and straight_above and source_start == source_place:
                ends[-1], source_ends[-1] = end, source_end
            else:
                starts.append(start)
                ends.append(end)
                source_starts.append(source_start)
                source_ends.append(source_end)
                flags.append(straight)
            source_place, straight_above = source_end, straight
        return cls(
            starts=array("q", starts),
            ends=array("q", ends),
            source_starts=array("q", source_starts),
            source_ends=array("q", source_ends),
            straight=flags,
            length=length,
            source_length=source_length,
        )

    @classmethod
    def identity(cls, length: int) -> SpanMap:
        """The map of a text onto itself."""
        return cls.build([(0, length, 0, length)] if length else [], length, length)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The smallest source range that made ``text[start:end]``.

        An empty range maps to the place where the source of its next character begins.
        """
        if start >= end:
            place = self._source_start(start)
            return place, place
        return self._source_start(start), self._source_end(end)

    def to_text(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The text range made from ``source[source_start:source_end]``; empty if nothing of it was kept."""
        first = bisect_right(self.source_ends, source_start)
        last = bisect_left(self.source_starts, source_end) - 1
        if first == len(self.starts):
            return self.length, self.length
        start = self.starts[first]
        if self.straight[first]:
            start += max(source_start - self.source_starts[first], 0)
        if first > last or source_start >= source_end:
            return start, start
        end = self.ends[last]
        if self.straight[last]:
            end -= max(self.source_ends[last] - source_end, 0)
        return start, end

    def compose(self, inner: SpanMap) -> SpanMap:
        """The map from this text to the source of ``inner``, whose text is this map's source."""
        return SpanMap._build(self._through(inner), self.length, inner.source_length)

    def _through(self, inner: SpanMap) -> Iterator[tuple[int, int, int, int, bool]]:
        """The pieces of the composed map: straight ones are cut where the pieces of ``inner`` begin and end."""
        for i, straight in enumerate(self.straight):
            source_start, source_end = self.source_starts[i], self.source_ends[i]
            if not straight:
                yield self.starts[i], self.ends[i], *inner.to_source(source_start, source_end), False
                continue
            shift = self.starts[i] - source_start
            j = bisect_right(inner.ends, source_start)
            while j < len(inner.starts) and inner.starts[j] < source_end:
                low, high = max(inner.starts[j], source_start), min(inner.ends[j], source_end)
                yield low + shift, high + shift, *inner.to_source(low, high), bool(inner.straight[j])
                j += 1

    def _source_start(self, start: int) -> int:
        """Where the source of the character at ``start`` begins; behind the last character, where its source ends."""
        i = bisect_right(self.starts, start) - 1
        if i < 0:
            return 0
        if start >= self.ends[i]:
            return self.source_ends[i]
        return self.source_starts[i] + (start - self.starts[i] if self.straight[i] else 0)

    def _source_end(self, end: int) -> int:
        """Where the source of the character before ``end`` ends."""
        i = max(bisect_left(self.starts, end) - 1, 0)
        if i >= len(self.starts):
            return self.source_length
        return self.source_ends[i] - (self.ends[i] - min(end, self.ends[i]) if self.straight[i] else 0)
