"""The command line: one module a command, no logic of its own.

Commands are imported only when the program runs, and each imports what it needs when it is called, so that
``docstruct --help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from docstruct import __version__
from docstruct.errors import DocstructError

app = typer.Typer(
    name="docstruct",
    help="Structures Chinese government budgets and final accounts (部门预算, 部门决算).",
    epilog="Example: docstruct run samples/ --output out/ --format json,csv",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"docstruct {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Structures Chinese government budgets and final accounts (部门预算, 部门决算)."""


def _register_commands() -> None:
    """Import every command module; each adds its command to ``app``."""
    import importlib
    import pkgutil

    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def main() -> None:
    """Run the program; an expected error is one line on standard error and exit status 1."""
    _register_commands()
    try:
        app()
    except DocstructError as error:
        print(f"docstruct: {error}", file=sys.stderr)
        sys.exit(1)
