"""Which paths the inputs of a run cover, found or not: what is gone from there is gone, and what is there may be an input.

>>> scope = Scope(["more/**/*.pdf", "a.zip"])
>>> [scope.covers(Path(name)) for name in ("more/2022/x.pdf", "more/x.txt", "a.zip", "b.zip")]
[True, False, True, False]

A folder that is not there (a disk that is not mounted) covers nothing.
"""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.reading.discovery import Selection
from docstruct.reading.names import judge

if TYPE_CHECKING:
    from collections.abc import Sequence


class Scope:
    """The files, folders and patterns that a run was given, and what of them was looked at."""

    def __init__(self, inputs: Sequence[str], selection: Selection | None = None) -> None:
        self._selection = selection or Selection()
        self._exact: set[str] = set()
        self._folders: list[str] = []
        self._patterns: list[re.Pattern[str]] = []
        for named in inputs:
            path = os.path.abspath(named)  # noqa: PTH100 - no links resolved: names are compared
            if glob.has_magic(named) and not os.path.lexists(named):
                self._patterns.append(_expression(path))
                continue
            self._exact.add(path)
            self._exact.add(os.path.realpath(named))
            if Path(named).is_dir():
                self._folders += [os.path.join(path, ""), os.path.join(os.path.realpath(named), "")]  # noqa: PTH118

    def covers(self, file: Path, shown: str | None = None) -> bool:
        """Whether a file is named, lies in a named folder or matches a named pattern, and is looked at as ``shown``."""
        if shown is not None and not self._selection.takes(shown):
            return False
        path = os.path.abspath(file)  # noqa: PTH100
        if path in self._exact or path.startswith(tuple(self._folders)):
            return True
        return any(pattern.fullmatch(path) for pattern in self._patterns)

    def may_find(self, file: Path) -> bool:
        """Whether a file, if it is there, may be an input: what has a document's name is never written over."""
        path = os.path.abspath(file)  # noqa: PTH100
        if path in self._exact:
            return True
        return judge(file).verdict in ("read", "unsure") and (
            self.covers(file) or self.covers(Path(os.path.realpath(file)))
        )


def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern of :mod:`glob` as a regular expression; a folder that matches stands for all it holds."""
    parts: list[str] = []
    for token in re.split(r"(\*\*/?|\*|\?|\[[^\]]*\])", pattern):
        if token.startswith("**"):
            parts.append(".*")
        elif token == "*":
            parts.append("[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif token.startswith("[") and len(token) > 1:
            # glob says [!a] for what regular expressions call [^a].
            parts.append(token.replace("[!", "[^").replace("\\", "\\\\"))
        else:
            parts.append(re.escape(token))
    return re.compile("".join(parts) + ("" if "**" in pattern else "(?:/.*)?"), re.DOTALL)
