"""Zip archives as containers of many inputs.

Nothing is ever unpacked to disk: a member is read into memory when its turn comes. What an archive says of itself is
checked before anything is unpacked: the number of its members and the sizes they unpack to (:mod:`.limits`); members
that are encrypted, or whose names climb out of the archive, are errors of their own and the others are read.

A name that is not marked as UTF-8 is UTF-8 all the same, or GBK: that is what Chinese Windows writes.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docstruct.errors import ReadError
from docstruct.reading.limits import MAX_DIRECTORY, MAX_MEMBERS, MAX_UNPACKED
from docstruct.reading.loading import check_size, decode_name, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1

_END_WITHIN = 0xFFFF + 22 + 20 + 56
"""Bytes in which the end record stands with the longest comment, and the two records of Zip64 before it."""

_DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})
"""Members that make a zip one document: ECMA-376 part 2 (Open Packaging Conventions), OpenDocument, GB/T 33190."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Attributes:
        index: its place in the directory.
        name: what the archive calls it.
        size: bytes, unpacked.
        shown: the name, by which no other member is called: two of one name are two documents (``a.txt``, ``a#2.txt``).
        problem: why it cannot be read, as reason and code.
    """

    index: int
    name: str
    size: int
    shown: str
    problem: tuple[str, str] | None = None


def is_archive(data: bytes | Path) -> bool:
    """Whether a file, or its content, is a zip archive of files and not one document."""
    try:
        with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as file:
            _check_end_record(file, "")
            archive = zipfile.ZipFile(file)
            return _DOCUMENT_PARTS.isdisjoint(archive.NameToInfo)
    except ReadError:
        return True  # too large an archive, which opening it says
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def members(file: Path, place: tuple[int, ...] = ()) -> Iterator[Member]:
    """The files of an archive in the order of their names.

    Args:
        file: the archive on disk.
        place: for an archive inside it, its place there: the index of a member, of a member of that one, …

    Raises:
        ReadError: the archive is damaged (``damaged``), or has more members or unpacks to more bytes than it may
            (``too_large``).
    """
    infos = _open(file, place).infolist()
    shown = shown_name(file)
    _check_members(len(infos), shown)  # the end record said fewer
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        reason = f"it unpacks to {unpacked:,} bytes, more than the {MAX_UNPACKED:,} an archive may"
        raise ReadError(shown, reason, "too_large")
    named = sorted((_name(info), index) for index, info in enumerate(infos) if not info.is_dir())
    taken = {name for name, _ in named}
    before = None
    for name, index in named:
        member_shown = name if name != before else _another(name, taken)
        before = name
        yield Member(index, name, infos[index].file_size, member_shown, _problem(name, infos[index]))


def _another(name: str, taken: set[str]) -> str:
    """A name for a further member of one name; ``taken`` grows by it."""
    path = PurePosixPath(name)
    found = next(
        shown
        for number in count(2)
        if (shown := f"{name.removesuffix(path.suffix)}#{number}{path.suffix}") not in taken
    )
    taken.add(found)
    return found


def load_member(file: Path, place: tuple[int, ...], shown: str) -> bytes:
    """The content of the member at ``place``.

    Raises:
        ReadError: the archive or the member is damaged, encrypted, too large or packed by an unknown method.
    """
    archive = _open(file, place[:-1])
    try:
        info = archive.infolist()[place[-1]]
        check_size(info.file_size, shown)
        # The size was checked as the directory states it; zipfile stops there, so that a bomb that states
        # less fails.
        return archive.read(info)  # no more than file_size bytes, whatever the member unpacks to
    except (IndexError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise ReadError(shown, f"damaged in the archive: {error}", "damaged") from None
    except RuntimeError as error:
        raise _refused(error, shown) from None


def _refused(error: RuntimeError, shown: str) -> ReadError:
    """Why :mod:`zipfile` would not unpack a member: a method it does not know, or a password."""
    if isinstance(error, NotImplementedError):
        return ReadError(shown, f"packed by a method that is not known: {error}", "unsupported")
    return ReadError(shown, "encrypted; unpack the archive with its password first", "encrypted")


def _open(file: Path, place: tuple[int, ...]) -> zipfile.ZipFile:
    """The archive at ``place`` in ``file``, as it is on disk now."""
    try:
        stamp = file.stat().st_mtime_ns
    except FileNotFoundError:
        raise ReadError(shown_name(file), "no such file", "missing") from None
    return _opened(file, place, stamp)


@lru_cache(maxsize=2)
def _opened(file: Path, place: tuple[int, ...], stamp: int) -> zipfile.ZipFile:
    """The archive, kept open: its members are asked for one after another, and its directory may be long."""
    shown = shown_name(file)
    try:
        if not place:
            with file.open("rb") as opened:
                _check_end_record(opened, shown)
            return zipfile.ZipFile(file)
        member = io.BytesIO(load_member(file, place, shown))
        _check_end_record(member, shown)
        return zipfile.ZipFile(member)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(shown, f"a damaged zip archive: {error}", "damaged") from None


def _check_end_record(file: BinaryIO, shown: str) -> None:
    """Refuse an archive of too many members by what its end says, before its directory is read into memory.

    The end record (APPNOTE.TXT 4.3.16) gives the number of members and the bytes of the directory; where they do not
    fit into it they stand in the record of Zip64 before it (4.3.14). An archive without one is told by :mod:`zipfile`.
    """
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(size - _END_WITHIN, 0))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        return
    count, directory = struct.unpack_from("<HI", end, at + 10)
    wide = end.rfind(b"PK\x06\x06", 0, at)
    if wide >= 0 and len(end) >= wide + 56:
        count, directory = struct.unpack_from("<QQ", end, wide + 32)
    _check_members(count, shown)
    if directory > MAX_DIRECTORY:
        reason = f"a directory of {directory:,} bytes is more than the {MAX_DIRECTORY:,} an archive may have"
        raise ReadError(shown, reason, "too_large")


def _check_members(count: int, shown: str) -> None:
    if count > MAX_MEMBERS:
        reason = f"{count:,} members are more than the {MAX_MEMBERS:,} an archive may have"
        raise ReadError(shown, reason, "too_large")


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name with forward slashes; :mod:`zipfile` reads what is not marked UTF-8 as code page 437."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        name = decode_name(name.encode("cp437", "replace"))
    return name.replace("\\", "/")


def _problem(name: str, info: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Why a member must not be read, as reason and code."""
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "its name climbs out of the archive", "damaged"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack the archive with its password first", "encrypted"
    return None
