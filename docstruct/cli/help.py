"""The help of the command line in the language spoken: what the commands say of themselves, and what their parser adds."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docstruct.speech import Speech


class _Option(Protocol):
    help: str


class _Context(Protocol):
    command_path: str


class _Formatter(Protocol):
    def write_usage(self, prog: str, args: str, prefix: str) -> None: ...


class _Command(Protocol):
    """What is asked of a command; typer carries a copy of click that has no public types."""

    format_usage: Callable[[_Context, _Formatter], None]
    get_help_option: Callable[[_Context], _Option | None]

    def collect_usage_pieces(self, ctx: _Context) -> list[str]: ...


def speak_in_help(program: object, spoken: Speech) -> None:
    """Have the help of a program and of its commands say everything in the language spoken."""
    if spoken.language == "en":
        return
    # Words like Options: are looked up by the parser as gettext does; nobody else in this process asks it.
    gettext.dgettext = lambda domain, message: spoken.say(message)
    gettext.dngettext = lambda domain, msgid1, msgid2, n: spoken.say(msgid1 if n == 1 else msgid2)
    for part in parts_of(program):
        for name in ("help", "short_help", "epilog"):
            text = getattr(part, name, None)
            if isinstance(text, str):
                setattr(part, name, spoken.say(text))
        if hasattr(part, "get_help_option"):
            _speak_in_command(cast("_Command", part), spoken)


def parts_of(program: object) -> Iterator[object]:
    """The program, its commands, and the options and arguments of each."""
    yield program
    yield from getattr(program, "params", ())
    for command in getattr(program, "commands", {}).values():
        yield from parts_of(command)


def _speak_in_command(command: _Command, spoken: Speech) -> None:
    """What a command's help says of itself that is no text of ours: its first line, and the option that shows it."""
    option_of = command.get_help_option

    def format_usage(context: _Context, formatter: _Formatter) -> None:
        pieces = " ".join(command.collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces, prefix=spoken.say("Usage: "))

    def get_help_option(context: _Context) -> _Option | None:
        option = option_of(context)
        if option is not None:
            option.help = spoken.say(option.help)
        return option

    command.format_usage = format_usage
    command.get_help_option = get_help_option
