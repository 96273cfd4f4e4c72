"""What must hold for any input whatsoever, as functions that fuzzers call and tests replay.

Each takes bytes and raises if the promise is broken: no exception but the stated one, offsets inside the text and in
order, numbers that are numbers, output that can be read back.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from lxml.html import fromstring

from docstruct.document import Document
from docstruct.errors import ReadError
from docstruct.normalizing import normalize
from docstruct.outlining.numerals import CHINESE
from docstruct.reading import read_bytes, read_text
from docstruct.writing.html.writer import review_page
from tests.fuzz.containers import docx_of, pdf_of, xlsx_of
from tests.loaded import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from docstruct.source import Source

NUMERALS = frozenset("0123456789" + CHINESE + "半")
"""Characters a number is written with: 1.5万元, 十万元, 半年."""


def reading(data: bytes) -> None:
    """Any bytes are read into lines of a text, or refused with a reason."""
    try:
        source = read_bytes(data, "fuzzed")
    except ReadError:
        return
    check_source(source)


def docx(data: bytes) -> None:
    """Any body of a Word document."""
    reading(docx_of(data))


def xlsx(data: bytes) -> None:
    """Any sheet of a workbook."""
    reading(xlsx_of(data))


def pdf(data: bytes) -> None:
    """Any content of a PDF's page."""
    reading(pdf_of(data))


def html(data: bytes) -> None:
    """Any web page."""
    check_source(read_text(data.decode("utf-8", "replace"), "fuzzed.html", reader="html"))


def check_source(source: Source) -> None:
    """Lines and pages are ranges of the text, in order and apart."""
    for entries in (source.lines, source.pages):
        last = 0
        for entry in entries:
            assert last <= entry.start <= entry.end <= len(source.text), entry
            last = entry.end
    for line in source.lines:
        if line.role != "table_row":  # the tags of a row may stand on several lines
            assert "\n" not in source.text[line.start : line.end], line


def normalizing(data: bytes) -> None:
    """Any text is normalized to valid Unicode, with a map that is total and in order; of its own result
    no character is changed (lines may be joined: a list item is a paragraph once its bullet is gone).
    """
    source = read_text(data.decode("utf-8", "surrogatepass" if _decodes(data) else "replace"))
    glyphs = pipeline().lexicons.glyphs
    made = normalize(source, glyphs)
    made.text.encode("utf-8")
    last = 0
    for position in range(0, len(made.text), max(1, len(made.text) // 50)):
        start, end = made.map.to_source(position, position + 1)
        assert 0 <= start <= end <= len(source.text)
        assert start >= last
        last = start
    again = normalize(read_text(made.text, reader="text"), glyphs)
    assert "".join(again.text.split()) == "".join(made.text.split()), (
        "normalizing twice is not normalizing once"
    )


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def extracting(data: bytes) -> None:
    """Any text is structured into a document whose entries stand in it and that can be read back."""
    document = pipeline().structure_source(read_text(data.decode("utf-8", "replace")))
    size = len(document.text)
    entries = (
        *document.sections,
        *document.tables,
        *document.facts,
        *document.figures,
        *document.reasons,
        *document.records,
        *document.findings,
    )
    for entry in entries:
        assert 0 <= entry.start <= entry.end <= size, entry
        assert entry.source_start is not None, entry
    for figure in document.figures:
        assert Decimal(figure.value).is_finite(), figure
        assert figure.sentence_start <= figure.start < figure.end <= figure.sentence_end, figure
        assert NUMERALS.intersection(document.text[figure.start : figure.end]), figure
    for fact in document.facts:
        assert Decimal(fact.value).is_finite(), fact
    assert Document.from_json(document.to_json()) == document


def page(data: bytes) -> None:
    """Whatever a text holds, its review page has the elements of any other page, and no script of the text's own."""
    document = pipeline().structure_source(read_text(data.decode("utf-8", "replace")))
    shown = fromstring(review_page(document))
    assert _scripts(shown) == _scripts(_ordinary_page())
    for element in shown.iter():
        assert element.tag not in ("img", "iframe", "object", "embed", "base"), element.tag
        for name, value in ((str(name), str(value)) for name, value in element.items()):
            assert not name.startswith("on"), (element.tag, name, value)
            assert not value.strip().lower().startswith(("javascript:", "data:text")), (name, value)


def _scripts(shown: HtmlElement) -> list[tuple[str | None, str]]:
    """The scripts of a page: their type, and what they say unless it is data."""
    return [
        (script.get("type"), "" if script.get("type") == "application/json" else script.text or "")
        for script in shown.iter("script")
    ]


@cache
def _ordinary_page() -> HtmlElement:
    return fromstring(review_page(pipeline().structure("收入总计1万元。")))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": reading,
    "docx": docx,
    "html": html,
    "pdf": pdf,
    "xlsx": xlsx,
    "normalizing": normalizing,
    "extracting": extracting,
    "page": page,
}
