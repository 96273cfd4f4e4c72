"""Patterns with a limit: an expression that runs away costs the document, names its entry, and ends.

``(元|元元)+角`` tries every way to cut a row of 元 before it gives up: twice as many with every 元. Whoever writes a
lexicon cannot see that from the examples, and the limit of time a document has would be all that ends it. A
:class:`BoundedPattern` ends by itself, in processor time, so that a busy machine changes nothing, and a longer text has
more of it. Patterns of the checks all have the limit; those of the outline and of line ends, which are tried on every
line, if they are a user's (Python's own engine is faster and has no limit).

>>> BoundedPattern("(元|元元)+角", "checks/checks.toml: [year]").search("12元角")[0]
'元角'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import regex

from docstruct.errors import LexiconError, PatternError

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

SECONDS = 10.0
"""What a pattern may take for one text, by far more than any that ends takes for a short one …"""
CHARACTERS_A_SECOND = 100_000
"""… and a second more for so many characters: the slowest of the packaged patterns does a hundred times as many."""

HARMLESS = 16
"""Characters of a text on which no pattern runs away: even every way to cut them is tried within a millisecond or so."""


class BoundedPattern:
    """A compiled pattern that ends.

    Args:
        pattern: a regular expression.
        entry: where it stands, for messages.

    Raises:
        LexiconError: it does not compile.
        PatternError: from every method, it took too long.
    """

    __slots__ = ("_compiled", "entry")

    def __init__(self, pattern: str, entry: str) -> None:
        try:
            self._compiled = regex.compile(pattern)
        except regex.error as error:
            raise LexiconError(f"{entry}: pattern {pattern!r}: {error}") from None
        self.entry = entry

    @property
    def pattern(self) -> str:
        """The expression."""
        return self._compiled.pattern

    # A limit costs more than most searches: short texts are tried without.
    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> regex.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        if len(text) <= HARMLESS:
            return self._compiled.search(text, pos, endpos)
        try:
            return self._compiled.search(text, pos, endpos, timeout=_limit(text))
        except TimeoutError:
            raise self._away(text) from None

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> regex.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        if len(text) <= HARMLESS:
            return self._compiled.match(text, pos, endpos)
        try:
            return self._compiled.match(text, pos, endpos, timeout=_limit(text))
        except TimeoutError:
            raise self._away(text) from None

    def fullmatch(self, text: str, pos: int = 0, endpos: int | None = None) -> regex.Match[str] | None:
        """As :meth:`re.Pattern.fullmatch`."""
        if len(text) <= HARMLESS:
            return self._compiled.fullmatch(text, pos, endpos)
        try:
            return self._compiled.fullmatch(text, pos, endpos, timeout=_limit(text))
        except TimeoutError:
            raise self._away(text) from None

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[regex.Match[str]]:
        """As :meth:`re.Pattern.finditer`, all found before the first is given: the limit is for them together."""
        try:
            return iter([*self._compiled.finditer(text, pos, endpos, timeout=_limit(text))])
        except TimeoutError:
            raise self._away(text) from None

    def split(self, text: str) -> list[str]:
        """As :meth:`re.Pattern.split`, of a pattern without groups."""
        try:
            return [part or "" for part in self._compiled.split(text, timeout=_limit(text))]
        except TimeoutError:
            raise self._away(text) from None

    def sub(self, repl: str, text: str, count: int = 0) -> str:
        """As :meth:`re.Pattern.sub`."""
        try:
            return self._compiled.sub(repl, text, count, timeout=_limit(text))
        except TimeoutError:
            raise self._away(text) from None

    def _away(self, text: str) -> PatternError:
        return PatternError(
            f"{self.entry}: pattern {self.pattern!r} took more than {_limit(text):.1f} s on a text of {len(text):,} characters:"
            " it repeats what repeats itself or overlaps"
        )


def _limit(text: str) -> float:
    """The seconds a pattern may take for a text."""
    return SECONDS + len(text) / CHARACTERS_A_SECOND


def users_pattern(pattern: str, entry: str) -> re.Pattern[str]:
    """A bounded pattern where one of Python's own is expected: it has the methods that are called of those."""
    return cast("re.Pattern[str]", BoundedPattern(pattern, entry))
