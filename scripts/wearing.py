"""The ways in which a drawn page is worn before it is a scan or a photograph: what ``stamped_scans.py --kind`` names.

Every way is a function from the page's pixels, the places of its lines with numbers, and a source of chance to other
pixels. ``KINDS`` has them with the file they are saved in.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DPI = 200
SEAL_MM = 42.0
"""Across; that of a government office (国发〔1999〕25号)."""
RED = (205, 35, 40)
GREY = 205
SLANT, GRAIN = 0.6, 8.0

Pixels: TypeAlias = NDArray[Any]


class Line(NamedTuple):
    """A line with a number: the pixel in its middle, and what it says."""

    middle: tuple[float, float]
    text: str


def stamped(image: Pixels, lines: Sequence[Line], random: np.random.Generator) -> Pixels:
    """The image with a seal over a line that states a number, if there is one."""
    height, width = image.shape[:2]
    x, y = lines[int(random.integers(len(lines)))].middle if lines else (width * 0.7, height * 0.8)
    return sealed(image, x + random.integers(-80, 80), y)


def sealed(image: Pixels, x: float, y: float) -> Pixels:
    """The image with a seal about a point."""
    size = round(SEAL_MM / 25.4 * DPI)
    height, width = image.shape[:2]
    left = int(min(max(x - size / 2, 0), width - size))
    top = int(min(max(y - size / 2, 0), height - size))
    ink = np.asarray(seal(size), np.float32)[:, :, None] / 255 * 0.85
    area = image[top : top + size, left : left + size].astype(np.float32)
    under = area * (1 - ink) + np.minimum(area, np.array(RED, np.float32)) * ink
    image[top : top + size, left : left + size] = under.astype(np.uint8)
    return image


def seal(size: int) -> Image.Image:
    """The ink of a round seal: ring, star, and a name around it."""
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    draw.ellipse((3, 3, size - 4, size - 4), outline=255, width=round(size * 0.03))
    middle, arm = size / 2, size * 0.16
    points = [
        (
            middle + (arm if i % 2 == 0 else arm * 0.4) * math.sin(math.pi * i / 5),
            middle - (arm if i % 2 == 0 else arm * 0.4) * math.cos(math.pi * i / 5),
        )
        for i in range(10)
    ]
    draw.polygon(points, fill=255)
    name = "青山县财政局部门决算专用章"
    for number, char in enumerate(name):
        angle = -140 + 280 * number / (len(name) - 1)
        glyph = Image.new("L", (size, size), 0)
        write(glyph, (middle, size * 0.13), char, size * 0.11, 255)
        ink.paste(255, mask=glyph.rotate(-angle))
    return ink


def watermarked(image: Pixels) -> Pixels:
    """The image with pale words aslant over all of it."""
    height, width = image.shape[:2]
    side = int(math.hypot(height, width))
    sheet = Image.new("L", (side, side), 255)
    for y in range(200, side, 520):
        for x in range(300, side, 900):
            write(sheet, (x, y), "青山县预算公开专用", 78, GREY)
    turned = sheet.rotate(35, fillcolor=255)
    left, top = (side - width) // 2, (side - height) // 2
    pale = np.asarray(turned.crop((left, top, left + width, top + height)))
    return np.asarray(np.minimum(image, pale[:, :, None]))


def write(image: Image.Image, middle: tuple[float, float], text: str, size: float, level: int) -> None:
    """Chinese in the font that PyMuPDF brings along."""
    font = ImageFont.truetype(io.BytesIO(pymupdf.Font("cjk").buffer), round(size))  # type: ignore[no-untyped-call]
    ImageDraw.Draw(image).text(middle, text, fill=level, font=font, anchor="mm")


def worn(image: Pixels, random: np.random.Generator) -> Pixels:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), SLANT, 1.0)
    turned = cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    grain = random.normal(0, GRAIN, turned.shape[:2])[:, :, None]
    return np.asarray(np.clip(turned.astype(np.float32) + grain, 0, 255), np.uint8)


def smaller(image: Pixels, random: np.random.Generator, dpi: int) -> Pixels:
    share = dpi / DPI
    return worn(cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), random)


def grey(image: Pixels, random: np.random.Generator) -> Pixels:
    """On recycled paper: grey, a little brown, and darker to one side."""
    darker = np.linspace(0.72, 0.88, image.shape[1], dtype=np.float32)[None, :, None]
    return worn(np.asarray(image * darker * np.array([1.0, 0.98, 0.94], np.float32)).astype(np.uint8), random)


def photographed(image: Pixels, random: np.random.Generator, *, keystone: float = 0.04) -> Pixels:
    """On a dark desk, aslant, seen from below, in the shadow of the hand that holds the camera."""
    height, width = image.shape[:2]
    margin = width // 14
    wide, high = width + 2 * margin, height + 2 * margin
    lean = keystone * width
    corners = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    seen = corners + margin + np.array(((lean, lean / 3), (-lean, 0), (0, 0), (0, -lean / 3)), np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(image, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=(70, 60, 52))
    across, down = np.linspace(0, 1, wide)[None, :], np.linspace(0, 1, high)[:, None]
    shadow = 0.9 - 0.35 / (1 + np.exp(-14 * (across + down / 2 - 0.95)))
    lit = photo.astype(np.float32) * shadow[:, :, None].astype(np.float32)
    grain = random.normal(0, GRAIN, photo.shape[:2])[:, :, None]
    return np.asarray(np.clip(lit + grain, 0, 255), np.uint8)


def fax(image: Pixels, random: np.random.Generator) -> Pixels:
    """One bit a pixel, with pepper and with holes in the ink."""
    grey = cv2.cvtColor(worn(image, random), cv2.COLOR_RGB2GRAY)
    bits = np.where(grey < 150, 0, 255).astype(np.uint8)
    bits[random.random(bits.shape) < 0.002] = 0
    bits[random.random(bits.shape) < 0.004] = 255
    return np.dstack((bits, bits, bits))


def two_seals(image: Pixels, lines: Sequence[Line], random: np.random.Generator) -> Pixels:
    """Two seals that overlap, over a row of totals where there is one."""
    totals = [line for line in lines if "计" in line.text] or list(lines)
    x, y = totals[int(random.integers(len(totals)))].middle if totals else (700.0, 900.0)
    return worn(sealed(sealed(image, x - 110, y + 20), x + 110, y - 30), random)


def signed(image: Pixels, lines: Sequence[Line], random: np.random.Generator) -> Pixels:
    """Three names written by hand with a blue pen over lines with numbers."""
    drawn = image.copy()
    for _ in range(min(3, len(lines))):
        x, y = lines[int(random.integers(len(lines)))].middle
        steps = random.normal(0, 26, (14, 2)) + np.array((17, 0))
        points = np.cumsum(steps, axis=0) + np.array((x - 110, y))
        cv2.polylines(drawn, [points.round().astype(np.int32)], False, (25, 30, 120), 4, cv2.LINE_AA)
    return worn(drawn, random)


def rules_of(image: Pixels) -> NDArray[np.bool_]:
    """Where the rules of tables are."""
    ink = (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) < 160).astype(np.uint8)
    strokes = (
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, 100), (100, 1))
    )
    return np.asarray(sum(strokes) > 0)


def pale_rules(image: Pixels, random: np.random.Generator, level: int = 188) -> Pixels:
    """Grey paper, and tables ruled in little darker grey."""
    drawn = image.copy()
    drawn[cv2.dilate(rules_of(image).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    drawn[rules_of(image)] = level
    return worn((drawn * 0.85).astype(np.uint8), random)


def without_rules(image: Pixels, random: np.random.Generator) -> Pixels:
    """Tables without rules."""
    drawn = image.copy()
    drawn[cv2.dilate(rules_of(image).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return worn(drawn, random)


def bent(image: Pixels, random: np.random.Generator, depth: float = 0.012) -> Pixels:
    """A page of a bound volume on the glass: its lines sag towards the spine on the left, narrow, and grow dark."""
    height, width = image.shape[:2]
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    near = np.exp(-xs / (width * 0.16))
    sag = depth * height * near * (1 - 2 * ys / height)
    across = xs - near * width * 0.03
    seen = cv2.remap(image, across, ys - sag, cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return worn((seen * (1 - 0.45 * near**2)[:, :, None]).astype(np.uint8), random)


def furnished(image: Pixels, random: np.random.Generator) -> Pixels:
    """A running header with a rule below it, a footer, and a number from a numbering machine."""
    sheet = Image.fromarray(image)
    layer = Image.new("L", sheet.size, 0)
    write(layer, (sheet.width / 2, 150), "青山县财政局2023年度部门决算公开", 30, 255)
    write(layer, (sheet.width / 2, sheet.height - 90), "共 86 页 第 17 页", 28, 255)
    ImageDraw.Draw(layer).line((220, 180, sheet.width - 220, 180), fill=255, width=3)
    sheet.paste((20, 20, 20), mask=layer)
    number = Image.new("L", sheet.size, 0)
    write(number, (sheet.width - 260, 90), "000417", 44, 220)
    sheet.paste((40, 50, 160), mask=number)
    return worn(np.asarray(sheet), random)


def on_a_table(image: Pixels, random: np.random.Generator) -> Pixels:
    """Photographed with a dark table below the sheet, and a finger that holds it at its right edge."""
    height, width = image.shape[:2]
    photo = cv2.copyMakeBorder(image, 0, height // 12, 0, 0, cv2.BORDER_CONSTANT, value=(60, 48, 40))
    cv2.ellipse(
        photo, (width, height // 2), (width // 16, width // 28), 0, 0, 360, (205, 150, 125), -1, cv2.LINE_AA
    )
    return aslant(photo, random, keystone=0.012, margin=0)


def inside(image: Pixels, random: np.random.Generator) -> Pixels:
    """Photographed from so near that the edges of the sheet are outside the picture."""
    return aslant(image, random, keystone=0.03, margin=0, border=(238, 236, 230))


def aslant(
    image: Pixels,
    random: np.random.Generator,
    *,
    keystone: float,
    margin: int,
    border: tuple[int, int, int] = (70, 60, 52),
) -> Pixels:
    height, width = image.shape[:2]
    wide, high, lean = width + 2 * margin, height + 2 * margin, keystone * width
    corners = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    seen = corners + margin + np.array(((lean, lean / 3), (-lean, 0), (0, 0), (0, -lean / 3)), np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(image, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=border)
    lit = photo.astype(np.float32) * np.linspace(0.78, 0.97, wide, dtype=np.float32)[None, :, None]
    return np.asarray(np.clip(lit + random.normal(0, GRAIN, lit.shape[:2])[:, :, None], 0, 255), np.uint8)


def faint(image: Pixels, random: np.random.Generator) -> Pixels:
    """Printed with little toner."""
    return worn((255 - (255 - image.astype(np.float32)) * 0.32).astype(np.uint8), random)


def shown_through(image: Pixels, random: np.random.Generator) -> Pixels:
    """Thin paper, with the print of the other side on it."""
    back = 255 - (255 - image[:, ::-1].astype(np.float32)) * 0.22
    return worn(np.minimum(image, np.roll(back, 37, axis=0)).astype(np.uint8), random)


def marked(image: Pixels, lines: Sequence[Line], random: np.random.Generator) -> Pixels:
    """With a yellow marker over lines, and underlined with a red pen."""
    drawn = image.copy()
    for number in range(min(6, len(lines))):
        x, y = map(round, lines[int(random.integers(len(lines)))].middle)
        if number % 2:
            cv2.line(drawn, (x - 150, y + 18), (x + 150, y + 22), (200, 40, 40), 4, cv2.LINE_AA)
        else:
            area = drawn[max(y - 22, 0) : y + 22, max(x - 200, 0) : x + 200]
            area[:] = np.minimum(area, np.array((250, 240, 90), np.uint8))
    return worn(drawn, random)


def folded(image: Pixels, random: np.random.Generator) -> Pixels:
    """Folded in four: a dark and a light crease each way, a little shadow on one side."""
    drawn = image.astype(np.float32)
    height, width = image.shape[:2]
    drawn[: height // 2] *= 0.93
    drawn[height // 2 - 2 : height // 2 + 2] *= 0.6
    drawn[:, width // 2 - 2 : width // 2 + 2] *= 0.65
    return worn(np.clip(drawn, 0, 255).astype(np.uint8), random)


def leaning(image: Pixels, random: np.random.Generator, degrees: float = 4.0) -> Pixels:
    """Laid on the glass in a hurry."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.95)
    return worn(
        cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)),
        random,
    )


def stamped_and_worn(image: Pixels, lines: Sequence[Line], random: np.random.Generator) -> Pixels:
    return worn(stamped(watermarked(image), lines, random), random)


def on_its_side(image: Pixels, random: np.random.Generator) -> Pixels:
    return np.ascontiguousarray(np.rot90(worn(image, random)))


class Kind(NamedTuple):
    """How pages are worn, and the file they come in (``SAVED`` in stamped_scans.py)."""

    wear: Callable[[Pixels, Sequence[Line], np.random.Generator], Pixels]
    file: str = "pdf"


def alike(wear: Callable[[Pixels, np.random.Generator], Pixels], file: str = "pdf") -> Kind:
    """A kind for which it does not matter where lines are."""
    return Kind(lambda image, _, random: wear(image, random), file)


KINDS = {
    "stamped": Kind(stamped_and_worn),
    "plain": alike(worn),
    "clean": alike(lambda image, _: image),
    "150dpi": alike(lambda image, random: smaller(image, random, 150)),
    "120dpi": alike(lambda image, random: smaller(image, random, 120)),
    "100dpi": alike(lambda image, random: smaller(image, random, 100)),
    "85dpi": alike(lambda image, random: smaller(image, random, 85)),
    "72dpi": alike(lambda image, random: smaller(image, random, 72)),
    "jpeg": alike(worn, "jpeg30"),
    "jpeg12": alike(worn, "jpeg12"),
    "grey": alike(grey),
    "upside-down": alike(lambda image, random: np.ascontiguousarray(worn(image, random)[::-1, ::-1])),
    "on-its-side": alike(on_its_side),
    "shadow": alike(lambda image, random: photographed(image, random, keystone=0.0)),
    "photo": alike(photographed),
    "two-up": Kind(lambda image, _lines, _random: image),
    "fax": alike(fax, "bits"),
    "two-seals": Kind(two_seals),
    "signed": Kind(signed),
    "pale-rules": alike(pale_rules),
    "no-rules": alike(without_rules),
    "bent": alike(bent),
    "furnished": alike(furnished),
    "on-a-table": alike(on_a_table),
    "inside": alike(inside),
    "faint": alike(faint),
    "shown-through": alike(shown_through),
    "marked": Kind(marked),
    "folded": alike(folded),
    "leaning": alike(leaning),
    "mixed": alike(worn, "mixed"),
    "alpha": alike(worn, "alpha"),
    "tiff": alike(worn, "tiff"),
    "cmyk": alike(worn, "cmyk"),
    "jpeg2000": alike(worn, "jpeg2000"),
}
