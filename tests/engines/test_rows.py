"""Lines that workers make: the tables hold the same bytes whoever made them, and nothing is believed that may not be."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions
from docstruct.engines.rows import ROWS_FOLDER, RowsKept
from docstruct.engines.state import STATE_FOLDER
from docstruct.writing import collection_types, row_makers
from docstruct.writing.manner import Manner
from tests.engines.test_ownership import TEXT, contents
from tests.loaded import pipeline

if TYPE_CHECKING:
    from docstruct.speech import Language

FORMS = ("jsonl", "csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents, a copy of one, and one whose text a spreadsheet would take for a formula."""
    made = tmp_path / "in"
    made.mkdir()
    for name, value in {"甲": "1.5", "乙": "22.50", "乙2": "22.50", '=a,"b': "3.75"}.items():
        (made / f"{name}.txt").write_text(TEXT.format(value), encoding="utf-8")
    return made


def tables(inputs: Path, output: Path, *, language: Language = "en", jobs: int = 1) -> dict[str, bytes]:
    """The tables of a run."""
    options = RunOptions(formats=FORMS, language=language)
    local.run([str(inputs)], output, options, Limits(jobs=jobs))
    return {name: data for name, data in contents(output).items() if name.endswith((".csv", ".jsonl"))}


def count_unpacked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that are unpacked from here on."""
    unpacked: list[str] = []
    read = local.Collecting._add.__globals__["unpacked"]

    def noted(path: Path) -> object:
        unpacked.append(path.name.partition(".")[0])
        return read(path)

    monkeypatch.setattr("docstruct.engines.collecting.unpacked", noted)
    return unpacked


def stop_before_the_tables(inputs: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run that ends when its documents are structured; where their lines wait."""
    with monkeypatch.context() as patch:
        patch.setattr("docstruct.engines.collecting.Collecting.write", _stopped)
        with pytest.raises(KeyboardInterrupt):
            tables(inputs, output)
    return output / STATE_FOLDER / ROWS_FOLDER


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_of_workers_are_those_of_packed_copies(
    folder: Path, tmp_path: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = count_unpacked(monkeypatch)
    made = tables(folder, tmp_path / "out", language=language)
    assert unpacked == ["乙"]  # what it is the same as is known when all have ended
    assert not (tmp_path / "out" / STATE_FOLDER / ROWS_FOLDER).exists()
    monkeypatch.setattr(RowsKept, "kept", lambda *_: {})
    assert tables(folder, tmp_path / "anew", language=language) == made
    assert sorted(unpacked) == ['=a,"b', "乙", "乙", "甲"]


def test_two_workers_make_the_same_tables(folder: Path, tmp_path: Path) -> None:
    assert tables(folder, tmp_path / "two", jobs=2) == tables(folder, tmp_path / "one", jobs=1)


@pytest.mark.usefixtures("in_this_process")
def test_lines_of_a_run_that_was_stopped_are_used(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = tables(folder, tmp_path / "undisturbed")
    waiting = stop_before_the_tables(folder, tmp_path / "out", monkeypatch)
    assert len(list(waiting.iterdir())) == 3
    unpacked = count_unpacked(monkeypatch)
    assert tables(folder, tmp_path / "out") == undisturbed
    assert unpacked == ["乙"]
    assert not waiting.exists()


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("kind", ["cut", "garbled", "empty", "gone", "folder"])
def test_damaged_lines_are_made_again(
    folder: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = tables(folder, tmp_path / "undisturbed")
    waiting = stop_before_the_tables(folder, tmp_path / "out", monkeypatch)
    for path in waiting.iterdir():
        data = path.read_bytes()
        path.unlink()
        if kind == "folder":
            path.mkdir()
        elif kind != "gone":
            broken = {"cut": data[:-7], "garbled": data[:-7] + b"0000000", "empty": b""}
            path.write_bytes(broken[kind])
    assert tables(folder, tmp_path / "out") == undisturbed


@pytest.mark.usefixtures("in_this_process")
def test_lines_in_another_manner_are_made_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese = tables(folder, tmp_path / "chinese", language="zh")
    stop_before_the_tables(folder, tmp_path / "out", monkeypatch)
    unpacked = count_unpacked(monkeypatch)
    assert tables(folder, tmp_path / "out", language="zh") == chinese
    assert set(unpacked) == {'=a,"b', "乙", "甲"}


def test_lines_are_those_of_one_document_in_one_manner(tmp_path: Path) -> None:
    document = pipeline().structure(TEXT.format("4.5"))
    content, path = document.source.sha256, document.source.path
    rows = RowsKept(tmp_path / "rows", "options")
    rows.keep(document, "甲", row_makers(FORMS, Manner(language="zh")))
    shown = {form: Manner(language="zh").key(kind) for form, kind in collection_types(FORMS)}

    assert rows.kept(content, path, "甲", shown).keys() == set(FORMS)
    assert rows.kept(content, path, "甲", {**shown, "csv": "in English"}).keys() == {"jsonl"}
    assert rows.kept("of another", path, "甲", shown) == {}
    assert rows.kept(content, "another.txt", "甲", shown) == {}
    assert rows.kept(content, path, "甲.part2", shown) == {}
    assert RowsKept(rows.folder, "other options").kept(content, path, "甲", shown) == {}


@pytest.mark.usefixtures("in_this_process")
def test_a_link_where_lines_would_wait_is_not_followed(folder: Path, tmp_path: Path) -> None:
    strange, state = tmp_path / "strange", tmp_path / "out" / STATE_FOLDER
    strange.mkdir()
    (strange / "theirs").write_bytes(b"theirs")
    state.mkdir(parents=True)
    (state / ROWS_FOLDER).symlink_to(strange)
    tables(folder, tmp_path / "out")
    assert [path.name for path in strange.iterdir()] == ["theirs"]


def test_killed_while_lines_wait(folder: Path, tmp_path: Path) -> None:
    """``kill -9`` when the first lines are there: the next run ends as an undisturbed one does."""
    for number in range(12):
        (folder / f"{number}.txt").write_text(TEXT.format(f"{number}.25"), encoding="utf-8")
    undisturbed = tables(folder, tmp_path / "undisturbed")
    output = tmp_path / "out"
    command = [sys.executable, "-m", "docstruct", "run", str(folder), "--output", str(output)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        [*command, "--format", ",".join(FORMS), "--jobs", "1", "--quiet"], env=environment
    )
    waiting, until = output / STATE_FOLDER / ROWS_FOLDER, time.monotonic() + 60
    while not (waiting.is_dir() and any(waiting.iterdir())) and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert tables(folder, output) == undisturbed
    assert not waiting.exists()
