"""The lines of a page in reading order.

A page arrives as :class:`~docstruct.reading.pages.fragments.Fragment` objects: runs of characters on one baseline, each character with its left and
right edge, in whatever order the producer wrote them. What a reader would call a line may be several fragments (a
number set in another font, a justified word), and neighbours on the page may be far apart in the file. So order is
decided by geometry alone:

1. Fragments whose heights overlap by half belong to one *row*; rows run down the page.
2. Where a page is set in two columns (:mod:`~docstruct.reading.pages.columns`) this goes for each of them.
3. In a row fragments run from left to right. A small gap joins them into one line, a wide one (``单位：万元`` at the
   right margin) begins a line of its own, except before a lone number: the page number of a contents entry.

Text that runs across the lines (a label turned on its side) is a line of its own. Of text printed twice in nearly one place, the poor man's bold, one copy stays.

Coordinates are points with the origin at the top left of the page *as its text reads*: a page whose text runs
upwards is turned first (:class:`~docstruct.reading.pages.turn.Turn`), and boxes are turned back to the page as it is displayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.pages.columns import find_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.reading.pages.columns import Columns
    from docstruct.reading.pages.fragments import Fragment, Piece
    from docstruct.reading.pages.turn import Rectangle
    from docstruct.source import LineRole

JOINED_GAP = 0.25
"""Gap between fragments, in ems, up to which nothing stands between them: the play of justified type."""
WIDE_GAP = 3.0
"""Gap in ems from which a row is read as two lines."""
ODD_SPACE = 6.0
"""Gap in ems up to which a row of prose goes on, where a line beside it runs through: a number left to be filled in."""
PROSE = "，。；"
"""Marks that no label and no title of a table holds."""
ENDS = ("。", "；", "：", ":")
"""Marks after which what stands apart in its row is no rest of a sentence."""
NEXT = 1e-4
"""Points between the lines of a band in columns, as far as their order goes."""
OVERPRINT = 0.1
"""Ems by which a copy of a fragment is shifted to make it look bold."""


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
        """That of its least sure piece, None where nothing was recognised: one doubtful cell makes a row doubtful."""
        return min(
            (piece.confidence for _, piece in self.pieces if piece.confidence is not None), default=None
        )


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
    found = [PageLine.of(pieces) for pieces in _in_rows(rows(level))]
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
        for pieces in _in_rows(rows(side)):
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


def _in_rows(found: Sequence[list[Fragment]]) -> Iterator[list[Piece]]:
    """The lines of all rows, each with those beside it to tell an odd space from the room between two lines."""
    for above, row, below in zip([[], *found], found, [*found[1:], []], strict=False):
        yield from _split(row, [*above, *below])


def _split(row: Sequence[Fragment], around: Sequence[Fragment]) -> Iterator[list[Piece]]:
    """The lines of a row: parted at wide gaps."""
    pieces: list[Piece] = [("", row[0])]
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(before.size, after.size, 1.0)
        if gap < WIDE_GAP or after.text.strip().isdecimal() or _is_odd_space(before, after, gap, around):
            pieces.append((" " if gap > JOINED_GAP else "", after))
        else:
            yield pieces
            pieces = [("", after)]
    yield pieces


def _is_odd_space(before: Fragment, after: Fragment, gap: float, around: Sequence[Fragment]) -> bool:
    """Whether a wide gap is a space in a sentence: prose of one size in whose midst the next line runs on below it."""
    return (
        gap <= ODD_SPACE
        and abs(before.size - after.size) < 1
        and not before.text.rstrip().endswith(ENDS)
        and any(mark in before.text or mark in after.text for mark in PROSE)
        and any(
            beside.left < before.right
            and after.left < beside.right
            and min(abs(beside.top - before.bottom), abs(before.top - beside.bottom)) < 2 * before.size
            for beside in around
        )
    )
