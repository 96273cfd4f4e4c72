"""How well the levels stated above a name are those above a code.

Levels are stated in order, and some may be left out (住房保障支出 … 住房公积金 leaves out the 款). Each stated level
therefore stands for one level above the code, a later one for a lower one, and none twice: 其他教育支出 stated above
其他教育支出 is the 款, so that the name is that of the 项. A level that finds no place counts as a contradiction. The nearest
level weighs double, for it says most: what stands under 政府性基金转移支付 is not under 专项转移支付, though both belong to
转移性支出.

>>> agreement([[1.0, 0.0], [0.2, 1.0]]), agreement([[1.0], [0.3]])
(1.0, 0.3333333333333333)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAREST = 2
"""The weight of the level right above the name, where the others weigh 1."""
MOST_ABOVE = 2
"""No code has more levels above it; names stated before them (基本支出) are no levels and do not count."""


def agreement(likeness: Sequence[Sequence[float]]) -> float:
    """The agreement of stated levels with those above a code, 0 to 1.

    Args:
        likeness: for each stated level, 类 first, its likeness to each level above the code, 类 first.
    """
    *above, nearest = likeness[-MOST_ABOVE:]
    if not nearest:
        return 0.0
    alone = max(nearest)
    if not above:
        return alone
    (farther,) = above
    # Either one of the two finds a place, or both do: the farther above, the nearest below it.
    best = max(NEAREST * alone, max(farther))
    if len(nearest) == MOST_ABOVE:
        best = max(best, farther[0] + NEAREST * nearest[1])
    return best / (1 + NEAREST)
