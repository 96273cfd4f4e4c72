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
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from docstruct.errors import LexiconError
from docstruct.lexicon.declared import Characters, Expression, Settings, Word, declared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.lexicon.folder import LexiconFolder, Row

Action = Literal["replace", "replace_and_report", "report", "space", "drop"]

TABLES = ("radicals", "ideographs", "widths", "invisible", "private_use", "exceptions")
"""The glyph tables; of two rows for one code point the later table's is used."""

LINES = "glyphs/lines.toml"
UNICODE = "glyphs/unicode.toml"

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


class LineSigns(Settings, frozen=True):
    """What the beginning and the end of a line say (``lines.toml``): sets of characters and compiled patterns."""

    sentence_ends: Characters
    never_first: Characters
    never_last: Characters
    prose_marks: Characters
    clause_ends: Characters
    paragraph_starts: Expression
    broken_starts: Expression
    cue_end: Expression
    entry_end: Expression
    page_number: Expression


class UnicodeVersion(Settings, frozen=True):
    """The edition of Unicode the glyph tables are of, such as 15.0.0."""

    version: Word


@dataclass(frozen=True, eq=False)
class GlyphLexicon:
    """Variant glyphs by character, the folds of a comparison, and the signs of line ends."""

    unicode_version: str
    variants: dict[str, Variant]
    folds: dict[str, str]
    signs: LineSigns

    @cached_property
    def suspects(self) -> re.Pattern[str]:
        """Every character that may have to be repaired: the variants, lone surrogates, private use, and U+FFFD."""
        return suspected([*self.variants, *map(chr, range(0xD800, 0xF900)), "\ufffd"])

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
        unicode = declared(folder, UNICODE, UnicodeVersion)
        return cls(unicode.version, variants, folds, declared(folder, LINES, LineSigns))


def suspected(characters: Iterable[str]) -> re.Pattern[str]:
    """What finds one of many characters at the cost of a look at each of the text, and all beyond the first plane with it.

    Of those a class of a pattern would try one after the other.
    """
    plain = "".join(re.escape(char) for char in sorted(characters) if char <= "\uffff")
    return re.compile(f"[{plain}\U00010000-\U0010ffff]")


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
