"""Scanned pages of a PDF: which they are, their images, and the layout of what was recognised on them.

A page is scanned when it has no usable text layer and shows something else: an image, or text drawn as shapes. A page
whose only text stands in its margins, over an image of the whole page, is a scan that somebody numbered or stamped.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from statistics import median
from typing import TYPE_CHECKING

from docstruct.reading.pages.furniture import MARGIN
from docstruct.reading.pages.paged import page_blocks
from docstruct.reading.pages.tables import PageLayout
from docstruct.reading.pages.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pdf.text_layer import MuPage
    from docstruct.reading.scans.ocr import PageImage, RecognizedPage

DPI = 200
"""Resolution of the images: a character of 10 points is 28 pixels high."""
MOST_PIXELS = 40_000_000
"""Pixels of one image; larger pages (posters, plans) are rendered at a lower resolution. A4 has 4 million."""
SHOWN = 0.05
"""Share of a page that images must cover to be more than an emblem."""
WHOLE = 0.5
"""Share from which an image is a scan of the page."""
DRAWN_GLYPHS = 100
"""Small filled shapes from which a page without text shows text drawn as shapes."""
LARGEST_GLYPH = 60.0
"""Points across that such a shape may have."""
SAME_SIZE = 1.3
"""Ratio up to which the heights of two lines in an image say nothing about their type."""
SHORT = 4
"""Characters up to which a line's height says little: it is as high as its highest letter (整。 was measured a quarter smaller
than the line it ends)."""
SAME_SIZE_SHORT = 1.6
"""The ratio for those."""


def is_scanned(page: MuPage, fragments: Sequence[Fragment], usable: bool, text_height: float) -> bool:
    """Whether a page must be recognised, given the text layer it has."""
    if usable and any(not _in_margin(fragment, text_height) for fragment in fragments):
        return False
    covered, glyphs = _shown(page)
    if usable:
        return covered >= WHOLE
    return bool(fragments) or covered >= SHOWN or glyphs >= DRAWN_GLYPHS


def _in_margin(fragment: Fragment, height: float) -> bool:
    return not height * MARGIN < fragment.middle < height * (1 - MARGIN)


def _shown(page: MuPage) -> tuple[float, int]:
    """The share of the page that images cover, and how many small filled shapes there are."""
    covered, glyphs = 0.0, 0
    width, height = page.rect.width, page.rect.height
    for kind, (x0, y0, x1, y1) in page.get_bboxlog():
        if kind in ("fill-image", "fill-imgmask"):
            covered += (x1 - x0) * (y1 - y0)
        elif kind == "fill-path" and max(x1 - x0, y1 - y0) <= LARGEST_GLYPH:
            glyphs += 1
    return covered / max(width * height, 1.0), glyphs


def render(page: MuPage) -> PageImage:
    """The image of a page as it is displayed."""
    import pymupdf

    from docstruct.reading.scans.ocr import PageImage

    points = max(page.rect.width * page.rect.height, 1.0)
    zoom = min(DPI / 72, math.sqrt(MOST_PIXELS / points))
    matrix = pymupdf.Matrix(zoom, zoom)  # type: ignore[no-untyped-call]
    pixmap = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False)
    sharp = min(_pixels_a_point(page) / zoom, 1.0)
    return PageImage(pixmap.samples, pixmap.width, pixmap.height, scale=1 / zoom, sharp=sharp)


def _pixels_a_point(page: MuPage) -> float:
    """How many pixels a point of the page has in the picture that covers it.

    A drawn page has as many as one likes; so, for all that can be told, has one whose picture has a mask, which holds the
    text at a resolution of its own (mixed raster content: ISO/IEC 16485).
    """
    whole = WHOLE * page.rect.width * page.rect.height
    found = [
        math.inf
        if image["has-mask"]
        else math.sqrt(image["width"] * image["height"] / ((x1 - x0) * (y1 - y0)))
        for image in page.get_image_info()
        for x0, y0, x1, y1 in (image["bbox"],)
        if (x1 - x0) * (y1 - y0) >= whole > 0
    ]
    return max(found, default=math.inf)


def _steady_sizes(fragments: Sequence[Fragment]) -> None:
    """Give type of about one size that size: the height of a line in an image is a matter of its letters.

    A page may have two sizes (a table above prose): one median of all would be neither, and the prose would part from
    that of the next page.
    """
    usual = _usual_sizes(fragments)
    if not usual:
        return
    for fragment in fragments:
        nearest = min(usual, key=lambda size: _ratio(size, fragment.size))
        if _ratio(nearest, fragment.size) <= (SAME_SIZE_SHORT if len(fragment.text) <= SHORT else SAME_SIZE):
            fragment.size = nearest


def _usual_sizes(fragments: Sequence[Fragment]) -> list[float]:
    """The sizes around which those of a page lie, the most usual first: medians, each of all that is near it."""
    telling = [fragment for fragment in fragments if len(fragment.text) > SHORT] or fragments
    sizes = sorted(fragment.size for fragment in telling for _ in fragment.text)
    found: list[float] = []
    while sizes:
        # The densest stretch that may be one size: it begins with one of them.
        start, end = max(
            ((at, bisect_right(sizes, size * SAME_SIZE)) for size, at in _firsts(sizes)),
            key=lambda stretch: stretch[1] - stretch[0],
        )
        found.append(median(sizes[start:end]))
        sizes = [*sizes[:start], *sizes[end:]]
    return found


def _firsts(sizes: Sequence[float]) -> list[tuple[float, int]]:
    """Every size with where it first stands in the sorted ones."""
    return [(size, at) for at, size in enumerate(sizes) if not at or sizes[at - 1] != size]


def _ratio(one: float, other: float) -> float:
    return max(one, other) / max(min(one, other), 0.1)


def lay_recognized(number: int, width: float, height: float, page: RecognizedPage) -> PageLayout:
    """The layout of a recognised page of the given size in points."""
    sheet = page.sheet or (width, height)
    text_width, text_height = sheet[::-1] if page.quarters % 2 else sheet
    layout = PageLayout(number, width, height, text_width, text_height, origin="ocr")
    layout.uneven, layout.through = page.uneven, page.through
    if page.quarters % 4 or page.slant or page.seen:
        layout.turn = Turn(-page.quarters % 4, text_width, text_height, page.slant, page.seen)
    _steady_sizes(page.fragments)
    layout.blocks = page_blocks(page.fragments, page.rules)
    return layout
