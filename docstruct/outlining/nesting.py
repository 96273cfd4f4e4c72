"""What nests in what: the tree of markers that reads best as a whole.

Markers alone do not say how deep they stand. ``（一）`` after ``二、`` opens a list below it or goes on with the list
before; ``1.`` after ``（4）`` returns to the list above or begins a new one; some documents put ``（一）`` below ``1、``.
Line by line such choices are guesses. Here a document is read as one sequence, and every way to hang each marker is
given a cost, so that the cheapest tree wins:

* going on with an open list costs nothing if the number is the next one; a gap, a repeat, a step back cost more;
* opening a list costs nothing if it begins at 1 below a marker of a higher canonical level; beginning elsewhere costs,
  and nesting against the canonical order (GB/T 9704-2012, 7.3.3) costs once for every pair of kinds: a document that
  does so always pays once, a stray marker pays in full. So the document's own use decides.

The search is a beam over the sequence: a state is the stack of open lists with their last numbers, and of states
with the same stack only the cheapest is kept. Width and depth are bounded, so time grows with the number of markers
only, and there is no recursion.

>>> marks = [Mark("chinese", 2, 1), Mark("chinese_bracketed", 3, 1), Mark("chinese_bracketed", 3, 2), Mark("chinese", 2, 2)]
>>> [place.parent for place in nest(marks)]
[None, 0, 0, None]
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

BEAM = 6
DEPTH = 12
"""The deepest stack of open lists; a list opened below that stands beside the innermost and replaces it."""

# Costs. Their order decides more than their size: with one of them halved or doubled at most one of 23 texts tried
# gets another tree (scripts/benchmark/sensitivity.py). A gap is likelier than a repeated number, that than a list begun
# again; a list against the order or one that begins late is rare, and a step back the least likely of all.
GAP, GAP_MORE, REPEAT, BACK, RESTART = 1.0, 0.25, 1.6, 3.5, 2.0
LATE_START, LATE_START_FIRST = 3.2, 0.3
AGAINST_ORDER, SAME_KIND, LEAVE = 3.0, 3.0, 2.5
FARTHEST_GAP = 8
MARGIN = 4.5
"""A reading that costs so much more than the cheapest is given up."""
NOTHING_LEARNED: frozenset[tuple[str, str]] = frozenset()


class Mark(Struct, frozen=True, gc=False):
    """A marked line or a title: the id of its kind, its canonical level and number (None: it has none)."""

    kind: str
    level: int
    number: int | None
    root: bool = False


class Place(Struct, frozen=True, gc=False):
    """Where a mark hangs: the index of its parent and of the first mark of the list it belongs to."""

    parent: int | None
    list: int


class _Open(Struct, frozen=True, gc=False):
    """An open list: its kind and level, its last number, the mark that had it, and its first mark."""

    kind: str
    level: int
    number: int | None
    mark: int
    first: int


_Stack: TypeAlias = tuple[_Open, ...]
_Pairs: TypeAlias = frozenset[tuple[str, str]]


@dataclass(slots=True)
class _State:
    """A reading of the sequence so far; ``before`` leads back over the places chosen, ``shown`` is what the stack shows."""

    cost: float
    stack: _Stack
    shown: tuple[tuple[str, int | None], ...]
    learned: _Pairs
    place: Place | None
    before: _State | None


class _Option(Struct, frozen=True, gc=False):
    """A way to hang a mark: its cost, the list entries kept below it, the list it continues or None."""

    cost: float
    depth: int
    continued: _Open | None
    state: _State


def nest(marks: list[Mark]) -> list[Place]:
    """Hang every mark into the cheapest tree."""
    states = [_State(0.0, (), (), NOTHING_LEARNED, None, None)]
    for index, mark in enumerate(marks):
        options = [option for state in states for option in _options(state, mark)]
        options.sort(key=attrgetter("cost"))
        limit = options[0].cost + MARGIN
        reached: dict[tuple[object, ...], _State] = {}
        for option in options:
            if option.cost > limit or len(reached) == BEAM:
                break
            state = _hung(option, mark, index)
            # Options come cheapest first, so that the first of those that show the same is the one to keep.
            reached.setdefault((state.learned, state.shown), state)
        states = list(reached.values())
    return _places(states[0])


def _places(state: _State | None) -> list[Place]:
    places: list[Place] = []
    while state is not None and state.place is not None:
        places.append(state.place)
        state = state.before
    places.reverse()
    return places


def _options(state: _State, mark: Mark) -> list[_Option]:
    """Every way to hang the mark: into each open list of its kind, below each open marker, or at the root."""
    if mark.root:
        return [_Option(state.cost, 0, None, state)]
    stack = state.stack
    start = state.cost + _start(mark.number, first=not stack)
    options: list[_Option] = []
    kinds = [entry.kind for entry in stack]
    own = kinds.index(mark.kind) if mark.kind in kinds else len(stack)
    # From the innermost list outwards, so that of equals the nearest comes first: the sort below is stable.
    for depth in range(len(stack), -1, -1):
        cost = start
        if depth < len(stack):
            if kinds[depth] == mark.kind:
                # No other option at this depth: a new list beside one of its kind is that list begun anew,
                # which _step has a price for.
                step = state.cost + _step(stack[depth].number, mark.number)
                options.append(_Option(step, depth, stack[depth], state))
                continue
            if stack[depth].level < mark.level:
                cost += LEAVE
        if own < depth:
            # Below a list of its own kind, at whatever distance: rather that list begins anew. Nothing is learned
            # of it, or 一、（一） 1. repeated would go one deeper every time.
            cost += SAME_KIND
        elif depth and stack[depth - 1].level >= mark.level:
            cost += _against_order(stack[depth - 1].kind, mark.kind, state.learned)
        options.append(_Option(cost, depth, None, state))
    return options


def _against_order(above: str, kind: str, learned: _Pairs) -> float:
    """What it costs that a list stands below one of another kind that is not above it canonically."""
    return 0.0 if (above, kind) in learned else AGAINST_ORDER


def _hung(option: _Option, mark: Mark, index: int) -> _State:
    """The state after the mark is hung so; a number 1 begins a list anew beside the one it continues."""
    before, state = option.continued, option.state
    below = state.stack[: option.depth]
    learned = state.learned
    first = index
    if before is not None:
        if not (mark.number == 1 and before.number is not None and before.number >= 1):
            first = before.first
    elif below and below[-1].level >= mark.level and below[-1].kind != mark.kind:
        learned = learned | {(below[-1].kind, mark.kind)}
    # Cut at the bottom, not refused: a list deeper than any document has still gets a place, beside the innermost.
    below = below[: DEPTH - 1]
    shown = (*state.shown[: len(below)], (mark.kind, mark.number))
    entry = _Open(mark.kind, mark.level, mark.number, index, first)
    parent = below[-1].mark if below else None
    return _State(option.cost, (*below, entry), shown, learned, Place(parent, first), state)


def _step(before: int | None, number: int | None) -> float:
    """What it costs that ``number`` follows ``before`` in one list."""
    if before is None or number is None:
        return 0.0
    step = number - before
    if step == 1:
        return 0.0
    if step == 0:
        return REPEAT
    if number == 1:
        return RESTART
    return GAP + GAP_MORE * min(step, FARTHEST_GAP) if step > 0 else BACK


def _start(number: int | None, *, first: bool) -> float:
    """What it costs that a list begins with ``number``; an excerpt may begin anywhere."""
    if number is None or number == 1:
        return 0.0
    return LATE_START_FIRST if first else LATE_START
