"""Words by which tables are read (``lexicons/outline/tables.toml``), and kinds by the words of their titles.

They are written as matching keys (see :mod:`docstruct.normalizing.key`): half-width brackets, no spaces, lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon.cues import load_units, money_units
from docstruct.lexicon.numerals import YEAR_ENDS
from docstruct.lexicon.totals import Totals
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder

FILE = "outline/tables.toml"
KINDS = "tables/kinds.tsv"
HEADERS = "tables/headers.tsv"
HEADER_COLUMNS = ("word", "dimension", "value", "under", "source")


@dataclass(frozen=True, slots=True)
class Signature:
    """Columns that only tables of one kind have; all of them must be there."""

    kind: str
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class TitleKind:
    """Words that tell the kind of a table by its title, wherever in it they stand, and words that must not stand there."""

    kind: str
    words: tuple[str, ...]
    without: tuple[str, ...]

    def fits(self, key: str) -> bool:
        """Whether a title, as a matching key, is of the kind."""
        return all(word in key for word in self.words) and not any(word in key for word in self.without)


@dataclass(frozen=True, slots=True)
class TableWords:
    """The lists of ``tables.toml``; see the comments there. Words to be compared are matching keys."""

    code_labels: frozenset[str]
    split_code_labels: frozenset[str]
    name_labels: frozenset[str]
    ordinal_labels: frozenset[str]
    total_names: frozenset[str]
    not_applicable: frozenset[str]
    header_words: frozenset[str]
    """The words of ``tables/headers.tsv``: a row of these is one of titles."""
    forms: frozenset[str]
    form_labels: frozenset[str]
    project_labels: frozenset[str]
    name_ends: tuple[str, ...]
    among: tuple[str, ...]
    both: str
    """A pattern of what the two sides of a budget are called in one word."""
    title_ends: tuple[str, ...]
    continued: str
    """A pattern of what says that a table goes on."""
    dated: re.Pattern[str]
    """The year before a title and the unit of money behind it, in a matching key."""
    caption_labels: frozenset[str]
    notes: tuple[str, ...]
    signatures: tuple[Signature, ...]
    title_kinds: tuple[TitleKind, ...]
    """The longest words first: of the kinds that fit a title the one that asks most of it counts."""

    @classmethod
    def load(cls, folder: LexiconFolder) -> TableWords:
        """Load and check the file.

        Raises:
            LexiconError: a list is missing or holds something else than words.
        """
        data = folder.toml(FILE)

        def words(key: str) -> tuple[str, ...]:
            return _words(data.get(key), key)

        def keys(key: str) -> frozenset[str]:
            return frozenset(words(key))

        return cls(
            code_labels=keys("code_labels"),
            split_code_labels=keys("split_code_labels"),
            name_labels=keys("name_labels"),
            ordinal_labels=keys("ordinal_labels"),
            total_names=frozenset(Totals.load(folder).titles),
            not_applicable=keys("not_applicable"),
            header_words=_header_words(folder),
            forms=frozenset(words("forms")),
            form_labels=keys("form_labels"),
            project_labels=keys("project_labels"),
            name_ends=words("name_ends"),
            among=words("among"),
            both=_pattern(data.get("both"), "both"),
            title_ends=words("title_ends"),
            continued=_pattern(data.get("continued"), "continued"),
            dated=re.compile(rf"^(?:19|20)\d\d{YEAR_ENDS}?|\({money_units(load_units(folder)).declared}\)$"),
            caption_labels=keys("caption_labels"),
            notes=words("notes"),
            signatures=_signatures(data.get("signature")),
            title_kinds=_title_kinds(folder),
        )


def _words(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise LexiconError(f"{FILE}: {key}: expected a list of words")
    return tuple(value)


def _pattern(value: object, key: str) -> str:
    """A pattern that is part of another; as one of its own it must compile."""
    if not isinstance(value, str):
        raise LexiconError(f"{FILE}: {key}: expected a regular expression")
    try:
        return re.compile(value).pattern
    except re.error as error:
        raise LexiconError(f"{FILE}: {key}: {value!r}: {error}") from None


def _header_words(folder: LexiconFolder) -> frozenset[str]:
    rows = folder.tsv(HEADERS, HEADER_COLUMNS, ("word", "dimension", "under"))
    return frozenset(matching_key(row["word"]) for row in rows)


def _title_kinds(folder: LexiconFolder) -> tuple[TitleKind, ...]:
    kinds: list[TitleKind] = []
    for row in folder.tsv(KINDS, ("kind", "words", "without", "source"), ("kind", "words")):
        words, without = (tuple(map(matching_key, row[column].split())) for column in ("words", "without"))
        kinds.append(TitleKind(row["kind"], words, without))
    return tuple(sorted(kinds, key=lambda kind: (-sum(map(len, kind.words)), kind.kind, kind.words)))


def _signatures(value: object) -> tuple[Signature, ...]:
    if not isinstance(value, list):
        raise LexiconError(f"{FILE}: no tables [[signature]]")
    signatures: list[Signature] = []
    for entry in value:
        if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
            raise LexiconError(f"{FILE}: signature: expected kind and columns, found {entry!r}")
        columns = _words(entry.get("columns"), "signature.columns")
        signatures.append(Signature(entry["kind"], frozenset(columns)))
    return tuple(signatures)
