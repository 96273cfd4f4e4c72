"""What has been read: figures and reasons as the text states them, before they are matched and numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Measure, Relation
    from docstruct.extracting.clauses.subjects import Range, Ref
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.scanning.tokens import Number

Ambiguity: TypeAlias = Literal["joined", "glued", "direction", "names", "unread", "whole"]


class Doubt(Struct, frozen=True, gc=False):
    """What a reader has to decide about a figure, and the words it is about, if it is not the figure itself.

    Digits joined over a space, a year glued to an amount, a change both of whose directions are stated, a list with
    more figures than names, a verb that no lexicon knows.
    """

    kind: Ambiguity
    place: Range | None = None


class Draft(Struct, gc=False):
    """A figure as its clause states it.

    :mod:`docstruct.extracting.discourse.fold` alone writes it, and afterwards gives it its ``sentence``, an ``amount`` that
    the arithmetic of its sentence tells, and a subject named behind what is compared with it. ``depth`` counts the brackets
    around it.
    """

    start: int
    end: int
    number: Number
    reading: Reading
    ref: Ref
    antecedent: str
    amount: str | None
    approximate: bool
    in_reason: bool
    depth: int
    doubt: Doubt | None
    sentence: Range = (0, 0)

    @property
    def measure(self) -> Measure:
        """What it is taken for."""
        return self.reading.measure

    @property
    def role(self) -> str:
        """What it is to the figures around it."""
        return self.reading.role


class ReasonDraft(Struct, frozen=True, gc=False):
    """A reason; ``figures`` are positions among the drafts of figures."""

    start: int
    end: int
    ref: Ref
    relation: Relation
    figures: tuple[int, ...] = ()
    parts: tuple[Range, ...] = ()
    rule: str = ""
    antecedent: str = ""


class Trace(Struct, frozen=True, gc=False):
    """How a figure was read, for people who ask why.

    Attributes:
        items: the items of its clause in front of it, and the number: class and words.
        around: what held around the clause: an earlier year, a comparison, a composition.
        behind: the classes behind it that forms may look at.
        rows: the rows that fit, the one that read it first.
        pattern: what that row asks for.
        why: the first line of what the antecedent says of itself.
    """

    items: tuple[tuple[str, str], ...]
    around: tuple[str, ...]
    behind: tuple[str, ...]
    rows: tuple[str, ...]
    pattern: str
    why: str
