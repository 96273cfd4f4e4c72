"""Parquet in bounded memory: what waits is little, however many documents and partitions there are, and no row is lost."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.writing import parquet
from docstruct.writing.entities import ENTITIES, entries
from docstruct.writing.parquet import ParquetWriter, batches

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Document

YEARS = 5
DOCUMENTS = 100


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, document: Document) -> int:
    """Bounds in proportion to the small document of these tests; gives the bytes of its columns."""
    one = sum(int(batch.nbytes) for batch in batches(document).values())
    monkeypatch.setattr(parquet, "ROW_GROUP_BYTES", 16 * one)
    monkeypatch.setattr(parquet, "SMALL_GROUP_BYTES", 8 * one)
    monkeypatch.setattr(parquet, "BUFFERED_BYTES", 16 * one)
    monkeypatch.setattr(parquet, "PENDING_CHARACTERS", 8 * len(document.text))
    return one


def of_years(document: Document, years: int) -> list[Document]:
    """As many documents, one after another of the years in turn."""
    return [
        replace(
            document,
            source=replace(document.source, path=f"{number}.txt", sha256=f"{number:064}"),
            metadata=replace(document.metadata, fiscal_year=2000 + number % years),
        )
        for number in range(DOCUMENTS)
    ]


@pytest.mark.parametrize("years", [1, YEARS, 12])
def test_what_waits_is_bounded_over_all_partitions(
    document: Document, tmp_path: Path, small: int, years: int
) -> None:
    writer = ParquetWriter(tmp_path)
    most_bytes = most_pending = 0
    for one in of_years(document, years):
        writer.add(one, "name")
        partitions = writer._partitions.values()
        most_bytes = max(most_bytes, sum(each.bytes for each in partitions))
        most_pending = max(most_pending, sum(each.pending for each in partitions))
    writer.close()
    assert 8 * small < most_bytes < 16 * small
    assert most_pending < 8 * len(document.text)


@pytest.mark.parametrize("years", [1, YEARS])
def test_every_row_is_written_once_and_in_order(
    document: Document, tmp_path: Path, small: int, years: int
) -> None:
    writer = ParquetWriter(tmp_path)
    documents = of_years(document, years)
    for one in documents:
        writer.add(one, "name")
    writer.close()
    for year in range(years):
        part = (
            tmp_path / f"facts.parquet/fiscal_year={2000 + year}/document_type=final_accounts/part-0.parquet"
        )
        expected = [
            one.source.path for one in documents if one.metadata.fiscal_year == 2000 + year for _ in one.facts
        ]
        assert pq.ParquetFile(part).read()["path"].to_pylist() == expected


def test_row_groups_that_many_partitions_made_small_are_merged(
    document: Document, tmp_path: Path, small: int
) -> None:
    writer = ParquetWriter(tmp_path)
    for one in of_years(document, YEARS):
        writer.add(one, "name")
    groups = [len(partition._groups) for partition in writer._partitions.values()]
    writer.close()
    assert max(groups) > 1
    parts = list(tmp_path.glob("figures.parquet/*/*/*"))
    assert len(parts) == YEARS
    assert {pq.ParquetFile(part).num_row_groups for part in parts} == {1}


def test_columns_say_what_the_entries_say(document: Document) -> None:
    """Cells in rows in tables, candidates, places and boxes, whether there are some, none, or nothing is known."""
    boxed = replace(
        document,
        figures=(
            replace(document.figures[0], boxes=((3, 1.0, 2.0, 3.5, 4.0), (4, 0.0, 0.0, 1.0, 1.0))),
            *document.figures[1:],
        ),
    )
    made = batches(boxed, document)
    for entity in ENTITIES:
        made[entity].validate(full=True)
        assert made[entity].num_rows == 2 * len(entries(document)[entity])
    boxes = made["figures"]["boxes"].to_pylist()
    assert boxes[0] == [
        {"page": 3, "x0": 1.0, "y0": 2.0, "x1": 3.5, "y1": 4.0},
        {"page": 4, "x0": 0.0, "y0": 0.0, "x1": 1.0, "y1": 1.0},
    ]
    assert boxes[1] in ([], None)
    (table, _) = made["tables"]["rows"].to_pylist()
    assert [[cell["text"] for cell in row["cells"]] for row in table] == [
        [cell.text for cell in row.cells] for row in document.tables[0].rows
    ]
    values = [cell["value"] for row in table for cell in row["cells"]]
    assert values == [
        None if cell.value is None else Decimal(cell.value)
        for row in document.tables[0].rows
        for cell in row.cells
    ]


@given(st.lists(st.none() | st.decimals(allow_nan=False, allow_infinity=False).map(str), max_size=5))
def test_numbers_are_exact_or_left_out(stated: list[str | None]) -> None:
    made = parquet._decimals(stated).to_pylist()
    for digits, number in zip(stated, made, strict=True):
        if number is not None:
            assert number == Decimal(digits or "")
        elif digits is not None:
            scaled = Fraction(digits) * 10**parquet.DECIMALS
            assert scaled.denominator != 1 or abs(scaled) >= 10**parquet.DIGITS


def test_pyarrow_is_loaded_when_the_first_row_comes() -> None:
    """While a run's workers are at work, the process that starts them has no need of it."""
    program = (
        "import sys, tempfile, pathlib; from docstruct.writing import collection_writers;"
        "collection_writers(['parquet'], pathlib.Path(tempfile.mkdtemp())).discard();"
        "sys.exit('pyarrow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_no_functions_of_arrow_are_loaded() -> None:
    """They take fifteen megabytes, in a process that is to stay small; pandas, where it is installed, loads them too."""
    program = (
        "import sys; sys.modules['pyarrow.compute'] = None; from docstruct import structure;"
        "from docstruct.writing.parquet import batches; batches(structure('2022年收入总计1.50万元。'))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
