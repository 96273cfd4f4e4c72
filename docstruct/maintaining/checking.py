"""Whether the lexicons are in order: schemas, loaders, and what is asked of names beyond their schema.

Every folder in use is checked, the packaged one and those laid over it; a file or a setting of a name that no lexicon
has is an error too, for it would be passed over in silence.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.names import check_names
from docstruct.maintaining.problems import Problem, problem
from docstruct.maintaining.schemas import Package, check_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docstruct.lexicon.folder import Toml


def check(folder: LexiconFolder, matched: frozenset[str] | None = None) -> list[Problem]:
    """Every problem of the lexicons, in order of files and lines.

    Args:
        folder: the packaged lexicons with those laid over them.
        matched: codes that documents of a corpus were given; None to go by the sources of the entries.
    """
    packaged, *overlays = folder.folders
    try:
        package = Package.load(packaged)
    except LexiconError as error:
        return [Problem.of_error(error)]
    problems = [
        *check_tables(packaged, package),
        *(found for overlay in overlays for found in check_tables(overlay, package, below=packaged)),
        *(found for overlay in overlays for found in _unknown_settings(overlay, packaged)),
    ]
    if not problems:
        problems += _load(folder)
    if not problems:
        problems += check_names(folder, matched)
    return sorted(problems)


def _unknown_settings(overlay: Path, packaged: Path) -> Iterator[Problem]:
    known = {path.relative_to(packaged) for path in packaged.rglob("*.toml")}
    for path in sorted(overlay.rglob("*.toml")):
        name = path.relative_to(overlay)
        if name not in known:
            yield problem(path, 0, "no lexicon has a file of this name")
            continue
        try:
            own = LexiconFolder(overlay).toml(name.as_posix())
        except LexiconError as error:
            yield Problem.of_error(error)
            continue
        for key in _unknown_keys(own, [LexiconFolder(packaged).toml(name.as_posix())]):
            yield problem(path, 0, f"no lexicon has a setting {key}")


def _unknown_keys(own: Toml, known: list[Toml], above: tuple[str, ...] = ()) -> Iterator[str]:
    """The keys of a table that none of the ``known`` tables of its place has.

    Below the top a table of nothing but tables is open: a user may add to ``[kinds]`` a kind of a new name, with the
    settings that kinds have.
    """
    values = [value for table in known for value in table.values()]
    is_open = bool(above) and all(isinstance(value, dict) for value in values)
    for key, value in own.items():
        there = values if is_open else [table[key] for table in known if key in table]
        if not there:
            yield ".".join((*above, key))
        elif isinstance(value, dict):
            tables = [one for one in there if isinstance(one, dict)]
            yield from _unknown_keys(value, tables, (*above, key))


def _load(folder: LexiconFolder) -> Iterator[Problem]:
    """What the loaders of the lexicons say; each stops at its first problem."""
    lexicons = Lexicons(folder)
    for name, attribute in vars(Lexicons).items():
        if isinstance(attribute, cached_property):
            try:
                getattr(lexicons, name)
            except LexiconError as error:
                yield Problem.of_error(error)
