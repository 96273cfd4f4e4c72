"""The form in which texts are compared, everywhere in the house.

Two texts of one key say the same: simplified and traditional characters, compatibility ideographs, radicals, full-
and half-width forms, brackets, dashes, case, spaces and quotation marks make no difference.

>>> matching_key("（一）“三公”經費 支出決算表") == matching_key("(一)三公经费支出决算表")
True
>>> matching_key("⾧春市〔2022〕Ａ類")
'长春市(2022)a类'

Which characters are the same is said by the glyph lexicon, and by a user's laid over it. :func:`matching_key` therefore
compares as the lexicons in use say: those of the pipeline at work (:func:`comparing_by`, entered by
:class:`docstruct.pipeline.Pipeline` for each document, and by :class:`docstruct.lexicon.Lexicons` while it loads), else
the packaged ones.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docstruct.lexicon.glyphs import GlyphLexicon

_RARE = "\U00010000"
"""The first character that takes more than two bytes."""
_KEPT = 1 << 16
"""How many keys are kept: the cells of a thick document ask for the same few names again and again."""


class KeyMaker:
    """Makes keys by one glyph lexicon."""

    def __init__(self, glyphs: GlyphLexicon) -> None:
        self._folds = {chr(char): folded for char, folded in _folds(glyphs).items()}
        # An expression and no table for str.translate, which looks every character that is not in it up in vain. The
        # rare ones beyond U+FFFF are one range: a set of characters is fast only where it has none of these.
        common = "".join(re.escape(char) for char in self._folds if char < _RARE)
        self._folded = re.compile(f"[{common}{_RARE}-\U0010ffff]")
        self.key: Callable[[str], str] = lru_cache(maxsize=_KEPT)(self._key)

    def _key(self, text: str) -> str:
        # Folded twice: NFKC undoes some variants, and makes others of compatibility forms.
        return "".join(self._fold(unicodedata.normalize("NFKC", self._fold(text))).casefold().split())

    def _fold(self, text: str) -> str:
        return self._folded.sub(lambda match: self._folds.get(match[0], match[0]), text)


# Per thread and task, so that two pipelines with lexicons of their own may run side by side.
_in_use: ContextVar[KeyMaker | None] = ContextVar("keys", default=None)


def matching_key(text: str) -> str:
    """The key of a text; idempotent, and never longer to compute than the text is long."""
    return (_in_use.get() or _by_default()).key(text)


@contextmanager
def comparing_by(keys: KeyMaker) -> Iterator[None]:
    """Have texts compared by other lexicons in this thread while the context lasts."""
    token = _in_use.set(keys)
    try:
        yield
    finally:
        _in_use.reset(token)


@cache
def _by_default() -> KeyMaker:
    from docstruct.lexicon import default_lexicons

    return default_lexicons().keys


def _folds(glyphs: GlyphLexicon) -> dict[int, str]:
    """What each character is compared as: the glyph tables first, then the folds of variant forms."""
    table = {ord(char): folded for char, folded in glyphs.folds.items()}
    for char, variant in glyphs.variants.items():
        if variant.action in ("space", "drop"):
            table[ord(char)] = ""
        elif variant.target:
            table[ord(char)] = glyphs.folds.get(variant.target, variant.target)
    return table
