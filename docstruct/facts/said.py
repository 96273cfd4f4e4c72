"""What the titles of a table say: each of them, and those over a column together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docstruct.document import Component, FactMeasure, Fund, Moment
    from docstruct.lexicon.meanings import Role

ITEMS = ("three_public", "operating_costs", "meetings", "training")
"""Components that are subjects of their own: of a row without a name the column is the subject."""


class Said(Struct, frozen=True, gc=False):
    """What a title says; ``year`` is absolute, ``offset`` relative to that of the document, ``grand`` a total of totals.

    ``item`` is a name of the economic classification, which is what the column is of.
    """

    component: Component | None = None
    measure: FactMeasure | None = None
    fund: Fund | None = None
    moment: Moment | None = None
    year: int | None = None
    offset: int | None = None
    carried: bool | None = None
    total: bool = False
    grand: bool = False
    unit: str | None = None
    role: Role | None = None
    item: bool = False
    understood: bool = False


class Column(Struct, frozen=True, gc=False):
    """What a column says of its amounts, and the titles that name a subject.

    Attributes:
        said: what its titles say together.
        subject: the titles that name what the column is about, outermost first.
        group: the titles it shares with the columns beside it.
        outer: the component of the titles above those that tell carried money from the year's own.
        title: its own title, the innermost.
    """

    said: Said
    subject: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    outer: Component | None = None
    title: str = ""

    @property
    def is_item(self) -> bool:
        """Whether the column is about an item, whatever its row is called."""
        return self.said.item or (self.said.component or "").startswith(ITEMS)
