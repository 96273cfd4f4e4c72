"""PDFs for tests, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pymupdf

from docstruct.reading.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.source import Source


class Sheets:
    """A PDF in the making. Text is Chinese, an em a character; coordinates are points from the top left."""

    def __init__(self) -> None:
        self.document: Any = pymupdf.open()
        self.current: Any = None

    def page(self, width: float = 595, height: float = 842) -> Sheets:
        self.current = self.document.new_page(width=width, height=height)
        return self

    def write(self, x: float, y: float, text: str, size: float = 12, turned: int = 0) -> Sheets:
        """Write ``text`` with its baseline at ``y``."""
        self.current.insert_text((x, y), text, fontname="china-s", fontsize=size, rotate=turned)
        return self

    def lines(self, x: float, y: float, *texts: str, pitch: float = 20) -> Sheets:
        for i, text in enumerate(texts):
            self.write(x, y + i * pitch, text)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheets:
        self.current.draw_line((x0, y0), (x1, y1), width=0.5)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheets:
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def table(
        self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], height: float = 20
    ) -> Sheets:
        """A ruled table; a cell may have several lines."""
        ys = [top + height * i for i in range(len(rows) + 1)]
        self.grid(xs, ys)
        for row, y in zip(rows, ys, strict=False):
            for text, x in zip(row, xs, strict=False):
                self.lines(x + 3, y + 12, *text.split("\n"), pitch=11)
        return self

    def data(self, **options: object) -> bytes:
        return bytes(self.document.tobytes(**options))

    def read(self) -> Source:
        return read_pdf(self.data(), "sheets.pdf", "")


def texts(source: Source, *roles: str) -> list[str]:
    """The lines of a source, of some roles if any are named."""
    return [source.text[line.start : line.end] for line in source.lines if not roles or line.role in roles]


def inside(page: pymupdf.Page, box: Sequence[float]) -> str:
    """The characters whose middle lies in a box of a page that is not rotated, in the order of the file."""
    x0, y0, x1, y1 = box
    found = ""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for char in (char for span in line["spans"] for char in span["chars"]):
                left, top, right, bottom = char["bbox"]
                if x0 <= (left + right) / 2 <= x1 and y0 <= (top + bottom) / 2 <= y1:
                    found += char["c"]
    return found
