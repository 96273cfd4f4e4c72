"""Turning a page: text that runs upwards or leans is read level, and its boxes are turned back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

Rectangle: TypeAlias = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in points, the origin at the top left."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """A homography, row by row, from points of a flat sheet to points of the photograph.

    >>> Perspective((1, 0, 30, 0, 1, 40, 0, 0, 1)).box((0, 0, 10, 20))
    (30.0, 40.0, 40.0, 60.0)
    """

    rows: tuple[float, ...]

    def box(self, box: Rectangle) -> Rectangle:
        """The upright rectangle around where a rectangle of the sheet lies on the photograph."""
        a, b, c, d, e, f, g, h, i = self.rows
        corners = [(x, y) for x in box[0::2] for y in box[1::2]]
        xs = [(a * x + b * y + c) / (g * x + h * y + i) for x, y in corners]
        ys = [(d * x + e * y + f) / (g * x + h * y + i) for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a page of the given size, clockwise: by degrees about its centre, then by quarters.

    A page that was photographed lies in perspective after that.

    >>> Turn(1, 400, 600).box((50, 88, 206, 102))
    (498, 50, 512, 206)
    """

    quarters: int
    width: float
    height: float
    slant: float = 0.0
    seen: Perspective | None = None

    def box(self, box: Rectangle) -> Rectangle:
        """Where a rectangle of the page comes to lie; for a slant, the upright rectangle around it."""
        box = self._turned(box)
        return self.seen.box(box) if self.seen else box

    def _turned(self, box: Rectangle) -> Rectangle:
        if not self.quarters and not self.slant:
            return box
        x0, y0, x1, y1 = self._slanted(box) if self.slant else box
        match self.quarters % 4:
            case 1:
                return (self.height - y1, x0, self.height - y0, x1)
            case 2:
                return (self.width - x1, self.height - y1, self.width - x0, self.height - y0)
            case 3:
                return (y0, self.width - x1, y1, self.width - x0)
        return x0, y0, x1, y1

    def _slanted(self, box: Rectangle) -> Rectangle:
        cos, sin = math.cos(math.radians(self.slant)), math.sin(math.radians(self.slant))
        middle_x, middle_y = self.width / 2, self.height / 2
        corners = [(x - middle_x, y - middle_y) for x in box[0::2] for y in box[1::2]]
        xs = [middle_x + x * cos - y * sin for x, y in corners]
        ys = [middle_y + x * sin + y * cos for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)
