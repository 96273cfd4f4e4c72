"""What a comparison of documents yields: a link, with both places."""

from __future__ import annotations

from dataclasses import dataclass, replace

# Links are encoded and their columns derived by their types, which need these names when the program runs.
from docstruct.document import DecimalString, DocumentType, Severity  # noqa: TC001


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One side of a link.

    Attributes:
        document: the key of the source; ``path`` is its path.
        entry: the id of the fact, figure or record that says it; None for a document as a whole.
        text: what is printed there, with its unit; ``amount`` is the same in yuan.
        page: the page it stands on, None for unpaged media; ``start``, ``end`` its range in the document's text.
    """

    document: str
    path: str
    document_type: DocumentType | None
    fiscal_year: int | None
    entry: str | None = None
    text: str | None = None
    amount: DecimalString | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two statements of different documents about the same thing that do not agree.

    Attributes:
        id: l1, l2 and so on.
        kind: ``budget_restated`` (accounts against the budget of the year), ``prior_restated`` (against the accounts of the
            year before), ``prior_budget_restated`` (against the budget of the year before), ``unit_restated`` (a department's
            table against its unit's own document), ``same_year_twice``, ``renamed``.
        severity: ``warning``: one of the two is wrong or was changed without saying so; ``info``: worth knowing.
        message: one Chinese sentence.
        organization: whom the statements are about; ``subject``: what.
        first, second: the two places.
    """

    id: str
    kind: str
    severity: Severity
    message: str
    organization: str
    subject: str | None
    first: Place
    second: Place

    def numbered(self, number: int) -> Link:
        """The same link with its id."""
        return replace(self, id=f"l{number}")
