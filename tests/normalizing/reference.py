"""The span map as obvious as it can be: for every character of the text, the source range it was made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class ReferenceMap:
    """One ``(start, end)`` a character; a character of a repaired piece was made from the whole piece."""

    sources: list[tuple[int, int]]
    source_length: int

    @classmethod
    def build(cls, pieces: list[tuple[int, int, int, int]], source_length: int) -> ReferenceMap:
        sources: list[tuple[int, int]] = []
        for start, end, source_start, source_end in pieces:
            for i in range(end - start):
                if end - start == source_end - source_start:
                    sources.append((source_start + i, source_start + i + 1))
                else:
                    sources.append((source_start, source_end))
        return cls(sources, source_length)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        if start < end:
            return self.sources[start][0], self.sources[end - 1][1]
        if start < len(self.sources):
            place = self.sources[start][0]
        else:
            place = self.sources[-1][1] if self.sources else 0
        return place, place

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        made = [i for i, (low, high) in enumerate(self.sources) if low < end and high > start]
        if made and start < end:
            return made[0], made[-1] + 1
        place = next((i for i, (_, high) in enumerate(self.sources) if high > start), len(self.sources))
        return place, place

    def compose(self, inner: ReferenceMap) -> ReferenceMap:
        return ReferenceMap([inner.to_source(*source) for source in self.sources], inner.source_length)
