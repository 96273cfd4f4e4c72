"""What the checks look for: placeholders, left-over instructions, quantities stated more than once.

The data is ``lexicons/checks/checks.toml``; a user's file of the same name replaces whole tables of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon.patterns import BoundedPattern
from docstruct.lexicon.totals import Totals

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder, Toml

FILE = "checks/checks.toml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern over the normalized text and what its presence means, in Chinese."""

    pattern: BoundedPattern
    means: str


@dataclass(frozen=True, slots=True)
class CellChoice:
    """Which facts of tables state a quantity; an empty set is any."""

    table: str
    components: frozenset[str]
    funds: frozenset[str]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedQuantity:
    """A quantity stated more than once: in prose under any of ``names``, in sections of ``kinds``, and in tables."""

    id: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    cells: tuple[CellChoice, ...]
    restated: bool


@dataclass(frozen=True, slots=True)
class ItemTables:
    """The tables in which the coded items of a section stand."""

    section: str
    tables: tuple[str, ...]
    components: frozenset[str]


@dataclass(frozen=True, slots=True)
class TableWords:
    """How tables name their totals and line numbers."""

    total_rows: frozenset[str]
    total_columns: frozenset[str]
    line_numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Partition:
    """A whole and the parts that make it; any of the names listed for each may stand for it."""

    whole: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Composite:
    """A component of facts and those that make it."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Patterns of the name of a whole, and of parts of it that have nothing in common."""

    whole: BoundedPattern
    parts: tuple[BoundedPattern, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How prose lists the parts of a count: what stands before the list, and what tells that it is complete.

    ``among`` is the end of what stands before a list, ``word`` the word in it that says parts follow; behind ``joined`` a
    count is only part of what a list is of. ``complete`` holds sets of beginnings; a list whose parts begin with one each
    is complete.
    """

    among: BoundedPattern
    word: str
    joined: tuple[str, ...]
    rest: BoundedPattern
    complete: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FormPart:
    """Labels of a form: a total, and what is no more than it."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmptyTable:
    """A kind of table that must say so where it is empty: its matter, and how prose says that there is none of it."""

    matter: str
    says_none: BoundedPattern


@dataclass(frozen=True, slots=True)
class CheckLexicon:
    """The compiled vocabulary of the checks."""

    placeholders: tuple[Phrase, ...]
    templates: tuple[Phrase, ...]
    year: BoundedPattern
    header_year: BoundedPattern
    executed: tuple[str, ...]
    heading_year: BoundedPattern
    initial_budget: BoundedPattern
    later_budget: BoundedPattern
    item_list: BoundedPattern
    separators: frozenset[str]
    form_totals: tuple[str, ...]
    form_parts: tuple[FormPart, ...]
    projects_counted: tuple[str, ...]
    projects_amount: tuple[str, ...]
    empty: BoundedPattern
    empty_note: BoundedPattern
    empty_tables: dict[str, EmptyTable]
    table: TableWords
    quantities: tuple[StatedQuantity, ...]
    list_totals: frozenset[str]
    item_tables: tuple[ItemTables, ...]
    by_function: frozenset[str]
    partitions: tuple[Partition, ...]
    composites: tuple[Composite, ...]
    within: tuple[Within, ...]
    counted: Counted
    ceiling_before: BoundedPattern
    ceiling_after: BoundedPattern
    equal: BoundedPattern

    @classmethod
    def load(cls, folder: LexiconFolder) -> CheckLexicon:
        """Read and compile ``checks/checks.toml``.

        Raises:
            LexiconError: a table is missing or of the wrong form, or a pattern does not compile.
        """
        data = folder.toml(FILE)
        return cls(
            placeholders=_phrases(data, "placeholder"),
            templates=_phrases(data, "template"),
            year=_bounded(_table(data, "year"), "pattern", "[year]"),
            header_year=_bounded(_table(data, "header_year"), "pattern", "[header_year]"),
            executed=_strings(_table(data, "header_year"), "executed"),
            heading_year=_bounded(_table(data, "heading_year"), "pattern", "[heading_year]"),
            later_budget=_bounded(_table(data, "later_budget"), "pattern", "[later_budget]"),
            initial_budget=_bounded(_table(data, "initial_budget"), "pattern", "[initial_budget]"),
            item_list=_bounded(_table(data, "item_list"), "pattern", "[item_list]"),
            separators=frozenset(_string(_table(data, "item_list"), "separators")),
            form_totals=_strings(_table(data, "project_form"), "totals"),
            form_parts=_form_parts(data),
            projects_counted=_strings(_table(data, "project_form"), "counted"),
            projects_amount=_strings(_table(data, "project_form"), "amount"),
            empty=_bounded(_table(data, "empty"), "statement", "[empty]"),
            empty_note=_bounded(_table(data, "empty"), "note", "[empty]"),
            empty_tables=_empty_tables(data),
            table=_table_words(_table(data, "table"), Totals.load(folder)),
            quantities=tuple(_quantity(entry) for entry in _tables(data, "quantity")),
            list_totals=frozenset(_strings(_table(data, "list"), "totals")),
            item_tables=_item_tables(data),
            by_function=frozenset(_strings(_table(data, "table"), "by_function")),
            partitions=_partitions(data),
            composites=_composites(data),
            within=_withins(data),
            counted=_counted(_table(data, "counted")),
            ceiling_before=_bounded(_table(data, "ceiling"), "before", "[ceiling]"),
            ceiling_after=_bounded(_table(data, "ceiling"), "after", "[ceiling]"),
            equal=_bounded(_table(data, "equal"), "after", "[equal]"),
        )


def _phrases(data: Toml, key: str) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(_bounded(entry, "pattern", _number(key, number)), _string(entry, "means"))
        for number, entry in enumerate(_tables(data, key), 1)
    )


def _number(key: str, number: int) -> str:
    return f"[[{key}]] number {number}"


def _bounded(entry: Toml, key: str, place: str) -> BoundedPattern:
    return BoundedPattern(_string(entry, key), f"{FILE}: {place} {key}")


def _form_parts(data: Toml) -> tuple[FormPart, ...]:
    entries = _tables(data, "form_part")
    return tuple(FormPart(_strings(entry, "whole"), _strings(entry, "parts")) for entry in entries)


def _empty_tables(data: Toml) -> dict[str, EmptyTable]:
    return {
        _string(entry, "table"): EmptyTable(
            _string(entry, "matter"), _bounded(entry, "says_none", _number("empty_table", number))
        )
        for number, entry in enumerate(_tables(data, "empty_table"), 1)
    }


def _item_tables(data: Toml) -> tuple[ItemTables, ...]:
    return tuple(
        ItemTables(
            _string(entry, "section"), _strings(entry, "tables"), frozenset(_strings(entry, "components"))
        )
        for entry in _tables(data, "items")
    )


def _partitions(data: Toml) -> tuple[Partition, ...]:
    return tuple(
        Partition(
            _strings(entry, "whole"),
            tuple(_strings({"names": part}, "names") for part in _list(entry, "parts")),
        )
        for entry in _tables(data, "partition")
    )


def _composites(data: Toml) -> tuple[Composite, ...]:
    entries = _tables(data, "component")
    return tuple(Composite(_string(entry, "whole"), _strings(entry, "parts")) for entry in entries)


def _withins(data: Toml) -> tuple[Within, ...]:
    return tuple(
        _within(entry, _number("within", number)) for number, entry in enumerate(_tables(data, "within"), 1)
    )


def _within(entry: Toml, place: str) -> Within:
    return Within(
        whole=_bounded(entry, "whole", place),
        parts=tuple(BoundedPattern(part, f"{FILE}: {place} parts") for part in _strings(entry, "parts")),
    )


def _counted(entry: Toml) -> Counted:
    return Counted(
        among=_bounded(entry, "among", "[counted]"),
        word=_string(entry, "word"),
        joined=_strings(entry, "joined"),
        rest=_bounded(entry, "rest", "[counted]"),
        complete=tuple(_strings(one, "parts") for one in _tables(entry, "complete")),
    )


def _table_words(entry: Toml, totals: Totals) -> TableWords:
    return TableWords(
        total_rows=frozenset(totals.rows),
        total_columns=frozenset(totals.columns),
        line_numbers=frozenset(_strings(entry, "line_numbers")),
    )


def _quantity(entry: Toml) -> StatedQuantity:
    return StatedQuantity(
        id=_string(entry, "id"),
        names=_strings(entry, "names"),
        kinds=_strings(entry, "sections"),
        cells=tuple(
            CellChoice(
                table=str(cell.get("table", "")),
                components=frozenset(_strings(cell, "components")),
                funds=frozenset(_strings(cell, "funds") if "funds" in cell else ()),
                rows=_strings(cell, "rows") if "rows" in cell else (),
            )
            for cell in _tables(entry, "cells")
        ),
        restated=entry.get("restated") is True,
    )


def _table(data: Toml, key: str) -> Toml:
    value = data.get(key)
    if not isinstance(value, dict):
        raise LexiconError(f"{FILE}: no table [{key}]")
    return value


def _tables(data: Toml, key: str) -> list[Toml]:
    value = data.get(key)
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise LexiconError(f"{FILE}: no tables [[{key}]]")
    return value


def _list(entry: Toml, key: str) -> list[object]:
    value = entry.get(key)
    if not isinstance(value, list):
        raise LexiconError(f"{FILE}: {key!r} is missing or no list in {entry!r}")
    return value


def _string(entry: Toml, key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise LexiconError(f"{FILE}: {key!r} is missing or no text in {entry!r}")
    return value


def _strings(entry: Toml, key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"{FILE}: {key!r} is missing or no list of texts in {entry!r}")
    return tuple(value)
