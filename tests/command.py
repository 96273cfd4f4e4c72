"""The command line, called in the process of the test: the same ``main`` over the same streams, without Python's start.

A process of its own costs a second of imports and vocabulary, and most tests ask only what is said and written. Where the
process is the point (a locale, a closed pipe, a signal, an installed copy) tests start one.
"""

from __future__ import annotations

import gettext
import io
import os
import signal
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from docstruct.cli import main
from docstruct.speech import speech

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOCALES = ("LANG", "LC_ALL", "LC_MESSAGES", "DOCSTRUCT_LANG")
"""What decides the language: a test speaks English unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def docstruct(*arguments: object, stdin: bytes = b"", **environment: str) -> Ended:
    """Run ``docstruct`` with these arguments; standard output and error are files, as of a program that writes to pipes."""
    with ExitStack() as stack:
        stack.enter_context(_as_in_a_new_process(["docstruct", *map(str, arguments)], environment))
        stack.enter_context(mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")))
        said = {name: stack.enter_context(_captured(name)) for name in ("stdout", "stderr")}
        try:
            main()
            status = 0
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        return Ended(status, *(_content(stream) for stream in said.values()))


@contextmanager
def _as_in_a_new_process(arguments: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """What the command leaves in its process is put back: a signal's handler, and the language, in which its parser speaks too."""
    before = signal.getsignal(signal.SIGTERM)
    parser = mock.patch.multiple(gettext, dgettext=gettext.dgettext, dngettext=gettext.dngettext)
    with mock.patch("sys.argv", arguments), mock.patch.dict(os.environ), parser:
        for name in LOCALES:
            os.environ.pop(name, None)
        os.environ.update(environment)
        speech.cache_clear()
        try:
            yield
        finally:
            speech.cache_clear()
            signal.signal(signal.SIGTERM, before)


@contextmanager
def _captured(name: str) -> Iterator[io.TextIOWrapper]:
    """A standard stream into a file: with a descriptor, and not a terminal."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        assert isinstance(file.file, io.TextIOWrapper)
        with mock.patch.object(sys, name, file.file):
            yield file.file


def _content(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return Path(stream.name).read_text(
        encoding="utf-8"
    )  # by name: what the descriptor leads to, the command may change
