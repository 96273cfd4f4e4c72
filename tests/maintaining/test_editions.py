"""What a later edition changed."""

from __future__ import annotations

from docstruct.lexicon import default_lexicons
from docstruct.maintaining.editions import Change, diff


def test_the_reform_of_2019() -> None:
    changes = diff(default_lexicons().classification, 2018, 2020)

    assert Change("renamed", "210", "医疗卫生与计划生育支出", "卫生健康支出") in changes
    assert Change("renamed", "20805", "行政事业单位离退休", "行政事业单位养老支出") in changes
    assert any(change.kind == "added" and change.code == "21015" for change in changes)
    assert any(change.kind == "retired" and change.new is None for change in changes)
    assert changes == sorted(changes, key=lambda change: change.code)


def test_an_edition_does_not_differ_from_itself() -> None:
    assert diff(default_lexicons().classification, 2022, 2022) == []
