"""``docstruct match``: names from arguments, standard input and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import docstruct

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["name", "code", "official_name", "score", "method", "candidates", "abstained", "edition", "note"]


def rows(output: str) -> list[list[str]]:
    return [line.split("\t") for line in output.splitlines()]


def test_names_and_levels() -> None:
    done = docstruct("match", "行政运行", "--year", 2022, "--path", "卫生健康支出 > 医疗保障管理事务")

    assert (done.returncode, done.stderr) == (0, "")
    assert rows(done.stdout) == [
        HEADER,
        ["行政运行", "2101501", "行政运行", "0.990", "exact", "", "", "2022", ""],
    ]


def test_an_abstention_lists_candidates_and_says_why() -> None:
    [_, found] = rows(docstruct("match", "会议费").stdout)

    assert found[1:5] == ["", "", "", ""]
    assert found[5].startswith("30215 会议费 1.00; 50202 会议费 1.00")
    assert found[6] == (
        "2 codes fit about equally well: 30215, 50202; the scheme would tell some of them apart"
    )


def test_names_from_standard_input() -> None:
    done = docstruct("match", "--scheme", "economic_department", stdin="会议费\n\n办公费\n".encode())

    assert [row[1] for row in rows(done.stdout)] == ["code", "30215", "30201"]


def test_names_from_a_column(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,科目\n1,办公费\n2,\n", encoding="utf-8-sig")
    done = docstruct("match", "--csv", table, "--column", "科目")

    assert [row[1] for row in rows(done.stdout)] == ["code", "30201", ""]


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("id,科目\n1,办公费\n", encoding="utf-8")
    done = docstruct("match", "--csv", table, "--column", "名称")

    assert done.returncode == 2
    assert done.stdout == ""
    assert "has no column '名称', but id, 科目" in " ".join(done.stderr.split())


def test_columns_of_year_levels_and_scheme_are_used(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "科目名称,年度,上级科目,分类\n"
        "创业担保贷款贴息,2019,农林水支出>普惠金融发展支出,\n"
        "创业担保贷款贴息,2020年,抗疫特别国债安排的支出>抗疫相关支出,功能\n"
        "培训费,2023,,部门预算支出经济分类\n"
        "培训费,2023,,政府经济\n"
        "培训费,,,\n",
        encoding="utf-8",
    )
    done = docstruct("match", "--csv", table)

    assert [row[1] for row in rows(done.stdout)] == ["code", "2130804", "2340203", "30216", "50203", ""]


def test_columns_by_the_names_given(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("x,y,z\n行政运行,2022,卫生健康支出>医疗保障管理事务\n", encoding="utf-8")
    named = ("match", "--csv", table, "--column", "x", "--year-column", "y", "--path-column", "z")

    assert rows(docstruct(*named).stdout)[1][1] == "2101501"
    done = docstruct(*named, "--scheme-column", "w")
    assert done.returncode == 2
    assert "--scheme-column" in done.stderr


def test_a_cell_that_is_no_year_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("name,year\n办公费,2022\n办公费,去年\n", encoding="utf-8")
    done = docstruct("match", "--csv", table)

    assert done.returncode == 1
    assert f"{table}:3: '去年' is no year" in done.stderr


def test_a_code_of_another_edition_says_so() -> None:
    [_, found] = rows(docstruct("match", "医疗卫生与计划生育支出", "--year", 2022).stdout)

    assert found[1:4] == ["210", "卫生健康支出", "0.900"]
    assert found[7] == "2018"
    assert "is not what 210 is called in 2022" in found[8]


def test_explain() -> None:
    done = docstruct("match", "其他卫生健康事务管理支出", "--year", 2022, "--explain")

    assert done.stdout.startswith("其他卫生健康事务管理支出: 2100199 其他卫生健康管理事务支出, by fuzzy")
    assert "behind" in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_column_in_any_encoding_a_spreadsheet_writes(tmp_path: Path, encoding: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text("科目,金额\r\n办公费,1\r\n\r\n会议费\r\n", encoding=encoding)
    done = docstruct("match", "--csv", table, "--column", "科目", "--scheme", "economic_department")

    assert [row[1] for row in rows(done.stdout)] == ["code", "30201", "30215"]


def test_gb18030_on_standard_input() -> None:
    names = "会议费\n办公费\n".encode("gb18030")
    done = docstruct("match", "--scheme", "economic_department", stdin=names)

    assert [row[1] for row in rows(done.stdout)] == ["code", "30215", "30201"]


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(bytes(range(256)) * 8)
    done = docstruct("match", "--csv", tmp_path / "t.csv")

    assert done.returncode == 1
    assert done.stderr.startswith(f"docstruct: {tmp_path}/t.csv: ")
    assert len(done.stderr.splitlines()) == 1
