"""Recognising one page: upright, level, line by line, with a place for every character."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from docstruct.reading.cleaning import lies_under, seals
from docstruct.reading.fragments import Fragment
from docstruct.reading.straightening import (
    cut,
    level,
    lies_on_its_side,
    on_its_head,
    slant,
    stands_on_its_head,
    straightened,
    turned,
)

if TYPE_CHECKING:
    from docstruct.reading.ocr_engine import Engine, Pixels, Quads, ReadLine

LEAST_CONFIDENCE = 0.5
"""Mean confidence below which a line is noise: stamps, emblems, smudges."""

UNDER_A_SEAL = 0.79
"""Confidence in a line that reads otherwise with the seal over it: below what counts as sure."""

LINE_HEIGHT = 1.2
"""Height of a line's box in ems; the boxes of the detector are wider, and overlap those of the lines around."""


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A page made upright and level: its image, the clockwise quarters and the degrees that took, its lines."""

    image: Pixels
    quarters: int
    slant: float
    lines: list[tuple[Quads, ReadLine]]


def recognize_upright(image: Pixels, engine: Engine) -> UprightPage:
    """Turn and straighten an image, and read its lines."""
    quads = engine.lines(image)
    quarters = int(lies_on_its_side(quads))
    if quarters:
        image = turned(image, quarters)
        quads = engine.lines(image)
    height, width = image.shape[:2]
    if stands_on_its_head(image, quads, engine):
        quarters += 2
        image, quads = turned(image, 2), on_its_head(quads, width, height)
    degrees = slant(image, quads)
    if degrees:
        image, quads = straightened(image, degrees), level(quads, degrees, width, height)
    framed = [(quad, piece) for quad in quads if (piece := cut(image, quad)).size]
    lines = engine.read([piece for _, piece in framed])
    return UprightPage(
        image, quarters, degrees, [(quad, line) for (quad, _), line in zip(framed, lines, strict=True)]
    )


def checked_under(
    image: Pixels, upright: UprightPage, scale: float, engine: Engine
) -> list[tuple[Quads, ReadLine]]:
    """The lines of a page whose seals were taken out; those under a seal are sure only if the seal changes nothing.

    Args:
        image: the page as it came, seals and all.
        upright: the page without them.
        scale: points a pixel is wide.
        engine: reads the lines once more.
    """
    original = turned(image, upright.quarters)
    if upright.slant:
        original = straightened(original, upright.slant)
    areas = seals(original, scale)
    under = [at for at, (quad, _) in enumerate(upright.lines) if lies_under(quad, areas)]
    pieces = [(at, piece) for at in under if (piece := cut(original, upright.lines[at][0])).size]
    lines = list(upright.lines)
    for (at, _), stamped in zip(pieces, engine.read([piece for _, piece in pieces]), strict=True):
        quad, line = lines[at]
        if "".join(stamped.text.split()) != "".join(line.text.split()):
            lines[at] = quad, replace(line, confidence=min(line.confidence, UNDER_A_SEAL))
    return lines


def found_beside(
    image: Pixels, upright: UprightPage, engine: Engine
) -> tuple[list[tuple[Quads, ReadLine]], list[Pixels]]:
    """Lines, and their images, that are found on the page with its pale ink only: a watermark, or text that is pale too.

    Args:
        image: the page with its pale ink.
        upright: the page without.
        engine: finds and reads the lines.
    """
    whole = turned(image, upright.quarters)
    if upright.slant:
        whole = straightened(whole, upright.slant)
    known = [(*quad.min(axis=0), *quad.max(axis=0)) for quad, _ in upright.lines]
    quads = [quad for quad in engine.lines(whole) if not _is_known(quad, known)]
    framed = [(quad, piece) for quad in quads if (piece := cut(whole, quad)).size]
    pieces = [piece for _, piece in framed]
    lines = engine.read(pieces)
    return [(quad, line) for (quad, _), line in zip(framed, lines, strict=True)], pieces


def _is_known(quad: Quads, known: list[tuple[float, ...]]) -> bool:
    """Whether a line that was found before takes up part of the middle of a box."""
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    fifth = (bottom - top) / 5
    return any(
        left < x1 and right > x0 and top + fifth < y1 and bottom - fifth > y0 for x0, y0, x1, y1 in known
    )


def fragment(quad: Quads, line: ReadLine, scale: float) -> Fragment | None:
    """A recognised line as a fragment; None if it is noise.

    Args:
        quad: its corners on the upright, level image.
        line: what was read.
        scale: points a pixel is wide.
    """
    text = line.text.strip()
    if not text or line.confidence < LEAST_CONFIDENCE:
        return None
    left, top = (float(edge) * scale for edge in quad.min(axis=0))
    right, bottom = (float(edge) * scale for edge in quad.max(axis=0))
    widths = [_ems(char) for char in text]
    middles = [left + share * (right - left) for share in line.middles] or _even(widths, left, right)
    size = _size(widths, middles, bottom - top)
    lefts, rights = _edges(widths, middles, size)
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


def _ems(char: str) -> float:
    """The width of a character: a Chinese one is as wide as the type is high; a space between them takes nothing."""
    if char.isspace():
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def _even(widths: list[float], left: float, right: float) -> list[float]:
    """The middles of the characters that are no spaces, spread over the line."""
    total = sum(widths) or 1.0
    middles, passed = [], 0.0
    for width in widths:
        if width:
            middles.append(left + (passed + width / 2) / total * (right - left))
        passed += width
    return middles


def _size(widths: list[float], middles: list[float], height: float) -> float:
    """The size of the type: the usual distance of neighbours where there are some, else what the height allows."""
    inked = [width for width in widths if width]
    pitches = sorted(
        (after - before) / ((inked[i] + inked[i + 1]) / 2)
        for i, (before, after) in enumerate(pairwise(middles))
    )
    most = 0.9 * height
    return (
        min(pitches[len(pitches) // 2], most) if pitches and pitches[len(pitches) // 2] > 0 else 0.7 * height
    )


def _edges(widths: list[float], middles: list[float], size: float) -> tuple[list[float], list[float]]:
    """The left and right edge of every character; neighbours do not overlap, a space fills the gap it stands for."""
    lefts: list[float] = []
    rights: list[float] = []
    inked = zip(middles, _halves(widths, middles, size), strict=True)
    spaces: list[int] = []
    for i, width in enumerate(widths):
        if not width:
            spaces.append(i)
            lefts.append(rights[-1])
            rights.append(rights[-1])
            continue
        middle, half = next(inked)
        left = middle - half
        if rights and left < rights[-1]:
            left = rights[-1] = max((left + rights[-1]) / 2, lefts[-1])
        for space in spaces:
            rights[space] = left
        spaces.clear()
        lefts.append(left)
        rights.append(max(middle + half, left))
    return lefts, rights


def _halves(widths: list[float], middles: list[float], size: float) -> list[float]:
    """Half the width of every character that is no space: as wide as its kind is, or as its neighbours leave room."""
    gaps = [after - before for before, after in pairwise(middles)]
    halves = []
    for i, width in enumerate(width for width in widths if width):
        room = min(gaps[max(i - 1, 0) : i + 1], default=0.0)
        halves.append(min(max(width * size, room), size) / 2)
    return halves
