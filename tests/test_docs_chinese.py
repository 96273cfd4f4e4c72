"""The Chinese pages hold: every command on them runs, every link leads somewhere, and every name is one users will meet."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from typer.testing import CliRunner

from docstruct import structure
from docstruct.checking import CATALOGUE
from docstruct.cli import _register_commands, app
from docstruct.decisions import finding_key
from docstruct.writing.labels import label, labels
from docstruct.writing.sheets import SHEETS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "zh"
PAGES = [ROOT / "README.zh-CN.md", *sorted(DOCS.glob("*.md"))]
SAMPLE = "白山市医疗保障局2021年度部门决算.txt"
ANOTHER = "延边朝鲜族自治州社会医疗保险管理局2022年度部门决算.txt"


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def commands(page: Path, program: str) -> list[str]:
    """The lines of the page's code blocks that call a program."""
    return re.findall(rf"^ {{4,}}({program} .+)$", text_of(page), re.M)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's folder: documents, decisions that a page saved, and changes of the lexicons; all pages work in it."""
    desk = tmp_path_factory.mktemp("desk")
    for folder, sample in (("我的文件", SAMPLE), ("samples", ANOTHER)):
        (desk / folder).mkdir()
        shutil.copy(ROOT / "samples" / sample, desk / folder)
    document = structure(desk / "我的文件" / SAMPLE)
    decided = {
        "document": document.source.sha256,
        "key": finding_key(document.findings[0]),
        "decision": "confirmed",
        "note": "已问过",
    }
    (desk / "核对").mkdir()
    saved = desk / "核对" / "白山市医疗保障局 2021年度决算 核对结果.json"
    saved.write_text(json.dumps({"docstruct_decisions": 1, "decisions": [decided]}), encoding="utf-8")
    tables = tables_to_save(DOCS / "lexicons.md")
    (desk / "新词.tsv").write_text(tables["### 一种新说法"], encoding="utf-8")
    (desk / "改名.tsv").write_text(tables["### 科目改名"], encoding="utf-8")
    called("docstruct lexicon add --from 改名.tsv --to mine", desk)
    return desk


def called(command: str, folder: Path) -> str:
    """What a command prints, run as it stands on the page."""
    _register_commands()
    with contextlib.chdir(folder):
        done = CliRunner().invoke(app, shlex.split(command)[1:])
    assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception!r}"
    return done.stdout


def tables_to_save(page: Path) -> dict[str, str]:
    """The tables on the page that are to be saved as files, by the heading above."""
    found = {}
    heading = ""
    for block in re.split(r"\n{2,}", text_of(page)):
        if block.startswith("#"):
            heading = block
        elif all(line.startswith("    ") and "\t" in line for line in block.splitlines()):
            found[heading] = re.sub(r"^    ", "", block, flags=re.M) + "\n"
    return found


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.slow if page.name == "lexicons.md" else (), id=page.name)
        for page in PAGES
    ],
)
def test_every_command_runs(page: Path, desk: Path) -> None:
    assert commands(page, "docstruct")
    for command in commands(page, "docstruct"):
        called(command, desk)


def test_what_was_decided_is_shown_again(desk: Path) -> None:
    (command,) = [
        one for one in commands(DOCS / "files.md", "docstruct") if "run" in one and "--decisions" in one
    ]
    called(command, desk)
    sheet = openpyxl.load_workbook(desk / "out" / "workbook.xlsx")["问题"]
    heading, *rows = sheet.iter_rows(values_only=True)
    decided = [(row[heading.index("核对结果")], row[heading.index("备注")]) for row in rows]

    assert decided.count(("属实", "已问过")) == 1
    assert set(decided) == {("属实", "已问过"), (None, None)}
    assert "已问过" in (desk / "out" / SAMPLE).with_suffix(".html").read_text(encoding="utf-8")


def test_every_file_that_is_to_be_opened_is_there(desk: Path) -> None:
    called(commands(DOCS / "files.md", "docstruct run")[0], desk)
    for name in ("workbook.xlsx", "index.html", SAMPLE.replace("txt", "html")):
        assert (desk / "out" / name).is_file()


def test_every_table_of_the_keepers_page_goes_in(tmp_path: Path) -> None:
    for heading, table in tables_to_save(DOCS / "lexicons.md").items():
        (tmp_path / "新词.tsv").write_text(table, encoding="utf-8")
        shown = called("docstruct lexicon add --from 新词.tsv --to mine", tmp_path)
        assert table.splitlines()[1].split("\t")[0] in shown, heading
    called("docstruct lexicon check --lexicons mine", tmp_path)


def test_installing_names_extras_that_exist() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    said = [command for page in PAGES for command in commands(page, "pip")]

    assert "pip install ." in said
    assert {extra for one in said for extra in re.findall(r"\[(\w+)]", one)} <= set(
        project["optional-dependencies"]
    )


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", text_of(page), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [one for one in re.findall(r"]\(([^)\s]+)\)", text_of(page)) if "://" not in one]
    assert links
    for link in links:
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or target.suffix != ".md" or anchor in anchors(target), link


@pytest.mark.parametrize("name", ["README", "docs/files", "docs/checks", "docs/lexicons"])
def test_the_pages_of_both_languages_lead_to_each_other(name: str) -> None:
    chinese = ROOT / ("README.zh-CN.md" if name == "README" else name.replace("docs", "docs/zh") + ".md")
    english = ROOT / f"{name}.md"
    if name != "docs/checks":  # that page is generated
        assert f"({os.path.relpath(chinese, english.parent)})" in text_of(english)
    assert f"({os.path.relpath(english, chinese.parent)})" in text_of(chinese)


def parts(text: str, mark: str) -> dict[str, str]:
    """The parts of a page under headings of one level."""
    return dict(re.findall(rf"^{mark} (.+?)\n(.*?)(?=^{mark} |\Z)", text, re.M | re.S))


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_kind_of_finding_stands_under_its_severity(kind: str) -> None:
    part = parts(text_of(DOCS / "checks.md"), "##")[label(CATALOGUE[kind].severity, "severity")]
    rows = re.findall(rf"^\| (\S+) \| `{kind}` \| ([^|]+) \| ([^|]+) \|$", part, re.M)

    assert [name for name, _, _ in rows] == [label(kind, "finding_kind")]
    assert all(len(cell.strip()) > 5 for row in rows for cell in row[1:])


def test_no_kind_stands_there_that_does_not_exist() -> None:
    assert set(re.findall(r"^\| \S+ \| `(\w+)` \|", text_of(DOCS / "checks.md"), re.M)) == set(CATALOGUE)


def test_sheets_and_columns_are_called_as_in_the_workbook() -> None:
    said = dict(
        re.findall(r"^\| (\S+) \| .+? \| (.+) \|$", parts(text_of(DOCS / "files.md"), "##")["工作簿"], re.M)
    )
    for sheet in SHEETS:
        headings = {re.sub("（.*", "", column.heading) for column in sheet.columns}
        named = re.split("、", re.sub("（.*?）|；.*", "", said[sheet.title]))
        assert [name for name in named if name not in headings] == [], sheet.title


def test_what_is_pressed_is_called_as_on_the_page(desk: Path) -> None:
    called(commands(DOCS / "files.md", "docstruct run")[0], desk)
    page = (desk / "out" / SAMPLE).with_suffix(".html").read_text(encoding="utf-8")
    said = text_of(DOCS / "files.md")

    for word in (*labels("decision").values(), "存核对", "读核对", "存CSV", "疑点", "记录", "原文"):
        assert word in said, word
        assert f">{word}<" in page or f">{word} <" in page, word


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_the_page_says_of_a_kind_what_the_command_says(kind: str) -> None:
    """``docstruct checks --lang zh`` prints the rows of docs/zh/checks.md."""
    meaning, example = label(kind, "finding_meaning"), label(kind, "finding_example")
    assert f"| {label(kind, 'finding_kind')} | `{kind}` | {meaning} | {example} |" in text_of(
        DOCS / "checks.md"
    )
