"""What in a user's folder no lexicon has: files and settings that would be passed over in silence."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docstruct.lexicon.folder import Toml

KINDS = (".tsv", ".toml")

Unknown: TypeAlias = "tuple[Path, str]"
"""A file, and what is wrong with it."""


def unknown_in(overlay: Path, packaged: Path) -> Iterator[Unknown]:
    """Every file and setting of a folder that the packaged lexicons do not have; or that it holds no lexicon at all."""
    known = _files(packaged)
    own = _files(overlay)
    if not own and any(path.is_file() for path in overlay.rglob("*")):
        yield overlay, f"no lexicon is in it; its files must be called like {', '.join(sorted(known)[:2])} …"
        return
    for name, path in sorted(own.items()):
        if name not in known:
            yield path, f"no lexicon has a file of this name{_perhaps(name, known)}"
        elif path.suffix == ".toml":
            yield from _unknown_settings(path, known[name])


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in KINDS}


def _perhaps(name: str, known: dict[str, Path]) -> str:
    near = get_close_matches(name, known, 1)
    return f"; {near[0]} has" if near else ""


def _unknown_settings(own: Path, packaged: Path) -> Iterator[Unknown]:
    """Settings nobody reads; a file that is no TOML is left to its loader."""
    try:
        settings = tomllib.loads(own.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return
    for key in _unknown_keys(settings, [tomllib.loads(packaged.read_text(encoding="utf-8"))]):
        yield own, f"no lexicon has a setting {key}"


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
