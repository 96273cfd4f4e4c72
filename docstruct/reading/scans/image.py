"""Images of pages: PNG, JPEG and TIFF, each frame of a TIFF a page.

An image that states a resolution at which it has the size of a sheet is that large; any other is taken for a sheet of
A4, since photographs and screenshots state the resolution of a screen, or, if it is much wider than high, for a strip
across one.
"""

from __future__ import annotations

import io
import logging
import math
import warnings
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_PIXELS
from docstruct.reading.pages.paged import source_of_pages
from docstruct.reading.pdf.scanned import MOST_PIXELS, lay_recognized
from docstruct.reading.scans.engine import NEEDS_OCR
from docstruct.reading.scans.ocr import A4_WIDTH, PageImage, recognize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from docstruct.source import Source

SHEETS = (200.0, 1700.0)
"""Points the short side of a sheet has: from A6 to A1."""
STRIP = 1.6
"""Width to height from which an image is a strip of a sheet; that of a sheet is 1.42 at most."""
SCREENS = (72, 96)
"""Dots an inch that say nothing of a sheet: what cameras and programs state where nothing was measured."""


def read_image(data: bytes, path: str, sha256: str) -> Source:
    """Read the pages of an image file.

    Raises:
        ReadError: the file is damaged or has too many pixels, or the extra ``ocr`` is not installed.
    """
    try:
        import PIL.Image
    except ImportError:
        raise ReadError(path, NEEDS_OCR, "needs_ocr") from None
    logging.getLogger("PIL").addHandler(
        logging.NullHandler()
    )  # what is wrong with an image is said by an error
    PIL.Image.MAX_IMAGE_PIXELS = None  # _checked has a limit of its own, and an error instead of a warning
    sizes: list[tuple[float, float]] = []
    media_type = "image/png"
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image,
        ):
            media_type = PIL.Image.MIME.get(image.format or "", media_type)
            pages = [
                lay_recognized(number, *sizes[number - 1], page)
                for number, page in enumerate(recognize(_pages(image, path, sizes), path), start=1)
            ]
    except PIL.UnidentifiedImageError:
        raise ReadError(path, "no PNG, JPEG or TIFF image, or a damaged one", "damaged") from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        TypeError,
        MemoryError,
        OverflowError,
    ) as error:
        raise ReadError(path, f"a damaged image ({type(error).__name__}: {error})", "damaged") from None
    return source_of_pages(pages, path=path, sha256=sha256, media_type=media_type, reader="ocr")


def _pages(image: Image, path: str, sizes: list[tuple[float, float]]) -> Iterator[PageImage]:
    """The frames one by one; the size of each in points is added to ``sizes``."""
    from PIL import ImageOps

    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        _check(image, path)
        shown = ImageOps.exif_transpose(image)
        scale = _points_a_pixel(shown)
        upright = _on_white(shown)
        shrink = math.sqrt(min(MOST_PIXELS / (upright.width * upright.height), 1.0))
        if shrink < 1:
            upright = upright.resize(
                (max(round(upright.width * shrink), 1), max(round(upright.height * shrink), 1))
            )
        scale /= shrink
        sizes.append((upright.width * scale, upright.height * scale))
        yield PageImage(rgb=upright.tobytes(), width=upright.width, height=upright.height, scale=scale)


def _check(image: Image, path: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        reason = f"an image of {image.width} × {image.height} pixels; up to {MAX_PIXELS:,} are read"
        raise ReadError(path, reason, "too_large")


def _points_a_pixel(image: Image) -> float:
    short = min(image.width, image.height)
    stated = float(image.info.get("dpi", (0.0, 0.0))[0] or 0.0)
    if stated > 0 and round(stated) not in SCREENS and SHEETS[0] <= short * 72 / stated <= SHEETS[1]:
        return 72 / stated
    return A4_WIDTH / (image.width if image.width > STRIP * image.height else short)


def _on_white(image: Image) -> Image:
    """The image in RGB; what is transparent shows white paper."""
    import PIL.Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", rgba.size, "white")
        return PIL.Image.alpha_composite(paper, rgba).convert("RGB")
    if image.mode.startswith("I"):  # 16 bits a pixel; Pillow would cut off what exceeds 8
        return image.point(lambda level: level / 256).convert("L").convert("RGB")
    return image.convert("RGB")
