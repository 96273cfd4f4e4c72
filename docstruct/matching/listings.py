"""What a sentence lists: expenditure by function (教育5万元，农林水6万元，…) or economic items (办公费…，水费…).

Names that say little alone tell what they are by their company: 教育 among three names of 类 is 205, 水费 among three
economic items is 30205. Where the sentence itself, or a title, says 按支出功能分类 or 按经济分类, one name is enough.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.lexicon.matching import MatchingSettings
    from docstruct.matching.index import NameIndex
    from docstruct.matching.keys import NameKeys
    from docstruct.matching.mention import Listing

FIRST_LEVEL = 3
"""Digits of the code of a 类."""


class Listings:
    """Tells lists by the names of the classification; shared by all documents."""

    def __init__(self, index: NameIndex, keys: NameKeys, settings: MatchingSettings) -> None:
        self._index = index
        self._keys = keys
        self._words = settings.listings
        self._functional = re.compile("|".join(map(re.escape, self._words.functional)) or "(?!)")
        self._economic = re.compile("|".join(map(re.escape, self._words.economic)) or "(?!)")
        names = settings.names
        self._silent = frozenset(
            map(keys.full, (*names.plain_totals, *names.three_public, *names.without_code))
        )
        self._is_first_level = lru_cache(maxsize=1 << 12)(self._names_first_level)
        self._is_economic = lru_cache(maxsize=1 << 12)(self._names_economic)

    def of(self, names: Iterable[str], sentence: str) -> Listing | None:
        """What a sentence lists whose figures are of these subjects, None if it is no such list."""
        functional = self._functional.search(sentence) is not None
        economic = self._economic.search(sentence) is not None
        # Where both are named (按功能分类…，按经济分类…) the names themselves must tell.
        if functional != economic:
            return "functional" if functional else "economic"
        told = dict.fromkeys(names)
        if len(told) < self._words.least:
            return None
        telling = [name for name in told if self._keys.full(name) not in self._silent]
        if len(telling) < self._words.least:
            return None
        if sum(map(self._is_first_level, telling)) >= self._words.least:
            return "functional"
        return "economic" if sum(map(self._is_economic, telling)) >= self._words.least else None

    def _names_first_level(self, name: str) -> bool:
        return any(
            len(hit.code) == FIRST_LEVEL and hit.scheme == "functional" for hit in self._index.named(name)
        )

    def _names_economic(self, name: str) -> bool:
        """Whether a name is that of an economic item, and of nothing by function."""
        schemes = {hit.scheme for hit in self._index.named(name)}
        return "economic_department" in schemes and "functional" not in schemes
