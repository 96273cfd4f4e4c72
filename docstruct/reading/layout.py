"""The lines of a page in reading order, and the way from a character back to its box.

A page arrives as :class:`Fragment` objects: runs of characters on one baseline, each character with its left and
right edge, in whatever order the producer wrote them. What a reader would call a line may be several fragments (a
number set in another font, a justified word), and neighbours on the page may be far apart in the file. So order is
decided by geometry alone:

1. Fragments whose heights overlap by half belong to one *row*; rows run down the page.
2. In a row fragments run from left to right. A small gap joins them into one line, a wide one (``单位：万元`` at the
   right margin) begins a line of its own, except before a lone number: the page number of a contents entry.

Coordinates are points with the origin at the top left of the page *as its text reads*: a page whose text runs
upwards is turned first (:class:`Turn`), and boxes are turned back to the page as it is displayed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.document import Box, Origin
    from docstruct.reading.ruled import RuledTable
    from docstruct.source import LineRole

Rectangle: TypeAlias = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in points."""

JOINED_GAP = 0.25
"""Gap between fragments, in ems, up to which nothing stands between them: the play of justified type."""
WIDE_GAP = 3.0
"""Gap in ems from which a row is read as two lines."""


@dataclass(slots=True)
class Fragment:
    """A run of characters on one baseline.

    Attributes:
        text: its characters; never a line break or a tab.
        lefts, rights: the edges of every character of ``text``, in points.
        top, bottom: the height of the run.
        size: points of the dominant font.
        confidence: 0 to 1 where the run was recognised in an image, else None.
    """

    text: str
    lefts: Sequence[float]
    rights: Sequence[float]
    top: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float | None = None

    @property
    def left(self) -> float:
        """The left edge of the first character."""
        return self.lefts[0]

    @property
    def right(self) -> float:
        """The right edge of the last character."""
        return self.rights[-1]

    @property
    def middle(self) -> float:
        """Half the way down."""
        return (self.top + self.bottom) / 2

    def cut(self, start: int, end: int) -> Fragment:
        """The characters ``start`` to ``end`` as a fragment of their own."""
        return Fragment(
            self.text[start:end],
            self.lefts[start:end],
            self.rights[start:end],
            self.top,
            self.bottom,
            self.size,
            self.bold,
            self.confidence,
        )

    def stripped(self) -> Fragment | None:
        """The fragment without white space at its ends; None if nothing is left."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        if start >= end:
            return None
        return self if end - start == len(self.text) else self.cut(start, end)


Piece: TypeAlias = tuple[str, Fragment]
"""What stands before a fragment in its line (nothing, a space, the tabs between cells), and the fragment."""


@dataclass(slots=True)
class PageLine:
    """A line as it will stand in the text: pieces in order, and ``tail`` (the tabs of empty last cells)."""

    pieces: list[Piece]
    box: Rectangle
    tail: str = ""
    centered: bool = False
    role: LineRole = "body"
    table: int | None = None

    @classmethod
    def of(cls, pieces: list[Piece]) -> PageLine:
        """A line of prose; its box frames the ink, not the white space at its ends."""
        ink = [trimmed for _, piece in pieces if (trimmed := piece.stripped())]
        fragments = ink or [piece for _, piece in pieces]
        return cls(
            pieces,
            (
                min(piece.left for piece in fragments),
                min(piece.top for piece in fragments),
                max(piece.right for piece in fragments),
                max(piece.bottom for piece in fragments),
            ),
        )

    @property
    def top(self) -> float:
        """Where the line begins on its page."""
        return self.box[1]

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(before + piece.text for before, piece in self.pieces) + self.tail

    @property
    def size(self) -> float | None:
        """The font size of most of its characters."""
        return max(self.pieces, key=lambda piece: len(piece[1].text))[1].size if self.pieces else None

    @property
    def bold(self) -> bool:
        """Whether most of its characters are bold."""
        weight = sum(len(piece.text) if piece.bold else -len(piece.text) for _, piece in self.pieces)
        return weight > 0

    @property
    def confidence(self) -> float | None:
        """The mean confidence of its characters, None where nothing was recognised."""
        known = [
            (piece.confidence, len(piece.text)) for _, piece in self.pieces if piece.confidence is not None
        ]
        total = sum(length for _, length in known)
        return sum(confidence * length for confidence, length in known) / total if total else None


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn by quarters, clockwise, of a page of the given size.

    >>> Turn(1, 400, 600).box((50, 88, 206, 102))
    (498, 50, 512, 206)
    """

    quarters: int
    width: float
    height: float

    def box(self, box: Rectangle) -> Rectangle:
        """Where a rectangle of the page comes to lie."""
        x0, y0, x1, y1 = box
        match self.quarters % 4:
            case 1:
                return (self.height - y1, x0, self.height - y0, x1)
            case 2:
                return (self.width - x1, self.height - y1, self.width - x0, self.height - y0)
            case 3:
                return (y0, self.width - x1, y1, self.width - x0)
        return box


@dataclass(slots=True)
class PageLayout:
    """A page while it is read.

    Attributes:
        width, height: its size as displayed, in points.
        text_height: its height as its text reads; the width, if it reads sideways.
        turn: from the page as it reads to the page as it is displayed, None where the two are one.
        blocks: lines and ruled tables in reading order.
    """

    number: int
    width: float
    height: float
    text_height: float
    turn: Turn | None = None
    origin: Origin = "text_layer"
    blocks: list[PageLine | RuledTable] = field(default_factory=list)


def rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Fragments grouped into the rows of a page, from top to bottom, and in a row from left to right."""
    found: list[list[Fragment]] = []
    top = bottom = 0.0
    for fragment in sorted(fragments, key=lambda fragment: (fragment.middle, fragment.left)):
        overlap = min(bottom, fragment.bottom) - max(top, fragment.top)
        if found and overlap * 2 >= min(bottom - top, fragment.bottom - fragment.top):
            found[-1].append(fragment)
        else:
            found.append([fragment])
            top, bottom = fragment.top, fragment.bottom
    for row in found:
        row.sort(key=lambda fragment: fragment.left)
    return found


def lines(fragments: Iterable[Fragment]) -> list[PageLine]:
    """The lines of a page in reading order."""
    return [PageLine.of(pieces) for row in rows(fragments) for pieces in _split(row)]


def _split(row: Sequence[Fragment]) -> Iterator[list[Piece]]:
    pieces: list[Piece] = [("", row[0])]
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(before.size, after.size, 1.0)
        if gap < WIDE_GAP or after.text.strip().isdecimal():
            pieces.append((" " if gap > JOINED_GAP else "", after))
        else:
            yield pieces
            pieces = [("", after)]
    yield pieces


class GlyphBoxes:
    """The boxes of all characters of a text, as flat arrays: 16 bytes a character and 20 a fragment.

    A :class:`docstruct.source.Locator`. It holds numbers only, no page and no document, so it can be shared between
    threads and sent to another process.
    """

    def __init__(self) -> None:
        self._starts = array("l")  # of each fragment, in the text
        self._glyphs = array("l")  # where its characters begin in the two arrays below
        self._pages = array("l")
        self._tops = array("d")
        self._bottoms = array("d")
        self._lefts = array("d")
        self._rights = array("d")
        self._turns: dict[int, Turn] = {}

    def turn(self, page: int, turn: Turn) -> None:
        """Have the boxes of a page turned."""
        self._turns[page] = turn

    def add(self, start: int, page: int, fragment: Fragment) -> None:
        """Record a fragment whose text begins at ``start``; starts must ascend."""
        self._starts.append(start)
        self._glyphs.append(len(self._lefts))
        self._pages.append(page)
        self._tops.append(fragment.top)
        self._bottoms.append(fragment.bottom)
        self._lefts.extend(fragment.lefts)
        self._rights.extend(fragment.rights)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box a line touched, in reading order; none for a range without characters on a page."""
        found: list[Box] = []
        for box in self._runs(start, end):
            if found and _same_line(found[-1], box):
                found[-1] = _around(found[-1], box)
            else:
                found.append(box)
        return tuple(self._turned(box) for box in found)

    def _runs(self, start: int, end: int) -> Iterator[Box]:
        first = max(bisect_right(self._starts, start) - 1, 0)
        for i in range(first, len(self._starts)):
            if self._starts[i] >= end:
                return
            glyphs = self._glyphs[i]
            length = (self._glyphs[i + 1] if i + 1 < len(self._glyphs) else len(self._lefts)) - glyphs
            low = max(start - self._starts[i], 0)
            high = min(end - self._starts[i], length)
            if low < high:
                left = min(self._lefts[glyphs + low : glyphs + high])
                right = max(self._rights[glyphs + low : glyphs + high])
                yield (self._pages[i], left, self._tops[i], right, self._bottoms[i])

    def _turned(self, box: Box) -> Box:
        turn = self._turns.get(box[0])
        page, *rectangle = box
        x0, y0, x1, y1 = (
            turn.box((rectangle[0], rectangle[1], rectangle[2], rectangle[3])) if turn else rectangle
        )
        return (page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


def _same_line(box: Box, other: Box) -> bool:
    overlap = min(box[4], other[4]) - max(box[2], other[2])
    return box[0] == other[0] and overlap * 2 >= min(box[4] - box[2], other[4] - other[2])


def _around(box: Box, other: Box) -> Box:
    return (
        box[0],
        min(box[1], other[1]),
        min(box[2], other[2]),
        max(box[3], other[3]),
        max(box[4], other[4]),
    )
