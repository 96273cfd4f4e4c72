"""Names reduced to what two spellings of one subject share.

>>> keys = NameKeys(("支出", "费"))
>>> keys.full("维修(护)费") == keys.full("维修（护）费")
True
>>> keys.stem("住房保障支出") == keys.stem("住房保障")
True
>>> keys.same_but_last_word("养老保险缴费支出", "养老保险缴费")
True
"""

from __future__ import annotations

from docstruct.normalizing.key import matching_key


class NameKeys:
    """Makes the keys under which names are looked up."""

    def __init__(self, last_words: tuple[str, ...]) -> None:
        """Use the given last words (支出, 费): people drop and add them freely."""
        self._last_words = last_words

    def full(self, name: str) -> str:
        """The letters, digits and characters of a name, in the forms in which all texts are compared."""
        return "".join(filter(str.isalnum, matching_key(name)))

    def stem(self, name: str) -> str:
        """The full key without its last word, if anything but one character is left before it."""
        key = self.full(name)
        for word in self._last_words:
            if key.endswith(word) and len(key) > len(word) + 1:
                return key[: -len(word)]
        return key

    def short(self, name: str) -> tuple[str, ...]:
        """The full key and, where it is another, the stem.

        Both are needed, for 缴费 is the end of one name and stands before the last word of another (…缴费支出).
        """
        full, stem = self.full(name), self.stem(name)
        return (full,) if stem == full else (full, stem)

    def same_but_last_word(self, one: str, other: str) -> bool:
        """Whether two names differ in their last word at most."""
        return not set(self.short(one)).isdisjoint(self.short(other))
