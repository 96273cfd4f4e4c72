"""``docstruct export``: formats from the results of a run, without reading anything again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli import app
from docstruct.cli.arguments import DecisionsOption, SplitOption, checked_formats, checked_split
from docstruct.speech import speech


@app.command(
    short_help="Make more formats from the results of a run.",
    epilog="Example: docstruct export out/ --format xlsx,html",
)
def export(
    output: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that docstruct run wrote to.")],
    formats: Annotated[
        str, typer.Option("--format", metavar="FORMATS", help="As for docstruct run; joined by commas.")
    ],
    decisions: DecisionsOption = None,
    split: SplitOption = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files in the way that no run wrote; never an input.")
    ] = False,
) -> None:
    """Make formats of all documents in DIR from what the run kept: nothing is read or recognised again."""
    from docstruct.engines.exporting import export as make

    wanted = checked_formats(formats)
    done = make(
        output,
        wanted,
        decisions=decisions,
        overwrite=overwrite,
        language=speech().language,
        split=checked_split(split, wanted),
    )
    for path, message in done.failed:
        typer.echo(f"{path}: {speech().say(message)}", err=True)
    typer.echo(speech().put("{} documents: {}", f"{done.documents:,}", ", ".join(wanted)))
    raise typer.Exit(1 if done.failed else 0)
