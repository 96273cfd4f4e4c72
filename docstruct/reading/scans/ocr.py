"""Recognition of scanned pages: images in, fragments of text with their boxes out.

Pages are drawn from the iterable as they are needed and results come back in the same order, so that memory does not
grow with the number of pages. Several pages are recognised at a time, one a core, each on a single thread of
onnxruntime; a single page gets all the cores. The engine is :mod:`~docstruct.reading.scans.engine`, what happens to a
page :mod:`~docstruct.reading.scans.recognizing`.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from docstruct.reading.limits import CORES_VARIABLE
from docstruct.reading.pages.ruled import Rules
from docstruct.reading.scans.rules import find_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from docstruct.reading.pages.fragments import Fragment
    from docstruct.reading.pages.turn import Perspective
    from docstruct.reading.scans.engine import Engine, Pixels

A4_WIDTH = 595.0
"""Points of the short side of an A4 sheet."""
SMALLEST = 16
"""Pixels that either side of an image must have to hold text."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as an image: ``height`` rows of ``width`` RGB pixels, and how many points a pixel is wide.

    ``sharp`` is how many pixels the picture it was drawn from has for one of its own: half of one where a scan of 100 dpi
    was drawn at 200, which makes it larger and no clearer.
    """

    rgb: bytes
    width: int
    height: int
    scale: float
    sharp: float = 1.0


@dataclass(frozen=True, slots=True)
class RecognizedPage:
    """What was recognised on an image.

    Attributes:
        fragments: the lines found, in any order. Coordinates are points (pixels times ``PageImage.scale``) on the page
            after it was turned and straightened, so that lines run level from left to right; every fragment has a
            ``confidence``.
        quarters: the clockwise quarter turns that made the image upright.
        slant: the degrees by which the upright page still leaned clockwise, about its centre, and was straightened.
        sheet: the width and height in points of the sheet, if it was found on a photograph and made flat.
        seen: where that sheet lies on the photograph.
        uneven: whether its lines are not parallel: a photograph taken from aside.
        through: whether print of the other side of a thin sheet showed through, and was taken out.
        rules: the rules of tables, in the same coordinates (:func:`docstruct.reading.scans.rules.find_rules`).
    """

    fragments: Sequence[Fragment]
    quarters: int = 0
    slant: float = 0.0
    sheet: tuple[float, float] | None = None
    seen: Perspective | None = None
    uneven: bool = False
    through: bool = False
    rules: Rules = field(default_factory=Rules)


def recognize(images: Iterable[PageImage], path: str) -> Iterator[RecognizedPage]:
    """Recognise the text of images, one after another, in order.

    Raises:
        ReadError: code ``needs_ocr``, the extra ``ocr`` is not installed; the message says what to install.
    """
    from docstruct.reading.scans.engine import engine_for

    waiting = iter(images)
    first = list(islice(waiting, 2))
    cores = _cores()
    engine = engine_for(path, 1 if len(first) > 1 else cores)
    if len(first) < 2 or cores == 1 or not engine.shared:
        engine = engine_for(path, cores)
        yield from (_recognize_page(image, engine) for image in chain(first, waiting))
        return
    with ThreadPoolExecutor(cores) as pool:
        pages: deque[Future[RecognizedPage]] = deque()
        for image in chain(first, waiting):
            pages.append(pool.submit(_recognize_page, image, engine))
            if len(pages) > cores:
                yield pages.popleft().result()
        while pages:
            yield pages.popleft().result()


def _cores() -> int:
    """The cores this process may use: its share of them if it is a worker among others."""
    share = os.environ.get(CORES_VARIABLE)
    if share is not None:
        return int(share)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _recognize_page(page: PageImage, engine: Engine) -> RecognizedPage:
    import cv2
    import numpy as np

    from docstruct.reading.scans.flattening import flattened
    from docstruct.reading.scans.lighting import evenly_lit
    from docstruct.reading.scans.other_side import other_side
    from docstruct.reading.scans.pale_ink import pale_level, without_paler
    from docstruct.reading.scans.recognizing import (
        checked,
        doubt_small_figures,
        fragment,
        read_pale,
        recognize_upright,
    )
    from docstruct.reading.scans.seals import seals, without_seals

    if min(page.width, page.height) < SMALLEST:
        return RecognizedPage([])
    pixels = np.frombuffer(page.rgb, np.uint8).reshape(page.height, page.width, 3)
    image, scale = cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)), page.scale
    # The order decides: a desk around the sheet would count as its darkest paper, uneven light makes paper as dark as a
    # watermark, and a seal's own pale edges would be taken for one if its ink still stood there.
    sheet = flattened(image, scale, A4_WIDTH)
    if sheet is not None:
        image, scale = sheet.image, sheet.scale
    image = evenly_lit(image, scale)
    areas = seals(image, scale)
    black = without_seals(image, areas) if areas else image
    level = pale_level(black, scale)
    through = other_side(black, scale, engine)
    cut = through or level
    cleaned = black if cut is None else without_paler(black, cut, scale)
    upright = recognize_upright(cleaned, scale, engine)
    lines = checked(image if areas else None, upright, scale, engine)
    found = [fragment(quad, line, scale) for quad, line in lines]
    doubt_small_figures(found, page.sharp / scale)
    if level is not None and through is None:
        found += read_pale(black, upright, scale, engine)
    return RecognizedPage(
        [piece for piece in found if piece is not None],
        quarters=upright.quarters,
        slant=upright.slant,
        sheet=(image.shape[1] * scale, image.shape[0] * scale) if sheet else None,
        seen=sheet.seen if sheet else None,
        uneven=upright.uneven,
        through=through is not None,
        rules=find_rules(upright.ink, scale),
    )
