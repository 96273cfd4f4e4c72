"""Copies of entries say what :func:`dataclasses.replace` would have made them say."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from docstruct import structure
from docstruct.copying import changed

TEXT = "2022年度部门决算\n一、收入情况\n收入总计100.50万元，主要原因是人员增加。\n项目\t金额\n合计\t100.50\n支出\t3.00\n"


def test_a_copy_is_that_of_replace_for_every_kind_of_entry() -> None:
    document = structure(TEXT)
    kinds = (document.sections, document.tables, document.facts, document.figures, document.reasons)
    for entries in kinds:
        for entry in entries:
            moved = {"source_start": 3, "sheet": "表"}
            assert changed(entry, **moved) == replace(entry, **moved)
            assert entry.source_start != 3 or entry.start == 3
    assert all(kinds)


def test_a_copy_is_as_frozen_as_its_original_and_knows_no_other_fields() -> None:
    [figure] = structure("收入总计100.50万元。").figures
    copy = changed(figure, page=1)
    with pytest.raises(FrozenInstanceError):
        copy.page = 2  # type: ignore[misc]
    assert hash(copy) == hash(replace(figure, page=1))
    with pytest.raises(KeyError):
        changed(figure, pages=1)
