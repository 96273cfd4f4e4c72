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
from docstruct.maintaining.cases import load_all
from docstruct.maintaining.contradicting import contradictions
from docstruct.maintaining.names import check_names
from docstruct.maintaining.problems import Problem, problem
from docstruct.maintaining.schemas import Package, check_tables
from docstruct.maintaining.settings import located
from docstruct.maintaining.words import check_words
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.lexicon.folder import LexiconFolder


def check(
    folder: LexiconFolder, matched: frozenset[str] | None = None, *, with_cases: bool = False
) -> list[Problem]:
    """Every problem of the lexicons, in order of files and lines.

    Args:
        folder: the packaged lexicons with those laid over them.
        matched: codes that documents of a corpus were given; None to go by the sources of the entries.
        with_cases: try the cases beside the data, too, once nothing else is wrong.
    """
    packaged, *overlays = folder.folders
    try:
        package = Package.load(packaged)
    except LexiconError as error:
        return [Problem.of_error(error)]
    problems = [
        *check_tables(packaged, package),
        *(
            found
            for place, overlay in enumerate(folder.folders[1:], start=1)
            for found in check_tables(overlay, package, folder.folders[:place])
        ),
        *(problem(path, 0, says) for overlay in overlays for path, says in unknown_in(overlay, packaged)),
    ]
    if problems:
        return _in_order(problems, folder)
    lexicons = Lexicons(folder)
    problems += _load(lexicons)
    if not problems:
        problems += [
            *check_words(folder, package, lexicons.glyphs.variants),
            *check_names(lexicons, matched),
            *contradictions(folder),
        ]
    if with_cases and not any(found.severity == "error" for found in problems):
        problems += _cases(lexicons)
    return _in_order(problems, folder)


def _in_order(problems: Iterable[Problem], folder: LexiconFolder) -> list[Problem]:
    """Every problem once, in order of files and lines."""
    return sorted({located(one, folder.folders[::-1]) for one in problems})


def _cases(lexicons: Lexicons) -> Iterator[Problem]:
    """Cases that do not do as their file says; one of the known failures may have been mended."""
    pipeline = Pipeline(lexicons)
    for case in load_all(lexicons.folder):
        if not case.passes(pipeline):
            says = {
                "known_failures": "is read rightly by now; move it to wild.tsv or synthetic.tsv",
                "negative": f"is met, and must not be: {case.said}",
            }.get(case.kind, f"is not met: {case.said}")
            yield problem(case.file, case.line, f"case {case.id} {says}")


def _load(lexicons: Lexicons) -> Iterator[Problem]:
    """What the loaders of the lexicons say; each stops at its first problem."""
    for name, attribute in vars(Lexicons).items():
        if isinstance(attribute, cached_property):
            try:
                getattr(lexicons, name)
            except LexiconError as error:
                yield Problem.of_error(error)
