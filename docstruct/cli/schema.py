"""``docstruct schema``: the JSON Schema of the output document."""

from __future__ import annotations

import json

import typer

from docstruct.cli import app


@app.command(
    short_help="Print the JSON Schema of a document.",
    epilog="Example: docstruct schema > document.schema.json",
)
def schema() -> None:
    """Print the JSON Schema of the documents that `docstruct run --format json` writes."""
    from docstruct.schema import document_schema

    typer.echo(json.dumps(document_schema(), ensure_ascii=False, indent=2))
