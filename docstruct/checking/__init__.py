"""Findings: where a document does not agree with itself. One function a check, one catalogue for all.

Arithmetic is on intervals as wide as the digits stated (:mod:`~docstruct.checking.quantity`); a check says nothing where
the text does not determine the comparison. To add a check, write a generator with the ``@check`` decorator in the
module of its subject in ``checks/``; the catalogue, ``--skip-check`` and the page of checks in the docs follow from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.catalogue import CATALOGUE
from docstruct.checking.catalogue import CHECKS, Check, Contradiction
from docstruct.checking.checks import (
    averages,
    balances,
    changes,
    composites,
    counts,
    crossings,
    details,
    directions,
    disclosure,
    forms,
    formulas,
    limits,
    listings,
    lists,
    notes,
    parts,
    products,
    projects,
    rates,
    recognition,
    restatements,
    shares,
    tables,
    units,
)
from docstruct.checking.merging import as_one
from docstruct.checking.view import View
from docstruct.errors import DocstructError
from docstruct.extracting import assembling
from docstruct.matching import table_names
from docstruct.outlining import findings as outlining
from docstruct.outlining import parts as disclosures
from docstruct.reading import notices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from docstruct.document import Document, Finding
    from docstruct.lexicon.checks import CheckLexicon

__all__ = ["CATALOGUE", "CHECKS", "Check", "Contradiction", "check", "check_kinds"]

MODULES = (
    changes,
    rates,
    directions,
    units,
    shares,
    parts,
    balances,
    restatements,
    lists,
    tables,
    composites,
    formulas,
    products,
    counts,
    listings,
    averages,
    limits,
    crossings,
    projects,
    details,
    notes,
    forms,
    recognition,
    disclosure,
)
"""The modules that define checks; importing them fills the catalogue."""
STAGES = (notices, outlining, disclosures, table_names, assembling)
"""The modules of the other stages that declare kinds of findings."""


def check_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """The kinds of findings named.

    Raises:
        DocstructError: there is no finding of a kind; a check meant to be switched off would go on.
    """
    named = frozenset(kinds)
    if unknown := named - CATALOGUE.keys():
        known = "`docstruct checks` lists those there are"
        raise DocstructError(f"no such kind of finding: {', '.join(sorted(unknown))}; {known}")
    return named


def check(document: Document, lexicon: CheckLexicon, *, skip: Collection[str] = ()) -> tuple[Finding, ...]:
    """Run every check of the catalogue but those of the kinds in ``skip``."""
    view = View(document, lexicon)
    found = (
        finding
        for entry in CHECKS.values()
        if entry.kind.kind not in skip
        for finding in entry.findings(view)
    )
    return tuple(recognition.as_sure_as_read(as_one(found, view), view))
