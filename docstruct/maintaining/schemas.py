"""The Table Schemas of ``lexicons/datapackage.json``, and rows that break them.

Of the standard (https://specs.frictionlessdata.io/table-schema/) as much is checked as the lexicons use: types string
and integer, the constraints required, unique, pattern, enum, minimum and maximum, primary keys, and foreign keys into
the same table. Any Frictionless tool checks the same package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon.classification import ALIAS_DEFAULTS, ENTRY_DEFAULTS, FOLDER, SCHEMES
from docstruct.lexicon.folder import NO_DEFAULTS, OFF, read_rows
from docstruct.maintaining.problems import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from docstruct.lexicon.folder import Row

PACKAGE = "datapackage.json"

DEFAULTS: Mapping[str, Mapping[str, str]] = {
    **{f"{FOLDER}/{scheme}.tsv": ENTRY_DEFAULTS for scheme in SCHEMES},
    f"{FOLDER}/aliases.tsv": ALIAS_DEFAULTS,
}
"""Of each table, the columns a user's file may leave out, and what holds there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What is asked of a cell."""

    required: bool = False
    unique: bool = False
    pattern: str | None = None
    enum: tuple[str, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column."""

    name: str
    description: str
    type: str = "string"
    constraints: Constraints = field(default_factory=Constraints)

    def breaks(self, cell: str) -> str | None:
        """How a cell breaks the schema, None if it does not."""
        rules = self.constraints
        if not cell:
            return "empty" if rules.required else None
        if self.type == "integer":
            return self._breaks_number(cell)
        if rules.pattern is not None and not re.fullmatch(rules.pattern, cell):
            return f"{cell!r} does not have the form {rules.pattern}"
        if rules.enum is not None and cell not in rules.enum:
            return f"{cell!r}, expected one of {', '.join(rules.enum)}"
        return None

    def _breaks_number(self, cell: str) -> str | None:
        rules = self.constraints
        if not re.fullmatch(r"-?[0-9]+", cell):
            return f"{cell!r} is not a whole number"
        low = rules.minimum is not None and int(cell) < rules.minimum
        high = rules.maximum is not None and int(cell) > rules.maximum
        return f"{cell} is not between {rules.minimum} and {rules.maximum}" if low or high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The table (empty: the same) and column a foreign key points to."""

    resource: str
    fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A column whose cells must stand in another one."""

    fields: str
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The columns of a table and what holds between rows."""

    fields: tuple[Field, ...]
    primaryKey: tuple[str, ...] = ()  # noqa: N815 - the names are the standard's
    foreignKeys: tuple[ForeignKey, ...] = ()  # noqa: N815

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table of the package."""

    path: str
    title: str
    schema: Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The tables of the package."""

    resources: tuple[Resource, ...]

    @classmethod
    def load(cls, folder: Path) -> Package:
        """Read ``datapackage.json`` of a folder.

        Raises:
            LexiconError: it is missing, no JSON, or no data package.
        """
        import msgspec

        path = folder / PACKAGE
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except OSError:
            raise LexiconError(f"{path}: missing") from None
        except msgspec.MsgspecError as error:
            raise LexiconError(f"{path}: {error}") from None


def check_tables(folder: Path, package: Package, below: Sequence[Path] = ()) -> Iterator[Problem]:
    """Everything by which the tables of a folder break the schemas.

    Args:
        folder: the folder of lexicons.
        package: the schemas.
        below: the folders this one is laid over, the packaged one first; if it stands alone no table may be missing.
    """
    schemas = {resource.path: resource.schema for resource in package.resources}
    present = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.tsv"))}
    for name, path in present.items():
        if name in schemas:
            tables = [under / name for under in below if (under / name).exists()]
            yield from check_table(path, schemas[name], tables, DEFAULTS.get(name, {}))
        elif not below:
            yield problem(path, 0, f"no table of {PACKAGE} has this name")
    for name in sorted(set(schemas) - set(present)) if not below else ():
        yield problem(folder / name, 0, f"missing, though {PACKAGE} declares it")


def check_table(
    path: Path, schema: Schema, below: Sequence[Path] = (), defaults: Mapping[str, str] = NO_DEFAULTS
) -> list[Problem]:
    """Everything by which a table breaks its schema; a table that cannot be read has one problem.

    ``below`` are the tables it is laid over, if it is; it may then leave out columns that have ``defaults``, and refer to
    the entries of all of them.
    """
    try:
        rows = read_rows(path, schema.columns, defaults if below else {})
        rows_below = [row for table in below for row in read_rows(table, schema.columns, defaults)]
    except LexiconError as error:
        return [Problem.of_error(error)]
    unlaid = [row for row in rows if not below and row.is_off]
    return [
        *(
            problem(row.file, row.line, f"column {OFF}: nothing is below to be switched off")
            for row in unlaid
        ),
        *_cells(rows, schema),
        *_keys(rows, schema),
        *_references(rows, rows_below, schema),
    ]


def _cells(rows: list[Row], schema: Schema) -> Iterator[Problem]:
    for row in rows:
        asked = [field for field in schema.fields if not row.is_off or field.name in schema.primaryKey]
        for column in asked:
            broken = column.breaks(row[column.name])
            if broken is not None:
                yield problem(row.file, row.line, f"column {column.name}: {broken}")
            elif row[column.name] != row[column.name].strip():
                yield problem(row.file, row.line, f"column {column.name}: blanks at the ends")


def _keys(rows: list[Row], schema: Schema) -> Iterator[Problem]:
    """Rows whose primary key, or whose cell of a unique column, has stood before."""
    unique = [(column.name,) for column in schema.fields if column.constraints.unique]
    for key in dict.fromkeys((schema.primaryKey, *unique)):
        first: dict[tuple[str, ...], Row] = {}
        for row in rows if key else ():
            cells = tuple(row[column] for column in key)
            if cells in first:
                yield problem(
                    row.file, row.line, f"{' '.join(cells)!r} stands in line {first[cells].line} already"
                )
            first.setdefault(cells, row)


def _references(rows: list[Row], rows_below: list[Row], schema: Schema) -> Iterator[Problem]:
    for key in schema.foreignKeys:
        if key.reference.resource:
            continue
        known = {row[key.reference.fields] for row in (*rows, *rows_below)}
        for row in rows:
            cell = row[key.fields]
            if cell and cell not in known:
                yield problem(row.file, row.line, f"column {key.fields}: there is no entry {cell}")
