"""Where entries stand is written into them once, by who made them: they are frozen for everyone else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docstruct.places import Places
from docstruct.reading import read_text
from docstruct.spanmap import SpanMap
from tests.loaded import pipeline

TEXT = "# 2022年度部门决算\n## **一、收入情况**\n收入总计 **100.50** 万元，主要原因是人员增加。\n\n项目\t金额\n合计\t100.50\n支出\t3.00\n"


def test_every_entry_says_which_words_of_the_input_it_was_made_from() -> None:
    document = pipeline().structure(TEXT)
    entries = (*document.sections, *document.tables, *document.facts, *document.figures, *document.reasons)
    for entry in entries:
        assert (entry.source_start, entry.source_end) == document.to_source(entry.start, entry.end)
    [amount] = [figure for figure in document.figures if figure.value == "100.50"]
    assert TEXT[amount.source_start : amount.source_end] == "100.50** 万元"
    assert all((document.tables, document.facts, document.reasons))


def test_two_documents_of_one_source_share_no_entry() -> None:
    source = read_text(TEXT)
    one, other = pipeline().structure_source(source), pipeline().structure_source(source)
    assert one == other
    assert not {id(figure) for figure in one.figures} & {id(figure) for figure in other.figures}


def test_an_entry_that_is_placed_is_as_frozen_as_before() -> None:
    [figure] = pipeline().structure("收入总计100.50万元。").figures
    with pytest.raises(AttributeError):
        figure.source_start = 2  # type: ignore[misc]
    assert hash(figure) == hash(replace(figure))


def test_a_range_in_one_piece_of_the_map_and_one_over_several() -> None:
    the_map = SpanMap.build([(0, 4, 10, 14), (4, 5, 14, 17), (5, 9, 20, 24)], 9, 30)
    places = Places(the_map)
    assert places.to_source(1, 3) == (11, 13)
    assert places.to_source(4, 5) == (14, 17)
    assert places.to_source(5, 9) == (20, 24)
    assert places.to_source(3, 6) == (13, 21)
    assert places.to_source(4, 4) == (14, 14)
