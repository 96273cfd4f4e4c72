"""Many inputs inside another program: results for all, exceptions for none."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from docstruct import structure, structure_many
from docstruct.engines.options import RunOptions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(f"2022年{name}收入总计{ord(name)}万元。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_input_gives_a_result_in_its_turn(folder: Path, jobs: int) -> None:
    said: list[tuple[int, str]] = []
    results = list(
        structure_many([folder, folder / "missing.pdf"], jobs=jobs, on_progress=lambda *now: said.append(now))
    )

    assert [result.path.rpartition("/")[2] for result in results] == [
        "a.txt",
        "b.txt",
        "c.txt",
        "d.txt",
        "missing.pdf",
    ]
    assert [result.error.code if result.error else None for result in results] == [
        None,
        "empty",
        None,
        None,
        "missing",
    ]
    assert results[2].document == structure(folder / "c.txt")
    assert said[-1] == (5, str(folder / "missing.pdf"))


def test_as_completed_gives_the_same_results(folder: Path) -> None:
    results = structure_many(folder, jobs=2, ordered=False, options=RunOptions(fiscal_year=2021))

    assert {result.path.rpartition("/")[2] for result in results} == {"a.txt", "b.txt", "c.txt", "d.txt"}


def test_it_ends_when_cancelled(folder: Path) -> None:
    cancel = threading.Event()
    results = structure_many(folder, cancel=cancel)
    next(results)
    cancel.set()

    assert list(results) == []


def test_no_jobs_are_an_error_at_once() -> None:
    with pytest.raises(ValueError, match="jobs must be 1 or more"):
        structure_many([], jobs=0)
