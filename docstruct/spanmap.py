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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        """Take pieces that cover a text of ``length``, in ascending order; those of equal length are straight."""
        builder = SpanMapBuilder()
        for start, end, source_start, source_end in pieces:
            builder.replace(source_start, source_end, end - start)
        assert builder.length == length, "the pieces leave a gap"
        return builder.finished(source_length)

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
        i = bisect_right(self.starts, start) - 1
        if i >= 0 and end <= self.ends[i]:  # most ranges lie in one piece
            if not self.straight[i]:
                return self.source_starts[i], self.source_ends[i]
            shift = self.source_starts[i] - self.starts[i]
            return start + shift, end + shift
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

    def moved(self, by: int, source_length: int) -> SpanMap:
        """The map to a source of the given length in which this map's source begins at ``by``."""
        return replace(
            self,
            source_starts=array(self.source_starts.typecode, (at + by for at in self.source_starts)),
            source_ends=array(self.source_ends.typecode, (at + by for at in self.source_ends)),
            source_length=source_length,
        )

    def compose(self, inner: SpanMap) -> SpanMap:
        """The map from this text to the source of ``inner``, whose text is this map's source."""
        builder = SpanMapBuilder()
        for i, straight in enumerate(self.straight):
            source_start, source_end = self.source_starts[i], self.source_ends[i]
            if straight:
                self._cut(source_start, source_end, inner, builder)
            else:
                builder.replace_whole(
                    *inner.to_source(source_start, source_end), self.ends[i] - self.starts[i]
                )
        return builder.finished(inner.source_length)

    @staticmethod
    def _cut(source_start: int, source_end: int, inner: SpanMap, builder: SpanMapBuilder) -> None:
        """Add what a straight piece becomes: the pieces of ``inner`` it lies on, cut at its ends."""
        i = bisect_right(inner.ends, source_start)
        while i < len(inner.starts) and inner.starts[i] < source_end:
            low, high = max(inner.starts[i], source_start), min(inner.ends[i], source_end)
            if inner.straight[i]:
                builder.keep(*inner.to_source(low, high))
            else:
                builder.replace_whole(*inner.to_source(low, high), high - low)
            i += 1

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


class SpanMapBuilder:
    """Puts a map together from the beginning of the text to its end, one piece after another.

    >>> builder = SpanMapBuilder()
    >>> builder.keep(0, 2)
    >>> builder.replace(2, 4, 1)
    >>> builder.keep(4, 5)
    >>> builder.finished(5) == SpanMap.build([(0, 2, 0, 2), (2, 3, 2, 4), (3, 4, 4, 5)], 4, 5)
    True
    """

    def __init__(self) -> None:
        self.length = 0
        """How much of the text is covered so far."""
        self._starts, self._ends = array("q"), array("q")
        self._source_starts, self._source_ends = array("q"), array("q")
        self._straight = bytearray()
        self._goes_on_at = -1

    def keep(self, source_start: int, source_end: int) -> None:
        """The text goes on with a range of the source as it is."""
        self.length += source_end - source_start
        if source_start == self._goes_on_at:
            self._ends[-1], self._source_ends[-1] = self.length, source_end
        else:
            self._append(source_start, source_end, source_end - source_start, straight=True)
        self._goes_on_at = source_end

    def replace(self, source_start: int, source_end: int, length: int) -> None:
        """The text goes on with ``length`` characters made from a range of the source; straight if that is as long."""
        if length == source_end - source_start:
            self.keep(source_start, source_end)
        else:
            self.replace_whole(source_start, source_end, length)

    def replace_whole(self, source_start: int, source_end: int, length: int) -> None:
        """The text goes on with ``length`` characters, each of them made from the whole range of the source."""
        self.length += length
        self._append(source_start, source_end, length, straight=False)
        self._goes_on_at = -1

    def finished(self, source_length: int) -> SpanMap:
        """The map of the text so far to a source of this length."""
        return SpanMap(
            starts=self._starts,
            ends=self._ends,
            source_starts=self._source_starts,
            source_ends=self._source_ends,
            straight=self._straight,
            length=self.length,
            source_length=source_length,
        )

    def _append(self, source_start: int, source_end: int, length: int, *, straight: bool) -> None:
        """A new piece that ends where the text now ends."""
        self._starts.append(self.length - length)
        self._ends.append(self.length)
        self._source_starts.append(source_start)
        self._source_ends.append(source_end)
        self._straight.append(straight)
