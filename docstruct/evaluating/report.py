"""Tallies summed over documents and kinds of source, with error bars by bootstrap over documents.

Figures of one document are alike in what makes them hard, so documents, not figures, are drawn (with replacement,
``DRAWS`` times, from a fixed seed); the bar is the range of the middle 95 % of the F1 of the draws (the percentile
interval of Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from docstruct.evaluating.scoring import TASKS, Errors, Scores, Tally

if TYPE_CHECKING:
    from docstruct.document import ReaderName

DRAWS = 1000
_CONFIDENCE = 0.95
_SEED = 20170101


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """The scores of one document; ``source`` is its reader, ``problem`` why it was not structured."""

    name: str
    source: ReaderName | None
    tallies: Scores
    errors: Errors = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskScore:
    """One task over several documents; ``low`` and ``high`` are the error bar of its F1."""

    task: str
    documents: int
    tally: Tally
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of all documents."""

    scores: tuple[DocumentScore, ...]

    @property
    def documents(self) -> int:
        """How many documents were scored."""
        return len(self.scores)

    @property
    def failed(self) -> tuple[DocumentScore, ...]:
        """The documents that could not be structured."""
        return tuple(score for score in self.scores if score.problem is not None)

    def sources(self) -> tuple[ReaderName, ...]:
        """The kinds of source there are."""
        return tuple(sorted({score.source for score in self.scores if score.source is not None}))

    def tasks(self, source: ReaderName | None = None) -> tuple[TaskScore, ...]:
        """Every task that was annotated, over all documents or those of one kind of source."""
        chosen = [score for score in self.scores if source is None or score.source == source]
        found = (
            _task(task, [score.tallies[task] for score in chosen if task in score.tallies]) for task in TASKS
        )
        return tuple(task for task in found if task.documents)


def _task(task: str, tallies: list[Tally]) -> TaskScore:
    low, high = error_bar(tallies)
    return TaskScore(
        task=task, documents=len(tallies), tally=reduce(add, tallies, Tally()), low=low, high=high
    )


def error_bar(tallies: list[Tally]) -> tuple[float, float]:
    """The middle 95 % of F1 over documents drawn with replacement; one document says nothing of others: 0 to 1.

    >>> error_bar([Tally(gold=2, found=2, hits=2)] * 3)
    (1.0, 1.0)
    """
    if len(tallies) < 2:
        return 0.0, 1.0
    chance = random.Random(_SEED)
    drawn = sorted(_f1(chance.choices(tallies, k=len(tallies))) for _ in range(DRAWS))
    outside = (1 - _CONFIDENCE) / 2
    return drawn[round(outside * (DRAWS - 1))], drawn[round((1 - outside) * (DRAWS - 1))]


def _f1(tallies: list[Tally]) -> float:
    counts = Tally(
        gold=sum(tally.gold for tally in tallies),
        found=sum(tally.found for tally in tallies),
        hits=sum(tally.hits for tally in tallies),
    )
    return counts.f1
