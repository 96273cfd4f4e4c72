"""Names of totals: one table, asked by every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon import Lexicons, default_lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.lexicon.totals import Totals
from docstruct.matching import Matcher

if TYPE_CHECKING:
    from pathlib import Path


def overlay(folder: Path, *rows: str) -> LexiconFolder:
    path = folder / "tables" / "totals.tsv"
    path.parent.mkdir(parents=True)
    path.write_text("name\tplaces\tsource\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return LexiconFolder(folder)


def test_a_name_added_is_known_to_tables_checks_and_codes(tmp_path: Path) -> None:
    own = Lexicons(overlay(tmp_path, "共计\ttitle row column ending\t某"))

    assert "共计" in own.outline.tables.total_names
    assert "共计" in own.checks.total_rows & own.checks.total_columns
    assert Matcher(own.classification).no_subject("教育支出共计") is not None
    assert Matcher(default_lexicons().classification).no_subject("教育支出共计") is None


def test_a_name_stands_only_where_it_is_said_to(tmp_path: Path) -> None:
    totals = Totals.load(overlay(tmp_path, "共计\tcolumn\t某"))

    assert "共计" in totals.columns
    assert "共计" not in (*totals.titles, *totals.rows, *totals.endings)
    assert "合计" in totals.rows


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("共计\tcorner\t某", "totals.tsv:2: column places: 'corner' is none of title, row, column, ending"),
        ("共计\t\t某", "column places: '' is none of"),
        ("\trow\t某", "column name: empty"),
    ],
)
def test_rows_that_say_nothing(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        Totals.load(overlay(tmp_path, row))
