"""Chunks: no character lost, nothing torn that belongs together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Document

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
TEXT = (
    "某市档案局2022年度部门决算\n"
    "一、收入情况\n2022年收入总计3.5万元。比上年增加1万元，增长40%。其中一项收入为专户管理资金。\n"
    "二、支出情况\n支出总计3.5万元。\n项目\t金额\n合计\t3.50\n其中：工资\t2.00\n"
    "三、其他\n无其他需要说明的事项。\n"
)
PIECES = (
    "一、收入情况\n",
    "（一）其他\n",
    "收入总计3.5万元。",
    "比上年增加1万元，增长4%，主要原因是人员增加。",
    "项目\t金额\n合计\t1.00\n",
    "无。",
    "\n",
)


def inside(document: Document, place: int) -> list[str]:
    """What a cut at ``place`` would tear apart."""
    tables = [one.id for one in document.tables if one.start < place < one.end]
    return tables + [one.id for one in document.figures if one.sentence_start < place < one.sentence_end]


def assert_whole(document: Document, max_chars: int) -> None:
    """Every promise about chunks without overlap."""
    chunks = document.chunks(max_chars)
    assert "".join(one.text for one in chunks) == document.text
    assert [document.text[one.start : one.end] for one in chunks] == [one.text for one in chunks]
    for one in chunks:
        assert not inside(document, one.start)
        assert len(one.text) <= max_chars or one.oversized
        assert one.oversized == (len(one.text) > max_chars)
        assert document.find(one.figures[0]).start >= one.start if one.figures else True
    assert sum(len(one.figures) for one in chunks) == len(document.figures)
    assert sum(len(one.tables) for one in chunks) == len(document.tables)


@pytest.mark.parametrize("max_chars", [1, 50, 800, 10**9])
@pytest.mark.parametrize("path", SAMPLES[:2], ids=lambda path: path.stem[:8])
def test_samples_fall_into_whole_chunks(path: Path, max_chars: int) -> None:
    assert_whole(structure(path), max_chars)


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12), max_chars=st.integers(1, 90))
def test_any_text_falls_into_whole_chunks(pieces: list[str], max_chars: int) -> None:
    assert_whole(structure("".join(pieces) or "无", fiscal_year=2022), max_chars)


def test_a_statement_stays_together_and_a_chunk_keeps_to_its_section() -> None:
    document = structure(TEXT)
    chunks = document.chunks(20)

    (income,) = [one for one in chunks if "f1" in one.figures]
    assert {"f2", "f3"} <= set(income.figures)
    assert income.oversized
    assert income.path == ("一、收入情况",)
    (table,) = [one for one in chunks if one.tables]
    assert table.text.startswith("项目\t金额")
    assert "无其他" not in table.text


def test_a_title_stays_with_a_table_that_is_too_long() -> None:
    rows = "\n".join(f"项目{name}\t{name}.00" for name in range(30))
    document = structure(f"一、收入决算表\n单位：万元\n项目\t金额\n{rows}\n合计\t435.00\n")
    chunks = document.chunks(60)

    (whole,) = [one for one in chunks if one.tables]
    assert whole.text.startswith("一、收入决算表")
    assert whole.oversized


def test_a_chunk_says_where_it_comes_from() -> None:
    chunk = structure(TEXT).chunks()[1]

    assert chunk.context == "某市档案局2022年部门决算 > 一、收入情况"
    assert TEXT[chunk.source_start : chunk.source_end] == chunk.text


def test_chunks_overlap_by_whole_sentences_of_their_section() -> None:
    document = structure(
        "一、收入\n"
        + "".join(f"第{name}项工作已经完成。" for name in "甲乙丙丁戊己")
        + "\n二、支出\n已完成。\n"
    )
    apart, over = document.chunks(24), document.chunks(24, overlap=12)

    assert [one.text for one in over][1].startswith("第甲项工作已经完成。第乙")
    assert [one.end for one in over][-1] == [one.end for one in apart][-1]
    assert over[-1].text == "二、支出\n已完成。"  # nothing is repeated over the border of a section
    assert all(len(one.text) <= 24 for one in over)


@pytest.mark.parametrize(("max_chars", "overlap"), [(0, 0), (-5, 0), (10, 10), (10, -1)])
def test_sizes_that_make_no_sense(max_chars: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        structure(TEXT).chunks(max_chars, overlap=overlap)
