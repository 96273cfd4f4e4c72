"""Texts are compared as the lexicons of the pipeline say, however these were named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon import Lexicons, default_lexicons
from docstruct.lexicon.folder import ENVIRONMENT_VARIABLE, LexiconFolder
from docstruct.matching import Matcher
from docstruct.normalizing.key import matching_key
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from pathlib import Path

ODD = "囍"
"""A character no packaged table folds."""
TEXT = f"一、支出情况说明\n{ODD}育支出5.00万元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's lexicons that fold the character to 教."""
    (tmp_path / "glyphs").mkdir()
    (tmp_path / "glyphs" / "folding.tsv").write_text(
        f"char\tfolded\tsource\n{ODD}\t教\t测试\n", encoding="utf-8"
    )
    return tmp_path


def test_a_users_fold_counts_where_names_are_matched(folder: Path) -> None:
    own = Matcher(Lexicons(LexiconFolder(folder)).classification)

    assert own.match(f"{ODD}育支出", year=2022, scheme="functional").method == "exact"
    assert Matcher(default_lexicons().classification).match(f"{ODD}育支出", year=2022).method != "exact"


def test_it_counts_in_every_stage_and_by_either_way_of_naming_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = Pipeline(Lexicons(LexiconFolder(folder))).structure(TEXT, fiscal_year=2022)
    plain = Pipeline().structure(TEXT, fiscal_year=2022)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(folder))
    by_variable = Pipeline().structure(TEXT, fiscal_year=2022)

    assert named == by_variable
    assert [figure.subject.code for figure in named.figures] == ["205"]
    assert [figure.subject.code for figure in plain.figures] == [None]


def test_pipelines_do_not_disturb_each_other(folder: Path) -> None:
    own = Lexicons(LexiconFolder(folder))
    with own.comparing():
        assert matching_key(ODD) == "教"
        with default_lexicons().comparing():
            assert matching_key(ODD) == ODD
        assert matching_key(ODD) == "教"
    assert matching_key(ODD) == ODD
