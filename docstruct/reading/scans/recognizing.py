"""Recognising one page: upright, level, line by line, with a place for every character."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docstruct.reading.pages.fragments import Fragment
from docstruct.reading.scans.pale_ink import level_lines
from docstruct.reading.scans.rules import Ink, find_ink, without_rules
from docstruct.reading.scans.seals import part_under, seals
from docstruct.reading.scans.second_look import UNSURE, look_again, print_of
from docstruct.reading.scans.stacks import single_lines
from docstruct.reading.scans.straightening import (
    UNEVEN,
    cut,
    level,
    lies_on_its_side,
    on_its_head,
    on_its_side,
    slant,
    stands_on_its_head,
    straightened,
    turned,
    unevenness,
)
from docstruct.reading.scans.type_size import edges_of, ems, middles_of, size_of
from docstruct.reading.scans.unread_ink import area_of, corners, whole_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.scans.engine import Engine, Pixels, Quads, ReadLine
    from docstruct.reading.scans.seals import Area

LEAST_CONFIDENCE = 0.5
"""Mean confidence below which a line is noise: stamps, emblems, smudges."""

SURE_OF_PALE = 0.8
"""Confidence below which pale ink is no line: parts of signs that run aslant between the lines of the text."""

PALE_LINE = 4
"""Characters of pale ink that are a line; two or three that look like some are parts of signs too."""

LEAST_TYPE = 12.0
"""Pixels of the scan itself that type is high from which its figures are believed. Of 297 cells in type of 9 points all were right
at 120 and 100 dpi (15 and 12.5 pixels); at 85 dpi (10.6) one was wrong, at 72 (9) four, two of them read for sure."""
LINE_HEIGHT = 1.2
"""Height of a line's box in ems; the boxes of the detector are wider, and overlap those of the lines around."""


_SERIAL = re.compile(r"^([0-9]{1,2}[.．、])(?=[0-9]{5,7}[一-鿿])")
"""A serial number before the code of a subject: the recogniser leaves out the space between, and no decimal number is meant."""


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A page made upright and level: its image, the clockwise quarters and the degrees that took, its ink, its lines.

    ``uneven`` says that its lines are not parallel, so that no turn made all of them level.
    """

    image: Pixels
    quarters: int
    slant: float
    ink: Ink
    lines: list[tuple[Quads, ReadLine]]
    uneven: bool = False


def recognize_upright(image: Pixels, scale: float, engine: Engine) -> UprightPage:
    """Turn and straighten an image, and read its lines; ``scale`` is how many points a pixel is wide."""
    import cv2

    quads = engine.lines(image)
    quarters = int(lies_on_its_side(quads))
    if quarters:
        quads = on_its_side(quads, image.shape[0])
        image = turned(image, quarters)
    height, width = image.shape[:2]
    degrees, uneven = slant(image, quads), unevenness(quads) >= UNEVEN
    if degrees:
        image, quads = straightened(image, degrees), level(quads, degrees, width, height)
    ink = find_ink(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), scale)
    image = without_rules(image, ink.down, scale)
    # Stacks are parted first: made longer, the box of a narrow column would be no higher than wide and stay one line.
    quads = whole_boxes(single_lines(quads, ink.text), ink)
    lines = _read(image, quads, engine)
    if stands_on_its_head(image, lines, engine):
        quarters += 2
        image, ink = turned(image, 2), Ink(*(turned(mask, 2) for mask in ink))
        lines = _read(image, on_its_head(quads, width, height), engine)
    return UprightPage(image, quarters, degrees, ink, lines, uneven)


def _read(image: Pixels, quads: Quads, engine: Engine) -> list[tuple[Quads, ReadLine]]:
    framed = [(quad, piece) for quad in quads if (piece := cut(image, quad)).size]
    lines = engine.read([piece for _, piece in framed])
    return [(quad, line) for (quad, _), line in zip(framed, lines, strict=True)]


def checked(
    stamped: Pixels | None, upright: UprightPage, scale: float, engine: Engine
) -> list[tuple[Quads, ReadLine]]:
    """The lines of a page after a second look at those that are in doubt.

    Lines under a seal are sure only if the seal changes nothing.

    Args:
        stamped: the page as it came, if seals were taken out.
        upright: the page without them.
        scale: points a pixel is wide.
        engine: reads the lines once more.
    """
    if stamped is None:
        return look_again(upright.image, upright.ink, upright.lines, [], scale, engine)
    original = as_upright(stamped, upright)
    areas = seals(original, scale)
    lines = look_again(upright.image, upright.ink, upright.lines, areas, scale, engine)
    parts = [
        (at, part) for at, (quad, _) in enumerate(lines) for area in areas if (part := part_under(quad, area))
    ]
    readings = engine.read([original[top:bottom, left:right] for _, (left, top, right, bottom) in parts])
    for (at, part), reading in zip(parts, readings, strict=True):
        quad, line = lines[at]
        if not _agrees(reading.text, part, line.text, area_of(quad)):
            lines[at] = quad, replace(line, confidence=min(line.confidence, UNSURE))
    return lines


def _agrees(text: str, part: Area, whole: str, area: Area) -> bool:
    """Whether what was read of a part of a line is what the line says there; a character at a cut may be half of one."""
    text, whole = print_of(text), print_of(whole)
    if part == area:
        return text == whole
    return len(text) > 2 and text[part[0] > area[0] : len(text) - (part[2] < area[2])] in whole


def read_pale(image: Pixels, upright: UprightPage, scale: float, engine: Engine) -> list[Fragment]:
    """The level lines of a page that are as pale as its watermark, set apart: who made the page meant them as one.

    Args:
        image: the page with its pale ink.
        upright: the page without.
        scale: points a pixel is wide.
        engine: reads the lines.
    """
    whole = as_upright(image, upright)
    known = [(*quad.min(axis=0), *quad.max(axis=0)) for quad, _ in upright.lines]
    quads = [corners(area) for area in level_lines(whole, scale)]
    quads = [quad for quad in quads if not _is_known(quad, known)]
    lines = engine.read([cut(whole, quad) for quad in quads])
    found = [
        piece
        for quad, line in zip(quads, lines, strict=True)
        if line.confidence >= SURE_OF_PALE
        and len(line.text) >= PALE_LINE
        and (piece := fragment(quad, line, scale))
    ]
    for piece in found:
        piece.apart = True
    return found


def as_upright(image: Pixels, upright: UprightPage) -> Pixels:
    """Another image of a page turned and straightened as the page was."""
    image = turned(image, upright.quarters)
    return straightened(image, upright.slant) if upright.slant else image


def _is_known(quad: Quads, known: list[tuple[float, ...]]) -> bool:
    """Whether a line that was found before takes up part of the middle of a box."""
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    fifth = (bottom - top) / 5
    return any(
        left < x1 and right > x0 and top + fifth < y1 and bottom - fifth > y0 for x0, y0, x1, y1 in known
    )


def doubt_small_figures(pieces: Sequence[Fragment | None], pixels: float) -> None:
    """Make no figure sure that is set in type of too few pixels: the recogniser is sure of digits that it guesses.

    Args:
        pieces: what was read.
        pixels: how many the scan has for a point.
    """
    for piece in pieces:
        if piece and piece.size * pixels < LEAST_TYPE and any(map(str.isdigit, piece.text)):
            piece.confidence = min(piece.confidence or 0.0, UNSURE)


def fragment(quad: Quads, line: ReadLine, scale: float) -> Fragment | None:
    """A recognised line as a fragment; None if it is noise.

    Args:
        quad: its corners on the upright, level image.
        line: what was read.
        scale: points a pixel is wide.
    """
    text = _SERIAL.sub(r"\1 ", line.text.strip())
    if not text or line.confidence < LEAST_CONFIDENCE:
        return None
    left, top = (float(edge) * scale for edge in quad.min(axis=0))
    right, bottom = (float(edge) * scale for edge in quad.max(axis=0))
    widths = [ems(char) for char in text]
    middles = middles_of(text, line.middles, left, right)
    size = size_of([width for width in widths if width], middles, bottom - top)
    lefts, rights = edges_of(widths, middles, size)
    middle = (top + bottom) / 2
    half = min(size * LINE_HEIGHT, bottom - top) / 2
    return Fragment(
        text,
        lefts,
        rights,
        middle - half,
        middle + half,
        round(size, 1),
        confidence=round(line.confidence, 4),
    )
