"""Results of another run are no inputs, whatever becomes of its state; what somebody put in their place is."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from docstruct.engines import local
from docstruct.engines.neighbours import OtherRuns
from docstruct.engines.options import Limits, RunOptions
from docstruct.engines.streaming import structure_many

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_this_process")

TEXT = "某市医疗保障局2021年度部门决算\n一、收入支出决算总体情况说明\n2021年度收入总计{}万元。\n"


def run(inputs: Path, output: Path, *formats: str) -> local.Summary:
    return local.run([str(inputs)], output, RunOptions(formats=formats), Limits(jobs=1))


@pytest.fixture(scope="module")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one document and, in it, the output of a run over it."""
    folder = tmp_path_factory.mktemp("inputs")
    (folder / "甲.txt").write_text(TEXT.format("1.5"), encoding="utf-8")
    run(folder, folder / "out", "md", "html", "json", "csv", "xlsx")
    return folder


def inputs_among(folder: Path, *named: Path) -> set[str]:
    others = OtherRuns(named or (folder,))
    return {path.name for path in folder.rglob("*") if path.is_file() and not others.wrote(path)}


def test_another_output_folder_leaves_the_results_out(one_run: Path, tmp_path: Path) -> None:
    summary = run(one_run, tmp_path / "other", "json")

    assert [entry.path for entry in summary.entries] == [str(one_run / "甲.txt")]
    assert summary.complete
    assert any(str(one_run / "out") in note and "passed over" in note for note in summary.notes)
    assert not (tmp_path / "other" / "errors.jsonl").exists()
    assert [result.path for result in structure_many([one_run])] == [str(one_run / "甲.txt")]


def test_what_is_somebodys_own_is_an_input(one_run: Path) -> None:
    mine, changed = one_run / "out" / "乙.md", one_run / "out" / "甲.html"
    result = changed.read_bytes()
    try:
        mine.write_text(TEXT.format("2.5"), encoding="utf-8")
        changed.write_text(f"<html><body><p>{TEXT.format('3.5')}</p></body></html>", encoding="utf-8")
        found = inputs_among(one_run / "out")
    finally:
        mine.unlink()
        changed.write_bytes(result)
    assert {"乙.md", "甲.html"} <= found
    assert "甲.md" not in found


def test_a_result_that_is_named_is_read(one_run: Path) -> None:
    named = one_run / "out" / "甲.md"

    assert not OtherRuns([named]).wrote(named)
    assert OtherRuns([one_run]).wrote(named)
    assert OtherRuns([one_run / "out"]).wrote(named)


def test_a_run_at_work_or_without_its_database(one_run: Path) -> None:
    base = one_run / "out" / ".docstruct" / "run.sqlite"
    database = sqlite3.connect(base)
    database.execute("BEGIN EXCLUSIVE")
    try:
        assert OtherRuns([one_run]).wrote(one_run / "out" / "甲.md")
    finally:
        database.close()
    assert inputs_among(one_run) >= {"甲.txt"}
    assert not inputs_among(one_run) & {"甲.md", "甲.html", "index.html", "甲.json", "figures.csv"}


def test_runs_in_runs(tmp_path: Path) -> None:
    """An output folder in another; the run's own is left to its own state."""
    for output, file in ((tmp_path / "out", "甲.md"), (tmp_path / "out" / "inner", "乙.md")):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / file.replace("md", "txt")).write_text(TEXT.format("1.5"), encoding="utf-8")
        run(tmp_path / "in" / file.replace("md", "txt"), output, "md")
    others = OtherRuns([tmp_path], tmp_path / "out")

    assert others.wrote(tmp_path / "out" / "inner" / "乙.md")
    assert not others.wrote(tmp_path / "out" / "甲.md")
    assert OtherRuns([tmp_path]).wrote(tmp_path / "out" / "甲.md")
