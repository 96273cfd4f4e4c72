"""Words by which tables are read (``lexicons/outline/tables.toml``), and kinds by the words of their titles.

They are written as matching keys (see :mod:`docstruct.normalizing.key`): half-width brackets, no spaces, lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import field
from msgspec.structs import asdict

from docstruct.lexicon.cues import load_units, money_units
from docstruct.lexicon.declared import Fragment, Settings, Word, Words, WordSet, declared
from docstruct.lexicon.numerals import YEAR_ENDS
from docstruct.lexicon.totals import Totals
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder

FILE = "outline/tables.toml"
KINDS = "tables/kinds.tsv"
HEADERS = "tables/headers.tsv"
HEADER_COLUMNS = ("word", "dimension", "value", "under", "source")


class Signature(Settings, frozen=True):
    """Columns that only tables of one kind have; all of them must be there."""

    kind: Word
    columns: WordSet


@dataclass(frozen=True, slots=True)
class TitleKind:
    """Words that tell the kind of a table by its title, wherever in it they stand, and words that must not stand there."""

    kind: str
    words: tuple[str, ...]
    without: tuple[str, ...]

    def fits(self, key: str) -> bool:
        """Whether a title, as a matching key, is of the kind."""
        return all(word in key for word in self.words) and not any(word in key for word in self.without)


class TableLists(Settings, frozen=True):
    """The lists of ``tables.toml``; see the comments there. Words to be compared are matching keys."""

    code_labels: WordSet
    split_code_labels: WordSet
    name_labels: WordSet
    ordinal_labels: WordSet
    not_applicable: WordSet
    forms: WordSet
    form_labels: WordSet
    project_labels: WordSet
    name_ends: Words
    sides: Words
    """How the titles of the two sides of a table of totals begin: that of revenue, that of expenditure."""
    among: Words
    title_ends: Words
    continued: Fragment
    """What says that a table goes on."""
    caption_labels: WordSet
    notes: Words
    signatures: tuple[Signature, ...] = field(name="signature")


class TableWords(TableLists, frozen=True):
    """The words of tables: the lists, and what other files say of tables."""

    total_names: frozenset[str]
    header_words: frozenset[str]
    """The words of ``tables/headers.tsv``: a row of these is one of titles."""
    dated: re.Pattern[str]
    """The year before a title and the unit of money behind it, in a matching key."""
    title_kinds: tuple[TitleKind, ...]
    """The longest words first: of the kinds that fit a title the one that asks most of it counts."""

    @classmethod
    def load(cls, folder: LexiconFolder) -> TableWords:
        """Load and check the files.

        Raises:
            LexiconError: a list is missing or holds something else than words.
        """
        return cls(
            **asdict(declared(folder, FILE, TableLists)),
            total_names=frozenset(Totals.load(folder).titles),
            header_words=_header_words(folder),
            dated=re.compile(rf"^(?:19|20)\d\d{YEAR_ENDS}?|\({money_units(load_units(folder)).declared}\)$"),
            title_kinds=_title_kinds(folder),
        )


def _header_words(folder: LexiconFolder) -> frozenset[str]:
    rows = folder.tsv(HEADERS, HEADER_COLUMNS, ("word", "dimension", "under"))
    return frozenset(matching_key(row["word"]) for row in rows)


def _title_kinds(folder: LexiconFolder) -> tuple[TitleKind, ...]:
    kinds: list[TitleKind] = []
    for row in folder.tsv(KINDS, ("kind", "words", "without", "source"), ("kind", "words")):
        words, without = (tuple(map(matching_key, row[column].split())) for column in ("words", "without"))
        kinds.append(TitleKind(row["kind"], words, without))
    return tuple(sorted(kinds, key=lambda kind: (-sum(map(len, kind.words)), kind.kind, kind.words)))
