"""One file from disk into memory, and the name under which it is shown."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.choice import is_binary
from docstruct.reading.limits import MAX_BYTES, MAX_TEXT_BYTES

if TYPE_CHECKING:
    from pathlib import Path


_HEAD = 4096
"""Bytes that tell whether a file is of a binary form."""


def load_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        ReadError: the file is missing, cannot be opened, or is larger than ``MAX_BYTES``.
    """
    shown = shown_name(path)
    try:
        size = regular_size(path, shown)
        check_size(size, shown)
        with path.open("rb") as file:
            if size > MAX_TEXT_BYTES and not is_binary(file.peek(_HEAD)[:_HEAD]):
                check_text_size(size, shown)
            data = file.read(
                size + 1
            )  # a read reserves what it may get; one byte more shows a file that grew
            if len(data) > size:
                data += file.read(MAX_BYTES + 1 - len(data))
    except FileNotFoundError:
        raise ReadError(shown, "no such file", "missing") from None
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadError(shown, f"cannot be opened: {reason}", "missing") from None
    check_size(len(data), shown)
    return data


def regular_size(path: Path, shown: str) -> int:
    """The size of a regular file, told without opening it: a pipe would be waited for, a device has no end.

    Raises:
        ReadError: a folder, a pipe, a socket or a device (``unsupported``).
        OSError, ValueError: nothing of that name can be looked at.
    """
    found = path.stat()
    if stat.S_ISREG(found.st_mode):
        return found.st_size
    if stat.S_ISDIR(found.st_mode):
        raise ReadError(shown, "a folder, not a file", "unsupported")
    raise ReadError(
        shown, "no regular file but a pipe or a device; save what it gives as a file first", "unsupported"
    )


def check_text_size(size: int, shown: str) -> None:
    """Refuse a text whose structure would take more memory than a machine has.

    Raises:
        ReadError: code ``too_large``.
    """
    if size > MAX_TEXT_BYTES:
        reason = f"a text of {size:,} bytes; up to {MAX_TEXT_BYTES:,} are read; split it into its documents"
        raise ReadError(shown, reason, "too_large")


def load_beginning(path: Path, size: int = 1024) -> bytes:
    """The first bytes of a file; none if it cannot be opened, which loading it will say."""
    try:
        regular_size(path, "")
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError, ReadError):
        return b""


def check_size(size: int, shown: str) -> None:
    """Refuse what is larger than one document may be.

    Raises:
        ReadError: code ``too_large``.
    """
    if size > MAX_BYTES:
        raise ReadError(
            shown, f"{size:,} bytes are more than the {MAX_BYTES:,} one document may have", "too_large"
        )


def shown_name(path: Path | str) -> str:
    """The path as text that every encoding can carry: names that are not UTF-8 on disk are often GBK."""
    return decode_name(os.fsencode(path))


def decode_name(name: bytes) -> str:
    """A file name whose encoding nobody noted.

    >>> decode_name("决算.txt".encode("gbk"))
    '决算.txt'
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")
