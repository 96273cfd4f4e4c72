"""The classification indexed for look-up: by name, by short form, and by place under a stated path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.matching.keys import name_key, stem_key

if TYPE_CHECKING:
    from docstruct.lexicon.classification import ClassificationLexicon


class NameIndex:
    """Codes by what they are called, over all editions and schemes.

    ``exact`` holds keys of full names, ``aliases`` those of other names in the lexicon, ``stems`` those of names
    without their last 支出, 费 and the like; each maps to codes in the order of the classification.
    """

    def __init__(self, classification: ClassificationLexicon) -> None:
        self.exact: dict[str, tuple[str, ...]] = {}
        self.aliases: dict[str, tuple[str, ...]] = {}
        self.stems: dict[str, tuple[str, ...]] = {}
        self._keys: dict[str, set[str]] = {}
        for entry in classification.entries:
            _add(self.exact, name_key(entry.name), entry.code)
            _add(self.stems, stem_key(entry.name), entry.code)
            self._keys.setdefault(entry.code, set()).update((name_key(entry.name), stem_key(entry.name)))
        for alias in classification.aliases:
            _add(self.aliases, name_key(alias.name), alias.code)
            self._keys[alias.code].update((name_key(alias.name), stem_key(alias.name)))

    def is_called(self, code: str, name: str) -> bool:
        """Whether a code has, or had, a name, an alias or a short form like the given one."""
        keys = self._keys.get(code, set())
        return name_key(name) in keys or stem_key(name) in keys


def _add(table: dict[str, tuple[str, ...]], key: str, code: str) -> None:
    codes = table.get(key, ())
    if key and code not in codes:
        table[key] = (*codes, code)
