"""What stands on a page of an OFD, in points from its top left: runs of characters, rules, pictures.

An object has a frame on the page (``Boundary``, in millimetres) and may have a matrix of its own (``CTM``) from its
coordinates to those of the frame. A run of characters states where its first baseline begins and the steps from one
character to the next (``DeltaX``: ``g 3 5`` is three steps of 5).
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from docstruct.reading.ofd.package import children, local_name
from docstruct.reading.pages.fragments import Fragment
from docstruct.reading.pages.ruled import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

POINTS = 72 / 25.4
"""Points in a millimetre."""

_ASCENT, _DESCENT = 0.88, 0.12
"""How far type reaches above and below its baseline, in ems: the usual metrics of Chinese fonts."""
_WIDE_STEP = 1.0
"""Ems between two characters from which they belong to two runs: the cells of a table may be one object."""
_BOLD = 600
"""The weight from which type is bold."""
_LONGEST_RUN = 100_000

_NUMBER = re.compile(r"[-+]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][-+]?[0-9]+)?")
_PATH = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each operator of a path (GB/T 33190, 9.1)."""


class _Matrix(NamedTuple):
    """From an object's own coordinates to points on the page."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class Picture(NamedTuple):
    """A picture on a page: the place of its part, and its frame in points."""

    part: str
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class PageObjects:
    """The objects of one page.

    Attributes:
        left, top: the corner of the page, in the millimetres its objects are placed in.
        width, height: its size in points.
        bold_fonts: the ids of bold fonts.
        image_parts: the places of pictures by their ids.
    """

    left: float
    top: float
    width: float
    height: float
    bold_fonts: set[str]
    image_parts: dict[str, str]
    fragments: list[Fragment] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)
    pictures: list[Picture] = field(default_factory=list)
    count: int = 0

    def add(self, element: _Element) -> None:
        """Add an object, if the element is one and can be seen."""
        kind = local_name(element)
        if kind not in ("TextObject", "PathObject", "ImageObject"):
            return
        self.count += 1
        if element.get("Visible") == "false" or element.get("Alpha") == "0":
            return
        boundary = numbers(element.get("Boundary", ""))
        if len(boundary) != 4:
            return
        matrix = self._matrix(boundary, numbers(element.get("CTM", "")))
        if kind == "TextObject":
            self._add_text(element, matrix)
        elif kind == "PathObject":
            self._add_path(element, matrix)
        elif part := self.image_parts.get(element.get("ResourceID", "")):
            self.pictures.append(Picture(part, self._frame(boundary)))

    def _matrix(self, boundary: Sequence[float], ctm: Sequence[float]) -> _Matrix:
        a, b, c, d, e, f = ctm if len(ctm) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        x, y = boundary[0] - self.left, boundary[1] - self.top
        return _Matrix(*(POINTS * value for value in (a, b, c, d, e + x, f + y)))

    def _frame(self, boundary: Sequence[float]) -> tuple[float, float, float, float]:
        x, y = boundary[0] - self.left, boundary[1] - self.top
        return x * POINTS, y * POINTS, (x + boundary[2]) * POINTS, (y + boundary[3]) * POINTS

    def _add_text(self, element: _Element, matrix: _Matrix) -> None:
        size = _number(element.get("Size"), 0.0)
        stretch = _number(element.get("HScale"), 1.0) or 1.0
        bold = element.get("Font") in self.bold_fonts or _number(element.get("Weight"), 400.0) >= _BOLD
        x = y = 0.0
        for code in children(element, "TextCode"):
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            text = "".join(" " if char in "\t\n\r\v\f" else char for char in code.text or "")
            if not text.strip() or size <= 0:
                continue
            places = _places(
                text, x, y, _steps(code.get("DeltaX")), _steps(code.get("DeltaY")), size * stretch
            )
            run = _Run(text, places, size, stretch, bold)
            self.fragments.extend(run.fragments(matrix))

    def _add_path(self, element: _Element, matrix: _Matrix) -> None:
        data = next((child.text or "" for child in children(element, "AbbreviatedData")), "")
        lines = [(matrix.at(*start), matrix.at(*end)) for start, end in _lines(data)]
        stroked = element.get("Stroke") != "false"
        if element.get("Fill") == "true" and (box := _rectangle(lines)):
            self.rules.area(box, stroked=stroked)
        elif stroked:
            for (x0, y0), (x1, y1) in lines:
                self.rules.line(x0, y0, x1, y1)


class _Run(NamedTuple):
    """The characters of a text code, each with the place of its baseline in the object's own coordinates."""

    text: str
    places: list[tuple[float, float]]
    size: float
    stretch: float
    bold: bool

    def fragments(self, matrix: _Matrix) -> Iterator[Fragment]:
        """The run on the page, cut where a wide step stands in it."""
        points = [matrix.at(*place) for place in self.places]
        em = self.size * math.hypot(matrix.a, matrix.b) * self.stretch
        high = self.size * math.hypot(matrix.c, matrix.d)
        turn = _degrees(points, matrix)
        if em <= 0 or high <= 0:
            return
        if turn:
            yield self._turned(points, em, high, turn)
            return
        start = 0
        for i in range(1, len(points) + 1):
            if i == len(points) or points[i][0] - points[i - 1][0] - self._ems(i - 1) * em > _WIDE_STEP * em:
                found = self._level(points, start, i, em, high).stripped()
                if found is not None:
                    yield found
                start = i

    def _level(
        self, points: Sequence[tuple[float, float]], start: int, end: int, em: float, high: float
    ) -> Fragment:
        lefts = [x for x, _ in points[start:end]]
        rights = [left + self._ems(start + i) * em for i, left in enumerate(lefts)]
        for i, following in enumerate(lefts[1:]):
            if lefts[i] < following < rights[i]:
                rights[i] = following
        y = points[start][1]
        top, bottom = y - _ASCENT * high, y + _DESCENT * high
        return Fragment(self.text[start:end], lefts, rights, top, bottom, round(high, 2), self.bold)

    def _turned(self, points: Sequence[tuple[float, float]], em: float, high: float, turn: int) -> Fragment:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        count = len(self.text)
        left, right = min(xs) - high / 2, max(xs) + high / 2
        top, bottom = min(ys) - em, max(ys) + em
        return Fragment(
            self.text, [left] * count, [right] * count, top, bottom, round(high, 2), self.bold, None, turn
        )

    def _ems(self, i: int) -> float:
        """The width of a character: a Chinese one is as wide as the type is high, a Latin one half of that."""
        return 1.0 if unicodedata.east_asian_width(self.text[i]) in "WFA" else 0.5


def _degrees(points: Sequence[tuple[float, float]], matrix: _Matrix) -> int:
    """How far the run leans from the lines of the page: 0 for level text, 90 for text that runs down."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    if math.hypot(x1 - x0, y1 - y0) < 1e-6:
        x1, y1 = x0 + matrix.a, y0 + matrix.b
    return round(math.degrees(math.atan2(y1 - y0, x1 - x0))) % 360


def _places(
    text: str, x: float, y: float, across: Iterator[float], down: Iterator[float], em: float
) -> list[tuple[float, float]]:
    """Where every character begins; without steps, one beside the other as wide as they are."""
    steps_across = list(islice(across, len(text)))
    steps_down = list(islice(down, len(text)))
    places = [(x, y)]
    for i in range(len(text) - 1):
        wide = 1.0 if unicodedata.east_asian_width(text[i]) in "WFA" else 0.5
        usual = 0.0 if steps_down else wide * em
        x += steps_across[i] if i < len(steps_across) else usual
        y += steps_down[i] if i < len(steps_down) else 0.0
        places.append((x, y))
    return places


def _steps(stated: str | None) -> Iterator[float]:
    """The steps between characters, written out: ``2 g 3 5`` is 2, 5, 5, 5."""
    words = iter((stated or "").split())
    for word in words:
        if word.lower() == "g":
            count, step = int(_number(next(words, "0"), 0.0)), _number(next(words, "0"), 0.0)
            yield from (step for _ in range(min(max(count, 0), _LONGEST_RUN)))
        else:
            yield _number(word, 0.0)


def _lines(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight lines of a path, in the object's own coordinates."""
    words = iter(_PATH.findall(data))
    here = begin = (0.0, 0.0)
    for word in words:
        operator = word.upper()
        if operator not in _OPERANDS:
            continue
        operands = [_number(one, 0.0) for one in islice(words, _OPERANDS[operator])]
        if len(operands) < _OPERANDS[operator]:
            return
        end = begin if operator == "C" else (operands[-2], operands[-1])
        if operator in "LC" and end != here:
            yield here, end
        if operator in "SM":
            begin = end
        here = end


def _rectangle(
    lines: Sequence[tuple[tuple[float, float], tuple[float, float]]],
) -> tuple[float, float, float, float] | None:
    """The box of a path of level and upright lines; None of any other."""
    if len(lines) < 3 or any(abs(x0 - x1) > 0.1 and abs(y0 - y1) > 0.1 for (x0, y0), (x1, y1) in lines):
        return None
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    return min(xs), min(ys), max(xs), max(ys)


def numbers(text: str) -> list[float]:
    """The numbers of an attribute: ``"0 0 210 297"``."""
    return [float(word) for word in text.split() if _NUMBER.fullmatch(word) and len(word) < 30]


def _number(text: str | None, default: float) -> float:
    return float(text) if text and len(text) < 30 and _NUMBER.fullmatch(text) else default
