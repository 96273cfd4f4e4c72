"""The keeper's day of docs/lexicons.md, each command run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command import docstruct

PAGE = (Path(__file__).parents[2] / "docs" / "lexicons.md").read_text(encoding="utf-8")
TEXT = (
    "示例县教育局\n2023年度部门决算\n\n一、支出决算情况说明\n会议费支出5万元，比上年跳水20%，主要是苔米活动减少。\n"
    "公车运维费支出3万元。\n某项服务覆盖30垧。\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over one document."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "docs").mkdir()
    (folder / "docs" / "县.md").write_text(TEXT, encoding="utf-8")
    assert (
        docstruct("run", folder / "docs", "--output", folder / "out", "--quiet", "--jobs", 1).returncode == 0
    )
    return folder / "out"


def of_page(first_cell: str, folder: Path) -> Path:
    """The table on the page whose second cell of the header is ``first_cell``, as a file."""
    block = re.search(
        rf"(?:^    [^\n]*\n)*^    {re.escape(first_cell)}[^\n]*\n(?:^    [^\n]*\t[^\n]*\n)+", PAGE, re.M
    )
    assert block is not None, first_cell
    path = folder / "change.tsv"
    path.write_text(re.sub("^    ", "", block[0], flags=re.M), encoding="utf-8")
    return path


def test_a_new_wording(out: Path, tmp_path: Path) -> None:
    table = docstruct("lexicon", "coverage", out, "--of", "words").stdout
    assert "跳水" in table
    filled = table.replace("跳水\t\t\t\t", "跳水\tchange\tdecrease\t\t", 1)
    words = tmp_path / "words.tsv"
    words.write_text(filled, encoding="utf-8")

    tried = docstruct("lexicon", "try", words, out)
    assert "跳水" in tried.stdout
    assert re.search(r"changed: .*figures: .*change_rate.*direction decrease", tried.stdout)
    added = docstruct("lexicon", "add", "--from", words, "--to", tmp_path / "mine")
    assert "+跳水\tchange\tdecrease\t\t县.md" in added.stdout
    assert docstruct("lexicon", "check", "--lexicons", tmp_path / "mine").returncode == 0
    again = docstruct("lexicon", "coverage", out, "--of", "words", "--lexicons", tmp_path / "mine").stdout
    assert "跳水" not in again


def test_every_gap_is_counted_with_its_place(out: Path, tmp_path: Path) -> None:
    decisions = out / ".docstruct" / "decisions.json"
    decisions.write_text('{"docstruct_decisions": 1, "decisions": []}')  # what a run keeps is no document
    done = docstruct("lexicon", "coverage", out, "--to", tmp_path / "gaps")
    decisions.unlink()

    assert done.returncode == 0, done.stderr
    assert {path.stem for path in (tmp_path / "gaps").iterdir()} == {
        "names",
        "causes",
        "words",
        "units",
        "headers",
        "headings",
    }
    assert "苔米活动减少" in (tmp_path / "gaps" / "causes.tsv").read_text(encoding="utf-8")
    units = (tmp_path / "gaps" / "units.tsv").read_text(encoding="utf-8")
    assert re.search(r"^cues/units\t垧\t\t\t县\.md\t1\t.*垧.*\t县\.md:\d+$", units, re.M)
    assert "万元" not in [line.split("\t")[1] for line in units.splitlines()]


ROWS = {
    "code\tname\tparent\tfirst_year\tlast_year\tvalidity\tsource": "+2081107\t残疾人生活补贴\t20811\t2025",
    "code\tname\tparent\tlast_year\tvalidity\treplaced_by\tsource": "+2081002\t老年福利\t20810\t\t2024",
    "name\tcode\tsource": "+公车运维费\t30231",
    "word\tdimension\tvalue\tsource": "+预算盘子\tmeasure\tbudget",
    "text\tclass\tneeds\tsource\toff": "+收窄\tchange",
    "table\ttext\tkind\tsource": '"家底情况说明"',
}
"""The header of every table of changes on the page, and a row that must go in."""


def test_rows_of_every_table_go_in(tmp_path: Path) -> None:
    """One after the other into one folder, as the keeper does it."""
    for header, shown in ROWS.items():
        done = docstruct("lexicon", "add", "--from", of_page(header, tmp_path), "--to", tmp_path / "mine")
        assert done.returncode == 0, done.stderr
        assert shown in done.stdout

    checked = docstruct("lexicon", "check", "--lexicons", tmp_path / "mine")
    assert checked.returncode == 0, checked.stderr


def test_a_renamed_item_is_told_by_year(tmp_path: Path) -> None:
    change = of_page("code\tname\tparent\tfirst_year\tlast_year\tvalidity\tsource", tmp_path)
    mine = tmp_path / "mine"
    docstruct("lexicon", "add", "--from", change, "--to", mine)

    diff = docstruct("lexicon", "diff", 2024, 2025, "--lexicons", mine).stdout
    assert "renamed\t2081107\t残疾人生活和护理补贴\t残疾人生活补贴" in diff
    told = docstruct("match", "残疾人生活和护理补贴", "--year", 2026, "--explain", "--lexicons", mine).stdout
    assert "is not what 2081107 is called in 2026, but 残疾人生活补贴 (it is of 2024)" in told


@pytest.mark.parametrize("name", ["cues/change.tsv", "matching.toml"])
def test_a_misnamed_file_stops_a_run(name: str, out: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "cues").mkdir(parents=True)
    (tmp_path / "mine" / name).write_text("x = 1\n", encoding="utf-8")
    done = docstruct(
        "run", out.parent / "docs", "--output", tmp_path / "out", "--lexicons", tmp_path / "mine"
    )

    assert done.returncode != 0
    assert "no lexicon has a file of this name" in done.stderr


def test_errors_name_the_line_of_the_changes(tmp_path: Path) -> None:
    change = tmp_path / "change.tsv"
    change.write_text("name\tcode\tsource\n公车运维费\t30231\t甲\n住房公积金\t30113\t甲\n", encoding="utf-8")
    done = docstruct("lexicon", "add", "--from", change, "--to", tmp_path / "mine")

    assert done.returncode == 1
    assert f"{change}:3: error: 住房公积金 is the official name of" in done.stderr


def test_no_source_is_a_path_on_this_machine(tmp_path: Path) -> None:
    change = tmp_path / "change.tsv"
    change.write_text("name\tcode\tsource\n公车运维费\t30231\t/home/a/某县预算.pdf\n", encoding="utf-8")
    done = docstruct("lexicon", "add", "--from", change, "--to", tmp_path / "mine")

    assert "\t某县预算.pdf" in done.stdout
    assert "/home" not in done.stdout.replace(str(tmp_path), "")
