"""Parts of a Parquet table are merged as they grow, and the folder can be read whole at every step."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct import structure
from docstruct.engines import local, merging
from docstruct.engines.collecting import Collecting
from docstruct.engines.options import Limits, RunOptions
from docstruct.engines.results import Results
from docstruct.engines.state import RunState
from docstruct.writing import parquet

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document

duckdb = pytest.importorskip("duckdb")
pandas = pytest.importorskip("pandas")
pq = pytest.importorskip("pyarrow.parquet")

pytestmark = pytest.mark.usefixtures("in_this_process")

TEXT = "某市医疗保障局{}\n一、收入支出{}总体情况说明\n收入总计{}万元。\n"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Eight: of two years and none, of two types and none, three of one year and type, one without figures."""
    titles = (
        "2021年度部门决算",
        "2022年部门预算",
        "",
        "部门决算",
        "2022年",
        "2021年度部门决算",
        "2021年度部门决算",
    )
    made = [
        structure(TEXT.format(title, title[-2:].removesuffix("2年"), f"{place}.50"))
        for place, title in enumerate(titles)
    ]
    return [*made, structure("2021年度部门决算\n一、名词解释\n本部门没有数字。\n")]


def grow(output: Path, staging: Path, document: Document, name: str) -> tuple[int, int]:
    """Add one document as a run does; the parts before it that were read, and the parts there are."""
    owned = [path.relative_to(output).as_posix() for path in output.rglob("part-*.parquet")]
    staging.mkdir()
    writer = parquet.ParquetWriter(staging, part=max(map(merging.part_number, owned), default=-1) + 1)
    writer.add(document, name)
    writer.close()
    gone = merging.merge(staging, output, owned) if owned else []
    for path in sorted(staging.rglob("part-*.parquet")):
        place = output / path.relative_to(staging)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for file in gone:
        (output / file).unlink()
    shutil.rmtree(staging)
    return len(gone), len(list((output / "figures.parquet").rglob("*.parquet")))


def paths_read(table: Path) -> list[list[str]]:
    """The paths of a table's rows, as pandas, pyarrow and DuckDB read the folder."""
    found = duckdb.sql(f"SELECT path, fiscal_year, document_type FROM '{table}/**/*.parquet'").fetchall()
    assert all(isinstance(year, int) and isinstance(kind, str) for _, year, kind in found)
    return [
        sorted(pandas.read_parquet(table)["path"]),
        sorted(pq.read_table(table)["path"].to_pylist()),
        sorted(path for path, _, _ in found),
    ]


def test_a_folder_is_read_whole_at_every_step(documents: list[Document], tmp_path: Path) -> None:
    output = tmp_path / "out"
    for number in range(24):
        document = documents[number % len(documents)]
        named = replace(document, source=replace(document.source, path=f"{number:02}.txt"))
        parts = grow(output, tmp_path / "staging", named, str(number))[1]
        expected = [f"{one:02}.txt" for one in range(number + 1)]
        for read in paths_read(output / "documents.parquet"):
            assert read == expected
    figures = paths_read(output / "figures.parquet")
    assert figures[0] == figures[1] == figures[2]
    assert set(figures[0]) == {f"{one:02}.txt" for one in range(24) if one % 8 != 7}
    assert parts == 2 + 4 * 3, (
        "of nine of one partition eight are one; three each of four others are not many"
    )


def test_what_is_merged_is_as_it_was(documents: list[Document], tmp_path: Path) -> None:
    """Columns, their types and the order of rows: as in a table made at once."""
    output, once = tmp_path / "out", tmp_path / "once"
    once.mkdir()
    writer = parquet.ParquetWriter(once)
    for number in range(9):
        grow(output, tmp_path / "staging", documents[0], str(number))
        writer.add(documents[0], str(number))
    writer.close()

    for table in parquet.ParquetWriter.names:
        parts = sorted((output / table).rglob("*.parquet"), key=lambda path: merging.part_number(path.name))
        grown = [row for part in parts for row in pq.ParquetFile(part).read().to_pylist()]
        (whole,) = (once / table).rglob("*.parquet")
        assert grown == pq.ParquetFile(whole).read().to_pylist(), table
        assert {pq.read_schema(part) for part in parts} == {pq.read_schema(whole)}, table
    assert len(list((output / "documents.parquet").rglob("*.parquet"))) == 2


def test_the_unstated_have_a_partition_that_all_can_read(documents: list[Document], tmp_path: Path) -> None:
    writer = parquet.ParquetWriter(tmp_path)
    writer.add(structure("情况说明\n其他事项。\n"), "x")
    writer.close()

    (row,) = pandas.read_parquet(tmp_path / "documents.parquet").to_dict("records")
    assert (row["fiscal_year"], row["document_type"]) == (0, "unstated")
    assert row["metadata_document_type"] is None or pandas.isna(row["metadata_document_type"])
    assert pandas.isna(row["metadata_fiscal_year"])


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=600))
def test_rows_are_written_once_a_tier(sizes: list[int]) -> None:
    """Work and files, whatever comes: a part more is merged with few rows, and few parts are left."""
    rows: list[int] = []
    written = 0
    for size in sizes:
        rows.append(size)
        merged = merging._merged(rows)
        if merged:
            rows[-merged - 1 :] = [sum(rows[-merged - 1 :])]
            written += rows[-1]
    tiers = merging._tier(sum(sizes)) + 1
    assert sum(rows) == sum(sizes)
    assert len(rows) <= (merging.FEW - 1) * tiers
    assert written <= merging.FEW * tiers * sum(sizes)


def test_one_at_a_time_each_row_is_written_once_a_tier() -> None:
    rows: list[int] = []
    written = 0
    for _ in range(merging.FEW**4):
        rows.append(1)
        if merged := merging._merged(rows):
            rows[-merged - 1 :] = [sum(rows[-merged - 1 :])]
            written += rows[-1]
    assert rows == [merging.FEW**4]
    assert written <= 4 * merging.FEW**4


def test_large_parts_and_parts_of_other_columns_stay(
    documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    monkeypatch.setattr(merging, "FEW", 2)
    grow(output, tmp_path / "staging", documents[0], "0")
    (old,) = (output / "documents.parquet").rglob("*.parquet")
    pq.write_table(pq.ParquetFile(old).read().drop_columns(["text"]), old)
    (large,) = (output / "figures.parquet").rglob("*.parquet")
    before = old.read_bytes(), large.read_bytes()
    monkeypatch.setattr(merging, "LARGE_BYTES", large.stat().st_size)
    grow(output, tmp_path / "staging", documents[0], "1")

    assert (old.read_bytes(), large.read_bytes()) == before


class Stopped(BaseException):
    """As if the process had been killed here."""


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The output of a run over three documents of which the last is in no table yet."""
    inputs, output = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    monkeypatch.setattr(merging, "FEW", 3)
    for number in range(3):
        (inputs / f"{number}.txt").write_text(
            TEXT.format("2021年度部门决算", "决算", f"{number}.50"), encoding="utf-8"
        )
        if number == 2:
            monkeypatch.setattr(local._Run, "_write_collections", lambda run: None)
        local.run([str(inputs)], output, RunOptions(formats=("parquet",)), Limits(jobs=1))
    return output


def bring_up_to_date(output: Path) -> None:
    staging = output.parent / f"staging-{output.name}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    with RunState(output) as state:
        Collecting(state, staging).write(["parquet"])


def test_killed_at_any_step_the_next_run_goes_on(
    waiting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(list((waiting / "documents.parquet").rglob("*.parquet"))) == 2
    steps = {name: getattr(Results, name) for name in ("_move", "_note", "remove", "_announce")}
    left = 10**6

    def stopping(name: str) -> object:
        def step(self: Results, *args: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left == 0:
                raise Stopped
            return steps[name](self, *args, **options)

        return step

    for name in steps:
        monkeypatch.setattr(Results, name, stopping(name))
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(waiting, undisturbed)
    bring_up_to_date(undisturbed)
    assert [path.name for path in (undisturbed / "documents.parquet").rglob("*.parquet")] == [
        "part-0.parquet"
    ]
    for stop in range(1, 10**6 - left, 5):
        output = tmp_path / f"stopped-{stop}"
        shutil.copytree(waiting, output)
        left = stop
        with pytest.raises(Stopped):
            bring_up_to_date(output)
        left = 10**6
        bring_up_to_date(output)
        for table in parquet.ParquetWriter.names:
            read, expected = (pq.read_table(folder / table) for folder in (output, undisturbed))
            assert read.to_pylist() == expected.to_pylist(), (stop, table)
