"""The lines of a page in reading order.

A page arrives as :class:`Fragment` objects: runs of characters on one baseline, each character with its left and
right edge, in whatever order the producer wrote them. What a reader would call a line may be several fragments (a
number set in another font, a justified word), and neighbours on the page may be far apart in the file. So order is
decided by geometry alone:

1. Fragments whose heights overlap by half belong to one *row*; rows run down the page.
2. Where a page is set in two columns (:mod:`~docstruct.reading.page_columns`) this goes for each of them.
3. In a row fragments run from left to right. A small gap joins them into one line, a wide one (``单位：万元`` at the
   right margin) begins a line of its own, except before a lone number: the page number of a contents entry.

Text that runs across the lines (a label turned on its side) is a line of its own. Of text printed twice in nearly one place, the poor man's bold, one copy stays.

Coordinates are points with the origin at the top left of the page *as its text reads*: a page whose text runs
upwards is turned first (:class:`Turn`), and boxes are turned back to the page as it is displayed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from docstruct.reading.page_columns import find_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.document import Origin
    from docstruct.reading.page_columns import Columns
    from docstruct.reading.page_tables import PageTable
    from docstruct.reading.turn import Rectangle, Turn
    from docstruct.source import LineRole

JOINED_GAP = 0.25
"""Gap between fragments, in ems, up to which nothing stands between them: the play of justified type."""
WIDE_GAP = 3.0
"""Gap in ems from which a row is read as two lines."""
NEXT = 1e-4
"""Points between the lines of a band in columns, as far as their order goes."""
OVERPRINT = 0.1
"""Ems by which a copy of a fragment is shifted to make it look bold."""
FURTHER_IN = 2.2
"""Ems of the usual type that a centred line leaves on both sides; paragraphs begin two ems in."""
OFF_CENTRE = 0.75
"""Ems by which the middle of a centred line may miss the middle."""
WIDEST_MARGIN = 0.15
"""Share of a page's width up to which its margin is believed, where only short lines stand on it."""


@dataclass(slots=True)
class Fragment:
    """A run of characters on one baseline.

    Attributes:
        text: its characters; never a line break or a tab.
        lefts, rights: the edges of every character of ``text``, in points.
        top, bottom: the height of the run.
        size: points of the dominant font.
        confidence: 0 to 1 where the run was recognised in an image, else None.
        aslant: degrees between the writing direction and the lines of the page. A run that is not level has no
            edges of single characters: ``lefts`` and ``rights`` repeat those of the run.
        color: sRGB, 0 for black and where it is unknown.
        apart: whether it stands on the page and is no part of its text: a watermark, a stamp.
    """

    text: str
    lefts: list[float]
    rights: list[float]
    top: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float | None = None
    aslant: int = 0
    color: int = 0
    apart: bool = False

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
            self.aslant,
            self.color,
            self.apart,
        )

    def stripped(self) -> Fragment | None:
        """The fragment without white space at its ends; None if nothing is left."""
        text = self.text.strip()
        if len(text) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, start + len(text)) if text else None


Piece: TypeAlias = tuple[str, Fragment]
"""What stands before a fragment in its line (nothing, a space, the tabs between cells), and the fragment."""


@dataclass(slots=True)
class PageLine:
    """A line as it will stand in the text: pieces in order, and ``tail`` (the tabs of empty last cells).

    A line in a column has the ``column``'s edges, and an ``order`` on its page that is not that of its place.
    """

    pieces: list[Piece]
    box: Rectangle
    tail: str = ""
    centered: bool = False
    role: LineRole = "body"
    table: int | None = None
    order: float | None = None
    column: tuple[float, float] | None = None

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
        """Where the line begins on its page, or would begin if its columns were one."""
        return self.box[1] if self.order is None else self.order

    def laid(self) -> tuple[str, list[int]]:
        """The characters of the line, and where in it each piece's fragment begins."""
        if len(self.pieces) == 1:
            before, fragment = self.pieces[0]
            return before + fragment.text + self.tail, [len(before)]
        text, offsets = "", []
        for before, fragment in self.pieces:
            offsets.append(len(text) + len(before))
            text += before + fragment.text
        return text + self.tail, offsets

    @property
    def text(self) -> str:
        """The characters of the line."""
        return self.laid()[0]

    @property
    def size(self) -> float | None:
        """The font size of its longest piece, in points."""
        if len(self.pieces) < 2:
            return round(self.pieces[0][1].size, 2) if self.pieces else None
        return round(max(self.pieces, key=lambda piece: len(piece[1].text))[1].size, 2)

    @property
    def bold(self) -> bool:
        """Whether most of its characters are bold."""
        bold = sum([len(piece.text) for _, piece in self.pieces if piece.bold])
        return bold > 0 and bold * 2 > sum([len(piece.text) for _, piece in self.pieces])

    @property
    def confidence(self) -> float | None:
        """The mean confidence of its characters, None where nothing was recognised."""
        known = [
            (piece.confidence, len(piece.text)) for _, piece in self.pieces if piece.confidence is not None
        ]
        if not known:
            return None
        return sum(confidence * length for confidence, length in known) / sum(length for _, length in known)


@dataclass(slots=True)
class PageLayout:
    """A page while it is read.

    Attributes:
        width, height: its size as displayed, in points.
        text_width, text_height: its size as its text reads, width and height swapped if it reads sideways.
        turn: from the page as it reads to the page as it is displayed, None where the two are one.
        blocks: lines and ruled tables in reading order.
    """

    number: int
    width: float
    height: float
    text_width: float
    text_height: float
    turn: Turn | None = None
    origin: Origin = "text_layer"
    blocks: list[PageLine | PageTable] = field(default_factory=list)


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
    return [_without_copies(sorted(row, key=lambda fragment: fragment.left)) for row in found]


def lines(fragments: Sequence[Fragment]) -> list[PageLine]:
    """The lines of a page in reading order."""
    level = [fragment for fragment in fragments if not fragment.aslant]
    bands = find_columns(level)
    if bands:
        level = _outside(level, bands)
    found = [PageLine.of(pieces) for row in rows(level) for pieces in _split(row)]
    for band in bands:
        found += _in_columns(band)
    if bands:
        found.sort(key=lambda line: line.top)
    if any(fragment.aslant for fragment in fragments):
        sideways = [fragment for fragment in fragments if fragment.aslant]
        found += [PageLine.of([("", fragment)]) for fragment in sideways]
        found.sort(key=lambda line: line.top)
    return found


def _outside(level: Sequence[Fragment], bands: Sequence[Columns]) -> list[Fragment]:
    taken = {id(fragment) for band in bands for side in band.sides for fragment in side}
    return [fragment for fragment in level if id(fragment) not in taken]


def _in_columns(band: Columns) -> list[PageLine]:
    """The lines of a band, one column after the other; they come where the band begins."""
    found: list[PageLine] = []
    for side in band.sides:
        column = min(fragment.left for fragment in side), max(fragment.right for fragment in side)
        for row in rows(side):
            for pieces in _split(row):
                line = PageLine.of(pieces)
                line.column = column
                line.order = band.top + len(found) * NEXT
                found.append(line)
    return found


def _without_copies(row: list[Fragment]) -> list[Fragment]:
    """A row without the copies of its fragments that were printed almost in the same place, to look bold."""
    kept = row[:1]
    for fragment in row[1:]:
        before = kept[-1]
        if fragment.text == before.text and fragment.left - before.left < OVERPRINT * before.size:
            before.bold = True
        else:
            kept.append(fragment)
    return kept


def _split(row: Sequence[Fragment]) -> Iterator[list[Piece]]:
    """The lines of a row: parted at wide gaps."""
    pieces: list[Piece] = [("", row[0])]
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(before.size, after.size, 1.0)
        if gap < WIDE_GAP or after.text.strip().isdecimal():
            pieces.append((" " if gap > JOINED_GAP else "", after))
        else:
            yield pieces
            pieces = [("", after)]
    yield pieces


def mark_centered(pages: Iterable[PageLayout]) -> None:
    """Mark the lines that stand centred on their page or in the text of their pages.

    A centred line leaves the same room on its left and its right, and on both sides more than the indentation of a
    paragraph. The room is measured to the edges that the text of all pages of one width has. Of a title that is too
    long for its line only the last line shows that it is centred; the full ones above follow it.
    """
    by_width: dict[int, list[list[PageLine]]] = {}
    for page in pages:
        body = [
            block
            for block in page.blocks
            if isinstance(block, PageLine) and block.role == "body" and block.column is None
        ]
        by_width.setdefault(round(page.text_width), []).append(body)
    for width, bodies in by_width.items():
        lines = [line for body in bodies for line in body]
        if lines:
            left = min(min(line.box[0] for line in lines), width * WIDEST_MARGIN)
            right = max(max(line.box[2] for line in lines), width * (1 - WIDEST_MARGIN))
            _mark_centered(lines, width, left, right)
            for body in bodies:
                _mark_wrapped_titles(body, left, right)


def _mark_centered(lines: Sequence[PageLine], width: float, left: float, right: float) -> None:
    sizes = Counter(line.size for line in lines)
    size = max(sizes, key=lambda size: (sizes[size], size or 0.0)) or 1.0
    for line in lines:
        x0, _, x1, _ = line.box
        if min(x0 - left, right - x1) > FURTHER_IN * size:
            miss = min(abs((x0 + x1) - width), abs((x0 + x1) - (left + right))) / 2
            line.centered = miss <= OFF_CENTRE * (line.size or size)


def _mark_wrapped_titles(body: Sequence[PageLine], left: float, right: float) -> None:
    """Mark a full line that begins a block of its own and goes on with a centred line of its size."""
    for above, line, below in zip([None, *body], body, body[1:], strict=False):
        if below.centered and below.size == line.size:
            size = line.size or 0.0
            gap = below.box[1] - line.box[3]
            full = line.box[0] - left < size and right - line.box[2] < 2 * size
            begins = above is None or above.size != line.size or line.box[1] - above.box[3] > 1.1 * gap
            if full and gap < 1.5 * size and begins:
                line.centered = True
