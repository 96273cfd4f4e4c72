"""A file that holds several disclosures: a document each, in every medium, in the library and in a run."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pymupdf
import pytest

from docstruct import structure_all, structure_many
from docstruct.decisions import Decision, Decisions, finding_key
from docstruct.engines import local
from docstruct.engines.exporting import export
from docstruct.engines.options import Limits, RunOptions
from docstruct.engines.structuring import StructurerFactory, Task, staged_in
from docstruct.reading.discovery import discover
from tests import loaded

if TYPE_CHECKING:
    from docstruct.document import Document
    from docstruct.pipeline import Pipeline

SAMPLES = sorted(
    (Path(__file__).parents[2] / "samples").glob("*决算.txt"), key=lambda path: "白山" not in path.stem
)
"""That of 白山 has no cover, so it can only be the first."""

COUNTY = [("教育局", "100.00"), ("水利局", "200.00"), ("林业局", "300.00")]
LINES = (
    "目录",
    "一、部门主要职责",
    "二、收入支出预算情况说明",
    "一、部门主要职责",
    "贯彻执行国家方针政策。负责全县有关工作。承办县政府交办的其他事项。",
    "二、收入支出预算情况说明",
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return loaded.pipeline()


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "汇编.txt"
    path.write_text("".join(disclosure(*one) for one in COUNTY), encoding="utf-8")
    return path


def lines_of(office: str, amount: str) -> tuple[str, ...]:
    return (f"青山县{office}2023年部门预算", *LINES, f"2023年收入预算{amount}万元，支出预算{amount}万元。")


def disclosure(office: str, amount: str) -> str:
    return "\n".join(lines_of(office, amount)) + "\n"


def said(document: Document) -> list[tuple[object, ...]]:
    return [
        (one.subject.text, one.subject.code, one.measure, one.value, one.unit) for one in document.figures
    ]


def offices(documents: tuple[Document, ...]) -> list[tuple[int | None, str | None, str]]:
    return [(one.source.part, one.metadata.organization, one.figures[0].value) for one in documents]


EXPECTED = [(1, "青山县教育局", "100.00"), (2, "青山县水利局", "200.00"), (3, "青山县林业局", "300.00")]


def test_each_part_says_what_it_says_alone(pipeline: Pipeline, tmp_path: Path) -> None:
    text = "".join(sample.read_text(encoding="utf-8").rstrip() + "\n\n" for sample in SAMPLES)
    whole = tmp_path / "all.txt"
    whole.write_text(text, encoding="utf-8")
    parts = pipeline.structure_all(whole)
    alone = [pipeline.structure(sample) for sample in SAMPLES]
    assert [part.text for part in parts] == [one.text for one in alone]
    for part, one in zip(parts, alone, strict=True):
        assert said(part) == said(one)
        assert part.metadata == one.metadata
        assert [finding.message for finding in part.findings] == [finding.message for finding in one.findings]
        last = part.figures[-1]
        start, end = last.source_start, last.source_end
        assert start is not None
        assert end is not None
        assert "".join(text[start:end].split()) == "".join(part.text[last.start : last.end].split())


def test_a_single_disclosure_has_no_part(pipeline: Pipeline) -> None:
    (only,) = pipeline.structure_all(SAMPLES[0])
    assert only.source.part is None
    assert only.source.key == only.source.sha256


def test_structured_whole_it_says_where_the_others_begin_and_compares_nothing(
    pipeline: Pipeline, bundle: Path
) -> None:
    whole = pipeline.structure(bundle)
    found = [(one.kind, whole.text[one.start : one.end]) for one in whole.findings]
    assert found == [
        ("several_disclosures", "青山县水利局2023年部门预算"),
        ("several_disclosures", "青山县林业局2023年部门预算"),
    ]
    assert whole.source.part is None


def test_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pymupdf.open() as pdf:
        for one in COUNTY:
            cover, *rest = lines_of(*one)
            pdf.new_page().insert_text((150, 300), cover, fontname="china-s", fontsize=18)
            for begin, end in ((0, 3), (3, len(rest))):
                page = pdf.new_page()
                for number, line in enumerate(rest[begin:end]):
                    page.insert_text((72, 90 + 28 * number), line, fontname="china-s", fontsize=12)
        pdf.save(path)
    documents = structure_all(path)
    assert offices(documents) == EXPECTED
    assert [one.source.pages for one in documents] == [3, 3, 3]
    assert [one.figures[0].page for one in documents] == [3, 6, 9]
    assert [one.pages[0].number for one in documents] == [1, 4, 7]


def test_a_word_document(tmp_path: Path) -> None:
    import docx

    written = docx.Document()
    for one in COUNTY:
        for line in lines_of(*one):
            written.add_paragraph(line)
    stream = io.BytesIO()
    written.save(stream)
    path = tmp_path / "a.docx"
    path.write_bytes(stream.getvalue())
    assert offices(structure_all(path)) == EXPECTED


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_inputs_give_a_result_for_each_part(bundle: Path, jobs: int) -> None:
    told: list[int] = []
    results = list(
        structure_many([bundle, SAMPLES[0]], jobs=jobs, on_progress=lambda done, path: told.append(done))
    )
    assert [result.document.source.part for result in results if result.document] == [1, 2, 3, None]
    assert told == [1, 2]


def test_a_run_names_and_keys_each_part(bundle: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    options = RunOptions(formats=("json", "csv", "jsonl"))
    summary = local.run([str(bundle)], output, options)
    assert [(entry.parts, entry.figures) for entry in summary.entries] == [(3, 6)]
    assert sorted(path.name for path in output.glob("*.json")) == [f"汇编.part{n}.json" for n in (1, 2, 3)]
    rows = [json.loads(line) for line in (output / "figures.jsonl").read_text("utf-8").splitlines()]
    keys = [row["document"] for row in rows]
    assert len(set(keys)) == 3
    assert [key.partition("#")[2] for key in keys] == ["1", "1", "2", "2", "3", "3"]
    assert local.run([str(bundle)], output, options).structured == 0
    assert export(output, ["md"]).documents == 3
    assert (output / "汇编.part2.md").is_file()


@pytest.mark.usefixtures("in_this_process")
def test_a_part_that_is_gone_leaves_no_file(tmp_path: Path) -> None:
    source, output = tmp_path / "a.txt", tmp_path / "out"
    for count in (3, 2, 1):
        source.write_text("".join(disclosure(*one) for one in COUNTY[:count]), encoding="utf-8")
        local.run([str(source)], output, RunOptions(formats=("json", "jsonl")), Limits(jobs=1))
        expected = [f"a.part{n}.json" for n in range(1, count + 1)] if count > 1 else ["a.json"]
        assert sorted(path.name for path in output.glob("*.json")) == expected
        lines = (output / "documents.jsonl").read_text("utf-8").splitlines()
        assert len(lines) == count


@pytest.mark.usefixtures("in_this_process")
def test_a_file_named_like_a_part_keeps_its_own_results(bundle: Path, tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_bytes(bundle.read_bytes())
    (folder / "a.part1.txt").write_bytes(SAMPLES[0].read_bytes())
    for _ in range(2):
        local.run([str(folder)], output, RunOptions(formats=("json",)), Limits(jobs=1), force=True)
        found = [json.loads(path.read_bytes())["metadata"]["organization"] for path in output.glob("*.json")]
        assert sorted(found) == ["白山市医疗保障局", "青山县教育局", "青山县林业局", "青山县水利局"]


def test_what_was_decided_belongs_to_one_part() -> None:
    text = "".join(
        disclosure(office, "100.00") + "三、说明\n2022年收入80万元，比上年增加10万元，增长50%。\n"
        for office, _ in COUNTY
    )
    first, second, _ = loaded.pipeline().structure_all(text)
    assert first.findings
    assert second.findings
    key = finding_key(second.findings[0])
    made = Decision(document=second.source.key, key=key, decision="false")
    decisions = Decisions({(made.document, made.key): made})
    assert decisions.of(first, first.findings[0]) is None
    assert decisions.of(second, second.findings[0]) == made
    assert decisions.digest(first.source.sha256) is not None
    assert decisions.of_others([first.source.sha256]) == 0


def test_parts_and_a_file_named_like_one_are_made_at_the_same_time(bundle: Path, tmp_path: Path) -> None:
    """Two workers stage 汇编 (three parts) and 汇编.part1 before either is put in its place."""
    options = RunOptions(formats=("json",))
    factory = StructurerFactory(options=options, staging=tmp_path, fingerprint=options.fingerprint())
    structurer = factory()
    ends = [
        structurer(Task(input=next(iter(discover([str(path)]))), name=name))
        for name, path in (("a", bundle), ("a.part1", SAMPLES[0]))
    ]
    assert [len(end.files) for end in ends] == [3, 1]
    for name, end in zip(("a", "a.part1"), ends, strict=True):
        for suffix, sha256, _ in end.files:
            made = staged_in(tmp_path, name) / f"{name}{suffix}"
            assert hashlib.sha256(made.read_bytes()).hexdigest() == sha256
