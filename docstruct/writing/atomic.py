"""A file that appears whole or not at all: written beside its place, then renamed over it.

The file beside is ``.<name>.<token>.part``, hidden, so that no glob over results meets it. It is made exclusively and
never through a link (``O_EXCL``, ``O_NOFOLLOW``): whatever already stands in a folder, a stale one of a killed process
included, is neither truncated nor followed. Before the rename the bytes are on the disk (``fsync``). A rename within a
folder is atomic on POSIX and replaces an older file on Windows too (``os.replace``).

Whether an older file at that place may be replaced is the caller's to know; a run asks :mod:`docstruct.engines.results`.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from fnmatch import fnmatch
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

_EXCLUSIVE = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_MAX_BESIDE_BYTES = 220
"""Of the name beside, without its token: file systems allow 255 bytes."""


def open_exclusively(path: Path) -> BinaryIO:
    """A new binary file at a path where nothing is, a dangling link included.

    Raises:
        FileExistsError: something is there.
        OSError: the disk refuses.
    """
    return os.fdopen(os.open(path, _EXCLUSIVE, 0o666), "w+b")


class AtomicFile:
    """A binary file open for writing whose bytes take their place at :meth:`commit`.

    Raises:
        OSError: from every method, when the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        shown = path.name.encode()[:_MAX_BESIDE_BYTES].decode("utf-8", "ignore")
        self._beside = path.with_name(f".{shown}.{secrets.token_hex(6)}.part")
        self.file: BinaryIO = open_exclusively(self._beside)

    def commit(self) -> None:
        """Close the file and rename it to its place; a failure leaves nothing behind."""
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self._beside.replace(self.path)
        except OSError:
            self.discard()
            raise

    def discard(self) -> None:
        """Close the file and remove it."""
        try:
            self.file.close()
        finally:
            self._beside.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path`` in one step and return the path.

    Raises:
        OSError: the file cannot be written; nothing is left behind.
    """
    target = AtomicFile(path)
    try:
        target.file.write(data)
    except OSError:
        target.discard()
        raise
    target.commit()
    return path


class FolderOf:
    """A folder of files that takes its place whole, at :meth:`commit`; ``beside`` is where its files are made.

    Args:
        path: the place.
        pattern: what the files are called. An older folder that holds others is not one of this kind, and stays.

    Raises:
        FileExistsError: from :meth:`commit`, when something else than such a folder is at the place.
        OSError: from every method, when the disk refuses.
    """

    def __init__(self, path: Path, pattern: str) -> None:
        self.path = path
        self._pattern = pattern
        self.beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
        self.beside.mkdir()

    def commit(self) -> None:
        """Rename the folder to its place; an older one is removed."""
        old = self.path.with_name(f".{self.path.name}.{secrets.token_hex(6)}.old")
        if os.path.lexists(self.path) and not self._is_older():
            raise FileExistsError(errno.EEXIST, "holds files of others", str(self.path))
        if self.path.exists():
            self.path.rename(old)
        self.beside.rename(self.path)
        if old.exists():
            shutil.rmtree(old)

    def _is_older(self) -> bool:
        if self.path.is_symlink() or not self.path.is_dir():
            return False
        files = (file for file in self.path.rglob("*") if file.is_symlink() or not file.is_dir())
        return all(fnmatch(file.name, self._pattern) for file in files)

    def discard(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.beside, ignore_errors=True)
