"""What is shown is true: results follow their inputs, and no state, however damaged, ends in more than a sentence."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from docstruct.document import Document
from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions
from docstruct.writing.html.writer import PageWriter
from docstruct.writing.jsonl import JsonlRows, JsonlWriter
from tests.command import docstruct
from tests.engines.test_ownership import TEXT, contents

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_this_process")

ONE_JOB = Limits(jobs=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name, value in {"甲": "1.5", "乙": "22.50"}.items():
        (made / f"{name}.txt").write_text(TEXT.format(value), encoding="utf-8")
    return made


def run(inputs: Path, output: Path, *formats: str, **options: object) -> local.Summary:
    return local.run([str(inputs)], output, RunOptions(formats=formats or ("json",)), ONE_JOB, **options)


def test_an_input_that_is_gone_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(folder, output, "json", "csv", "html")
    (folder / "甲.txt").unlink()

    assert run(folder, output, "json", "csv", "html", keep_missing=True).removed == ()
    assert (output / "甲.json").exists()
    summary = run(folder, output, "json", "csv", "html")
    assert summary.removed == (str(folder / "甲.txt"),)
    assert not list(output.glob("甲*"))
    assert "甲" not in (output / "documents.csv").read_text(encoding="utf-8-sig")


def test_a_folder_that_is_not_there_loses_nothing(folder: Path, tmp_path: Path) -> None:
    """A disk that is not mounted is no folder without inputs."""
    run(folder, tmp_path / "out")
    folder.rename(tmp_path / "elsewhere")

    assert run(folder, tmp_path / "out").removed == ()
    assert (tmp_path / "out" / "甲.json").exists()


def test_other_formats_of_a_changed_document_are_made_again(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(folder, output, "json", "csv", "html", "jsonl")
    (folder / "甲.txt").write_text(TEXT.format("99.75"), encoding="utf-8")
    run(folder, output, "json")

    for name in ("甲.json", "甲.html", "figures.csv", "figures.jsonl"):
        assert "99.75" in (output / name).read_text(encoding="utf-8-sig"), name


@pytest.mark.parametrize("name", ["figures.csv", "documents.jsonl", "index.html"])
def test_a_table_of_the_same_size_with_other_content_is_made_again(
    folder: Path, tmp_path: Path, name: str
) -> None:
    output = tmp_path / "out"
    run(folder, output, "csv", "jsonl", "html")
    whole = (output / name).read_bytes()
    (output / name).write_bytes(whole[:-3] + b"???")
    run(folder, output, "csv", "jsonl", "html")

    assert (output / name).read_bytes() == whole


def test_other_options_in_one_table_are_said(folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "out", "csv")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "丙.txt").write_text(TEXT.format("3.5"), encoding="utf-8")
    summary = local.run(
        [str(tmp_path / "more")],
        tmp_path / "out",
        RunOptions(formats=("csv",), skip_checks=("sum_mismatch",)),
        ONE_JOB,
    )

    assert any("2 documents" in note for note in summary.notes)


@pytest.mark.parametrize(("forms", "expected"), [(("csv", "jsonl"), []), (("parquet",), ["龟"])])
def test_a_document_more_costs_one_document(
    folder: Path,
    tmp_path: Path,
    forms: tuple[str, ...],
    expected: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Work counted: what is unpacked for the tables is the new document, whatever there was before, or nothing."""
    output = tmp_path / "out"
    run(folder, output, *forms)
    before = contents(output)
    (folder / "龟.txt").write_text(TEXT.format("4.5"), encoding="utf-8")
    unpacked: list[Path] = []
    read = local.Collecting._add.__globals__["unpacked"]
    monkeypatch.setattr(
        "docstruct.engines.collecting.unpacked", lambda path: unpacked.append(path) or read(path)
    )
    run(folder, output, *forms)

    assert [path.name.partition(".")[0] for path in unpacked] == expected
    after = contents(output)
    for name in before:
        if name.endswith((".csv", ".jsonl", ".parquet")):
            assert after[name].startswith(before[name]), name
    run(folder, tmp_path / "anew", *forms)
    if forms != ("parquet",):
        anew = contents(tmp_path / "anew")
        assert {name: after[name] for name in after if name.endswith((".csv", ".jsonl"))} == {
            name: anew[name] for name in anew if name.endswith((".csv", ".jsonl"))
        }


def damage(state: Path, kind: str) -> None:
    """One way in which a state folder comes to harm."""
    base = state / "run.sqlite"
    if kind == "empty":
        base.write_bytes(b"")
    elif kind == "text":
        base.write_text("no database" * 500)
    elif kind == "cut":
        base.write_bytes(base.read_bytes()[:5000])
    elif kind == "zeros":
        data = bytearray(base.read_bytes())
        data[4096:] = bytes(len(data) - 4096)
        base.write_bytes(bytes(data))
    elif kind == "gone":
        base.unlink()
    elif kind == "wal":
        (state / "run.sqlite-wal").write_bytes(os.urandom(9000))
    elif kind == "packed":
        for path in (state / "documents").iterdir():
            path.write_bytes(b"not deflated")
    elif kind == "packed gone":
        for path in (state / "documents").iterdir():
            path.unlink()
    elif kind == "log":
        (state / "files.log").write_bytes(b"\xff\x00 nonsense\n" * 50)
        base.write_bytes(b"nonsense")
    else:
        database = sqlite3.connect(base)
        database.executescript(kind)
        database.commit()
        database.close()


@pytest.mark.parametrize(
    "kind",
    [
        *("empty", "text", "cut", "zeros", "gone", "wal", "packed", "packed gone"),
        "DROP TABLE input",
        "DROP TABLE file",
        "DROP INDEX input_sha256; ALTER TABLE input DROP COLUMN sha256",
        "UPDATE setting SET value = 'many' WHERE name = 'run'",
        "UPDATE setting SET value = 'x' WHERE name LIKE 'settled%'",
        "UPDATE file SET parts = 'no json'",
        "UPDATE file SET parts = '{\"a\": 1}'",
        "UPDATE input SET state = 'odd'",
        "UPDATE input SET problems = '[1'",
        "UPDATE input SET sha256 = 5, fingerprint = NULL",
        "UPDATE file SET path = '../../' || path",
        "PRAGMA user_version = 99",
    ],
)
def test_a_damaged_state_is_mended(folder: Path, tmp_path: Path, kind: str) -> None:
    output = tmp_path / "out"
    run(folder, output, "json", "csv")
    whole = {name: data for name, data in contents(output).items() if ".docstruct" not in name}
    damage(output / ".docstruct", kind)
    ended = docstruct("run", folder, "--output", output, "--jobs", 1, "--format", "json,csv", "--quiet")

    assert "Traceback" not in ended.stderr
    assert ended.returncode == 0, ended.stderr
    assert {name: data for name, data in contents(output).items() if ".docstruct" not in name} == whole


def test_a_damaged_state_and_a_damaged_log(folder: Path, tmp_path: Path) -> None:
    """With nothing left that says what is whose, documents are known by their content, and tables are refused."""
    output = tmp_path / "out"
    run(folder, output, "json", "csv")
    damage(output / ".docstruct", "log")
    with pytest.raises(local.EngineError, match="in the way: documents"):
        run(folder, output, "json", "csv")
    run(folder, output, "json")

    assert sorted(path.name for path in output.glob("*.json")) == ["乙.json", "甲.json"]


def test_an_error_in_a_writer_costs_its_format(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docstruct.engines.structuring import StructurerFactory, Task
    from docstruct.reading.discovery import Input

    def fails(*args: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(PageWriter, "write_document", fails)
    options = RunOptions(formats=("json", "html"))
    staging = tmp_path / "staging"
    staging.mkdir()
    structurer = StructurerFactory(options=options, staging=staging, fingerprint=options.fingerprint())()
    outcome = structurer(Task(input=Input("甲.txt", folder / "甲.txt"), name="甲"))

    assert outcome.state == "done"
    assert [suffix for suffix, _, _ in outcome.files] == [".json", ".msgpack.z"]
    ((form, message),) = outcome.unwritten
    assert form == "html"
    assert "RecursionError: too deep (test_truth.py:" in message


def test_an_error_in_a_table_costs_that_document_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    rows = JsonlRows.rows

    def fails_once(self: JsonlRows, document: Document, name: str) -> dict[str, bytes]:
        if name == "甲":
            raise ValueError("a number of 5,000 digits")
        return rows(self, document, name)

    monkeypatch.setattr(JsonlRows, "rows", fails_once)
    summary = run(folder, output, "jsonl", "csv")

    (row,) = map(json.loads, (output / "errors.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["format"], row["path"]) == ("jsonl", str(folder / "甲.txt"))
    assert not summary.complete
    assert "甲" in (output / "documents.csv").read_text(encoding="utf-8-sig")
    assert "乙" in (output / "documents.jsonl").read_text(encoding="utf-8")


def test_a_table_that_cannot_be_finished_costs_itself(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: JsonlWriter) -> None:
        raise ValueError("a broken template")

    monkeypatch.setattr(JsonlWriter, "close", fails)
    summary = run(folder, tmp_path / "out", "jsonl", "csv")

    assert not summary.complete
    assert any("jsonl" in note and "a broken template" in note for note in summary.notes)
    assert (tmp_path / "out" / "documents.csv").exists()
    assert not list((tmp_path / "out").glob("*.jsonl"))


def test_a_locale_that_knows_no_chinese(folder: Path, tmp_path: Path) -> None:
    environment = {"LC_ALL": "en_US.ISO-8859-1", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "docstruct", "run", folder, "--output", tmp_path / "out"]
    ended = subprocess.run(
        [*command, "--format", "json,html,csv"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )

    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "out" / "甲.json").exists()


def test_control_characters_reach_no_terminal_and_no_name(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\x1b[31m红\x07.txt").write_text(TEXT.format("1.5"), encoding="utf-8")
    (folder / "b\x1b]0;x\x07.pdf").write_bytes(b"%PDF-1.7\n")
    ended = docstruct("run", folder, "--output", tmp_path / "out", "--jobs", 1)

    assert not {*"\x1b\x07"} & {*ended.stdout, *ended.stderr}
    assert "\\x1b" in ended.stderr
    assert not [path for path in (tmp_path / "out").iterdir() if {*"\x1b\x07"} & {*path.name}]


@pytest.mark.parametrize(
    "arguments", [("", "--output", "out"), ("in", "--output", ""), ("in", "", "--output", "out")]
)
def test_an_empty_argument_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = docstruct("run", *arguments)

    assert ended.returncode == 2
    assert "empty" in ended.stderr
    assert not list(tmp_path.iterdir())


def test_links_that_lead_out(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "丙.txt").write_text(TEXT.format("3.5"), encoding="utf-8")
    (folder / "link.txt").symlink_to(outside / "丙.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    ended = docstruct("run", folder, "--output", tmp_path / "out", "--jobs", 1)
    followed = docstruct("run", folder, "--output", tmp_path / "out", "--jobs", 1, "--follow-links")

    assert ended.returncode == 1
    assert ended.stderr.count("--follow-links") == 2
    assert followed.returncode == 0, followed.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert len({"link.json", "丙.json"} & names) == 1  # one file by two ways: a document and its duplicate


def test_three_members_of_one_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for value in ("1.5", "2.5", "3.5"):
            with pytest.warns(UserWarning, match="Duplicate") if value != "1.5" else nullcontext():
                archive.writestr("甲.txt", TEXT.format(value))
    summary = run(tmp_path / "a.zip", tmp_path / "out")

    values = {
        Document.from_json(path.read_bytes()).figures[0].value for path in (tmp_path / "out").glob("*.json")
    }
    assert summary.total == 3
    assert values == {"1.5", "2.5", "3.5"}
