"""Where the lexicons are: the packaged folder and the user's own, read as one.

A lexicon is a TSV (tables) or TOML (small structured settings) file below ``lexicons/``. A user's folder
(``--lexicons DIR`` or ``DOCSTRUCT_LEXICONS``) holds files of the same names: rows of its TSV files are added to the
packaged ones or, where the key columns are equal, take their place, or with an ``x`` in a column ``off`` take the
packaged row away; tables of its TOML files are merged key by key.
Files are read strictly: a broken row raises :class:`docstruct.errors.LexiconError` with file, line and reason, and
nothing is loaded in part.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from docstruct.errors import LexiconError
from docstruct.lexicon.saved import cells as cells_of
from docstruct.lexicon.saved import lines_of, text_of, without_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Toml: TypeAlias = dict[str, object]

ENVIRONMENT_VARIABLE = "DOCSTRUCT_LEXICONS"

OFF = "off"
"""The column, in a user's table, whose ``x`` switches off the packaged row of the same key."""
NO_DEFAULTS: Mapping[str, str] = MappingProxyType({})

CASES = "cases"
"""The folder of texts that try the lexicons (:mod:`docstruct.maintaining.cases`)."""
MOST_LISTED = 20
"""Columns that a message lists; the widest table has 13."""
ALIKE = 0.75
"""How much of a name has to agree for another to be meant: Measure and measures, not notes and needs."""
SOURCE = "source"
"""The column, or key, that says where an entry is from; it may be as long as it likes."""
LONGEST_CELL = 500
"""Characters of any other cell: the longest packaged one has 101, and a word of thousands is a line break that was lost."""

INSTALLED = "_lexicons"
"""The name of the packaged folder inside an installed docstruct; in a checkout it is ``lexicons``."""


def packaged_folder() -> Path:
    """The folder of the lexicons that came with docstruct: beside a checkout, or inside the wheel."""
    here = Path(__file__).resolve().parent.parent
    inside = here / INSTALLED
    return inside if inside.is_dir() else here.parent / "lexicons"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a TSV lexicon: its cells by column name, and where it stands for error messages."""

    cells: dict[str, str]
    file: Path
    line: int
    own_columns: tuple[str, ...] = ()
    """The columns the file itself has, in its order."""

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def is_off(self) -> bool:
        """Whether the row takes away the one of its key in the folders below."""
        return bool(self.cells.get(OFF))

    def error(self, reason: str) -> LexiconError:
        """An error about this row, ready to raise."""
        return LexiconError(f"{self.file}:{self.line}: {reason}")

    def integer(self, column: str) -> int | None:
        """The cell as a whole number, None if it is empty.

        Raises:
            LexiconError: the cell holds something else.
        """
        cell = self.cells[column]
        if not cell:
            return None
        if not cell.isdecimal():
            raise self.error(f"column {column}: {cell!r} is not a whole number")
        return int(cell)


class LexiconFolder:
    """The packaged lexicons with the user's folders laid over them, a later one before an earlier."""

    def __init__(self, *overlays: Path | str) -> None:
        """Lay the given folders, or those of ``DOCSTRUCT_LEXICONS``, over the packaged lexicons.

        Several in the variable are separated as those of ``PATH`` are.

        Raises:
            LexiconError: an overlay is not a folder.
        """
        named = [Path(folder) for folder in overlays]
        if not named and os.environ.get(ENVIRONMENT_VARIABLE):
            named = [Path(folder) for folder in os.environ[ENVIRONMENT_VARIABLE].split(os.pathsep) if folder]
        for folder in named:
            if not folder.is_dir():
                raise LexiconError(f"{folder}: no such folder of lexicons")
        self.folders: tuple[Path, ...] = (packaged_folder(), *named)

    def tsv(
        self,
        name: str,
        columns: tuple[str, ...],
        key: tuple[str, ...],
        defaults: Mapping[str, str] = NO_DEFAULTS,
    ) -> list[Row]:
        """The rows of a TSV file over all folders; a later folder's row takes the place of one of equal key, or takes it away.

        Args:
            name: the file below each folder.
            columns: its columns.
            key: those by which a row is known.
            defaults: columns a later folder's file may leave out, or leave empty, with what holds there.

        Raises:
            LexiconError: no folder has the file, a row breaks the schema, or one takes away what is not there.
        """
        rows: dict[tuple[str, ...], Row] = {}
        found = False
        for folder in self.folders:
            path = folder / name
            if not path.exists():
                continue
            found = True
            own = _by_key(read_rows(path, columns, defaults), key)
            off = [(row_key, row) for row_key, row in own.items() if row.is_off]
            for row_key, row in off:
                if row_key not in rows:
                    raise row.error(f"column {OFF}: there is no {_shown(row_key)!r} to switch off")
            rows.update(own)
            for row_key, _ in off:
                del rows[row_key]
        if not found:
            raise LexiconError(f"{self.folders[0] / name}: no such lexicon")
        return list(rows.values())

    def placed(self, says: str) -> str:
        """A message that begins with the name of a file, with the whole path instead: the user's file, if there is one."""
        name, colon, rest = says.partition(":")
        found = [folder / name for folder in self.folders if colon and (folder / name).is_file()]
        return f"{found[-1]}:{rest}" if found else says

    def is_users(self, name: str) -> bool:
        """Whether a folder of the user's has a file of this name."""
        return any((folder / name).exists() for folder in self.folders[1:])

    def toml(self, name: str) -> Toml:
        """A TOML file merged over all folders.

        Raises:
            LexiconError: no folder has the file, or it is not TOML.
        """
        merged: Toml | None = None
        for folder in self.folders:
            path = folder / name
            if not path.exists():
                continue
            try:
                loaded = tomllib.loads(text_of(path))
            except tomllib.TOMLDecodeError as error:
                raise LexiconError(f"{path}: {error}") from None
            merged = loaded if merged is None else _merge(merged, loaded)
        if merged is None:
            raise LexiconError(f"{self.folders[0] / name}: no such lexicon")
        return merged

    @cached_property
    def content_hash(self) -> str:
        """A hash over the names and bytes of every lexicon file in use, the same on every machine; cases decide nothing."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for path in sorted((*folder.rglob("*.tsv"), *folder.rglob("*.toml"))):
                if path.relative_to(folder).parts[0] == CASES:
                    continue
                # The zero bytes part names from contents, so that no two sets of files run together into
                # one.
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                # Git on Windows checks files out with CRLF; what they say is the same.
                digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
        return digest.hexdigest()[:16]


def _by_key(rows: Iterable[Row], key: tuple[str, ...]) -> dict[tuple[str, ...], Row]:
    """The rows of one file by their key: it may replace rows of the folders below it, and repeat none of its own."""
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        cells = row.cells
        row_key = tuple([cells[column] for column in key])
        if row_key in found:
            raise row.error(f"{_shown(row_key)!r} stands in line {found[row_key].line} already")
        found[row_key] = row
    return found


def _shown(key: tuple[str, ...]) -> str:
    return " ".join(filter(None, key))


def read_rows(path: Path, columns: tuple[str, ...], defaults: Mapping[str, str] = NO_DEFAULTS) -> list[Row]:
    """Read a TSV file: ``#`` comment lines, one header line that names the columns, one entry a line.

    Columns with a default may be left out; a column ``off`` may be there.

    Raises:
        LexiconError: the file is no text of tabs, lacks or adds a column, or a line has too few or too many cells.
    """
    header: tuple[str, ...] = ()
    empty: dict[str, str] = {}
    rows: list[Row] = []
    # The packaged tables have thirty thousand rows, all read when docstruct starts: what can be done once is.
    for number, line in enumerate(lines_of(path), start=1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = without_empty(cells_of(line), len(header))
        if not header:
            header = tuple(cells)
            if problem := _wrong_with_header(header, columns, defaults):
                raise LexiconError(f"{path}:{number}: {problem}")
            empty = {**dict.fromkeys((*columns, *header), ""), **defaults}
            continue
        if problem := _wrong_with_row(cells, header, line):
            raise LexiconError(f"{path}:{number}: {problem}")
        own = zip(header, cells, strict=True)
        # An empty cell leaves a default as it is.
        rows.append(Row(empty | (_filled(own) if defaults else dict(own)), path, number, header))
    if not header:
        named = f" with {' '.join(columns)}" if len(columns) <= MOST_LISTED else ""
        raise LexiconError(f"{path}: empty; expected a header line{named}")
    return rows


def _filled(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {column: cell for column, cell in cells if cell}


def _wrong_with_header(header: Sequence[str], columns: tuple[str, ...], defaults: Mapping[str, str]) -> str:
    """What is wrong with the names of the columns of a table; nothing, if they are those expected."""
    expected = f"expected {' '.join(columns)}"
    if len(header) == 1 and {",", ";"} & set(header[0]):
        return "one column; cells are separated by tabs, not by commas"
    if unknown := sorted(set(header) - {*columns, OFF}):
        return f"unknown columns {unknown}; {_meant(unknown, columns) or expected}"
    if missing := [column for column in columns if column not in header and column not in defaults]:
        return f"missing columns {missing}; {expected}"
    return f"a column stands twice; {expected}" if len(set(header)) < len(header) else ""


def _meant(unknown: list[str], columns: tuple[str, ...]) -> str:
    """Which columns may be meant, where there are too many to list them all: those of a change to any table."""
    if len(columns) <= MOST_LISTED:
        return ""
    near = {match for name in unknown for match in get_close_matches(name.strip().lower(), columns, 1, ALIKE)}
    meant = f"; did you mean {' '.join(sorted(near))}?" if near else ""
    return f"no table has them{meant} (lexicons/README.md says what each table has)"


def _wrong_with_row(cells: Sequence[str], header: Sequence[str], line: str) -> str:
    """What is wrong with the cells of a row; nothing, if they can be meant."""
    if len(cells) != len(header):
        return f"{len(cells)} cells, expected {len(header)}: {line!r}"
    if len(line) <= LONGEST_CELL:
        return ""
    for column, cell in zip(header, cells, strict=True):
        if len(cell) > LONGEST_CELL and column != SOURCE:
            return (
                f"column {column}: {len(cell):,} characters, up to {LONGEST_CELL} are read;"
                f" is a line break missing behind {cell[:20]!r}?"
            )
    return ""


def _merge(base: Toml, over: Toml) -> Toml:
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged
