"""How names are matched to codes: ``lexicons/classification/matching.toml``, typed and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.lexicon.declared import Settings, declared
from docstruct.lexicon.totals import Totals

if TYPE_CHECKING:
    from docstruct.document import Scheme
    from docstruct.lexicon.folder import LexiconFolder

FILE = "classification/matching.toml"


class NameWords(Settings, frozen=True):
    """Words with a role inside names; see the comments of the file."""

    last_words: tuple[str, ...]
    residual: str
    without_code: tuple[str, ...]
    plain_totals: tuple[str, ...]
    rare: tuple[str, ...]
    three_public: tuple[str, ...]


class Contexts(Settings, frozen=True):
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


class ListingWords(Settings, frozen=True):
    """What tells that a sentence lists subjects of the classification: enough names, or one and a word for it."""

    least: int
    functional: tuple[str, ...]
    economic: tuple[str, ...]


class ColumnWords(Settings, frozen=True):
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


class Weights(Settings, frozen=True):
    """What each kind of evidence adds to (or takes from) a likeness between 0 and 1."""

    residual: float
    order: float
    path: float
    edition: float
    level: float
    rare: float
    printed: float
    amount: float


class Decision(Settings, frozen=True):
    """When the best candidate is an answer."""

    threshold: float
    margin: float
    bare_margin: float
    likeness: float
    candidates: int


class Scores(Settings, frozen=True):
    """The measured share of right answers, by the evidence that decided."""

    stated: float
    stated_alone: float
    document_table: float
    exact: float
    alias: float
    renamed: float
    outside: float


class Calibration(Settings, frozen=True):
    """A logistic curve from likeness and lead to the probability of being right."""

    likeness: float
    margin: float
    constant: float


class MatchingSettings(Settings, frozen=True):
    """All of the file; ``by_name`` and ``by_path`` calibrate answers without and with a stated path.

    ``total_endings`` are those of ``tables/totals.tsv``.
    """

    total_endings: tuple[str, ...]
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
        return declared(folder, FILE, cls, total_endings=Totals.load(folder).endings)


def _stands_in(kind: str | None, kinds: tuple[str, ...]) -> bool:
    return kind is not None and any(kind == known or kind.startswith(known + ".") for known in kinds)
