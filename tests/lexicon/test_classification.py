"""The classification: editions, and rows that break it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon import Lexicons
from docstruct.lexicon.classification import ClassificationLexicon, parent_of, scheme_of
from docstruct.lexicon.folder import LexiconFolder

if TYPE_CHECKING:
    from pathlib import Path

CLASSIFICATION = Lexicons().classification


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("210", 2013, "医疗卫生"),
        ("210", 2016, "医疗卫生与计划生育支出"),
        ("210", 2022, "卫生健康支出"),
        ("210", None, "卫生健康支出"),
        ("20805", 2017, "行政事业单位离退休"),
        ("20805", 2022, "行政事业单位养老支出"),
        ("30302", 2022, "退休费"),
        ("999", 2022, None),
    ],
)
def test_the_name_of_a_year(code: str, year: int | None, name: str | None) -> None:
    assert CLASSIFICATION.name(code, year) == name


def test_every_entry_has_its_place() -> None:
    for entry in CLASSIFICATION.entries:
        assert scheme_of(entry.code) == entry.scheme
        assert entry.parent == parent_of(entry.code)
        assert not entry.parent or CLASSIFICATION.names(entry.parent)
        assert entry.level == len(CLASSIFICATION.lineage(entry.code))


def test_an_edition_has_each_code_once_with_a_name_in_force() -> None:
    edition = CLASSIFICATION.edition(2022)

    assert all(code == entry.code and entry.in_edition(2022) for code, entry in edition.items())
    assert "2109901" not in edition
    assert edition["2109999"].name == "其他卫生健康支出"


HEADER = "code\tname\tparent\tfirst_year\tlast_year\tstatus\tsource\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2089\t测试\t208\t\t\trecalled\t测试", "column code: '2089' is no code of the scheme functional"),
        ("30101\t测试\t301\t\t\trecalled\t测试", "column code: '30101' is no code of the scheme functional"),
        ("2089998\t测试\t20805\t\t\trecalled\t测试", "column parent: '20805', expected '20899'"),
        ("2987601\t测试\t29876\t\t\trecalled\t测试", "column parent: there is no entry 29876"),
        ("2089998\t\t20899\t\t\trecalled\t测试", "column name: empty"),
        ("2089998\t测试\t20899\t二〇二〇\t\trecalled\t测试", "column first_year: '二〇二〇' is not a whole number"),
        ("2089998\t测试\t20899\t2020\t2019\trecalled\t测试", "first_year 2020 is after last_year 2019"),
        ("2089998\t测试\t20899\t20\t\trecalled\t测试", "20 is no year of an edition"),
        ("2089998\t测试\t20899\t\t\tnew\t测试", "column status: 'new', expected one of attested, recalled, historic"),
    ],
)  # fmt: skip
def test_a_broken_row_stops_everything(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "classification").mkdir()
    (tmp_path / "classification" / "functional.tsv").write_text(f"{HEADER}{row}\n", encoding="utf-8")

    with pytest.raises(LexiconError) as raised:
        ClassificationLexicon.load(LexiconFolder(tmp_path))
    assert f"functional.tsv:2: {reason}" in str(raised.value)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("[decision]\nthreshold = 'high'\n", "Expected `float`, got `str`"),
        ("[decision]\ntreshold = 0.9\n", "unknown keys decision.treshold"),
        ("[deciding]\nthreshold = 0.9\n", "unknown keys deciding"),
        ("[decision\n", "matching.toml"),
    ],
)
def test_broken_settings_stop_everything(tmp_path: Path, settings: str, reason: str) -> None:
    (tmp_path / "classification").mkdir()
    (tmp_path / "classification" / "matching.toml").write_text(settings, encoding="utf-8")

    with pytest.raises(LexiconError) as raised:
        ClassificationLexicon.load(LexiconFolder(tmp_path))
    assert reason in str(raised.value)
