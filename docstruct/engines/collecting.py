"""The files over all documents of a folder: tables, workbook, index; made from the packed copies a run keeps.

What is true already is left alone. New documents come after those before them: their rows are appended to CSV and
JSONL, and make a part of their own in Parquet, parts being merged as they grow (:mod:`docstruct.engines.merging`); a
change to a document that is in a table makes that table anew. Each format is noted as untrue while its files are changed, so that a run killed there
makes it anew.
"""

from __future__ import annotations

import shutil
import zlib
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from docstruct.engines.merging import merge, part_number
from docstruct.engines.packing import unpack
from docstruct.engines.results import Staged
from docstruct.engines.structuring import internal_error
from docstruct.writing import collection_types, collection_writers, names_others
from docstruct.writing.manner import Manner
from docstruct.writing.others import Other

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docstruct.document import Document
    from docstruct.engines.rows import Lines, RowsKept
    from docstruct.engines.state import Entry, RunState
    from docstruct.writing import Collections, CollectionWriter


def owner(form: str) -> str:
    """Whose the files of a format are, in the table of files."""
    return f"format:{form}"


def in_the_way(state: RunState, formats: Sequence[str]) -> list[str]:
    """What stands where the files over all documents would be written, and is not this run's."""
    found: list[str] = []
    for _, writer in collection_types(formats):
        for name in writer.names:
            path = state.output / name
            if path.is_dir() and not path.is_symlink():
                ours = any(state.results.owned_below(name))
                if not ours and not state.results.overwrite and next(path.iterdir(), None) is not None:
                    found.append(name)
            elif not state.results.free(name):
                found.append(name)
    return found


class Collecting:
    """Brings the files over all documents up to date.

    Args:
        state: of the run.
        staging: a folder of the run's own where files are made.
        manner: how results are shown.
        rows: the lines that workers made; None for none.
    """

    def __init__(
        self, state: RunState, staging: Path, manner: Manner | None = None, rows: RowsKept | None = None
    ) -> None:
        self.state = state
        self.staging = staging
        self.manner = manner or Manner()
        self.rows = rows
        self.lost: list[Entry] = []
        self.unwritten: list[tuple[Entry, str, str]] = []
        self.broken: list[tuple[str, str]] = []

    def write(self, formats: Sequence[str]) -> None:
        """Write what is missing or no longer true.

        Raises:
            OSError, sqlite3.Error: the disk refuses.
            TakenError: somebody's file is in the way.
        """
        self._unsettle_what_names_others(formats)
        last = self.state.last_collected()
        groups: dict[int, list[tuple[str, type[CollectionWriter]]]] = {}
        for form, writer in collection_types(formats):
            after = self._after(form, writer, last)
            if after is not None:
                groups.setdefault(after, []).append((form, writer))
        for number, (after, group) in enumerate(groups.items(), start=1):
            self._write(group, after, last, used=number == len(groups))

    def _unsettle_what_names_others(self, formats: Sequence[str]) -> None:
        """Have formats that name inputs without a document made anew if there are others than when they were made."""
        others = self.state.digest_of_left()
        for form in filter(names_others, formats):
            if self.state.setting(f"others:{form}") != others:
                self.state.settle(form, None)
                self.state.set(f"others:{form}", others)

    def _after(self, form: str, writer: type[CollectionWriter], last: int) -> int | None:
        """The document after which rows are missing: 0 if the files are made anew, None if they are true."""
        settled = self.state.settled(form)
        files = self.state.results.owned(owner(form))
        if settled is None or not files or not all(map(self.state.results.stands, files)):
            return 0
        if self.manner.key(writer) != self.state.setting(f"manner:{form}"):
            return 0
        if settled >= last:
            return None
        return 0 if writer.growth == "whole" else settled

    def _write(
        self, group: list[tuple[str, type[CollectionWriter]]], after: int, last: int, *, used: bool
    ) -> None:
        """Write formats to which the same documents are added; ``used`` says that nobody else asks for their lines."""
        with ExitStack() as stack:
            opened: dict[str, Collections] = {}
            for form, _ in group:
                collections = collection_writers(
                    [form],
                    self._folder(form),
                    results=self.state.output,
                    part=max(self._next_part(form), 1) if after else 0,
                    manner=self.manner,
                )
                stack.callback(collections.discard)
                opened[form] = collections
            manners = {form: self.manner.key(kind) for form, kind in group if hasattr(kind, "maker")}
            entries = self._add(opened, after, manners, used=used)
            self._note(opened)
            closed: set[str] = set()
            for form, collections in opened.items():
                try:
                    for writer in collections.writers:
                        writer.close()
                except (OSError, MemoryError):
                    raise
                except Exception as error:  # of this format: the others are written, its older files stay
                    collections.discard()
                    self.broken.append((form, internal_error(error)))
                    continue
                closed.add(form)
                for name, failure in collections.failed:
                    self.unwritten.append((entries[name], form, internal_error(failure)))
            # Every format is closed or discarded by now: nothing is left to give up.
            stack.pop_all()
        for form, kind in group:
            if form in closed:
                self._put(form, kind, after, last)
            else:
                shutil.rmtree(self.staging / "tables" / form, ignore_errors=True)

    def _add(
        self, opened: dict[str, Collections], after: int, manners: dict[str, str | None], *, used: bool
    ) -> dict[str, Entry]:
        """Hand every document to every format; an error costs that format of that document only."""
        entries: dict[str, Entry] = {}
        for entry, name, packed in self.state.collected(after):
            duplicates = self.state.duplicates(entry)
            lines = self._lines(entry, name, manners, used=used) if not duplicates else {}
            document = unpacked(packed) if opened.keys() - lines.keys() else None
            if document is not None:
                document = _with_duplicates(document, duplicates)
            elif opened.keys() - lines.keys():
                self.lost.append(entry)
                continue
            entries[name] = entry
            for form, collections in opened.items():
                try:
                    if document is None or form in lines:
                        collections.append(lines[form])
                    else:
                        collections.add(document, name)
                except (OSError, MemoryError):
                    raise
                except Exception as error:
                    self.unwritten.append((entry, form, internal_error(error)))
        return entries

    def _lines(
        self, entry: Entry, name: str, manners: dict[str, str | None], *, used: bool
    ) -> dict[str, Lines]:
        """The lines of a document that a worker made, by format."""
        if self.rows is None or not manners:
            return {}
        lines = self.rows.kept(entry.sha256, entry.path, name, manners)
        if lines and used:  # or they would take as much of the disk as the tables
            self.rows.drop(entry.sha256, entry.path, name)
        return lines

    def _note(self, opened: dict[str, Collections]) -> None:
        """Tell the formats that name them of the inputs that left no document."""
        for entry in self.state.left():
            other = Other(path=entry.path, state=str(entry.state), reason=entry.reason, message=entry.message)
            for collections in opened.values():
                collections.note(other)

    def _put(self, form: str, writer: type[CollectionWriter], after: int, last: int) -> None:
        folder = self.staging / "tables" / form
        results = self.state.results
        before = results.owned(owner(form))
        superseded = merge(folder, self.state.output, before) if after and writer.growth == "parts" else []
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        staged = [Staged.of(path, path.relative_to(folder).as_posix()) for path in paths]
        # Committed before a file is touched: a run killed in what follows makes the format anew.
        self.state.settle(form, None)
        self.state.save()
        if after and writer.growth == "appended":
            for one in staged:
                if one.size:
                    results.append(one, owner(form))
        else:
            results.put(staged, owner(form))
        if not after:
            made = {one.file for one in staged}
            superseded = [file for file in before if file not in made]
        for file in superseded:
            results.remove(file)
        self.state.settle(form, last)
        self.state.set(f"manner:{form}", self.manner.key(writer))
        self.state.save()
        shutil.rmtree(folder)

    def _folder(self, form: str) -> Path:
        folder = self.staging / "tables" / form
        folder.mkdir(parents=True)
        return folder

    def _next_part(self, form: str) -> int:
        return max(map(part_number, self.state.results.owned(owner(form))), default=-1) + 1


def _with_duplicates(document: Document, paths: tuple[str, ...]) -> Document:
    """The document, saying which other inputs hold the same bytes."""
    return replace(document, source=replace(document.source, duplicates=paths)) if paths else document


def unpacked(packed: Path) -> Document | None:
    """The document of a packed copy, None if the copy is missing or damaged."""
    try:
        return unpack(packed.read_bytes())
    except (OSError, zlib.error, msgspec.MsgspecError, UnicodeDecodeError, ValueError):
        return None
