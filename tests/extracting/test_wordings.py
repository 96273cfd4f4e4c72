"""Wordings of one thing: what their figures and reasons come out as (``wordings.tsv``, one text a row).

The columns: what the row is about, fiscal year and type of the document, the text (⏎ is a line break), its figures
(subject, measure, value, unit, direction, basis) and its reasons (subject, relation, text; ； as ，).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct.normalizing.script import simplified

if TYPE_CHECKING:
    from docstruct.extracting import Extraction
    from tests.extracting.conftest import Reading

_BEGINS = frozenset("0123456789０１２３４５６７８９-－−﹣△▲–负一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖")
_INSIDE = frozenset("0123456789角分")
_SLOTS = ("budget", "actual", "prior", "change", "change_rate", "completion_rate", "share")

with Path(__file__).with_name("wordings.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:24])
def test_a_wording(read: Reading, row: dict[str, str]) -> None:
    extraction = read(row["text"].replace("⏎", "\n"), year=int(row["year"]), document_type=row["type"])
    figures = [
        " ".join(
            word
            for word in (one.subject.text, one.measure, one.value, one.unit, one.direction, one.basis)
            if word
        )
        for one in extraction.figures
    ]
    reasons = [
        f"{one.subject.text} {one.relation} {one.text.replace('；', '，')}" for one in extraction.reasons
    ]
    assert "; ".join(figures) == row["figures"]
    assert "; ".join(reasons) == row["reasons"]
    _stand_where_they_say(row["text"].replace("⏎", "\n"), extraction)


def _stand_where_they_say(text: str, extraction: Extraction) -> None:
    """The places of figures, their subjects and reasons hold what was read there, and nothing around it."""
    for figure in extraction.figures:
        words = "".join(text[figure.start : figure.end].split())
        # the unit of 300.00 stands in front of it or behind its list, that of 5元3角 in its middle
        unit = (figure.unit or words[-1]).rpartition("/")[2][-1]
        assert simplified(words[-1]) == unit or words[-1] in _INSIDE or words.startswith("百分之"), words
        assert words[0] in _BEGINS, words
        subject = figure.subject
        if subject.start is not None and subject.end is not None:
            named = "".join(simplified(text[subject.start : subject.end]).split())
            assert subject.text[0] in named[:2] or named in subject.text, named
            assert named[-1] == subject.text[-1] or named in subject.text, named
    for reason in extraction.reasons:
        assert "".join(text[reason.start : reason.end].split()).rstrip("，。；、,;") == reason.text
    ranges = {figure.id: (figure.start, figure.end) for figure in extraction.figures}
    ranges |= {reason.id: (reason.start, reason.end) for reason in extraction.reasons}
    for record in extraction.records:
        slots = (getattr(record, slot) for slot in _SLOTS)
        for name in filter(None, (*slots, *record.counts, *record.others, *record.reasons)):
            assert record.start <= ranges[name][0] < ranges[name][1] <= record.end
