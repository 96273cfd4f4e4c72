"""Rows taken into a lexicon, and what a corpus says is missing from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from docstruct.errors import DocstructError, LexiconError
from docstruct.lexicon import Lexicons, default_lexicons
from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.coverage import coverage
from docstruct.maintaining.editing import add
from docstruct.matching import Matcher

if TYPE_CHECKING:
    from pathlib import Path

ALIASES = "name\tcode\tfirst_year\tlast_year\tsource\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's folder with one alias."""
    folder = tmp_path / "own"
    (folder / "classification").mkdir(parents=True)
    (folder / "classification" / "aliases.tsv").write_text(
        f"{ALIASES}会务费\t30215\t\t\t报告\n", encoding="utf-8"
    )
    return folder


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_aliases_are_added_sorted_and_shown(own: Path, tmp_path: Path) -> None:
    changes = write(
        tmp_path / "new.tsv",
        "name\tcode\tfirst_year\tlast_year\tsource\tcount\tpath\tcandidates\n"
        "不认识\t\t\t\t报告\t3\t\t\n"
        "公车运维费\t30231\t\t\t报告\t2\t\t30231 公务用车运行维护费 0.77\n",
    )
    diff = add(changes, own)

    assert "+公车运维费\t30231\t\t\t报告" in diff
    assert (own / "classification" / "aliases.tsv").read_text(encoding="utf-8") == (
        f"{ALIASES}会务费\t30215\t\t\t报告\n公车运维费\t30231\t\t\t报告\n"
    )
    matcher = Matcher(Lexicons(LexiconFolder(own)).classification)
    assert matcher.match("公车运维费", scheme="economic_department").code == "30231"


def test_an_entry_is_renamed(own: Path, tmp_path: Path) -> None:
    changes = write(
        tmp_path / "new.tsv",
        "code\tname\tparent\tfirst_year\tlast_year\tvalidity\tsource\n"
        "2081105\t残疾人就业和扶贫\t\t\t2020\thistoric\t通知\n"
        "2081105\t残疾人就业\t\t2021\t\tin_force\t通知\n",
    )
    add(changes, own)
    classification = Lexicons(LexiconFolder(own)).classification

    assert (own / "classification" / "functional.tsv").read_text(encoding="utf-8").splitlines()[1:] == [
        "2081105\t残疾人就业\t20811\t2021\t\t\trecalled\tin_force\t\t通知; editions as known",
        "2081105\t残疾人就业和扶贫\t20811\t\t2020\t2020\tattested\thistoric\t\t通知; "
        "http://qhd.gov.cn:81/article/339/120227.html [2020]",
    ]
    assert classification.name("2081105", 2019) == "残疾人就业和扶贫"
    assert classification.name("2081105", 2023) == "残疾人就业"


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    changes = write(tmp_path / "new.tsv", f"{ALIASES}公车运维费\t30231\t\t\t报告\n")
    add(changes, tmp_path / "new")

    assert (tmp_path / "new" / "classification" / "aliases.tsv").exists()


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    changes = write(tmp_path / "new.tsv", f"{ALIASES}公车运维费\t30231\t\t\t报告\n")
    (tmp_path / "file").touch()

    with pytest.raises(LexiconError, match="cannot be written"):
        add(changes, tmp_path / "file" / "own")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("住房公积金\t30113\t\t\t报告", "住房公积金 is the official name of"),
        ("某费\t999\t\t\t报告", "'999' does not have the form"),
        ("某费\t30201\t\t\t", "column source: empty"),
        ("某费\t\t\t\t报告", "no row is filled in"),
    ],
)
def test_nothing_is_written_if_there_is_an_error(own: Path, tmp_path: Path, row: str, reason: str) -> None:
    before = (own / "classification" / "aliases.tsv").read_bytes()

    with pytest.raises(LexiconError, match=reason):
        add(write(tmp_path / "new.tsv", f"{ALIASES}{row}\n"), own)
    assert (own / "classification" / "aliases.tsv").read_bytes() == before
    assert [path.name for path in own.rglob("*.tsv")] == ["aliases.tsv"]


def subject(
    text: str, path: list[str], code: str | None, candidates: list[dict[str, object]]
) -> dict[str, object]:
    return {"subject": {"text": text, "path": path, "code": code, "candidates": candidates, "score": None}}


FIGURES = [
    subject("行政运行", ["行政运行"], None, [{"code": "2101501", "name": "行政运行", "score": 1.0}]),
    subject("行政运行", ["行政运行"], None, [{"code": "2101501", "name": "行政运行", "score": 1.0}]),
    subject("托育机构", ["卫生健康支出", "托育机构"], None, []),
    subject("住房公积金", ["住房公积金"], "2210201", []),
    subject("收入总计", [], None, []),
]
ROWS = [
    ["行政运行", "", "", "", "a.txt", "2", "行政运行", "2101501 行政运行 1.00"],
    ["托育机构", "", "", "", "a.txt", "1", "卫生健康支出 > 托育机构", ""],
]


def test_coverage_of_documents(tmp_path: Path) -> None:
    document = {"source": {"path": "a.txt", "pages": None}, "figures": FIGURES, "text": ""}
    write(tmp_path / "a.json", json.dumps(document, ensure_ascii=False))
    (tmp_path / ".docstruct").mkdir()
    write(tmp_path / ".docstruct" / "decisions.json", "{}")  # of the review page, no document
    found = coverage(tmp_path, default_lexicons().classification)

    assert found.matched == {"2210201"}
    assert [line.split("\t") for line in found.tsv.splitlines()[1:]] == ROWS


def test_coverage_of_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"document": "0", "path": "a.txt", **figure}, ensure_ascii=False) for figure in FIGURES
    ]
    write(tmp_path / "figures.jsonl", "\n".join(lines) + "\n")

    assert [list(row) for row in coverage(tmp_path, default_lexicons().classification).rows] == ROWS


def test_a_folder_without_outputs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocstructError, match="neither documents"):
        coverage(tmp_path, default_lexicons().classification)
    write(tmp_path / "a.json", "[]")
    with pytest.raises(DocstructError, match=r"a\.json: not written by docstruct run"):
        coverage(tmp_path, default_lexicons().classification)


HEADERS = "word\tdimension\tvalue\tsource\n"


def test_a_row_that_stands_twice_is_one(own: Path, tmp_path: Path) -> None:
    row = "预算盘子\tmeasure\tbudget\t"
    diff = add(write(tmp_path / "new.tsv", f"{HEADERS}{row}某省\n{row}某市\n"), own)

    assert sum(line.startswith("+预算盘子") for line in diff) == 1


def test_rows_that_disagree_are_refused(own: Path, tmp_path: Path) -> None:
    """The later one would have counted, and nobody would have been told."""
    row = "预算盘子\tmeasure\t"
    changes = write(
        tmp_path / "new.tsv", f"{HEADERS}{row}budget\t某省\n别的\tfiller\t\t某省\n{row}actual\t某市\n"
    )

    with pytest.raises(LexiconError, match=r"new\.tsv:4: line 2 says something else of 预算盘子 measure"):
        add(changes, own)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (
            "word\tvalue\tsource",
            "no table has the columns word value source; tables/headers needs dimension too",
        ),
        ("Word\tdimension\tvalue\tsource", "unknown columns ['Word']; no table has them; did you mean word?"),
        ("word\tdimension\tvalue\tsource\tnotes", "unknown columns ['notes']; no table has them (lexicons"),
        ("text\tcode", "no table has the columns text code"),
    ],
)
def test_columns_that_are_wrong(own: Path, tmp_path: Path, header: str, says: str) -> None:
    row = "\t".join("a" for _ in header.split("\t"))

    with pytest.raises(LexiconError) as raised:
        add(write(tmp_path / "new.tsv", f"{header}\n{row}\n"), own)
    assert says in str(raised.value)
    assert len(str(raised.value).replace(str(tmp_path), "")) < 160


def test_what_is_wrong_stands_on_lines_of_its_own(own: Path, tmp_path: Path) -> None:
    rows = "住房公积金\t30113\t\t\t报告\n住房公积金\t9\t\t\t报告\n"

    with pytest.raises(LexiconError) as raised:
        add(write(tmp_path / "new.tsv", f"{ALIASES}{rows}"), own)
    first, *others = raised.value.lines
    assert first == "nothing was written, for the lexicons would have errors:"
    assert all("new.tsv:3: error: " in line for line in others)
