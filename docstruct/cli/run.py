"""``docstruct run``: structure files and folders into a folder of results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from docstruct.cli import app


@app.command(epilog="Example: docstruct run samples/ --output out/ --format json")
def run(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files and folders.")],
    output: Annotated[Path, typer.Option(help="The folder to write to.")],
    formats: Annotated[str, typer.Option("--format", help="json")] = "json",
    fiscal_year: Annotated[int | None, typer.Option(help="The fiscal year of excerpts.")] = None,
    document_type: Annotated[
        Literal["final_accounts", "budget"] | None, typer.Option(help="The type of excerpts.")
    ] = None,
) -> None:
    """Structure every document of INPUT and write the results to a folder."""
    from docstruct.errors import ReadError
    from docstruct.pipeline import Pipeline

    pipeline = Pipeline()
    output.mkdir(parents=True, exist_ok=True)
    failed = False
    for given in inputs:
        for path in sorted(p for p in given.rglob("*") if p.is_file()) if given.is_dir() else [given]:
            try:
                document = pipeline.structure(path, fiscal_year=fiscal_year, document_type=document_type)
            except ReadError as error:
                typer.echo(str(error), err=True)
                failed = True
                continue
            part = output / f".{path.stem}.part"
            part.write_text(document.to_json(indent=2), encoding="utf-8")
            part.replace(output / f"{path.stem}.json")
    raise typer.Exit(1 if failed else 0)
