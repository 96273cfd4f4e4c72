"""Recognition of scanned pages: images in, fragments of text with their boxes out.

Pages are drawn from the iterable as they are needed and results come back in the same order, so that memory does not
grow with the number of pages. Several pages are recognised at a time, one a core, each on a single thread of
onnxruntime; a single page gets all the cores. The engine is :mod:`~docstruct.reading.ocr_engine`, what happens to a
page :mod:`~docstruct.reading.recognizing`.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from docstruct.reading.limits import CORES_VARIABLE
from docstruct.reading.ruled import Rules
from docstruct.reading.scan_rules import find_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from docstruct.reading.fragments import Fragment
    from docstruct.reading.ocr_engine import Engine

SMALLEST = 16
"""Pixels that either side of an image must have to hold text."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as an image: ``height`` rows of ``width`` RGB pixels, and how many points a pixel is wide."""

    rgb: bytes
    width: int
    height: int
    scale: float


@dataclass(frozen=True, slots=True)
class RecognizedPage:
    """What was recognised on an image.

    Attributes:
        fragments: the lines found, in any order. Coordinates are points (pixels times ``PageImage.scale``) on the page
            after it was turned and straightened, so that lines run level from left to right; every fragment has a
            ``confidence``.
        quarters: the clockwise quarter turns that made the image upright.
        slant: the degrees by which the upright page still leaned clockwise, about its centre, and was straightened.
        rules: the rules of tables, in the same coordinates (:func:`docstruct.reading.scan_rules.find_rules`).
    """

    fragments: Sequence[Fragment]
    quarters: int = 0
    slant: float = 0.0
    rules: Rules = field(default_factory=Rules)


def recognize(images: Iterable[PageImage], path: str) -> Iterator[RecognizedPage]:
    """Recognise the text of images, one after another, in order.

    Raises:
        ReadError: code ``needs_ocr``, the extra ``ocr`` is not installed; the message says what to install.
    """
    from docstruct.reading.ocr_engine import engine_for

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

    from docstruct.reading.cleaning import (
        pale_level,
        seals,
        watermarks,
        without_pale,
        without_paler,
        without_seals,
    )
    from docstruct.reading.recognizing import checked_under, found_beside, fragment, recognize_upright
    from docstruct.reading.straightening import cut

    if min(page.width, page.height) < SMALLEST:
        return RecognizedPage([])
    pixels = np.frombuffer(page.rgb, np.uint8).reshape(page.height, page.width, 3)
    image = np.ascontiguousarray(pixels[:, :, ::-1])
    areas = seals(image, page.scale)
    black = without_seals(image, areas) if areas else image
    level = pale_level(black, page.scale)
    upright = recognize_upright(black if level is None else without_paler(black, level), engine)
    lines = checked_under(image, upright, page.scale, engine) if areas else upright.lines
    pieces = [cut(upright.image, quad) for quad, _ in lines]
    if level is not None:
        beside, theirs = found_beside(black, upright, engine)
        lines, pieces = [*lines, *beside], [*pieces, *theirs]
    pale = watermarks(pieces)
    found = [fragment(quad, line, page.scale) for quad, line in lines]
    for piece, is_pale in zip(found, pale, strict=True):
        if piece is not None:
            piece.apart = is_pale
    grey = cv2.cvtColor(upright.image, cv2.COLOR_BGR2GRAY)
    return RecognizedPage(
        [piece for piece in found if piece is not None],
        quarters=upright.quarters,
        slant=upright.slant,
        rules=find_rules(without_pale(grey) if any(pale) else grey, page.scale),
    )
