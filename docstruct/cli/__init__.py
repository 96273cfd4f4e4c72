"""The command line: one module a command, no logic of its own.

Commands are imported only when the program runs, and each imports what it needs when it is called, so that
``docstruct --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from docstruct import __version__
from docstruct.cli.language import Speech, speak_chinese_in_help, speech
from docstruct.errors import DocstructError
from docstruct.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

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


def _command(spoken: Speech) -> Callable[[], object]:
    """The program, its help in the language spoken."""
    command = typer.main.get_command(app)
    speak_chinese_in_help(spoken)
    waiting: list[object] = [command]
    while waiting:
        one = waiting.pop()
        for name in ("help", "short_help", "epilog"):
            text = getattr(one, name, None)
            if isinstance(text, str):
                setattr(one, name, spoken.say(text))
        waiting += [*getattr(one, "params", ()), *getattr(one, "commands", {}).values()]
    return command


def main() -> None:
    """Run the program; an expected error is one line on standard error and exit status 1."""
    _name_files_in_utf8()
    _print_any_character()
    _register_commands()
    try:
        try:
            _command(speech())()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except DocstructError as error:
        print(f"docstruct: {visible(speech().say(str(error)))}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename is not None else ""
        print(f"docstruct: {visible(f'{place}{error.strerror or error}')}", file=sys.stderr)
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what is left in the buffer has no place
        sys.exit(1)
