"""The text layer of a PDF page, as PyMuPDF extracts it: fragments of text, the rules drawn, and whether it is usable.

PyMuPDF gives coordinates on the page before its ``/Rotate`` is applied, and text may run any way on it. A page is
turned by quarters until most of its text runs from left to right.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from docstruct.reading.legibility import is_legible
from docstruct.reading.pages.fragments import Fragment
from docstruct.reading.pages.ruled import THIN, Rules
from docstruct.reading.pages.tables import PageLayout
from docstruct.reading.pages.turn import Turn
from docstruct.reading.pdf.painted import RAISED, note_marks, seen, set_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docstruct.reading.pages.turn import Rectangle

MuPage: TypeAlias = Any
"""A ``pymupdf.Page``; the library has no types."""
RawLine: TypeAlias = dict[str, Any]
"""A line of PyMuPDF's ``rawdict``: ``dir`` and ``spans`` of ``chars`` with ``c``, ``bbox`` and ``origin``."""
RawSpan: TypeAlias = dict[str, Any]
"""A span of one: characters of one font, with its ``size``, ``flags``, ``font`` and ``color``."""
Vector: TypeAlias = dict[str, Any]
"""A drawing in PyMuPDF's ``rawdict``: its ``bbox``, and whether it is ``stroked`` and ``isrect``, a rectangle."""

ASCENT, DESCENT = 1.0, 0.3
"""Ems above and below the baseline beyond which a font's box is not believed; some fonts claim two lines."""

STEP = 0.3
"""Ems by which a baseline changes where another line begins."""

_CHARACTER, _BOX = itemgetter("c"), itemgetter("bbox")
_LEVEL = (1.0, 0.0)
_VECTOR = 3
_BOLD_FLAG = 1 << 4
_PICTURES = ("fill-image", "fill-imgmask", "fill-shade")
_QUARTERS = {0: 0, 270: 1, 180: 2, 90: 3}
"""The direction text runs in, in degrees clockwise, and the clockwise quarter turns that make it level."""
_BREAK = re.compile("[\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029]")
"""Characters that would end a line or a cell of ``Source.text``."""
LEAST_CONFUSED, CONFUSED_AMONG = 2, 5
"""Numbers with a letter in them that condemn a text layer: two at least, and one number in five; a page of documents
that were never pictures has at most a room or a model so (3S1, S7.5)."""
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_CONFUSABLE = re.compile("[lIOoSsBZz]")
_CONFUSED = re.compile(
    r"[0-9.,][lIOoSsBZz](?=[0-9.%万亿元年])|(?<![A-Za-z0-9])[lIOoSsBZz](?=[0-9]+[.,][0-9A-Za-z])"
)
"""A letter that recognition takes for a digit, within a number or in front of one."""
_BROKEN = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Replacement, control and private-use characters: what a font without a usable character map yields."""


def read_text_layer(page: MuPage, number: int) -> tuple[PageLayout, list[Fragment], Rules]:
    """The page, without its blocks yet, and what is on it."""
    raw, vectors = _extracted(page)
    layout, turn = _layout(page, number, raw)
    fragments = [fragment for line in raw for run in _runs(line) if (fragment := _fragment(run, turn))]
    set_apart(fragments)
    return layout, fragments, _rules(page, vectors, turn)


def _extracted(page: MuPage) -> tuple[list[RawLine], list[Vector]]:
    import pymupdf

    flags = (
        pymupdf.TEXT_MEDIABOX_CLIP
        | pymupdf.TEXT_PRESERVE_LIGATURES
        | pymupdf.TEXT_PRESERVE_WHITESPACE
        | pymupdf.TEXT_COLLECT_VECTORS
        | pymupdf.TEXT_LAZY_VECTORS  # or a drawing would break the line of text it comes in
    )
    raw: list[RawLine] = []
    vectors: list[Vector] = []
    blocks = page.get_text("rawdict", flags=flags)["blocks"]
    for block in seen(blocks, _VECTOR, _Pictures(page).stands_at):
        if block["type"] == _VECTOR:
            vectors.append(block)
        else:
            raw += block["lines"]
    return raw, vectors


class _Pictures:
    """The places of a page's pictures, asked for when they matter."""

    def __init__(self, page: MuPage) -> None:
        self._page = page
        self._boxes: list[Rectangle] | None = None

    def stands_at(self, box: Rectangle) -> bool:
        """Whether a picture is below the middle of a box."""
        if self._boxes is None:
            self._boxes = [box for kind, box in self._page.get_bboxlog() if kind in _PICTURES]
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self._boxes)


def is_usable(fragments: Sequence[Fragment]) -> bool:
    """Whether a text layer says anything: more than half of its characters are characters, and it is legible.

    A layer that old recognition left under the picture of a page, with letters for digits (l234.S6万元), says what the
    page does not: the page is recognised instead.
    """
    text = "".join([fragment.text for fragment in fragments])
    if _broken(text) * 2 >= len(text) - text.count(" ") or not is_legible(text):
        return False
    if not _CONFUSABLE.search(text):
        return True
    confused = len(_CONFUSED.findall(text))
    return confused < LEAST_CONFUSED or confused * CONFUSED_AMONG < len(_NUMBER.findall(text))


def _broken(text: str) -> int:
    """How many characters of a text say nothing; what is printable, as most pages are, is not looked at one by one."""
    if text.replace("\u3000", " ").isprintable() and "\ufffd" not in text:
        return 0
    return len(_BROKEN.findall(text))


def _layout(page: MuPage, number: int, raw: Sequence[RawLine]) -> tuple[PageLayout, Turn]:
    """An empty layout, and the turn from PyMuPDF's coordinates to those of the page as its text reads."""
    _, _, width, height = page.rect
    rotated = page.rotation // 90
    quarters = _quarters(raw)
    turn = Turn(quarters, *((height, width) if rotated % 2 else (width, height)))
    back = (rotated - quarters) % 4
    text_width, text_height = (height, width) if back % 2 else (width, height)
    layout = PageLayout(number, width, height, text_width, text_height)
    if back:
        layout.turn = Turn(back, text_width, text_height)
    return layout, turn


def _quarters(raw: Sequence[RawLine]) -> int:
    if all(line["dir"][0] == 1.0 for line in raw):
        return 0
    weights: Counter[int] = Counter()
    for line in raw:
        degrees = _degrees(line)
        if degrees in _QUARTERS:
            weights[_QUARTERS[degrees]] += sum([len(span["chars"]) for span in line["spans"]])
    return max(weights, key=lambda quarters: (weights[quarters], -quarters), default=0)


def _degrees(line: RawLine) -> int:
    """The direction a line runs in, clockwise from left-to-right."""
    x, y = line["dir"]
    return 0 if x == 1.0 else round(math.degrees(math.atan2(y, x))) % 360


def _runs(line: RawLine) -> Sequence[RawLine]:
    """A line as runs on one baseline each: PyMuPDF takes a code and the first line of a name beside it for one line.

    What is raised or lowered in other type (the mark of a note) stays in its line.
    """
    first, last = line["spans"][0], line["spans"][-1]
    (_, start), (_, end) = first["chars"][0]["origin"], last["chars"][-1]["origin"]
    step = STEP * first["size"]
    if abs(end - start) <= step or line["dir"] != _LEVEL or abs(first["size"] - last["size"]) > 1.0:
        return (line,)
    runs: list[RawLine] = []
    baseline = math.inf
    for span in line["spans"]:
        for y, chars in groupby(span["chars"], key=_baseline):
            if abs(y - baseline) > step:
                runs.append({**line, "spans": []})
                baseline = y
            runs[-1]["spans"].append({**span, "chars": list(chars)})
    for run in runs:
        run["bbox"] = _around([char for span in run["spans"] for char in span["chars"]])
    return runs


def _around(chars: Sequence[dict[str, Any]]) -> Rectangle:
    """The box of a run; a space that PyMuPDF puts between two of them is as high as both."""
    boxes = [char["bbox"] for char in chars if not char["c"].isspace()] or [chars[0]["bbox"]]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _baseline(char: dict[str, Any]) -> float:
    y: float = char["origin"][1]
    return y


def _fragment(line: RawLine, turn: Turn) -> Fragment | None:
    """A line as a fragment; None if it shows nothing. Runs for every cell of every table, so what is usual comes first."""
    spans = line["spans"]
    span, chars = (spans[0], spans[0]["chars"]) if len(spans) == 1 else _joined(spans)
    text = "".join(map(_CHARACTER, chars)).rstrip()
    if not text:
        return None
    if len(text) < len(chars):
        chars = chars[: len(text)]
    if not text.isprintable():  # true of every text without a break, but for spaces that are no plain ones
        text = _BREAK.sub(" ", text)
    size: float = span["size"]
    bold = bool(span["flags"] & _BOLD_FLAG) or _is_bold(span["font"])
    color: int = span["color"]
    _, top, _, bottom = box = line["bbox"]
    _, baseline = origin = chars[0]["origin"]
    boxes: Iterable[Rectangle] = map(_BOX, chars)
    if turn.quarters:
        _, top, _, bottom = box = turn.box(box)
        baseline = turn.box((*origin, *origin))[1]
        boxes = map(turn.box, boxes)
    if line["dir"] != _LEVEL or turn.quarters:
        aslant = (_degrees(line) + 90 * turn.quarters) % 360
        if aslant:
            edges = [box[0]] * len(text), [box[2]] * len(text)
            return Fragment(text, *edges, top, bottom, size, bold, aslant=aslant, color=color)
    lefts, _, rights, _ = zip(*boxes, strict=True)
    top, bottom = max(top, baseline - ASCENT * size), min(bottom, baseline + DESCENT * size)
    return Fragment(text, lefts, rights, top, bottom, size, bold, color=color)


@lru_cache(maxsize=256)
def _is_bold(font: str) -> bool:
    """Whether the name of a font says that it is bold."""
    return "bold" in font.lower()


def _joined(spans: list[RawSpan]) -> tuple[RawSpan, list[dict[str, Any]]]:
    """The longest of several spans, which speaks for them, and the characters of all but note marks."""
    if any(span["flags"] & RAISED for span in spans):
        marks = note_marks(spans)
        spans = [span for span in spans if span not in marks]
    chars = [char for span in spans for char in span["chars"]]
    return max(spans, key=lambda span: len(span["chars"])), chars


def _rules(page: MuPage, vectors: Sequence[Vector], turn: Turn) -> Rules:
    """The rules among the vectors of a page; only if those do not tell is the page interpreted again for its drawings.

    Filled rectangles and thin lines, which is what tables are drawn with, tell all. Stroked boxes come swollen by the
    width of an unknown pen, other shapes as the rectangle around them.
    """
    if not all(map(_tells, vectors)):
        return _drawn_rules(page, turn)
    rules = Rules()
    for vector in vectors:
        box = turn.box(vector["bbox"])
        if vector["stroked"]:
            rules.stroke(box)
        else:
            rules.area(box, stroked=False)
    return rules


def _tells(vector: Vector) -> bool:
    """Whether a vector is a filled rectangle or a thin line."""
    x0, y0, x1, y1 = vector["bbox"]
    return vector["isrect"] and (not vector["stroked"] or min(x1 - x0, y1 - y0) <= THIN)


def _drawn_rules(page: MuPage, turn: Turn) -> Rules:
    rules = Rules()
    for drawing in page.get_cdrawings():
        stroked = "s" in drawing["type"]
        for item in drawing["items"]:
            if item[0] == "l":
                rules.line(*turn.box((*item[1], *item[2])))
            elif item[0] == "re":
                rules.area(turn.box(item[1]), stroked=stroked)
            elif item[0] == "qu":
                rules.area(turn.box(_outline(item[1])), stroked=stroked)
    return rules


def _outline(corners: Sequence[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
