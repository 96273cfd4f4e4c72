"""What the review page of a document shows, gathered for its template."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from docstruct.decisions import Decisions, finding_key
from docstruct.document import Severity
from docstruct.writing.html.body import chunks, figure_note
from docstruct.writing.html.images import page_images
from docstruct.writing.html.passages import Passages
from docstruct.writing.sheets.columns import place, section_title
from docstruct.writing.statement import MEASURES, statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docstruct.decisions import Decision
    from docstruct.document import (
        Box,
        Document,
        Figure,
        Finding,
        Located,
        Page,
        Reason,
        Record,
        Repair,
        Section,
    )
    from docstruct.writing.html.body import Block
    from docstruct.writing.statement import Statement


SEVERITIES = get_args(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A section in the outline: how many findings are in it, whether others are, and how many lists end after it."""

    section: Section
    findings: int
    has_children: bool
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A row of the table of records: the statement, what it is made of, and which findings concern it."""

    record: Record
    statement: Statement
    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    passage: str

    @property
    def counted(self) -> tuple[str, ...]:
        """The numbers of things, without repeating the subject of the row: 4个, 行政编制 12名."""
        subject = self.record.subject.text
        return tuple(counted.removeprefix(f"{subject} ") for counted in self.statement.counts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries whose marks belong to the row, and the passage it stands in where it shares it."""
        own = (*(figure.id for figure in self.figures), *(reason.id for reason in self.reasons))
        return own if self.passage == self.record.id else (*own, self.passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding in the panel: the marks it lights, where it stands, and what was decided about it."""

    finding: Finding
    ids: tuple[str, ...]
    key: str
    where: str
    decision: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """The findings of one kind."""

    kind: str
    severity: Severity
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """A box drawn over the picture of a page."""

    ids: tuple[str, ...]
    kind: str
    note: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: its picture, if there is one, and the boxes over it."""

    page: Page
    image: str | None
    boxes: tuple[Outlined, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """Everything on the page of one document."""

    document: Document
    outline: tuple[Node, ...]
    """All sections, each before those in it."""
    chunks: tuple[list[Block], ...]
    groups: tuple[FindingGroup, ...]
    """Findings by kind: what cannot be true before what is merely suspicious, each in the order of the text."""
    unmet: tuple[Decision, ...]
    """Decisions of an older run that meet no finding of this one."""
    records: tuple[RecordView, ...]
    repairs: tuple[tuple[str, str, Repair], ...]
    sheets: tuple[Sheet, ...]
    figures: Mapping[str, Figure]
    passages: Mapping[str, str]
    """The id of the marks that are an entry's passage, by the id of a record or finding."""
    columns: tuple[str, ...]
    """The measures some record has: those the table of records shows."""
    subjects_marked: bool
    """Whether the document says where its subjects stand."""
    compared: bool
    """Whether some block has an original that differs."""


def page_view(document: Document, decisions: Decisions | None = None) -> PageView:
    """Gather the page of a document; draws its pages if its source is still there."""
    decisions = decisions or Decisions.none()
    body = tuple(chunks(document))
    passages = Passages(document)
    records = tuple(_records(document, passages))
    return PageView(
        document=document,
        outline=_outline(document),
        chunks=body,
        groups=tuple(_groups(document, passages, decisions)),
        unmet=decisions.unmet(document),
        records=records,
        repairs=tuple(
            (f"x{number}", document.text[repair.start : repair.end], repair)
            for number, repair in enumerate(document.repairs.entries, start=1)
        ),
        sheets=_sheets(document),
        figures={figure.id: figure for figure in document.figures},
        passages=passages.of,
        columns=tuple(name for name in MEASURES if any(getattr(view.statement, name) for view in records)),
        subjects_marked=any(figure.subject.start is not None for figure in document.figures),
        compared=any(block.original is not None for chunk in body for block in chunk),
    )


def _outline(document: Document) -> tuple[Node, ...]:
    """The headings in the order of the outline, laid out without recursion: a document may nest them at will."""
    children: dict[str | None, list[Section]] = defaultdict(list)
    places = sorted(finding.start for finding in document.findings)
    for section in document.sections:
        if section.type == "heading":
            children[section.parent].append(section)
    nodes: list[Node] = []
    waiting = [(section, 0) for section in reversed(children[None])]
    while waiting:
        section, depth = waiting.pop()
        below = children[section.id]
        waiting.extend((each, depth + 1) for each in reversed(below))
        next_depth = waiting[-1][1] if waiting else 0
        nodes.append(
            Node(
                section=section,
                findings=bisect_left(places, section.end) - bisect_left(places, section.start),
                has_children=bool(below),
                closes=max(depth - next_depth, 0),
            )
        )
    return tuple(nodes)


def _groups(document: Document, passages: Passages, decisions: Decisions) -> Iterator[FindingGroup]:
    """The findings by kind; kinds by severity, then in the order in which the text meets them."""
    kinds: dict[tuple[int, str], list[FindingView]] = defaultdict(list)
    for finding in document.findings:
        kinds[SEVERITIES.index(finding.severity), finding.kind].append(
            _finding(document, finding, passages, decisions)
        )
    for (rank, kind), found in sorted(kinds.items(), key=lambda one: one[0][0]):
        yield FindingGroup(kind=kind, severity=SEVERITIES[rank], findings=tuple(found))


def _finding(document: Document, finding: Finding, passages: Passages, decisions: Decisions) -> FindingView:
    cells = (place.fact for place in finding.places if place.fact is not None)
    passage = passages.of[finding.id]
    decision = decisions.of(document, finding)
    return FindingView(
        finding=finding,
        ids=tuple(dict.fromkeys((*finding.figures, *cells, *(() if passage == finding.id else (passage,))))),
        key=finding_key(finding),
        where=" · ".join(part for part in (section_title(document, finding.section), place(finding)) if part),
        decision=decision.decision if decision else "",
        note=decision.note if decision else "",
    )


def _records(document: Document, passages: Passages) -> Iterator[RecordView]:
    figures = {figure.id: figure for figure in document.figures}
    reasons = {reason.id: reason for reason in document.reasons}
    concerning: dict[str, list[Finding]] = defaultdict(list)
    for finding in document.findings:
        for name in finding.figures:
            concerning[name].append(finding)
    for record, statement in zip(document.records, statements(document), strict=True):
        money = (record.budget, record.actual, record.prior, record.change)
        names = (
            *money,
            record.change_rate,
            record.completion_rate,
            record.share,
            *record.counts,
            *record.others,
        )
        of_record = tuple(figures[name] for name in names if name in figures)
        yield RecordView(
            record=record,
            statement=statement,
            figures=of_record,
            reasons=tuple(reasons[name] for name in record.reasons if name in reasons),
            findings=tuple(dict.fromkeys(found for figure in of_record for found in concerning[figure.id])),
            passage=passages.of[record.id],
        )


def _sheets(document: Document) -> tuple[Sheet, ...]:
    if not document.pages:
        return ()
    images = page_images(document)
    boxes: dict[int, list[Outlined]] = defaultdict(list)
    for outlined in _outlined(document):
        boxes[outlined.box[0]].append(outlined)
    return tuple(
        Sheet(page=page, image=images.get(page.number), boxes=tuple(boxes[page.number]))
        for page in document.pages
    )


def _outlined(document: Document) -> Iterator[Outlined]:
    """Boxes from the widest to the narrowest, so that the narrower lies on top and takes the click."""
    wide: list[tuple[str, str, str, Located]] = [
        (entry.id, "record", "", entry) for entry in document.records
    ]
    wide += [(entry.id, entry.severity, entry.message, entry) for entry in document.findings]
    wide += [(entry.id, "reason", "", entry) for entry in document.reasons]
    wide += [(entry.id, "figure", figure_note(entry), entry) for entry in document.figures]
    wide += [
        (place.fact, finding.severity, finding.message, place)
        for finding in document.findings
        for place in finding.places
        if place.fact is not None
    ]
    for name, kind, note, entry in wide:
        for box in entry.boxes or ():
            yield Outlined(ids=(name,), kind=kind, note=note, box=box)
