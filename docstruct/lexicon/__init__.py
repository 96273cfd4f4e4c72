"""The vocabulary of docstruct, loaded from ``lexicons/``: one typed object a lexicon.

:class:`Lexicons` holds one folder of lexicons with the user's laid over it; each lexicon is loaded, validated and
compiled when it is first used.

>>> Lexicons().folder.content_hash == Lexicons().folder.content_hash
True
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, cached_property
from typing import TYPE_CHECKING

from docstruct.errors import LexiconError
from docstruct.lexicon.folder import LexiconFolder
from docstruct.lexicon.overlays import unknown_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from docstruct.lexicon.checks import CheckLexicon
    from docstruct.lexicon.classification import ClassificationLexicon
    from docstruct.lexicon.cues import CueLexicon
    from docstruct.lexicon.glyphs import GlyphLexicon
    from docstruct.lexicon.meanings import Meanings
    from docstruct.lexicon.outline import OutlineLexicon
    from docstruct.lexicon.reasons import ReasonLexicon
    from docstruct.normalizing.key import KeyMaker


class Lexicons:
    """Every lexicon of one folder, each loaded when first asked for.

    Raises (from every attribute):
        docstruct.errors.LexiconError: a file breaks its schema; the message gives file, line and reason.
    """

    def __init__(self, folder: LexiconFolder | None = None) -> None:
        """Use the given folder, or the packaged one with that of ``DOCSTRUCT_LEXICONS`` laid over it.

        Raises:
            docstruct.errors.LexiconError: a folder laid over it has a file or a setting that no lexicon has.
        """
        self.folder = folder or LexiconFolder()
        packaged, *overlays = self.folder.folders
        for overlay in overlays:
            for path, says in unknown_in(overlay, packaged):
                raise LexiconError(f"{path}: {says}")

    @cached_property
    def glyphs(self) -> GlyphLexicon:
        """Variant glyphs and what they stand for (``lexicons/glyphs/``)."""
        from docstruct.lexicon.glyphs import GlyphLexicon

        with self._named():
            return GlyphLexicon.load(self.folder)

    @cached_property
    def keys(self) -> KeyMaker:
        """The form in which texts are compared by these glyphs (:mod:`docstruct.normalizing.key`)."""
        from docstruct.normalizing.key import KeyMaker

        return KeyMaker(self.glyphs)

    def comparing(self) -> AbstractContextManager[None]:
        """A context in which all texts are compared by these lexicons."""
        from docstruct.normalizing.key import comparing_by

        return comparing_by(self.keys)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """A context in which an error names its file by the whole path."""
        try:
            yield
        except LexiconError as error:
            raise LexiconError(self.folder.placed(str(error))) from None

    @cached_property
    def traditional(self) -> dict[str, str]:
        """Traditional characters and the simplified ones read in their place (``lexicons/glyphs/traditional.tsv``)."""
        from docstruct.lexicon.glyphs import load_traditional

        with self._named():
            return load_traditional(self.folder)

    @cached_property
    def outline(self) -> OutlineLexicon:
        """Markers of headings and the canonical kinds of sections and tables (``lexicons/outline/``)."""
        from docstruct.lexicon.outline import OutlineLexicon

        with self.comparing(), self._named():
            return OutlineLexicon.load(self.folder)

    @cached_property
    def classification(self) -> ClassificationLexicon:
        """The editions of the classification of expenditure (``lexicons/classification/``)."""
        from docstruct.lexicon.classification import ClassificationLexicon

        with self._named():
            return ClassificationLexicon.load(self.folder, self.keys)

    @cached_property
    def cues(self) -> CueLexicon:
        """Words that say what a figure or a reason is (``lexicons/cues/``)."""
        from docstruct.lexicon.cues import CueLexicon

        with self.comparing(), self._named():
            return CueLexicon.load(self.folder)

    @cached_property
    def reasons(self) -> ReasonLexicon:
        """Categories of reasons (``lexicons/reasons/``)."""
        from docstruct.lexicon.reasons import ReasonLexicon

        with self.comparing(), self._named():
            return ReasonLexicon.load(self.folder)

    @cached_property
    def checks(self) -> CheckLexicon:
        """What the checks look for (``lexicons/checks/``)."""
        from docstruct.lexicon.checks import CheckLexicon

        with self.comparing(), self._named():
            return CheckLexicon.load(self.folder)

    @cached_property
    def meanings(self) -> Meanings:
        """What the titles of tables, columns and rows say of an amount (``lexicons/tables/``)."""
        from docstruct.lexicon.meanings import Meanings

        with self.comparing(), self._named():
            return Meanings.load(self.folder)


@cache
def default_lexicons() -> Lexicons:
    """The lexicons of whoever names none, loaded once a process: the packaged ones and those of ``DOCSTRUCT_LEXICONS``."""
    return Lexicons()
