"""Words taken into the lists of TOML lexicons."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon import Lexicons
from docstruct.lexicon.folder import LexiconFolder, packaged_folder
from docstruct.maintaining.editing import add

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "table\ttext\tkind\tsource\toff\n"


def changes(folder: Path, *rows: str) -> Path:
    path = folder / "changes.tsv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_a_title_of_sections_is_taken_into_a_folder_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    add(changes(tmp_path, "outline/kinds\t家底情况\tnarrative.assets\t某\t"), own)

    assets = Lexicons(LexiconFolder(own)).outline.kinds["narrative.assets"]
    assert "家底情况" in assets.titles
    assert "国有资产占用情况" in assets.titles


def test_a_second_word_joins_the_first_and_comments_stay(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "outline").mkdir(parents=True)
    file = own / "outline" / "words.toml"
    file.write_text("# ours\n[contents]\ntitles = ['索引']  # of 2024\n", encoding="utf-8")
    add(changes(tmp_path, "outline/words\t篇目\tcontents.titles\t某\t"), own)

    text = file.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"contents": {"titles": ["索引", "篇目"]}}
    assert text.startswith("# ours\n")
    assert "# of 2024" in text


def test_a_word_is_taken_out(tmp_path: Path) -> None:
    own = tmp_path / "own"
    add(changes(tmp_path, "outline/words.toml\t目次\tcontents.titles\t某\tx"), own)

    assert tomllib.loads((own / "outline" / "words.toml").read_text(encoding="utf-8")) == {
        "contents": {"titles": ["目录"]}
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("outline/kinds\t家底情况\tnarrative.asset\t某\t", "changes.tsv:2: .* no list narrative.asset; narrative.assets is one"),
        ("outline/words\t家底情况\ttitles.tail\t某\t", "changes.tsv:2: .* no list titles.tail; titles.tails is one"),
        ("outline/words\t\\d+\tpatterns.figure\t某\t", "no list patterns.figure"),
        ("outline/words\t没有的\tcontents.titles\t某\tx", "there is no 没有的 in contents.titles to switch off"),
        ("outline/words\t空\t\t某\t", "no row is filled in"),
        ("outline/kinds2\t家底情况\tnarrative.assets\t某\t", "there is no table outline/kinds2"),
    ],
)  # fmt: skip
def test_rows_that_name_nothing(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        add(changes(tmp_path, row), tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_the_packaged_files_are_changed_in_one_place_only(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "outline").mkdir(parents=True)
    before = (packaged_folder() / "outline" / "words.toml").read_text(encoding="utf-8")
    (own / "outline" / "words.toml").write_text(before, encoding="utf-8")
    diff = add(changes(tmp_path, "outline/words\t篇目\tcontents.titles\t某\t"), own)

    assert [line for line in diff if line.startswith(("+", "-")) and line[1] not in "+-"] == [
        '-titles = ["目录", "目次"]',
        '+titles = ["目录", "目次", "篇目"]',
    ]
