"""Lexicon files are read strictly, and a user's folder is laid over the packaged one row by row."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.errors import LexiconError
from docstruct.lexicon import Lexicons
from docstruct.lexicon.classification import ENTRY_COLUMNS, ENTRY_DEFAULTS, ENTRY_KEY
from docstruct.lexicon.folder import LexiconFolder, Row, packaged_folder, read_rows

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("name", "code")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name\tcode\nA\n", "t.tsv:2: 1 cells, expected 2"),
        (b"name\tcode\nA\t1\t2\n", "t.tsv:2: 3 cells, expected 2"),
        (b"name\tcode\tcolour\n", "t.tsv:1: unknown columns ['colour']; expected name code"),
        (b"name,code\nA,1\n", "t.tsv:1: one column; cells are separated by tabs"),
        (b"\xff\xfen", "t.tsv:1: not UTF-8; save the file as UTF-8, in Excel as “Unicode 文本”"),
        (b"name\tcode\t\nA\t1\tx\n", "t.tsv:2: 3 cells, expected 2"),
        (b"PK\x03\x04\0\0\0\x08\0\xd0\xcf", "t.tsv: no text; save the sheet as text separated by tabs"),
        (b"name\tcode\n" + b"A" * 501 + b"\t1\n", "t.tsv:2: column name: 501 characters, up to 500 are read"),
        (b"name\n", "t.tsv:1: missing columns ['code']; expected name code"),
        (b"name\tcode\tname\n", "t.tsv:1: a column stands twice"),
        (b"name\tcode\nA\t1\n\xb9\xab\t2\n", "t.tsv:3: not UTF-8; save the file as UTF-8"),
        (b"", "t.tsv: empty; expected a header line with name code"),
    ],
)
def test_a_broken_file_says_where_and_why(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes(content)

    with pytest.raises(LexiconError) as raised:
        read_rows(path, COLUMNS)
    assert reason in str(raised.value)


@given(
    st.binary(max_size=60) | st.text(st.sampled_from("name\tcode\r\n#\ufeffa"), max_size=40).map(str.encode)
)
def test_any_bytes_are_rows_or_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "t.tsv"
    path.write_bytes(content)
    rows = []
    with contextlib.suppress(LexiconError):
        rows = read_rows(path, COLUMNS)

    assert all(set(row.cells) == set(COLUMNS) for row in rows)


def test_columns_may_stand_in_any_order_and_lines_end_in_any_way(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes("\ufeffcode\tname\r\n1\tA\x0b\u2028B\r\n".encode())

    [row] = read_rows(path, COLUMNS)
    assert (row["name"], row["code"], row.line) == ("A\x0b\u2028B", "1", 2)


def test_a_key_may_stand_once_in_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "classification"
    folder.mkdir()
    row = "公车费\t30231\t\t\t报告\n"
    (folder / "aliases.tsv").write_text(
        f"name\tcode\tfirst_year\tlast_year\tsource\n{row}{row}", encoding="utf-8"
    )

    columns = ("name", "code", "first_year", "last_year", "source")
    with pytest.raises(LexiconError, match=r"aliases\.tsv:3: '公车费 30231' stands in line 2 already"):
        LexiconFolder(tmp_path).tsv("classification/aliases.tsv", columns, ("name", "code"))


def entries(*folders: Path) -> dict[tuple[str, str], Row]:
    rows = LexiconFolder(*folders).tsv(
        "classification/functional.tsv", ENTRY_COLUMNS, ENTRY_KEY, ENTRY_DEFAULTS
    )
    return {(row["code"], row["name"]): row for row in rows}


def written(folder: Path, *lines: str) -> Path:
    (folder / "classification").mkdir(parents=True)
    (folder / "classification" / "functional.tsv").write_text(
        "".join(f"{line}\n" for line in lines), encoding="utf-8"
    )
    return folder


def test_rows_of_an_overlay_are_added_or_take_the_place_of_others(tmp_path: Path) -> None:
    own = written(
        tmp_path,
        "code\tname\tparent\tfirst_year\tlast_year\tsource",
        "208\t社会保障和就业支出\t\t2014\t2030\t测试",
        "2089998\t测试科目\t20899\t\t\t测试",
    )
    below, rows = entries(packaged_folder()), entries(own)

    assert len(rows) == len(below) + 1
    assert rows["208", "社会保障和就业支出"]["last_year"] == "2030"
    assert rows["2089998", "测试科目"].line == 3
    assert (rows["2089998", "测试科目"]["evidence"], rows["2089998", "测试科目"]["validity"]) == (
        "recalled",
        "in_force",
    )


def test_a_row_of_an_overlay_switches_one_off(tmp_path: Path) -> None:
    own = written(tmp_path, "code\tname\tparent\tsource\toff", "2210201\t住房公积金\t\t\tx")

    assert entries(packaged_folder()).keys() - entries(own).keys() == {("2210201", "住房公积金")}


def test_two_overlays_of_which_the_later_decides(tmp_path: Path) -> None:
    one = written(tmp_path / "a", "code\tname\tparent\tsource", "2089998\t测试科目\t20899\t甲")
    other = written(tmp_path / "b", "code\tname\tparent\tsource\toff", "2089998\t测试科目\t20899\t乙\tx")

    assert ("2089998", "测试科目") in entries(one)
    assert ("2089998", "测试科目") not in entries(one, other)
    with pytest.raises(LexiconError, match=r"functional\.tsv:2: column off: there is no '2089998 测试科目'"):
        entries(other, one)


def test_tables_of_an_overlay_are_merged_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "classification").mkdir()
    (tmp_path / "classification" / "matching.toml").write_text(
        "[decision]\nthreshold = 0.95\n", encoding="utf-8"
    )
    settings = LexiconFolder(tmp_path).toml("classification/matching.toml")

    assert settings["decision"] == {
        **LexiconFolder().toml("classification/matching.toml")["decision"],
        "threshold": 0.95,
    }  # type: ignore[dict-item]


def test_the_hash_tells_an_overlay_and_not_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes(b"name\n1\n")
    unix = LexiconFolder(tmp_path).content_hash
    (tmp_path / "a.tsv").write_bytes(b"name\r\n1\r\n")

    assert LexiconFolder(tmp_path).content_hash == unix
    assert LexiconFolder().content_hash != unix


def test_a_missing_overlay_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder of lexicons"):
        LexiconFolder(tmp_path / "none")


def test_the_environment_names_an_overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCSTRUCT_LEXICONS", str(tmp_path))

    assert LexiconFolder().folders[-1] == tmp_path


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "outline/words.toml",
            '[titles]\ntails = "x"\n',
            "outline/words.toml: titles.tails: Expected `array`, got `str`",
        ),
        (
            "checks/checks.toml",
            '[year]\npattern = "("\n',
            "checks/checks.toml: year.pattern: pattern '(': ",
        ),
        ("outline/tables.toml", 'continued = "("\n', "outline/tables.toml: continued: pattern '(': "),
    ],
)
def test_an_error_in_a_users_settings_names_the_users_file(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    lexicons = Lexicons(LexiconFolder(tmp_path))

    with pytest.raises(LexiconError) as raised:
        _ = lexicons.outline, lexicons.checks
    assert f"{tmp_path}/{reason}" in str(raised.value)
