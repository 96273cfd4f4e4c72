"""What is asked of the entries and aliases of the classification beyond their schema.

Names are written in ordinary characters with full-width brackets; no two names of a code are in force in one year; an
alias decides for one code and is no official name. That an entry has never been seen in a document is no error: it is
a reminder that it is known from memory only.
"""

from __future__ import annotations

from itertools import combinations, groupby
from typing import TYPE_CHECKING

from docstruct.lexicon.classification import (
    ALIAS_COLUMNS,
    ALIAS_DEFAULTS,
    ALIAS_KEY,
    ENTRY_COLUMNS,
    ENTRY_DEFAULTS,
    ENTRY_KEY,
    FOLDER,
    SCHEMES,
    are_dated,
    in_one_year,
    scheme_of,
)
from docstruct.maintaining.problems import Problem, problem
from docstruct.matching.keys import NameKeys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon import Lexicons
    from docstruct.lexicon.folder import Row

FORBIDDEN = {"(": "（", ")": "）", " ": "", "\u3000": ""}
"""Half-width brackets and blanks, and what stands in their place in a name."""


def check_names(lexicons: Lexicons, matched: frozenset[str] | None) -> list[Problem]:
    """Every problem of the names; the files themselves must follow their schemas."""
    folder = lexicons.folder
    tables = {
        scheme: folder.tsv(f"{FOLDER}/{scheme}.tsv", ENTRY_COLUMNS, ENTRY_KEY, ENTRY_DEFAULTS)
        for scheme in SCHEMES
    }
    aliases = folder.tsv(f"{FOLDER}/aliases.tsv", ALIAS_COLUMNS, ALIAS_KEY, ALIAS_DEFAULTS)
    entries = [row for rows in tables.values() for row in rows]
    variants = frozenset(lexicons.glyphs.variants)
    keys = NameKeys(lexicons.classification.matching.names.last_words, lexicons.keys.key)
    return [
        *(found for row in (*entries, *aliases) for found in _characters(row, variants)),
        *_overlaps(entries),
        *_collisions(aliases, entries, keys),
        *(found for rows in tables.values() for found in _unmatched(rows, matched)),
    ]


def _characters(row: Row, variants: frozenset[str]) -> Iterator[Problem]:
    for char in dict.fromkeys(row["name"]):
        if char in FORBIDDEN:
            instead = f"; write {FORBIDDEN[char]}" if FORBIDDEN[char] else ""
            yield problem(row.file, row.line, f"column name: {char!r} in {row['name']}{instead}")
        elif char in variants:
            yield problem(row.file, row.line, f"column name: variant glyph {char} (U+{ord(char):04X})")


def _overlaps(entries: list[Row]) -> Iterator[Problem]:
    """Names of one code that are in force in the same year; a warning where a year is not known.

    Of historic names it is often not known when they were given up; they overlap only where years say so.
    """
    by_code = sorted(entries, key=lambda row: row["code"])
    for code, rows in groupby(by_code, key=lambda row: row["code"]):
        for one, other in combinations(rows, 2):
            dated = are_dated(one, other)
            if not dated and "historic" in (one["validity"], other["validity"]):
                continue
            if in_one_year(one, other):
                message = f"{code} is both {one['name']} and {other['name']} in one year"
                yield problem(other.file, other.line, message, "error" if dated else "warning")


def _collisions(aliases: list[Row], entries: list[Row], keys: NameKeys) -> Iterator[Problem]:
    official: dict[str, set[str]] = {}
    for row in entries:
        official.setdefault(keys.full(row["name"]), set()).add(row["code"])
    taken: dict[str, Row] = {}
    for row in aliases:
        key = keys.full(row["name"])
        same_scheme = {code for code in official.get(key, ()) if scheme_of(code) == scheme_of(row["code"])}
        if same_scheme:
            codes = ", ".join(sorted(same_scheme))
            yield problem(row.file, row.line, f"{row['name']} is the official name of {codes}")
        elif key in taken and taken[key]["code"] != row["code"]:
            other = taken[key]
            yield problem(
                row.file, row.line, f"{row['name']} stands for {other['code']} in line {other.line}"
            )
        taken.setdefault(key, row)


def _unmatched(rows: list[Row], matched: frozenset[str] | None) -> Iterator[Problem]:
    """How many entries in force no document is known to have used."""
    current = [row for row in rows if row["validity"] != "historic"]
    if matched is None:
        unseen = [row for row in current if row["evidence"] != "attested"]
    else:
        unseen = [row for row in current if row["code"] not in matched]
    if unseen:
        some = ", ".join(f"{row['code']} {row['name']}" for row in unseen[:3])
        message = (
            f"{len(unseen)} of {len(current)} entries in force were matched by no document yet ({some} …)"
        )
        yield problem(unseen[0].file, 0, message, "info")
