"""A number as its clause presents it: what an antecedent may look at.

What most antecedents need is one of few things, each a bit of :meth:`Case.given`: an antecedent is asked only where what it
needs is given. Of thirty-three a figure asks five.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.extracting.clauses.subjects import Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.extracting.clauses.items import Item
    from docstruct.extracting.clauses.phrases import Frame, Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.discourse.context import Context, Place
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.scanning.tokens import Number

CHANGES = ("change", "change_rate")
AMOUNTS = ("budget", "actual", "prior")


class Given:
    """What there may be to find a subject in, a bit each.

    Names that 分别 has left, words before a colon, a phrase of the clause before, a subject, figures told before; a phrase
    in front of the verb, a thing counted behind the number; where the form says the subject stands; what the number is taken
    for; whether 其中 was read, and whether the topic is an item.
    """

    LIST, COLON, EARLIER, THING, TOLD, BEFORE, COUNTED = (1 << at for at in range(7))
    OBJECT, WHOLE, WHOLE_TOLD, RATE, AMOUNT, CHANGE, PARTS, NO_PARTS, ITEM = (1 << at for at in range(7, 16))


_WHOSE = {"object": Given.OBJECT, "whole": Given.WHOLE, "whole_told": Given.WHOLE_TOLD, "rate": Given.RATE}
_MEASURED = {**dict.fromkeys(AMOUNTS, Given.AMOUNT), **dict.fromkeys(CHANGES, Given.CHANGE)}


class Case(Struct, frozen=True, gc=False):
    """A number as its clause presents it.

    Attributes:
        items: the items of the clause in front of it.
        frame: the phrases since the figure before.
        behind: the item behind it, if it names the thing counted.
        told: the figures of the sentence so far, ``base`` the number of those of the document before them, ``drafts`` all.
    """

    phrases: Phrases
    items: Sequence[Item]
    frame: Frame
    number: Item
    behind: Item | None
    reading: Reading
    told: Sequence[Draft]
    base: int
    drafts: Sequence[Draft]
    place: Place

    def given(self, context: Context) -> int:
        """What there is to find a subject in."""
        sentence, spoken, frame, reading = context.sentence, context.spoken, self.frame, self.reading
        return (
            _WHOSE.get(reading.whose, 0)
            | _MEASURED.get(reading.measure, 0)
            | (Given.PARTS if sentence.parts.told else Given.NO_PARTS)
            | (Given.ITEM if spoken.topic is not None and spoken.topic.item else 0)
            | (Given.LIST if sentence.sharing.left else 0)
            | (Given.COLON if sentence.before.held else 0)
            | (Given.EARLIER if sentence.before.phrase else 0)
            | (Given.THING if spoken.thing is not None else 0)
            | (Given.TOLD if self.told else 0)
            | (Given.BEFORE if frame.before else 0)
            | (Given.COUNTED if self.behind is not None else 0)
        )

    @property
    def stated(self) -> Number:
        """The number itself."""
        assert self.number.number is not None
        return self.number.number

    def ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        """The subject a phrase names, None if there is none or it is generic."""
        return self.phrases.ref(phrase, code)

    def noun(self, phrase: Range | None) -> str:
        """The name in a phrase, generic or not."""
        return self.phrases.noun(phrase).text

    def generic(self, phrase: Range | None) -> Ref | None:
        """What a phrase names, though that is generic."""
        noun = self.phrases.noun(phrase)
        return Ref(noun.text, place=noun.place(self.phrases.begin(phrase))) if phrase and noun.text else None

    def figured(self, context: Context) -> bool:
        """Whether its clause has a figure already."""
        return context.sentence.figures < self.base + len(self.told)

    def parts(self, context: Context) -> Sequence[Draft]:
        """The figures since 其中, or since the latest semicolon."""
        return self.told[max(context.sentence.parts.first - self.base, 0) :]
