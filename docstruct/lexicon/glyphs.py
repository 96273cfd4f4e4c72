"""Variant glyphs and what they stand for, and what the ends of a line say: the data of ``lexicons/glyphs/``.

A row of a glyph table names a code point, the kind it is counted under, and what is done with it:

======================  ==============================================================================
``replace``             ``target`` takes its place
``replace_and_report``  ``target`` takes its place, and the repair is on record: the choice may be wrong
``report``              it stays, and is on record: no choice is safe
``space``               it is a space
``drop``                it has no width and goes
======================  ==============================================================================

>>> from docstruct.lexicon import Lexicons
>>> glyphs = Lexicons().glyphs
>>> glyphs.variants["⼀"].target, glyphs.variants["⼾"].target, glyphs.folds["長"]
('一', '户', '长')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from docstruct.errors import LexiconError
from docstruct.lexicon.patterns import users_pattern

if TYPE_CHECKING:
    from docstruct.lexicon.folder import LexiconFolder, Row, Toml

Action = Literal["replace", "replace_and_report", "report", "space", "drop"]

TABLES = ("radicals", "ideographs", "widths", "invisible", "private_use", "exceptions")
"""The glyph tables; of two rows for one code point the later table's is used."""

LINES = "glyphs/lines.toml"

_COLUMNS = ("codepoint", "char", "kind", "action", "target", "name", "source")


@dataclass(frozen=True, slots=True)
class Variant:
    """A code point that does not belong in normalized text, or not without a word about it."""

    char: str
    kind: str
    action: Action
    target: str
    name: str

    @property
    def reported(self) -> bool:
        """Whether each occurrence is put on record, not only counted."""
        return self.action in ("replace_and_report", "report")


@dataclass(frozen=True, slots=True)
class LineSigns:
    """What the beginning and the end of a line say (``lines.toml``): sets of characters and compiled patterns."""

    sentence_ends: frozenset[str]
    never_first: frozenset[str]
    never_last: frozenset[str]
    prose_mark: re.Pattern[str]
    clause_ends: frozenset[str]
    paragraph_start: re.Pattern[str]
    broken_start: re.Pattern[str]
    cue_end: re.Pattern[str]
    entry_end: re.Pattern[str]
    page_number: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class GlyphLexicon:
    """Variant glyphs by character, the folds of a comparison, and the signs of line ends."""

    unicode_version: str
    variants: dict[str, Variant]
    folds: dict[str, str]
    signs: LineSigns

    @classmethod
    def load(cls, folder: LexiconFolder) -> GlyphLexicon:
        """Load and check every table.

        Raises:
            LexiconError: a row or a setting breaks its schema; the message gives file, line and reason.
        """
        variants: dict[str, Variant] = {}
        for table in TABLES:
            for row in folder.tsv(f"glyphs/{table}.tsv", _COLUMNS, ("codepoint",)):
                variant = _variant(row)
                variants[variant.char] = variant
        _check_targets(variants)
        folds = {**_folds(folder, "folding"), **_folds(folder, "marks")}
        version = folder.toml("glyphs/unicode.toml").get("version")
        if not isinstance(version, str):
            raise LexiconError("glyphs/unicode.toml: version: expected a string such as '15.0.0'")
        signs = _signs(folder.toml(LINES), users=folder.is_users(LINES))
        return cls(version, variants, folds, signs)


def load_traditional(folder: LexiconFolder) -> dict[str, str]:
    """The simplified character that is read in the place of every traditional one (``traditional.tsv``).

    Raises:
        LexiconError: a row breaks its schema, or does not give one character for one.
    """
    simplified = _folds(folder, "traditional")
    for char, folded in simplified.items():
        if len(char) != 1 or len(folded) != 1:
            raise LexiconError(f"glyphs/traditional.tsv: {char!r}: one character stands for one")
    return simplified


def _folds(folder: LexiconFolder, table: str) -> dict[str, str]:
    rows = folder.tsv(f"glyphs/{table}.tsv", ("char", "folded", "source"), ("char",))
    return {row["char"]: row["folded"] for row in rows}


def _variant(row: Row) -> Variant:
    code, action, target = row["codepoint"], row["action"], row["target"]
    if not re.fullmatch(r"U\+[0-9A-F]{4,6}", code) or int(code[2:], 16) > 0x10FFFF:
        raise row.error(f"column codepoint: {code!r} is no code point such as U+2F00")
    char = chr(int(code[2:], 16))
    if row["char"] not in ("", char):
        raise row.error(f"column char: {row['char']!r} is not {code}")
    if action not in get_args(Action):
        raise row.error(f"column action: {action!r} is none of {', '.join(get_args(Action))}")
    if len(target) != (1 if action.startswith("replace") else 0):
        raise row.error(f"column target: {action} does not go with {target!r}")
    if not row["kind"]:
        raise row.error("column kind: empty")
    return Variant(char, row["kind"], action, target, row["name"])  # type: ignore[arg-type]


def _check_targets(variants: dict[str, Variant]) -> None:
    """Normalizing twice must change nothing: no target may be a variant itself."""
    for variant in variants.values():
        if variant.target in variants:
            raise LexiconError(
                f"glyphs: U+{ord(variant.char):04X} is replaced by U+{ord(variant.target):04X}, itself a variant"
            )


def _signs(settings: Toml, *, users: bool) -> LineSigns:
    def characters(key: str) -> frozenset[str]:
        value = settings.get(key)
        if not isinstance(value, str):
            raise LexiconError(f"{LINES}: {key}: expected a string of characters")
        return frozenset(value)

    return LineSigns(
        sentence_ends=characters("sentence_ends"),
        never_first=characters("never_first"),
        never_last=characters("never_last"),
        prose_mark=re.compile("[" + re.escape("".join(sorted(characters("prose_marks")))) + "]"),
        clause_ends=characters("clause_ends"),
        broken_start=_pattern(settings, "broken_starts", users=users),
        cue_end=_pattern(settings, "cue_end", users=users),
        entry_end=_pattern(settings, "entry_end", users=users),
        paragraph_start=_pattern(settings, "paragraph_starts", users=users),
        page_number=_pattern(settings, "page_number", users=users),
    )


def _pattern(settings: Toml, key: str, *, users: bool) -> re.Pattern[str]:
    value = settings.get(key)
    alternatives = value if isinstance(value, list) else [value]
    if not alternatives or not all(isinstance(item, str) for item in alternatives):
        raise LexiconError(f"{LINES}: {key}: expected a regular expression or a list of them")
    together = "|".join(f"(?:{item})" for item in alternatives)
    if users:
        return users_pattern(together, f"{LINES}: {key}")
    try:
        return re.compile(together)
    except re.error as error:
        raise LexiconError(f"{LINES}: {key}: {error}") from None
