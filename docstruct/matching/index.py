"""Names that codes go by, indexed for look-up: exactly, as an alias, as a short form, by likeness.

The classification makes one index that all documents share; the tables of a document make a small one of their own.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from docstruct.lexicon.classification import scheme_of
from docstruct.matching.likeness import Likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docstruct.document import Method, Scheme
    from docstruct.lexicon.matching import MatchingSettings
    from docstruct.matching.keys import NameKeys

EXACT, ALIAS, SHORT_FORM = 1.0, 0.97, 0.96
"""The likeness of the very name, of an alias, and of a short form (without 支出 at the end, or brackets inside)."""

SHORTENED = 0.01
"""What a likeness to a short form is less than one to a whole name."""


class Named(Struct, frozen=True, gc=False):
    """A name that a code goes by; ``alias`` if it is not an official one."""

    code: str
    name: str
    alias: bool = False


class Hit(Struct, frozen=True, gc=False):
    """A code whose name is like the one looked up: how much (0 to 1), by which kind of evidence, and the code's scheme."""

    code: str
    name: str
    likeness: float
    method: Method
    scheme: Scheme | None

    @classmethod
    def of(cls, named: Named, likeness: float, method: Method) -> Hit:
        """The code of a name, as found by it."""
        return cls(named.code, named.name, likeness, method, scheme_of(named.code))


class NameIndex:
    """Codes by their names.

    Args:
        names: what the codes are called; the order decides nothing.
        keys: how names are reduced before they are compared.
        settings: weights of likeness and the least likeness of a candidate.
    """

    def __init__(self, names: Iterable[Named], keys: NameKeys, settings: MatchingSettings) -> None:
        self._keys = keys
        self._settings = settings
        self._exact: dict[str, list[Named]] = {}
        self._aliases: dict[str, list[Named]] = {}
        self._short: dict[str, list[Named]] = {}
        self._of_code: dict[str, list[Named]] = {}
        for named in names:
            table = self._aliases if named.alias else self._exact
            table.setdefault(keys.full(named.name), []).append(named)
            for key in keys.short(named.name):
                self._short.setdefault(key, []).append(named)
            self._of_code.setdefault(named.code, []).append(named)
        self.likeness_to = lru_cache(maxsize=1 << 16)(self._likeness_to)
        self.named = lru_cache(maxsize=1 << 14)(self._named)
        self.codes_called = lru_cache(maxsize=1 << 12)(self._codes_called)

    def is_official(self, name: str) -> bool:
        """Whether a code goes by that very name, aliases apart."""
        return self._keys.full(name) in self._exact

    def same_but_short(self, one: str, other: str) -> bool:
        """Whether two names differ only in what short forms leave out."""
        return self._keys.same_but_short(one, other)

    def is_called(self, code: str, name: str) -> bool:
        """Whether a code goes by a name or its short form: whether its likeness to it is 1."""
        return code in self.codes_called(name)

    def called(self, code: str) -> tuple[str, ...]:
        """Every name a code goes by here."""
        return tuple(named.name for named in self._of_code.get(code, ()))

    def _named(self, name: str) -> tuple[Hit, ...]:
        """The codes that go by a name, by its alias or by its short form, each by the best of these."""
        full = self._keys.full(name)
        short = [one for key in self._keys.short(name) for one in self._short.get(key, ())]
        found: dict[str, Hit] = {}
        # Best evidence first: setdefault keeps what a code was found by first.
        for names, likeness, method in (
            (self._exact.get(full, ()), EXACT, "exact"),
            (self._aliases.get(full, ()), ALIAS, "alias"),
            (short, SHORT_FORM, "alias"),
        ):
            for one in names:
                found.setdefault(one.code, Hit.of(one, likeness, cast("Method", method)))
        return tuple(found.values())

    def _codes_called(self, name: str) -> frozenset[str]:
        """The codes that go by a name or its short form: those to which its likeness is 1."""
        return frozenset(one.code for key in self._keys.short(name) for one in self._short.get(key, ()))

    def like(self, name: str, limit: int) -> tuple[Hit, ...]:
        """The codes of the names (full or short) most like the given one, each code once; ``limit`` names at most."""
        found: dict[str, Hit] = {}
        for key, likeness in self._likeness.nearest(self._keys.full(name), limit):
            for one in (*self._exact.get(key, ()), *self._aliases.get(key, ())):
                _keep_better(found, Hit.of(one, likeness, "fuzzy"))
            for one in self._short.get(key, ()):
                _keep_better(found, Hit.of(one, likeness - SHORTENED, "fuzzy"))
        return tuple(found.values())

    def _likeness_to(self, name: str, code: str) -> float:
        """How much a name is like the best of those a code goes by."""
        names = self.called(code)
        if not names:
            return 0.0
        if any(self._keys.same_but_short(name, called) for called in names):
            return 1.0
        full = self._keys.full(name)
        return max((self._likeness.between(full, self._keys.full(called)) for called in names), default=0.0)

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(dict.fromkeys((*self._exact, *self._aliases, *self._short)), self._settings)


def _keep_better(found: dict[str, Hit], hit: Hit) -> None:
    known = found.get(hit.code)
    if known is None or hit.likeness > known.likeness:
        found[hit.code] = hit
