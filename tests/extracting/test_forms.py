"""The table of forms: every row reads its own example, and a broken row is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.errors import LexiconError
from docstruct.extracting.drafts import Trace
from docstruct.lexicon import default_lexicons
from docstruct.lexicon.cues import CueLexicon
from docstruct.lexicon.folder import LexiconFolder

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.document import Figure
    from docstruct.lexicon.forms import Form
    from tests.extracting.conftest import Reading

FORMS = default_lexicons().cues.forms


def gives(figure: Figure) -> str:
    said = (
        figure.subject.text,
        figure.measure,
        figure.value,
        figure.unit,
        figure.direction,
        figure.basis,
    )
    return " ".join(word for word in said if word)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_row_reads_its_example(read: Reading, form: Form) -> None:
    zone = "glossary" if form.id.endswith("_glossary") else "narrative"
    figures = [figure for figure in read(form.example, zone=zone).figures if figure.rule == form.id]
    assert [gives(figure) for figure in figures[:1]] == [form.gives]


def test_how_a_figure_was_read(read: Reading) -> None:
    traces: list[Trace] = []
    read("2021年，会议费较上年总支出8万元，增加1万元。", traces=traces)
    assert traces == [
        Trace(
            items=(
                ("phrase", "会议费"),
                ("opener", "较"),
                ("past", "上年"),
                ("phrase", "总支出"),
                ("money", "8万元"),
            ),
            around=("past",),
            behind=("comma", "change", "money", "stop"),
            rows=("402_compared_amount_then_change", "410_compared_unread", "700_past_amount", "790_amount"),
            pattern="opener base+ phrase base* | behind: comma turn/compared/flat",
            why="The phrase in front of the verb: 会议费比上年减少5万元.",
        ),
        Trace(
            items=(("change", "增加"), ("money", "1万元")),
            around=("told", "past"),
            behind=("stop", "stop"),
            rows=("300_change", "790_amount"),
            pattern="change ~verb*",
            why="Amounts and rates go with the latest amount: 会议费5万元，减少1万元.",
        ),
    ]


HEADER = "id\tbefore\tnumbers\tbehind\tmeasure\tdirection\tbasis\twhose\trole\texample\tgives\tsource"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("300_x\tchange [\tmoney\t\tchange\tverb\tbase\tobject\t\t甲\t乙\tx", "no class, group"),
        ("300_x\tchanges\tmoney\t\tchange\tverb\tbase\tobject\t\t甲\t乙\tx", "'changes' is no class"),
        ("300_x\tchange\tcoins\t\tchange\tverb\tbase\tobject\t\t甲\t乙\tx", "column numbers"),
        ("300_x\tchange\tmoney\t\tchanged\tverb\tbase\tobject\t\t甲\t乙\tx", "column measure"),
        ("300_x\tchange\tmoney\t\tchange\tup\tbase\tobject\t\t甲\t乙\tx", "column direction"),
        ("300_x\tchange\tmoney\t\tchange\tverb\tsome\tobject\t\t甲\t乙\tx", "column basis"),
        ("300_x\tchange\tmoney\t\tchange\tverb\tbase\tnobody\t\t甲\t乙\tx", "column whose"),
        ("300_x\tchange\tmoney\t\tchange\tverb\tbase\tobject\tsome\t甲\t乙\tx", "column role"),
        ("x\tchange\tmoney\t\tchange\tverb\tbase\tobject\t\t甲\t乙\tx", "column id"),
        ("300_x\tchange\tmoney\t\tchange\tverb\tbase\tobject\t\t\t\tx", "without an example"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "forms.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=f"forms.tsv:2: .*{reason}"):
        CueLexicon.load(LexiconFolder(tmp_path))


def test_a_users_row_comes_before_the_packaged_ones(read: Reading, tmp_path: Path) -> None:
    """A province's form is one row: its id says where it is tried."""
    row = "299_own\tchange\tmoney\t\tother\t\t\tbefore\t\t会议费减少5万元。\t会议费 other 5 万元\tx"
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "forms.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    assert any(form.id == "299_own" for form in CueLexicon.load(LexiconFolder(tmp_path)).forms)


def test_a_users_table_may_leave_the_role_out(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    header, row = (
        HEADER.replace("\trole", ""),
        "299_own\tchange\tmoney\t\tother\t\t\tbefore\t甲5万元。\t甲\tx",
    )
    (tmp_path / "cues" / "forms.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    folder = LexiconFolder(tmp_path)
    assert next(form.role for form in CueLexicon.load(folder).forms if form.id == "299_own") == ""
