"""Sections out of nodes: ids, ranges, and the zone each stands in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.document import Section
from docstruct.outlining.candidates import TABLE_TITLE, TITLE
from docstruct.outlining.deciding import GLOSSARY

if TYPE_CHECKING:
    from docstruct.document import ContentsEntry, Table, Zone
    from docstruct.outlining.candidates import Candidate
    from docstruct.outlining.deciding import Node
    from docstruct.outlining.kinds import KindMatcher
    from docstruct.outlining.lines import Line
    from docstruct.outlining.nesting import Place

ATTACHMENTS, TABLES = "attachments", "tables"
ATTACHMENT: Zone = "attachment"
ANNEX = "annex"
"""The style of markers such as 附件1."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A section, the lines of its title, the zone of the prose below it, whether it is (part of) a glossary."""

    section: Section
    first: int
    last: int
    zone: Zone
    run_in: bool
    glossary: bool


def hang_titles(candidates: list[Candidate], places: list[Place]) -> list[Place]:
    """Correct the parents of unmarked titles, which their rank alone does not give.

    The title of a report, and 附件1, stand below the part 附件 they are attached in; the tables after a page of prose stand beside
    that page and not below it.
    """
    hung = list(places)
    attachments: int | None = None
    for index, candidate in enumerate(candidates):
        parent = hung[index].parent
        annexed = candidate.kind == TITLE or candidate.style == ANNEX
        # An unmarked title has the rank of a part; only the part 附件 above it says that it is attached.
        if annexed and attachments is not None:
            hung[index] = replace(hung[index], parent=attachments)
        elif candidate.kind == TABLE_TITLE and parent is not None:
            above = candidates[parent]
            if above.kind == TITLE and above.canonical != TABLES:
                hung[index] = replace(hung[index], parent=None)
        elif candidate.level == 1 and not annexed:
            attachments = index if (candidate.canonical or "").startswith(ATTACHMENTS) else None
    return hung


def zones(candidates: list[Candidate], places: list[Place], kinds: KindMatcher) -> list[Zone]:
    """The zone of every candidate: that of its kind or else of its parent's; all below an attachment is attached."""
    found: list[Zone] = []
    for candidate, place in zip(candidates, places, strict=True):
        around: Zone = found[place.parent] if place.parent is not None else "narrative"
        own: Zone | None = kinds.zone(candidate.canonical)
        if candidate.style == ANNEX:
            own = ATTACHMENT
        found.append(around if around == ATTACHMENT or own is None else own)
    return found


def kinds_around(candidates: list[Candidate], places: list[Place]) -> list[str | None]:
    """The canonical kind of the innermost section around every candidate that has one."""
    around: list[str | None] = []
    for place in places:
        parent = place.parent
        around.append(None if parent is None else candidates[parent].canonical or around[parent])
    return around


def make_sections(
    nodes: list[Node], zone: list[Zone], around: list[str | None], lines: list[Line]
) -> list[Placed]:
    """The sections of the document; ``zone`` and ``around`` are those of the nodes."""
    last_below = _last_below(nodes)
    placed: list[Placed] = []
    for index, node in enumerate(nodes):
        candidate = node.candidate
        # A section ends where the next node begins that is not below it; the last ones end with the document.
        following = last_below[index] + 1
        last = (nodes[following].candidate.line.index if following < len(nodes) else len(lines)) - 1
        last = max(last, candidate.last)
        form = candidate.form
        section = Section(
            start=candidate.line.start,
            end=lines[last].end,
            id=f"s{index + 1}",
            parent=None if node.parent is None else f"s{node.parent + 1}",
            level=candidate.level,
            marker=candidate.marker,
            number=candidate.number,
            title=candidate.title,
            kind=candidate.canonical if node.type == "heading" else None,
            type=node.type,
            title_start=form.title_start,
            title_end=form.title_end,
            reason=node.reason,
        )
        run_in = node.type == "item" or form.name == "run_in"
        glossary = GLOSSARY in (candidate.canonical, around[index])
        placed.append(Placed(section, candidate.line.index, candidate.last, zone[index], run_in, glossary))
    return placed


def _last_below(nodes: list[Node]) -> list[int]:
    """For every node the last one below it, itself if there is none; children follow their parents."""
    last = list(range(len(nodes)))
    for index in range(len(nodes) - 1, -1, -1):
        parent = nodes[index].parent
        if parent is not None:
            last[parent] = max(last[parent], last[index])
    return last


def place_tables(tables: tuple[Table, ...], placed: list[Placed]) -> tuple[Table, ...]:
    """The tables, each with the section it begins in: the last heading above it."""
    headings = [each.section for each in placed if each.section.type == "heading"]
    starts = [section.start for section in headings]
    found: list[Table] = []
    for table in tables:
        at = bisect_right(starts, table.start) - 1
        found.append(replace(table, section=headings[at].id if at >= 0 else None))
    return tuple(found)


def mark_listed(sections: tuple[Section, ...], contents: tuple[ContentsEntry, ...]) -> tuple[Section, ...]:
    """The sections, those that an entry of the contents announces marked as such."""
    linked = {entry.section for entry in contents}
    return tuple(
        replace(section, in_contents=True) if section.id in linked else section for section in sections
    )
