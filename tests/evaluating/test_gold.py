"""The project's own annotated documents, what is wrong with others, and agreement with the reference scorer."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct.document import Document
from docstruct.evaluating.gold import GoldDocument, GoldError, load_gold, structure_gold
from docstruct.evaluating.report import DocumentScore, Report, error_bar
from docstruct.evaluating.scoring import Tally, score
from tests import loaded

if TYPE_CHECKING:
    from types import ModuleType

    from docstruct.pipeline import Pipeline

ROOT = Path(__file__).parents[2]
OWN, SAMPLES = ROOT / "tests" / "gold", ROOT / "samples"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return loaded.pipeline()


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The scorer that others use for the same format."""
    path = SHARED / "eval" / "evaluate.py"
    if not path.exists():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("reference_scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("gold", list(load_gold(OWN, SAMPLES)), ids=lambda gold: gold.name)
def test_own_documents_are_structured_as_annotated(pipeline: Pipeline, gold: GoldDocument) -> None:
    document = structure_gold(pipeline, gold)
    tallies, errors = score(gold, document)

    floors = {"figures": 0.94, "reasons": 0.9, "sections": 0.97, "metadata": 1.0}
    assert {task: tallies[task].f1 for task in floors if tallies[task].f1 < floors[task]} == {}, errors


@pytest.mark.parametrize(
    ("folder", "inputs"), [("seeds", "samples/seeds"), ("pdf", "samples/pdf"), ("composed", None)]
)
def test_agrees_with_the_reference_scorer(
    pipeline: Pipeline, reference: ModuleType, folder: str, inputs: str | None
) -> None:
    for gold in load_gold(SHARED / "gold" / folder, inputs and SHARED / inputs):
        document = structure_gold(pipeline, gold)
        assert isinstance(document, Document)
        ours = {task: reference_figures(tally) for task, tally in score(gold, document)[0].items()}
        assert ours == reference_scores(reference, SHARED / "gold" / folder / gold.name, document), gold.name


def reference_figures(tally: Tally) -> tuple[int, int, int, dict[str, tuple[int, int]]]:
    """Counts of the fields that the reference scorer looks at too."""
    fields = {name: (tally.right[name], count) for name, count in tally.fields.items() if name != "zone"}
    return tally.gold, tally.found, tally.hits, fields


def reference_scores(reference: ModuleType, folder: Path, document: Document) -> dict[str, object]:
    made = json.loads(document.to_json())
    errors: list[str] = []
    tallies = {
        task: getattr(reference, f"score_{task}")(reference.rows(folder / table), made[task], errors)
        for task, table in {
            "figures": "facts.tsv",
            "reasons": "reasons.tsv",
            "sections": "sections.tsv",
        }.items()
        if task != "sections" or (folder / table).exists()
    }
    if (folder / "meta.json").exists():
        annotated = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        tallies["metadata"] = reference.score_metadata(annotated, made["metadata"], errors)
    return {
        task: (
            tally.gold,
            tally.found,
            tally.hit,
            {key: (tally.also[f"{key}+"], tally.also[key]) for key in tally.also if not key.endswith("+")},
        )
        for task, tally in tallies.items()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "a"
    folder.mkdir(parents=True)
    (folder / "facts.tsv").write_text(
        "zone\tsubject\tpath\tcode\tmeasure\tvalue\tunit\tdirection\tapprox\n"
        "narrative\t收入总计\t\t\tactual\t1.5\t万元\t\t\n",
        encoding="utf-8",
    )
    (folder / "text.txt").write_text("2021年度收入总计1.5万元。", encoding="utf-8")
    (folder / "source.json").write_text('{"year": 2021, "document_type": "final_accounts"}')
    return folder


def test_an_excerpt_with_its_hints(folder: Path, pipeline: Pipeline) -> None:
    (gold,) = load_gold(folder.parent)
    document = structure_gold(pipeline, gold)

    assert (gold.fiscal_year, gold.sections, gold.metadata) == (2021, None, None)
    assert document.metadata.fiscal_year == 2021
    assert score(gold, document)[0]["figures"].hits == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("facts.tsv", "zone\tsubject\n", "facts.tsv:1: missing columns path code"),
        (
            "reasons.tsv",
            "zone\tsubject\trelation\ttext\na\tb\tc\td\te\n",
            "reasons.tsv:2: 5 cells, expected 4",
        ),
        ("source.json", "{", "source.json:1: "),
    ],
)
def test_what_is_wrong_with_annotations(folder: Path, name: str, content: str, says: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")

    with pytest.raises(GoldError, match=says):
        list(load_gold(folder.parent))


def test_an_input_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    (folder / "text.txt").unlink()

    with pytest.raises(GoldError, match="--inputs"):
        list(load_gold(folder.parent))
    with pytest.raises(GoldError, match="no file below"):
        list(load_gold(folder.parent, tmp_path / "gold" / "a"))


def test_a_folder_without_annotations(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"facts\.tsv"):
        list(load_gold(tmp_path))


def test_the_error_bar_is_that_of_documents_not_of_figures() -> None:
    """Nine good documents and a bad one: the bar spans what one document more or less of the bad kind would do."""
    good, bad = Tally(gold=10, found=10, hits=10), Tally(gold=10, found=10)
    low, high = error_bar([good] * 9 + [bad])

    assert high == 1.0
    assert 0.6 <= low <= 0.8


def test_the_error_bar_is_the_same_every_time() -> None:
    tallies = [Tally(gold=10, found=10, hits=hits) for hits in range(11)]

    assert error_bar(tallies) == error_bar(tallies)


def test_a_report_sums_by_kind_of_source() -> None:
    tally = Tally(gold=2, found=2, hits=1)
    report = Report(
        (
            DocumentScore(name="a", source="text", tallies={"figures": tally}),
            DocumentScore(name="b", source="pdf", tallies={"figures": tally}),
            DocumentScore(name="c", source=None, tallies={"figures": Tally(gold=2)}, problem="damaged"),
        )
    )

    assert report.sources() == ("pdf", "text")
    assert [asdict(task.tally)["gold"] for task in (*report.tasks(), *report.tasks("pdf"))] == [6, 2]
    assert [failed.name for failed in report.failed] == ["c"]
