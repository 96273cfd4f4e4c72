"""What the outline itself shows to disagree: contents against headings, numbering, names of the organization.

A finding says only what is true on its face: an entry of the contents without a heading, numbers missing between two
siblings, the same number twice. Ids are given when the document is whole.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from docstruct.catalogue import declare
from docstruct.outlining.metadata import organization_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docstruct.document import ContentsEntry, Finding, Metadata, Section
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.contents import Contents
    from docstruct.outlining.deciding import Node
    from docstruct.outlining.lines import Line

ALIKE = 85.0
"""Names at least this alike (of 100) are meant to be one organization."""
ANNEX = "annex"
"""The style of the markers of what is attached."""
NAMED = 2
"""Entries that a finding about several names."""

CONTENTS = declare(
    "contents_mismatch",
    severity="warning",
    made="outlining",
    compares="the entries of the table of contents against the headings, both ways",
    tolerance="a marked heading must be listed only where most of its siblings are; attachments may be published apart",
    example="九、国有资本经营预算支出表 in the contents, no such heading in the body",
)
NUMBERING = declare(
    "numbering_gap",
    severity="warning",
    made="outlining",
    compares="the numbers of headings in a row",
    tolerance="lists of which every member is an item are left out",
    example="四、其他情况 … 六、资产情况",
)
ORGANIZATION = declare(
    "organization_mismatch",
    severity="warning",
    made="outlining",
    compares="the name of the organization in tables and labels against that of the document",
    tolerance="only names that are nearly the same: another organization may rightly be named",
    example="部门：长春市社会保险管理局 in a document of 长春市社会医疗保险管理局",
)


def contents_findings(
    found: Contents | None,
    contents: tuple[ContentsEntry, ...],
    nodes: list[Node],
    sections: tuple[Section, ...],
) -> Iterator[Finding]:
    """Entries without a section, those in a row as one; marked headings that most of their list are listed but.

    What is attached (附件1) may be published as files of its own: such entries are looked for only where another of
    them is in the body, and no such heading needs an entry where none has one.
    """
    # Contents of which nothing is found are those of another volume, or the body was not published: no
    # finding an entry.
    if found is None or not sections or not any(entry.section for entry in contents):
        return
    for missing in _runs_without_section(_published(found, contents)):
        named = "”“".join(f"{entry.marker}{entry.title}" for entry in missing[:NAMED])
        more = f"等{len(missing)}项" if len(missing) > NAMED else ""
        message = f"目录列有“{named}”{more}，正文没有这样的标题。"
        yield CONTENTS.finding(message, missing[0].start, missing[-1].end)
    linked = {entry.section for entry in contents}
    for group in _numbered_runs(nodes, sections):
        listed = sum(section.id in linked for section in group)
        if listed * 2 <= len(group):
            continue
        for section in group:
            if section.id not in linked:
                message = f"正文标题“{section.marker}{section.title}”没有列入目录。"
                yield CONTENTS.finding(
                    message, section.title_start, section.title_end, sections=(section.id,)
                )


def _published(found: Contents, contents: tuple[ContentsEntry, ...]) -> tuple[ContentsEntry, ...]:
    """The entries that are to be found in the body: all, without the attachments where none of them is."""
    attached = [
        entry
        for listed, entry in zip(found.entries, contents, strict=True)
        if listed.marker is not None and listed.marker.kind.style == ANNEX
    ]
    if any(entry.section for entry in attached):
        return contents
    return tuple(entry for entry in contents if entry not in attached)


def _numbered_runs(nodes: list[Node], sections: tuple[Section, ...]) -> Iterator[list[Section]]:
    """Marked headings by list, and within it by run: a numbering that begins again is that of another text."""
    runs: dict[int, list[Section]] = defaultdict(list)
    for node, section in zip(nodes, sections, strict=True):
        if section.type != "heading" or not section.marker:
            continue
        run = runs[node.list]
        if run and section.number is not None and section.number < (run[-1].number or 0):
            yield run
            runs[node.list] = [section]
        else:
            run.append(section)
    yield from runs.values()


def _runs_without_section(contents: tuple[ContentsEntry, ...]) -> Iterator[list[ContentsEntry]]:
    """Entries in a row that have no section; one whose own entries have sections is there in all but name."""
    run: list[ContentsEntry] = []
    for entry, following in zip(contents, (*contents[1:], None), strict=True):
        heads_linked = (
            following is not None and following.level > entry.level and following.section is not None
        )
        if entry.section is None and not heads_linked:
            run.append(entry)
        elif run:
            yield run
            run = []
    if run:
        yield run


def numbering_findings(nodes: list[Node], sections: tuple[Section, ...]) -> Iterator[Finding]:
    """Gaps and repeats in the numbering of lists that hold a heading."""
    lists: dict[int, list[int]] = defaultdict(list)
    for index, node in enumerate(nodes):
        if node.candidate.number is not None:
            lists[node.list].append(index)
    for members in lists.values():
        if all(nodes[index].type == "item" for index in members):
            continue
        for one, other in pairwise(members):
            # Nodes and sections run in parallel, so that an index serves both.
            before, after = sections[one], sections[other]
            if before.number is None or after.number is None or after.number == before.number + 1:
                continue
            if after.number > before.number + 1:
                message = f"“{before.marker}”之后是“{after.marker}{after.title}”，中间的编号缺失。"
            elif after.number == before.number:
                message = f"编号“{after.marker}”重复：{before.title}、{after.title}。"
            else:
                continue
            where = (before.id, after.id)
            yield NUMBERING.finding(message, after.start, after.title_end, sections=where)


def organization_findings(lines: list[Line], metadata: Metadata, words: OutlineWords) -> Iterator[Finding]:
    """Labels that give nearly, but not quite, the name of the organization."""
    own = metadata.organization
    if own is None:
        return
    seen: set[str] = set()
    for label in organization_labels(lines, words, words.cover.organization_cells):
        name = label.name
        # A short form (县教育局 for XX县教育局) is the same organization.
        if name == own or name in seen or name in own or own in name or fuzz.ratio(name, own) < ALIKE:
            continue
        seen.add(name)
        yield ORGANIZATION.finding(
            f"此处写的是“{name}”，本文件的部门是“{own}”。",
            label.start,
            label.end,
            stated=name,
            computed=own,
        )
