"""Names reduced to what two spellings of one subject share.

>>> name_key("维修(护)费") == name_key("维修（护）费")
True
>>> stem_key("住房保障支出") == stem_key("住房保障")
True
"""

from __future__ import annotations

import unicodedata

LAST_WORDS = ("支出", "经费", "费用", "费")


def name_key(name: str) -> str:
    """The letters, digits and characters of a name, in their ordinary forms."""
    return "".join(char for char in unicodedata.normalize("NFKC", name) if char.isalnum())


def stem_key(name: str) -> str:
    """The key of a name without the last word that people drop and add freely (支出, 费)."""
    key = name_key(name)
    for word in LAST_WORDS:
        if key.endswith(word) and len(key) > len(word) + 1:
            return key[: -len(word)]
    return key
