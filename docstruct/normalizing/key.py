"""The form in which texts are compared, everywhere in the house.

Two texts of one key say the same: simplified and traditional characters, compatibility ideographs, radicals, full-
and half-width forms, brackets, dashes, case, spaces and quotation marks make no difference.

>>> matching_key("（一）“三公”經費 支出決算表") == matching_key("(一)三公经费支出决算表")
True
>>> matching_key("⾧春市〔2022〕Ａ類")
'长春市(2022)a类'
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache


@lru_cache(maxsize=1 << 16)
def matching_key(text: str) -> str:
    """The key of a text; idempotent, and never longer to compute than the text is long."""
    folds = _folds()
    return "".join(unicodedata.normalize("NFKC", text.translate(folds)).translate(folds).casefold().split())


@cache
def _folds() -> dict[int, str]:
    """What each character is compared as: the glyph tables first, then the folds of variant forms."""
    from docstruct.lexicon import Lexicons

    glyphs = Lexicons().glyphs
    table = {ord(char): folded for char, folded in glyphs.folds.items()}
    for char, variant in glyphs.variants.items():
        if variant.action in ("space", "drop"):
            table[ord(char)] = ""
        elif variant.target:
            table[ord(char)] = glyphs.folds.get(variant.target, variant.target)
    return table
