"""A pattern that runs away is stopped by a limit, in one sentence that names its entry; its neighbours are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.engines.options import RunOptions
from docstruct.engines.structuring import Problem, structure_input
from docstruct.errors import LexiconError, PatternError
from docstruct.lexicon import Lexicons, patterns
from docstruct.lexicon.folder import LexiconFolder
from docstruct.pipeline import Pipeline
from docstruct.reading.discovery import Input
from tests import loaded

if TYPE_CHECKING:
    from pathlib import Path

AWAY = "(一|一一|一一一)+[二三]四"
ROW = "一" * 70
TEXT = f"某局2021年度部门决算\n收入总计1.00万元，{ROW}\n{ROW}二三五。\n{ROW}。\n二四。\n"


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)


def pipeline(folder: Path, file: str, content: str) -> Pipeline:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(content, encoding="utf-8")
    return Pipeline(Lexicons(LexiconFolder(folder)))


@pytest.mark.parametrize(
    ("file", "content", "entry"),
    [
        ("checks/checks.toml", f"[year]\npattern = '{AWAY}'", r"checks/checks\.toml: year\.pattern"),
        (
            "checks/checks.toml",
            f"[[placeholder]]\npattern = '…'\nmeans = '甲'\n[[placeholder]]\npattern = '{AWAY}'\nmeans = '乙'",
            r"checks/checks\.toml: placeholder number 2: pattern",
        ),
        ("glyphs/lines.toml", f"cue_end = '{AWAY}'", r"glyphs/lines\.toml: cue_end"),
        ("outline/words.toml", f"[patterns]\nyear = '{AWAY}'", r"outline/words\.toml: patterns\.year"),
    ],
)
def test_a_pattern_that_runs_away(tmp_path: Path, file: str, content: str, entry: str) -> None:
    own = pipeline(tmp_path, file, content)

    with pytest.raises(PatternError, match=entry) as raised:
        own.structure(TEXT)
    assert AWAY in str(raised.value)


def test_it_costs_the_document_and_not_the_run(tmp_path: Path) -> None:
    own = pipeline(tmp_path / "lexicons", "checks/checks.toml", f"[year]\npattern = '{AWAY}'")
    for name, text in (("away", TEXT), ("other", "2021年度部门决算\n收入总计1.00万元。\n")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    away, other = (
        structure_input(own, Input(name, tmp_path / f"{name}.txt"), RunOptions())
        for name in ("away", "other")
    )
    assert isinstance(away, Problem)
    assert (away.state, away.reason) == ("failed", "pattern")
    assert "year.pattern" in away.message
    assert not isinstance(other, Problem)


def test_a_pattern_that_ends_is_as_it_was(tmp_path: Path) -> None:
    own = pipeline(tmp_path, "checks/checks.toml", "[[placeholder]]\npattern = '一+[二三]四'\nmeans = '甲'")

    assert own.structure(TEXT).text == loaded.pipeline().structure(TEXT).text


def test_a_pattern_that_does_not_compile_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"year\.pattern"):
        pipeline(tmp_path, "checks/checks.toml", "[year]\npattern = '(一'").structure(TEXT)
