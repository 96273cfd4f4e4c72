"""The state of a run: a SQLite database in the output folder that says of every input where it ended.

One row an input. The row is claimed when the input is first seen, which settles the name of its files; it is filled
when the files are in their place. A row that says ``done`` is therefore always true, whenever the run was killed: at
worst a document is whole and its row says nothing yet, and it is made again, to the same bytes. Which files are the
run's, and so may be replaced, is the business of :mod:`docstruct.engines.results`, whose table lies in the same database.

The database is locked while it is open, so that two runs do not write to one folder. A database that is damaged is put
aside and begun anew; the log of files says what in the folder is the run's, so that nothing else is touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import unicodedata
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from docstruct.engines import results as files
from docstruct.engines.options import EngineError
from docstruct.engines.packing import PACKED_SUFFIX
from docstruct.engines.results import LOST, Results, Staged, TakenError
from docstruct.engines.structuring import name_of_part, staged_in
from docstruct.visible import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from docstruct.engines.structuring import Outcome, State
    from docstruct.reading.discovery import Input

STATE_FOLDER = ".docstruct"
RAY_FOLDER = "ray"
"""In the state folder: what :mod:`docstruct.engines.ray` keeps; its tables and those of a local run do not mix."""
DOCUMENTS_FOLDER = f"{STATE_FOLDER}/documents"
RESERVED_NAMES = frozenset({"index"})
"""Names no document has: ``index.html`` is the index over all of them."""

_VERSION = 2
"""Of the tables below, kept in the database (``PRAGMA user_version``)."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS input (
    number      INTEGER PRIMARY KEY,   -- the order in which inputs were first seen: the order of the tables
    key         TEXT NOT NULL UNIQUE,  -- the input's path from the output folder
    name        TEXT NOT NULL,         -- the name of its files
    claim       TEXT NOT NULL UNIQUE,  -- the name as a case-insensitive file system sees it
    path        TEXT NOT NULL,         -- the input as it was named
    run         INTEGER NOT NULL,      -- the last run that saw it
    state       TEXT,                  -- done, duplicate, skipped, empty, refused, failed; null before its end
    reason      TEXT,
    message     TEXT,
    file        TEXT NOT NULL,         -- the path of its file, or of the archive it is in, from the output folder
    problems    TEXT,                  -- {format: message} of formats that could not be written
    sha256      TEXT,
    fingerprint TEXT,                  -- of options, lexicons and program version
    fiscal_year INTEGER,
    sections    INTEGER,
    figures     INTEGER,
    reasons     INTEGER,
    findings    INTEGER,
    parts       INTEGER,               -- how many documents it holds, if there are several
    seconds     REAL
);
CREATE INDEX IF NOT EXISTS input_sha256 ON input (sha256);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT);
CREATE TEMP TABLE met (sha256 TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
-- of this run: which input is the one to be structured for each content
"""

_MAX_NAME_BYTES = 180
"""Of a stem; file systems allow 255 bytes with suffix and what is written beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An input in the state: its row as the last run left it."""

    number: int
    key: str
    name: str
    path: str
    state: State | None
    reason: str | None
    message: str | None
    problems: dict[str, str]
    file: str
    sha256: str | None
    fingerprint: str | None
    fiscal_year: int | None
    sections: int | None
    figures: int | None
    reasons: int | None
    findings: int | None
    parts: int | None
    seconds: float | None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files of its documents: its own, or one a part."""
        numbers = range(1, self.parts + 1) if self.parts else (None,)
        return tuple(name_of_part(self.name, number) for number in numbers)

    @property
    def owner(self) -> str:
        """Whose its files are, in the table of files."""
        return f"input:{self.number}"


_COLUMNS = ", ".join(Entry.__dataclass_fields__)


class RunState:
    """The state database of an output folder, open and locked for one run.

    Args:
        output: the folder; made if it is missing.
        overwrite, is_input: see :class:`~docstruct.engines.results.Results`.

    Attributes:
        rebuilt: why the state was begun anew; None if it was not.

    Raises:
        EngineError: the folder cannot be written to, or another run is writing to it.
    """

    def __init__(
        self,
        output: Path,
        *,
        overwrite: bool = False,
        is_input: Callable[[Path], bool] = lambda path: False,
    ) -> None:
        self.output = output
        self.folder = output / STATE_FOLDER
        _make_state_folder(self.folder, output)
        self._database, self.rebuilt = _open(self.folder, output)
        try:
            self.results = Results(
                output, self._database, self.folder, overwrite=overwrite, is_input=is_input
            )
        except OSError as error:
            raise EngineError(f"{self.folder / files.LOG}: cannot be written to: {error.strerror}") from None
        self.run = int(self.setting("run") or 0) + 1
        self.set("run", str(self.run))
        self._database.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.results.close()
        except (OSError, sqlite3.Error) as failed:
            if kind is None:
                raise EngineError(f"{self.output}: cannot be written to: {failed}") from None
        finally:
            self._database.close()

    def claim(self, found: Input) -> Entry | None:
        """The entry of an input, made if it is new; None if this run has seen the input already.

        The first input of a stem gets the stem as its name; a later one gets a hash of its path behind it. Both keep
        their names in later runs.
        """
        key = _key(found, self.output)
        known = self._database.execute("SELECT number, run FROM input WHERE key = ?", (key,)).fetchone()
        if known is None:
            name = next(name for name in _names(found.stem, found.path, key) if not self._claimed(name))
            row = (key, name, _folded(name), found.path, self.run, _relative(found, self.output))
            self._database.execute(
                "INSERT INTO input (key, name, claim, path, run, file) VALUES (?, ?, ?, ?, ?, ?)", row
            )
        elif known[1] == self.run:
            return None
        else:
            self._database.execute(
                "UPDATE input SET run = ?, path = ? WHERE key = ?", (self.run, found.path, key)
            )
        return next(self._entries("key = ?", key))

    def commit(self, entry: Entry, outcome: Outcome, fingerprint: str, staging: Path, stem: str) -> None:
        """Move the files of an input from the staging folder to their place and record where it ended.

        Whatever else the input had left, of other content, options or formats, is removed: it is no longer true.

        Raises:
            OSError, sqlite3.Error: the disk refuses.
        """
        name = self._place(entry, outcome, staging, stem)
        same = outcome.state == "done" and entry.fingerprint == fingerprint and entry.sha256 == outcome.sha256
        made = {place_of(name, suffix) for suffix, _, _ in outcome.files}
        stale = [file for file in self.results.owned(entry.owner) if file not in made]
        if not same or name != entry.name:
            for file in stale:
                self.results.remove(file)
        problem = outcome.problem
        filled: dict[str, object] = {
            "name": name,
            "claim": _folded(name),
            "state": outcome.state,
            "reason": problem.reason if problem else None,
            "message": problem.message if problem else None,
            "problems": json.dumps(dict(outcome.unwritten)),
            "sha256": outcome.sha256,
            "fingerprint": fingerprint,
            "fiscal_year": outcome.fiscal_year,
            "sections": outcome.sections,
            "figures": outcome.figures,
            "reasons": outcome.reasons,
            "findings": outcome.findings,
            "parts": outcome.parts,
            "seconds": outcome.seconds,
        }
        changes = ", ".join(f"{column} = :{column}" for column in filled)
        self._database.execute(
            f"UPDATE input SET {changes} WHERE number = :number", {**filled, "number": entry.number}
        )
        if made or stale:
            self.unsettle(entry.number)
        self._unsettle_originals(entry, outcome.state, outcome.sha256)
        self._database.commit()

    def _place(self, entry: Entry, outcome: Outcome, staging: Path, stem: str) -> str:
        """Put the files under the entry's name or, if somebody's file has it, under the next that is free."""
        folder = staged_in(staging, entry.name)
        others = (name for name in _names(stem, entry.path, entry.key) if not self._claimed(name))
        for name in chain([entry.name], others):
            staged = [
                Staged(folder / f"{entry.name}{suffix}", place_of(name, suffix), sha256, size)
                for suffix, sha256, size in outcome.files
            ]
            if not all(self._may_have(entry, one) for one in staged):
                continue
            try:
                self.results.put(staged, entry.owner)
            except TakenError:  # just now
                for one in staged:
                    if not one.source.exists():
                        (self.output / one.file).rename(one.source)
                        self.results.disown(one.file)
                continue
            # What is left is that of a worker that died over the same input.
            shutil.rmtree(folder, ignore_errors=True)
            return name
        raise AssertionError("names never end")

    def _may_have(self, entry: Entry, one: Staged) -> bool:
        """Whether a path is free for an input, and no other's: ``a.part1`` may be an input or the first part of one."""
        whose = self.results.owner_of(one.file)
        return whose in (None, entry.owner, LOST) and self.results.free(one.file, one.parts)

    def forget(self, entry: Entry) -> list[str]:
        """Remove an input that is gone, with all it left; returns its files."""
        removed = self.results.owned(entry.owner)
        for file in removed:
            self.results.remove(file)
        self._database.execute("DELETE FROM input WHERE number = ?", (entry.number,))
        if removed:
            self.unsettle(entry.number)
        self._unsettle_originals(entry, None, None)
        return removed

    def meet(self, entry: Entry, sha256: str) -> None:
        """Note that this input is the one to be structured for its content."""
        self._database.execute("INSERT INTO met VALUES (?, ?)", (sha256, entry.number))

    def met(self, sha256: str) -> Entry | None:
        """The input of this run that is structured for a content; None if it has not been met."""
        return next(self._entries("number = (SELECT number FROM met WHERE sha256 = ?)", sha256), None)

    def kept(self, entry: Entry, sha256: str) -> list[Entry]:
        """The documents of earlier runs with this content that come before ``entry`` and that this run has not met.

        Before a document comes what was seen before it; before an input that is none yet, every document.
        """
        own = "AND number < ?" if entry.state == "done" and entry.sha256 == sha256 else "AND number != ?"
        where = f"sha256 = ? AND state = 'done' AND run != ? {own} ORDER BY number"
        return list(self._entries(where, sha256, self.run, entry.number))

    def duplicates(self, entry: Entry) -> tuple[str, ...]:
        """The paths of the inputs that are duplicates of a document, in their order."""
        if entry.sha256 is None:
            return ()
        found = self._entries("sha256 = ? AND state = 'duplicate' ORDER BY number", entry.sha256)
        return tuple(one.path for one in found)

    def _unsettle_originals(self, entry: Entry, state: State | None, sha256: str | None) -> None:
        """Note which documents have another duplicate than before, or one less."""
        before, after = (entry.state, entry.sha256), (state, sha256)
        if before == after:
            return
        for ended, content in (before, after):
            if ended == "duplicate" and content is not None:
                for original in list(self._entries("sha256 = ? AND state = 'done'", content)):
                    self.unsettle(original.number)

    def forget_lost(self) -> None:
        """Remove the files of inputs that a state before this one knew and that were not made again."""
        for file in self.results.owned(LOST):
            self.results.remove(file)

    def stands(self, entry: Entry, suffixes: tuple[str, ...]) -> bool:
        """Whether the files of the given suffixes that an entry speaks of are all whole and in their place."""
        return all(self.results.stands(place_of(name, suffix)) for name in entry.names for suffix in suffixes)

    def wrote(self, file: Path) -> bool:
        """Whether a file is a result in the output folder, and so no input; what somebody put there instead is one."""
        place = self._within(file)
        if place is None or not self.results.owns(place):
            return False
        if self.results.content(place) == "ours":
            return True
        self.results.disown(place)
        return False

    def _within(self, file: Path) -> str | None:
        """The path of a file from the output folder; None if it is not in there."""
        if self._root is None:
            self._root = os.path.realpath(self.output)
        parent = os.path.realpath(file.parent)
        if parent != self._root and not parent.startswith(os.path.join(self._root, "")):  # noqa: PTH118
            return None
        return (Path(parent).relative_to(self._root) / file.name).as_posix()

    _root: str | None = None

    def entry(self, number: int) -> Entry:
        """The entry of a number."""
        return next(self._entries("number = ?", number))

    def entries(self, limit: int = -1) -> Iterator[Entry]:
        """The inputs of this run, in their order."""
        return self._entries("run = ? ORDER BY number LIMIT ?", self.run, limit)

    def unseen(self) -> Iterator[Entry]:
        """The inputs that this run has not met."""
        return self._entries("run != ? ORDER BY number", self.run)

    def problems(self) -> Iterator[Entry]:
        """The inputs of this run that were not structured, or not written in every format, in their order."""
        return self._entries("run = ? AND (state != 'done' OR problems != '{}') ORDER BY number", self.run)

    def left(self) -> Iterator[Entry]:
        """Every input of this folder that left no document, in order."""
        return self._entries("state IS NOT NULL AND state != 'done' ORDER BY number")

    def digest_of_left(self) -> str:
        """A hash of which inputs left no document, and why."""
        hashed = hashlib.sha256()
        for entry in self.left():
            said = f"{entry.path}\0{entry.state}\0{entry.message}\n"
            hashed.update(said.encode("utf-8", "backslashreplace"))
        return hashed.hexdigest()

    def done(self) -> Iterator[Entry]:
        """Every document of this folder, in order."""
        return self._entries("state = 'done' ORDER BY number")

    def collected(self, after: int = 0) -> Iterator[tuple[Entry, str, Path]]:
        """Entry, name and packed copy of every document of the inputs of this folder with a higher number, in order."""
        for entry in self._entries("state = 'done' AND number > ? ORDER BY number", after):
            for name in entry.names:
                file = place_of(name, PACKED_SUFFIX)
                if self.results.owns(file):
                    yield entry, name, self.output / file

    def last_collected(self) -> int:
        """The highest number of a document of this folder; 0 if there is none."""
        row = self._database.execute("SELECT max(number) FROM input WHERE state = 'done'").fetchone()
        return row[0] or 0

    def add_problem(self, entry: Entry, form: str, message: str) -> None:
        """Note that a document could not be written in a format."""
        problems = {**self.entry(entry.number).problems, form: message}
        self._database.execute(
            "UPDATE input SET problems = ? WHERE number = ?", (json.dumps(problems), entry.number)
        )

    def file_of(self, entry: Entry) -> Path:
        """The file of an input on disk: for a member of an archive, the archive."""
        return Path(os.path.abspath(self.output / entry.file))  # noqa: PTH100 - links are not followed

    def mark_lost(self, entry: Entry) -> None:
        """Note that the packed copy of a document is damaged: the next run over its input makes it again."""
        self._database.execute("UPDATE input SET state = NULL WHERE number = ?", (entry.number,))

    def others(self, fingerprint: str) -> int:
        """How many documents of this folder were made with other options, lexicons or another version."""
        row = self._database.execute(
            "SELECT count(*) FROM input WHERE state = 'done' AND fingerprint != ?", (fingerprint,)
        ).fetchone()
        return int(row[0])

    def counts(self) -> dict[tuple[State, str | None], int]:
        """How many inputs of this run ended where, and why."""
        counted = self._database.execute(
            "SELECT state, reason, count(*) FROM input WHERE run = ? AND state IS NOT NULL"
            " GROUP BY state, reason ORDER BY state, reason",
            (self.run,),
        )
        return {(state, reason): count for state, reason, count in counted}

    def unwritten(self) -> int:
        """How many documents of this run lack a format that could not be written."""
        row = self._database.execute(
            "SELECT count(*) FROM input WHERE run = ? AND state = 'done' AND problems != '{}'", (self.run,)
        ).fetchone()
        return int(row[0])

    def settled(self, form: str) -> int | None:
        """The number of the last document in the files a format has over all documents; None if they are not true."""
        value = self.setting(f"settled:{form}")
        return int(value) if value is not None and value.isdecimal() else None

    def settle(self, form: str, number: int | None) -> None:
        """Note up to which document the files of a format are true; None while they are changed."""
        self.set(f"settled:{form}", None if number is None else str(number))

    def unsettle(self, number: int) -> None:
        """Note that a document changed: files over all documents in which it is are no longer true."""
        self._database.execute(
            "UPDATE setting SET value = NULL WHERE name LIKE 'settled:%' AND CAST(value AS INTEGER) >= ?",
            (number,),
        )

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
            yield Entry(**{**cells, "problems": json.loads(cast("str | None", cells["problems"]) or "{}")})

    def _claimed(self, name: str) -> bool:
        taken = self._database.execute("SELECT 1 FROM input WHERE claim = ?", (_folded(name),)).fetchone()
        return taken is not None or _folded(name) in RESERVED_NAMES


def place_of(name: str, suffix: str) -> str:
    """Where a file of a document lies, from the output folder."""
    return f"{DOCUMENTS_FOLDER}/{name}{suffix}" if suffix.endswith(PACKED_SUFFIX) else f"{name}{suffix}"


def _make_state_folder(folder: Path, output: Path) -> None:
    """Make ``.docstruct/documents``; a link there would lead what is written to another folder.

    Raises:
        EngineError: it cannot be made, or is a link.
    """
    documents = output / DOCUMENTS_FOLDER
    try:
        documents.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(f"{output}: cannot be written to: {error.strerror}") from None
    for place in (folder, documents, folder / "run.sqlite", folder / files.LOG):
        if place.is_symlink():
            raise EngineError(f"{place}: is a link; the state of a run is written to a folder of its own")


def _open(folder: Path, output: Path) -> tuple[sqlite3.Connection, str | None]:
    """The database, and why it was begun anew if it was."""
    path = folder / "run.sqlite"
    try:
        database = _connect(path, output)
        if database.execute("SELECT 1 FROM setting LIMIT 1").fetchone() or not files.read_log(
            folder / files.LOG
        ):
            return database, None
        files.restore(database, folder / files.LOG)
        database.commit()
        return database, "it was empty"
    except (sqlite3.DatabaseError, ValueError, OverflowError) as error:
        if isinstance(error, sqlite3.OperationalError) and not path.is_file():
            raise EngineError(f"{path}: {error}") from None
        reason = str(error)
    try:
        for damaged in (path, *(path.with_name(f"{path.name}-{part}") for part in ("wal", "shm"))):
            if os.path.lexists(damaged):
                damaged.replace(damaged.with_name(f"{damaged.name}.damaged"))
        database = _connect(path, output)
        files.restore(database, folder / files.LOG)
        database.commit()
    except (OSError, sqlite3.Error) as error:
        reason = f"its notes of what is done cannot be read or written ({error}); check the disk"
        raise EngineError(f"{path}: {reason}, or remove the folder {folder} to begin anew") from None
    return database, reason


def _connect(path: Path, output: Path) -> sqlite3.Connection:
    """The database, checked.

    Raises:
        EngineError: another run has it.
        sqlite3.DatabaseError, ValueError: it is damaged or of another version.
    """
    database = sqlite3.connect(path, timeout=1)
    try:
        # Before WAL: so it needs no shared memory, which network file systems do not have
        # (sqlite.org/wal.html, section 8).
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and version != _VERSION:
            raise ValueError("it was written by another version")
        database.executescript(f"{_SCHEMA}{files.SCHEMA}PRAGMA user_version = {_VERSION};")
        _check(database)
    except BaseException as error:
        database.close()
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise EngineError(f"{output}: another run is writing to this folder") from None
        raise
    return database


def _check(database: sqlite3.Connection) -> None:
    """See that the database is whole and its rows are what this program writes.

    Raises:
        sqlite3.DatabaseError, ValueError: it is not.
    """
    (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise ValueError(str(said))
    database.execute(f"SELECT {_COLUMNS}, claim, run FROM input LIMIT 1").fetchone()
    database.execute("SELECT path, owner, parts, coming, stamp FROM file LIMIT 1").fetchone()
    wrong = database.execute(
        "SELECT count(*) FROM input WHERE (problems IS NOT NULL AND NOT json_valid(problems))"
        " OR typeof(name) != 'text' OR typeof(path) != 'text' OR name LIKE '%/%' OR name = ''"
        " OR (state IS NOT NULL AND state NOT IN ('done', 'duplicate', 'skipped', 'empty', 'refused', 'failed'))"
    ).fetchone()[0]
    done = database.execute("SELECT 1 FROM input WHERE state = 'done' LIMIT 1").fetchone()
    if done and not database.execute("SELECT 1 FROM file LIMIT 1").fetchone():
        raise ValueError("it names no files")
    wrong += database.execute(
        "SELECT count(*) FROM file WHERE NOT json_valid(parts) OR (coming IS NOT NULL AND NOT json_valid(coming))"
        " OR path LIKE '/%' OR path LIKE '../%' OR path LIKE '%/../%'"
    ).fetchone()[0]
    if wrong:
        raise ValueError(f"{wrong} rows make no sense")
    int((database.execute("SELECT value FROM setting WHERE name = 'run'").fetchone() or ("0",))[0])


def _key(found: Input, output: Path) -> str:
    """The input's path from the output folder, so that both may move together; with the member of an archive."""
    from docstruct.reading.loading import shown_name

    member = found.path.removeprefix(shown_name(found.file)) if found.place else ""
    return _relative(found, output) + member


def _relative(found: Input, output: Path) -> str:
    """The path of the input's file, or of its archive, from the output folder."""
    try:
        path = os.path.relpath(found.file, output)
    except ValueError:  # another drive
        path = str(Path(found.file).absolute())
    return path.encode("utf-8", "backslashreplace").decode()


def _names(stem: str, path: str, key: str) -> Iterator[str]:
    """The names an input may have, best first; they never end."""
    # Characters first, so that a name of megabytes is not encoded whole; the cut may fall within one, which
    # goes.
    stem = plain_name(stem)[:_MAX_NAME_BYTES].encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
    yield stem
    for text in chain((path, key), (f"{key}\0{number}" for number in count())):
        yield f"{stem}-{hashlib.sha256(text.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
