"""The engine for many machines writes what the local one writes, on a local Ray of two workers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("ray.data")
pytest.importorskip("pyarrow")

import pyarrow.parquet as pq
import ray

from docstruct.engines import local
from docstruct.engines import ray as engine
from docstruct.engines.options import EngineError, Limits, RunOptions

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray")]

SAMPLES = Path(__file__).parents[2] / "samples"
HERE = RunOptions(formats=("parquet",))
ENTITIES = ("documents", "sections", "figures", "reasons", "records", "findings")


@pytest.fixture(scope="module", autouse=True)
def cluster() -> object:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ray")


@pytest.fixture
def corpus(place: Path) -> Path:
    """The samples and an empty file, as they were: always in one folder, because results know their inputs by path."""
    folder = place / "in"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in SAMPLES.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture
def output(place: Path, corpus: Path, tmp_path: Path) -> Path:
    """A copy of what a run over the corpus left: made once, a run costs ten seconds of workers that start."""
    made = place / "out"
    if not made.exists():
        counts = engine.run([str(corpus)], str(made), workers=2, bundle=2)
        assert counts == {("done", None): 5, ("empty", "empty"): 1}
    return shutil.copytree(made, tmp_path / "out")


def rows(output: Path, entity: str) -> list[dict[str, object]]:
    table = pq.read_table(output / f"{entity}.parquet")
    return sorted(table.to_pylist(), key=lambda row: (row["document"], str(sorted(row.items(), key=str))))


def test_the_same_tables_as_the_local_engine(output: Path, corpus: Path, tmp_path: Path) -> None:
    local.run([str(corpus)], tmp_path / "local", HERE, Limits(jobs=1))

    for entity in ENTITIES:
        assert rows(output, entity) == rows(tmp_path / "local", entity), entity
    figures = output / "figures.parquet"
    partition = "fiscal_year=2024/document_type=budget"
    assert list(figures.glob(f"{partition}/part-*.parquet"))


def test_a_second_run_does_what_is_missing(output: Path, corpus: Path) -> None:
    """A bundle that was broken off is cleared away and made anew; strangers' parts beside it, called as ours are, stay."""
    whole = {entity: rows(output, entity) for entity in ENTITIES}
    strangers = [output / "figures.parquet" / "part-0.parquet", output / "notes" / "part-of-mine.txt"]
    for path in strangers:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    min((output / "outcomes").iterdir()).unlink()  # as if its writer had died before the end

    again = engine.run([str(corpus)], str(output), workers=2, bundle=2)

    assert sum(again.values()) == 6
    assert [path.read_text(encoding="utf-8") for path in strangers] == ["mine", "mine"]
    strangers[0].unlink()  # no table, so whoever reads the folder as one stumbles over it
    assert {entity: rows(output, entity) for entity in ENTITIES} == whole


def test_bytes_from_anywhere(corpus: Path, tmp_path: Path) -> None:
    dataset = ray.data.read_binary_files(str(corpus), include_paths=True)
    counts = engine.run_dataset(dataset, str(tmp_path / "out"), RunOptions(fiscal_year=1999), workers=1)

    assert counts[("done", None)] == 5
    assert pq.read_table(tmp_path / "out" / "documents.parquet")["fiscal_year"].to_pylist()


def test_tables_of_others_are_refused(corpus: Path, tmp_path: Path) -> None:
    local.run([str(corpus)], tmp_path / "local", RunOptions(formats=("parquet",)), Limits(jobs=1))
    before = sorted(tmp_path.joinpath("local").rglob("*.parquet"))
    with pytest.raises(EngineError, match="local run"):
        engine.run([str(corpus)], str(tmp_path / "local"))
    assert sorted(tmp_path.joinpath("local").rglob("*.parquet")) == before
    mine = tmp_path / "mine" / "outcomes" / "part-0.parquet"
    mine.parent.mkdir(parents=True)
    mine.touch()
    with pytest.raises(EngineError, match="in the way: outcomes"):
        engine.run([str(corpus)], str(tmp_path / "mine"))
    assert mine.exists()


def test_results_follow_content_options_and_inputs(output: Path, corpus: Path, tmp_path: Path) -> None:
    first, second = sorted(corpus.glob("*.txt"))[:2]
    changed = f"{first.read_text(encoding='utf-8')}\n2021年度收入总计987654.32万元。\n"
    first.write_text(changed, encoding="utf-8")
    second.unlink()
    counts = engine.run([str(corpus)], str(output), workers=2, bundle=2)
    local.run([str(corpus)], tmp_path / "anew", HERE, Limits(jobs=1))

    assert sum(counts.values()) == 5
    for entity in ENTITIES:
        assert rows(output, entity) == rows(tmp_path / "anew", entity), entity
    engine.run([str(corpus)], str(output), RunOptions(fiscal_year=1999), workers=2, bundle=2)
    assert set(pq.read_table(output / "documents.parquet")["fiscal_year"].to_pylist()) == {1999}
    with pytest.raises(EngineError, match="ray"):
        local.run([str(corpus)], output, HERE, Limits(jobs=1))
