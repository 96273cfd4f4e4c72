"""Names reduced to what two spellings of one subject share.

>>> keys = NameKeys(("支出", "费"))
>>> keys.full("维修(护)费") == keys.full("维修（护）费")
True
>>> keys.stem("住房保障支出") == keys.stem("住房保障")
True
>>> keys.same_but_short("养老保险缴费支出", "养老保险缴费"), keys.same_but_short("维修费", "维修（护）费")
(True, True)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from docstruct.normalizing.key import matching_key

if TYPE_CHECKING:
    from collections.abc import Callable

_IN_BRACKETS = re.compile(r"(?:（[^（）]*）|\([^()]*\))(?=.)")
"""Brackets inside a name; at its end they tell it from others (资本性支出（一）, 资本性支出（二）)."""


class NameKeys:
    """Makes the keys under which names are looked up."""

    def __init__(self, last_words: tuple[str, ...], key: Callable[[str], str] = matching_key) -> None:
        """Use the given last words (支出, 费), which people drop and add freely, and form in which texts are compared."""
        self._last_words = last_words
        self._key = key
        self.full = lru_cache(maxsize=1 << 14)(self._full)
        self.short = lru_cache(maxsize=1 << 14)(self._short)

    def _full(self, name: str) -> str:
        """The letters, digits and characters of a name, in the forms in which all texts are compared."""
        return "".join(filter(str.isalnum, self._key(name)))

    def stem(self, name: str) -> str:
        """The full key without its last word, if anything but one character is left before it."""
        return self._without_last_word(self.full(name))

    def _short(self, name: str) -> tuple[str, ...]:
        """The full key, the stem, and both without what stands in brackets inside (维修（护）费); each once.

        The full key is needed beside the stem, for 缴费 is the end of one name and stands before the last word of
        another (…缴费支出).
        """
        full = self.full(name)
        bare = self.full(_IN_BRACKETS.sub("", name))
        keys = (full, self._without_last_word(full), bare, self._without_last_word(bare))
        return tuple(dict.fromkeys(key for key in keys if key))

    def same_but_short(self, one: str, other: str) -> bool:
        """Whether two names differ only in what short forms leave out."""
        return not set(self.short(one)).isdisjoint(self.short(other))

    def _without_last_word(self, key: str) -> str:
        for word in self._last_words:
            if key.endswith(word) and len(key) > len(word) + 1:
                return key[: -len(word)]
        return key
