"""Rows taken into the lexicons: read from a TSV, checked with everything else, written sorted.

Rows of every table are taken, and words of the lists in TOML lexicons (:mod:`docstruct.maintaining.lists`). Which table a row belongs to is told by a column ``table`` (``cues/changes``, as
``docstruct lexicon coverage`` writes it) or by the columns there are: those of an entry of the classification, an alias, a
category of reasons …; of the cues, which share their columns, by the class. What ``coverage`` writes beside (count,
example, place …) is passed over, and so are rows that are not filled in.

A row of the same key takes the place of the old one, in the folder or in those below it, and keeps what it leaves
empty: the years, the evidence, and the sources, to which its own are added.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.errors import DocstructError, LexiconError
from docstruct.lexicon.classification import parent_of, scheme_of
from docstruct.lexicon.folder import INSTALLED, OFF, SOURCE, LexiconFolder, packaged_folder, read_rows
from docstruct.lexicon.saved import text_of
from docstruct.maintaining.checking import check
from docstruct.maintaining.lists import Settings, is_settings, with_words
from docstruct.maintaining.problems import Problem
from docstruct.maintaining.schemas import DEFAULTS, Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docstruct.lexicon.folder import Row
    from docstruct.maintaining.schemas import Resource

TABLE = "table"
"""The column that names the table of a row, without ``.tsv``."""
BESIDE = (TABLE, "count", "path", "candidates", "example", "place")
"""Columns that ``docstruct lexicon coverage`` writes beside those of a table."""
TOLD = ("category", "kind", "dimension", "class")
"""Columns that say what a word means: a row of the changes without it is not filled in."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table to be: its cells in order and, if it came from the changes, the row there."""

    cells: tuple[str, ...]
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A lexicon table as text to be: its file below the folder, its columns and its lines in order."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The file."""
        return "".join(
            "\t".join(cells) + "\n" for cells in (self.columns, *(one.cells for one in self.lines))
        )


def add(changes: Path, target: Path) -> list[str]:
    """Take the rows of a file into the lexicons of a folder; returns the lines of the diff.

    Args:
        changes: a TSV of rows of any table, or of words for lists.
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
        # On a copy first: a file is only changed once the lexicons as a whole would still load.
        _write(tables, trial)
        _refuse_errors(LexiconFolder(trial), target, tables, "nothing was written")
    diff: list[str] = []
    for table in tables:
        path = target / table.name
        before = text_of(path) if path.exists() else ""
        names = (f"{table.name} before", f"{table.name} after")
        diff += unified_diff(before.splitlines(), table.text.splitlines(), *names, "", "", 0, "")
    _write(tables, target)
    return diff


def overlay(changes: Path, folder: Path, base: LexiconFolder) -> None:
    """Write the rows of a file as a folder of lexicons of their own, to be laid over others.

    Raises:
        LexiconError: the file has errors, by itself or over ``base``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = _changed_tables(changes, folder)
    _write(tables, folder)
    _refuse_errors(LexiconFolder(*base.folders[1:], folder), folder, tables, "nothing was tried")


def _changed_tables(changes: Path, target: Path) -> list[Table | Settings]:
    """The tables and settings of a folder with the rows of a file taken in."""
    resources = {resource.path: resource for resource in Package.load(packaged_folder()).resources}
    by_table: dict[str, list[Row]] = {}
    by_settings: dict[str, list[Row]] = {}
    for row in _read(changes, resources.values()):
        stated = row[TABLE].removesuffix(".tsv").removesuffix(".toml")
        if is_settings(stated):
            if row["text"] and row["kind"]:
                by_settings.setdefault(stated, []).append(row)
            continue
        name = _table_of(row, resources)
        if name is not None:
            by_table.setdefault(name, []).append(row)
    if not by_table and not by_settings:
        raise LexiconError(f"{changes}: no row is filled in; there is nothing to take in")
    return [
        *(_merged(target, resources[name], own) for name, own in sorted(by_table.items())),
        *(with_words(target, name, own) for name, own in sorted(by_settings.items())),
    ]


def _read(changes: Path, resources: Iterable[Resource]) -> list[Row]:
    """The rows of a file whose columns are those of tables, in any order."""
    if not changes.is_file():
        raise LexiconError(f"{changes}: no such file")
    known = dict.fromkeys(column for resource in resources for column in resource.schema.columns)
    columns = (*known, *BESIDE)
    return read_rows(changes, columns, dict.fromkeys(columns, ""))


def _table_of(row: Row, resources: Mapping[str, Resource]) -> str | None:
    """The file of the table a row belongs to, None if the row is not filled in."""
    stated = row[TABLE].removesuffix(".tsv")
    if stated and f"{stated}.tsv" not in resources:
        raise row.error(f"column {TABLE}: there is no table {stated}; there are {_listed(resources)}")
    fitting = [f"{stated}.tsv"] if stated else _fitting(row, resources)
    filled = [name for name in fitting if _is_filled(row, resources[name])]
    if len(filled) > 1 and row["code"]:
        scheme = scheme_of(row["code"])
        if scheme is None:
            raise row.error(f"column code: {row['code']!r} is no code of any scheme")
        # Entries of the three schemes have the same columns; the code tells them apart.
        filled = [name for name in filled if Path(name).stem == scheme] or filled
    if len(filled) > 1 and row["class"]:
        filled = [name for name in filled if row["class"] in _classes(resources[name])] or filled
    if len(filled) > 1:
        raise row.error(f"the row may be of {_listed(filled)}; say which in a column {TABLE}")
    if not filled and not fitting:
        raise row.error(f"no table has the columns {' '.join(_header(row))}{_nearly(row, resources)}")
    return filled[0] if filled else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(name.removesuffix(".tsv") for name in names)


def _header(row: Row) -> list[str]:
    """The columns of the changes, those beside apart."""
    return [column for column in row.own_columns if column not in (*BESIDE, OFF)]


def _fitting(row: Row, resources: Mapping[str, Resource]) -> list[str]:
    """The tables that have the columns of the changes, and of which the changes leave out least."""
    header = set(_header(row))
    left_out = {
        name: len(set(resource.schema.columns) - header)
        for name, resource in resources.items()
        if header <= set(resource.schema.columns) and _needed(resource) <= header
    }
    least = min(left_out.values(), default=0)
    return [name for name, count in left_out.items() if count == least]


def _nearly(row: Row, resources: Mapping[str, Resource]) -> str:
    """What the table that the columns fit best has beside them, as the end of a message; empty if several fit as well."""
    header = set(_header(row))
    lacking = {
        name: _needed(one) - header for name, one in resources.items() if header <= set(one.schema.columns)
    }
    least = min(map(len, lacking.values()), default=0)
    nearest = [name for name, columns in lacking.items() if len(columns) == least]
    return (
        f"; {_listed(nearest)} needs {' '.join(sorted(lacking[nearest[0]]))} too" if len(nearest) == 1 else ""
    )


def _needed(resource: Resource) -> set[str]:
    """The columns a change of a table cannot leave out."""
    required = {field.name for field in resource.schema.fields if field.constraints.required}
    return required - set(DEFAULTS.get(resource.path, ()))


def _is_filled(row: Row, resource: Resource) -> bool:
    """Whether what makes a row of a table is there; an empty category of reasons or class of cues is yet to be written."""
    return all(row[column] for column in _told_by(resource))


def _told_by(resource: Resource) -> set[str]:
    return (_needed(resource) | {*TOLD} & set(resource.schema.columns)) - {SOURCE}


def _classes(resource: Resource) -> tuple[str, ...]:
    """The classes that a table of cues takes."""
    field = next((field for field in resource.schema.fields if field.name == "class"), None)
    return (field.constraints.enum or ()) if field else ()


def _merged(target: Path, resource: Resource, rows: Iterable[Row]) -> Table:
    """A table with rows taken in: in its order, each key once."""
    columns, key = resource.schema.columns, resource.schema.primaryKey
    defaults = DEFAULTS.get(resource.path, {})
    path, below = target / resource.path, packaged_folder() / resource.path
    known = read_rows(path, columns, defaults) if path.exists() else []
    old = {_key(row, key): row for row in (*read_rows(below, columns, defaults), *known)}
    lines = {_key(row, key): Line(_cells(row, columns, {})) for row in known}
    switched = any(row.is_off for row in (*rows, *known))
    for row in rows:
        before = old.get(_key(row, key))
        earlier = lines.get(_key(row, key))
        if (
            earlier is not None
            and earlier.row is not None
            and _says(earlier.row, columns) != _says(row, columns)
        ):
            raise row.error(
                f"line {earlier.row.line} says something else of {' '.join(filter(None, _key(row, key)))}"
            )
        lines[_key(row, key)] = Line(_cells(row, columns, defaults, before), row)
    offs = {_key(row, key): row.cells.get(OFF, "") for row in (*known, *rows)}
    ordered = sorted(
        lines.items(), key=lambda item: _order(dict(zip(columns, item[1].cells, strict=True)), key)
    )
    if not switched:
        return Table(resource.path, columns, tuple(line for _, line in ordered))
    marked = tuple(Line((*line.cells, offs.get(own, "")), line.row) for own, line in ordered)
    return Table(resource.path, (*columns, OFF), marked)


def _says(row: Row, columns: Iterable[str]) -> list[str]:
    """What a row says, wherever it has it from."""
    return [row.cells.get(column, "").strip() for column in (*columns, OFF) if column != SOURCE]


def _key(row: Row, key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[column].strip() for column in key)


def _cells(
    row: Row, columns: tuple[str, ...], defaults: Mapping[str, str], before: Row | None = None
) -> tuple[str, ...]:
    """The cells of a row in order, those left empty as they were; the level above follows from the code."""
    cells = {column: row[column].strip() for column in columns}
    for column in defaults if before is None else columns:
        cells[column] = cells[column] or (defaults[column] if before is None else before[column])
    if before is not None and SOURCE in cells:
        sources = (*_source(row[SOURCE]), *before[SOURCE].split("; "))
        cells[SOURCE] = "; ".join(dict.fromkeys(source for source in sources if source))
    elif SOURCE in cells:
        cells[SOURCE] = "; ".join(_source(cells[SOURCE]))
    if "parent" in cells and not cells["parent"]:
        cells["parent"] = parent_of(cells["code"])
    return tuple(cells[column] for column in columns)


def _source(text: str) -> list[str]:
    """The sources of a cell; of a file on this machine its name, for nobody else has the folder."""
    sources = [source.strip() for source in text.split("; ") if source.strip()]
    return [_without_folder(source) for source in sources]


def _without_folder(source: str) -> str:
    plain = source.removeprefix("file://")
    local = plain != source or plain.startswith(("/", "./", "../", "~", "\\")) or plain[1:3] in (":\\", ":/")
    return plain.replace("\\", "/").rsplit("/", 1)[-1] if local else source


def _order(cells: Mapping[str, str], key: tuple[str, ...]) -> tuple[str, ...]:
    """Entries by code, names in force before historic ones; other rows by their key."""
    if "validity" in cells:
        rank = (
            "historic" if cells["validity"] == "historic" else "",
            "" if cells["evidence"] == "attested" else "x",
        )
        return (cells["code"], *rank, cells["name"])
    return tuple(cells[column] for column in key)


def _refuse_errors(
    tried: LexiconFolder, target: Path, tables: Iterable[Table | Settings], nothing: str
) -> None:
    """Raise, saying what was not done, if the lexicons have errors with the trial laid over the packaged ones; the changes' own lines are named."""
    trial = tried.folders[-1]
    lines = {
        (str(trial / table.name), number): line.row
        for table in tables
        if isinstance(table, Table)
        for number, line in enumerate(table.lines, start=2)
    }
    errors = [found for found in check(tried) if found.severity == "error"]
    if errors:
        shown = [
            str(_at_home(found, lines.get((found.path, found.line)))).replace(str(trial), str(target))
            for found in errors[:20]
        ]
        raise LexiconError(f"{nothing}, for the lexicons would have errors:", details=shown)


def _at_home(found: Problem, row: Row | None) -> Problem:
    """A problem at the line of the changes it came from."""
    return Problem(str(row.file), row.line, found.severity, found.message) if row else found


def _write(tables: Iterable[Table | Settings], folder: Path) -> None:
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
