"""Recognition of scanned pages: images in, fragments of text with their boxes out.

What :mod:`~docstruct.reading.pdf` asks for: pages are rendered one by one as :func:`recognize` draws them from the
iterable, and results come back in the same order, so that memory does not grow with the number of pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.ruled import Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docstruct.reading.layout import Fragment


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
    raise ReadError(
        path,
        "a scanned page needs recognition; install docstruct[ocr]: pip install 'docstruct[ocr]'",
        "needs_ocr",
    )
