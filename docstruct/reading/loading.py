"""One file from disk into memory, and the name under which it is shown."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def load_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        ReadError: the file is missing, cannot be opened, or is larger than ``MAX_BYTES``.
    """
    shown = shown_name(path)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            check_size(size, shown)
            data = file.read(
                size + 1 if size else MAX_BYTES + 1
            )  # a pipe has no size; a read reserves what it may get
    except FileNotFoundError:
        raise ReadError(shown, "no such file", "missing") from None
    except IsADirectoryError:
        raise ReadError(shown, "a folder, not a file", "unsupported") from None
    except (OSError, ValueError) as error:  # ValueError: a zero character in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadError(shown, f"cannot be opened: {reason}", "missing") from None
    check_size(len(data), shown)
    return data


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
