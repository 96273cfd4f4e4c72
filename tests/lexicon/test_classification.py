"""The classification: editions, and rows that break it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon import default_lexicons
from docstruct.lexicon.classification import ClassificationLexicon, parent_of, scheme_of
from docstruct.lexicon.folder import LexiconFolder

if TYPE_CHECKING:
    from pathlib import Path

CLASSIFICATION = default_lexicons().classification


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


HEADER = "code\tname\tparent\tfirst_year\tlast_year\tvalidity\tsource\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2089\t测试\t208\t\t\tin_force\t测试", "column code: '2089' is no code of the scheme functional"),
        ("30101\t测试\t301\t\t\tin_force\t测试", "column code: '30101' is no code of the scheme functional"),
        ("2089998\t测试\t20805\t\t\tin_force\t测试", "column parent: '20805', expected '20899'"),
        ("2987601\t测试\t29876\t\t\tin_force\t测试", "column parent: there is no entry 29876"),
        ("2089998\t\t20899\t\t\tin_force\t测试", "column name: empty"),
        ("2089998\t测试\t20899\t二〇二〇\t\tin_force\t测试", "column first_year: '二〇二〇' is not a whole number"),
        ("2089998\t测试\t20899\t2020\t2019\tin_force\t测试", "first_year 2020 is after last_year 2019"),
        ("2089998\t测试\t20899\t20\t\tin_force\t测试", "20 is no year of an edition"),
        ("2089998\t测试\t20899\t\t\tnew\t测试", "column validity: 'new', expected one of in_force, historic"),
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
        ("[decision]\ntreshold = 0.9\n", "decision: Object contains unknown field `treshold`"),
        ("[deciding]\nthreshold = 0.9\n", "matching.toml: Object contains unknown field `deciding`"),
        ("[decision\n", "matching.toml"),
    ],
)
def test_broken_settings_stop_everything(tmp_path: Path, settings: str, reason: str) -> None:
    (tmp_path / "classification").mkdir()
    (tmp_path / "classification" / "matching.toml").write_text(settings, encoding="utf-8")

    with pytest.raises(LexiconError) as raised:
        ClassificationLexicon.load(LexiconFolder(tmp_path))
    assert reason in str(raised.value)


COLUMNS = "code\tname\tparent\tfirst_year\tlast_year\tseen_until\tvalidity\treplaced_by\tsource\n"


def laid_over(folder: Path, *rows: str) -> ClassificationLexicon:
    (folder / "classification").mkdir(exist_ok=True)
    (folder / "classification" / "functional.tsv").write_text(
        COLUMNS + "\n".join(rows) + "\n", encoding="utf-8"
    )
    return ClassificationLexicon.load(LexiconFolder(folder))


def test_what_was_last_seen_stands_in_no_later_edition(tmp_path: Path) -> None:
    own = laid_over(
        tmp_path, "2089998\t旧名\t20899\t\t\t2016\thistoric\t\t甲", "2089998\t新名\t20899\t\t\t\t\t\t甲"
    )

    assert [own.name("2089998", year) for year in (2015, 2016, 2017, None)] == [
        "旧名",
        "旧名",
        "新名",
        "新名",
    ]
    assert own.standing("2089998", "旧名", 2020) == "renamed"
    assert own.edition_of("2089998", "旧名", 2020) == 2016


def test_no_item_is_older_than_what_it_stands_under() -> None:
    assert CLASSIFICATION.entry("2240704", 2017) is None
    assert CLASSIFICATION.entry("2240704", 2021) is not None
    assert CLASSIFICATION.replaced_by("2200111", 2022) == ("2240601",)
    assert CLASSIFICATION.replaced_by("2200111", 2016) == ()


def test_a_code_that_is_replaced_by_itself(tmp_path: Path) -> None:
    with pytest.raises(
        LexiconError,
        match=r"functional\.tsv:2: column replaced_by: 2089997 is replaced by itself, over 2089998",
    ):
        laid_over(
            tmp_path,
            "2089997\t甲\t20899\t\t2018\t\thistoric\t2089998\t甲",
            "2089998\t乙\t20899\t\t2018\t\thistoric\t2089997\t甲",
        )


def test_a_code_that_is_replaced_by_nothing_known(tmp_path: Path) -> None:
    with pytest.raises(
        LexiconError, match=r"functional\.tsv:2: column replaced_by: there is no entry 2989999"
    ):
        laid_over(tmp_path, "2089997\t甲\t20899\t\t2018\t\thistoric\t2989999\t甲")


def test_a_code_has_one_name_a_year(tmp_path: Path) -> None:
    later = "2089997\t乙\t20899\t2023\t\t\tin_force\t\t甲"
    with pytest.raises(LexiconError, match=r"functional\.tsv:3: 2089997 is both 甲 and 乙 in one year"):
        laid_over(tmp_path, "2089997\t甲\t20899\t2020\t2024\t\thistoric\t\t甲", later)
    own = laid_over(tmp_path, "2089997\t甲\t20899\t2020\t2022\t\thistoric\t\t甲", later)

    assert (own.name("2089997", 2022), own.name("2089997", 2023)) == ("甲", "乙")
