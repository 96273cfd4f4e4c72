"""Documents put beside each other: what one says of a year that another is about.

    accounts of 2022, 年初预算 of an item     against   the budget of 2022
    accounts of 2022, 上年 of an item         against   the accounts of 2021
    budget of 2023, 上年预算 of an item       against   the budget of 2022
    department, its table of units            against   the unit's own document

Every document is reduced to :class:`~docstruct.linking.claims.Claim`\\ s (``claims``): one amount of one subject, with
organization, fund, year and measure. Claims are gathered by organization (``gathering``: on disk, so that memory does not
grow with the corpus) and compared by the rows of :data:`~docstruct.linking.comparing.COMPARISONS`. Nothing is said where
organization, scope, fund or subject is not the same for certain, or a document is at odds with itself.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.linking.claims import claims
from docstruct.linking.comparing import compare
from docstruct.linking.gathering import Gathering
from docstruct.linking.links import Link, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docstruct.document import Document

__all__ = ["Link", "Place", "link"]


def link(documents: Iterable[Document]) -> Iterator[Link]:
    """What the documents say of each other that cannot both be true, organization by organization.

    The order of the documents does not matter. Two documents of one organization, type and year are an ``info`` of
    their own, and neither is compared: which of them counts is not known.
    """
    with Gathering() as gathering:
        for document in documents:
            gathering.add(document, claims(document))
        number = 0
        for organization in gathering.organizations():
            for found in compare(organization):
                number += 1
                yield found.numbered(number)
        for found in gathering.renamings():
            number += 1
            yield found.numbered(number)
