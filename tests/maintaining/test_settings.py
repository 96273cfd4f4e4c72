"""What is wrong with a TOML file is told with the line where it stands, in the language spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.checking import check
from docstruct.maintaining.settings import line_of
from docstruct.speech import Speech

if TYPE_CHECKING:
    from pathlib import Path

FILE = """# a comment
top = 1

[year]
source = "x"
pattern = "(a"

[kinds."narrative.total"]
titles = ["甲"]

[[partition]]
whole = ["a"]

[[partition]]  # the second
whole = "b"
parts = [["c"]]
"""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("no lexicon has a setting top", 2),
        ("year.pattern: pattern '(a': missing ) at position 2", 6),
        ("year: Object missing required field `x`", 4),
        ("no lexicon has a setting kinds.narrative.total.titles", 9),
        ("kinds.narrative.total: Object missing required field `zone`", 8),
        ("partition number 1: Object missing required field `parts`", 11),
        ("partition number 2: whole: Expected a text", 15),
        ("partition number 2: Object missing required field `parts`", 14),
        ("Unclosed array (at line 7, column 1)", 7),
        ("nothing.here: Expected a text", 0),
        ("no such lexicon", 0),
    ],
)
def test_the_line_of_a_setting(message: str, line: int) -> None:
    assert line_of(FILE, message) == line


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[year]\npattern = "(a"\n', ":2: 错误：year.pattern: 正则表达式 '(a' 缺少“)”（第 2 个字符处）"),
        ('[year]\npatern = "a"\n', ":2: 错误：词表没有这个设置：year.patern"),
        ("[year\n", ":1: 错误：表头缺少“]”（第1行第6列）"),
        ('\n[ceiling]\nbefore = 3\nafter = "x"\n', ":3: 错误：ceiling.before: 应为文字"),
    ],
)
def test_a_users_file_of_settings(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "checks" / "checks.toml"
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    (problem,) = check(LexiconFolder(tmp_path))
    assert problem.said_by(Speech("zh").say) == f"{file}{said}"
