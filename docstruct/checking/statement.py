"""A record as the checks look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.document import Figure, Reason, Record, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A record with its figures in place of their ids."""

    record: Record
    subject: Subject
    budget: Figure | None
    actual: Figure | None
    prior: Figure | None
    change: Figure | None
    change_rate: Figure | None
    completion_rate: Figure | None
    share: Figure | None
    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]

    @property
    def amount(self) -> Figure | None:
        """The current amount of the statement: the actual, in a budget the budget."""
        return self.actual or self.budget
