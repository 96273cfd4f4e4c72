"""What two folders of a user's own say differently of one thing; the later one counts, in silence.

That a folder says something else than the packaged lexicons is what it is for. Two folders that disagree with each
other, laid over at once, are most likely a mistake of the keeper's.
"""

from __future__ import annotations

import tomllib
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from docstruct.lexicon.folder import OFF, read_rows
from docstruct.maintaining.problems import Problem, problem
from docstruct.maintaining.schemas import DEFAULTS, Package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docstruct.lexicon.folder import LexiconFolder, Row, Toml
    from docstruct.maintaining.schemas import Resource

UNCOMPARED = ("source",)
Key: TypeAlias = "tuple[str, ...]"


def contradictions(folder: LexiconFolder) -> list[Problem]:
    """A warning at every row or setting of a user's folder that another one laid over with it states differently.

    Raises:
        docstruct.errors.LexiconError: a table cannot be read.
    """
    packaged, *overlays = folder.folders
    if len(overlays) < 2:
        return []
    resources = Package.load(packaged).resources
    return [
        found
        for one, other in combinations(overlays, 2)
        for found in (
            *(found for resource in resources for found in _rows(one, other, resource)),
            *_settings(one, other),
        )
    ]


def _rows(one: Path, other: Path, resource: Resource) -> Iterator[Problem]:
    paths = (one / resource.path, other / resource.path)
    key = resource.schema.primaryKey
    if not key or not all(path.is_file() for path in paths):
        return
    before, after = (_by_key(path, resource, key) for path in paths)
    for own, row in after.items():
        against = before.get(own)
        if against is None:
            continue
        if difference := _difference(against, row, resource.schema.columns):
            yield problem(
                row.file,
                row.line,
                f"{' '.join(filter(None, own))!r}: {difference}, in {against.file}:{against.line}; the later folder counts",
                "warning",
            )


def _by_key(path: Path, resource: Resource, key: Key) -> dict[Key, Row]:
    rows = read_rows(path, resource.schema.columns, DEFAULTS.get(resource.path, {}))
    return {tuple(row[column] for column in key): row for row in rows}


def _difference(one: Row, other: Row, columns: Key) -> str:
    """In which column two rows differ, and how."""
    if one.is_off != other.is_off:
        return "switched off, but not" if other.is_off else "there, but switched off"
    if one.is_off:
        return ""
    return next(
        (
            f"{column} is {other[column] or 'empty'}, but {one[column] or 'empty'}"
            for column in columns
            if column not in (*UNCOMPARED, OFF) and one[column] != other[column]
        ),
        "",
    )


def _settings(one: Path, other: Path) -> Iterator[Problem]:
    for path in sorted(other.rglob("*.toml")):
        against = one / path.relative_to(other)
        if against.is_file():
            before, after = (_leaves(_read(file)) for file in (against, path))
            for key in sorted(before.keys() & after.keys()):
                if before[key] != after[key]:
                    says = f"{'.'.join(key)} has another value in {against}; the later folder counts"
                    yield problem(path, 0, says, "warning")


def _read(path: Path) -> Toml:
    """The settings of a file; one that is no TOML is left to its loader."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def _leaves(table: Toml, above: Key = ()) -> dict[Key, object]:
    leaves: dict[Key, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            leaves |= _leaves(value, (*above, key))
        else:
            leaves[*above, key] = value
    return leaves
