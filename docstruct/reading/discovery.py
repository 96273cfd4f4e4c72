"""From what a user names to the inputs there are: files, folders, patterns and zip archives.

:func:`discover` streams: it holds one folder's names at a time, so that millions of files need no more memory than
one. A named input that cannot be read is an :class:`Input` too; loading it raises the error, so that whoever iterates
treats all failures alike and goes on with the others.

In folders and archives, hidden files, the lock files of office programs (``~$name.docx``), macOS resource forks, files
called README and files whose suffix is no document's are left out; a file the user names is read whatever it is called.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from docstruct.errors import ReadError
from docstruct.reading import archive
from docstruct.reading.limits import MAX_DEPTH
from docstruct.reading.loading import load_file, regular_size, shown_name

if TYPE_CHECKING:
    from docstruct.document import ReaderName
    from docstruct.source import Source

DOCUMENT_SUFFIXES = frozenset(
    {
        ".txt",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".docx",
        ".docm",
        ".doc",
        ".wps",
        ".rtf",
        ".odt",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".et",
        ".ods",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
    }
)
ARCHIVE_SUFFIXES = frozenset({".zip"})

_HIDDEN = (".", "~$", "__MACOSX")

OnSkip: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read; small, immutable, and at home in another process.

    Attributes:
        path: what messages and outputs call it: ``a.txt``, or ``a.zip!folder/b.txt`` for a member of an archive.
        file: the file on disk.
        place: for a member of an archive, where it is in there (see :func:`docstruct.reading.archive.members`).
        size: bytes, unpacked; 0 if unknown.
        problem: why it cannot be read; :meth:`load` raises it.
    """

    path: str
    file: Path
    place: tuple[int, ...] = ()
    size: int = 0
    problem: ReadError | None = None

    @property
    def stem(self) -> str:
        """The name without folders and suffix, for the name of an output file."""
        return PurePosixPath(self.path.rpartition("!")[2] if self.place else Path(self.path).as_posix()).stem

    def load(self) -> bytes:
        """The content.

        Raises:
            ReadError: it cannot be loaded.
        """
        if self.problem is not None:
            raise self.problem
        if self.place:
            return archive.load_member(self.file, self.place, self.path)
        return load_file(self.file)

    def read(self, *, reader: ReaderName | None = None) -> Source:
        """The content as a source, by the reader that fits it or the one named.

        Raises:
            ReadError: it cannot be loaded or read.
        """
        from docstruct.reading import read_bytes

        return read_bytes(self.load(), self.path, reader=reader)


def discover(inputs: Sequence[str], *, on_skip: OnSkip | None = None) -> Iterator[Input]:
    """Every document that ``inputs`` name, in a fixed order.

    Args:
        inputs: files, folders (searched through to the bottom), patterns (``data/**/*.pdf``) and zip archives.
        on_skip: called with the path of every file in a folder or archive that is left out for its name.
    """
    skip = on_skip or (lambda path: None)
    for named in inputs:
        path = Path(named)
        if _known(path.is_dir):
            yield from _one_at_least(named, _folder(path, skip), "the folder holds no document")
        elif not glob.has_magic(named) or _known(path.exists):
            yield from _file(path)
        else:
            yield from _one_at_least(
                named, _pattern(named, skip), "no document has a name of this pattern", "missing"
            )


def _one_at_least(named: str, found: Iterator[Input], reason: str, code: str = "empty") -> Iterator[Input]:
    """What was found, or one input that says why nothing was."""
    first = next(found, None)
    if first is None:
        shown = shown_name(named)
        suffixes = " ".join(sorted(DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES))
        first = Input(shown, Path(named), problem=ReadError(shown, f"{reason} ({suffixes})", code))
    yield first
    yield from found


def _folder(folder: Path, skip: OnSkip) -> Iterator[Input]:
    """The documents of a folder and of those in it; links to folders are not followed, since they may go round."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        shown = shown_name(folder)
        yield Input(shown, folder, problem=ReadError(shown, f"cannot be opened: {error.strerror}", "missing"))
        return
    for entry in entries:
        if entry.name.startswith(_HIDDEN):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(path, skip)
        elif _known(path.is_file) or not _known(path.exists):  # loading says why a link leads nowhere
            yield from _file_if_wanted(path, skip)


def _known(question: Callable[[], bool]) -> bool:
    """The answer of the disk; below a folder that is closed, round a ring of links or for too long a name it has none."""
    try:
        return question()
    except OSError:
        return False


def _pattern(pattern: str, skip: OnSkip) -> Iterator[Input]:
    """The documents whose paths match; a folder that matches counts with all it holds, as in a shell."""
    recursive = "**" in pattern
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        if _known(path.is_dir):
            if not recursive:
                yield from _folder(path, skip)
        elif not path.name.startswith(_HIDDEN):
            yield from _file_if_wanted(path, skip)


def _file_if_wanted(path: Path, skip: OnSkip) -> Iterator[Input]:
    if _wanted(path):
        yield from _file(path, skip)
    else:
        skip(shown_name(path))


def _wanted(name: PurePath) -> bool:
    """Whether a file nobody named is a document, by its name; a README tells of the documents beside it."""
    return name.suffix.lower() in DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES and name.stem.lower() != "readme"


def _file(path: Path, skip: OnSkip | None = None) -> Iterator[Input]:
    """A file, or the members of the archive it is."""
    shown = shown_name(path)
    try:
        size = regular_size(path, shown)
    except (OSError, ValueError):
        size = 0  # loading says what is wrong
    except ReadError as problem:
        yield Input(shown, path, problem=problem)
        return
    if path.suffix.lower() not in DOCUMENT_SUFFIXES and archive.is_archive(path):
        members = _archive(path, (), shown, skip or (lambda path: None))
        yield from _one_at_least(shown, members, "the archive holds no document")
    else:
        yield Input(shown, path, size=size)


def _archive(file: Path, place: tuple[int, ...], shown: str, skip: OnSkip) -> Iterator[Input]:
    try:
        for member in archive.members(file, place):
            yield from _member(file, (*place, member.index), f"{shown}!{member.name}", member, skip)
    except ReadError as error:
        yield Input(shown, file, place, problem=ReadError(shown, error.reason, error.code))


def _member(
    file: Path, place: tuple[int, ...], shown: str, member: archive.Member, skip: OnSkip
) -> Iterator[Input]:
    name = PurePosixPath(member.name)
    if any(part.startswith(_HIDDEN) and part != ".." for part in name.parts):
        return
    if not _wanted(name):
        skip(shown)
    elif member.problem is not None:
        yield Input(shown, file, place, member.size, ReadError(shown, *member.problem))
    elif name.suffix.lower() not in ARCHIVE_SUFFIXES:
        yield Input(shown, file, place, member.size)
    elif len(place) >= MAX_DEPTH:
        reason = f"an archive {MAX_DEPTH} archives deep is not opened; unpack it first"
        yield Input(shown, file, place, member.size, ReadError(shown, reason, "unsupported"))
    else:
        yield from _archive(file, place, shown, skip)
