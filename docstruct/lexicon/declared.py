"""TOML files of the lexicons, read into the types that declare them: a struct a table, a field a key.

What a file may hold is said once, by its type; what breaks it is refused with the file and the key::

    class Year(Settings, frozen=True):
        pattern: BoundedPattern

    class Checks(Settings, frozen=True):
        year: Year

    declared(folder, "checks/checks.toml", Checks).year.pattern.search("2023年度决算")

A key ``source`` says where an entry is from; it is for keepers, may stand in every table, and is declared nowhere.
"""

from __future__ import annotations

import re
from abc import ABCMeta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Annotated, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Struct

from docstruct.errors import LexiconError
from docstruct.lexicon.folder import SOURCE
from docstruct.lexicon.patterns import BoundedPattern, users_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon.folder import LexiconFolder, Toml

T = TypeVar("T")

Word: TypeAlias = Annotated[str, Meta(min_length=1)]
Words: TypeAlias = Annotated[tuple[Word, ...], Meta(min_length=1)]
WordSet: TypeAlias = Annotated[frozenset[Word], Meta(min_length=1)]


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a file. A key no field declares is an error: misspelt, it would change nothing and nobody would notice."""


if TYPE_CHECKING:
    Expression: TypeAlias = re.Pattern[str]
else:

    class Expression(metaclass=ABCMeta):  # noqa: B024 -- a name for two classes that share no base
        """A pattern that is tried on every line: Python's own, or bounded where a user has a file of the name.

        Whoever uses it sees a :class:`re.Pattern` of which a bounded one has all methods that are called.
        """

    Expression.register(re.Pattern)
    Expression.register(BoundedPattern)


class Fragment(str):
    """A regular expression that is part of another one; it compiles by itself too."""

    __slots__ = ()


class Characters(frozenset[str]):
    """A set of characters, written as a string of them."""

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text."""
        return self._one.search(text) is not None

    @cached_property
    def _one(self) -> re.Pattern[str]:
        """One of the characters; a class of a pattern is found faster than the set meets the characters of a text."""
        return re.compile("[" + re.escape("".join(sorted(self))) + "]")


class Keys(tuple[str, ...]):
    """Words as texts are compared (:func:`~docstruct.normalizing.key.matching_key`), in the order of the file."""

    __slots__ = ()


def declared(folder: LexiconFolder, file: str, kind: type[T], **more: object) -> T:
    """A file over all folders, as the type that declares it.

    Fields may be of :class:`BoundedPattern`, :class:`Expression` (a list is of alternatives), :class:`Fragment`,
    :class:`Characters` and :class:`Keys` besides what TOML has. ``more`` is what other files say.

    Raises:
        LexiconError: a key is missing, unknown or of another type, or a pattern does not compile; with file and key.
    """
    return as_declared(folder.toml(file), kind, file, users=folder.is_users(file), **more)


def as_declared(data: Toml, kind: type[T], file: str, *, users: bool, **more: object) -> T:
    """A table as the type that declares it, as :func:`declared` does; ``users`` if a user wrote some of it."""
    places = {id(value): place for place, value in _leaves(data, "")}
    make = partial(_made, places, file, users=users)
    try:
        return msgspec.convert({**_without_sources(data), **more}, kind, dec_hook=make)
    except msgspec.ValidationError as error:
        says, _, path = str(error).partition(" - at `$")
        raise LexiconError(": ".join(filter(None, (file, _shown(path.rstrip("`")), says)))) from None


def _made(places: dict[int, str], file: str, kind: type, value: object, *, users: bool) -> object:
    """A value of a type that TOML does not have."""
    if kind is object:
        return value  # a table whose entries are declared one by one
    given = value if isinstance(value, list) else [value]
    texts = [text for text in given if isinstance(text, str)]
    if not texts or len(texts) < len(given):
        raise ValueError("Expected a text")  # msgspec adds where
    entry = f"{file}: {_shown(places.get(id(value), ''))}"
    if kind is Characters:
        return Characters(texts[0])
    if kind is Keys:
        from docstruct.normalizing.key import matching_key  # the package around it needs lexicons

        return Keys(map(matching_key, texts))
    expression = texts[0] if len(texts) == 1 else "|".join(f"(?:{text})" for text in texts)
    if kind is BoundedPattern:
        return BoundedPattern(expression, entry)
    if kind is not Fragment and users:
        return users_pattern(expression, entry)
    try:
        compiled = re.compile(expression)
    except re.error as error:
        raise LexiconError(f"{entry}: pattern {expression!r}: {error}") from None
    return Fragment(expression) if kind is Fragment else compiled


def _without_sources(data: Toml) -> Toml:
    return {key: _unsourced(value) for key, value in data.items() if key != SOURCE}


def _unsourced(value: object) -> object:
    if isinstance(value, dict):
        return _without_sources(value)
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return [_unsourced(entry) for entry in value]
    return value  # the very object: it is known by its identity where it stands


def _leaves(value: object, place: str) -> Iterator[tuple[str, object]]:
    """Every value with its path (``.year.pattern``), lists as wholes and by their entries."""
    yield place, value
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from _leaves(entry, f"{place}.{key}")
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _leaves(entry, f"{place}[{number}]")


def _shown(path: str) -> str:
    """A path for readers, who count from one: ``placeholder number 2: pattern``."""
    return re.sub(r"\[(\d+)\]\.?", lambda number: f" number {int(number[1]) + 1}: ", path).strip(":. ")
