"""``docstruct export``: formats from the results of a run, without reading anything again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli import app
from docstruct.cli.run import checked_split
from docstruct.errors import DocstructError
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
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Show what was decided about findings, as a review page saved it."),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(
            metavar="SHARES", help="Divide --format spacy into train, dev and test: 0.8/0.1/0.1, by document."
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace files in the way that no run wrote; never an input.")
    ] = False,
) -> None:
    """Make formats of all documents in DIR from what the run kept: nothing is read or recognised again."""
    from docstruct.engines.exporting import export as make
    from docstruct.writing import check_formats

    try:
        wanted = check_formats(name.strip() for name in formats.split(","))
    except DocstructError as error:
        raise typer.BadParameter(str(error), param_hint="--format") from None
    done = make(
        output,
        wanted,
        decisions=decisions,
        overwrite=overwrite,
        language=speech().language,
        split=checked_split(split),
    )
    for path, message in done.failed:
        typer.echo(f"{path}: {speech().say(message)}", err=True)
    typer.echo(speech().put("{} documents: {}", f"{done.documents:,}", ", ".join(wanted)))
    raise typer.Exit(1 if done.failed else 0)
