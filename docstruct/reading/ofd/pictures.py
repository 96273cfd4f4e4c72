"""Pages of an OFD that are a picture of a page: the picture is recognised."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_PIXELS
from docstruct.reading.pdf.scanned import MOST_PIXELS, lay_recognized
from docstruct.reading.scans.engine import NEEDS_OCR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.reading.ofd.objects import PageObjects, Picture
    from docstruct.reading.ofd.package import Package
    from docstruct.reading.pages.tables import PageLayout
    from docstruct.reading.scans.ocr import PageImage

FILLS = 0.5
"""The share of a page that a picture takes if it is the page."""

_FEW = 10
"""Characters a scanned page may have as text: its number, the name of a scanner."""


def recognize_pages(layouts: list[PageLayout], pages: Sequence[PageObjects], package: Package) -> None:
    """Lay what is recognised in the places of the pages that are pictures.

    Raises:
        ReadError: there are such pages, and the extra ``ocr`` is not installed; or a picture is damaged.
    """
    scanned = [(i, picture) for i, page in enumerate(pages) if (picture := _picture_of(page))]
    if not scanned:
        return
    try:
        from docstruct.reading.scans.ocr import recognize
    except ImportError:
        raise ReadError(package.path, NEEDS_OCR, "needs_ocr") from None
    images = _images(scanned, package)
    for (i, _), recognized in zip(scanned, recognize(images, package.path), strict=True):
        layouts[i] = lay_recognized(i + 1, pages[i].width, pages[i].height, recognized)


def _picture_of(page: PageObjects) -> Picture | None:
    """The picture that is the page, if it has hardly any text."""
    if sum(len(fragment.text) for fragment in page.fragments) > _FEW or not page.pictures:
        return None
    largest = max(page.pictures, key=_area)
    return largest if _area(largest) >= FILLS * page.width * page.height else None


def _area(picture: Picture) -> float:
    left, top, right, bottom = picture.box
    return (right - left) * (bottom - top)


def _images(scanned: Sequence[tuple[int, Picture]], package: Package) -> Iterator[PageImage]:
    for i, picture in scanned:
        yield _image(package.load(picture.part), picture, package.path, i + 1)


def _image(data: bytes, picture: Picture, path: str, number: int) -> PageImage:
    try:
        import PIL.Image
    except ImportError:
        raise ReadError(path, NEEDS_OCR, "needs_ocr") from None
    from docstruct.reading.scans.ocr import PageImage

    try:
        with PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
            if image.width * image.height > MAX_PIXELS:
                reason = f"the picture of page {number} has more than {MAX_PIXELS:,} pixels"
                raise ReadError(path, reason, "too_large")
            rgb = image.convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise ReadError(path, f"the picture of page {number} cannot be read: {error}", "damaged") from None
    shrink = math.sqrt(min(MOST_PIXELS / (rgb.width * rgb.height), 1.0))
    if shrink < 1:
        rgb = rgb.resize((max(round(rgb.width * shrink), 1), max(round(rgb.height * shrink), 1)))
    scale = (picture.box[2] - picture.box[0]) / rgb.width
    return PageImage(rgb=rgb.tobytes(), width=rgb.width, height=rgb.height, scale=scale)
