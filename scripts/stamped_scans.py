#!/usr/bin/env python3
"""Scans and photographs as people have them: how much of what the text states is still read, and what is read wrong.

    .venv/bin/python scripts/stamped_scans.py TEXT... [--kind stamped] [--pages 4] [--first 0] [--alone] [--out DIR]

Every text is set as a PDF (as scripts/make_pdfs.py does) and some of its pages are drawn at 200 dpi and worn, in one of
several ways (``--kind``, see ``KINDS``): ``stamped``, the usual one, has a red seal of 42 mm over lines of every page and
a pale diagonal watermark over all of it, then a slant, grain and JPEG; ``plain`` leaves seal and watermark out.

The figures of the scan are compared with those of the same pages' text layer: F1 over subject, measure, value and unit,
F1 over the values alone, and every value that is in one and not in the other, with what docstruct says of its place (a
finding, or nothing: a silent error). So are the cells of tables, row by row. ``--alone`` also measures the engine without
docstruct on the same pages.
"""

from __future__ import annotations

import argparse
import io
import math
import time
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import make_pdfs
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rapidocr import RapidOCR

from docstruct.normalizing import normalize
from docstruct.pipeline import Pipeline
from docstruct.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Document, Figure

DPI = 200
SEAL_MM = 42.0
"""Across; that of a government office (国发〔1999〕25号)."""
RED = (205, 35, 40)
GREY = 205
SLANT, GRAIN, QUALITY = 0.6, 8.0, 75

Pixels = NDArray[Any]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reading of scans with seal and watermark.")
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=4, help="of every text, at most so many")
    parser.add_argument("--first", type=int, default=0, help="the first of them, from 0")
    parser.add_argument("--kind", choices=tuple(KINDS), default="stamped", help="how the pages are worn")
    parser.add_argument("--alone", action="store_true", help="measure the engine alone too")
    parser.add_argument("--out", type=Path, help="a folder for the scans made")
    arguments = parser.parse_args()
    pipeline = Pipeline()
    lexicons = pipeline.lexicons
    every: Counter[str] = Counter()
    for text in arguments.texts:
        printed = pages_of(
            make_pdfs.set_text(normalize(read(text), lexicons.glyphs).text), arguments.first, arguments.pages
        )
        if not printed:
            print(f"{text.stem}: has no page {arguments.first + 1}")
            continue
        scanned = scan(printed, arguments.kind)
        if arguments.out:
            arguments.out.mkdir(parents=True, exist_ok=True)
            (arguments.out / f"{text.stem}.pdf").write_bytes(scanned)
        clear = pipeline.structure_bytes(printed, "text.pdf")
        begun, cpu = time.perf_counter(), time.process_time()
        found = pipeline.structure_bytes(scanned, "scan.pdf", fiscal_year=clear.metadata.fiscal_year)
        counts = compare(clear, found) + compare_cells(clear, found)
        counts["pages"] = len(found.pages)
        told(text.stem, counts)
        spent = (time.process_time() - cpu) / max(len(found.pages), 1)
        print(f"  {spent:.1f} CPU seconds a page, {time.perf_counter() - begun:.0f} s", flush=True)
        if arguments.alone:
            print(f"  the engine alone: {engine_alone(scanned):.1f} CPU seconds a page", flush=True)
        every.update(counts)
    told("all", every)


def told(name: str, counts: Counter[str]) -> None:
    def f1(hits: str) -> float:
        return 2 * counts[hits] / max(counts["text"] + counts["scan"], 1)

    print(
        f"{name}: {counts['pages']} pages, figures {counts['text']} in the text, {counts['scan']} in the scan;"
        f" F1 {f1('same'):.3f}, of values {f1('values'):.3f};"
        f" wrong {counts['wrong']}, of them silent {counts['silent']}; missing {counts['missing']};"
        f" cells of tables {counts['cells']}, the same {counts['cells_same']},"
        f" wrong {counts['cells_wrong']}, of them silent {counts['cells_silent']}",
        flush=True,
    )


def compare(clear: Document, found: Document) -> Counter[str]:
    """Counts, and a line for every value that differs."""
    one, other = Counter(map(key, clear.figures)), Counter(map(key, found.figures))
    for mine, theirs in zip((one - other).elements(), (other - one).elements(), strict=False):
        print(f"  {' '.join(mine)} in the text, {' '.join(theirs)} in the scan")
    counts = Counter(text=len(clear.figures), scan=len(found.figures), same=(one & other).total())
    values = [(figure.value, figure.unit) for figure in clear.figures]
    read = [(figure.value, figure.unit) for figure in found.figures]
    doubted = [(finding.start, finding.end, finding.kind) for finding in found.findings]
    for kind, i, j, k, m in SequenceMatcher(None, values, read, autojunk=False).get_opcodes():
        if kind == "equal":
            counts["values"] += j - i
            continue
        counts["missing"] += max((j - i) - (m - k), 0)
        for figure in found.figures[k:m]:
            said = [
                name
                for start, end, name in doubted
                if start < figure.sentence_end and end > figure.sentence_start
            ]
            counts["wrong"] += 1
            counts["silent"] += not said
            stated = " ".join("".join(map(str, value)) for value in values[i:j])
            sentence = found.text[figure.sentence_start : figure.sentence_end].strip()[:90]
            print(
                f"  {figure.value}{figure.unit} for {stated or 'nothing'}: {', '.join(said) or 'SILENT'}: {sentence}"
            )
        if m == k:
            for figure in clear.figures[i:j]:
                sentence = clear.text[figure.sentence_start : figure.sentence_end].strip()[:90]
                print(f"  missing {figure.value}{figure.unit}: {sentence}")
    return counts


def compare_cells(clear: Document, found: Document) -> Counter[str]:
    """Counts of the cells of tables, and a line for every row with one that differs."""
    one, other = rows_of(clear), rows_of(found)
    counts = Counter(cells=sum(len(cells) for cells, *_ in one))
    texts, read = [cells for cells, *_ in one], [cells for cells, *_ in other]
    for kind, i, j, k, m in SequenceMatcher(None, texts, read, autojunk=False).get_opcodes():
        if kind == "equal":
            counts["cells_same"] += sum(map(len, texts[i:j]))
            continue
        for at in range(max(j - i, m - k)):
            stated = texts[i + at] if at < j - i else ()
            seen, start, end = other[k + at] if at < m - k else ((), 0, 0)
            same = (Counter(stated) & Counter(seen)).total()
            wrong = (Counter(seen) - Counter(stated)).total()
            said = {finding.kind for finding in found.findings if finding.start < end and finding.end > start}
            counts["cells_same"] += same
            counts["cells_wrong"] += wrong
            counts["cells_silent"] += 0 if said else wrong
            if wrong or same < len(stated):
                told = ", ".join(sorted(said)) or "SILENT"
                print(f"  cells {' | '.join(stated)[:70]} read as {' | '.join(seen)[:70]}: {told}")
    return counts


def rows_of(document: Document) -> list[tuple[tuple[str, ...], int, int]]:
    """The rows of all tables: what their cells say, blanks left out, and where they stand."""
    rows = [
        (row.cells, row.cells[0].start, row.cells[-1].end) for table in document.tables for row in table.rows
    ]
    told = [
        (tuple("".join(normal(cell.text).split()) for cell in cells if cell.text.strip()), start, end)
        for cells, start, end in rows
    ]
    return [row for row in told if row[0]]


def normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def key(figure: Figure) -> tuple[str, ...]:
    return figure.subject.text, figure.measure, figure.value, str(figure.unit)


def pages_of(pdf: bytes, first: int, count: int) -> bytes:
    """Some pages of a PDF; nothing if there are none of them."""
    with pymupdf.open(stream=pdf) as document:  # type: ignore[no-untyped-call]
        wanted = range(min(first, len(document)), min(first + count, len(document)))
        if not wanted:
            return b""
        document.select(wanted)
        return bytes(document.tobytes(garbage=3))


def engine_alone(pdf: bytes) -> float:
    """CPU seconds a page that RapidOCR takes for the pages, with its own settings, on one thread."""
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
    )
    with pymupdf.open(stream=pdf) as document:  # type: ignore[no-untyped-call]
        images = [drawn(page, DPI)[:, :, ::-1] for page in document]
    engine(np.full((64, 64, 3), 255, np.uint8))  # models are loaded when first used
    begun = time.process_time()
    for image in images:
        engine(np.ascontiguousarray(image))
    return (time.process_time() - begun) / len(images)


def drawn(page: pymupdf.Page, dpi: int) -> Pixels:
    pixels = page.get_pixmap(dpi=dpi)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3).copy()


def scan(pdf: bytes, kind: str = "stamped", *, seed: int = 0) -> bytes:
    """The pages as JPEG images in a PDF, worn in one of the ways of ``KINDS``."""
    random = np.random.default_rng(seed)
    made = pymupdf.open()  # type: ignore[no-untyped-call]
    with pymupdf.open(stream=pdf) as document:  # type: ignore[no-untyped-call]
        images = [KINDS[kind](drawn(page, DPI), lines_of(page), random) for page in document]
    if kind == "two-up":
        blank = np.full_like(images[0], 255)
        sheets = [np.hstack(pair) for pair in zip_longest(images[::2], images[1::2], fillvalue=blank)]
        images = [
            worn(cv2.resize(sheet, None, fx=0.707, fy=0.707, interpolation=cv2.INTER_AREA), random)
            for sheet in sheets
        ]
    for image in images:
        data = io.BytesIO()
        Image.fromarray(image).save(data, "JPEG", quality=30 if kind == "jpeg" else QUALITY)
        # The sheet is as long as A4 whatever the pixels: a photograph or a scan at 100 dpi has another number of them.
        points = 842 / max(image.shape[:2])
        size = {"width": image.shape[1] * points, "height": image.shape[0] * points}
        sheet: Any = made.new_page(**size)
        sheet.insert_image(sheet.rect, stream=data.getvalue())
    return bytes(made.tobytes())  # type: ignore[no-untyped-call]


def lines_of(page: pymupdf.Page) -> list[tuple[float, float]]:
    """The middle of every line with a digit on a page, in pixels."""
    scale = DPI / 72
    return [
        ((x0 + x1) / 2 * scale, (y0 + y1) / 2 * scale)
        for x0, y0, x1, y1, text, *_ in page.get_text("blocks")  # type: ignore[no-untyped-call]
        if any(map(str.isdigit, text)) and y1 < page.rect.height - 60
    ]


def stamped(image: Pixels, lines: list[tuple[float, float]], random: np.random.Generator) -> Pixels:
    """The image with a seal over a line that states a number, if there is one."""
    size = round(SEAL_MM / 25.4 * DPI)
    height, width = image.shape[:2]
    x, y = lines[random.integers(len(lines))] if lines else (width * 0.7, height * 0.8)
    left = int(min(max(x - size / 2 + random.integers(-80, 80), 0), width - size))
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


def stamped_and_worn(image: Pixels, lines: list[tuple[float, float]], random: np.random.Generator) -> Pixels:
    return worn(stamped(watermarked(image), lines, random), random)


KINDS: dict[str, Callable[[Pixels, list[tuple[float, float]], np.random.Generator], Pixels]] = {
    "stamped": stamped_and_worn,
    "plain": lambda image, _, random: worn(image, random),
    "150dpi": lambda image, _, random: smaller(image, random, 150),
    "100dpi": lambda image, _, random: smaller(image, random, 100),
    "jpeg": lambda image, _, random: worn(image, random),
    "grey": lambda image, _, random: grey(image, random),
    "upside-down": lambda image, _, random: np.ascontiguousarray(worn(image, random)[::-1, ::-1]),
    "shadow": lambda image, _, random: photographed(image, random, keystone=0.0),
    "photo": lambda image, _, random: photographed(image, random),
    "two-up": lambda image, _lines, _random: image,
}

if __name__ == "__main__":
    main()
