"""``docstruct link``: the documents of a folder put beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli import app
from docstruct.speech import speech


@app.command(
    short_help="Put the documents of one organization beside each other.",
    epilog="Example: docstruct link out/",
)
def link(
    output: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that docstruct run wrote to.")],
) -> None:
    """Compare what documents say of each other: accounts with the budget, a year with the year before.

    A department's table of its units is compared with the units' own documents too. Writes links.jsonl and links.csv
    into DIR. Nothing is said where organization, fund or year is not the same for certain. Exit status: 0.
    """
    from docstruct.engines.linking import link_folder

    found = link_folder(output)
    for one in found:
        typer.echo(f"{one.organization}: {one.message}")
    typer.echo(speech().put("{} links: {}", f"{len(found):,}", str(output / "links.csv")))
