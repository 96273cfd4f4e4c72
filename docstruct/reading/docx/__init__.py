"""DOCX: paragraphs and tables in the order of the document, as Word shows them.

Headings (by style or outline level), bold and centred paragraphs and font sizes are noted; the numbers of automatic
lists are written out (:mod:`~docstruct.reading.docx.numbering`), since ``一、`` is often no text in Word; text boxes,
where covers keep their titles, follow the paragraph they hang on; deleted and hidden text, field codes, headers and
footers are left out; so is text that is struck, or white on white paper, and said. Footnotes follow the paragraph that refers to them; raised digits are
note marks and no part of a number. A table in a cell follows the table around it. Tables become rows of equal length, the text of a merged cell in its first cell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.building import SourceBuilder
from docstruct.reading.decoding import decode
from docstruct.reading.docx.package import REFERENCES, Parts, open_parts
from docstruct.reading.docx.styles import SUPERSCRIPT, Look
from docstruct.reading.docx.wordml import attribute, child, w
from docstruct.reading.limits import (
    CELLS_OF_ONE,
    FREE_CELLS,
    MAX_CELLS,
    MAX_COLSPAN,
)
from docstruct.reading.note_marks import is_note_mark
from docstruct.source import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from docstruct.source import Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second form of the same drawing for old programs."""

_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_UNSEEN = frozenset((w("del"), w("moveFrom"), w("rt"), _FALLBACK))
_CHUNK = w("altChunk")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEFT_OUT = _UNSEEN | {w("pPr"), w("rPr"), w("txbxContent")}

LEAST_RAISED = 4
"""Half points that a note mark stands above its line at least."""

_GROUNDED = frozenset((w("tbl"), w("txbxContent")))

MOST_NAMED = 10
"""Struck or white texts that a notice names."""


def read_docx(data: bytes, path: str, sha256: str) -> Source:
    """The source of a Word document; ``Source.text`` is the text extracted from it.

    Raises:
        ReadError: the file is damaged (``damaged``), or it or a table in it is larger than it may be
            (``too_large``).
    """
    writer = _Writer(open_parts(data, path), path, SourceBuilder())
    try:
        writer.write(writer.parts.body)
    except OverflowError as error:
        raise ReadError(path, str(error), "too_large") from None
    source = writer.builder.source(path=path, sha256=sha256, media_type=MEDIA_TYPE, reader="docx")
    notices = [
        Notice(
            "left_out",
            "info",
            f"{what}的文字没有读取：{'、'.join(f'“{text}”' for text in texts[:MOST_NAMED])}。",
        )
        for what, texts in (("有删除线", writer.struck), ("白色", writer.white))
        if texts
    ]
    return replace(source, notices=(*source.notices, *notices)) if notices else source


class _Writer:
    """Walks the body and writes its lines."""

    def __init__(self, parts: Parts, path: str, builder: SourceBuilder) -> None:
        self.parts = parts
        self.path = path
        self.builder = builder
        self.struck: list[str] = []
        self.white: list[str] = []
        self._styles = parts.styles
        self._numbering = parts.numbering
        self._carried: list[tuple[str, Look]] = []
        self._notes: list[_Element] = []
        self._inner: list[_Element] = []

    def write(self, container: _Element) -> None:
        """Write the paragraphs and tables of a body, a cell, a text box or a content control."""
        for block in _blocks(container):
            if block.tag == w("p"):
                self._write_paragraph(block)
                self._write_notes()
                continue
            self._write_carried()
            if block.tag == _CHUNK:
                self._write_chunk(block)
            else:
                self._write_table(block)
            self._write_notes()
        self._write_carried()

    def _write_notes(self) -> None:
        """Write the notes that were referred to since, each once."""
        notes, self._notes = self._notes, []
        for note in notes:
            self.write(note)

    def _write_carried(self) -> None:
        """Write what no paragraph came to go on with."""
        text = "".join(text for text, _ in self._carried)
        self._carried = []
        if text.strip():
            self.builder.line(text)

    def _write_chunk(self, block: _Element) -> None:
        """Write a document that is embedded whole: a web page, a text, a Word document."""
        kind, data = self.parts.chunks.get(block.get(_ID, ""), ("", b""))
        if kind == MEDIA_TYPE or kind.startswith(
            "application/vnd.openxmlformats-officedocument.wordprocessingml"
        ):
            inner = _Writer(open_parts(data, self.path), self.path, self.builder)
            inner.write(inner.parts.body)
            self.struck += inner.struck
            self.white += inner.white
        elif kind in ("text/html", "application/xhtml+xml"):
            from docstruct.reading.html import write_page

            write_page(decode(data, self.path), self.path, self.builder)
        elif kind == "text/plain":
            for line in decode(data, self.path).splitlines():
                self.builder.line(line)
        elif data:
            raise ReadError(
                self.path, f"a part of it is embedded as {kind}; save it as .docx or .pdf", "unsupported"
            )

    def _shown_runs(self, paragraph: _Element, look: Look) -> Iterator[tuple[str, Look]]:
        """The texts of a paragraph that count: without note marks, whose notes are kept for later, and what is struck,
        hidden, or white on white.
        """
        before, raised = "", 0
        for text, properties, note in _runs(paragraph):
            own = self._styles.run(properties).over(look)
            if note is not None:
                kept = self.parts.notes.pop(note, None)
                self._notes += [kept] if kept is not None else []
            elif own.hidden:
                continue
            elif own.struck:
                self.struck.append(text.strip())
            elif own.white and not own.grounded and text.strip() and _is_on_paper(paragraph):
                self.white.append(text.strip())
            elif not _numbers_note(text, own, before, raised):
                yield text, own
                before, raised = text, own.raised or 0

    def _write_paragraph(self, paragraph: _Element) -> None:
        look = self._styles.paragraph(child(paragraph, "pPr"))
        runs = self._carried + list(self._shown_runs(paragraph, look))
        self._carried = runs if _goes_on(paragraph) else []
        if self._carried:
            return
        text = "".join([text for text, _ in runs])
        if text.strip():
            dominant = _dominant(runs)
            for line in (self._number(look) + text).split("\n"):
                self.builder.line(
                    line,
                    bold=bool(dominant.bold),
                    centered=bool(look.centered),
                    heading=look.outline or None,
                    font_size=dominant.size,
                )
        self.builder.blank()
        for box in _outermost(paragraph, w("txbxContent")):
            self.write(box)

    def _number(self, look: Look) -> str:
        if look.list is None:
            return ""
        return self._numbering.next(*look.list)

    def _write_table(self, table: _Element) -> None:
        rows = [list(_cells(row)) for row in _outermost(table, w("tr")) if child(row, "trPr", "del") is None]
        width = max((column + span for row in rows for column, span, _ in row), default=0)
        most = min(MAX_CELLS, FREE_CELLS + CELLS_OF_ONE * sum(map(len, rows)))
        if width * len(rows) > most:
            raise OverflowError(f"a table of more than {most:,} cells")
        if width < 2:
            for row in rows:
                for _, _, cell in row:
                    self.write(cell)
            return
        outer, self._inner = self._inner, []
        self.builder.table([self._row(row, width) for row in rows])
        inner, self._inner = self._inner, outer
        for nested in inner:
            self._write_table(nested)

    def _row(self, cells: list[tuple[int, int, _Element]], width: int) -> list[str]:
        texts = [""] * width
        for column, _, cell in cells:
            if not _continues(cell):
                texts[column] = self._cell_text(cell)
        return texts

    def _cell_text(self, cell: _Element) -> str:
        """The text of a cell in one line; a table in it that has columns is written for itself."""
        pieces: list[str] = []
        nested = [table for table in _shown(cell, w("tbl")) if _has_columns(table)]
        inside = {paragraph for table in nested for paragraph in _shown(table, w("p"))}
        self._inner += [table for table in nested if table not in self._inner]
        for paragraph in _shown(cell, w("p")):
            if paragraph in inside:
                continue
            look = self._styles.paragraph(child(paragraph, "pPr"))
            number = self._number(look)
            text = "".join([text for text, _ in self._shown_runs(paragraph, look)])
            pieces += (number + text if text.strip() else "", "" if _goes_on(paragraph) else " ")
        return " ".join("".join(pieces).split())


def _goes_on(paragraph: _Element) -> bool:
    """Whether the mark that ends a paragraph was deleted, so that the next one goes on with it."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _has_columns(table: _Element) -> bool:
    return any(len(list(_outermost(row, w("tc")))) > 1 for row in _outermost(table, w("tr")))


def _numbers_note(text: str, look: Look, before: str, raised: int) -> bool:
    """Whether a run is raised and numbers a note: 100.05¹, but not 1200m².

    Superscript is that by itself; what is placed by half points must stand above the text before it, since programs
    lift whole lines so.
    """
    height = look.raised or 0
    if height != SUPERSCRIPT and (height < LEAST_RAISED or height <= raised or not before.strip()):
        return False
    # A run may hold several marks in a row, so any number of characters: [1][2][3].
    return is_note_mark(text, before, longest=len(text))


def _is_on_paper(paragraph: _Element) -> bool:
    """Whether a paragraph stands in no table, text box or shape, whose ground may be of any colour, nor on a page that
    has one.
    """
    return not any(
        above.tag in _GROUNDED or child(above, "background") is not None
        for above in paragraph.iterancestors()
    )


def _blocks(container: _Element) -> Iterator[_Element]:
    """Paragraphs and tables, those in content controls (where Word keeps its table of contents) included."""
    for block in container:
        if block.tag in (w("p"), w("tbl"), _CHUNK):
            yield block
        elif block.tag in (w("sdt"), w("sdtContent"), w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
            yield from _blocks(block)


def _shown(root: _Element, tag: str) -> Iterator[_Element]:
    """The elements of a name below ``root`` that Word shows, in the order of the document."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        if element.tag not in _UNSEEN:
            waiting.extend(reversed(element))


def _outermost(root: _Element, tag: str) -> Iterator[_Element]:
    """Those of them that stand in no other: what is in a box or row is its own to write, once."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag not in _UNSEEN:
            waiting.extend(reversed(element))


def _runs(
    paragraph: _Element,
) -> Iterator[tuple[str, _Element | None, tuple[str, str] | None]]:
    """The texts of a paragraph that are shown, each with the properties of its run, and its references to notes."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag != w("r"):
            waiting.extend(reversed(element))
            continue
        properties = child(element, "rPr")
        text = "".join([_SIGNS.get(part.tag, "") or _text(part) for part in element])
        if text:
            yield text, properties, None
        for part in element:
            if part.tag in REFERENCES:
                yield "", properties, (REFERENCES[part.tag], attribute(part, "id") or "")
            elif part.tag == w("ruby"):
                waiting.extend(reversed(list(part.iterfind(f"{w('rubyBase')}/{w('r')}"))))


def _text(part: _Element) -> str:
    return part.text or "" if part.tag == w("t") else ""


def _dominant(runs: list[tuple[str, Look]]) -> Look:
    """The look of most characters."""
    weights: dict[Look, int] = {}
    for text, look in runs:
        weights[look] = weights.get(look, 0) + len(text.strip())
    return max(weights, key=lambda look: weights[look])


def _cells(row: _Element) -> Iterator[tuple[int, int, _Element]]:
    """The cells of a row with the column each begins in and the number of columns it takes."""
    column = _count(attribute(child(row, "trPr", "gridBefore"), "val"), 0)
    for cell in _outermost(row, w("tc")):
        span = max(_count(attribute(child(cell, "tcPr", "gridSpan"), "val"), 1), 1)
        yield column, span, cell
        column += span


def _continues(cell: _Element) -> bool:
    """Whether a cell is the lower part of a merged one."""
    merged = child(cell, "tcPr", "vMerge")
    return merged is not None and attribute(merged, "val") != "restart"


def _count(stated: str | None, default: int) -> int:
    return min(int(stated), MAX_COLSPAN) if stated and stated.isdecimal() and len(stated) < 6 else default
