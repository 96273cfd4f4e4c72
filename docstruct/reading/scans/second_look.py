"""A second look at the lines of a page where the first reading may have lost or mistaken a digit.

Nearly every line is read right and for sure at once, so a second look costs little if only the others get it: lines
with a digit, point or sign of which the recogniser was not sure, lines with ink that none of their characters accounts
for, words that stand in no box. They are read from a larger piece of paper, which the recogniser sees in another size, so
that it seldom makes the same mistake twice. Where both readings agree the line is as sure as the surer of them; else the
one that leaves less ink unread counts, and the line is unsure, which whoever reads the output is told.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from docstruct.reading.scans.engine import ReadLine
from docstruct.reading.scans.full_stops import FULL_STOP, alone, full_stop_behind
from docstruct.reading.scans.straightening import cut
from docstruct.reading.scans.type_size import ems, middles_of, size_of
from docstruct.reading.scans.unread_ink import TYPE, area_of, corners, outside, unread_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.scans.engine import Engine, Pixels, Quads
    from docstruct.reading.scans.rules import Ink
    from docstruct.reading.scans.seals import Area

UNSURE = 0.79
"""Confidence in a line that was read in two ways: below what counts as sure."""
SURE_DIGIT = 0.8
"""Confidence from which a digit needs no second look."""
FIGURES = frozenset("0123456789.,%-−－，．％")
"""The characters of figures: one of them wrong, and the value is."""
WIDE = 0.4
"""Ems of ink that two readings may leave unread where no figure is: a character with gaps in it, such as 收."""
LARGER = 1.5
"""How much larger the second piece is drawn."""
PAPER = 0.2
"""Line heights of paper around it."""
SURE_OF_RING = 0.95
"""Confidence in a full stop that was told by its shape."""
CLOSING = "%％）)”’"
"""What a sentence may end with before its full stop, beside letters and digits."""
SURE_OF_WORD = 0.8
"""Confidence from which ink outside all boxes is a word."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its box, its reading, and how many ems of its ink that leaves unread."""

    quad: Quads
    line: ReadLine
    unread: float


def look_again(
    image: Pixels,
    ink: Ink,
    lines: Sequence[tuple[Quads, ReadLine]],
    hidden: Sequence[Area],
    scale: float,
    engine: Engine,
) -> list[tuple[Quads, ReadLine]]:
    """The lines of a page, those that are in doubt read a second time, and those that were passed over.

    Args:
        image: the page, upright and level.
        ink: that of the page.
        lines: what was read.
        hidden: areas where ink is none of the text: seals.
        scale: points a pixel is wide.
        engine: reads the lines once more.
    """
    areas = [area_of(quad) for quad, _ in lines]
    first = [_judged(quad, line, ink) for quad, line in lines]
    doubtful = [at for at, one in enumerate(first) if one.unread or _is_unsure(one.line)]
    words = [corners(area) for area in outside(ink, [*areas, *hidden], scale)]
    again = engine.read([_larger(image, quad) for quad in (*(first[at].quad for at in doubtful), *words)])
    found = [(one.quad, one.line) for one in first]
    for at, line in zip(doubtful, again, strict=False):
        found[at] = _decided(first[at], _judged(first[at].quad, line, ink))
    for quad, line in zip(words, again[len(doubtful) :], strict=True):
        if line.confidence >= SURE_OF_WORD and any(map(str.isalnum, line.text)):
            found.append((quad, line))
    found = [(quad, _ended(quad, line, ink)) for quad, line in found]
    stops = alone(ink.text, [area_of(quad) for quad, _ in found], hidden)
    return found + [(quad, ReadLine(FULL_STOP, SURE_OF_RING)) for quad in stops]


def _ended(quad: Quads, line: ReadLine, ink: Ink) -> ReadLine:
    """The line, with the full stop behind its last character that the recogniser left out."""
    text = line.text.strip()
    if not text or not (text[-1].isalnum() or text[-1] in CLOSING):
        return line
    left, top, right, bottom = area_of(quad)
    piece = ink.text[top:bottom, left:right]
    if not piece.size:
        return line
    middles = middles_of(text, line.middles, 0.0, float(piece.shape[1]))
    em = min(
        size_of([width for width in map(ems, text) if width], middles, piece.shape[0]), TYPE * piece.shape[0]
    )
    middle = full_stop_behind(piece, middles[-1] + ems(text[-1]) / 2 * em, em)
    if middle is None:
        return line
    known = len(line.middles) == len(_inked(text))
    return replace(
        line,
        text=text + FULL_STOP,
        middles=(*line.middles, middle / piece.shape[1]) if known else (),
        sures=(*line.sures, SURE_OF_RING) if known else (),
    )


def _judged(quad: Quads, line: ReadLine, ink: Ink) -> _Line:
    left, top, right, bottom = area_of(quad)
    piece = ink.text[top:bottom, left:right]
    text = line.text.strip()
    if not text or not piece.size:
        return _Line(quad, line, 0)
    widths = [width for width in map(ems, text) if width]
    middles = middles_of(text, line.middles, 0.0, float(piece.shape[1]))
    em = min(size_of(widths, middles, piece.shape[0]), TYPE * piece.shape[0])
    return _Line(quad, line, unread_in(piece, middles, widths, em))


def _is_unsure(line: ReadLine) -> bool:
    """Whether the recogniser was not sure of something a figure consists of."""
    return any(
        sure < SURE_DIGIT
        for char, sure in zip(_inked(line.text), line.sures, strict=False)
        if char in FIGURES
    )


def _inked(text: str) -> str:
    """The characters that are no spaces."""
    return "".join(text.split())


def print_of(text: str) -> str:
    """What a text looks like: a comma is the same print in Chinese and in Latin type.

    >>> print_of("1，324 元") == print_of("1,324元")
    True
    """
    return unicodedata.normalize("NFKC", _inked(text))


def _larger(image: Pixels, quad: Quads) -> Pixels:
    """The piece of a line with paper around it, drawn larger."""
    import cv2
    import numpy as np

    piece = cut(image, quad)
    margin = max(round(PAPER * piece.shape[0]), 1)
    paper = [int(level) for level in np.percentile(piece.reshape(-1, 3), 90, axis=0)]
    framed = cv2.copyMakeBorder(piece, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=paper)
    return cast("Pixels", cv2.resize(framed, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC))


def _decided(first: _Line, second: _Line) -> tuple[Quads, ReadLine]:
    """The reading that counts, and how sure it is."""
    if print_of(first.line.text) == print_of(second.line.text):
        sure = max(first.line.confidence, second.line.confidence)
        if min(first.unread, second.unread) > (0 if FIGURES & set(first.line.text) else WIDE):
            sure = min(UNSURE, sure)
        return first.quad, replace(first.line, confidence=sure)
    better = min(first, second, key=lambda one: (one.unread, -min(one.line.sures, default=0.0)))
    return better.quad, replace(better.line, confidence=min(UNSURE, better.line.confidence))
