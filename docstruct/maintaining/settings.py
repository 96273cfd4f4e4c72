"""Where a setting stands in a TOML file, so that what is wrong with it can be told with its line.

Python's reader of TOML keeps no lines. A file of settings is one a line under headers of tables, so that the line is found by
reading those: ``[year]``, ``[kinds."narrative.total"]``, the second ``[[partition]]``.

>>> line_of("[year]\\npattern = 1\\n", "year.pattern: Expected a text")
2
>>> line_of("[[a]]\\nb = 1\\n\\n[[a]]\\nc = 1\\n", "a number 2: b: Expected a text")
4
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.maintaining.problems import Problem

_TOLD = re.compile(r"\(at line (\d+), column \d+\)")
_SETTING = re.compile(
    r"(?:no lexicon has a setting )?(?P<table>[^\s:]+)(?: number (?P<number>\d+)(?:: (?P<key>[\w-]+))?)?(?:$|: | has )"
)
_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*[\"']?(?P<name>[^\s\"'=]+)[\"']?\s*=")


def located(problem: Problem, folders: Iterable[Path]) -> Problem:
    """A problem of a TOML file with the line of the setting it names, if that is found.

    A path that is a name of the lexicon stands in the last of the folders that has such a setting.
    """
    if problem.line or not problem.path.endswith(".toml"):
        return problem
    own = Path(problem.path)
    for path in (own,) if own.is_file() else (folder / problem.path for folder in folders):
        if path.is_file() and (line := line_of(_text(path), problem.message)):
            return replace(problem, path=str(path), line=line)
    return problem


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="replace")


def line_of(text: str, message: str) -> int:
    """The line, from 1, of the setting that a message begins with; 0 if the text has none such."""
    if told := _TOLD.search(message):
        return int(told[1])
    if message.endswith("(at end of document)"):
        return len(text.splitlines())
    named = _SETTING.match(message)
    if named is None:
        return 0
    names = [*named["table"].split("."), *([named["key"]] if named["key"] else [])]
    return _line(text.splitlines(), names, int(named["number"] or 1))


def _line(lines: list[str], names: list[str], number: int) -> int:
    """The line of a key of a table, else that of the table; ``number`` counts tables of one name."""
    table, seen, found, within = "", 0, 0, 0
    for place, line in enumerate(lines, start=1):
        if header := _HEADER.match(line):
            table = ".".join(part.strip("\"' ") for part in header["name"].split("."))
            seen += table == names[0] or table == ".".join(names)
            within = _depth(table, names) if seen in (0, number) or table != names[0] else 0
            if within and not found:
                found = place
            continue
        key = _KEY.match(line)
        inside = within or not table
        if (
            key
            and inside
            and key["name"] == ".".join(names[within:])[: len(key["name"])]
            and within < len(names)
        ):
            return place
    return found


def _depth(table: str, names: list[str]) -> int:
    """How many of the names a header is."""
    parts = len(table.split("."))
    return parts if ".".join(names[:parts]) == table else 0
