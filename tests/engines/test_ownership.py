"""What a run did not write it does not touch: inputs, a user's own files, links, whatever the formats and engines."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from docstruct.engines import local
from docstruct.engines.options import EngineError, Limits, RunOptions
from tests.command import docstruct

pytestmark = pytest.mark.usefixtures("in_this_process")

ONE_JOB = Limits(jobs=1)
TEXT = "某市医疗保障局2021年度部门决算\n一、收入支出决算总体情况说明\n2021年度收入总计{}万元。\n"
PAGE = "<html><body><h1>某市医疗保障局2021年度部门决算</h1><p>2021年度收入总计7.5万元。</p></body></html>"
ALL = ("json", "jsonl", "csv", "parquet", "xlsx", "html", "md", "chunks")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "甲.txt").write_text(TEXT.format("1.5"), encoding="utf-8")
    return made


def run(inputs: Path, output: Path, *formats: str, **options: object) -> local.Summary:
    return local.run([str(inputs)], output, RunOptions(formats=formats or ("json",)), ONE_JOB, **options)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def untouched(before: dict[str, bytes], folder: Path) -> bool:
    after = contents(folder)
    return {name: after.get(name) for name in before} == before


def test_a_page_beside_its_input_has_another_name(folder: Path) -> None:
    """Output folder = input folder: the review page of page.html is not page.html."""
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    before = contents(folder)

    first = run(folder, folder, "html", "json")
    again = run(folder, folder, "html", "json")

    assert untouched(before, folder)
    assert (first.total, again.total, again.structured) == (2, 2, 0)
    assert len(list(folder.glob("page-*.html"))) == 1


def test_a_markdown_input_and_its_markdown(folder: Path) -> None:
    (folder / "乙.md").write_text(f"# {TEXT.format('2.5')}", encoding="utf-8")
    before = contents(folder)
    run(folder, folder, "md")

    assert untouched(before, folder)
    assert {path.name for path in folder.glob("甲*.md")} == {"甲.md"}
    assert len(list(folder.glob("乙-*.md"))) == 1


def test_a_page_of_an_input_called_index(folder: Path, tmp_path: Path) -> None:
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    output = tmp_path / "out"
    run(folder, output, "html")

    assert len(list(output.glob("index-*.html"))) == 1
    assert "甲" in (output / "index.html").read_text(encoding="utf-8")


def test_a_document_of_the_user_with_the_name_of_a_result(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "甲.json").write_text("mine", encoding="utf-8")
    run(folder, output)
    run(folder, output, "json", "html")

    assert (output / "甲.json").read_text(encoding="utf-8") == "mine"
    (made,) = output.glob("甲-*.json")
    assert json.loads(made.read_bytes())["source"]["path"] == str(folder / "甲.txt")


def test_a_name_that_a_later_format_finds_taken(folder: Path, tmp_path: Path) -> None:
    """All files of a document keep one name: taking another takes those there are along."""
    output = tmp_path / "out"
    run(folder, output, "json")
    (output / "甲.html").write_text("mine", encoding="utf-8")
    run(folder, output, "html")

    assert (output / "甲.html").read_text(encoding="utf-8") == "mine"
    assert not (output / "甲.json").exists()
    (page,) = output.glob("甲-*.html")
    assert page.with_suffix(".json").exists()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("csv", "documents.csv"),
        ("jsonl", "figures.jsonl"),
        ("html", "index.html"),
        ("xlsx", "workbook.xlsx"),
        ("json", "errors.jsonl"),
        ("parquet", "figures.parquet/mine.parquet"),
        ("parquet", "figures.parquet"),
    ],
)
def test_a_table_of_the_user_is_refused_and_listed(
    folder: Path, tmp_path: Path, form: str, name: str
) -> None:
    output = tmp_path / "out"
    (output / name).parent.mkdir(parents=True)
    (output / name).write_text("mine", encoding="utf-8")

    with pytest.raises(EngineError, match=name.partition("/")[0]) as refused:
        run(folder, output, form)
    assert "in the way" in str(refused.value)
    assert (output / name).read_text(encoding="utf-8") == "mine"


def test_a_strangers_file_in_a_folder_of_tables(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(folder, output, "parquet")
    mine = output / "figures.parquet" / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    (folder / "甲.txt").write_text(TEXT.format("9.5"), encoding="utf-8")
    run(folder, output, "parquet")

    assert mine.read_text(encoding="utf-8") == "mine"


def test_overwrite_replaces_files_but_never_inputs(folder: Path, tmp_path: Path) -> None:
    (folder / "documents.csv").write_text("mine", encoding="utf-8")
    (folder / "甲.json").write_text("mine", encoding="utf-8")
    (folder / "甲.html").write_text(PAGE, encoding="utf-8")
    (folder / "0").mkdir()
    (folder / "0" / "甲.txt").write_text(TEXT.format("3.5"), encoding="utf-8")
    run(folder, folder, "json", "html", "csv", overwrite=True)

    assert (folder / "甲.html").read_text(encoding="utf-8") == PAGE
    assert (folder / "甲.txt").read_text(encoding="utf-8") == TEXT.format("1.5")
    assert (folder / "documents.csv").read_text(encoding="utf-8") != "mine"
    (folder / "index.html").unlink()
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    with pytest.raises(EngineError, match=r"index\.html"):
        run(folder, folder, "html", overwrite=True)
    assert (folder / "index.html").read_text(encoding="utf-8") == PAGE


def test_work_on_a_result_is_kept(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    run(folder, output, "csv")
    table = output / "documents.csv"
    table.write_text("a column of my own", encoding="utf-8")
    summary = run(folder, output, "csv")

    assert "甲.txt" in table.read_text(encoding="utf-8-sig")
    (kept,) = (output / ".docstruct" / "changed").iterdir()
    assert kept.read_text(encoding="utf-8") == "a column of my own"
    assert any(str(kept) in note for note in summary.notes)


def test_an_own_document_in_the_place_of_a_result_is_an_input(folder: Path) -> None:
    run(folder, folder, "html")
    (folder / "甲.html").write_text(PAGE, encoding="utf-8")
    summary = run(folder, folder, "html")

    assert (folder / "甲.html").read_text(encoding="utf-8") == PAGE
    assert summary.total == 2


@pytest.mark.parametrize("name", ["甲.json", "documents.csv", "figures.parquet", "errors.jsonl"])
def test_a_link_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / "out"
    output.mkdir()
    elsewhere = tmp_path / "elsewhere"
    if name.endswith(".parquet"):
        elsewhere.mkdir()
        (elsewhere / "mine").write_text("mine", encoding="utf-8")
    else:
        elsewhere.write_text("mine", encoding="utf-8")
    (output / name).symlink_to(elsewhere)
    with suppress(EngineError):
        run(folder, output, "json", "csv", "parquet", overwrite=True)
    assert (output / name).is_symlink()
    assert contents(tmp_path).get("elsewhere", b"mine") == b"mine"
    if elsewhere.is_dir():
        assert [path.name for path in elsewhere.iterdir()] == ["mine"]


def test_stale_and_planted_parts_are_left_alone(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("mine", encoding="utf-8")
    for name in (".figures.csv.part", ".甲.json.part", ".index.html.part"):
        (output / name).symlink_to(secret)
    (output / ".figures.parquet.part").mkdir()
    (output / ".figures.parquet.part" / "mine").write_text("mine", encoding="utf-8")
    run(folder, output, "json", "csv", "html", "parquet")

    assert secret.read_text(encoding="utf-8") == "mine"
    assert (output / ".figures.parquet.part" / "mine").exists()
    assert (output / ".甲.json.part").is_symlink()


def test_a_state_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (tmp_path / "elsewhere" / "staging").mkdir(parents=True)
    (tmp_path / "elsewhere" / "staging" / "mine").write_text("mine", encoding="utf-8")
    (output / ".docstruct").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(EngineError, match="link"):
        run(folder, output)
    assert (tmp_path / "elsewhere" / "staging" / "mine").exists()


def test_a_staging_folder_that_is_a_link(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").write_text("mine", encoding="utf-8")
    (output / ".docstruct").mkdir(parents=True)
    (output / ".docstruct" / "staging").symlink_to(tmp_path / "elsewhere")
    run(folder, output)

    assert (tmp_path / "elsewhere" / "mine").exists()


def test_an_output_folder_in_the_input_folder(folder: Path) -> None:
    for _ in range(2):
        summary = run(folder, folder / "out", *ALL)

    assert (summary.total, summary.structured) == (1, 0)


@pytest.mark.parametrize("command", [["--format", "html"], ["--format", "html,csv,json,md", "--overwrite"]])
def test_the_command_spares_its_inputs(folder: Path, command: list[str]) -> None:
    for name in ("甲.html", "乙.html", "a.md", "b.xhtml"):
        (folder / name).write_text(PAGE, encoding="utf-8")
    before = contents(folder)
    for _ in range(2):
        ended = docstruct("run", folder, "--output", folder, "--jobs", 1, *command)
        assert ended.returncode == 0, ended.stderr

    assert untouched(before, folder)


def test_a_name_taken_while_the_run_is_at_work(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's file appears between the look and the move: the move itself finds it."""
    output = tmp_path / "out"
    link = os.link

    def planted(source: Path, place: Path, **options: object) -> None:
        if Path(place).name == "甲.json":
            Path(place).write_text("mine", encoding="utf-8")
        link(source, place, **options)

    monkeypatch.setattr(os, "link", planted)
    run(folder, output)

    assert (output / "甲.json").read_text(encoding="utf-8") == "mine"
    assert len(list(output.glob("甲-*.json"))) == 1


def test_a_file_system_without_hard_links(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **options: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refused)
    run(folder, tmp_path / "out", "json", "csv")

    assert {"甲.json", "documents.csv"} < {path.name for path in (tmp_path / "out").iterdir()}
