"""The canonical kind of a title: 二、2021年度XX局收入决算情况说明 is a ``narrative.revenue``.

Titles vary by province and year. Year, organization and the lexicon's ignored words are cut; what is left is looked
up, then what stands behind a name in it (XX县卫生院决算表: the name may differ from that of the cover), and failing that
it is compared with all titles of the lexicon: the nearest counts if it is nearly the same (``CLOSE`` of 100, rapidfuzz's
normalized edit ratio). Of two titles that differ in one opposing word (收入, 支出) the ratio stays well below that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from docstruct.outlining.folding import folded, without_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docstruct.document import Zone
    from docstruct.lexicon.outline import OutlineLexicon, SectionKind

CLOSE = 86.0
SHORTEST, LONGEST = 2, 60
SHORTEST_NAME = 4
STOPS = "。；;，,：:！!？?"
LONGEST_FLATTENED = 40
_KEPT = 1 << 13
"""Titles whose kinds are kept."""


class KindMatcher:
    """Finds the kind of a title; ``organization`` is cut from titles before they are compared."""

    def __init__(self, lexicon: OutlineLexicon, organization: str | None = None) -> None:
        self._organization = folded(organization or "")
        self._known = _known(_Same(lexicon))
        self._compared: dict[str, str] = {}

    def kind(self, title: str) -> str | None:
        """The id of the kind the title stands for, None if it stands for none."""
        return self._known.kind(self.comparable(title))

    def is_known(self, title: str) -> bool:
        """Whether the title is one of the lexicon's, not only like one of them."""
        return self.comparable(title) in self._known.titles

    def names_table(self, title: str) -> bool:
        """Whether a title ends as those of tables do."""
        return title.endswith(self._known.table_ends)

    def title_end(self, text: str, start: int, end: int) -> int | None:
        """Where a known title that begins at ``start`` ends, None if none does; the longest of them counts."""
        best, found = 0, None
        for stop in range(start + 1, min(end, start + LONGEST_FLATTENED) + 1):
            last = text[stop - 1]
            if last in STOPS:
                break
            # A key is made only where a known title may end: this loop runs behind every marker of a
            # flattened document.
            if last not in self._known.last_signs:
                continue
            key = self._key(text[start:stop])
            if len(key) > best and key in self._known.titles:
                best, found = len(key), stop
        return found

    def zone(self, kind: str | None) -> Zone | None:
        """The zone a kind puts its prose into; that of the nearest kind above it in the id that has one."""
        while kind:
            if kind in self._known.zones:
                return self._known.zones[kind]
            kind = kind.rpartition(".")[0]
        return None

    def comparable(self, title: str) -> str:
        """The title without year, organization, punctuation and ignored words: equal for the same heading."""
        key = self._compared.get(title)
        if key is None:
            key = self._compared[title] = self._key(title)
        return key

    def _key(self, title: str) -> str:
        if not self._organization:
            return self._known.key(title)
        key = folded(without_year(title)).replace(self._organization, "")
        # A title of ignored words alone (本部门) is not emptied, or all such titles would be one.
        return self._known.ignored.sub("", key) or key


class _Known:
    """The titles a lexicon knows, and the kinds of those that were asked for: documents share most of their titles."""

    def __init__(self, lexicon: OutlineLexicon) -> None:
        self.ignored = _ignored(lexicon.ignored.words)
        self.titles = _titles(lexicon.kinds, self.ignored)
        self.last_signs = frozenset(title[-1] for title in self.titles)
        self.zones = {name: kind.zone for name, kind in lexicon.kinds.items() if kind.zone}
        self._endings = lexicon.ignored.endings
        self._stems = _stems(self.titles, lexicon.ignored.endings)
        self._own_endings = [(name, kind.endings) for name, kind in lexicon.kinds.items() if kind.endings]
        self.table_ends = lexicon.tables.title_ends
        # The title of a table is never nearly that of a text, nor the other way round.
        self._tables = _by_length(title for title in self.titles if title.endswith(self.table_ends))
        self._texts = _by_length(title for title in self.titles if not title.endswith(self.table_ends))
        self._place = lexicon.words.patterns.place
        self._name_ends = _name_ends(lexicon.words.cover.organization_tails)
        self.kind: Callable[[str], str | None] = lru_cache(maxsize=_KEPT)(self._kind)
        self.key: Callable[[str], str] = lru_cache(maxsize=_KEPT)(self._key)

    def _key(self, title: str) -> str:
        """A title made comparable where no organization is known: the same in every document."""
        key = folded(without_year(title))
        return self.ignored.sub("", key) or key

    def _kind(self, key: str) -> str | None:
        return self.titles.get(key) or self._ending(key) or self._behind_name(key) or self._nearest(key)

    def _ending(self, key: str) -> str | None:
        """The kind of the title that differs in its ending only, or whose own ending the title has."""
        stem = _stem(key, self._endings)
        # Both ways: the lexicon's title has the ending and this one lacks it, or this one has it in
        # addition.
        kind = self._stems.get(stem) or self.titles.get(stem)
        if kind is not None:
            return kind
        return next((kind for kind, endings in self._own_endings if key.endswith(endings)), None)

    def _behind_name(self, key: str) -> str | None:
        """The kind of what stands behind the name of an organization, which holds that of a place."""
        place = self._place.search(key)
        if place is None:
            return None
        ends = (match.end() for match in self._name_ends.finditer(key, place.end(), LONGEST))
        return next(
            (self.titles[key[end:]] for end in ends if end >= SHORTEST_NAME and key[end:] in self.titles),
            None,
        )

    def _nearest(self, key: str) -> str | None:
        if not SHORTEST <= len(key) <= LONGEST:
            return None
        choices = self._tables if key.endswith(self.table_ends) else self._texts
        best = process.extractOne(key, choices[len(key)], scorer=fuzz.ratio, score_cutoff=CLOSE)
        return self.titles[best[0]] if best else None


def _by_length(titles: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Of keys of each length up to :data:`LONGEST` the titles that may be nearly the same, in their order.

    Of a hundred signs of two titles that are CLOSE, 100 - CLOSE at most are in one of them only.
    """
    known = tuple(titles)
    return tuple(
        tuple(
            title
            for title in known
            if 100 * abs(len(title) - length) <= (100 - CLOSE) * (len(title) + length)
        )
        for length in range(LONGEST + 1)
    )


class _Same:
    """A lexicon as the key of a cache: the same object, and not one that says the same, to find which asks all of it."""

    __slots__ = ("lexicon",)

    def __init__(self, lexicon: OutlineLexicon) -> None:
        self.lexicon = lexicon

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon is self.lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)


@lru_cache(maxsize=8)
def _known(lexicon: _Same) -> _Known:
    return _Known(lexicon.lexicon)


def _ignored(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted((re.escape(folded(word)) for word in words), key=len, reverse=True)))


def _name_ends(tails: tuple[str, ...]) -> re.Pattern[str]:
    """Where the name of an organization may end in a folded title."""
    words = {re.escape(folded(tail)) for tail in tails if folded(tail)}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


def _stem(key: str, endings: tuple[str, ...]) -> str:
    """A comparable title without the first of the endings that leaves a title: 食堂经营情况说明 → 食堂经营."""
    for ending in endings:
        if key.endswith(ending) and len(key) - len(ending) >= SHORTEST:
            return key[: -len(ending)]
    return key


def _titles(kinds: Mapping[str, SectionKind], ignored: re.Pattern[str]) -> dict[str, str]:
    """Every comparable title of a lexicon with its kind; of two kinds with one title the first has it."""
    titles: dict[str, str] = {}
    for name, kind in kinds.items():
        for title in kind.titles:
            key = folded(title)
            titles.setdefault(ignored.sub("", key) or key, name)
    return titles


def _stems(titles: Mapping[str, str], endings: tuple[str, ...]) -> dict[str, str]:
    """The stems of the titles that have one of the endings, with their kinds."""
    stems: dict[str, str] = {}
    for key, kind in titles.items():
        stem = _stem(key, endings)
        if stem != key:
            stems.setdefault(stem, kind)
    return stems
