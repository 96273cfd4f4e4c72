"""What the outline itself shows to disagree: contents against headings, numbering, years and names.

A finding says only what is true on its face: an entry of the contents without a heading, numbers missing between two
siblings, the same number twice. Ids are given when the document is whole.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from docstruct.document import Finding
from docstruct.outlining.metadata import organization_labels
from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.document import ContentsEntry, Metadata, Section, Severity
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.deciding import Node
    from docstruct.outlining.lines import Line

ALIKE = 85.0
"""Names at least this alike (of 100) are meant to be one organization."""
NAMED = 2
"""Entries that a finding about several names."""
DOCUMENT_WORDS = {"final_accounts": "决算", "budget": "预算"}


def contents_findings(
    contents: tuple[ContentsEntry, ...], sections: tuple[Section, ...]
) -> Iterator[Finding]:
    """Entries without a section, those in a row as one; marked headings that most of their siblings are listed but."""
    if not sections or not any(entry.section for entry in contents):
        return
    for missing in _runs_without_section(contents):
        named = "”“".join(f"{entry.marker}{entry.title}" for entry in missing[:NAMED])
        more = f"等{len(missing)}项" if len(missing) > NAMED else ""
        message = f"目录列有“{named}”{more}，正文没有这样的标题。"
        yield _finding("contents_mismatch", "warning", message, missing[0].start, missing[-1].end)
    linked = {entry.section for entry in contents}
    siblings: dict[str | None, list[Section]] = defaultdict(list)
    for section in sections:
        if section.type == "heading" and section.marker:
            siblings[section.parent].append(section)
    for group in siblings.values():
        listed = sum(section.id in linked for section in group)
        if listed * 2 <= len(group):
            continue
        for section in group:
            if section.id not in linked:
                message = f"正文标题“{section.marker}{section.title}”没有列入目录。"
                yield _finding(
                    "contents_mismatch",
                    "warning",
                    message,
                    section.title_start,
                    section.title_end,
                    (section.id,),
                )


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
            yield _finding("numbering_gap", "warning", message, after.start, after.title_end, where)


def year_findings(
    sections: tuple[Section, ...], metadata: Metadata, words: OutlineWords
) -> Iterator[Finding]:
    """Headings about the document itself (2020年度部门决算情况说明) that name another year than it has."""
    if metadata.fiscal_year is None or metadata.document_type is None:
        return
    own = DOCUMENT_WORDS[metadata.document_type]
    for section in sections:
        years = [value(match.group(1)) for match in words.year.finditer(section.title)]
        if section.type != "heading" or own not in section.title or len(years) != 1 or years[0] is None:
            continue
        if years[0] != metadata.fiscal_year:
            yield _finding(
                "year_mismatch",
                "warning",
                f"标题“{section.title}”写的是{years[0]}年，本文件是{metadata.fiscal_year}年度。",
                section.title_start,
                section.title_end,
                (section.id,),
                stated=str(years[0]),
                computed=str(metadata.fiscal_year),
            )


def organization_findings(lines: list[Line], metadata: Metadata, words: OutlineWords) -> Iterator[Finding]:
    """Labels that give nearly, but not quite, the name of the organization."""
    own = metadata.organization
    if own is None:
        return
    seen: set[str] = set()
    for label in organization_labels(lines, words, words.organization_cells):
        name = label.name
        if name == own or name in seen or name in own or own in name or fuzz.ratio(name, own) < ALIKE:
            continue
        seen.add(name)
        yield _finding(
            "organization_mismatch",
            "warning",
            f"此处写的是“{name}”，本文件的部门是“{own}”。",
            label.start,
            label.end,
            stated=name,
            computed=own,
        )


def _finding(
    kind: str,
    severity: Severity,
    message: str,
    start: int,
    end: int,
    sections: Iterable[str] = (),
    *,
    stated: str | None = None,
    computed: str | None = None,
) -> Finding:
    return Finding(
        id="",
        kind=kind,
        severity=severity,
        message=message,
        start=start,
        end=end,
        sections=tuple(sections),
        stated=stated,
        computed=computed,
    )
