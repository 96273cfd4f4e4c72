"""Tables as Excel and WPS save them say what they say in the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon.folder import read_rows
from docstruct.maintaining.editing import add

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("name", "code")
PLAIN = "name\tcode\n某省, 甲\t1\n乙\t2\n"


@pytest.mark.parametrize(
    "saved",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode("utf-16"),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("某省, 甲", '"某省, 甲"').encode(),
        PLAIN.replace("name\tcode", '"name"\t"code"').encode(),
        PLAIN.replace("\n", "\t\t\n").encode(),
        (PLAIN + "\t\t\t\n\t\n").encode(),
        PLAIN.replace("code\n", "code\t\n").replace("2\n", "2\t\t\n").encode(),
    ],
)
def test_the_same_sheet_saved_in_other_ways(tmp_path: Path, saved: bytes) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes(saved)

    assert [row.cells for row in read_rows(path, COLUMNS)] == [
        {"name": "某省, 甲", "code": "1"},
        {"name": "乙", "code": "2"},
    ]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('"甲 ""乙"" 丙"', '甲 "乙" 丙'),
        ('"三公"和"两费"', '"三公"和"两费"'),
        ('甲"', '甲"'),
        ('"', '"'),
        ("“甲”", "“甲”"),
    ],
)
def test_only_marks_that_a_spreadsheet_put_are_taken_off(tmp_path: Path, cell: str, says: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(f"name\tcode\n{cell}\t1\n", encoding="utf-8")

    assert read_rows(path, COLUMNS)[0]["name"] == says


def test_a_folder_saved_in_excel_is_taken_further(tmp_path: Path) -> None:
    """A table of the user's own folder in UTF-16: rows are added to it, and it is plain UTF-8 then."""
    own = tmp_path / "own" / "tables"
    own.mkdir(parents=True)
    table = "word\tdimension\tvalue\tunder\tsource\n预算盘子\tmeasure\tbudget\t\t某省\n"
    (own / "headers.tsv").write_bytes(table.encode("utf-16"))
    changes = tmp_path / "new.tsv"
    changes.write_bytes("word\tdimension\tvalue\tsource\n决算盘子\tmeasure\tactual\t某省\n".encode("utf-16"))

    diff = add(changes, own.parent)

    assert [line for line in diff if line[0] in "+-"][2:] == ["+决算盘子\tmeasure\tactual\t\t某省"]
    assert (own / "headers.tsv").read_text(encoding="utf-8").splitlines()[1:] == [
        "决算盘子\tmeasure\tactual\t\t某省",
        "预算盘子\tmeasure\tbudget\t\t某省",
    ]
