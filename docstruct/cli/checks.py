"""``docstruct checks``: the catalogue of findings."""

from __future__ import annotations

import typer

from docstruct.cli import app
from docstruct.speech import speech


@app.command(
    short_help="Print the catalogue of checks as Markdown.",
    epilog="Example: docstruct checks > docs/checks.md",
)
def checks() -> None:
    """Print the catalogue of checks (what each finding compares, how exactly) as Markdown."""
    from docstruct.writing.catalogue import checks_page

    typer.echo(checks_page(speech().language), nl=False)
