"""Drafts to figures, reasons and findings: ids, sections, matched subjects."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from docstruct.catalogue import declare
from docstruct.document import Figure, Reason, Subject
from docstruct.matching.mention import Mention
from docstruct.matching.table_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Finding
    from docstruct.extracting.clauses.subjects import Range, Ref
    from docstruct.extracting.drafts import Draft, ReasonDraft
    from docstruct.extracting.reasons.categories import Categories
    from docstruct.matching import Resolver
    from docstruct.matching.mention import Listing
    from docstruct.matching.surroundings import Surroundings
    from docstruct.outline import Block

AMBIGUOUS = declare(
    "ambiguous_figure",
    severity="info",
    made="extracting",
    compares="digits that can be read in more than one way, or as no certain number",
    example="412 300.50元: one number with a space in it, or two",
)

_MESSAGES = {
    "joined": "“{text}”由被空格隔开的数字合并而成，请核对原文。",
    "glued": "“{text}”前的数字按缺“年”字的年份处理，请核对原文。",
    "direction": "“{text}”的增减方向在原文中未作选择。",
    "names": "“{text}”所属的事项与并列的名称数目不一致。",
    "unread": "“{text}”在比较之后，词表中没有这种说法，其后的数值未作解读。",
    "whole": "“{text}”属于整体还是其中的部分，原文没有写明，按其中的部分处理。",
    "range": "“{text}”不能读作一个确定的数，未作为数值提取。",
}
"""What a reader has to decide, by the kind of doubt."""


class Assembler:
    """Makes the entries of the contract from drafts, block by block in document order."""

    def __init__(
        self, text: str, resolver: Resolver, categories: Categories, surroundings: Surroundings
    ) -> None:
        self._text = text
        self.surroundings = surroundings
        self._resolver = resolver
        self._categories = categories
        self.figures: list[Figure] = []
        self.reasons: list[Reason] = []
        self.findings: list[Finding] = []
        self.inside: set[str] = set()
        self._checked: set[Ref] = set()

    def add(
        self,
        block: Block,
        kind: str | None,
        listing: Listing | None,
        drafts: list[Draft],
        reasons: list[ReasonDraft],
        left_out: list[Range],
    ) -> None:
        """Add what one block states; ``kind`` and ``listing`` are the canonical kind of its section and what that lists."""
        first = len(self.figures)
        subjects = self._subjects(block, kind, listing, drafts)
        for draft in drafts:
            self._figure(block, draft, subjects(draft.ref))
        for reason in sorted(reasons, key=lambda reason: (reason.start, reason.end)):
            self._reason(block, reason, first, subjects(reason.ref))
        for stretch in left_out:
            self._finding("range", stretch, block.section)

    def _listed(self, drafts: list[Draft]) -> dict[Ref, Listing]:
        """What the sentences of a block list, by the subjects in them."""
        listed: dict[Ref, Listing] = {}
        for (start, end), told in groupby(drafts, key=lambda draft: draft.sentence):
            refs = dict.fromkeys(draft.ref for draft in told)
            listing = self._resolver.listing((ref.text for ref in refs), self._text[start:end])
            if listing is not None:
                listed.update(dict.fromkeys(refs, listing))
        return listed

    def _subjects(
        self, block: Block, kind: str | None, listing: Listing | None, drafts: list[Draft]
    ) -> Callable[[Ref], Subject]:
        """What matches the subjects of a block, each mention once; only items are told apart by their amounts."""
        amounts, listed = _amounts(drafts), self._listed(drafts)

        known: dict[tuple[Ref, Range | None], Subject] = {}

        def subject(ref: Ref) -> Subject:
            mention = ref, ref.place  # a Ref is the same wherever it stands
            if mention not in known:
                told = amounts.get(ref, ()), listed.get(ref, listing)
                known[mention] = self._subject(ref, kind, *told, block.section)
            return known[mention]

        return subject

    def _subject(
        self,
        ref: Ref,
        kind: str | None,
        amounts: tuple[str, ...],
        listing: Listing | None,
        section: str | None,
    ) -> Subject:
        """The subject matched, at its place."""
        under = self.surroundings.under(section, ref.place[0]) if ref.place else ""
        mention = Mention(ref.text, ref.path, ref.code, ref.item, kind, amounts, ref.levels, listing, under)
        subject = self._resolver.resolve(mention)
        if ref.item and ref not in self._checked:
            self._checked.add(ref)
            self._check_names(mention, ref, section)
        if ref.place is None:
            return subject
        placed = replace(subject, start=ref.place[0], end=ref.place[1])
        self.surroundings.note(section, placed)
        return placed

    def _check_names(self, mention: Mention, ref: Ref, section: str | None) -> None:
        """Whether an item is called by the names of its code: a plain phrase may well be other words for it."""
        clause = self._resolver.mismatch(mention)
        if clause is None:
            return
        assert ref.place is not None, "what is an item is named in the text"
        start, end = ref.place
        self.findings.append(NAMES.finding(f"{clause}。", start, end, sections=_of(section), stated=ref.text))

    def _figure(self, block: Block, draft: Draft, subject: Subject) -> None:
        figure = Figure(
            id=f"f{len(self.figures) + 1}",
            section=block.section,
            zone=block.zone,
            subject=subject,
            measure=draft.measure,
            value=draft.number.value,
            unit=draft.number.unit,
            amount=draft.amount,
            direction=draft.reading.direction,
            basis=draft.reading.basis,
            approximate=draft.approximate,
            candidates=draft.reading.candidates,
            start=draft.start,
            end=draft.end,
            sentence_start=draft.sentence[0],
            sentence_end=draft.sentence[1],
            rule=draft.reading.rule,
            antecedent=draft.antecedent,
        )
        self.figures.append(figure)
        if draft.in_reason:
            self.inside.add(figure.id)
        if draft.doubt is not None:
            place = draft.doubt.place or (figure.start, figure.end)
            self._finding(draft.doubt.kind, place, figure.section, figure)

    def _reason(self, block: Block, draft: ReasonDraft, first: int, subject: Subject) -> None:
        text = self._plain((draft.start, draft.end))
        self.reasons.append(
            Reason(
                id=f"r{len(self.reasons) + 1}",
                section=block.section,
                zone=block.zone,
                subject=subject,
                relation=draft.relation,
                text=text,
                parts=tuple(self._plain(part) for part in draft.parts),
                categories=self._categories.of(text, purpose=draft.relation == "purpose"),
                figures=tuple(self.figures[first + position].id for position in draft.figures),
                start=draft.start,
                end=draft.end,
                rule=draft.rule,
                antecedent=draft.antecedent,
            )
        )

    def _finding(self, doubt: str, stretch: Range, section: str | None, figure: Figure | None = None) -> None:
        start, end = stretch
        self.findings.append(
            AMBIGUOUS.finding(
                _MESSAGES[doubt].format(text=self._text[start:end]),
                start,
                end,
                figures=(figure.id,) if figure else (),
                sections=_of(section),
                stated=figure.value if figure else None,
            )
        )

    def _plain(self, stretch: Range) -> str:
        return "".join(self._text[stretch[0] : stretch[1]].split()).rstrip("，。；、,;")


def _of(name: str | None) -> tuple[str, ...]:
    """The one section or figure that a finding is of, if it is of any."""
    return () if name is None else (name,)


def _amounts(drafts: list[Draft]) -> dict[Ref, tuple[str, ...]]:
    """The amounts in yuan stated of each subject: they tell apart rows of a table that bear one name."""
    amounts: dict[Ref, dict[str, None]] = {}
    for draft in drafts:
        if draft.ref.item and draft.amount and draft.measure in ("budget", "actual"):
            amounts.setdefault(draft.ref, {})[draft.amount] = None
    return {ref: tuple(stated) for ref, stated in amounts.items()}
