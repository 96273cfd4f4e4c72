"""What the titles of tables, columns and rows say of an amount (``lexicons/tables/``).

``headers.tsv`` holds words; a title is read as a row of them (``2023年预算数`` is a year and 预算数). The dimension of a word
says what it speaks of, its value what it says:

=============  ====================================================================================================
``component``  what the amount is: one of :data:`docstruct.document.Component`
``measure``    one of :data:`docstruct.document.FactMeasure`
``fund``       one of :data:`docstruct.document.Fund`
``moment``     ``opening`` or ``closing``
``year``       how many years after the document's: 本年 is 0, 上年 -1
``carried``    ``no`` for money of the year itself (当年预算), ``yes`` for what was carried over into it, where both are told apart
``total``      合计: the whole of what the title above, or the table, speaks of; ``grand`` 总计: with what was carried over
``role``       of a whole title: the column holds an ``organization`` or a ``subject``, or no amount at all (``ignored``)
``filler``     says nothing
=============  ====================================================================================================

A row counts only ``under`` its component, where it names one: 购置费 below 公务用车购置及运行费 is the purchase of vehicles.
``defaults.tsv`` says what the amounts of a kind of table are where neither column nor row does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from docstruct.document import Component, FactMeasure, Fund, Moment
from docstruct.lexicon.classification import ENTRY_COLUMNS, ENTRY_DEFAULTS, ENTRY_KEY, FOLDER
from docstruct.lexicon.cues import CueLexicon
from docstruct.lexicon.outline import load_markers, load_words
from docstruct.lexicon.tables import HEADER_COLUMNS, HEADERS, TableWords
from docstruct.lexicon.totals import BOTH, Totals
from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder, Row
    from docstruct.lexicon.outline import MarkerGrammar

DEFAULTS = "tables/defaults.tsv"
ITEMS = f"{FOLDER}/economic_department.tsv"

Dimension: TypeAlias = Literal[
    "component", "measure", "fund", "moment", "year", "carried", "total", "role", "filler"
]
Role: TypeAlias = Literal["organization", "subject", "ignored"]

_VALUES: dict[str, tuple[str, ...] | None] = {
    "component": get_args(Component),
    "measure": get_args(FactMeasure),
    "fund": get_args(Fund),
    "moment": get_args(Moment),
    "year": ("-2", "-1", "0", "1"),
    "carried": ("no", "yes"),
    "total": ("", "grand"),
    "role": get_args(Role),
    "filler": ("",),
}


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a word says, and the component under which it says so (empty: anywhere)."""

    dimension: Dimension
    value: str
    under: str


@dataclass(frozen=True, slots=True)
class Default:
    """What the amounts of a kind of table are where nothing else is said."""

    component: Component | None
    fund: Fund | None
    measured: bool
    """Whether they are budgets in a budget and actual amounts in final accounts."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """The words of titles with their senses, and the defaults of the kinds of tables."""

    words: dict[str, tuple[Sense, ...]]
    defaults: dict[str, Default]
    units: frozenset[str]
    """The units a number may have behind it, as they are written."""
    counted: frozenset[str]
    """Those of them that a title in brackets may have, money apart: 数量（辆）, but not 编码（类）."""
    forms: frozenset[str]
    """Kinds of tables that are filled in like a form."""
    name_ends: tuple[str, ...]
    """How the title of a column ends that names items."""
    among: tuple[str, ...]
    """What stands before the name of a row that is a part of the one above."""
    unit_labels: tuple[str, ...]
    """What may stand before a unit: 单位：元."""
    both: re.Pattern[str]
    """Two totals in one word: 收、支总计."""
    markers: MarkerGrammar
    """The markers that names of rows begin with."""
    project_labels: frozenset[str]
    """The labels beside which the project of a form is named."""
    items: frozenset[str]
    """The names of the economic classification: a column may be of one of them (办公费 | 印刷费)."""

    @classmethod
    def load(cls, folder: LexiconFolder) -> Meanings:
        """Load and check the files.

        Raises:
            LexiconError: a row breaks its schema; the message gives file, line and reason.
        """
        words: dict[str, list[Sense]] = {}
        for row in folder.tsv(HEADERS, HEADER_COLUMNS, ("word", "dimension", "under")):
            words.setdefault(matching_key(row["word"]), []).append(_sense(row))
        defaults: dict[str, Default] = {}
        for row in folder.tsv(DEFAULTS, ("kind", "component", "fund", "measure", "source"), ("kind",)):
            defaults[row["kind"]] = Default(
                cast("Component | None", _one_of(row, "component", get_args(Component))),
                cast("Fund | None", _one_of(row, "fund", get_args(Fund))),
                _one_of(row, "measure", ("document",)) is not None,
            )
        tables = TableWords.load(folder)
        units = CueLexicon.load(folder).units
        of_outline = load_words(folder)
        return cls(
            words={word: tuple(senses) for word, senses in words.items()},
            defaults=defaults,
            units=frozenset(units),
            counted=frozenset(
                text
                for text, unit in units.items()
                # 类 and 项 are units too, but （类） and （项） in a title are levels of the
                # classification, which words say.
                if unit.kind not in ("money", "none") and matching_key(f"({text})") not in words
            ),
            forms=tables.forms,
            name_ends=tables.name_ends,
            among=tables.among,
            unit_labels=of_outline.tables.unit_labels,
            both=re.compile(f"{BOTH}(?:{'|'.join(map(re.escape, Totals.load(folder).wholes))})"),
            markers=load_markers(folder, of_outline),
            project_labels=tables.project_labels,
            items=frozenset(
                matching_key(row["name"])
                for row in folder.tsv(ITEMS, ENTRY_COLUMNS, ENTRY_KEY, ENTRY_DEFAULTS)
            ),
        )


def _sense(row: Row) -> Sense:
    allowed = _VALUES.get(row["dimension"])
    if allowed is None:
        raise row.error(f"column dimension: {row['dimension']!r} is none of {', '.join(_VALUES)}")
    if row["value"] not in allowed:
        raise row.error(f"column value: {row['value']!r} is none of {', '.join(allowed)}")
    return Sense(cast("Dimension", row["dimension"]), row["value"], row["under"])


def _one_of(row: Row, column: str, allowed: tuple[str, ...]) -> str | None:
    if row[column] and row[column] not in allowed:
        raise row.error(f"column {column}: {row[column]!r} is none of {', '.join(allowed)}")
    return row[column] or None
