#!/usr/bin/env python3
"""Set texts as PDFs, and those PDFs as scans: what reading is measured on.

    .venv/bin/python scripts/make_pdfs.py OUT TEXT... [--dpi 200] [--skew 1.0] [--noise 12]

Of every text ``OUT/text/NAME.pdf`` has a text layer and ``OUT/scan/NAME.pdf`` the same pages as images, turned by
``--skew`` degrees and with grain. What is set are the paragraphs docstruct finds in the text, each indented by two
characters and wrapped, so sentences and numbers break where they happen to. Tab-separated rows are drawn as a ruled
table. Pages are A4 with the margins of GB/T 9704-2012 (5.2.1) and a page number.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docstruct.lexicon import Lexicons
from docstruct.normalizing import normalize
from docstruct.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 79.0, 521.0, 105.0, 742.0
SIZE, PITCH = 14.0, 26.0
CELL_SIZE, CELL_PITCH = 9.0, 12.0
_WORD = re.compile(r"[!-~]+|\s|[^\s!-~]")


def main() -> None:
    parser = argparse.ArgumentParser(description="Set texts as PDFs, and those PDFs as scans.")
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--skew", type=float, default=1.0, help="degrees")
    parser.add_argument("--noise", type=float, default=12.0, help="standard deviation of the grain, of 255")
    arguments = parser.parse_args()
    for path in arguments.texts:
        pdf = set_text(normalize(read(path), Lexicons().glyphs).text)
        write(arguments.out / "text" / f"{path.stem}.pdf", pdf)
        scanned = scan(pdf, dpi=arguments.dpi, skew=arguments.skew, noise=arguments.noise)
        write(arguments.out / "scan" / f"{path.stem}.pdf", scanned)


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def set_text(text: str) -> bytes:
    """A text of one paragraph or table row a line, as a PDF with a text layer."""
    setter = Setter()
    lines = (line for line in text.split("\n") if line.strip())
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            setter.table([[cell.strip() for cell in line.split("\t")] for line in group])
        else:
            for line in group:
                setter.paragraph(line)
    return setter.finished()


class Setter:
    """Sets lines and tables on pages, from the top down."""

    def __init__(self) -> None:
        import pymupdf

        self._document: Any = pymupdf.open()  # type: ignore[no-untyped-call]
        self._font: Any = pymupdf.Font("cjk")  # type: ignore[no-untyped-call]
        self._advances: dict[str, float] = {}
        self._shape: Any = None
        self._new_page()

    def paragraph(self, text: str) -> None:
        """Set a paragraph, its first line two characters in."""
        for line in self._wrapped("　　" + text, RIGHT - LEFT, SIZE):
            if self._y + PITCH > BOTTOM:
                self._new_page()
            self._text(LEFT, self._y, line, SIZE)
            self._y += PITCH

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Set a ruled table; its columns are as wide as their longest cells ask for, within the page."""
        columns = max(map(len, rows))
        cells = [[*row, *[""] * (columns - len(row))] for row in rows]
        longest = [max(2.0, *(self._length(row[i], CELL_SIZE) for row in cells)) + 6 for i in range(columns)]
        share = min(1.0, (RIGHT - LEFT) / sum(longest))
        widths = [max(width * share, CELL_SIZE + 6) for width in longest]
        xs = [LEFT + sum(widths[:i]) for i in range(columns + 1)]
        for row in cells:
            wrapped = [
                list(self._wrapped(cell, width - 5, CELL_SIZE))
                for cell, width in zip(row, widths, strict=True)
            ]
            height = max(map(len, wrapped)) * CELL_PITCH + 4
            if self._y + height > BOTTOM:
                self._new_page()
            self._row(xs, wrapped, height)
        self._y += CELL_PITCH

    def finished(self) -> bytes:
        """The PDF."""
        self._shape.commit()
        self._document.subset_fonts()
        return bytes(self._document.tobytes(garbage=3, deflate=True, no_new_id=True))

    def _row(self, xs: Sequence[float], wrapped: Sequence[Sequence[str]], height: float) -> None:
        for (x0, x1), cell in zip(pairwise(xs), wrapped, strict=True):
            self._shape.draw_rect((x0, self._y, x1, self._y + height))
            self._shape.finish(width=0.5)
            for i, line in enumerate(cell):
                self._text(x0 + 2.5, self._y + i * CELL_PITCH, line, CELL_SIZE)
        self._y += height

    def _new_page(self) -> None:
        """Begin a page. All that is set on it goes into one shape: the cost of a page grows with every commit."""
        if self._shape is not None:
            self._shape.commit()
        page = self._document.new_page(width=WIDTH, height=HEIGHT)
        page.insert_font(fontname="cjk", fontbuffer=self._font.buffer)
        self._shape = page.new_shape()
        self._text(WIDTH / 2 - 12, BOTTOM + 40, f"- {page.number + 1} -", 10.0)
        self._y = TOP

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        self._shape.insert_text((x, y + 1.1 * size), self._printable(text), fontname="cjk", fontsize=size)

    def _length(self, text: str, size: float) -> float:
        return size * sum(map(self._advance, self._printable(text)))

    def _advance(self, char: str) -> float:
        """How wide a character is in type of size 1."""
        if char not in self._advances:
            self._advances[char] = float(self._font.glyph_advance(ord(char)))
        return self._advances[char]

    def _printable(self, text: str) -> str:
        """The text with what the font lacks (radicals, compatibility forms) as its ordinary character."""
        return "".join(
            char if self._font.has_glyph(ord(char)) else unicodedata.normalize("NFKC", char) for char in text
        )

    def _wrapped(self, text: str, width: float, size: float) -> Iterator[str]:
        line, used = "", 0.0
        for word in (part for match in _WORD.findall(text) for part in self._fitting(match, width, size)):
            needed = self._length(word, size)
            if line and used + needed > width:
                yield line
                line, used = "", 0.0
            line += word
            used += needed
        yield line

    def _fitting(self, word: str, width: float, size: float) -> Sequence[str]:
        """A word, or its characters if no line could hold it."""
        return word if self._length(word, size) > width else [word]


def scan(pdf: bytes, *, dpi: int = 200, skew: float = 1.0, noise: float = 12.0, seed: int = 0) -> bytes:
    """The pages of a PDF as grey images: leaning clockwise by ``skew`` degrees, with grain, and no text layer."""
    import numpy
    import pymupdf
    from PIL import Image

    random = numpy.random.default_rng(seed)
    original: Any = pymupdf.open(stream=pdf, filetype="pdf")  # type: ignore[no-untyped-call]
    scanned: Any = pymupdf.open()  # type: ignore[no-untyped-call]
    for page in original:
        pixmap = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
        image = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
        leaning = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
        pixels = numpy.asarray(leaning, dtype=numpy.float32)
        grained = pixels * 0.9 + 15 + random.normal(0.0, noise, pixels.shape)
        grey = numpy.clip(grained, 0, 255).astype(numpy.uint8)
        size = (pixmap.width, pixmap.height)
        samples: Any = pymupdf.Pixmap(pymupdf.csGRAY, *size, grey.tobytes(), False)  # type: ignore[no-untyped-call]
        new = scanned.new_page(width=page.rect.width, height=page.rect.height)
        new.insert_image(new.rect, stream=samples.tobytes("jpeg", 80))
    return bytes(scanned.tobytes(garbage=3, deflate=True, no_new_id=True))


if __name__ == "__main__":
    main()
