"""What the sections around a mention say of it: what they list, and the code they are about.

A list is announced by a title or by a sentence that ends with a colon (按政府支出功能分类科目划分为：); it reaches to the end of
the section the words stand in. An item whose title names a subject of the classification (1.教育管理事务1100万元) is what
the items below it stand under: their 行政运行 is that of 教育管理事务, if it has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.sections import SectionTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from docstruct.document import Subject
    from docstruct.matching.mention import Listing
    from docstruct.outline import Block, Outline

COLONS = ("：", ":")


class Surroundings:
    """The sections of one document, as far as they are read: blocks must be entered in document order.

    Args:
        text: the normalized text.
        outline: its sections.
        listing_of: what a title or sentence says it lists (:meth:`docstruct.matching.Resolver.listing`, with no names).
    """

    def __init__(self, text: str, outline: Outline, listing_of: Callable[[str], Listing | None]) -> None:
        self._text = text
        self._sections = SectionTree(outline.sections)
        self._listing_of = listing_of
        self._listings: dict[str | None, Listing] = {}
        self._codes: dict[str, str] = {}
        for section in outline.sections:
            told = listing_of(text[section.title_start : section.title_end])
            if told is not None:
                self._listings[section.id] = told

    def enter(self, block: Block) -> Listing | None:
        """What the block's section lists, or one around it; what the block announces holds behind it."""
        listing = self._listed(block.section) if self._listings else None
        if self._text[block.start : block.end].rstrip().endswith(COLONS):
            announced = self._listing_of(self._sentence(block))
            if announced is not None:
                self._listings[block.section] = announced
        return listing

    def _listed(self, section: str | None) -> Listing | None:
        around = (one.id for one in self._sections.upwards(section) if one.id in self._listings)
        # A list announced outside every section holds to the end of the text.
        return self._listings.get(next(around, None))

    def under(self, section: str | None, subject_start: int) -> str:
        """The code of the nearest item or heading the mention stands under, empty if none has one."""
        for one in self._sections.upwards(section) if self._codes else ():
            if not one.title_start <= subject_start < one.title_end and one.id in self._codes:
                return self._codes[one.id]
        return ""

    def note(self, section: str | None, subject: Subject) -> None:
        """Remember the subject a title names by a code of expenditure by function."""
        own = next(self._sections.upwards(section), None)
        if own is None or subject.start is None or subject.scheme != "functional" or subject.code is None:
            return
        if own.title_start <= subject.start < own.title_end:
            # The first subject of a title is what the item is about; the others are named in passing.
            self._codes.setdefault(own.id, subject.code)

    def _sentence(self, block: Block) -> str:
        """The last sentence of a block."""
        start = max(self._text.rfind(mark, block.start, block.end) for mark in "。；;\n")
        return self._text[max(start, block.start - 1) + 1 : block.end]
