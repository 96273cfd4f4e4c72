"""Whether the lexicons are in order: schemas, loaders, and what is asked of names beyond their schema.

Every folder in use is checked, the packaged one and those laid over it; a file or a setting of a name that no lexicon
has is an error too, for it would be passed over in silence.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon import Lexicons
from docstruct.lexicon.overlays import unknown_in
from docstruct.maintaining.names import check_names
from docstruct.maintaining.problems import Problem, problem
from docstruct.maintaining.schemas import Package, check_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.lexicon.folder import LexiconFolder


def check(folder: LexiconFolder, matched: frozenset[str] | None = None) -> list[Problem]:
    """Every problem of the lexicons, in order of files and lines.

    Args:
        folder: the packaged lexicons with those laid over them.
        matched: codes that documents of a corpus were given; None to go by the sources of the entries.
    """
    packaged, *overlays = folder.folders
    try:
        package = Package.load(packaged)
    except LexiconError as error:
        return [Problem.of_error(error)]
    problems = [
        *check_tables(packaged, package),
        *(found for overlay in overlays for found in check_tables(overlay, package, below=packaged)),
        *(problem(path, 0, says) for overlay in overlays for path, says in unknown_in(overlay, packaged)),
    ]
    if not problems:
        problems += _load(folder)
    if not problems:
        problems += check_names(folder, matched)
    return sorted(problems)


def _load(folder: LexiconFolder) -> Iterator[Problem]:
    """What the loaders of the lexicons say; each stops at its first problem."""
    lexicons = Lexicons(folder)
    for name, attribute in vars(Lexicons).items():
        if isinstance(attribute, cached_property):
            try:
                getattr(lexicons, name)
            except LexiconError as error:
                yield Problem.of_error(error)
