"""A record as the checks look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Figure, Reason, Record, Subject


class Statement(Struct, frozen=True, kw_only=True):
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
