#!/usr/bin/env python3
"""Build lexicons/glyphs/*.tsv from the Unicode data and the hand-kept exceptions.

    .venv/bin/python scripts/build_glyphs.py [--unicode /usr/share/unicode] [--lexicons lexicons]

The Unicode data is Debian's package ``unicode-data``; its version is written to ``unicode.toml`` and from there into
every output. What the Unicode data says is the rule; ``exceptions.tsv`` (kept by hand, every row with its reason) is
what it says wrongly for running Chinese text, and goes before it.
"""

from __future__ import annotations

import argparse
import bz2
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("codepoint", "char", "kind", "action", "target", "name", "source")
RADICALS = (range(0x2E80, 0x2FE0), range(0x31C0, 0x31F0))
IDEOGRAPHS = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
WIDTHS = range(0xFF01, 0xFFEF)


@dataclass(frozen=True, slots=True)
class Character:
    """A line of UnicodeData.txt: name, general category, and the single character it decomposes to, if it does."""

    name: str
    category: str
    target: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Build lexicons/glyphs/*.tsv from the Unicode data.")
    parser.add_argument("--unicode", type=Path, default=Path("/usr/share/unicode"))
    parser.add_argument("--lexicons", type=Path, default=Path(__file__).resolve().parent.parent / "lexicons")
    arguments = parser.parse_args()
    build(arguments.unicode, arguments.lexicons / "glyphs")


def build(unicode: Path, folder: Path) -> None:
    characters = dict(read_characters(unicode / "UnicodeData.txt"))
    equivalents = read_equivalents(unicode / "EquivalentUnifiedIdeograph.txt")
    exceptions = read_exceptions(folder / "exceptions.tsv")
    tables = {
        "radicals": radicals(characters, equivalents),
        "ideographs": ideographs(characters),
        "widths": widths(characters),
        "invisible": invisible(characters),
    }
    for name, rows in tables.items():
        lines = (exceptions.get(row[0]) or "\t".join(row) for row in rows)
        write(folder / f"{name}.tsv", "\t".join(COLUMNS), lines)
    folds = sorted(read_folds(unicode / "Unihan_Variants.txt.bz2").items())
    write(folder / "folding.tsv", "char\tfolded\tsource", ("\t".join((a, b, c)) for a, (b, c) in folds))
    version = re.search(r"EquivalentUnifiedIdeograph-([\d.]+)\.txt", head(unicode))
    assert version, "EquivalentUnifiedIdeograph.txt names no version"
    (folder / "unicode.toml").write_text(
        f'# Built by scripts/build_glyphs.py: the version of the Unicode data behind these tables.\nversion = "{version[1]}"\n',
        encoding="utf-8",
    )


def head(unicode: Path) -> str:
    return (unicode / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8")[:200]


def write(path: Path, header: str, lines: Iterator[str]) -> None:
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")


def read_characters(path: Path) -> Iterator[tuple[int, Character]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, category, _, _, decomposition = line.split(";")[:6]
        parts = [part for part in decomposition.split() if not part.startswith("<")]
        target = chr(int(parts[0], 16)) if len(parts) == 1 else ""
        yield int(code, 16), Character(name, category, target)


def read_equivalents(path: Path) -> dict[int, str]:
    """The unified ideograph each radical or stroke is equivalent to."""
    equivalents: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
        if match:
            for code in range(int(match[1], 16), int(match[2] or match[1], 16) + 1):
                equivalents[code] = chr(int(match[3], 16))
    return equivalents


def read_exceptions(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0]: line for line in lines if not line.startswith("#") and "\t" in line}


def read_folds(path: Path) -> dict[str, tuple[str, str]]:
    """Traditional characters and z-variants to the one simplified character they stand for in a comparison."""
    fields: dict[str, dict[str, list[str]]] = {"kSimplifiedVariant": {}, "kZVariant": {}}
    for line in bz2.decompress(path.read_bytes()).decode("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 3 and cells[1] in fields:
            targets = [chr(int(code[2:], 16)) for code in re.findall(r"U\+[0-9A-F]+", cells[2])]
            fields[cells[1]][chr(int(cells[0][2:], 16))] = targets
    simplified, variants = fields["kSimplifiedVariant"], fields["kZVariant"]
    folds: dict[str, tuple[str, str]] = {}
    for char, targets in simplified.items():
        if char not in targets:  # 乾 and 后 are simplified characters of their own
            folds[char] = (targets[0], "Unihan kSimplifiedVariant")
    for char, targets in variants.items():
        if char not in folds and char not in simplified and ord(char) > ord(targets[0]):
            folds[char] = (targets[0], "Unihan kZVariant")
    for char, (target, field) in folds.items():
        seen = {char}
        while target in folds and target not in seen:
            seen.add(target)
            target = folds[target][0]
        folds[char] = (target, field)
    return {char: fold for char, fold in folds.items() if fold[0] != char}


def row(code: int, kind: str, action: str, target: str, name: str, source: str) -> tuple[str, ...]:
    shown = chr(code) if chr(code).isprintable() and not chr(code).isspace() else ""
    return (f"U+{code:04X}", shown, kind, action, target, name, source)


def radicals(characters: dict[int, Character], equivalents: dict[int, str]) -> Iterator[tuple[str, ...]]:
    for code in (code for block in RADICALS for code in block if code in characters):
        name, target = characters[code].name, equivalents.get(code, "")
        if target:
            yield row(code, "radical", "replace", target, name, "EquivalentUnifiedIdeograph.txt")
        else:
            yield row(code, "unmapped_radical", "report", "", name, "UnicodeData.txt: no equivalent")


def ideographs(characters: dict[int, Character]) -> Iterator[tuple[str, ...]]:
    """Compatibility ideographs; twelve of the block are unified ideographs of their own and decompose to nothing."""
    for code in (code for block in IDEOGRAPHS for code in block if code in characters):
        target = unicodedata.normalize("NFKC", characters[code].target)
        if target:
            yield row(
                code,
                "compatibility_ideograph",
                "replace",
                target,
                characters[code].name,
                "UnicodeData.txt decomposition",
            )


def widths(characters: dict[int, Character]) -> Iterator[tuple[str, ...]]:
    """Digits, letters and what numbers are written with become ASCII; the punctuation of prose keeps its form."""
    for code in (code for code in WIDTHS if code in characters and characters[code].target):
        character = characters[code]
        target = unicodedata.normalize("NFKC", character.target)
        if character.name.startswith("HALFWIDTH") or 0xFF5F <= code < 0xFFE0:
            yield row(code, "half_width", "replace", target, character.name, "UnicodeData.txt decomposition")
        elif target.isalnum():
            yield row(code, "full_width", "replace", target, character.name, "UnicodeData.txt decomposition")


def invisible(characters: dict[int, Character]) -> Iterator[tuple[str, ...]]:
    """Every space but the ordinary one, and what has no width; the signs written above numbers of Arabic do have one."""
    for code, character in sorted(characters.items()):
        if code in (0x09, 0x0A, 0x20):
            continue
        if character.category in ("Zs", "Zl", "Zp") or 0x0B <= code <= 0x0D or code == 0x85:
            yield row(
                code, "space", "space", "", character.name, f"UnicodeData.txt category {character.category}"
            )
        elif character.category == "Cc":
            yield row(code, "control", "drop", "", character.name, "UnicodeData.txt category Cc")
        elif "VARIATION SELECTOR" in character.name and character.category == "Mn":
            yield row(code, "zero_width", "drop", "", character.name, "UnicodeData.txt: chooses a glyph")
        elif code == 0xAD:
            yield row(code, "soft_hyphen", "drop", "", character.name, "UnicodeData.txt category Cf")
        elif character.category == "Cf" and not re.search(
            r"ARABIC (?!LETTER MARK)|SYRIAC|KAITHI", character.name
        ):
            yield row(code, "zero_width", "drop", "", character.name, "UnicodeData.txt category Cf")


if __name__ == "__main__":
    main()
