"""The command as its users meet it: results, messages, exit statuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import docstruct

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "好.txt"
    path.write_text("2021年度收入总计1.50万元。", encoding="utf-8")
    return path


def test_samples_all_structured(tmp_path: Path) -> None:
    done = docstruct("--lang", "zh", "run", SAMPLES, "--output", tmp_path, "--jobs", 2)

    assert (done.returncode, done.stderr) == (0, "")
    assert {path.stem for path in tmp_path.glob("*.json")} == {path.stem for path in SAMPLES.glob("*.txt")}
    for title in ("文档", "年度", "章节", "数据", "原因", "问题", "用时（秒）", "共 5 份", "已完成 5"):
        assert title in done.stdout


@pytest.mark.usefixtures("in_this_process")
def test_quiet_says_nothing(tmp_path: Path, good: Path) -> None:
    done = docstruct("run", good, "--output", tmp_path / "out", "--quiet", "--jobs", 1)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.usefixtures("in_this_process")
def test_hints_settle_what_an_excerpt_cannot_say(tmp_path: Path, good: Path) -> None:
    hints = ("--fiscal-year", 2019, "--document-type", "budget", "--jobs", 1)
    docstruct("run", good, "--output", tmp_path / "out", *hints)

    document = json.loads((tmp_path / "out/好.json").read_text(encoding="utf-8"))
    assert document["metadata"]["document_type"] == "budget"
    assert document["producer"]["options"] == {"fiscal_year": "2019", "document_type": "budget"}


BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "unsupported"),
    "damaged.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
}


def test_bad_inputs_cost_themselves_only(tmp_path: Path, good: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    gb18030 = tmp_path / "国标.txt"
    gb18030.write_bytes("2021年度收入总计2.50万元。".encode("gb18030"))
    (tmp_path / "nothing").mkdir()
    inputs = (folder, good, gb18030, tmp_path / "missing.txt", tmp_path / "nothing", tmp_path / "*.nope")
    done = docstruct("run", *inputs, "--output", tmp_path / "out", "--jobs", 2)

    expected = {name: reason for name, (_, reason) in BAD.items()}
    expected |= {"missing.txt": "missing", "nothing": "empty", "*.nope": "missing"}
    listed = [
        json.loads(line) for line in (tmp_path / "out/errors.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {Path(row["path"]).name: row["reason"] for row in listed} == expected
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == len(expected)
    for name in expected:
        assert sum(f"{name}: " in line for line in lines) == 1, name
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "好.json",
        "国标.json",
        "errors.jsonl",
        ".docstruct",
    }
    assert '"2.50"' in (tmp_path / "out/国标.json").read_text(encoding="utf-8")


@pytest.mark.usefixtures("in_this_process")
def test_an_encrypted_pdf_and_one_without_pages(tmp_path: Path) -> None:
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((72, 72), "text")
        pdf.save(tmp_path / "locked.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="a", owner_pw="b")
    pages = b"<</Type/Pages/Kids[]/Count 0>>"
    (tmp_path / "blank.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj"
        + pages
        + b"endobj\ntrailer<</Root 1 0 R>>\n"
    )
    inputs = (tmp_path / "locked.pdf", tmp_path / "blank.pdf")
    done = docstruct("run", *inputs, "--output", tmp_path / "out", "--jobs", 1)

    rows = map(json.loads, (tmp_path / "out/errors.jsonl").read_text(encoding="utf-8").splitlines())
    assert [row["reason"] for row in rows] == ["encrypted", "no_pages"]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Missing argument"),
        (("{good}",), "--output"),
        (("{good}", "--output", "{out}", "--format", "json,docx"), "docx"),
        (("{good}", "--output", "{out}", "--fiscal-year", "soon"), "--fiscal-year"),
        (("{good}", "--output", "{out}", "--document-type", "plan"), "plan"),
        (("{good}", "--output", "{out}", "--memory", "much"), "no amount of memory"),
        (("{good}", "--output", "{out}", "--jobs", "0"), "--jobs"),
        (("{good}", "--output", "{out}", "--lexicons", "nowhere"), "nowhere"),
        (("{good}", "--output", "{out}", "--skip-check", "sum_mismatsh"), "sum_mismatsh"),
    ],
)
def test_unusable_arguments(tmp_path: Path, good: Path, arguments: tuple[str, ...], says: str) -> None:
    out = tmp_path / "out"
    done = docstruct("run", *(argument.format(good=good, out=out) for argument in arguments))

    assert done.returncode == 2
    assert says in done.stderr
    assert not out.exists()


def test_a_broken_lexicon_is_one_line(tmp_path: Path, good: Path) -> None:
    lexicons = tmp_path / "lexicons"
    (lexicons / "glyphs").mkdir(parents=True)
    (lexicons / "glyphs/unicode.toml").write_text("version = ")
    done = docstruct("run", good, "--output", tmp_path / "out", "--lexicons", lexicons)

    assert done.returncode == 1
    assert done.stderr.startswith(f"docstruct: {lexicons}/glyphs/unicode.toml")
    assert len(done.stderr.splitlines()) == 1


COMMANDS = ("run", "evaluate", "match", "normalize", "outline", "schema", "checks")
LEXICON_COMMANDS = ("check", "stats", "diff", "coverage", "add", "try")


@pytest.mark.parametrize("command", [*COMMANDS, "lexicon", *(f"lexicon {name}" for name in LEXICON_COMMANDS)])
def test_help_shows_an_example(command: str) -> None:
    done = docstruct(*command.split(), "--help")

    assert done.returncode == 0
    assert f"Example: docstruct {command}" in done.stdout


@pytest.mark.parametrize(("group", "commands"), [((), COMMANDS), (("lexicon",), LEXICON_COMMANDS)])
def test_help_lists_every_command_with_a_whole_sentence(
    group: tuple[str, ...], commands: tuple[str, ...]
) -> None:
    listed = docstruct(*group, "--help").stdout.partition("Commands:\n")[2]

    for command in commands:
        assert re.search(rf"^  {command} .*[^.]\.$", listed, re.MULTILINE)


def test_version() -> None:
    from docstruct import __version__

    assert docstruct("--version").stdout == f"docstruct {__version__}\n"


@pytest.mark.usefixtures("in_this_process")
def test_files_for_training_are_divided(tmp_path: Path, good: Path) -> None:
    options = ("--format", "spacy", "--split")
    assert docstruct("run", good, "--output", tmp_path / "out", "--jobs", 1, *options, "0/1").returncode == 0
    assert [file.parent.name for file in (tmp_path / "out").rglob("*.spacy")] == ["dev"]

    refused = docstruct("run", good, "--output", tmp_path / "other", *options, "0.8")
    assert (refused.returncode, (tmp_path / "other").exists()) == (2, False)
    assert "two or three shares that make one" in refused.stderr
