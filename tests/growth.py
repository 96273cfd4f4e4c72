"""How work grows with its input, counted and not timed: a busy machine counts the same as an idle one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def lines_run(function: Callable[[], object]) -> int:
    """The lines of Python that a call runs, those of all it calls included.

    Work inside one call of a C function (a regular expression, a sort) is not seen: what grows there is told by the
    characters it is given.
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return count


def growth(measure: Callable[[int], int], size: int) -> float:
    """How much more there is of something for an input twice as large: 2 if it is linear, 4 if quadratic.

    The input of four times the size is weighed against that of twice, so that what is done once for every input
    counts little.
    """
    one, two, four = (measure(size * factor) for factor in (1, 2, 4))
    return (four - two) / max(two - one, 1)
