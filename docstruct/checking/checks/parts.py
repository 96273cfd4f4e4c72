"""Changes of a whole and of its parts: 三公经费 falls by what its parts fall by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docstruct.checking.catalogue import Contradiction, check
from docstruct.checking.citing import said
from docstruct.checking.comparing import BUDGETS
from docstruct.checking.quantity import Quantity, in_ten_thousands, quantity, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docstruct.checking.view import View
    from docstruct.document import Figure
    from docstruct.lexicon.checks import Partition
    from docstruct.lexicon.declared import Keys


CLAUSE = 24
"""Characters behind an amount in which 与上年持平 is said of it."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change with its sign."""

    figure: Figure
    size: Quantity


@check(
    "change_sum_mismatch",
    severity="error",
    compares="the change of a whole against the changes of its parts, all against the same base; and the change of a part "
    "against its whole and its only part, which change alike",
    tolerance="half a unit of the last digit of every change; only where the changes of all parts are stated",
    example="“三公”经费减少2.00万元, 公务用车购置及运行费减少0万元, 公务用车运行费减少2.00万元",
)
def changes_of_parts(view: View) -> Iterator[Contradiction]:
    """What the parts change by, the whole changes by."""
    for moves in _moves(view):
        wholes: list[tuple[Move, Partition]] = [
            (move, partition)
            for partition in view.lexicon.partitions
            if (move := _of(moves, partition.whole)) is not None and move.figure.measure == "change"
        ]
        for whole, partition in wholes:
            parts = [_of(moves, names) for names in partition.parts]
            stated = [part for part in parts if part is not None]
            if not stated:
                continue
            added = total([part.size for part in stated])
            if added.overlaps(whole.size):
                continue
            beside = _same_above(whole, added, wholes) if len(stated) < len(parts) else None
            if len(stated) == len(parts) or beside is not None:
                yield _contradiction(view, whole, stated, added, beside)


def _same_above(part: Move, added: Quantity, wholes: list[tuple[Move, Partition]]) -> Move | None:
    """The whole that changes by what the only part of one of its parts changes by, which itself does not change."""
    if part.size.middle != 0:
        return None
    return next((move for move, _ in wholes if move is not part and move.size.middle == added.middle), None)


def _moves(view: View) -> Iterator[Mapping[str, Move]]:
    """The changes told of one matter against one kind of base, by the name of what changes."""
    found: dict[tuple[str | None, bool], dict[str, Move]] = defaultdict(dict)
    for comparison in view.comparisons:
        change, size = comparison.change, quantity(comparison.change)
        if change is None or size is None or change.amount is None:
            continue
        of = found[view.sections.matter(change.section) or change.section, change.basis in BUDGETS]
        signed = -size if change.direction == "decrease" else size
        of.setdefault(view.key(comparison.subject.text), Move(change, signed))
    for figure in view.current_amounts if found else ():
        key = view.key(figure.subject.text)
        if key not in view.lexicon.partitioned:
            continue
        of = found.get((view.sections.matter(figure.section) or figure.section, False), {})
        if of and _is_unchanged(view, figure):
            of.setdefault(key, Move(figure, Quantity.stated("0")))
    yield from found.values()


def _is_unchanged(view: View, figure: Figure) -> bool:
    """Whether an amount is said, right behind it, to be that of the year before (0.00万元，与上年持平)."""
    text = view.document.text
    return view.lexicon.unchanged.after.search(text[figure.end : figure.end + CLAUSE]) is not None


def _of(moves: Mapping[str, Move], names: Keys) -> Move | None:
    return next((moves[name] for name in names if name in moves), None)


def _contradiction(
    view: View, whole: Move, parts: list[Move], added: Quantity, beside: Move | None
) -> Contradiction:
    named = "、".join(f"“{part.figure.subject.text}”{_moved(part)}" for part in parts)
    above = f"，“{beside.figure.subject.text}”{_moved(beside)}" if beside is not None else ""
    return Contradiction(
        message=f"“{whole.figure.subject.text}”{_moved(whole)}，而{named}{above}。",
        start=whole.figure.start,
        end=whole.figure.end,
        places=tuple(
            view.cite.figure(move.figure)
            for move in (whole, *parts, *((beside,) if beside is not None else ()))
        ),
        stated=whole.figure.value,
        computed=in_ten_thousands(abs(added.middle)),
    )


def _moved(move: Move) -> str:
    if move.figure.measure != "change":
        return "未变动"
    return {"increase": "增加", "decrease": "减少"}.get(move.figure.direction or "", "变动") + said(
        move.figure
    )
