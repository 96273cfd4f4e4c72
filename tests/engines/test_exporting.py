"""More formats from a run's results, and decisions that are shown again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from docstruct import structure
from docstruct.decisions import finding_key
from docstruct.engines import local
from docstruct.engines.exporting import export
from docstruct.engines.options import EngineError, Limits, RunOptions

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document

pytestmark = pytest.mark.usefixtures("in_this_process")

TEXT = "某市档案局2022年度部门决算\n公务接待费年初预算为1.00万元，支出决算为2.00万元，完成年初预算的150%。\n"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "甲.txt").write_text(TEXT, encoding="utf-8")
    (folder / "乙.txt").write_text(TEXT.replace("档案", "水利"), encoding="utf-8")
    return folder


def run(inputs: Path, output: Path, *formats: str, decisions: Path | None = None) -> local.Summary:
    return local.run([str(inputs)], output, RunOptions(formats=formats, decisions=decisions), Limits(jobs=1))


@pytest.mark.parametrize("had", ["json", "csv"])
def test_formats_are_made_without_the_inputs(inputs: Path, tmp_path: Path, had: str) -> None:
    output = tmp_path / "out"
    run(inputs, output, had)
    for path in inputs.iterdir():
        path.unlink()
    done = export(output, ["xlsx", "html", "md"])

    assert (done.documents, done.failed) == (2, ())
    assert {"workbook.xlsx", "index.html", "甲.html", "乙.md"} <= {path.name for path in output.iterdir()}
    book = openpyxl.load_workbook(output / "workbook.xlsx")
    assert {row[0] for row in book["概览"].iter_rows(min_row=2, values_only=True)} == {
        "某市档案局",
        "某市水利局",
    }


def test_a_later_run_goes_on_with_what_was_exported(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(inputs, output, "json")
    export(output, ["xlsx"])
    (inputs / "丙.txt").write_text(TEXT.replace("档案", "教育"), encoding="utf-8")
    run(inputs, output, "json")

    book = openpyxl.load_workbook(output / "workbook.xlsx")
    assert book["概览"].max_row == 4


def test_a_folder_without_a_run_and_files_of_others(inputs: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="begin with: docstruct run"):
        export(tmp_path, ["xlsx"])
    output = tmp_path / "out"
    run(inputs, output, "json")
    (output / "workbook.xlsx").write_text("mine")
    with pytest.raises(Exception, match=r"workbook\.xlsx"):
        export(output, ["xlsx"])
    assert (output / "workbook.xlsx").read_text() == "mine"


def test_a_damaged_copy_costs_its_document_only(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(inputs, output, "csv")
    damaged = sorted((output / ".docstruct" / "documents").iterdir())[0]
    damaged.write_bytes(b"nothing")
    done = export(output, ["md"])

    assert done.documents == 1
    assert [message for _, message in done.failed] == [
        "what the run kept of it is missing or damaged; run over it again"
    ]


def decided(path: Path, document: Document) -> Path:
    (finding,) = [one for one in document.findings if one.kind == "completion_rate_mismatch"]
    made = {
        "document": document.source.sha256,
        "key": finding_key(finding),
        "decision": "false",
        "note": "另有口径",
    }
    path.write_text(json.dumps({"docstruct_decisions": 1, "decisions": [made]}), encoding="utf-8")
    return path


def notes(output: Path) -> list[object]:
    sheet = openpyxl.load_workbook(output / "workbook.xlsx")["问题"]
    headings = [cell.value for cell in sheet[1]]
    return [row[headings.index("核对结果")] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_decisions_are_shown_by_a_later_run_and_by_an_export(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(inputs, output, "xlsx", "html")
    assert notes(output) == [None, None]
    saved = decided(tmp_path / "saved.json", structure(inputs / "甲.txt"))

    again = run(inputs, output, "xlsx", "html", decisions=saved)
    assert again.structured == 1  # the one something was decided about
    assert sorted(notes(output), key=str) == [None, "误报"]
    assert 'data-decided="false"' in (output / "甲.html").read_text("utf-8")
    assert run(inputs, output, "xlsx", "html", decisions=saved).structured == 0

    saved.write_text(json.dumps({"docstruct_decisions": 1, "decisions": []}))
    export(output, ["xlsx"], decisions=saved)
    assert notes(output) == [None, None]


def test_decisions_about_other_documents_are_said(inputs: Path, tmp_path: Path) -> None:
    made = {"document": "f" * 64, "key": "0" * 12, "decision": "open"}
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"docstruct_decisions": 1, "decisions": [made]}))
    summary = run(inputs, tmp_path / "out", "html", decisions=saved)

    assert any("1 decisions are about documents that are not here" in note for note in summary.notes)


def test_decisions_stay_in_a_run_that_names_none(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(inputs, output, "xlsx", "html")
    saved = decided(tmp_path / "saved.json", structure(inputs / "甲.txt"))
    run(inputs, output, "xlsx", "html", decisions=saved)
    saved.unlink()
    local.run([str(inputs)], output, RunOptions(formats=("xlsx", "html")), Limits(jobs=1), force=True)
    assert sorted(notes(output), key=str) == [None, "误报"]
    assert 'data-decided="false"' in (output / "甲.html").read_text("utf-8")


@pytest.mark.parametrize("formats", [["xlsx"], ["xlsx", "html"]])
def test_an_export_that_names_none_shows_decisions_too(
    inputs: Path, tmp_path: Path, formats: list[str]
) -> None:
    output = tmp_path / "out"
    run(inputs, output, "xlsx", "html")
    saved = decided(tmp_path / "saved.json", structure(inputs / "甲.txt"))
    run(inputs, output, "xlsx", "html", decisions=saved)
    export(output, formats)
    assert sorted(notes(output), key=str) == [None, "误报"]

    run(inputs, output, "xlsx", "html", decisions=saved)
    assert sorted(notes(output), key=str) == [None, "误报"]
    assert 'data-decided="false"' in (output / "甲.html").read_text("utf-8")
