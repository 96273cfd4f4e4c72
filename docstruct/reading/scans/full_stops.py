"""Full stops that were passed over: 。 is a ring a third as high as the type, too small for the detector to be a line.

Two places are looked at: behind the last character of a line, where the recogniser may leave it out (51.9%。), and below
a line that it had no room on, where it stands alone. A ring is told from a speck by its hole, from a letter or digit by
its size, and from the ° of a temperature by where it stands: in the lower half of its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.reading.scans.unread_ink import corners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.scans.engine import Quads
    from docstruct.reading.scans.rules import Mask
    from docstruct.reading.scans.seals import Area

FULL_STOP = "。"
LEAST, MOST = 0.18, 0.48
"""Ems a ring is across: 0.3 to 0.36 in the usual types, and a pixel of blur on either side."""
ROUND = 1.4
"""Times as wide as high, or the reverse, that a ring is at most."""
HOLE = 0.06
"""Share of the square around it that its hole takes up: 0.2 to 0.3 where print and scan are clear."""
SMALLEST = 5
"""Pixels across below which a ring has no hole that is more than a grey pixel."""
BEHIND = 1.5
"""Ems behind the last character of a line where its full stop stands."""
PITCHES = (0.8, 3.0)
"""Ems from the middle of a line down to that of the one below: lines of official type are 1.8 apart."""
ALONE = 3.0
"""Ems on either side where a full stop alone on its line has nothing beside it."""
INDENT = 2.5
"""Ems from the left edge of the line above: none stands farther right, and a first line is set in by two."""
TYPE = 0.7
"""Share of its box's height that the type of a line is high (:func:`docstruct.reading.scans.type_size.size_of`)."""


def rings(ink: Mask, em: float) -> list[Area]:
    """The rings of ink on an image that are as large as a full stop of that type."""
    import cv2

    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    found: list[Area] = []
    for outline, (_, _, child, parent) in zip(
        outlines, [] if tree is None else tree[0].tolist(), strict=True
    ):
        if child < 0 or parent >= 0:
            continue
        x, y, width, height = cv2.boundingRect(outline)
        small, large = sorted((width, height))
        if small < max(LEAST * em, SMALLEST) or large > min(MOST * em, ROUND * small):
            continue
        if cv2.contourArea(outlines[child]) >= HOLE * width * height:
            found.append((x, y, x + width, y + height))
    return found


def full_stop_behind(ink: Mask, last: float, em: float) -> float | None:
    """The middle of the full stop behind a line's last character, in pixels of the line's box; None if there is none.

    Args:
        ink: the ink of the box.
        last: where the last character ends.
        em: pixels.
    """
    start = max(int(last), 0)
    piece = ink[:, start : int(last + BEHIND * em)]
    if not piece.size:
        return None
    for left, top, right, bottom in rings(piece.copy(), em):
        if (top + bottom) / 2 > ink.shape[0] / 2:
            return start + (left + right) / 2
    return None


def alone(ink: Mask, areas: Sequence[Area], hidden: Sequence[Area]) -> list[Quads]:
    """Boxes, as high as those of lines, around the full stops that stand alone below a line.

    Args:
        ink: that of the page.
        areas: the boxes of its lines.
        hidden: areas where ink is none of the text.
    """
    if not areas:
        return []
    heights = sorted(bottom - top for _, top, _, bottom in areas)
    em = TYPE * heights[len(heights) // 2]
    left = ink.copy()
    for x0, y0, x1, y1 in (*areas, *hidden):
        left[max(y0, 0) : y1, max(x0, 0) : x1] = 0
    found = []
    for ring in rings(left, em):
        if _stands_alone(ring, areas, em):
            x, base = ring[0], ring[3] + 0.1 * em
            high = em / TYPE
            found.append(corners((int(x - 0.1 * em), int(base - high), int(x + 0.9 * em), int(base))))
    return found


def _stands_alone(ring: Area, areas: Sequence[Area], em: float) -> bool:
    """Whether nothing is beside a ring, and the line above begins where it stands, or a paragraph's indentation further in."""
    left, top, right, bottom = ring
    middle = bottom - em / 2
    above = None
    for x0, y0, x1, y1 in areas:
        if y0 < bottom and y1 > top and x0 < right + ALONE * em and x1 > left - ALONE * em:
            return False
        down = middle - (y0 + y1) / 2
        if PITCHES[0] * em <= down <= PITCHES[1] * em and x0 <= right + INDENT * em and left <= x1:
            above = x0 if above is None else min(above, x0)
    return above is not None and above - INDENT * em <= left <= above + em
