"""``docstruct normalize``: the normalized text, and what was repaired in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app

if TYPE_CHECKING:
    from docstruct.lexicon.glyphs import GlyphLexicon
    from docstruct.normalized import NormalizedText
    from docstruct.source import Source


@app.command(epilog="Example: docstruct normalize - < report.txt | grep 决算数")
def normalize(
    file: Annotated[
        str, typer.Argument(help="A file of any kind docstruct reads, or - for text on standard input.")
    ],
    diff: Annotated[bool, typer.Option("--diff", help="Show what was changed, by kind and count.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Show the variant code points found, with names.")
    ] = False,
) -> None:
    """Print the normalized text, one paragraph a line."""
    from docstruct.lexicon import Lexicons
    from docstruct.normalizing import normalize as normalize_source
    from docstruct.reading import read, read_bytes

    source = read_bytes(sys.stdin.buffer.read(), "-") if file == "-" else read(Path(file))
    glyphs = Lexicons().glyphs
    normalized = normalize_source(source, glyphs)
    if diff:
        _print_diff(normalized)
    if report:
        _print_report(source, glyphs)
    if not diff and not report:
        sys.stdout.buffer.write(normalized.text.encode("utf-8") + b"\n")


def _print_diff(normalized: NormalizedText) -> None:
    """A table of counts, and below it every repair that needed a decision."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    counts = Table("kind", "count")
    for kind, count in normalized.repairs.counts.items():
        counts.add_row(kind, str(count))
    console.print(counts)
    if not normalized.repairs.entries:
        return
    entries = Table("kind", "source", "was", "note")
    for entry in normalized.repairs.entries:
        entries.add_row(
            entry.kind, f"{entry.source_start}-{entry.source_end}", repr(entry.original), entry.note
        )
    console.print(entries)


def _print_report(source: Source, glyphs: GlyphLexicon) -> None:
    """A table of the variant code points of a source."""
    from rich.console import Console
    from rich.table import Table

    from docstruct.normalizing.glyphs import variants_in

    table = Table("code point", "character", "becomes", "count", "kind", "name")
    for variant in variants_in(source.text, glyphs):
        shown = variant.char if variant.char.isprintable() else ""
        becomes = variant.target or variant.action
        count = str(source.text.count(variant.char))
        table.add_row(f"U+{ord(variant.char):04X}", shown, becomes, count, variant.kind, variant.name)
    Console(highlight=False).print(table)
