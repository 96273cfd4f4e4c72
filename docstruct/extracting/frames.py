"""What a clause has said so far, what its sentence keeps, and what is left to later sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from docstruct.document import Basis, Direction, Measure, Relation
    from docstruct.extracting.subjects import Ref
    from docstruct.extracting.tokens import Number

Range: TypeAlias = tuple[int, int]
"""A stretch of the text: start and end."""
Change: TypeAlias = Literal["change", "excess", "either", "difference", "reach"]
EventKind: TypeAlias = Literal["change", "excess", "equal", "completion", "difference", "amount", "absent"]
Ambiguity: TypeAlias = Literal["joined", "glued", "direction", "names"]


@dataclass(slots=True)
class Draft:
    """A figure as its clause states it; matching and ids come later.

    ``ambiguous`` names what a reader has to decide: digits joined over a space, a year glued to an amount,
    a change both of whose directions are stated, a list with more figures than names.
    """

    start: int
    end: int
    number: Number
    value: str
    amount: str | None
    measure: Measure
    ref: Ref
    direction: Direction | None
    basis: Basis | None
    approximate: bool
    ambiguous: Ambiguity | None
    candidates: tuple[Measure, ...]
    in_reason: bool
    sentence: Range = (0, 0)


@dataclass(slots=True)
class ReasonDraft:
    """A reason as the text states it; ``figures`` are positions among the drafts of figures."""

    start: int
    end: int
    ref: Ref
    relation: Relation
    figures: tuple[int, ...] = ()
    parts: tuple[Range, ...] = ()


@dataclass(slots=True)
class Clause:
    """The words of one clause: phrases by their place, cues by what they decide.

    ``before`` is the noun phrase in front of the first verb (the subject), ``after`` the one behind it (what is
    increased, what is compared with), ``held`` a phrase that a year or a colon cut off, ``host`` the phrase in front
    of the bracket the clause stands in. ``turned`` is where the verb of change stands, and ``led`` says that what follows
    it is no object of its: a phrase leads it, or it takes none (能力提升项目); ``measured`` is where
    the word for the measure stands. ``kept`` marks the rest of a clause behind a figure: its cues hold for a
    figure that follows at once, and are forgotten when a new phrase begins.
    """

    before: Range | None = None
    after: Range | None = None
    held: Range | None = None
    host: Range | None = None
    verb: bool = False
    measure: Measure | None = None
    measured: Range = (0, 0)
    basis: Basis | None = None
    change: Change | None = None
    direction: Direction | None = None
    relation: Relation | None = None
    turned: Range = (0, 0)
    led: bool = False
    rate_only: bool = False
    comparing: bool = False
    based: bool = False
    origin: bool = False
    prior: bool = False
    kept: bool = False
    eventful: bool = False
    code: str | None = None


@dataclass(slots=True)
class Sentence:
    """What holds until the sentence ends.

    ``prior``: an earlier year was named; ``base``: what is compared with,
    ``standing`` if it was said in front (与上年相比，…); ``composition``: 其中 was read;
    ``first_part``: how many figures there were before it, or before its latest semicolon;
    ``names``/``next_name``: the list that 分别 shares figures out to,
    ``unshared`` if it found none of that length; ``earlier``: the phrase of the clause before,
    if that had no figure, and whether it stated something; ``from_price``: the first of two figures was a price;
    ``clause_draft``: how many figures there were before the clause; ``holder``: the phrase in front of a colon whose
    attributes are listed behind it (推进会：人数80人、费用1.2万元); ``shared``: the measure told in front of a colon for
    the figures of the list behind it (执行进度分别为：甲99%、乙87%).
    """

    prior: bool = False
    base: Basis | None = None
    standing: bool = False
    composition: bool = False
    first_part: int = 0
    names: tuple[Ref, ...] = ()
    next_name: int = 0
    unshared: bool = False
    earlier: Range | None = None
    earlier_said: bool = False
    from_price: bool = False
    clause_draft: int = 0
    holder: Range | None = None
    shared: Clause | None = None


class Outer(NamedTuple):
    """What goes on once a bracket closes: the clause, what it carried, and whether an earlier year was named."""

    clause: Clause
    carried: Carried
    prior: bool


@dataclass(slots=True)
class Event:
    """Something stated that a reason may explain, and the subject it was stated of.

    ``worded``: stated in words alone (支出下降), no figure with it, of what ``phrase`` names. ``rate`` is the value of a completion rate or an
    amount; ``budget`` and ``actual`` are the amounts known of the subject then, in yuan.
    """

    kind: EventKind
    ref: Ref | None = None
    direction: Direction | None = None
    relation: Relation | None = None
    rate: str | None = None
    budget: str | None = None
    actual: str | None = None
    worded: bool = False
    phrase: Range | None = None


@dataclass(slots=True)
class Carried:
    """What carries over from sentence to sentence.

    ``subject`` is the latest of all, ``money`` the latest of an amount, ``topic`` that of the latest statement that
    is not part of a composition: a new sentence without a subject goes on about it. ``path``, ``levels`` and ``codes``
    are the levels of the latest item: their names, what they are called (1 for 类), and their digits.
    """

    subject: Ref | None = None
    money: Ref | None = None
    topic: Ref | None = None
    path: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    event: Event | None = None
    top_event: Event | None = None
    budget: str | None = None
    actual: str | None = None
    names: tuple[Ref, ...] = ()

    def speak_of(self, ref: Ref) -> None:
        """Make a subject the one that everything goes back to."""
        self.subject = self.money = self.topic = ref
