"""Words taken into the lists of the TOML lexicons, comments and layout kept.

A row names the file in ``table``, the list in ``kind`` and the word in ``text``: ``outline/words``,
``titles.predicates``, ``暂缓``. Of ``outline/kinds`` the kind of section is enough, its ``titles`` are meant. An ``x`` under
``off`` takes the word out. In a folder that is laid over the packaged one a list takes the place of the list, so the
whole of it is written there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon.folder import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docstruct.lexicon.folder import Row, Toml

KINDS = "outline/kinds"


@dataclass(frozen=True, slots=True)
class Settings:
    """A TOML lexicon as text to be: its file below the folder."""

    name: str
    text: str


def is_settings(table: str) -> bool:
    """Whether a table of the changes is a TOML lexicon: ``outline/kinds``."""
    return (packaged_folder() / f"{table}.toml").is_file()


def with_words(target: Path, table: str, rows: Iterable[Row]) -> Settings:
    """A TOML lexicon of a folder with the words of rows taken into its lists, or out of them.

    Raises:
        LexiconError: a row names no list, or takes out a word that is not there.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    name = f"{table}.toml"
    packaged = tomllib.loads((packaged_folder() / name).read_text(encoding="utf-8"))
    try:
        document = (
            tomlkit.parse((target / name).read_text(encoding="utf-8"))
            if (target / name).is_file()
            else tomlkit.document()
        )
    except ParseError as error:
        raise LexiconError(f"{target / name}: {error}") from None
    for row in rows:
        place = _place(row, table, packaged)
        above = document
        for key in place[:-1]:
            above = above.setdefault(key, tomlkit.table(is_super_table=key == place[0]))
        if place[-1] not in above:
            above[place[-1]] = _list(packaged, place)
        _change(above[place[-1]], row)
    return Settings(name, tomlkit.dumps(document))


def _change(words: list[str], row: Row) -> None:
    word = row["text"].strip()
    if row.is_off and word not in words:
        raise row.error(f"column off: there is no {word} in {row['kind']} to switch off")
    if row.is_off:
        words.remove(word)
    elif word not in words:
        words.append(word)


def _place(row: Row, table: str, packaged: Toml) -> tuple[str, ...]:
    """Where in the file the list of a row stands."""
    kind = row["kind"].strip()
    place = ("kinds", kind, "titles") if table == KINDS else tuple(kind.split("."))
    if _list(packaged, place) is None:
        known = [".".join(one) for one in _lists(packaged)]
        if table == KINDS:
            known = [
                one.removeprefix("kinds.").removesuffix(".titles") for one in known if one.endswith(".titles")
            ]
        near = get_close_matches(kind, known, 1)
        raise row.error(
            f"column kind: {table}.toml has no list {kind}{f'; {near[0]} is one' if near else ''}"
        )
    return place


def _list(settings: Toml, place: tuple[str, ...]) -> list[str] | None:
    """The list of words at a place, None if there is none."""
    value: object = settings
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else None
    return words if words and isinstance(value, list) and len(words) == len(value) else None


def _lists(settings: Toml, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from _lists(value, (*above, key))
        elif _list(settings, (key,)) is not None:
            yield (*above, key)
