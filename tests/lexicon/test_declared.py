"""TOML files of the lexicons as the types that declare them: what they give, and how what breaks them is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon.declared import (
    Characters,
    Expression,
    Fragment,
    Settings,
    Words,
    as_declared,
    declared,
)
from docstruct.lexicon.folder import LexiconFolder
from docstruct.lexicon.patterns import BoundedPattern

if TYPE_CHECKING:
    from pathlib import Path

FILE = "checks/own.toml"


class Entry(Settings, frozen=True):
    pattern: BoundedPattern


class Own(Settings, frozen=True):
    names: Words
    ends: Characters = Characters("。")
    line: Expression | None = None
    part: Fragment = Fragment("元")
    entries: tuple[Entry, ...] = ()


def own(**data: object) -> Own:
    return as_declared({"names": ["预算"], **data}, Own, FILE, users=False)


def test_what_toml_does_not_have_is_made_of_texts() -> None:
    told = own(
        ends="。！", line=["一", "二三"], part="元|角", entries=[{"pattern": "[元角]", "source": "财政部"}]
    )

    assert told.ends == {"。", "！"}
    assert told.ends.stand_in("完成。合计")
    assert not told.ends.stand_in("合计")
    assert told.line is not None
    assert told.line.fullmatch("二三")
    assert not told.line.fullmatch("一三")
    assert told.part == "元|角"
    assert told.entries[0].pattern.search("5元")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"names": "预算"}, "names: Expected `array`, got `str`"),
        ({"names": []}, "names: Expected `array` of length >= 1"),
        ({"names": ["预算", ""]}, "names number 2: Expected `str` of length >= 1"),
        ({"nam": ["预算"]}, "Object contains unknown field `nam`"),
        ({"line": "("}, "line: pattern '(': "),
        ({"line": ["一", 2]}, "line: Expected a text"),
        ({"part": "(元"}, "part: pattern '(元': "),
        ({"entries": [{"pattern": "一"}, {"pattern": "("}]}, "entries number 2: pattern: pattern '(': "),
        ({"entries": [{"pattern": "一", "of": 1}]}, "entries number 1: Object contains unknown field `of`"),
    ],
)
def test_what_breaks_a_declaration_is_named_with_file_and_key(data: dict[str, object], reason: str) -> None:
    with pytest.raises(LexiconError) as raised:
        own(**data)
    assert str(raised.value).startswith(f"{FILE}: {reason}")


@pytest.mark.parametrize("users", [True, False])
def test_the_pattern_of_a_user_is_bounded(users: bool) -> None:
    told = as_declared({"names": ["预算"], "line": "一"}, Own, FILE, users=users)
    assert isinstance(told.line, BoundedPattern) is users


def test_a_file_of_a_user_takes_the_place_of_keys(tmp_path: Path) -> None:
    class Version(Settings, frozen=True):
        version: str

    (tmp_path / "glyphs").mkdir()
    (tmp_path / "glyphs" / "unicode.toml").write_text('version = "99"\n', encoding="utf-8")
    assert declared(LexiconFolder(tmp_path), "glyphs/unicode.toml", Version).version == "99"
    assert declared(LexiconFolder(), "glyphs/unicode.toml", Version).version != "99"
