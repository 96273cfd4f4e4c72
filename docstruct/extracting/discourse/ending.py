"""A clause that ended, with all there is to say what its end means: what ended it, and what was told before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.clauses.cutting import Clause
    from docstruct.extracting.clauses.phrases import Frame, Paragraph, Phrases
    from docstruct.extracting.discourse.context import Context, Place
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.scanning.tokens import Token


class Ending(Struct, frozen=True, gc=False):
    """A clause that ended.

    ``frame`` are the phrases in front of its end; of the figures read before it in its block (``drafts``) ``first`` stand
    before its sentence.
    """

    place: Place
    clause: Clause
    context: Context
    frame: Frame
    drafts: Sequence[Draft]
    first: int

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph it stands in."""
        return self.place.paragraph

    @property
    def phrases(self) -> Phrases:
        """The phrases of the document."""
        return self.place.paragraph.phrases

    @property
    def token(self) -> Token:
        """What ended it."""
        return self.place.paragraph.tokens[self.clause.index]
