"""The command line: one module a command, no logic of its own.

Commands are imported only when the program runs, and each imports what it needs when it is called, so that
``docstruct --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Literal, cast

import typer

from docstruct import __version__
from docstruct.cli.help import speak_in_help
from docstruct.errors import DocstructError
from docstruct.speech import Speech, speech, with_language_first
from docstruct.visible import visible

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
    lang: Annotated[
        Literal["zh", "en"] | None,
        typer.Option(help="Speak Chinese or English; by default as DOCSTRUCT_LANG or the locale says."),
    ] = None,
) -> None:
    """Structures Chinese government budgets and final accounts (部门预算, 部门决算)."""


def _register_commands() -> None:
    """Import every command module; each adds its command to ``app``."""
    import importlib
    import pkgutil

    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def _name_files_in_utf8() -> None:
    """Begin anew in Python's UTF-8 mode (PEP 540) where the locale cannot name a file in Chinese; workers inherit it."""
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode and hasattr(sys, "orig_argv"):
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _print_any_character() -> None:
    """Pipes and files get UTF-8, whatever the locale; a terminal shows a character it lacks by its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


# By its place among the bases: typer carries a copy of click from some version on, so that the name is not
# one's own.
_Misused = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[2])
"""What the parser raises of arguments it cannot use: ``ClickException``, of click or of the copy of it that typer carries."""


def _run_program(spoken: Speech) -> int:
    """Run the program in the language spoken; its exit status."""
    program = typer.main.get_command(app)
    speak_in_help(program, spoken)
    try:
        status = program(args=with_language_first(sys.argv[1:]), standalone_mode=False)
    except _Misused as error:
        said = io.StringIO()
        error.show(said)
        print("\n".join(map(spoken.say_of_parser, said.getvalue().splitlines())), file=sys.stderr)
        status = error.exit_code
    return status if isinstance(status, int) else 0


def main() -> None:
    """Run the program; an expected error is one line on standard error and exit status 1."""
    _name_files_in_utf8()
    _print_any_character()
    _register_commands()
    try:
        try:
            status = _run_program(speech())
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except DocstructError as error:
        said = "\n  ".join(visible(speech().say(line)) for line in error.lines)
        print(f"docstruct: {said}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename is not None else ""
        print(f"docstruct: {visible(f'{place}{error.strerror or error}')}", file=sys.stderr)
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left in the buffer has no place
        sys.exit(1)
    sys.exit(status)
