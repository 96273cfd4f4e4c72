"""What is wrong with a lexicon, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docstruct.errors import LexiconError

Severity: TypeAlias = Literal["error", "warning", "info"]

_PLACE = re.compile(r"(?P<path>.*?\.(?:tsv|toml|json)):(?:(?P<line>\d+):)? (?P<reason>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: an ``error`` breaks matching, a ``warning`` may, an ``info`` is good to know.

    ``line`` is 0 where the problem is the whole file's.
    """

    path: str
    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return self.said_by(str)

    def said_by(self, say: Callable[[str], str]) -> str:
        """The problem in the words of a language."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {say(f'{self.severity}: ')}{say(self.message)}"

    @classmethod
    def of_error(cls, error: LexiconError) -> Problem:
        """The problem a loader met; its message names the file and, of a table, the line."""
        place = _PLACE.fullmatch(str(error))
        if place is None:
            return cls("lexicons", 0, "error", str(error))
        return cls(place["path"], int(place["line"] or 0), "error", place["reason"])


def problem(path: Path, line: int, message: str, severity: Severity = "error") -> Problem:
    """A problem at a line of a file."""
    return Problem(str(path), line, severity, message)
