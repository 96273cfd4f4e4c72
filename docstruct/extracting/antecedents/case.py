"""A number as its clause presents it: what an antecedent may look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.phrases import Frame, Phrases
    from docstruct.extracting.clauses.subjects import Range, Ref
    from docstruct.extracting.discourse.context import Context, Place
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.scanning.tokens import Number

CHANGES = ("change", "change_rate")
AMOUNTS = ("budget", "actual", "prior")


class Case(Struct, frozen=True, gc=False):
    """A number as its clause presents it.

    Attributes:
        items: the items of the clause in front of it.
        frame: the phrases since the figure before.
        behind: the item behind it, if it names the thing counted.
        told: the figures of the sentence so far, ``base`` the number of those of the paragraph before them.
        follows: the number right behind it with the way of the verb between, for the arithmetic.
    """

    phrases: Phrases
    items: Sequence[Item]
    frame: Frame
    number: Item
    behind: Item | None
    reading: Reading
    told: Sequence[Draft]
    base: int
    follows: tuple[str, Number] | None
    place: Place

    def ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        """The subject a phrase names, None if there is none or it is generic."""
        return self.phrases.ref(phrase, code)

    def noun(self, phrase: Range | None) -> str:
        """The name in a phrase, generic or not."""
        return self.phrases.noun(phrase).text

    @property
    def named(self) -> bool:
        """Whether something in front of it is named, or cut off by a year."""
        return self.ref(self.frame.before) is not None or self.frame.held is not None

    def figured(self, context: Context) -> bool:
        """Whether its clause has a figure already."""
        return context.sentence.figures < self.base + len(self.told)

    def parts(self, context: Context) -> Sequence[Draft]:
        """The figures since 其中, or since the latest semicolon."""
        return self.told[max(context.sentence.parts.first - self.base, 0) :]

    def in_parts(self, context: Context) -> bool:
        """Whether it stands behind 其中, and in no bracket: it may be of a part or of the whole."""
        return context.sentence.parts.told and not self.place.depth
