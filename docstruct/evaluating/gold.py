"""Annotated documents: one folder each, as docs/gold.md describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from docstruct.engines.options import RunOptions
from docstruct.engines.structuring import Problem, structure_input
from docstruct.errors import DocstructError
from docstruct.reading.discovery import Input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Document, DocumentType
    from docstruct.pipeline import Pipeline

Row: TypeAlias = dict[str, str]

FACT_COLUMNS = ("zone", "subject", "path", "code", "measure", "value", "unit", "direction", "approx")
REASON_COLUMNS = ("zone", "subject", "relation", "text")
SECTION_COLUMNS = ("level", "marker", "title")
METADATA_KEYS = ("document_type", "fiscal_year", "organization", "date")


class GoldError(DocstructError):
    """Annotations that cannot be used; the message names file, line and reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """What people found in a document.

    Attributes:
        name: of its folder.
        input: the file that was annotated.
        fiscal_year, document_type: what an excerpt cannot say itself.
        facts, reasons: rows of ``facts.tsv`` and ``reasons.tsv``, cells by column.
        sections, metadata: None if they were not annotated.
    """

    name: str
    input: Path
    fiscal_year: int | None
    document_type: DocumentType | None
    facts: tuple[Row, ...]
    reasons: tuple[Row, ...]
    sections: tuple[Row, ...] | None
    metadata: dict[str, str] | None


def load_gold(root: Path, inputs: Path | None = None) -> Iterator[GoldDocument]:
    """The annotated documents of a folder, in the order of their names.

    Args:
        root: a folder with one folder a document.
        inputs: where the annotated files are, for folders that hold no ``text.txt`` of their own.

    Raises:
        GoldError: a folder has no input, or a table breaks the format.
    """
    folders = (
        sorted(path for path in root.iterdir() if (path / "facts.tsv").exists()) if root.is_dir() else []
    )
    if not folders:
        raise GoldError(f"{root}: no folder in it holds a facts.tsv")
    for folder in folders:
        yield _load(folder, inputs)


def structure_gold(pipeline: Pipeline, gold: GoldDocument) -> Document | Problem:
    """Structure the file that was annotated, as ``docstruct run`` would; of several disclosures the first."""
    options = RunOptions(fiscal_year=gold.fiscal_year, document_type=gold.document_type)
    made = structure_input(pipeline, Input(str(gold.input), gold.input), options)
    return made if isinstance(made, Problem) else made[0]


def _load(folder: Path, inputs: Path | None) -> GoldDocument:
    hints = _json(folder / "source.json") or {}
    metadata = _json(folder / "meta.json")
    sections = folder / "sections.tsv"
    return GoldDocument(
        name=folder.name,
        input=_input(folder, inputs),
        fiscal_year=cast("int | None", hints.get("year")),
        document_type=cast("DocumentType | None", hints.get("document_type")),
        facts=_rows(folder / "facts.tsv", FACT_COLUMNS),
        reasons=_rows(folder / "reasons.tsv", REASON_COLUMNS),
        sections=_rows(sections, SECTION_COLUMNS) if sections.exists() else None,
        metadata=None if metadata is None else _stated(metadata),
    )


def _stated(metadata: dict[str, object]) -> dict[str, str]:
    return {key: str(metadata[key]) for key in METADATA_KEYS if metadata.get(key)}


def _input(folder: Path, inputs: Path | None) -> Path:
    """The annotated file: ``text.txt`` beside the tables, or the one below ``inputs`` that the folder names.

    ``source.txt`` names it, or its name begins with that of the folder.
    """
    beside = folder / "text.txt"
    if beside.exists():
        return beside
    if inputs is None:
        raise GoldError(f"{folder}: holds no text.txt; name the folder of the inputs with --inputs")
    named = folder / "source.txt"
    names = [Path(line).name for line in _lines(named) if line.strip()] if named.exists() else []
    for path in sorted(path for path in inputs.rglob("*") if path.is_file()):
        if path.name.startswith(folder.name) or any(name == path.name for name in names):
            return path
    raise GoldError(f"{folder}: no file below {inputs} is named in source.txt or begins with {folder.name!r}")


def _rows(path: Path, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """The rows of a tab-separated table whose first line names the columns; a missing table has none."""
    if not path.exists():
        return ()
    lines = [line for line in _lines(path) if line]
    header = lines[0].split("\t") if lines else []
    missing = [column for column in columns if column not in header]
    if missing:
        raise GoldError(f"{path}:1: missing columns {' '.join(missing)}")
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) > len(header):
            raise GoldError(f"{path}:{number}: {len(cells)} cells, expected {len(header)}")
        # Editors cut the tabs at the end of a line.
        cells += [""] * (len(header) - len(cells))
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise GoldError(f"{path}: not UTF-8; save the file as UTF-8") from None


def _json(path: Path) -> dict[str, object] | None:
    if not path.exists():
        return None
    try:
        return cast("dict[str, object]", json.loads("\n".join(_lines(path))))
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: {error.msg}") from None
