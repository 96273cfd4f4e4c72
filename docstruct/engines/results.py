"""What belongs to a run in its output folder, and the only way anything there is written, replaced or removed.

A run owns a path if its own state says so: table ``file`` holds every path it wrote, with the hash of the content. What
the table does not name belongs to somebody else, an input above all, and is never touched:

=====================================  ===================================================================================
at the path is …                       then
=====================================  ===================================================================================
nothing                                the file is put there, exclusively (a hard link fails where something is)
what the run wrote                     it is replaced in one step
its own path, but other content        somebody worked on it, or the disk did: kept in ``.docstruct/changed``
a stranger's file, the same content    it is the run's from now on (the state was lost, the result was not)
a stranger's file, link or folder      :class:`TakenError`: the caller takes another name or gives up
=====================================  ===================================================================================

``overwrite`` lets a stranger's file be replaced, but never an input's. The path and hash of what is coming are
committed before the file moves, so that a run killed in between still knows its own; and they are appended to
``files.log``, so that a state that was lost can be made anew without taking results for strangers.

A file that is appended to has a hash for every part, so that adding to it costs what is added. A file whose size,
times and inode are those noted is not read again; whatever differs is compared by its hash.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias

from docstruct.errors import DocstructError
from docstruct.writing.atomic import open_exclusively

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

SCHEMA = """
CREATE TABLE IF NOT EXISTS file (
    path   TEXT PRIMARY KEY,  -- from the output folder, with forward slashes
    owner  TEXT NOT NULL,     -- input:<number>, or format:<name> for files over all documents
    parts  TEXT NOT NULL,     -- [[end, sha256 of what lies between this end and the one before], …]; [] before the first
    coming TEXT,              -- the parts of what is about to be put there
    stamp  TEXT               -- size, times and inode of the file when it was last known to be so
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS file_owner ON file (owner);
"""

LOST = "input:lost"
"""The owner of files of a state that was lost, until they are made again."""

LOG = "files.log"
CHANGED = "changed"
MOST_PARTS = 64
"""Parts a file may have before it is hashed anew as one."""
_BLOCK = 1 << 20
_LOG_SLACK = 1 << 20

Parts: TypeAlias = tuple[tuple[int, str], ...]
Content: TypeAlias = Literal["nothing", "ours", "strange"]
"""What stands at a path: nothing, what the state says, anything else."""


class TakenError(DocstructError):
    """A path where something stands that this run did not write."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is there and was not written by this run")
        self.path = path


@dataclass(frozen=True, slots=True)
class Staged:
    """A whole file that waits to be put into its place."""

    source: Path
    file: str
    sha256: str
    size: int

    @classmethod
    def of(cls, source: Path, file: str) -> Staged:
        """A staged file, hashed here."""
        with source.open("rb") as opened:
            return cls(source, file, hashlib.file_digest(opened, "sha256").hexdigest(), source.stat().st_size)

    @property
    def parts(self) -> Parts:
        """The content as it is noted in the state."""
        return ((self.size, self.sha256),)


@dataclass(frozen=True, slots=True)
class _Known:
    parts: Parts
    coming: Parts | None
    stamp: str | None


class Results:
    """The files of an output folder that are this run's.

    Args:
        output: the folder.
        database: the state of the run, which has the table of :data:`SCHEMA`.
        state_folder: where the log is kept.
        overwrite: replace strangers' files too, but no inputs.
        is_input: whether a path may be an input of this run.
    """

    def __init__(
        self,
        output: Path,
        database: sqlite3.Connection,
        state_folder: Path,
        *,
        overwrite: bool = False,
        is_input: Callable[[Path], bool] = lambda path: False,
    ) -> None:
        self.output = output
        self.overwrite = overwrite
        self.is_input = is_input
        self.kept_aside: list[Path] = []
        self._database = database
        self._log_path = state_folder / LOG
        self._log = _open_log(self._log_path)

    def close(self) -> None:
        """Close the log; one that is mostly history is written anew first."""
        self._log.close()
        rows = self._database.execute("SELECT path, owner, parts FROM file").fetchall()
        if self._log_path.stat().st_size > _LOG_SLACK + 1000 * len(rows):
            from docstruct.writing.atomic import write_atomically

            write_atomically(self._log_path, b"".join(_log_line(*row) for row in rows))

    def owned(self, owner: str) -> list[str]:
        """The paths of one owner, in their order."""
        rows = self._database.execute("SELECT path FROM file WHERE owner = ? ORDER BY path", (owner,))
        return [path for (path,) in rows]

    def owned_below(self, folder: str) -> list[str]:
        """The paths in a folder."""
        rows = self._database.execute(
            "SELECT path FROM file WHERE substr(path, 1, ?) = ?", (len(folder) + 1, f"{folder}/")
        )
        return [path for (path,) in rows]

    def has_suffix(self, suffix: str) -> bool:
        """Whether a file of a document with this suffix is there."""
        rows = self._database.execute(
            "SELECT path FROM file WHERE owner LIKE 'input:%' AND substr(path, ?) = ? LIMIT 100",
            (-len(suffix), suffix),
        )
        return any(os.path.lexists(self.output / path) for (path,) in rows)

    def owner_of(self, file: str) -> str | None:
        """Whose a path is; None if the state does not name it."""
        row = self._database.execute("SELECT owner FROM file WHERE path = ?", (file,)).fetchone()
        return row[0] if row else None

    def owns(self, file: str) -> bool:
        """Whether the state names a path."""
        return self._known(file) is not None

    def disown(self, file: str) -> None:
        """Forget a path: what stands there is somebody's own."""
        self._database.execute("DELETE FROM file WHERE path = ?", (file,))

    def content(self, file: str) -> Content:
        """What stands at a path."""
        known = self._known(file)
        path = self.output / file
        if not os.path.lexists(path):
            return "nothing"
        if known is None or not self._clear(file):
            return "strange"
        # The stamp first: a folder of a hundred thousand results is not read through by every run.
        if known.stamp is not None and known.stamp == _stamp(path):
            return "ours"
        if not _is(path, known):
            return "strange"
        if known.coming is None and _matches(path, known.parts):
            self._note(file, stamp=_stamp(path))
        return "ours"

    def stands(self, file: str) -> bool:
        """Whether a file is whole and in its place."""
        known = self._known(file)
        return known is not None and known.coming is None and self.content(file) == "ours"

    def free(self, file: str, parts: Parts | None = None) -> bool:
        """Whether a file may be put there: nothing is, or what this run wrote, or what is coming anyway."""
        path = self.output / file
        if not os.path.lexists(path):
            return self._clear(file)
        if not self._clear(file):
            return False
        if self.content(file) == "ours":
            return True
        if self.owns(file):
            return not self.is_input(path)  # else it is kept aside
        if parts is not None and _matches(path, parts):
            return True
        return self._may_overwrite(path)

    def put(self, staged: Iterable[Staged], owner: str) -> None:
        """Move whole files to their places; the caller commits.

        Raises:
            TakenError: somebody's file, link or folder is in the way; the files before it are in their places.
            OSError, sqlite3.Error: the disk refuses.
        """
        found = [(one, self._prepare(one)) for one in staged]
        for one, _ in found:
            self._announce(one.file, owner, one.parts)
        self._database.commit()
        for one, replaced in found:
            self._move(one, replaced=replaced)
            self._note(one.file, parts=one.parts, stamp=_stamp(self.output / one.file))

    def append(self, staged: Staged, owner: str) -> None:
        """Add the bytes of a staged file to a file that stands; the caller commits.

        Raises:
            OSError, sqlite3.Error: the disk refuses.
        """
        path = self.output / staged.file
        known = self._known(staged.file)
        if known is None or self.content(staged.file) != "ours":
            raise TakenError(path)
        end = known.parts[-1][0]
        parts = (*known.parts, (end + staged.size, staged.sha256))
        self._announce(staged.file, owner, parts)
        self._database.commit()
        with staged.source.open("rb") as source, _open_own(path) as target:
            target.seek(end)
            while block := source.read(_BLOCK):
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        if len(parts) > MOST_PARTS:
            parts = Staged.of(path, staged.file).parts
        staged.source.unlink()
        self._note(staged.file, parts=parts, stamp=_stamp(path))

    def remove(self, file: str) -> None:
        """Take away a file the run wrote; one that somebody changed is kept aside. The caller commits."""
        path = self.output / file
        content = self.content(file)
        if self.owns(file) and self._clear(file):
            if content == "ours":
                path.unlink(missing_ok=True)
            elif content == "strange" and not self.is_input(path):
                self._keep_aside(path)
            self._remove_empty_parents(path)
        self.disown(file)

    def _prepare(self, one: Staged) -> bool:
        """Whether something of ours is replaced; what somebody changed is out of the way afterwards."""
        path = self.output / one.file
        if not self.free(one.file, one.parts):
            raise TakenError(path)
        _make_folders(self.output, one.file)
        content = self.content(one.file)
        if content == "strange" and self.owns(one.file) and not _is_cut_short(path, one.source):
            self._keep_aside(path)
            return False
        return content != "nothing"

    def _move(self, one: Staged, *, replaced: bool) -> None:
        path = self.output / one.file
        if replaced:
            one.source.replace(path)
            return
        try:
            _put_where_nothing_is(one.source, path)
        except FileExistsError:
            self.disown(one.file)
            raise TakenError(path) from None

    def _announce(self, file: str, owner: str, coming: Parts) -> None:
        self._database.execute(
            "INSERT INTO file (path, owner, parts, coming) VALUES (?, ?, '[]', ?)"
            " ON CONFLICT (path) DO UPDATE SET owner = excluded.owner, coming = excluded.coming, stamp = NULL",
            (file, owner, json.dumps(coming)),
        )
        self._log.write(_log_line(file, owner, json.dumps(coming)))
        self._log.flush()

    def _note(self, file: str, *, stamp: str | None, parts: Parts | None = None) -> None:
        if parts is None:
            self._database.execute("UPDATE file SET stamp = ? WHERE path = ?", (stamp, file))
        else:
            self._database.execute(
                "UPDATE file SET stamp = ?, parts = ?, coming = NULL WHERE path = ?",
                (stamp, json.dumps(parts), file),
            )

    def _known(self, file: str) -> _Known | None:
        row = self._database.execute(
            "SELECT parts, coming, stamp FROM file WHERE path = ?", (file,)
        ).fetchone()
        if row is None:
            return None
        return _Known(_parts(row[0]), _parts(row[1]) if row[1] else None, row[2])

    def _may_overwrite(self, path: Path) -> bool:
        if not self.overwrite or path.is_symlink() or not path.is_file():
            return False
        return not self.is_input(path)

    def _clear(self, file: str) -> bool:
        """Whether the folders on the way are folders (or nothing yet), not links that lead elsewhere."""
        path = self.output
        for part in PurePosixPath(file).parts[:-1]:
            path = path / part
            if path.is_symlink() or (os.path.lexists(path) and not path.is_dir()):
                return False
        return True

    def _keep_aside(self, path: Path) -> None:
        """Move away what somebody made of a result; an empty file is nobody's work."""
        if path.is_file() and not path.is_symlink() and path.stat().st_size == 0:
            path.unlink()
            return
        folder = self._log_path.parent / CHANGED
        folder.mkdir(exist_ok=True)
        token = hashlib.sha256(f"{path}{_stamp(path)}".encode("utf-8", "backslashreplace")).hexdigest()[:8]
        aside = folder / f"{token}-{path.name}"
        if folder.is_symlink() or os.path.lexists(aside):
            raise TakenError(aside)
        path.rename(aside)
        self.kept_aside.append(aside)

    def _remove_empty_parents(self, path: Path) -> None:
        parent = path.parent
        with contextlib.suppress(OSError):
            while parent != self.output:
                parent.rmdir()
                parent = parent.parent


def read_log(path: Path) -> dict[str, tuple[str, list[Parts]]]:
    """What a log says of every path: its last owner and the contents it may have, newest first; damaged lines say nothing."""
    found: dict[str, tuple[str, list[Parts]]] = {}
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return {}
    for line in lines:
        try:
            said = json.loads(line)
            file, owner, parts = said["file"], said["owner"], _parts(json.dumps(said["parts"]))
        except (ValueError, KeyError, TypeError):
            continue
        place = PurePosixPath(file) if isinstance(file, str) else None
        if place is None or place.is_absolute() or ".." in place.parts or not isinstance(owner, str):
            continue
        # Two: what was coming when the run was killed, and what was there before.
        found[file] = (owner, [parts, *found.get(file, ("", []))[1]][:2])
    return found


def restore(database: sqlite3.Connection, log: Path) -> None:
    """Fill the table of files from the log, under owners that no input has: what is not made again is removed."""
    for file, (owner, contents) in read_log(log).items():
        before = contents[1] if len(contents) > 1 else ()
        kept = owner if owner.startswith("format:") else LOST
        database.execute(
            "INSERT OR REPLACE INTO file (path, owner, parts, coming) VALUES (?, ?, ?, ?)",
            (file, kept, json.dumps(before), json.dumps(contents[0])),
        )


def _log_line(file: str, owner: str, parts: str) -> bytes:
    return f"{json.dumps({'file': file, 'owner': owner, 'parts': json.loads(parts)})}\n".encode()


def _open_log(path: Path) -> BinaryIO:
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o666), "ab")


def _open_own(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)), "r+b")


def _parts(text: str) -> Parts:
    """What the state says of a content; nothing if it makes no sense, so that no file is taken to be so."""
    try:
        return tuple((int(end), str(sha256)) for end, sha256 in json.loads(text))
    except (ValueError, TypeError):
        return ()


def _stamp(path: Path) -> str:
    """What changes whenever a file does: its size, times and inode (ctime is set by the system alone)."""
    found = path.lstat()
    return f"{found.st_mode}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"


def _is(path: Path, known: _Known) -> bool:
    """Whether a file is what the state says: what it wrote, what it was about to, or something between when appending."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    if known.parts and _matches(path, known.parts):
        return True
    if known.coming is None:
        return False
    if _matches(path, known.coming):
        return True
    if not known.coming:
        return False
    appended = known.parts and known.coming[: len(known.parts)] == known.parts
    return bool(appended) and path.lstat().st_size <= known.coming[-1][0] and _begins(path, known.parts)


def is_one_of(path: Path, contents: Iterable[Parts]) -> bool:
    """Whether a file has one of several contents; not if it cannot be read."""
    try:
        return any(_matches(path, parts) for parts in contents)
    except OSError:
        return False


def _is_cut_short(path: Path, whole: Path) -> bool:
    """Whether a file is the beginning of another, so that nobody's work is in it."""
    if path.is_symlink() or not path.is_file():
        return False
    size = path.stat().st_size
    if size > whole.stat().st_size:
        return False
    with path.open("rb") as short, whole.open("rb") as long:
        return _hash(short, size) == _hash(long, size)


def _matches(path: Path, parts: Parts) -> bool:
    size = parts[-1][0] if parts else -1
    return stat.S_ISREG(path.lstat().st_mode) and path.lstat().st_size == size and _begins(path, parts)


def _begins(path: Path, parts: Parts) -> bool:
    start = 0
    with path.open("rb") as file:
        for end, sha256 in parts:
            if _hash(file, end - start) != sha256:
                return False
            start = end
    return True


def _hash(file: BinaryIO, size: int) -> str:
    digest = hashlib.sha256()
    while size > 0 and (block := file.read(min(size, _BLOCK))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest()


def _make_folders(output: Path, file: str) -> None:
    path = output
    for part in PurePosixPath(file).parts[:-1]:
        path = path / part
        path.mkdir(exist_ok=True)


def _put_where_nothing_is(source: Path, path: Path) -> None:
    """Move a file to a path that must be free, in one step.

    Raises:
        FileExistsError: it is not.
    """
    try:
        os.link(source, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: hold the place, then take it
        open_exclusively(path).close()
        source.replace(path)
    else:
        source.unlink()
