"""From what a user names to the inputs there are: files, folders, patterns and zip archives.

:func:`discover` streams: it holds one folder's names at a time, so that millions of files need no more memory than
one. Nothing in a folder or archive goes unsaid: what cannot be read, and what is no document, is an :class:`Input` too,
and loading it raises the error that says so; whoever iterates treats all alike and goes on with the others. Only
by-products of programs and hidden files are passed over (:mod:`.names`), and counted.

A file the user names is read whatever it is called.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from docstruct.errors import DocstructError, ReadError
from docstruct.reading import archive
from docstruct.reading.choice import begins_a_document
from docstruct.reading.limits import MAX_DEPTH
from docstruct.reading.loading import load_beginning, load_file, regular_size, shown_name
from docstruct.reading.names import ARCHIVE_SUFFIXES, DOCUMENT_SUFFIXES, is_by_product, judge, page_of_folder

if TYPE_CHECKING:
    from docstruct.document import ReaderName
    from docstruct.source import Source

OnPass: TypeAlias = Callable[[str], None]

NOT_A_DOCUMENT = "not_a_document"
"""The code of the error of a file that is skipped, since it is no document."""


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
        """The name without folders and suffix, for the name of an output file.

        What leaves no output keeps its suffix, so that 决算.css does not take the name of 决算.html.
        """
        name = PurePosixPath(self.path.rpartition("!")[2] if self.place else Path(self.path).as_posix())
        left = self.problem is not None and self.problem.code in (NOT_A_DOCUMENT, "unsupported")
        return name.name if left else name.stem

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


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the files that nobody named are looked at.

    A pattern (``*.pdf``, ``*预算*``, ``2022/*``) matches a whole path, or a name alone; ``*`` matches ``/`` too.

    Attributes:
        include: if there are any, only files that match one are looked at.
        exclude: files that match one are not.
        follow_links: whether links that lead out of the folder named are followed; else each is an input that cannot
            be read.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False

    @property
    def said(self) -> str:
        """The end of a message that says that nothing was found."""
        return " that --include and --exclude let through" if self.include or self.exclude else ""

    def takes(self, shown: str) -> bool:
        """Whether a file of this path is looked at."""
        path = shown.replace("\\", "/")
        names = (path, path.replace("!", "/").rpartition("/")[2])
        if self.include and not any(fnmatch(name, one) for name in names for one in self.include):
            return False
        return not any(fnmatch(name, one) for name in names for one in self.exclude)


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
"""How an address of the web begins; the letter of a drive stands alone."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked at, and who is told of what is passed over."""

    selection: Selection
    on_pass: OnPass


def discover(
    inputs: Sequence[str], *, selection: Selection | None = None, on_pass: OnPass | None = None
) -> Iterator[Input]:
    """Every document that ``inputs`` name, and every file that is none, in a fixed order.

    Args:
        inputs: files, folders (searched through to the bottom), patterns (``data/**/*.pdf``) and zip archives.
        selection: which files are looked at; files that are named themselves always are.
        on_pass: called with the path of every by-product and hidden file or folder that is passed over.

    Raises:
        DocstructError: a name is empty.
    """
    if not all(inputs):
        raise DocstructError("an input has an empty name; write . for the current folder")
    wanted = _Wanted(selection or Selection(), on_pass or (lambda path: None))
    for named in inputs:
        path = Path(named)
        if _ADDRESS.match(named) and not _known(path.exists):
            reason = "an address, not a file; save what is there, and name the copy"
            yield Input(named, path, problem=ReadError(named, reason, "missing"))
        elif _known(path.is_dir):
            nothing = f"the folder holds no document{wanted.selection.said}"
            yield from _one_at_least(named, _Folder(path, wanted).files(), nothing)
        elif not glob.has_magic(named) or _known(path.exists):
            yield from _file(path, wanted)
        else:
            yield from _one_at_least(
                named,
                _pattern(named, wanted),
                f"no document has a name of this pattern{wanted.selection.said}",
                "missing",
            )


def _one_at_least(named: str, found: Iterator[Input], reason: str, code: str = "empty") -> Iterator[Input]:
    """What was found, and an input that says so if no document was among it."""
    any_document = False
    for one in found:
        any_document |= one.problem is None or one.problem.code != NOT_A_DOCUMENT
        yield one
    if not any_document:
        shown = shown_name(named)
        suffixes = " ".join(sorted(DOCUMENT_SUFFIXES | ARCHIVE_SUFFIXES))
        yield Input(shown, Path(named), problem=ReadError(shown, f"{reason} ({suffixes})", code))


class _Folder:
    """A folder that was named, and all it holds.

    Links stay inside: one that leads to a file of the folder is that file, one that leads to a folder in it is not
    followed, since what is there is found anyway, and one that leads out is followed only if that is asked for.
    """

    def __init__(self, root: Path, wanted: _Wanted) -> None:
        self._root = root
        self._real_root = os.path.realpath(root)
        self._wanted = wanted
        self._follow = wanted.selection.follow_links

    def files(self) -> Iterator[Input]:
        """The files, in the order of their names, folder by folder."""
        yield from self._in(self._root, (self._real_root,))

    def _in(self, folder: Path, above: tuple[str, ...]) -> Iterator[Input]:
        """``above``: the real paths of this folder and those it is in, so that links do not go round."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            shown = shown_name(folder)
            problem = ReadError(shown, f"cannot be opened: {error.strerror}", "missing")
            yield Input(shown, folder, problem=problem)
            return
        pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith((".html", ".htm"))}
        for entry in entries:
            path = Path(entry.path)
            if is_by_product(entry.name) or (page_of_folder(entry.name) in pages and entry.is_dir()):
                self._wanted.on_pass(shown_name(path))
            elif entry.is_symlink() and self._leads_out(path):
                yield from self._link(path, above)
            elif entry.is_dir(follow_symlinks=False):
                yield from self._in(path, (*above, os.path.realpath(path)) if self._follow else ())
            elif _known(path.is_dir):
                yield _skipped(path, "a link to a folder, which is not followed")
            elif _known(path.is_file) or not _known(path.exists):  # loading says why a link leads nowhere
                yield from _unnamed(path, self._wanted)
            else:
                yield _skipped(path, "neither a file nor a folder")

    def _leads_out(self, path: Path) -> bool:
        real = os.path.realpath(path)
        return real != self._real_root and not real.startswith(os.path.join(self._real_root, ""))  # noqa: PTH118

    def _link(self, path: Path, above: tuple[str, ...]) -> Iterator[Input]:
        """A link that leads out of the folder; one that leads nowhere is an input that loading will refuse."""
        is_folder = _known(path.is_dir)
        if self._follow and is_folder:
            real = os.path.realpath(path)
            if real not in above:
                yield from self._in(path, (*above, real))
        elif self._follow or not _known(path.exists):
            yield from _unnamed(path, self._wanted)
        elif self._wanted.selection.takes(shown_name(path)):
            yield _refused_link(path, is_folder=is_folder)


def _refused_link(path: Path, *, is_folder: bool) -> Input:
    judgement = judge(path)
    if not is_folder and judgement.verdict not in ("read", "unsure"):
        return _skipped(path, judgement.reason)
    shown = shown_name(path)
    reason = "a link that leads out of the folder; --follow-links follows it"
    return Input(shown, path, problem=ReadError(shown, reason, "link"))


def _skipped(path: Path, reason: str) -> Input:
    shown = shown_name(path)
    return Input(shown, path, problem=ReadError(shown, reason, NOT_A_DOCUMENT))


def _known(question: Callable[[], bool]) -> bool:
    """The answer of the disk; below a folder that is closed, round a ring of links or for too long a name it has none."""
    try:
        return question()
    except OSError:
        return False


def _pattern(pattern: str, wanted: _Wanted) -> Iterator[Input]:
    """The files whose paths match; a folder that matches counts with all it holds, as in a shell."""
    recursive = "**" in pattern
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        if _known(path.is_dir):
            if not recursive:
                yield from _Folder(path, wanted).files()
        else:
            yield from _unnamed(path, wanted)


def _unnamed(path: Path, wanted: _Wanted) -> Iterator[Input]:
    """A file that nobody named: what its name says, or without a suffix its beginning."""
    shown = shown_name(path)
    if not wanted.selection.takes(shown):
        return
    judgement = judge(path)
    if judgement.verdict == "by-product":
        wanted.on_pass(shown)
    elif judgement.verdict == "read":
        yield from _file(path, wanted)
    elif judgement.verdict == "refused":
        yield Input(shown, path, problem=ReadError(shown, judgement.reason, "unsupported"))
    elif judgement.verdict == "unsure" and begins_a_document(load_beginning(path)):
        yield from _file(path, wanted)
    else:
        reason = judgement.reason or "neither its name nor its beginning is a document's"
        yield Input(shown, path, problem=ReadError(shown, reason, NOT_A_DOCUMENT))


def _file(path: Path, wanted: _Wanted) -> Iterator[Input]:
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
        members = _archive(path, (), shown, wanted)
        yield from _one_at_least(shown, members, f"the archive holds no document{wanted.selection.said}")
    else:
        yield Input(shown, path, size=size)


def _archive(file: Path, place: tuple[int, ...], shown: str, wanted: _Wanted) -> Iterator[Input]:
    try:
        for member in archive.members(file, place):
            yield from _member(file, (*place, member.index), f"{shown}!{member.shown}", member, wanted)
    except ReadError as error:
        yield Input(shown, file, place, problem=ReadError(shown, error.reason, error.code))


def _member(
    file: Path, place: tuple[int, ...], shown: str, member: archive.Member, wanted: _Wanted
) -> Iterator[Input]:
    name = PurePosixPath(member.name)
    judgement = judge(name)
    if judgement.verdict == "by-product" or any(is_by_product(part) and part != ".." for part in name.parts):
        wanted.on_pass(shown)
        return
    if not wanted.selection.takes(shown):
        return
    problem = None
    if judgement.verdict == "refused":
        problem = ReadError(shown, judgement.reason, "unsupported")
    elif judgement.verdict != "read":
        reason = judgement.reason or "its name is no document's"
        problem = ReadError(shown, reason, NOT_A_DOCUMENT)
    elif member.problem is not None:
        problem = ReadError(shown, *member.problem)
    elif name.suffix.lower() in ARCHIVE_SUFFIXES and len(place) >= MAX_DEPTH:
        reason = f"an archive {MAX_DEPTH} archives deep is not opened; unpack it first"
        problem = ReadError(shown, reason, "unsupported")
    if problem is None and name.suffix.lower() in ARCHIVE_SUFFIXES:
        yield from _archive(file, place, shown, wanted)
    else:
        yield Input(shown, file, place, member.size, problem)
