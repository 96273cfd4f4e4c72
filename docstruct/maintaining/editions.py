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
    """What became of a code; ``old`` and ``new`` are its names, None where it has none."""

    kind: Kind
    code: str
    old: str | None
    new: str | None


def diff(classification: ClassificationLexicon, earlier: int, later: int) -> list[Change]:
    """The changes from the edition of one year to that of another, by code."""
    before, after = classification.edition(earlier), classification.edition(later)
    changes: list[Change] = []
    for code in sorted(before.keys() | after.keys()):
        old = before[code].name if code in before else None
        new = after[code].name if code in after else None
        if old != new:
            changes.append(
                Change("added" if old is None else "retired" if new is None else "renamed", code, old, new)
            )
    return changes
