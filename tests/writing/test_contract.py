"""The contract page names every field of every type, under the heading of its type."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from docstruct import document
from docstruct.chunking import Chunk
from docstruct.document import Located
from docstruct.linking import Link, Place
from docstruct.writing.csv import CsvWriter
from docstruct.writing.statement import Statement

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"
TYPES = [
    value
    for value in vars(document).values()
    if isinstance(value, type) and is_dataclass(value) and not value.__name__.startswith("_")
    if value.__module__ == document.__name__
]


def named(heading: str) -> set[str]:
    """The words in backticks under a heading."""
    parts = re.split(r"^###? (.+)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return set(re.findall(r"`([a-z0-9_]+)`", dict(zip(parts[1::2], parts[2::2], strict=True))[heading]))


@pytest.mark.parametrize("kind", [*TYPES, Statement, Chunk, Link, Place], ids=lambda kind: kind.__name__)
def test_every_field_is_named(kind: type) -> None:
    inherited = (
        {field.name for field in fields(Located)}
        if issubclass(kind, Located) and kind is not Located
        else set()
    )
    missing = {field.name for field in fields(kind)} - inherited - named(kind.__name__)
    assert not missing


def test_the_columns_of_csv_files_made_for_reading_are_named(tmp_path: Path) -> None:
    CsvWriter(tmp_path).close()
    for name in ("tables", "records", "findings"):
        titles = tmp_path.joinpath(f"{name}.csv").read_text("utf-8-sig").strip().split(",")
        assert not set(titles) - named("Tabular outputs") - named("Statement")
