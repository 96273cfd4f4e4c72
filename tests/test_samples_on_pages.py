"""The samples set as PDFs and printed and scanned: what is read from pages is what is read from the text.

``scripts/make_pdfs.py`` sets them, so that lines break and pages turn where they happen to.
"""

from __future__ import annotations

import cmath
import importlib.util
import math
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from docstruct.document import Document
from docstruct.evaluating.gold import load_gold, structure_gold
from docstruct.evaluating.scoring import score
from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize
from docstruct.reading import read
from tests.loaded import pipeline

if TYPE_CHECKING:
    from types import ModuleType

    from docstruct.document import Box
    from docstruct.evaluating.gold import GoldDocument

MuDocument: TypeAlias = Any
MuPage: TypeAlias = Any
"""A document and a page of PyMuPDF, which has no types."""

ROOT = Path(__file__).parents[1]
GOLD = {gold.name: gold for gold in load_gold(ROOT / "tests" / "gold", ROOT / "samples")}
SCANNED = "白山市医疗保障局2021年度部门决算"
FIRST, LAST = 5, 6
"""The pages of it that are scanned, from 0: items and reasons. Recognition takes up to ten seconds a page."""
LEAN = 1.0
"""Degrees by which the scan leans clockwise."""

pytestmark = pytest.mark.slow
pytest.importorskip("pymupdf")


@cache
def setter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pdfs", ROOT / "scripts" / "make_pdfs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def printed(name: str) -> bytes:
    text = normalize(read(GOLD[name].input), default_lexicons().glyphs).text
    pdf: bytes = setter().set_text(text)
    return pdf


def structured(gold: GoldDocument, pdf: bytes, folder: Path) -> Document:
    path = folder / f"{gold.name}.pdf"
    path.write_bytes(pdf)
    found = structure_gold(pipeline(), replace(gold, input=path))
    assert isinstance(found, Document)
    return found


def figures_f1(gold: GoldDocument, found: Document) -> float:
    tallies, _ = score(gold, found)
    return tallies["figures"].f1


def text_figures_f1(gold: GoldDocument) -> float:
    found = structure_gold(pipeline(), gold)
    assert isinstance(found, Document)
    return figures_f1(gold, found)


class Print:
    """The characters of a text PDF with their centres, by page, where they lie if it leans clockwise by some degrees."""

    def __init__(self, pdf: bytes, lean: float = 0.0) -> None:
        import pymupdf

        document: MuDocument = pymupdf.open(stream=pdf, filetype="pdf")  # type: ignore[no-untyped-call]
        self.pages = [
            [(char, *_turned(x, y, page.rect, lean)) for char, x, y in self._characters(page)]
            for page in document
        ]

    @staticmethod
    def _characters(page: MuPage) -> list[tuple[str, float, float]]:
        return [
            (char["c"], (char["bbox"][0] + char["bbox"][2]) / 2, (char["bbox"][1] + char["bbox"][3]) / 2)
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for char in span["chars"]
        ]

    def within(self, boxes: tuple[Box, ...]) -> str:
        """The characters whose centres lie in the boxes."""
        return "".join(
            char
            for page, x0, y0, x1, y1 in boxes
            for char, x, y in self.pages[page - 1]
            if x0 <= x <= x1 and y0 <= y <= y1 and not char.isspace()
        )


def _turned(x: float, y: float, page: MuPage, degrees: float) -> tuple[float, float]:
    """A point of a page after the page was turned clockwise about its centre."""
    middle = complex(page.width / 2, page.height / 2)
    turned = middle + (complex(x, y) - middle) * cmath.exp(1j * math.radians(degrees))
    return turned.real, turned.imag


def excerpt(pdf: bytes) -> bytes:
    """Some pages of a PDF."""
    import pymupdf

    document: MuDocument = pymupdf.open(stream=pdf, filetype="pdf")  # type: ignore[no-untyped-call]
    document.select(range(FIRST, LAST + 1))
    data: bytes = document.tobytes()
    return data


def meanings(document: Document) -> Counter[tuple[str, ...]]:
    """What the figures of a document say, wherever they stand."""
    return Counter(
        (one.subject.text, one.measure, one.value, one.unit or "", one.direction or "")
        for one in document.figures
    )


def misframed(found: Document, paper: Print) -> list[tuple[str, str]]:
    """The figures whose boxes hold other characters than theirs, with what they hold."""
    pairs = [
        ("".join(found.text[figure.start : figure.end].split()), paper.within(figure.boxes or ()))
        for figure in found.figures
    ]
    return [(words, framed) for words, framed in pairs if words != framed]


@pytest.mark.parametrize("gold", GOLD.values(), ids=lambda gold: gold.name[:4] + gold.name[-8:])
def test_a_text_pdf_gives_the_figures_of_the_text_and_frames_them(gold: GoldDocument, tmp_path: Path) -> None:
    found = structured(gold, printed(gold.name), tmp_path)

    assert abs(figures_f1(gold, found) - text_figures_f1(gold)) <= 0.02
    assert misframed(found, Print(printed(gold.name))) == []


def test_a_leaning_scan_gives_the_figures_of_the_text_and_frames_them(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    gold, pages = GOLD[SCANNED], excerpt(printed(SCANNED))
    text = structured(gold, pages, tmp_path)
    assert len(text.figures) > 20

    found = structured(gold, setter().scan(pages, dpi=200, skew=LEAN, noise=12.0), tmp_path)

    assert {page.origin for page in found.pages} == {"ocr"}
    said, read = meanings(text), meanings(found)
    assert (said & read).total() >= 0.95 * max(said.total(), read.total()), (said - read, read - said)
    assert misframed(found, Print(pages, LEAN)) == []
