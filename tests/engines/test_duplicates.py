"""Of inputs that hold the same bytes the first is a document and the others are its duplicates."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from docstruct.engines import local
from docstruct.engines.options import Limits, RunOptions

pytestmark = pytest.mark.usefixtures("in_this_process")

TEXT = "某市医疗保障局2021年度部门决算\n一、收入支出决算总体情况说明\n2021年度收入总计{}万元。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, value in {"甲": "1.5", "乙": "22.50", "甲2": "1.5", "甲3": "1.5"}.items():
        (folder / f"{name}.txt").write_text(TEXT.format(value), encoding="utf-8")
    return folder


def run(corpus: Path, *formats: str, jobs: int = 1, **options: bool) -> local.Summary:
    chosen = RunOptions(formats=formats or ("jsonl",))
    return local.run([str(corpus)], corpus.parent / "out", chosen, Limits(jobs=jobs), **options)


def rows(corpus: Path, entity: str = "documents") -> list[dict[str, object]]:
    lines = (corpus.parent / f"out/{entity}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def said(corpus: Path) -> dict[str, list[str]]:
    """The names of the documents in the table, and those of their duplicates."""
    return {
        Path(str(row["path"])).stem: [Path(path).stem for path in row["source"]["duplicates"]]  # type: ignore[index]
        for row in rows(corpus)
    }


def test_the_first_is_a_document_and_the_others_are_its_duplicates(corpus: Path) -> None:
    summary = run(corpus, "jsonl", "csv")

    assert summary.counts == {("done", None): 2, ("duplicate", "same_content"): 2}
    assert summary.complete
    assert said(corpus) == {"乙": [], "甲": ["甲2", "甲3"]}
    assert len({row["document"] for row in rows(corpus)}) == 2
    assert [row["value"] for row in rows(corpus, "figures")] == ["22.50", "1.5"]
    with (corpus.parent / "out/documents.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {Path(row["path"]).stem: row["source_duplicates"] for row in csv.DictReader(file)}
    assert found == {"乙": "", "甲": f"{corpus / '甲2.txt'}; {corpus / '甲3.txt'}"}
    problems = [json.loads(line) for line in (corpus.parent / "out/errors.jsonl").read_text().splitlines()]
    assert [(Path(row["path"]).stem, row["state"], row["reason"]) for row in problems] == [
        ("甲2", "duplicate", "same_content"),
        ("甲3", "duplicate", "same_content"),
    ]
    assert str(corpus / "甲.txt") in problems[0]["message"]


def test_workers_race_and_the_first_still_wins(corpus: Path) -> None:
    (corpus / "甲.txt").write_text(TEXT.format("1.5") + "本年无其他事项。\n" * 20_000, encoding="utf-8")
    for number in range(5):
        (corpus / f"甲2{number}.txt").write_bytes((corpus / "甲.txt").read_bytes())

    run(corpus, jobs=2)

    assert said(corpus)["甲"] == [f"甲2{number}" for number in range(5)]


def test_the_same_command_again_does_nothing(corpus: Path) -> None:
    run(corpus, "jsonl", "json")
    before = (corpus.parent / "out/documents.jsonl").stat()

    again = run(corpus, "jsonl", "json")

    assert (again.total, again.structured) == (4, 0)
    assert (corpus.parent / "out/documents.jsonl").stat().st_mtime_ns == before.st_mtime_ns


def test_the_index_follows_what_was_left(corpus: Path) -> None:
    run(corpus, "html")
    (corpus / "片子.pptx").write_bytes(b"x")
    run(corpus, "html")

    index = (corpus.parent / "out/index.html").read_text(encoding="utf-8")
    assert "是演示文稿；请另存为 .pdf" in index
    assert f"与 {corpus / '甲.txt'} 内容完全相同" in index
    written = (corpus.parent / "out/index.html").stat().st_mtime_ns
    run(corpus, "html")
    assert (corpus.parent / "out/index.html").stat().st_mtime_ns == written


def test_when_the_first_is_gone_the_second_is_a_document_of_its_own(corpus: Path) -> None:
    run(corpus)
    (corpus / "甲.txt").unlink()

    summary = run(corpus)

    assert summary.counts == {("done", None): 2, ("duplicate", "same_content"): 1}
    assert summary.removed == (str(corpus / "甲.txt"),)
    assert said(corpus) == {"乙": [], "甲2": ["甲3"]}


def test_when_the_first_is_another_the_second_is_a_document_of_its_own(corpus: Path) -> None:
    run(corpus)
    (corpus / "甲.txt").write_text(TEXT.format("9.9"), encoding="utf-8")

    run(corpus)

    assert said(corpus) == {"乙": [], "甲": [], "甲2": ["甲3"]}


def test_a_duplicate_that_is_gone_or_another_is_no_duplicate_any_more(corpus: Path) -> None:
    run(corpus)
    (corpus / "甲2.txt").unlink()
    (corpus / "甲3.txt").write_text(TEXT.format("8.8"), encoding="utf-8")

    run(corpus)

    assert said(corpus) == {"乙": [], "甲": [], "甲3": []}


def test_a_document_that_becomes_a_duplicate_leaves_the_tables(corpus: Path) -> None:
    run(corpus, "jsonl", "json")
    (corpus / "乙.txt").write_text(TEXT.format("1.5"), encoding="utf-8")

    run(corpus, "jsonl", "json")

    assert len(rows(corpus)) == 1
    assert len(rows(corpus, "figures")) == 1
    assert len(list((corpus.parent / "out").glob("*.json"))) == 1


def test_a_new_file_before_a_document_is_its_duplicate(corpus: Path) -> None:
    run(corpus)
    (corpus / "0.txt").write_text(TEXT.format("22.50"), encoding="utf-8")

    assert run(corpus).structured == 0
    assert said(corpus)["乙"] == ["0"]


def test_a_renamed_file_is_no_duplicate_of_what_it_was(corpus: Path) -> None:
    run(corpus)
    (corpus / "乙.txt").rename(corpus / "丁.txt")

    summary = run(corpus)

    assert summary.counts[("done", None)] == 2
    assert said(corpus)["丁"] == []


def test_a_file_of_another_folder_is_a_duplicate_too(corpus: Path) -> None:
    run(corpus)
    more = corpus.parent / "more"
    more.mkdir()
    with zipfile.ZipFile(more / "包.zip", "w") as archive:
        archive.writestr("丙.txt", TEXT.format("22.50"))
    local.run([str(more)], corpus.parent / "out", RunOptions(formats=("jsonl",)), Limits(jobs=1))

    assert said(corpus)["乙"] == ["包.zip!丙"]
    assert len(rows(corpus)) == 2


def test_duplicates_are_kept_where_that_is_asked_for(corpus: Path) -> None:
    run(corpus, keep_duplicates=True)
    assert said(corpus) == {"乙": [], "甲": [], "甲2": [], "甲3": []}
    assert run(corpus, keep_duplicates=True).structured == 0

    run(corpus)
    assert said(corpus) == {"乙": [], "甲": ["甲2", "甲3"]}

    assert run(corpus, keep_duplicates=True).structured == 2
    assert len(rows(corpus)) == 4


def test_nothing_is_a_duplicate_of_what_could_not_be_read(corpus: Path) -> None:
    for name in ("空1.txt", "空2.txt"):
        (corpus / name).write_bytes(b"")
    for name in ("坏1.docx", "坏2.docx"):
        (corpus / name).write_bytes(b"PK\x03\x04 no archive")

    counts = run(corpus).counts

    assert counts[("empty", "empty")] == 2
    assert sum(n for (state, _), n in counts.items() if state == "refused") == 2
