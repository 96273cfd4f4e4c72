#!/usr/bin/env python3
"""Scans and photographs as people have them: how much of what the text states is still read, and what is read wrong.

    .venv/bin/python scripts/stamped_scans.py FILE... [--kind stamped ...] [--pages 4] [--first 0] [--alone] [--out DIR]

A text is set as a PDF (as scripts/make_pdfs.py does), a PDF is taken as it is, and some of its pages are drawn at 200 dpi
and worn, in one of several ways (``--kind``; scripts/wearing.py has them): ``stamped``, the usual one, has a red seal of
42 mm over lines of every page and a pale diagonal watermark over all of it, then a slant, grain and JPEG; ``plain`` leaves
seal and watermark out.

The figures of the scan are compared with those of the same pages' text layer: F1 over subject, measure, value and unit,
F1 over the values alone, and every value that is in one and not in the other, with what docstruct says of its place (a
finding, or nothing: a silent error). So are the cells of tables, row by row. ``--alone`` also measures the engine without
docstruct on the same pages.
"""

from __future__ import annotations

import argparse
import io
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
from PIL import Image
from rapidocr import RapidOCR
from wearing import DPI, KINDS, Line, Pixels, worn

from docstruct.normalizing import normalize
from docstruct.pipeline import Pipeline
from docstruct.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Document, Figure

QUALITY = 75


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reading of scans with seal and watermark.")
    parser.add_argument("files", type=Path, nargs="+", help="texts or PDFs")
    parser.add_argument("--pages", type=int, default=4, help="of every file, at most so many")
    parser.add_argument("--first", type=int, default=0, help="the first of them, from 0")
    parser.add_argument(
        "--kind", choices=tuple(KINDS), nargs="+", default=["stamped"], help="how they are worn"
    )
    parser.add_argument("--alone", action="store_true", help="measure the engine alone too")
    parser.add_argument("--out", type=Path, help="a folder for the scans made")
    arguments = parser.parse_args()
    pipeline = Pipeline()
    every: Counter[str] = Counter()
    for file in arguments.files:
        printed = pages_of(as_pdf(file, pipeline), arguments.first, arguments.pages)
        if not printed:
            print(f"{file.stem}: has no page {arguments.first + 1}")
            continue
        for kind in arguments.kind:
            every.update(measure(file, printed, kind, pipeline, arguments))
    told("all", every)


def as_pdf(file: Path, pipeline: Pipeline) -> bytes:
    if file.suffix == ".pdf":
        return file.read_bytes()
    return make_pdfs.set_text(normalize(read(file), pipeline.lexicons.glyphs).text)


def measure(
    file: Path, printed: bytes, kind: str, pipeline: Pipeline, arguments: argparse.Namespace
) -> Counter[str]:
    """Wear the pages in one way, structure them, and tell how that differs from their text layer."""
    scanned, suffix = scan(printed, kind)
    if suffix in ALONE:
        printed = pages_of(printed, 0, 1)
    if arguments.out:
        arguments.out.mkdir(parents=True, exist_ok=True)
        (arguments.out / f"{file.stem}.{kind}{suffix}").write_bytes(scanned)
    clear = pipeline.structure_bytes(printed, "text.pdf")
    begun, cpu = time.perf_counter(), time.process_time()
    found = pipeline.structure_bytes(scanned, f"scan{suffix}", fiscal_year=clear.metadata.fiscal_year)
    spent = (time.process_time() - cpu) / max(len(found.pages), 1)
    took = time.perf_counter() - begun
    counts = compare(clear, found) + compare_cells(clear, found)
    counts["pages"] = len(found.pages)
    told(f"{file.stem}, {kind}", counts)
    low = sum(finding.kind == "low_confidence" for finding in found.findings)
    print(f"  {low} low_confidence, grades {[page.confidence for page in found.pages]}")
    print(f"  {spent:.1f} CPU seconds a page, {took:.0f} s", flush=True)
    if arguments.alone and suffix == ".pdf":
        print(f"  the engine alone: {engine_alone(scanned):.1f} CPU seconds a page", flush=True)
    return counts


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


def scan(pdf: bytes, kind: str = "stamped", *, seed: int = 0) -> tuple[bytes, str]:
    """The pages worn in one of the ways of ``KINDS``, as a file, and the suffix of its name."""
    random = np.random.default_rng(seed)
    with pymupdf.open(stream=pdf) as document:  # type: ignore[no-untyped-call]
        images = [KINDS[kind].wear(drawn(page, DPI), lines_of(page), random) for page in document]
    if kind == "two-up":
        blank = np.full_like(images[0], 255)
        sheets = [np.hstack(pair) for pair in zip_longest(images[::2], images[1::2], fillvalue=blank)]
        images = [
            worn(cv2.resize(sheet, None, fx=0.707, fy=0.707, interpolation=cv2.INTER_AREA), random)
            for sheet in sheets
        ]
    pictures = [Image.fromarray(image) for image in images]
    match KINDS[kind].file:
        case "alpha":
            pictures[0].putalpha(pictures[0].convert("L").point(lambda level: 255 if level < 235 else 0))
            return encoded(pictures[0], "PNG", dpi=(DPI, DPI)), ".png"
        case "tiff":
            return encoded(
                pictures[0], "TIFF", save_all=True, append_images=pictures[1:], dpi=(DPI, DPI)
            ), ".tiff"
        case "cmyk":
            return encoded(pictures[0].convert("CMYK"), "JPEG", quality=QUALITY, dpi=(DPI, DPI)), ".jpg"
        case file:
            return in_pdf(pictures, file, pdf if file == "mixed" else b""), ".pdf"


ALONE = (".png", ".jpg")
"""Suffixes of files that hold one page."""


def in_pdf(pictures: Sequence[Image.Image], file: str, printed: bytes) -> bytes:
    """The pictures as pages of a PDF; if ``printed`` is one, only every second page of it becomes a picture."""
    made: Any = pymupdf.open()  # type: ignore[no-untyped-call]
    for number, picture in enumerate(pictures):
        if printed and number % 2 == 0:
            with pymupdf.open(stream=printed) as source:  # type: ignore[no-untyped-call]
                made.insert_pdf(source, from_page=number, to_page=number)
            continue
        # The sheet is as long as A4 whatever the pixels: a photograph or a scan at 100 dpi has another number of them.
        points = 842 / max(picture.size)
        sheet: Any = made.new_page(width=picture.width * points, height=picture.height * points)
        sheet.insert_image(sheet.rect, stream=in_page(picture, file))
    return bytes(made.tobytes())


def in_page(picture: Image.Image, file: str) -> bytes:
    match file:
        case "bits":
            return encoded(picture.convert("1"), "TIFF", compression="group4")
        case "jpeg2000":
            return encoded(picture, "JPEG2000", quality_mode="rates", quality_layers=[40])
        case _:
            return encoded(
                picture, "JPEG", quality=int(file.removeprefix("jpeg")) if "jpeg" in file else QUALITY
            )


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:  # noqa: ANN401
    data = io.BytesIO()
    picture.save(data, form, **options)
    return data.getvalue()


def lines_of(page: pymupdf.Page) -> list[Line]:
    """The lines with a digit on a page."""
    scale = DPI / 72
    return [
        Line(((x0 + x1) / 2 * scale, (y0 + y1) / 2 * scale), text)
        for x0, y0, x1, y1, text, *_ in page.get_text("blocks")  # type: ignore[no-untyped-call]
        if any(map(str.isdigit, text)) and y1 < page.rect.height - 60
    ]


if __name__ == "__main__":
    main()
