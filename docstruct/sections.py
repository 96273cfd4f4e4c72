"""The sections of a document as a tree: which one is around a place, and what is around that.

Matching asks it what a mention stands under, chunking where a piece lies. Checks compare what is told of one matter, and
sections draw its borders: what stands in two sections of different kinds (收入决算情况说明 and 支出决算情况说明) may differ
and be right both times.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import Section

HEADING_LEVEL = 2
"""The level of 一、 below a part (第一部分): the widest section that still tells of one matter."""


class SectionTree:
    """Sections by id, by place and by what is around them; ``None`` stands for what is in no section."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]
        self._kinds: dict[str | None, tuple[str, ...]] = {}

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self._sections}

    def of_kind(self, kind: str) -> list[Section]:
        """The sections of a canonical kind, in document order."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str | None, list[Section]]:
        by_kind: dict[str | None, list[Section]] = {}
        for section in self._sections:
            by_kind.setdefault(section.kind, []).append(section)
        return by_kind

    def at(self, start: int) -> str | None:
        """The id of the innermost section around a place: the last that began, or one of those around it."""
        position = bisect_right(self._starts, start) - 1
        last = self._sections[position].id if position >= 0 else None
        return next((one.id for one in self.upwards(last) if start < one.end), None)

    def upwards(self, section: str | None) -> Iterator[Section]:
        """A section, the one it stands in, and so on; none for what is in no section."""
        while section is not None:
            node = self.by_id[section]
            yield node
            section = node.parent

    def kinds(self, section: str | None) -> tuple[str, ...]:
        """The canonical kinds of a section and of those around it, innermost first."""
        if section not in self._kinds:
            self._kinds[section] = tuple(one.kind for one in self.upwards(section) if one.kind)
        return self._kinds[section]

    def around(self, section: str) -> frozenset[str]:
        """A section and those it stands in."""
        return frozenset(one.id for one in self.upwards(section))

    def within(self, section: str) -> frozenset[str]:
        """A section and those that stand in it."""
        found = {section}
        for child in self._children.get(section, ()):
            found |= self.within(child)
        return frozenset(found)

    def matter(self, section: str | None) -> str | None:
        """The innermost section with a canonical kind around a section: what its figures are told of."""
        return next((one.id for one in self.upwards(section) if one.kind is not None), None)

    def top(self, section: str | None) -> str | None:
        """The section of level 2 (一、) around a section, or the outermost one below the part."""
        parts = (one.id for one in self.upwards(section) if one.parent is None or one.level <= HEADING_LEVEL)
        return next(parts, None)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for section in self._sections:
            if section.parent is not None:
                children.setdefault(section.parent, []).append(section.id)
        return children
