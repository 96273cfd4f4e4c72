"""The cases beside the data: each does as its file says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.maintaining.cases import Case, load
from tests.loaded import pipeline

if TYPE_CHECKING:
    from pathlib import Path

CASES = load()
PIPELINE = pipeline()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}/{case.id}")
def test_cases(case: Case) -> None:
    if case.kind == "known_failures":
        assert case.passes(PIPELINE), "it is read rightly by now: move it to wild or synthetic"
    assert case.passes(PIPELINE)


def test_every_file_has_cases() -> None:
    assert {case.kind for case in CASES} == {"wild", "synthetic", "negative", "known_failures"}


def test_a_known_failure_that_passes_fails() -> None:
    case = next(case for case in CASES if case.kind == "wild" and case.task == "match")

    assert case.passes(PIPELINE)
    assert not replace(case, kind="known_failures").passes(PIPELINE)
    assert not replace(case, kind="negative").passes(PIPELINE)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a\tcode\t教育\tcode=205\t甲", "column task: 'code' is none of figure, reason, finding, match"),
        ("a\tmatch\t教育\t205\t甲", "column expected: expected field=value"),
        ("a\tmatch\t教育\t\t甲", "column expected: expected field=value"),
    ],
)
def test_a_broken_case(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "wild.tsv").write_text(
        f"id\ttask\ttext\texpected\tsource\n{row}\n", encoding="utf-8"
    )

    with pytest.raises(LexiconError, match=reason):
        load(tmp_path)
