"""The outline lexicon: strict about its files, open to a user's markers and kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.lexicon.folder import LexiconFolder
from docstruct.lexicon.outline import OutlineLexicon
from docstruct.outline import Hints
from docstruct.outlining import outline
from tests.outlining.reading import normalized

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = "kind\tlevel\topening\tnumerals\tclosing\tstyle\tnumber\texample\tsource"


def load(folder: Path, name: str, content: str) -> OutlineLexicon:
    path = folder / "outline" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return OutlineLexicon.load(LexiconFolder(folder))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x\t0\t\tarabic\t号\theading\trequired\t1号\tus", "markers.tsv:2: column level: expected 1 or more"),
        ("x\t2\t\tgreek\t号\theading\trequired\tα号\tus", "column numerals: 'greek'"),
        ("x\t2\t\tarabic\t号\tbold\trequired\t1号\tus", "column style: 'bold'"),
        ("x\t2\t\tarabic\t号\theading\tperhaps\t1号\tus", "column number: 'perhaps'"),
        ("x\t2\t\tarabic", "4 cells, expected 9"),
    ],
)
def test_a_broken_row_of_markers(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=r"markers\.tsv:2: ") as error:
        load(tmp_path, "markers.tsv", f"{COLUMNS}\n{row}\n")

    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "kinds.toml",
            '[kinds."x"]\ntitles = ["甲"]\nzone = "nowhere"\n',
            "kinds.x: zone: Invalid enum value 'nowhere'",
        ),
        ("kinds.toml", '[kinds."x"]\ntitles = "甲"\n', "titles: Expected `array`, got `str`"),
        ("words.toml", '[patterns]\nfigure = "("\n', "patterns.figure"),
        ("words.toml", "[titles]\ntails = []\n", "titles.tails: Expected `array` of length >= 1"),
    ],
)
def test_a_broken_setting(tmp_path: Path, name: str, content: str, reason: str) -> None:
    with pytest.raises(LexiconError) as error:
        load(tmp_path, name, content)

    assert name in str(error.value)
    assert reason in str(error.value)


def test_a_user_adds_a_kind_of_marker(tmp_path: Path) -> None:
    """§1 between 一、 and （一）: the row says how it looks and how deep it stands."""
    lexicon = load(
        tmp_path, "markers.tsv", f"{COLUMNS}\nparagraph\t3\t§\tarabic\t\theading\trequired\t§1\tus\n"
    )
    text = normalized(
        "一、收入情况\n§1 财政拨款情况\n2022年度收入合计10.00万元。\n§2 其他收入情况\n没有其他收入。"
    )
    found = outline(text, lexicon, Hints()).sections

    assert [(section.level, section.marker, section.title) for section in found] == [
        (2, "一、", "收入情况"),
        (3, "§1", "财政拨款情况"),
        (3, "§2", "其他收入情况"),
    ]
    assert [section.parent for section in found] == [None, "s1", "s1"]


def test_a_user_adds_a_kind_of_section(tmp_path: Path) -> None:
    lexicon = load(tmp_path, "kinds.toml", '[kinds."school.canteen"]\ntitles = ["食堂经营情况"]\n')
    text = normalized(
        "一、2022年度食堂经营情况说明\n食堂收入10.00万元。\n二、收入决算情况说明\n2022年度收入20.00万元。"
    )

    assert [section.kind for section in outline(text, lexicon, Hints()).sections] == [
        "school.canteen",
        "narrative.revenue",
    ]
