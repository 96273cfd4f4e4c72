"""``docstruct outline``: the sections of one document as a tree."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docstruct.cli import app

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

    from docstruct.document import Document, Finding, Section


LINE = 10_000
"""The columns of a line in a pipe or file, where a section is one line however long; a terminal folds it."""


@app.command(
    short_help="Print the sections of a document as a tree.",
    epilog="Example: docstruct outline samples/白山市医疗保障局2021年度部门决算.txt --kinds",
)
def outline(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The document, of any kind docstruct reads.")],
    kinds: Annotated[bool, typer.Option("--kinds", help="Show the canonical kind of every section.")] = False,
    items: Annotated[
        bool, typer.Option("--items", help="Show enumerated items too, not only headings.")
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="Print metadata, contents, sections, definitions and findings as JSON."),
    ] = False,
) -> None:
    """Print how a document is structured: its sections, what it says of itself, what does not agree.

    A file that holds several disclosures is printed one after another; as JSON it is a list of them.
    """
    from docstruct.pipeline import Pipeline

    documents = Pipeline().structure_all(file)
    if json:
        _print_json(documents)
        return
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else LINE)
    for document in documents:
        _print_metadata(document, file, console)
        console.print(_tree(document, kinds=kinds, items=items))
        for finding in _findings(document):
            console.print(f"[yellow]![/] {finding.kind}: ", end="", soft_wrap=True)
            console.print(finding.message, markup=False, soft_wrap=True)


def _findings(document: Document) -> list[Finding]:
    """The findings that are about the outline."""
    from docstruct.checking import CATALOGUE

    return [finding for finding in document.findings if CATALOGUE[finding.kind].made == "outlining"]


def _print_json(documents: tuple[Document, ...]) -> None:
    import msgspec

    told = [_parts(document) for document in documents]
    encoded = msgspec.json.encode(told if len(told) > 1 else told[0])
    sys.stdout.buffer.write(msgspec.json.format(encoded, indent=2) + b"\n")


def _parts(document: Document) -> dict[str, object]:
    return {
        "metadata": document.metadata,
        "contents": document.contents,
        "sections": document.sections,
        "definitions": document.definitions,
        "findings": _findings(document),
    }


def _print_metadata(document: Document, file: Path, console: Console) -> None:
    from rich.table import Table

    types = {"final_accounts": "决算", "budget": "预算", None: None}
    metadata = document.metadata
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for label, value in (
        ("文件", file.name if document.source.part is None else f"{file.name} 第{document.source.part}份"),
        ("类型", types[metadata.document_type]),
        ("年度", metadata.fiscal_year),
        ("部门", metadata.organization),
        ("日期", metadata.date),
        ("单位", metadata.money_unit),
    ):
        table.add_row(label, "—" if value is None else str(value))
    console.print(table)


def _tree(document: Document, *, kinds: bool, items: bool) -> Tree:
    """The sections as a tree; an item is shown only if asked for, and then dimmed."""
    from rich.tree import Tree

    root = Tree(f"{len(document.sections)} 节", guide_style="dim")
    branches: dict[str | None, Tree] = {None: root}
    for section in document.sections:
        above = branches.get(section.parent)
        if above is None or (section.type == "item" and not items):
            continue
        branches[section.id] = above.add(_label(section, kinds=kinds))
    return root


def _label(section: Section, *, kinds: bool) -> str:
    from rich.markup import escape

    gap = " " if section.marker[-1:].isalnum() else ""  # 第一部分 概况, but 一、概况
    text = escape(f"{section.marker}{gap}{section.title}")
    if section.type == "item":
        text = f"[dim]{text}[/]"
    if kinds and section.kind:
        text += f"  [cyan]{section.kind}[/]"
    return text
