"""What a clause has said so far, and what an earlier clause leaves to a later one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from docstruct.document import Basis, Direction, Measure
    from docstruct.extracting.subjects import Ref
    from docstruct.extracting.tokens import Number

Range: TypeAlias = tuple[int, int]
EventKind: TypeAlias = Literal["change", "excess", "equal", "completion", "difference", "amount", "absent"]


@dataclass(slots=True)
class Draft:
    """A figure as its clause states it; matching and ids come later."""

    start: int
    end: int
    number: Number
    value: str
    amount: str | None
    measure: Measure
    ref: Ref
    direction: Direction | None = None
    basis: Basis | None = None
    approximate: bool = False
    ambiguous: str | None = None
    top: bool = True
    in_reason: bool = False
    sentence: Range = (0, 0)


@dataclass(slots=True)
class Clause:
    """The words of one clause: phrases by their place, cues by what they decide.

    ``before`` is the noun phrase in front of the first verb (the subject), ``after`` the one behind it (what is
    increased, what is compared with), ``held`` a phrase that a year or a colon cut off.
    """

    before: Range | None = None
    after: Range | None = None
    held: Range | None = None
    host: Range | None = None
    verb: bool = False
    measure: Measure | None = None
    basis: Basis | None = None
    direction: Direction | None = None
    change: Literal["change", "excess", "either", "difference", "reach"] | None = None
    relation: str = ""
    comparing: bool = False
    based: bool = False
    origin: bool = False
    prior: bool = False
    kept: bool = False
    event: bool = False
    code: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(slots=True)
class Event:
    """Something stated that a reason may explain, and the subject it was stated of."""

    kind: EventKind
    ref: Ref | None = None
    direction: Direction | None = None
    relation: str = ""
    rate: str | None = None
    budget: str | None = None
    actual: str | None = None
    worded: bool = False


@dataclass(slots=True)
class Carried:
    """What carries over: subjects by what they were said of, and the latest event a reason may explain.

    ``subject`` is the latest of all, ``money`` the latest of an amount, ``topic`` that of the latest statement that
    is not part of a composition: a new sentence without a subject goes on about it.
    """

    subject: Ref | None = None
    money: Ref | None = None
    topic: Ref | None = None
    path: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    event: Event | None = None
    top_event: Event | None = None
    budget: str | None = None
    actual: str | None = None
    names: tuple[Ref, ...] = ()
