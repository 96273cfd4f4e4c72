"""Folders of lexicons laid over at once that disagree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.checking import check
from docstruct.maintaining.contradicting import contradictions
from tests.cli.test_run import docstruct

if TYPE_CHECKING:
    from pathlib import Path

CUES = "text\tclass\tvalue\tneeds\tsource\toff\n"


def folder(path: Path, name: str, content: str) -> Path:
    (path / name).parent.mkdir(parents=True, exist_ok=True)
    (path / name).write_text(content, encoding="utf-8")
    return path


def said(*folders: Path) -> list[str]:
    return [str(found) for found in contradictions(LexiconFolder(*folders))]


def test_rows_of_one_key(tmp_path: Path) -> None:
    one = folder(tmp_path / "a", "cues/changes.tsv", f"{CUES}跳水\tchange\tdecrease\t\t甲\t\n")
    other = folder(tmp_path / "b", "cues/changes.tsv", f"{CUES}跳水\tchange\tincrease\t\t乙\t\n")

    assert said(one, other) == [
        f"{other}/cues/changes.tsv:2: warning: '跳水': value is increase, but decrease, in {one}/cues/changes.tsv:2; "
        "the later folder counts"
    ]
    assert [str(found) for found in check(LexiconFolder(one, other)) if found.severity == "warning"] == said(
        one, other
    )


def test_rows_that_say_the_same_of_other_sources(tmp_path: Path) -> None:
    one = folder(tmp_path / "a", "cues/changes.tsv", f"{CUES}跳水\tchange\tdecrease\t\t甲\t\n")
    other = folder(tmp_path / "b", "cues/changes.tsv", f"{CUES}跳水\tchange\tdecrease\t\t乙\t\n")

    assert said(one, other) == []
    assert said(one) == []


def test_one_switches_off_what_the_other_states(tmp_path: Path) -> None:
    one = folder(tmp_path / "a", "cues/changes.tsv", f"{CUES}增长\tchange\tdecrease\t\t甲\t\n")
    other = folder(tmp_path / "b", "cues/changes.tsv", f"{CUES}增长\tchange\t\t\t乙\tx\n")

    (found,) = said(one, other)
    assert "'增长': switched off, but not, in" in found


def test_settings(tmp_path: Path) -> None:
    one = folder(
        tmp_path / "a", "classification/matching.toml", "[decision]\nthreshold = 0.9\nmargin = 0.02\n"
    )
    other = folder(
        tmp_path / "b", "classification/matching.toml", "[decision]\nthreshold = 0.7\nmargin = 0.02\n"
    )

    (found,) = said(one, other)
    assert "matching.toml: warning: decision.threshold has another value in" in found


def test_a_run_warns_and_the_later_folder_counts(tmp_path: Path) -> None:
    one = folder(tmp_path / "a", "cues/changes.tsv", f"{CUES}跳水\tchange\tdecrease\t\t甲\t\n")
    other = folder(tmp_path / "b", "cues/changes.tsv", f"{CUES}跳水\tchange\tincrease\t\t乙\t\n")
    document = folder(tmp_path, "甲.txt", "一、会议费支出5万元，比上年跳水20%。\n") / "甲.txt"
    done = docstruct(
        "run",
        document,
        "--output",
        tmp_path / "out",
        "--jobs",
        1,
        "--quiet",
        "--lexicons",
        one,
        "--lexicons",
        other,
    )

    assert done.returncode == 0
    assert f"{other}/cues/changes.tsv:2: warning: '跳水'" in done.stderr
    written = next((tmp_path / "out").rglob("*.json")).read_text(encoding="utf-8")
    assert '"direction":"increase"' in written.replace(" ", "")
