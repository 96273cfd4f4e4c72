"""Traditional script: a view of equal length; pinyin between characters is taken out, on record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct import structure
from docstruct.normalizing import normalize_text
from docstruct.normalizing.script import simplified


@given(st.text())
def test_the_view_is_as_long_as_the_text(text: str) -> None:
    assert len(simplified(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("會議經(jīng)費(fèi)支出3萬元。", "會議經費支出3萬元。"),
        ("会议费（huì）支出3万元。", "会议费支出3万元。"),
        ("会议费(ab)支出3万元。", "会议费(ab)支出3万元。"),
        ("经费(jing)支出。", "经费(jing)支出。"),
    ],
)
def test_pinyin_has_a_tone(text: str, normalized: str) -> None:
    assert normalize_text(text).text == normalized


def test_pinyin_taken_out_is_on_record_and_the_map_is_exact() -> None:
    text = "會議經(jīng)費(fèi)支出3萬元。"
    found = normalize_text(text)
    assert [repair.original for repair in found.repairs.entries] == ["(jīng)", "(fèi)"]
    start, end = found.map.to_source(found.text.index("支"), found.text.index("支") + 1)
    assert text[start:end] == "支"


def test_subjects_and_units_are_simplified_and_reasons_are_as_they_stand() -> None:
    document = structure(
        "會議費支出決算為20萬元，主要原因是壓減會議。", fiscal_year=2022, document_type="final_accounts"
    )
    (figure,), (reason,) = document.figures, document.reasons
    assert (figure.subject.text, figure.unit, figure.amount) == ("会议费", "万元", "200000")
    assert reason.text == "壓減會議"
    assert document.text.startswith("會議費")
