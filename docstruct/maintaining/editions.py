"""What a later edition of the classification added, renamed and retired.

Years are known for part of the entries only; those without any stand in every edition and never differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from docstruct.lexicon.classification import ClassificationLexicon

Kind: TypeAlias = Literal["added", "renamed", "retired"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a code; ``old`` and ``new`` are its names, None where it has none; ``replaced_by``
    is where the expenditure of a retired code went.
    """

    kind: Kind
    code: str
    old: str | None
    new: str | None
    replaced_by: tuple[str, ...] = ()


def diff(classification: ClassificationLexicon, earlier: int, later: int) -> list[Change]:
    """The changes from the edition of one year to that of another, by code."""
    before, after = classification.edition(earlier), classification.edition(later)
    changes: list[Change] = []
    for code in sorted(before.keys() | after.keys()):
        old = before[code].name if code in before else None
        new = after[code].name if code in after else None
        if old != new:
            kind: Kind = "added" if old is None else "retired" if new is None else "renamed"
            changes.append(Change(kind, code, old, new, classification.replaced_by(code, later)))
    return changes
