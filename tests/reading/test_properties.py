"""What holds for any input: it is read into lines of a text, or refused with a reason."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from docstruct.errors import ReadError
from docstruct.reading import read_bytes, read_text
from docstruct.reading.html.tables import data_rows
from docstruct.reading.spans import place

if TYPE_CHECKING:
    from docstruct.source import Source

BEGINNINGS = [
    b"",
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"II*\0\x08\0\0\0",
    b"PK\x03\x04",
    b"<html>",
    b"<table><tr><td>",
    b"# ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]
MARKS = [
    *"\n\r\t |*#->$&;\\[]()<!_=`~1一。",
    "**", "***", "<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "</td>", "<br>", "<p>",
    "</p>", "<b>", "<div class=nav>", "</div>", "<pre>", "<ol>", "<li>", "| --- | --- |", "\n\n", "&nbsp;", "[a](b)",
]  # fmt: skip
marked = st.lists(st.sampled_from(MARKS), max_size=40).map("".join)


def check(source: Source) -> None:
    last = 0
    for line in source.lines:
        assert last <= line.start <= line.end <= len(source.text)
        assert source.markup or "\n" not in source.text[line.start : line.end]
        last = line.end
    last = 0
    for mark in source.markup:
        assert last <= mark.start <= mark.end <= len(source.text)
        assert len(mark.stands_for) <= mark.end - mark.start
        last = mark.end


@settings(deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(beginning: bytes, data: bytes) -> None:
    try:
        check(read_bytes(beginning + data, "a.txt"))
    except ReadError as error:
        if not str(error).startswith("a.txt: "):
            raise


@settings(deadline=None)
@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "[Content_Types].xml"]), st.binary(max_size=200)
)
def test_any_part_of_a_word_document_may_be_broken(part: str, data: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr(part, data)
        if part != "word/document.xml":
            container.writestr("word/document.xml", "<x/>")
    try:
        check(read_bytes(packed.getvalue(), "a.docx"))
    except ReadError as error:
        if error.code != "damaged":
            raise


@settings(deadline=None)
@given(st.one_of(marked, st.text()))
@example("|\\|")
@example("<table><td><table><td>")
def test_any_text_is_markdown_and_html_and_plain(text: str) -> None:
    for reader in ("markdown", "html", "text"):
        check(read_text(text, reader=reader))  # type: ignore[arg-type]


@given(st.text())
def test_plain_lines_hold_every_character_but_line_breaks(text: str) -> None:
    source = read_text(text, reader="text")
    kept = "".join(source.text[line.start : line.end] for line in source.lines)
    assert kept == "".join(text.splitlines())


@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=5), max_size=6))
def test_spans_never_overlap(rows: list[list[tuple[int, int]]]) -> None:
    columns, width = place(rows)
    taken: set[tuple[int, int]] = set()
    for row, (spans, placed) in enumerate(zip(rows, columns, strict=True)):
        for (_, breadth), column in zip(spans, placed, strict=True):
            assert (row, column) not in taken
            assert column + breadth <= width
        for (height, breadth), column in zip(spans, placed, strict=True):
            taken |= {(y, x) for y in range(row + 1, row + height) for x in range(column, column + breadth)}
            taken |= {(row, x) for x in range(column, column + breadth)}


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_every_row_of_a_table_has_the_same_number_of_cells(spans: list[list[tuple[int, int]]]) -> None:
    from lxml import html

    table = "".join(
        "<tr>"
        + "".join(f"<td rowspan={height} colspan={breadth}>x</td>" for height, breadth in row)
        + "</tr>"
        for row in spans
    )
    rows = data_rows(
        html.fragment_fromstring(f"<table>{table}</table>"), lambda cell: cell.text or "", lambda _: False
    )
    if rows is not None:
        assert len({len(row) for row in rows}) == 1
        assert [row.count("x") for row in rows] == [len(row) for row in spans]
