"""What of a page's text a reader sees, and what belongs to it: told from the ink of every span.

Not seen, and not read: text in no ink (render mode 3) where no picture is below, which is how recognised text is put
under a scan; text in the colour of what lies below it; text smaller than a point; a line that a white or black box painted
later covers. Seen, and set apart from the text: watermarks (pale, and repeated or crossing other text) and the
glyphs of a red stamp around or over a line. Raised digits behind a word or number are note marks, no part of it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.turn import Rectangle

Span: TypeAlias = dict[str, Any]
Block: TypeAlias = dict[str, Any]

INKED = 1 << 4 | 1 << 5
"""The bits of a span's ``char_flags`` for characters that are filled or stroked."""
RAISED = 1 << 0
"""The bit of a span's ``flags`` for characters that stand above the line's baseline."""
SMALLEST = 1.0
"""Points below which nothing is read."""
ALIKE = 12
"""Steps of 255 by which two colours differ that nobody tells apart."""
PALE = 0xA0
"""The least each channel of a watermark's colour is."""
COVERED = 0.95
"""Share of a line's height and width that a box must cover to hide it."""
LEAST_COVER = 5.0
"""Points of the shorter side of a box that may hide text; what is thinner is a rule."""
BAND = 16.0
"""Points of the bands of a page in which the boxes over a line are looked for."""
MOST_BANDS = 1000
RAISED_SIZE = 0.75
"""Share of the size of its line that a note mark has at most."""
REPEATED = 3
"""Times a pale text stands on a page to be a watermark."""
STAMP_GLYPHS = 4
"""Red glyphs that stand alone and make a stamp."""
SHORTEST_STAMP = 2
_MARKS = frozenset("0123456789*①②③④⑤⑥⑦⑧⑨⑩[]()（）〔〕,，")
_BEFORE_EXPONENT = frozenset("mM米㎡")


def seen(blocks: Sequence[Block], vector: int, has_picture: Callable[[Rectangle], bool]) -> list[Block]:
    """The blocks of a page without the lines nobody sees; ``has_picture`` tells whether a picture is at a place.

    Blocks come in the order they were painted in; ``vector`` is the type of those that are drawings.
    """
    fills: list[tuple[int, Block]] = [
        (at, block) for at, block in enumerate(blocks) if block["type"] == vector and not block["stroked"]
    ]
    covers = _covers(fills)
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if block["type"] == vector:
            kept.append(block)
            continue
        lines = block["lines"]
        hidden = [
            line
            for line in lines
            if not (
                (span := line["spans"][0])["color"] == 0
                and span["char_flags"] & INKED
                and span["alpha"]
                and span["size"] >= SMALLEST  # black ink, as most lines are: a quick answer for them
            )
            and not _is_seen(line, at, fills, has_picture)
        ]
        if covers:
            hidden += [line for line in lines if _is_covered(line["bbox"], at, covers)]
        if hidden:
            lines = [line for line in lines if not any(line is other for other in hidden)]
        if lines:
            kept.append(block if not hidden else {**block, "lines": lines})
    return kept


def _covers(fills: Sequence[tuple[int, Block]]) -> dict[int, list[tuple[int, Rectangle]]]:
    """The boxes that may hide text, by the bands of the page they reach into."""
    found: dict[int, list[tuple[int, Rectangle]]] = {}
    for at, fill in fills:
        x0, y0, x1, y1 = box = fill["bbox"]
        if x1 - x0 < LEAST_COVER or y1 - y0 < LEAST_COVER or not fill["isrect"]:
            continue
        if fill["alpha"] == 255 and _is_black_or_white(fill["color"]):
            for band in range(max(int(y0 // BAND), 0), min(int(y1 // BAND), MOST_BANDS) + 1):
                found.setdefault(band, []).append((at, box))
    return found


def _is_seen(
    line: Block, at: int, fills: Sequence[tuple[int, Block]], has_picture: Callable[[Rectangle], bool]
) -> bool:
    """Whether any span of a line is; most are black, and asked for nothing more."""
    for span in line["spans"]:
        if span["size"] < SMALLEST:
            continue
        if not span["char_flags"] & INKED or span["alpha"] == 0:
            if has_picture(line["bbox"]):
                return True
            continue
        color = span["color"]
        if color == 0 or not _is_alike(color, _below(line["bbox"], at, fills)) or has_picture(line["bbox"]):
            return True
    return False


def _below(box: Rectangle, at: int, fills: Sequence[tuple[int, Block]]) -> int:
    """The colour of what was painted last below a place; paper is white."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    color = 0xFFFFFF
    for painted, fill in fills:
        if painted > at:
            break
        x0, y0, x1, y1 = fill["bbox"]
        if x0 <= x <= x1 and y0 <= y <= y1:
            color = fill["color"]
    return color


def _is_covered(box: Rectangle, at: int, covers: dict[int, list[tuple[int, Rectangle]]]) -> bool:
    left, top, right, bottom = box
    width, height = COVERED * (right - left), COVERED * (bottom - top)
    for painted, (x0, y0, x1, y1) in reversed(covers.get(int((top + bottom) / 2 // BAND), ())):
        if painted < at:
            return False
        if min(right, x1) - max(left, x0) >= width and min(bottom, y1) - max(top, y0) >= height:
            return True
    return False


def _channels(color: int) -> tuple[int, int, int]:
    return color >> 16 & 255, color >> 8 & 255, color & 255


def _is_alike(one: int, other: int) -> bool:
    return all(abs(a - b) <= ALIKE for a, b in zip(_channels(one), _channels(other), strict=True))


def _is_black_or_white(color: int) -> bool:
    return _is_alike(color, 0xFFFFFF) or _is_alike(color, 0)


def note_marks(spans: Sequence[Span]) -> list[Span]:
    """The spans of a line that are note marks: raised, small, digits, and no exponent of a unit (m²)."""
    size = max(span["size"] for span in spans)
    marks: list[Span] = []
    before = ""
    for span in spans:
        text = "".join([char["c"] for char in span["chars"]]).strip()
        if (
            span["flags"] & RAISED
            and span["size"] <= RAISED_SIZE * size
            and text
            and _MARKS.issuperset(text)
            and before not in _BEFORE_EXPONENT
        ):
            marks.append(span)
        before = text[-1:] or before
    return marks if len(marks) < len(spans) else []


def set_apart(fragments: Sequence[Fragment]) -> None:
    """Mark the fragments that are a watermark or a stamp; all that is black belongs to the text."""
    colored = [fragment for fragment in fragments if fragment.color and not fragment.aslant]
    if not colored:
        return
    pale = [fragment for fragment in colored if min(_channels(fragment.color)) >= PALE]
    counts = Counter(fragment.text.strip() for fragment in pale)
    red = [fragment for fragment in colored if _is_red(fragment.color)]
    alone = [fragment for fragment in red if len(fragment.text.strip()) < SHORTEST_STAMP]
    others = [fragment for fragment in fragments if not fragment.color]
    for fragment in pale:
        fragment.apart = counts[fragment.text.strip()] >= REPEATED or _crosses(fragment, others)
    for fragment in red:
        stamped = len(alone) >= STAMP_GLYPHS and len(fragment.text.strip()) < SHORTEST_STAMP
        fragment.apart = stamped or _crosses(fragment, others)


def _is_red(color: int) -> bool:
    red, green, blue = _channels(color)
    return red >= 0x80 and green * 2 <= red and blue * 2 <= red


def _crosses(fragment: Fragment, others: Sequence[Fragment]) -> bool:
    """Whether a fragment lies over other text; the lines of a page only touch."""
    height = fragment.bottom - fragment.top
    return any(
        min(fragment.bottom, other.bottom) - max(fragment.top, other.top)
        > min(height, other.bottom - other.top) / 3
        and min(fragment.right, other.right) - max(fragment.left, other.left) > fragment.size / 3
        for other in others
    )
