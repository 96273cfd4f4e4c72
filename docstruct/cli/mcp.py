"""``docstruct mcp``: a server for language models over the files of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docstruct.cli import app


@app.command(
    short_help="Serve a folder to a language model (Model Context Protocol).",
    epilog="Example: docstruct mcp samples/",
)
def mcp(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder whose files may be read.")],
) -> None:
    """Answer a language model's questions about the files below FOLDER, on standard input and output."""
    from docstruct.mcp import make_server

    make_server(folder).run("stdio")
