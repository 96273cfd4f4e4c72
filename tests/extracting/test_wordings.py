"""Wordings of one thing: what their figures and reasons come out as (``wordings.tsv``, one text a row).

The columns: what the row is about, fiscal year and type of the document, the text (⏎ is a line break), its figures
(subject, measure, value, unit, direction, basis) and its reasons (subject, relation, text; ； as ，).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extracting.conftest import Reading

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
