"""Entries of the table of contents, each linked to the section it announces.

Contents and body run in the same order, so each entry takes the first free heading after that of the entry before whose
title is the same; what is left over is matched again among the headings between its linked neighbours, by likeness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from docstruct.document import ContentsEntry

if TYPE_CHECKING:
    from docstruct.document import Section
    from docstruct.outlining.contents import Contents
    from docstruct.outlining.kinds import KindMatcher
    from docstruct.outlining.sections import Placed

ALIKE = 72.0
UNMARKED = 12.0
"""What the title of a page is ahead by: contents name it in other words more often than a marked heading."""
WINDOW = 60
"""Free headings that are compared with an entry by likeness."""


def link_contents(
    contents: Contents | None, placed: list[Placed], kinds: KindMatcher
) -> tuple[ContentsEntry, ...]:
    """The entries of the contents with the ids of their sections."""
    if contents is None:
        return ()
    headings = [each.section for each in placed if each.section.type == "heading"]
    keys = [kinds.comparable(section.title) for section in headings]
    linked = _same_titles([kinds.comparable(entry.title) for entry in contents.entries], keys)
    _likeliest(contents, headings, linked, kinds)
    return tuple(
        ContentsEntry(
            start=entry.start,
            end=entry.end,
            level=entry.level,
            marker=entry.marker.text if entry.marker else "",
            title=entry.title,
            section=None if at is None else headings[at].id,
        )
        for entry, at in zip(contents.entries, linked, strict=True)
    )


def _same_titles(wanted: list[str], keys: list[str]) -> list[int | None]:
    """For every entry the next heading of the same title after the one linked before it."""
    places: dict[str, list[int]] = {}
    # Backwards, so that the first place of a title is the last of its list and taken off at no cost.
    for at in range(len(keys) - 1, -1, -1):
        places.setdefault(keys[at], []).append(at)
    linked: list[int | None] = []
    last = -1
    for key in wanted:
        free = places.get(key, [])
        while free and free[-1] <= last:
            free.pop()
        linked.append(free.pop() if free else None)
        last = linked[-1] if linked[-1] is not None else last
    return linked


def _likeliest(
    contents: Contents, headings: list[Section], linked: list[int | None], kinds: KindMatcher
) -> None:
    """Link what is left to the likeliest free heading between the linked neighbours, in place."""
    bounds = _next_linked(linked, len(headings))
    low = 0
    for index, entry in enumerate(contents.entries):
        at = linked[index]
        if at is None:
            best, best_score = None, ALIKE
            for candidate in range(low, min(bounds[index], low + WINDOW)):
                score = _likeness(entry.title, headings[candidate], kinds)
                if not headings[candidate].marker:
                    score += UNMARKED
                if score > best_score:
                    best, best_score = candidate, score
            linked[index] = at = best
        low = at + 1 if at is not None else low


def _next_linked(linked: list[int | None], end: int) -> list[int]:
    """For every entry the heading linked to the next linked entry after it."""
    bounds: list[int] = []
    for at in reversed(linked):
        bounds.append(end)
        end = at if at is not None else end
    bounds.reverse()
    return bounds


def _likeness(entry: str, heading: Section, kinds: KindMatcher) -> float:
    """How alike an entry and a heading are, 0 to 100; one marker (附件1) or canonical kind makes them alike."""
    kind = kinds.kind(entry)
    if entry == heading.marker or (kind is not None and kind == kinds.kind(heading.title)):
        return 100.0
    return fuzz.ratio(kinds.comparable(entry), kinds.comparable(heading.title))
