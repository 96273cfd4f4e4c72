"""How well documents are structured: outputs scored against documents that people annotated.

==============  =====================================================================================
``gold``        reads annotated documents (the format is described in docs/gold.md)
``comparing``   when two readings of a text, a number, a unit or a subject count as the same
``scoring``     pairs what was found with what was annotated, task by task, into tallies
``report``      sums tallies over documents and kinds of source, with error bars by bootstrap
==============  =====================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docstruct.document import Document
from docstruct.evaluating.report import DocumentScore, Report
from docstruct.evaluating.scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docstruct.engines.structuring import Problem
    from docstruct.evaluating.gold import GoldDocument

__all__ = ["DocumentScore", "Report", "evaluate"]


def evaluate(
    documents: Iterable[GoldDocument],
    structure: Callable[[GoldDocument], Document | Problem],
) -> Report:
    """Structure every annotated document and score what comes out.

    A document that cannot be structured counts with nothing found.
    """
    scores: list[DocumentScore] = []
    for gold in documents:
        made = structure(gold)
        found = made if isinstance(made, Document) else None
        tallies, errors = score(gold, found)
        scores.append(
            DocumentScore(
                name=gold.name,
                source=found.source.reader if found else None,
                tallies=tallies,
                errors=errors,
                problem=made.message if not isinstance(made, Document) else None,
            )
        )
    return Report(tuple(scores))
