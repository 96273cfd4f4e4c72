"""The state of a run: a SQLite database in the output folder that says of every input where it ended.

One row an input. The row is claimed when the input is first seen, which settles the name of its files; it is filled
when the files are in their place. A row that says ``done`` is therefore always true, whenever the run was killed: at
worst a document is whole and its row says nothing yet, and it is made again, to the same bytes.

The database is locked while it is open, so that two runs do not write to one folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from docstruct.engines.options import EngineError
from docstruct.engines.packing import PACKED_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from docstruct.engines.structuring import Outcome, State
    from docstruct.reading.discovery import Input

STATE_FOLDER = ".docstruct"
INDEX_FILE = "index.html"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS input (
    number      INTEGER PRIMARY KEY,   -- the order in which inputs were first seen: the order of the tables
    key         TEXT NOT NULL UNIQUE,  -- the input's path from the output folder
    name        TEXT NOT NULL,         -- the name of its files
    claim       TEXT NOT NULL UNIQUE,  -- the name as a case-insensitive file system sees it
    path        TEXT NOT NULL,         -- the input as it was named
    run         INTEGER NOT NULL,      -- the last run that saw it
    state       TEXT,                  -- done, empty, refused, failed; null before its end
    reason      TEXT,
    message     TEXT,
    sha256      TEXT,
    fingerprint TEXT,                  -- of options, lexicons and program version
    files       TEXT NOT NULL DEFAULT '{}',  -- file -> bytes
    fiscal_year INTEGER,
    sections    INTEGER,
    figures     INTEGER,
    reasons     INTEGER,
    findings    INTEGER,
    seconds     REAL
);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT);
"""

_MAX_NAME_BYTES = 180
"""Of a stem; file systems allow 255 bytes with suffix and what is written beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An input in the state: its row as the last run left it."""

    number: int
    name: str
    path: str
    state: State | None
    reason: str | None
    message: str | None
    sha256: str | None
    fingerprint: str | None
    files: dict[str, int]
    fiscal_year: int | None
    sections: int | None
    figures: int | None
    reasons: int | None
    findings: int | None
    seconds: float | None


_COLUMNS = ", ".join(Entry.__dataclass_fields__)


class RunState:
    """The state database of an output folder, open and locked for one run.

    Args:
        output: the folder; made if it is missing.

    Raises:
        EngineError: the folder cannot be written to, or another run is writing to it.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output / STATE_FOLDER
        self.documents_folder = self.folder / "documents"
        try:
            self.documents_folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EngineError(f"{output}: cannot be written to: {error.strerror}") from None
        self._database = _open(self.folder / "run.sqlite", output)
        self.run = int(self.setting("run") or 0) + 1
        self.set("run", str(self.run))
        self._database.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def claim(self, found: Input) -> Entry | None:
        """The entry of an input, made if it is new; None if this run has seen the input already.

        The first input of a stem gets the stem as its name; a later one gets a hash of its path behind it. Both keep
        their names in later runs.
        """
        key = _key(found, self.output)
        known = self._database.execute("SELECT number, run FROM input WHERE key = ?", (key,)).fetchone()
        if known is None:
            name = next(name for name in _names(found, key) if not self._claimed(name))
            row = (key, name, _folded(name), found.path, self.run)
            self._database.execute(
                "INSERT INTO input (key, name, claim, path, run) VALUES (?, ?, ?, ?, ?)", row
            )
        elif known[1] == self.run:
            return None
        else:
            self._database.execute(
                "UPDATE input SET run = ?, path = ? WHERE key = ?", (self.run, found.path, key)
            )
        return next(self._entries("key = ?", key))

    def commit(self, entry: Entry, outcome: Outcome, fingerprint: str, staging: Path) -> None:
        """Move the files of an input from the staging folder to their place and record where it ended.

        An input that is not structured any more loses the files an earlier run made of it.

        Raises:
            OSError, sqlite3.Error: the disk refuses.
        """
        files = dict(outcome.files)
        if outcome.state == "done" and entry.fingerprint == fingerprint and entry.sha256 == outcome.sha256:
            files = {**entry.files, **files}  # of formats that an earlier run was asked for
        problem = outcome.problem
        filled: dict[str, object] = {
            "state": outcome.state,
            "reason": problem.reason if problem else None,
            "message": problem.message if problem else None,
            "sha256": outcome.sha256,
            "fingerprint": fingerprint,
            "files": json.dumps(files, ensure_ascii=False, sort_keys=True),
            "fiscal_year": outcome.fiscal_year,
            "sections": outcome.sections,
            "figures": outcome.figures,
            "reasons": outcome.reasons,
            "findings": outcome.findings,
            "seconds": outcome.seconds,
        }
        for file, _ in outcome.files:
            (staging / file).replace(self._place(file))
        for file in entry.files if outcome.state != "done" else ():
            self._place(file).unlink(missing_ok=True)
        changes = ", ".join(f"{column} = :{column}" for column in filled)
        self._database.execute(
            f"UPDATE input SET {changes} WHERE number = :number", {**filled, "number": entry.number}
        )
        if files or entry.files:
            self.set("collected", None)
        self._database.commit()

    def stands(self, entry: Entry, suffixes: tuple[str, ...]) -> bool:
        """Whether the files of the given suffixes that an entry speaks of are all in their place."""
        return all(self._stands(entry, f"{entry.name}{suffix}") for suffix in suffixes)

    def wrote(self, file: Path) -> bool:
        """Whether a file is a result in the output folder, and so no input."""
        if file.parent.resolve() != self.output.resolve():
            return False
        by_stem = self._entries("claim = ?", _folded(file.stem))
        return file.name == INDEX_FILE or any(file.name in entry.files for entry in by_stem)

    def entry(self, number: int) -> Entry:
        """The entry of a number."""
        return next(self._entries("number = ?", number))

    def entries(self, limit: int = -1) -> Iterator[Entry]:
        """The inputs of this run, in their order."""
        return self._entries("run = ? ORDER BY number LIMIT ?", self.run, limit)

    def problems(self) -> Iterator[Entry]:
        """The inputs of this run that were not structured, in their order."""
        return self._entries("run = ? AND state != 'done' ORDER BY number", self.run)

    def collected(self) -> Iterator[tuple[str, Path]]:
        """Name and packed copy of every document of this folder that has one, in order."""
        for entry in self._entries("state = 'done' ORDER BY number"):
            file = f"{entry.name}{PACKED_SUFFIX}"
            if file in entry.files:
                yield entry.name, self._place(file)

    def counts(self) -> dict[tuple[State, str | None], int]:
        """How many inputs of this run ended where, and why."""
        counted = self._database.execute(
            "SELECT state, reason, count(*) FROM input WHERE run = ? AND state IS NOT NULL"
            " GROUP BY state, reason ORDER BY state, reason",
            (self.run,),
        )
        return {(state, reason): count for state, reason, count in counted}

    def setting(self, name: str) -> str | None:
        """A value this folder remembers from run to run."""
        row = self._database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str | None) -> None:
        """Remember a value; it is written with the next commit."""
        self._database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def save(self) -> None:
        """Write what was claimed and set since the last document."""
        self._database.commit()

    def _entries(self, where: str, *values: object) -> Iterator[Entry]:
        cursor = self._database.cursor()
        for row in cursor.execute(f"SELECT {_COLUMNS} FROM input WHERE {where}", values):
            cells = dict(zip(Entry.__dataclass_fields__, row, strict=True))
            yield Entry(**{**cells, "files": json.loads(cast("str", cells["files"]))})

    def _claimed(self, name: str) -> bool:
        taken = self._database.execute("SELECT 1 FROM input WHERE claim = ?", (_folded(name),)).fetchone()
        return taken is not None

    def _place(self, file: str) -> Path:
        return (self.documents_folder if file.endswith(PACKED_SUFFIX) else self.output) / file

    def _stands(self, entry: Entry, file: str) -> bool:
        try:
            return self._place(file).stat().st_size == entry.files.get(file)
        except OSError:
            return False


def _open(path: Path, output: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(path, timeout=1)
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(_SCHEMA)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise EngineError(f"{output}: another run is writing to this folder") from None
        raise EngineError(f"{path}: {error}") from None
    except sqlite3.DatabaseError as error:
        raise EngineError(f"{path}: {error}; remove the folder {path.parent} to begin anew") from None
    return database


def _key(found: Input, output: Path) -> str:
    """The input's path from the output folder, so that both may move together; with the member of an archive."""
    from docstruct.reading.loading import shown_name

    member = found.path.removeprefix(shown_name(found.file)) if found.place else ""
    try:
        path = os.path.relpath(found.file, output)
    except ValueError:  # another drive
        path = str(Path(found.file).absolute())
    return path.encode("utf-8", "backslashreplace").decode() + member


def _names(found: Input, key: str) -> Iterator[str]:
    """The names an input may have, best first; the last is its own alone."""
    stem = _printable(found.stem)
    yield stem
    for text in (found.path, key):
        yield f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _printable(stem: str) -> str:
    """The stem as a file name: no path separators, valid UTF-8, short enough for a suffix."""
    name = stem.encode("utf-8", "replace").decode().replace("/", "_").replace("\0", "_") or "document"
    return name.encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
