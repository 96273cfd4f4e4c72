"""The sheet on a photograph: found by its edges on a darker desk, and made as flat as it would lie on a scanner.

What a camera sees of a rectangle is a quadrangle; the map from one to the other is given by its four corners (a
homography: Hartley and Zisserman, Multiple View Geometry, 2004, 2.3). Scans show no desk and are left alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from docstruct.reading.pages.turn import Perspective

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from docstruct.reading.scans.engine import Pixels

SHRUNK = 500
"""Pixels of the longer side of the image on which the sheet is looked for."""
RING = 0.015
"""Share of the image along its edges that is desk, if there is one."""
LIGHTER = 60
"""Levels of 255 by which paper is lighter than the desk."""
BETWEEN = 0.3
"""How far from the level of the desk to that of paper in full light the sheet begins: parts of it lie in shadow."""
SMALLEST, LARGEST = 0.25, 0.97
"""Share of the image that a sheet takes up."""
CONVEX = 0.97
"""Share of its convex hull that a sheet fills."""
CORNERS = (0.01, 0.02, 0.04)
"""Shares of its outline by which the straight edges of a sheet may miss it; the first that leaves four corners counts."""
RIGHT_ANGLE = 25.0
"""Degrees by which a corner may differ from a right angle."""
A4 = math.sqrt(2)
LIKE_A4 = 0.15
"""Share by which the sides of a sheet of A4, seen aslant, may differ from its own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat sheet: its image, how many points a pixel is wide, and the way from its points back to the photograph's."""

    image: Pixels
    scale: float
    seen: Perspective


def flattened(image: Pixels, scale: float, short_side: float) -> Sheet | None:
    """The sheet that a photograph shows on a darker ground, None if it shows none.

    Args:
        image: the photograph.
        scale: points that a pixel of it is wide.
        short_side: points of the short side of a sheet of A4.
    """
    import cv2
    import numpy as np

    corners = find_corners(image)
    if corners is None:
        return None
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = max(top, bottom), max(left, right)
    if abs(max(width, height) / min(width, height) / A4 - 1) <= LIKE_A4:
        short = min(width, height)
        width, height = (short, short * A4) if height > width else (short * A4, short)
        own = short_side / short
    else:
        own = scale
    flat = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    matrix = cv2.getPerspectiveTransform(corners, flat)
    size = (round(width), round(height))
    paper = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = np.diag((scale, scale, 1.0)) @ np.linalg.inv(matrix) @ np.diag((1 / own, 1 / own, 1.0))
    return Sheet(cast("Pixels", paper), own, Perspective(tuple(float(value) for value in back.ravel())))


def find_corners(image: Pixels) -> NDArray[np.float32] | None:
    """The corners of a sheet on darker ground, clockwise from the top left; None if the image shows none."""
    import cv2
    import numpy as np

    share = min(SHRUNK / max(image.shape[:2]), 1.0)
    grey = cv2.cvtColor(
        cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY
    )
    height, width = grey.shape
    ring = max(round(RING * max(height, width)), 1)
    edges = np.concatenate(
        (grey[:ring].ravel(), grey[-ring:].ravel(), grey[:, :ring].ravel(), grey[:, -ring:].ravel())
    )
    desk, paper = float(np.median(edges)), float(np.percentile(grey, 90))
    if paper - desk < LIGHTER:
        return None
    light = (cv2.medianBlur(grey, 5) > desk + BETWEEN * (paper - desk)).astype(np.uint8)
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8)).astype(np.uint8)
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    sheet = max(outlines, key=cv2.contourArea)
    area, hull = cv2.contourArea(sheet), cv2.convexHull(sheet)
    if not SMALLEST <= area / (width * height) <= LARGEST or area < CONVEX * cv2.contourArea(hull):
        return None
    for play in CORNERS:
        outline = cv2.approxPolyDP(hull, play * cv2.arcLength(hull, True), True).reshape(-1, 2)
        if len(outline) == 4:
            corners = _clockwise(outline.astype(np.float32) + 0.5) / share
            return corners if _is_rectangle_seen_aslant(corners) else None
    return None


def _clockwise(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Four corners, clockwise from the one nearest to the top left of the image."""
    import numpy as np

    middle = corners.mean(axis=0)
    around = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(around)]
    return np.asarray(np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0), np.float32)


def _is_rectangle_seen_aslant(corners: NDArray[np.float32]) -> bool:
    import numpy as np

    for at in range(4):
        one, other = corners[at - 1] - corners[at], corners[(at + 1) % 4] - corners[at]
        cosine = float(one @ other) / (float(np.linalg.norm(one)) * float(np.linalg.norm(other)) or 1.0)
        if abs(math.degrees(math.acos(max(min(cosine, 1.0), -1.0))) - 90) > RIGHT_ANGLE:
            return False
    return True
