"""Where a range of a document's text stands in its input: in the input's own text, on its pages or in its cells.

A :class:`Places` lives as long as the document it was made with and is no part of what the document says: it is
neither written nor compared, but travels with a pickled document. Every range may be asked for, also one that begins
or ends inside an entry::

    document.to_source(120, 140)     # (131, 152) in the input's own decoded text
    document.boxes(120, 140)         # ((3, 90.0, 210.4, 240.1, 224.9),): page 3, points from the top left
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.document import Located
from docstruct.source import SET_APART

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docstruct.document import Box
    from docstruct.source import Grid, Locator, Source
    from docstruct.spanmap import SpanMap

    Put = Callable[[Located, object], None]

# Where an entry stands is known last, and there are thousands of entries of thirty fields: to copy each with five of them
# changed would be a tenth of the whole way of a document. Their slots are written past the guard of a frozen dataclass.
_slots = vars(Located)
_put_start: Put = _slots["source_start"].__set__
_put_end: Put = _slots["source_end"].__set__
_put_page: Put = _slots["page"].__set__
_put_boxes: Put = _slots["boxes"].__set__
_put_sheet: Put = _slots["sheet"].__set__
_put_cell: Put = _slots["cell"].__set__


@dataclass(frozen=True, slots=True)
class Places:
    """The way back from ``Document.text``.

    Attributes:
        map: from the normalized text to the input's own.
        original: the input's own decoded text; None where nobody kept it.
        locator: finds the boxes of a range of the input's own text; None for unpaged media.
        grid: finds the cells of a range of the input's own text; None for what is no workbook.
        apart: ranges of the input's own text that are running lines of a page and no text, ascending.
    """

    map: SpanMap
    original: str | None = None
    locator: Locator | None = None
    grid: Grid | None = None
    apart: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of_source(cls, source: Source, span_map: SpanMap) -> Places:
        """The places of a text that was made from ``source``."""
        apart = tuple((line.start, line.end) for line in source.lines if line.role in SET_APART)
        return cls(span_map, source.text, source.locator, source.grid, apart)

    @property
    def paged(self) -> bool:
        """Whether ranges have boxes on pages; offsets into the input's own text mean nothing to a user then."""
        return self.locator is not None

    def locate(self, entries: Iterable[Located]) -> None:
        """Write into entries where they stand in the input: source offsets and cells, or pages and boxes.

        Only for who made the entries, before anyone else has them: frozen as they are, they are changed.
        """
        if self.locator is not None:
            for entry in entries:
                boxes = self.boxes(entry.start, entry.end)
                _put_page(entry, boxes[0][0] if boxes else None)
                _put_boxes(entry, boxes)
            return
        to_source = self.map.to_source
        for entry in entries:
            start, end = to_source(entry.start, entry.end)
            _put_start(entry, start)
            _put_end(entry, end)
            if self.grid is not None and (cells := self.grid.place(start, end)):
                _put_sheet(entry, cells[0])
                _put_cell(entry, cells[1])

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The range of the input's own text that ``text[start:end]`` was made from."""
        return self.map.to_source(start, end)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of ``text[start:end]``, one a line touched, in reading order; none for unpaged media."""
        if self.locator is None:
            return ()
        start, end = self.map.to_source(start, end)
        first = bisect_left(self.apart, (start, start)) if self.apart else 0
        if first == len(self.apart) or self.apart[first][0] >= end:
            return self.locator.boxes(start, end)
        return tuple(self._boxes(self.locator, first, start, end))

    def cells(self, start: int, end: int) -> tuple[str, str] | None:
        """The sheet of ``text[start:end]`` and the address of its cells there: ``("收入表", "B7")``; None if not a workbook's.

        A range that goes on over several sheets is placed on the first of them.
        """
        return self.grid.place(*self.map.to_source(start, end)) if self.grid is not None else None

    def _boxes(self, locator: Locator, first: int, start: int, end: int) -> Iterator[Box]:
        """The boxes of a range of the input's own text, without the running lines in its midst, from the ``first`` on."""
        for low, high in self.apart[first:]:
            if low >= end:
                break
            yield from locator.boxes(start, low)
            start = high
        yield from locator.boxes(start, end)
