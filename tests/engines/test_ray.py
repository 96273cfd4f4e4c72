"""The engine for many machines writes what the local one writes, on a local Ray of two workers."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("ray.data")
pytest.importorskip("pyarrow")

import pyarrow.parquet as pq
import ray

from docstruct.engines import local
from docstruct.engines import ray as engine
from docstruct.engines.options import Limits, RunOptions

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray")]

SAMPLES = Path(__file__).parents[2] / "samples"
ENTITIES = ("documents", "sections", "figures", "reasons", "records", "findings")


@pytest.fixture(scope="module", autouse=True)
def cluster() -> object:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in SAMPLES.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").touch()
    return folder


def rows(output: Path, entity: str) -> list[dict[str, object]]:
    table = pq.read_table(output / f"{entity}.parquet")
    return sorted(table.to_pylist(), key=lambda row: (row["document"], str(sorted(row.items(), key=str))))


def test_the_same_tables_as_the_local_engine(corpus: Path, tmp_path: Path) -> None:
    here = RunOptions(formats=("parquet",))
    local.run([str(corpus)], tmp_path / "local", here, Limits(jobs=1))
    counts = engine.run([str(corpus)], str(tmp_path / "ray"), workers=2, bundle=2)

    assert counts == {("done", None): 5, ("empty", "empty"): 1}
    for entity in ENTITIES:
        assert rows(tmp_path / "ray", entity) == rows(tmp_path / "local", entity), entity
    figures = tmp_path / "ray" / "figures.parquet"
    partition = "fiscal_year=2024/document_type=budget"
    assert list(figures.glob(f"{partition}/part-*.parquet"))


def test_a_second_run_does_what_is_missing(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    engine.run([str(corpus)], str(output), workers=2, bundle=2)
    whole = {entity: rows(output, entity) for entity in ENTITIES}
    bundle = min((output / "outcomes").iterdir())
    bundle.unlink()  # as if its writer had died before the end

    again = engine.run([str(corpus)], str(output), workers=2, bundle=2)

    assert sum(again.values()) == 6
    assert {entity: rows(output, entity) for entity in ENTITIES} == whole


def test_bytes_from_anywhere(corpus: Path, tmp_path: Path) -> None:
    dataset = ray.data.read_binary_files(str(corpus), include_paths=True)
    counts = engine.run_dataset(dataset, str(tmp_path / "out"), RunOptions(fiscal_year=1999), workers=1)

    assert counts[("done", None)] == 5
    assert pq.read_table(tmp_path / "out" / "documents.parquet")["fiscal_year"].to_pylist()
