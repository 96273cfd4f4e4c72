"""What lies over a scan, and how a photograph lies: seals, watermarks, EXIF orientation; small pages made here, really recognised."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import pymupdf
import pytest

from docstruct import structure_bytes
from docstruct.errors import ReadError
from docstruct.reading import read_bytes
from docstruct.reading.scans.ocr import PageImage, RecognizedPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIL_Image = pytest.importorskip("PIL.Image")
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

pytestmark = pytest.mark.slow

DPI = 200
LINES = (
    "一、支出决算总体情况说明",
    "2023年度支出决算为1,234.56万元，比上年增加34.50万元，",
    "增长2.87%。主要原因是新建供水管网项目投入增加。",
    "二、基本支出情况说明",
    "基本支出800.10万元，其中：人员经费700.05万元，",
    "公用经费100.05万元。项目支出434.46万元。",
)
FIGURES = ["1234.56", "34.50", "2.87", "800.10", "700.05", "100.05", "434.46"]
ROWS = (("科目", "合计", "基本支出"), ("教育支出", "300.00", "200.00"), ("农林水支出", "150.00", "50.00"))


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(pymupdf.Font("cjk").buffer), size)


def page(*, table: bool = False) -> Image.Image:
    """A part of a sheet with ``LINES``, and with a ruled table of ``ROWS``."""
    # What is lower than 736 pixels the detector makes that high, and wider with it.
    image = Image.new("RGB", (1300, 900 if table else 736), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((120, 60 + 66 * number), line, fill="black", font=font(36))
    if table:
        xs, ys = (120, 480, 800, 1120), (540, 610, 680, 750)
        for x in xs:
            draw.line((x, ys[0], x, ys[-1]), fill="black", width=3)
        for y in ys:
            draw.line((xs[0], y, xs[-1], y), fill="black", width=3)
        for y, row in zip(ys, ROWS, strict=False):
            for x, cell in zip(xs, row, strict=False):
                draw.text((x + 30, y + 16), cell, fill="black", font=font(34))
    return image


def stamped(image: Image.Image, x: int, y: int, red: tuple[int, int, int], alpha: float) -> Image.Image:
    """With a round seal about a point: ring, star and a name across; black ink shows through."""
    ink = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(ink)
    draw.ellipse((x - 160, y - 160, x + 160, y + 160), outline=255, width=10)
    star = [
        (
            x + (52 if i % 2 == 0 else 20) * math.sin(math.pi * i / 5),
            y - 40 - (52 if i % 2 == 0 else 20) * math.cos(math.pi * i / 5),
        )
        for i in range(10)
    ]
    draw.polygon(star, fill=255)
    draw.text((x, y + 66), "财务专用章", fill=255, font=font(40), anchor="mm")
    mask = ink.point(lambda level: round(level * alpha))
    return PIL_Image.composite(PIL_Image.new("RGB", image.size, red), image, mask)


def watermarked(image: Image.Image, level: int) -> Image.Image:
    """With pale words aslant under the text."""
    side = 2 * max(image.size)
    sheet = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(sheet)
    for y in range(100, side, 330):
        for x in range(0, side, 700):
            draw.text((x, y), "内部资料注意保存", fill=level, font=font(76))
    turned = sheet.rotate(30, fillcolor=255).crop((300, 300, 300 + image.width, 300 + image.height))
    return Image.merge(
        "RGB",
        [PIL_Image.composite(band, turned, band.point(lambda v: 255 * (v < 128))) for band in image.split()],
    )


def encoded(image: Image.Image, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, "JPEG", quality=80, dpi=(DPI, DPI), **options)
    return data.getvalue()


@pytest.mark.parametrize(("x", "y"), [(560, 140), (700, 340)])
@pytest.mark.parametrize(("red", "alpha"), [((220, 30, 30), 0.65), ((170, 20, 30), 0.5)])
def test_figures_under_a_seal_are_read_or_doubted(
    x: int, y: int, red: tuple[int, int, int], alpha: float
) -> None:
    document = structure_bytes(encoded(stamped(page(), x, y, red, alpha)), "a.jpg", fiscal_year=2023)
    doubted = [
        document.text[one.start : one.end] for one in document.findings if one.kind == "low_confidence"
    ]
    for figure in document.figures:
        sentence = document.text[figure.sentence_start : figure.sentence_end]
        assert figure.value in FIGURES or any(line in sentence for line in doubted), (figure.value, doubted)
    read = [figure.value for figure in document.figures]
    assert len(set(FIGURES) & set(read)) >= len(FIGURES) - 1, read
    assert document.tables == ()


def test_a_line_far_from_the_seal_is_not_doubted() -> None:
    document = structure_bytes(
        encoded(stamped(page(), 1120, 360, (220, 30, 30), 0.65)), "a.jpg", fiscal_year=2023
    )
    doubted = [
        document.text[one.start : one.end] for one in document.findings if one.kind == "low_confidence"
    ]
    assert not any("1,234.56" in line or "1234.56" in line for line in doubted)


@pytest.mark.parametrize("level", [215, 195, 175])
def test_a_pale_watermark_costs_no_line_and_makes_no_cells(level: int) -> None:
    document = structure_bytes(encoded(watermarked(page(table=True), level)), "a.jpg", fiscal_year=2023)
    assert [figure.value for figure in document.figures] == FIGURES
    assert "内部" not in document.text
    (table,) = document.tables
    assert len(table.header) == 3
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in ROWS[1:]]


def photographed(upright: Image.Image, orientation: int, kind: str) -> bytes:
    """An image that lies as a camera was held, which says so."""
    exif = PIL_Image.Exif()
    exif[0x0112] = orientation
    data = io.BytesIO()
    lying = upright.rotate({1: 0, 3: 180, 6: 90, 8: 270}[orientation], expand=True)
    lying.save(data, kind, dpi=(DPI, DPI), exif=exif)
    return data.getvalue()


def test_a_photograph_is_turned_with_its_rules() -> None:
    document = structure_bytes(photographed(page(table=True), 6, "JPEG"), "a.jpg", fiscal_year=2023)
    assert [figure.value for figure in document.figures] == FIGURES
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in ROWS[1:]]


def test_however_the_camera_was_held_the_same_image_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by a PNG, which keeps its pixels; what is read of one is read of all."""
    seen: list[PageImage] = []

    def noted(images: Iterable[PageImage], path: str) -> Iterator[RecognizedPage]:
        seen.extend(images)
        return iter([RecognizedPage([]) for _ in seen[-1:]])

    monkeypatch.setattr("docstruct.reading.scans.image.recognize", noted)
    for orientation in (1, 3, 6, 8):
        with pytest.raises(ReadError, match="text"):
            read_bytes(photographed(page(table=True), orientation, "PNG"), "a.png")
    first, *others = seen
    assert len(others) == 3
    assert all(other == first for other in others)


def test_a_table_of_narrow_cells_is_straightened_by_its_rules() -> None:
    image = PIL_Image.new("RGB", (1300, 900), "white")
    draw = ImageDraw.Draw(image)
    xs, ys = (100, 700, 900, 1100, 1200), tuple(range(80, 881, 100))
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill="black", width=2)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill="black", width=2)
    for number, y in enumerate(ys[:-1]):
        for x, cell in ((730, "检查"), (930, f"{number + 3}次"), (1130, "5")):
            draw.text((x, y + 30), cell, fill="black", font=font(34))
    turned = image.rotate(-0.8, fillcolor="white", resample=PIL_Image.Resampling.BICUBIC)
    document = structure_bytes(encoded(turned), "a.jpg", fiscal_year=2023)
    assert document.figures == ()
    (table,) = document.tables
    cells = [cell.text for row in table.rows for cell in row.cells] + [
        part for path in table.header for part in path
    ]
    assert {f"{number}次" for number in range(3, 11)} <= set(cells)
