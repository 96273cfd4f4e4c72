"""A run does what is missing or changed and nothing else, and says of every input where it ended."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from docstruct.document import Document
from docstruct.engines import local
from docstruct.engines.options import EngineError, Limits, RunOptions
from docstruct.engines.structuring import StructurerFactory

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree: TypeAlias = dict[str, bytes]

ONE_JOB = Limits(jobs=1)
TEXT = "某市医疗保障局2021年度部门决算\n一、收入支出决算总体情况说明\n2021年度收入总计{}万元。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for name, value in {"a/甲.txt": "1.5", "a/乙.txt": "22.50", "b/甲.txt": "333.00"}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(value), encoding="utf-8")
    return folder


def run(corpus: Path, *formats: str, force: bool = False, **options: object) -> local.Summary:
    output = corpus.parent / "out"
    chosen = RunOptions(formats=formats or ("json",), **options)
    return local.run([str(corpus)], output, chosen, ONE_JOB, force=force)


def tree(folder: Path) -> Tree:
    """Every result of a folder, by its path; the state of the run is none."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if ".docstruct" not in path.relative_to(folder).parts
    }


def test_every_input_leaves_a_document_of_its_own(corpus: Path) -> None:
    summary = run(corpus)

    values = {}
    for path in (corpus.parent / "out").glob("*.json"):
        document = Document.from_json(path.read_bytes())
        values[document.source.path] = [figure.value for figure in document.figures]
    assert summary.counts == {("done", None): 3}
    assert values == {
        str(corpus / "a/甲.txt"): ["1.5"],
        str(corpus / "a/乙.txt"): ["22.50"],
        str(corpus / "b/甲.txt"): ["333.00"],
    }
    assert {"甲.json", "乙.json"} < {path.name for path in (corpus.parent / "out").glob("*.json")}


@pytest.mark.usefixtures("in_this_process")
def test_the_same_command_again_does_nothing(corpus: Path) -> None:
    run(corpus, "json", "csv")
    before = tree(corpus.parent / "out")

    again = run(corpus, "json", "csv")

    assert (again.total, again.structured) == (3, 0)
    assert again.complete
    assert tree(corpus.parent / "out") == before


@pytest.mark.usefixtures("in_this_process")
def test_a_changed_input_is_done_again_alone(corpus: Path) -> None:
    run(corpus, "json", "jsonl")
    (corpus / "a/乙.txt").write_text(TEXT.format("99.9"), encoding="utf-8")

    assert run(corpus, "json", "jsonl").structured == 1
    figures = (corpus.parent / "out/figures.jsonl").read_text(encoding="utf-8")
    assert '"99.9"' in figures
    assert '"22.50"' not in figures
    assert '"333.00"' in figures


@pytest.mark.usefixtures("in_this_process")
def test_a_missing_result_is_made_again_alone(corpus: Path) -> None:
    run(corpus)
    whole = tree(corpus.parent / "out")
    (corpus.parent / "out/乙.json").unlink()

    assert run(corpus).structured == 1
    assert tree(corpus.parent / "out") == whole


@pytest.mark.usefixtures("in_this_process")
def test_a_result_cut_short_is_made_again(corpus: Path) -> None:
    run(corpus)
    whole = tree(corpus.parent / "out")
    (corpus.parent / "out/乙.json").write_text("{", encoding="utf-8")

    assert run(corpus).structured == 1
    assert tree(corpus.parent / "out") == whole


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "change",
    [
        {"fiscal_year": 2020},
        {"document_type": "budget"},
        {"reader": "markdown"},
        {"skip_checks": ("sum_mismatch",)},
    ],
)
def test_other_options_do_everything_again(corpus: Path, change: dict[str, object]) -> None:
    run(corpus)

    assert run(corpus, **change).structured == 3
    assert run(corpus, **change).structured == 0


def add_a_word(lexicons: Path) -> None:
    """A keeper's row laid over the packaged lexicons."""
    (lexicons / "reasons").mkdir()
    row = "text\tcategory\tsource\n一次性奖金\tone_off\ttest\n"
    (lexicons / "reasons" / "words.tsv").write_text(row, encoding="utf-8")


@pytest.mark.usefixtures("in_this_process")
def test_a_changed_lexicon_does_everything_again(corpus: Path, tmp_path: Path) -> None:
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    run(corpus, lexicons=lexicons)
    add_a_word(lexicons)

    assert run(corpus, lexicons=lexicons).structured == 3


@pytest.mark.usefixtures("in_this_process")
def test_another_format_is_added_to_those_there_are(corpus: Path) -> None:
    run(corpus, "json")

    assert run(corpus, "csv").structured == 3
    assert run(corpus, "json", "csv").structured == 0


@pytest.mark.usefixtures("in_this_process")
def test_force_does_everything_again(corpus: Path) -> None:
    run(corpus)

    assert run(corpus, force=True).structured == 3


@pytest.mark.usefixtures("in_this_process")
def test_inputs_of_several_runs_share_their_tables(corpus: Path) -> None:
    output = corpus.parent / "out"
    for folder in ("a", "b"):
        local.run([str(corpus / folder)], output, RunOptions(formats=("jsonl",)), ONE_JOB)

    assert len((output / "documents.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def bad_inputs(corpus: Path) -> None:
    (corpus / "bad").mkdir()
    (corpus / "bad/empty.txt").write_bytes(b"")
    (corpus / "bad/broken.pdf").write_bytes(b"%PDF-1.7\nnot really")


def test_bad_inputs_are_listed_and_the_others_written(corpus: Path) -> None:
    bad_inputs(corpus)
    ended = []
    summary = local.run(
        [str(corpus), str(corpus / "nowhere.txt")],
        corpus.parent / "out",
        RunOptions(),
        ONE_JOB,
        on_end=lambda entry: ended.append(entry.path),
    )

    lines = (corpus.parent / "out/errors.jsonl").read_text(encoding="utf-8").splitlines()
    listed = {Path(row["path"]).name: (row["state"], row["reason"]) for row in map(json.loads, lines)}
    assert listed == {
        "empty.txt": ("empty", "empty"),
        "broken.pdf": ("refused", "damaged"),
        "nowhere.txt": ("refused", "missing"),
    }
    assert summary.counts[("done", None)] == 3
    assert not summary.complete
    assert len(ended) == len({*ended}) == summary.total == 6


@pytest.mark.usefixtures("in_this_process")
def test_an_input_made_good_leaves_the_list(corpus: Path) -> None:
    bad_inputs(corpus)
    run(corpus)
    for name in ("empty.txt", "broken.pdf"):
        (corpus / "bad" / name).unlink()

    assert run(corpus).complete
    assert not (corpus.parent / "out/errors.jsonl").exists()


@pytest.mark.usefixtures("in_this_process")
def test_an_input_gone_bad_leaves_no_result(corpus: Path) -> None:
    run(corpus, "json", "jsonl")
    (corpus / "a/乙.txt").write_bytes(b"")

    assert not run(corpus, "json", "jsonl").complete
    assert not (corpus.parent / "out/乙.json").exists()
    assert '"22.50"' not in (corpus.parent / "out/figures.jsonl").read_text(encoding="utf-8")


@pytest.mark.usefixtures("in_this_process")
def test_results_beside_the_inputs_are_no_inputs(corpus: Path) -> None:
    first = local.run([str(corpus)], corpus, RunOptions(formats=("json", "html")), ONE_JOB)
    again = local.run([str(corpus)], corpus, RunOptions(formats=("json", "html")), ONE_JOB)

    assert (first.total, again.total, again.structured) == (3, 3, 0)


def nested_pdf(depth: int, each: int) -> bytes:
    """A PDF of some kilobytes that draws a text ``each ** depth`` times (a "billion laughs" of form XObjects)."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        "<</Length 5>>stream\n/X Do\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(depth):
        last = number == depth - 1
        content = ("BT /F 12 Tf 72 72 Td (1.00) Tj ET " if last else "/X Do ") * each
        resources = "/Font<</F 5 0 R>>" if last else f"/XObject<</X {len(objects) + 2} 0 R>>"
        form = (
            f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<{resources}>>/Length {len(content)}>>"
        )
        objects.append(f"{form}stream\n{content}\nendstream")
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF\n".encode()


def test_a_pdf_bomb_costs_itself_only(corpus: Path) -> None:
    (corpus / "bomb.pdf").write_bytes(nested_pdf(depth=9, each=10))
    summary = local.run([str(corpus)], corpus.parent / "out", RunOptions(), Limits(jobs=2, timeout=1.5))

    assert summary.counts == {("done", None): 3, ("failed", "timeout"): 1}


def test_lexicons_that_change_during_a_run_end_it(tmp_path: Path) -> None:
    """A worker that starts later must not mix its lexicons with those the run began with."""
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    options = RunOptions(lexicons=lexicons)
    factory = StructurerFactory(options=options, staging=tmp_path, fingerprint=options.fingerprint())
    add_a_word(lexicons)

    with pytest.raises(EngineError, match="run the same command again"):
        factory()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_ends_the_run_and_the_next_goes_on(
    corpus: Path, small_disk: Path, tmp_path: Path
) -> None:
    for number in range(20):
        (corpus / f"{number:02}.txt").write_text(TEXT.format(f"{number}.5") * 60, encoding="utf-8")
    output = small_disk / "out"
    with pytest.raises(EngineError, match="cannot be written to"):
        local.run([str(corpus)], output, RunOptions(formats=("json", "jsonl")), ONE_JOB)
    for path in output.glob("*.json"):
        Document.from_json(path.read_bytes())

    subprocess.run(["mount", "-o", "remount,size=50m", str(small_disk)], check=True)
    summary = local.run([str(corpus)], output, RunOptions(formats=("json", "jsonl")), ONE_JOB)
    local.run([str(corpus)], tmp_path / "undisturbed", RunOptions(formats=("json", "jsonl")), ONE_JOB)

    assert summary.complete
    assert tree(output) == tree(tmp_path / "undisturbed")


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(EngineError, match="Permission denied"):
        run(corpus)


def test_an_output_folder_that_is_a_file(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(EngineError, match="out"):
        run(corpus)
