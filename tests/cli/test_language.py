"""The command line in Chinese and English: what people read is translated, what programs read is not."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import typer

from docstruct import reading
from docstruct.cli import _register_commands, app
from docstruct.cli.help import parts_of
from docstruct.speech import Speech, chosen_language
from tests.command import docstruct

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "DOCSTRUCT_LANG": "en"}, "en"),
        (["--lang", "zh"], {"DOCSTRUCT_LANG": "en"}, "zh"),
        (["--lang=zh"], {}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_who_decides_the_language(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert chosen_language(arguments, environment) == language


def helps() -> Iterator[str]:
    """What all commands say of themselves and of their options."""
    _register_commands()
    for part in parts_of(typer.main.get_command(app)):
        texts = (getattr(part, name, None) for name in ("help", "short_help", "epilog"))
        yield from (text for text in texts if isinstance(text, str))


def test_every_command_and_option_is_explained_in_chinese() -> None:
    spoken = Speech("zh")
    untold = [text for text in helps() if spoken.say(text) == text]
    assert untold == []


def test_help_is_chinese_from_its_first_line_to_its_last() -> None:
    said = docstruct("--lang", "zh", "explain", "--help").stdout
    assert said.startswith("用法：")
    assert "显示此说明后退出。" in said
    assert "Show this message" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "a", "b"], "错误：多余的参数：b"),
        (["runn"], "错误：没有这个命令：'runn'；是不是 'run'？"),
        (["run", "a", "--output", "b", "--format", "zip"], "错误：--format 取值有误：没有这种格式：zip；"),
        (
            ["run", "a", "--output", "b", "--fiscal-year", "3"],
            "错误：'--fiscal-year' 取值有误：应不小于 1900",
        ),
        (["run", "a", "--output"], "错误：选项 '--output' 需要一个值。"),
        (["run", "a", "--output", "b", "--lexicons", __file__], "是文件，应为文件夹。"),
        (["lexicon", "add", "--from", "."], "错误：'--from' 取值有误：'.' 是文件夹，应为文件。"),
        (["lexicon", "try", "没有.tsv"], "错误：'change' 取值有误：路径 '没有.tsv' 不存在。"),
        (["run", "a", "--output", "b", "--split", "0.8/0.2"], "只有 spacy 格式能这样划分"),
        (["run", "a", "--output", "https://a.gov.cn/b"], "是网址；结果须写入本机的文件夹"),
        (["match", "行政运行", "--csv", __file__], "同时给了名称；名称和文件只能用一种"),
        (["lexicon", "diff", "24", "2025"], "应不小于 1900"),
        (["match", "行政运行", "--year", "22"], "应不小于 1900"),
    ],
)
def test_unusable_arguments_are_said_in_chinese(arguments: list[str], said: str) -> None:
    ended = docstruct("--lang", "zh", *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr


def test_errors_say_what_to_do_in_either_language(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("收入总计1万元。", encoding="utf-8")
    arguments = [
        "run",
        str(tmp_path / "a.txt"),
        str(tmp_path / "没有.pdf"),
        "--output",
        str(tmp_path / "out"),
        "--format",
        "csv",
        "--jobs",
        "1",
    ]
    chinese, english = docstruct("--lang", "zh", *arguments), docstruct(*arguments)

    assert (chinese.returncode, english.returncode) == (1, 1)
    assert f"{tmp_path / '没有.pdf'}: 没有这个文件；请检查路径" in chinese.stderr
    assert "no such file; check the path" in english.stderr
    assert "已完成 1，无法读取 1（找不到文件 1）" in chinese.stdout
    assert "done 1, refused 1 (missing 1)" in english.stdout
    assert chinese.stdout.rstrip().endswith(f"请打开：{tmp_path / 'out' / 'records.csv'}")
    assert english.stdout.rstrip().endswith(f"open now: {tmp_path / 'out' / 'records.csv'}")


def test_codes_stay_the_same(tmp_path: Path) -> None:
    docstruct("--lang", "zh", "run", str(tmp_path / "no.pdf"), "--output", str(tmp_path / "out"))
    assert '"reason": "missing"' in (tmp_path / "out" / "errors.jsonl").read_text("utf-8")


def test_a_sentence_with_values_is_found_by_its_form() -> None:
    spoken = Speech("zh")

    assert (
        spoken.say("out: cannot be written to: No space left on device")
        == "out: 无法写入：磁盘空间已满；请腾出空间后再次运行"
    )
    assert spoken.say("a sentence nobody wrote") == "a sentence nobody wrote"
    assert spoken.put("{} documents: {}", 3, "html") == "3 份文档：html"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("nosuch.json: No such file or directory", "nosuch.json: 没有这个文件或文件夹"),
        ("a.txt: no text in it", "a.txt: 里面没有文字"),
        (
            "a.txt: nothing is stated there; the document has 3 figures",
            "a.txt: 没有这个数值；本文件共有3个数值",
        ),
        (
            "no such kind of finding: x; `docstruct checks` lists those there are",
            "没有这种疑点：x；可用 `docstruct checks` 查看全部",
        ),
        ("no such format: damaged; formats are json", "没有这种格式：damaged；可用的格式有 json"),
    ],
)
def test_what_the_system_says_and_names_that_users_give(english: str, chinese: str) -> None:
    assert Speech("zh").say(english) == chinese


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("word,value\n", "a.tsv:1: 只有一列；列之间用制表符"),
        (
            "word\tvalue\nx\ty\n",
            "a.tsv:2: 没有哪张表的列是 word value；tables/headers 还需要 dimension source",
        ),
        ("word\tcolour\n", "a.tsv:1: 不认识的列 ['colour']"),
        ("text\tclass\tsource\n", "a.tsv: 没有一行填好"),
        (
            "text\tclass\tvalue\tsource\n飙\tchange\tup\t某\n",
            "/a.tsv:2: error: value 列：'up' 应为以下之一：",
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_said_in_chinese(tmp_path: Path, content: str, said: str) -> None:
    """``--lang`` counts behind the command, too."""
    (tmp_path / "a.tsv").write_text(content, encoding="utf-8")
    ended = docstruct(
        "lexicon", "add", "--from", tmp_path / "a.tsv", "--to", tmp_path / "own", "--lang", "zh"
    )

    assert (ended.returncode, said in ended.stderr) == (1, True), ended.stderr


def _reasons(path: Path) -> Iterator[str]:
    """What a module of the readers gives as the reason for not reading a file; a value in it stands as 7."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        told: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ReadError":
            told += node.args[1:2]
        elif isinstance(node, ast.Assign) and any(ast.unparse(one) == "reason" for one in node.targets):
            told.append(node.value)
        for value in told:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value
            elif isinstance(value, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "7" for part in value.values)
                yield "".join(map(str, parts))


def test_every_reason_for_not_reading_a_file_is_said_in_chinese() -> None:
    folder = Path(reading.__file__).parent
    told = {
        reason
        for path in folder.rglob("*.py")
        for reason in _reasons(path)
        if reason != "7 (7)" and " " in reason
    }
    assert len(told) > 30
    assert [reason for reason in sorted(told) if Speech("zh").say(reason) == reason] == []


def test_what_an_archive_must_not_hold_is_said_in_chinese(tmp_path: Path) -> None:
    inner = tmp_path / "c.txt"
    inner.write_text("某局2023年度部门决算\n本年支出合计5万元。\n", encoding="utf-8")
    for name in ("b", "a", "outer"):
        with ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.write(inner, inner.name)
        inner = tmp_path / f"{name}.zip"
    with ZipFile(inner, "a") as archive:
        archive.writestr("../evil.txt", "本年支出合计5万元。")
    said = docstruct("--lang", "zh", "run", str(inner), "--output", str(tmp_path / "out")).stderr
    assert "压缩包套了" in said
    assert "文件名指向压缩包之外，没有读取" in said
