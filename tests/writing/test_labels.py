"""Every word of the contract that people see has a Chinese label."""

from __future__ import annotations

from typing import get_args

import pytest

import docstruct.checking  # noqa: F401 - declares the kinds of findings
from docstruct import document
from docstruct.catalogue import CATALOGUE
from docstruct.extracting.antecedents.order import ANTECEDENTS
from docstruct.lexicon.forms import CLASSES
from docstruct.writing.labels import label, labels

GROUPS = {
    "document_type": document.DocumentType,
    "measure": document.Measure,
    "fact_measure": document.FactMeasure,
    "fund": document.Fund,
    "moment": document.Moment,
    "component": document.Component,
    "direction": document.Direction,
    "basis": document.Basis,
    "relation": document.Relation,
    "record_kind": document.RecordKind,
    "severity": document.Severity,
    "method": document.Method,
    "reader": document.ReaderName,
}


@pytest.mark.parametrize(("group", "words"), GROUPS.items(), ids=list(GROUPS))
def test_every_word_has_a_label(group: str, words: object) -> None:
    assert [word for word in get_args(words) if word not in labels(group)] == []


def test_every_kind_of_finding_has_a_label_of_its_own() -> None:
    assert [kind for kind in CATALOGUE if kind not in labels("finding_kind")] == []
    assert len({label(kind, "finding_kind") for kind in CATALOGUE}) == len(CATALOGUE)


def test_every_kind_of_finding_is_told_in_chinese() -> None:
    for group in ("finding_meaning", "finding_example"):
        assert [kind for kind in CATALOGUE if kind not in labels(group)] == []


def test_what_explain_says_is_told_in_chinese() -> None:
    assert [name for name in CLASSES if name not in labels("item_class")] == []
    assert [one.__name__ for one in ANTECEDENTS if one.__name__ not in labels("antecedent")] == []
