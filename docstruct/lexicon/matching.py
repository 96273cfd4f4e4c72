"""How names are matched to codes: ``lexicons/classification/matching.toml``, typed and checked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, get_type_hints

from docstruct.errors import LexiconError
from docstruct.lexicon.totals import Totals

if TYPE_CHECKING:
    from docstruct.document import Scheme
    from docstruct.lexicon.folder import LexiconFolder, Toml

FILE = "classification/matching.toml"


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words with a role inside names; see the comments of the file. ``totals`` are the endings of ``tables/totals.tsv``."""

    last_words: tuple[str, ...]
    residual: str
    totals: tuple[str, ...]
    without_code: tuple[str, ...]
    plain_totals: tuple[str, ...]
    rare: tuple[str, ...]
    three_public: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contexts:
    """Kinds of sections where names have no code, and where they are economic items or subjects by function."""

    without_code: tuple[str, ...]
    economic: tuple[str, ...]
    functional: tuple[str, ...]

    def has_no_codes(self, kind: str | None) -> bool:
        """Whether a kind of section, or one above it, holds no subjects of the classification."""
        return _stands_in(kind, self.without_code)

    def is_economic(self, kind: str | None) -> bool:
        """Whether a kind of section, or one above it, lists economic items."""
        return _stands_in(kind, self.economic)

    def is_functional(self, kind: str | None) -> bool:
        """Whether a kind of section, or one above it, is about expenditure by function."""
        return _stands_in(kind, self.functional)


@dataclass(frozen=True, slots=True)
class ListingWords:
    """What tells that a sentence lists subjects of the classification: enough names, or one and a word for it."""

    least: int
    functional: tuple[str, ...]
    economic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """What the columns of a table of names are called, and what in its cells tells each scheme."""

    name: tuple[str, ...]
    year: tuple[str, ...]
    path: tuple[str, ...]
    scheme: tuple[str, ...]
    functional: tuple[str, ...]
    economic_government: tuple[str, ...]
    economic_department: tuple[str, ...]

    def scheme_called(self, text: str) -> Scheme | None:
        """The scheme a cell tells (功能科目, 政府经济分类), None if it tells none."""
        words: tuple[tuple[Scheme, tuple[str, ...]], ...] = (
            ("functional", self.functional),
            ("economic_government", self.economic_government),
            ("economic_department", self.economic_department),
        )
        return next((scheme for scheme, told in words if any(word in text for word in told)), None)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to (or takes from) a likeness between 0 and 1."""

    residual: float
    order: float
    path: float
    edition: float
    level: float
    rare: float
    printed: float
    amount: float


@dataclass(frozen=True, slots=True)
class Decision:
    """When the best candidate is an answer."""

    threshold: float
    margin: float
    bare_margin: float
    likeness: float
    candidates: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The measured share of right answers, by the evidence that decided."""

    stated: float
    stated_alone: float
    document_table: float
    exact: float
    alias: float
    renamed: float
    outside: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve from likeness and lead to the probability of being right."""

    likeness: float
    margin: float
    constant: float


@dataclass(frozen=True, slots=True)
class MatchingSettings:
    """All of the file; ``by_name`` and ``by_path`` calibrate answers without and with a stated path."""

    names: NameWords
    contexts: Contexts
    listings: ListingWords
    columns: ColumnWords
    weights: Weights
    decision: Decision
    scores: Scores
    by_name: Calibration
    by_path: Calibration

    @classmethod
    def load(cls, folder: LexiconFolder) -> MatchingSettings:
        """Load and check the file.

        Raises:
            LexiconError: a key is missing, unknown or of the wrong type.
        """
        import msgspec

        data = folder.toml(FILE)
        names = data.get("names")
        if isinstance(names, dict):
            data = {**data, "names": {**names, "totals": Totals.load(folder).endings}}
        try:
            settings = msgspec.convert(data, cls)
        except msgspec.ValidationError as error:
            raise LexiconError(f"{FILE}: {error}") from None
        # msgspec passes over a key that it does not know; a misspelt one would change nothing, and nobody
        # would notice.
        if unknown := sorted(_unknown_keys(data, cls)):
            raise LexiconError(f"{FILE}: unknown keys {', '.join(unknown)}")
        return settings


def _unknown_keys(data: Toml, kind: type[MatchingSettings]) -> set[str]:
    """Keys of the file that no field of the settings takes, as ``table`` or ``table.key``."""
    tables = get_type_hints(kind)
    unknown = set(data) - set(tables)
    for name in set(data) & set(tables):
        table = data[name]
        assert isinstance(table, dict), "msgspec converted it to a dataclass"
        unknown |= {f"{name}.{key}" for key in set(table) - {field.name for field in fields(tables[name])}}
    return unknown


def _stands_in(kind: str | None, kinds: tuple[str, ...]) -> bool:
    return kind is not None and any(kind == known or kind.startswith(known + ".") for known in kinds)
