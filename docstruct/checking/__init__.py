"""Findings: where a document does not agree with itself. One function a check, one catalogue for all.

Arithmetic is on intervals as wide as the digits stated (:mod:`~docstruct.checking.quantity`); a check says nothing where
the text does not determine the comparison. To add a check, write a generator with the ``@check`` decorator in the
module of its subject; the catalogue, ``--skip-check`` and the page of checks in the docs follow from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.checking import (
    crossings,
    details,
    directions,
    forms,
    rates,
    restatements,
    shares,
    tables,
    units,
)
from docstruct.checking.catalogue import CATALOGUE, Check, Contradiction
from docstruct.checking.view import View

if TYPE_CHECKING:
    from collections.abc import Collection

    from docstruct.document import Document, Finding
    from docstruct.lexicon.checks import CheckLexicon

__all__ = ["CATALOGUE", "Check", "Contradiction", "check"]

MODULES = (rates, directions, shares, units, restatements, tables, crossings, details, forms)
"""The modules that define checks; importing them fills the catalogue."""


def check(document: Document, lexicon: CheckLexicon, *, skip: Collection[str] = ()) -> tuple[Finding, ...]:
    """Run every check of the catalogue but those of the kinds in ``skip``."""
    view = View(document, lexicon)
    return tuple(
        finding for entry in CATALOGUE.values() if entry.kind not in skip for finding in entry.findings(view)
    )
