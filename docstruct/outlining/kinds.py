"""The canonical kind of a title: 二、2021年度XX局收入决算情况说明 is a ``narrative.revenue``.

Titles vary by province and year. Year, organization and the lexicon's ignored words are cut; what is left is looked
up, then what stands behind a name in it (XX县卫生院决算表: the name may differ from that of the cover), and failing that it is compared with all titles of the lexicon: the nearest counts if it is nearly the same
(``CLOSE`` of 100, rapidfuzz's normalized edit ratio). Of two titles that differ in one opposing word (收入, 支出)
the ratio stays well below that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from docstruct.outlining.folding import folded, without_year

if TYPE_CHECKING:
    from docstruct.document import Zone
    from docstruct.lexicon.outline import OutlineLexicon, SectionKind

CLOSE = 86.0
SHORTEST, LONGEST = 2, 60
SHORTEST_NAME = 4
STOPS = "。；;，,：:！!？?"
TABLE = "表"
"""The title of a table is never nearly that of a text, nor the other way round."""
LONGEST_FLATTENED = 40


class KindMatcher:
    """Finds the kind of a title; ``organization`` is cut from titles before they are compared."""

    def __init__(self, lexicon: OutlineLexicon, organization: str | None = None) -> None:
        self._organization = folded(organization or "")
        self._ignored = _ignored(lexicon.ignored)
        self._endings = lexicon.ignored_endings
        self._titles = _titles(lexicon.kinds, lexicon.ignored)
        self._stems = _stems(lexicon.kinds, lexicon.ignored, lexicon.ignored_endings)
        self._own_endings = [(kind.id, kind.endings) for kind in lexicon.kinds if kind.endings]
        self._last_signs = _last_signs(lexicon.kinds, lexicon.ignored)
        self._tables, self._texts = _tables_and_texts(lexicon.kinds, lexicon.ignored)
        self._place = lexicon.words.place
        self._name_ends = _name_ends(lexicon.words.organization_tails)
        self._zones = {kind.id: kind.zone for kind in lexicon.kinds if kind.zone}
        self._compared: dict[str, str] = {}
        self._found: dict[str, str | None] = {}

    def kind(self, title: str) -> str | None:
        """The id of the kind the title stands for, None if it stands for none."""
        key = self.comparable(title)
        if key not in self._found:
            self._found[key] = (
                self._titles.get(key) or self._ending(key) or self._behind_name(key) or self._nearest(key)
            )
        return self._found[key]

    def title_end(self, text: str, start: int, end: int) -> int | None:
        """Where a known title that begins at ``start`` ends, None if none does; the longest of them counts."""
        best, found = 0, None
        for stop in range(start + 1, min(end, start + LONGEST_FLATTENED) + 1):
            last = text[stop - 1]
            if last in STOPS:
                break
            if last not in self._last_signs:
                continue
            key = self._key(text[start:stop])
            if len(key) > best and key in self._titles:
                best, found = len(key), stop
        return found

    def zone(self, kind: str | None) -> Zone | None:
        """The zone a kind puts its prose into; that of the nearest kind above it in the id that has one."""
        while kind:
            if kind in self._zones:
                return self._zones[kind]
            kind = kind.rpartition(".")[0]
        return None

    def comparable(self, title: str) -> str:
        """The title without year, organization, punctuation and ignored words: equal for the same heading."""
        key = self._compared.get(title)
        if key is None:
            key = self._compared[title] = self._key(title)
        return key

    def _key(self, title: str) -> str:
        key = folded(without_year(title))
        if self._organization:
            key = key.replace(self._organization, "")
        return self._ignored.sub("", key) or key

    def _ending(self, key: str) -> str | None:
        """The kind of the title that differs in its ending only, or whose own ending the title has."""
        stem = _stem(key, self._endings)
        kind = self._stems.get(stem) or self._titles.get(stem)
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
            (self._titles[key[end:]] for end in ends if end >= SHORTEST_NAME and key[end:] in self._titles),
            None,
        )

    def _nearest(self, key: str) -> str | None:
        if not SHORTEST <= len(key) <= LONGEST:
            return None
        choices = self._tables if key.endswith(TABLE) else self._texts
        best = process.extractOne(key, choices, scorer=fuzz.ratio, score_cutoff=CLOSE)
        return self._titles[best[0]] if best else None


@lru_cache(maxsize=8)
def _ignored(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted((re.escape(folded(word)) for word in words), key=len, reverse=True)))


@lru_cache(maxsize=8)
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


@lru_cache(maxsize=8)
def _titles(kinds: tuple[SectionKind, ...], ignored: tuple[str, ...]) -> dict[str, str]:
    """Every comparable title of a lexicon with its kind; of two kinds with one title the first has it."""
    titles: dict[str, str] = {}
    for kind in kinds:
        for title in kind.titles:
            key = folded(title)
            titles.setdefault(_ignored(ignored).sub("", key) or key, kind.id)
    return titles


@lru_cache(maxsize=8)
def _last_signs(kinds: tuple[SectionKind, ...], ignored: tuple[str, ...]) -> frozenset[str]:
    return frozenset(title[-1] for title in _titles(kinds, ignored))


@lru_cache(maxsize=8)
def _tables_and_texts(
    kinds: tuple[SectionKind, ...], ignored: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of tables and those of texts, which are never nearly each other."""
    titles = _titles(kinds, ignored)
    return (
        tuple(title for title in titles if title.endswith(TABLE)),
        tuple(title for title in titles if not title.endswith(TABLE)),
    )


@lru_cache(maxsize=8)
def _stems(
    kinds: tuple[SectionKind, ...], ignored: tuple[str, ...], endings: tuple[str, ...]
) -> dict[str, str]:
    """The stems of the titles that have one of the endings, with their kinds."""
    stems: dict[str, str] = {}
    for key, kind in _titles(kinds, ignored).items():
        stem = _stem(key, endings)
        if stem != key:
            stems.setdefault(stem, kind)
    return stems
