"""Rows taken into a lexicon: read from a TSV, checked with everything else, written sorted.

A table with the columns of an entry (code, name, parent …) changes entries, one with those of an alias changes
aliases; what ``docstruct lexicon coverage`` adds beside (count, path, candidates) is passed over, and so are rows
without a code. A row of the same key takes the place of the old one.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.errors import DocstructError, LexiconError
from docstruct.lexicon.classification import (
    ALIAS_COLUMNS,
    ENTRY_COLUMNS,
    FOLDER,
    STATUSES,
    parent_of,
    scheme_of,
)
from docstruct.lexicon.folder import INSTALLED, LexiconFolder, read_rows
from docstruct.maintaining.checking import check
from docstruct.maintaining.coverage import COLUMNS as COVERAGE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docstruct.lexicon.folder import Row

BESIDE = tuple(column for column in COVERAGE_COLUMNS if column not in ALIAS_COLUMNS)


@dataclass(frozen=True, slots=True)
class Table:
    """A lexicon table as text to be: its file below the folder, its columns and its cells by key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: Mapping[tuple[str, ...], tuple[str, ...]]

    @property
    def text(self) -> str:
        """The file, sorted."""
        lines = [self.columns, *sorted(self.rows.values(), key=self._order)]
        return "".join("\t".join(line) + "\n" for line in lines)

    def _order(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Entries by code, current names first; aliases by name."""
        by_column = dict(zip(self.columns, cells, strict=True))
        if "status" in by_column:
            rank = (
                [*STATUSES].index(by_column["status"]) if by_column["status"] in STATUSES else len(STATUSES)
            )
            return (by_column["code"], str(rank), by_column["name"])
        return tuple(by_column[column] for column in self.key)


def add(changes: Path, target: Path) -> list[str]:
    """Take the rows of a file into the lexicons of a folder; returns the lines of the diff.

    Args:
        changes: a TSV of entries or aliases.
        target: the folder of lexicons that is changed: the packaged one, or a user's own, made if it is not there.

    Raises:
        LexiconError: the file or the lexicons it would make have errors, and nothing is written; or the folder cannot
            be written to.
    """
    tables = _changed_tables(changes, target)
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / "lexicons"
        if target.is_dir():
            shutil.copytree(target, trial)
        _write(tables, trial)
        _refuse_errors(trial, target)
    diff: list[str] = []
    for table in tables:
        path = target / table.name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        diff += unified_diff(
            before.splitlines(),
            table.text.splitlines(),
            f"{table.name} before",
            f"{table.name} after",
            "",
            "",
            0,
            "",
        )
    _write(tables, target)
    return diff


def overlay(changes: Path, folder: Path) -> None:
    """Write the rows of a file as a folder of lexicons of their own, to be laid over others.

    Raises:
        LexiconError: the file has errors.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(_changed_tables(changes, folder), folder)


def _changed_tables(changes: Path, target: Path) -> list[Table]:
    """The tables of a folder with the rows of a file taken in."""
    rows = [row for row in _read(changes) if row["code"]]
    if not rows:
        raise LexiconError(f"{changes}: no row has a code; there is nothing to take in")
    entries = "parent" in rows[0].cells
    columns, key = (ENTRY_COLUMNS, ("code", "name")) if entries else (ALIAS_COLUMNS, ("name", "code"))
    by_file: dict[str, list[Row]] = {}
    for row in rows:
        by_file.setdefault(_file_of(row) if entries else f"{FOLDER}/aliases.tsv", []).append(row)
    return [_merged(target, name, columns, key, own) for name, own in sorted(by_file.items())]


def _merged(
    target: Path, name: str, columns: tuple[str, ...], key: tuple[str, ...], rows: Iterable[Row]
) -> Table:
    path = target / name
    known = read_rows(path, columns) if path.exists() else []
    merged = {tuple(row[column] for column in key): _cells(row, columns) for row in (*known, *rows)}
    return Table(name, columns, key, merged)


def _cells(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a row in order; the level above follows from the code where it is left empty."""
    cells = {column: row[column].strip() for column in columns}
    if "parent" in cells and not cells["parent"]:
        cells["parent"] = parent_of(cells["code"])
    return tuple(cells[column] for column in columns)


def _file_of(row: Row) -> str:
    scheme = scheme_of(row["code"])
    if scheme is None:
        raise row.error(f"column code: {row['code']!r} is no code of any scheme")
    return f"{FOLDER}/{scheme}.tsv"


def _read(changes: Path) -> list[Row]:
    """The rows of a file that has the columns of an entry or of an alias, in any order."""
    if not changes.is_file():
        raise LexiconError(f"{changes}: no such file")
    header = (
        changes.read_bytes().decode("utf-8-sig", errors="replace").split("\n", 1)[0].rstrip("\r").split("\t")
    )
    wanted = ENTRY_COLUMNS if "parent" in header else ALIAS_COLUMNS
    return read_rows(changes, (*wanted, *(column for column in BESIDE if column in header)))


def _refuse_errors(trial: Path, target: Path) -> None:
    """Raise if the lexicons have errors with the trial laid over the packaged ones."""
    errors = [found for found in check(LexiconFolder(trial)) if found.severity == "error"]
    if errors:
        shown = "\n  ".join(str(found).replace(str(trial), str(target)) for found in errors[:20])
        raise LexiconError(f"nothing was written, for the lexicons would have errors:\n  {shown}")


def _write(tables: Iterable[Table], folder: Path) -> None:
    for table in tables:
        path = folder / table.name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(table.text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise LexiconError(
                f"{path}: cannot be written ({error.strerror}); name a folder of yours"
            ) from None


def default_target() -> Path:
    """The folder that is changed if none is named: the last one laid over, else that of the checkout.

    Raises:
        DocstructError: it would be that of an installed docstruct, where the next version undoes every change.
    """
    last = LexiconFolder().folders[-1]
    if last.name == INSTALLED:
        raise DocstructError(
            f"{last}: belongs to an installed docstruct; name a folder of your own with --to"
        )
    return last
