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
from typing import NamedTuple, TypeAlias

BEAM = 8
DEPTH = 12
"""The deepest stack of open lists; a list opened below that replaces the innermost."""

GAP, GAP_MORE, REPEAT, BACK, RESTART = 1.0, 0.25, 1.6, 3.5, 2.0
LATE_START, LATE_START_FIRST = 2.2, 0.3
AGAINST_ORDER, SAME_KIND, LEAVE = 3.0, 3.0, 0.8
FARTHEST_GAP = 8


class Mark(NamedTuple):
    """A marked line or a title: the id of its kind, its canonical level and number (None: it has none)."""

    kind: str
    level: int
    number: int | None
    root: bool = False


class Place(NamedTuple):
    """Where a mark hangs: the index of its parent and of the first mark of the list it belongs to."""

    parent: int | None
    list: int


class _Open(NamedTuple):
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
    """A reading of the sequence so far; ``before`` leads back over the places chosen."""

    cost: float
    stack: _Stack
    learned: _Pairs
    place: Place | None
    before: _State | None


def nest(marks: list[Mark]) -> list[Place]:
    """Hang every mark into the cheapest tree."""
    states = [_State(0.0, (), frozenset(), None, None)]
    for index, mark in enumerate(marks):
        reached: dict[tuple[object, ...], _State] = {}
        for state in states:
            for following in _options(state, mark, index):
                key = (following.learned, *((entry.kind, entry.number) for entry in following.stack))
                known = reached.get(key)
                if known is None or following.cost < known.cost:
                    reached[key] = following
        states = sorted(reached.values(), key=lambda state: state.cost)[:BEAM]
    return _places(states[0])


def _places(state: _State | None) -> list[Place]:
    places: list[Place] = []
    while state is not None and state.place is not None:
        places.append(state.place)
        state = state.before
    places.reverse()
    return places


def _options(state: _State, mark: Mark, index: int) -> list[_State]:
    """Every way to hang the mark: into each open list of its kind, below each open marker, or at the root."""
    if mark.root:
        entry = _Open(mark.kind, mark.level, mark.number, index, index)
        return [_State(state.cost, (entry,), state.learned, Place(None, index), state)]
    options = [_opened(state, len(state.stack), mark, index)]
    for depth in range(len(state.stack) - 1, -1, -1):
        if state.stack[depth].kind == mark.kind:
            options.append(_continued(state, depth, mark, index))
        options.append(_opened(state, depth, mark, index))
    return options


def _continued(state: _State, depth: int, mark: Mark, index: int) -> _State:
    """The mark goes on with the list at ``depth``, or begins it anew beside it."""
    before = state.stack[depth]
    restarts = mark.number == 1 and before.number is not None and before.number >= 1
    entry = _Open(mark.kind, mark.level, mark.number, index, index if restarts else before.first)
    parent = state.stack[depth - 1].mark if depth else None
    cost = state.cost + _step(before.number, mark.number)
    return _State(cost, (*state.stack[:depth], entry), state.learned, Place(parent, entry.first), state)


def _opened(state: _State, depth: int, mark: Mark, index: int) -> _State:
    """The mark opens a new list below the entry that stands under ``depth``."""
    below = state.stack[:depth]
    learned, cost = state.learned, state.cost + _start(mark.number, first=not state.stack)
    if depth < len(state.stack):
        cost += LEAVE if state.stack[depth].level < mark.level else 0.0
    if below and below[-1].level >= mark.level:
        pair = (below[-1].kind, mark.kind)
        if below[-1].kind == mark.kind:
            cost += SAME_KIND
        elif pair not in learned:
            cost, learned = cost + AGAINST_ORDER, learned | {pair}
    entry = _Open(mark.kind, mark.level, mark.number, index, index)
    parent = below[-1].mark if below else None
    return _State(cost, (*below[: DEPTH - 1], entry), learned, Place(parent, index), state)


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
