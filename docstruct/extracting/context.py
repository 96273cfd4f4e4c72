"""What carries over from clause to clause, and what has been read: frozen values, made anew where they change.

:class:`Context` is all the state there is between clauses; :mod:`docstruct.extracting.discourse` alone makes new ones.
They are Structs, since a new one is made at almost every clause: making one takes a twentieth of the time of a frozen
dataclass, and so does ``msgspec.structs.replace``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Basis, Direction, Measure, Relation
    from docstruct.extracting.clauses import Item
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.subjects import Range, Ref
    from docstruct.extracting.tokens import Number

EventKind: TypeAlias = Literal["change", "excess", "equal", "completion", "difference", "amount", "absent"]
Ambiguity: TypeAlias = Literal["joined", "glued", "direction", "names", "unread"]


class Doubt(Struct, frozen=True, gc=False):
    """What a reader has to decide about a figure, and the words it is about, if it is not the figure itself.

    Digits joined over a space, a year glued to an amount, a change both of whose directions are stated, a list with
    more figures than names, a verb that no lexicon knows.
    """

    kind: Ambiguity
    place: Range | None = None


class Draft(Struct, gc=False):
    """A figure as its clause states it; matching and ids come later.

    :mod:`docstruct.extracting.discourse` alone writes it, and afterwards gives it its ``sentence``, an ``amount`` that
    the arithmetic of its sentence tells, and a subject named behind what is compared with it.
    """

    start: int
    end: int
    number: Number
    reading: Reading
    ref: Ref
    antecedent: str
    amount: str | None
    approximate: bool = False
    in_reason: bool = False
    doubt: Doubt | None = None
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
    """A reason as the text states it; ``figures`` are positions among the drafts of figures."""

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


class Event(Struct, frozen=True, gc=False):
    """Something stated that a reason may explain.

    Attributes:
        at: where it was stated.
        ref: what it was stated of, None until that is known.
        worded: stated in words alone (支出下降), no figure with it.
        rate: the value of a completion rate or an amount.
        budget, actual: the amounts known of the subject then, in yuan.
    """

    kind: EventKind
    at: int
    ref: Ref | None = None
    direction: Direction | None = None
    relation: Relation | None = None
    rate: str | None = None
    budget: str | None = None
    actual: str | None = None
    worded: bool = False


class Sentence(Struct, frozen=True, gc=False):
    """What holds until the sentence ends.

    Attributes:
        past: an earlier year was named, ``stock`` if as the day of a stock (截至2021年12月31日), for the whole paragraph.
        base: what is compared with, ``standing`` if it was said in front (与上年相比，…).
        part: 其中 was read; ``first_part`` is how many figures there were before it, or before its latest semicolon.
        left: the names of a list of 分别 that have no figure yet, ``unshared`` if it found no list of that length;
            ``names`` are all of them, ``series`` the years or measures that are shared out (2021年至2023年…, 预算数、决算数…分别为A、B).
        series_before: the latest series, which another 分别 of the sentence may mean again.
        earlier: the phrase of the clause before, if that had no figure, and whether it stated something.
        held: the phrase in front of a colon, for the clause behind it, with the code in front of it.
        holder: the phrase in front of a colon whose attributes are listed behind it (推进会：人数80人、费用1.2万元).
        shared: the measure told in front of a colon for the list behind it (执行进度分别为：甲99%、乙87%).
        clause_draft: how many figures there were before the clause.
        awaited: a reason told in front of what it explains.
        lead: the clause before, if it has no figure: 分别 may share out what it names (与上年决算和年初预算相比，分别…).
    """

    past: bool = False
    stock: bool = False
    base: Basis | None = None
    standing: bool = False
    part: bool = False
    first_part: int = 0
    left: tuple[Ref, ...] = ()
    names: tuple[Ref, ...] = ()
    series: tuple[str, ...] = ()
    series_before: tuple[str, ...] = ()
    unshared: bool = False
    earlier: Range | None = None
    earlier_said: bool = False
    held: Range | None = None
    code: str | None = None
    holder: Range | None = None
    shared: tuple[Item, ...] = ()
    clause_draft: int = 0
    awaited: Range | None = None
    lead: tuple[Item, ...] = ()


class Levels(Struct, frozen=True, gc=False):
    """The levels of the latest item: their names, what they are called (1 for 类), and their digits."""

    path: tuple[str, ...] = ()
    called: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()


class Context(Struct, frozen=True, gc=False):
    """What carries over from sentence to sentence of a section.

    Attributes:
        topic: the subject of the latest statement that is no part of a composition; a new sentence goes back to it.
        amount: the latest subject of an amount.
        thing: the latest subject of all.
        levels: the levels of the latest item.
        event: the latest thing stated that a reason may explain, ``top_event`` the latest outside compositions.
        names: the latest list that 分别 shared figures out to.
        unfinished: a name that the paragraph before broke off (…（款）事业单位 | 医疗（项）).
        composing: the paragraph before ended inside a composition.
    """

    topic: Ref | None = None
    amount: Ref | None = None
    thing: Ref | None = None
    levels: Levels = Levels()
    event: Event | None = None
    top_event: Event | None = None
    names: tuple[Ref, ...] = ()
    unfinished: Range | None = None
    composing: bool = False
    sentence: Sentence = Sentence()
