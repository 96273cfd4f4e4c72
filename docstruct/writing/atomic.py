"""A file that appears whole or not at all: written beside its place, then renamed over it.

The file beside is ``.<name>.part``, hidden, so that no glob over results meets it. A rename within a folder is
atomic on POSIX and replaces an older file on Windows too (``os.replace``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path


class AtomicFile:
    """A binary file open for writing whose bytes take their place at :meth:`commit`.

    Raises:
        OSError: from every method, when the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._beside = path.with_name(f".{path.name}.part")
        self.file: BinaryIO = self._beside.open("wb")

    def commit(self) -> None:
        """Close the file and rename it to its place; a failure leaves nothing behind."""
        try:
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
