"""The samples: everything repaired, nothing damaged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.normalizing import normalize
from docstruct.normalizing.glyphs import variants_in
from docstruct.reading import read, read_text

if TYPE_CHECKING:
    from docstruct.normalized import NormalizedText
    from docstruct.source import Source

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
GLYPHS = default_lexicons().glyphs

samples = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:8])


def _read(path: Path) -> tuple[Source, NormalizedText]:
    source = read(path)
    return source, normalize(source, GLYPHS)


@samples
def test_no_variant_is_left(path: Path) -> None:
    _, result = _read(path)
    assert variants_in(result.text, GLYPHS) == []


@samples
def test_outside_the_reported_repairs_only_white_space_and_marks_of_the_medium_go(path: Path) -> None:
    source, result = _read(path)
    replaced = {char: variant.target or char for char, variant in GLYPHS.variants.items()}
    entries = result.repairs.entries
    apart = {(repair.source_start, repair.source_end) for repair in entries if repair.kind == "page_number"}
    covered = "".join(
        source.text[start:end]
        for line in source.lines
        if line.role in ("body", "table_row")
        if (line.start, line.end) not in apart
        for start, end in _without_markup(source, line.start, line.end)
    )
    expected = "".join(replaced.get(char, char) for char in "".join(covered.split()))
    assert "".join(result.text.split()) == expected


def _without_markup(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of a line outside the marks of its medium."""
    ranges: list[tuple[int, int]] = []
    for mark in source.markup:
        if start <= mark.start < end:
            ranges.append((start, mark.start))
            start = mark.end
    return [*ranges, (start, end)]


@samples
def test_normalizing_twice_changes_nothing(path: Path) -> None:
    _, result = _read(path)
    assert normalize(read_text(result.text), GLYPHS).text == result.text


def test_radicals_are_gone_and_wrapped_paragraphs_are_whole() -> None:
    """The sample with a radical in every second word and a blank line between every two lines."""
    path = next(path for path in SAMPLES if path.stem.startswith("白山"))
    _, result = _read(path)
    assert result.repairs.counts["radical"] == 736
    lines = result.text.split("\n")
    assert "（十）完成市委和市政府交办的其他任务。" in lines
    assert "2、2021年度本单位购置公务用车0辆，年末公务用车保有量3辆。" in lines
    assert "七、一般公共预算财政拨款“三公”经费支出决算情况说明" in lines
    assert "纳入白山市医疗保障局2020年度部门决算编制范围的单位包括：" in lines
