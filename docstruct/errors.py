"""What can go wrong, as one small family of exceptions.

Every message names the file (or lexicon and line), the reason and, where there is one, the remedy, so that the
command line can print it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class DocstructError(Exception):
    """The base of every error docstruct raises on purpose.

    Args:
        message: one sentence.
        details: what it is about where that is several things, such as the errors of a table; a line each.
    """

    def __init__(self, message: str = "", details: Sequence[str] = ()) -> None:
        super().__init__("\n  ".join((message, *details)))
        self.lines = (message, *details)


class ReadError(DocstructError):
    """An input that cannot be read: missing, empty, damaged, encrypted, of an unknown kind.

    Args:
        path: the input as the user named it.
        reason: one clause that says what is wrong.
        code: a short stable word for tables and state databases (``missing``, ``empty``, ``damaged``,
            ``encrypted``, ``unsupported``, ``no_pages``, ``no_text``, ``too_large``, ``too_slow``, ``needs_ocr``, ``needs_office``).
    """

    def __init__(self, path: str, reason: str, code: str = "damaged") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.code = code

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, str]]:
        """Keep all three arguments when the error crosses a process boundary."""
        return type(self), (self.path, self.reason, self.code)


class LexiconError(DocstructError):
    """A lexicon file that breaks its schema; the message gives file, line and reason."""


class PatternError(LexiconError):
    """A pattern of a lexicon that takes too long on a text; the message gives file, entry and pattern."""
