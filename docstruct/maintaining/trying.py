"""Codes on annotated documents before and after a change of the lexicons: what got better, what broke."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.evaluating import evaluate
from docstruct.evaluating.gold import structure_gold
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.editing import overlay
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.evaluating import Report
    from docstruct.evaluating.gold import GoldDocument

FIELDS = ("code", "no_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a change does.

    ``before`` and ``after`` hold, for subjects that have a code (``code``) and those that have none (``no_code``),
    how many are right of how many; ``better`` and ``broken`` the errors that went and came, one line each.
    """

    before: dict[str, tuple[int, int]]
    after: dict[str, tuple[int, int]]
    better: tuple[str, ...]
    broken: tuple[str, ...]


def try_change(change: Path, gold: Sequence[GoldDocument], base: LexiconFolder) -> Trial:
    """Structure annotated documents with the lexicons as they are and with a change laid over them.

    Args:
        change: a folder of lexicons, or a TSV of entries or aliases as ``docstruct lexicon add`` takes it.
        gold: the annotated documents.
        base: the lexicons the change is laid over.

    Raises:
        docstruct.errors.LexiconError: the change has errors.
    """
    with tempfile.TemporaryDirectory() as scratch:
        changed = change
        if change.is_file():
            changed = Path(scratch) / "change"
            overlay(change, changed)
        before = _report(base, gold)
        after = _report(LexiconFolder(*base.folders[1:], changed), gold)
    was, now = _code_errors(before), _code_errors(after)
    return Trial(
        before=_right(before),
        after=_right(after),
        better=tuple(sorted((was - now).elements())),
        broken=tuple(sorted((now - was).elements())),
    )


def _report(folder: LexiconFolder, gold: Sequence[GoldDocument]) -> Report:
    pipeline = Pipeline(Lexicons(folder))
    return evaluate(gold, lambda document: structure_gold(pipeline, document))


def _code_errors(report: Report) -> Counter[str]:
    return Counter(
        f"{score.name}: {error.removeprefix('code: ')}"
        for score in report.scores
        for error in score.errors
        if error.startswith("code: ")
    )


def _right(report: Report) -> dict[str, tuple[int, int]]:
    figures = [score.tallies["figures"] for score in report.scores if "figures" in score.tallies]
    return {
        name: (sum(tally.right[name] for tally in figures), sum(tally.fields[name] for tally in figures))
        for name in FIELDS
    }
