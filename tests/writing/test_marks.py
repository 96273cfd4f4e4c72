"""Overlapping marks become segments that say what the marks said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from docstruct.writing.html.body import blocks
from docstruct.writing.html.marks import Mark, MarkedText
from tests.writing.conftest import TRAVEL

if TYPE_CHECKING:
    from docstruct.document import Document

TEXT = "收入总计100万元，支出总计90万元。"
PLACES = st.integers(0, len(TEXT))
MARKS = st.lists(
    st.builds(Mark, PLACES, PLACES, st.sampled_from("abcd"), st.sampled_from(["", "figure", "error"]))
)


@given(MARKS, st.lists(PLACES), PLACES, PLACES)
def test_segments_are_the_text_and_carry_exactly_the_marks_over_them(
    marks: list[Mark], cuts: list[int], start: int, end: int
) -> None:
    start, end = sorted((start, end))
    segments = MarkedText(TEXT, marks, [*cuts, start, end]).between(start, end)
    assert "".join(segment.text for segment in segments) == TEXT[start:end]
    place = start
    for segment in segments:
        for inside in range(place, place + len(segment.text)):
            over = [mark for mark in marks if mark.start <= inside < mark.end]
            assert set(segment.ids) == {mark.id for mark in over}
            assert set(segment.kinds) == {mark.kind for mark in over} - {""}
        place += len(segment.text)


def test_every_line_is_a_block_once_and_tables_take_the_place_of_theirs(document: Document) -> None:
    shown = [
        "".join(segment.text for segment in (*block.lead, *block.segments))
        if not block.tables
        else "|".join("".join(segment.text for segment in cell.segments) for cell in block.tables[0].rows[0])
        for block in blocks(document)
    ]
    lines = document.text.rstrip("\n").split("\n")
    assert shown == [*lines[:7], "2080501|行政单位离退休|21.93", *lines[9:]]


def test_headings_are_headings_and_carry_their_sections(document: Document) -> None:
    headings = [(block.level, block.anchors) for block in blocks(document) if block.kind == "heading"]
    assert headings == [(1, ("s1",)), (1, ("s2",)), (2, ("s3",)), (2, ("s4",))]


def test_halves_of_a_table_share_a_block_and_its_captions_stand_above(document: Document) -> None:
    (table,) = document.tables
    cells = table.rows[0].cells
    halves = [
        replace(table, id=name, start=document.text.index(TRAVEL), rows=(replace(table.rows[0], cells=half),))
        for name, half in (("left", cells[:2]), ("right", cells[2:]))
    ]
    (block,) = [block for block in blocks(replace(document, tables=tuple(halves))) if block.kind == "table"]
    assert [view.id for view in block.tables] == ["left", "right"]
    assert ["".join(segment.text for segment in caption) for caption in block.captions] == [TRAVEL]
    assert block.notes == ()
