"""What a change of the lexicons does to annotated documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.evaluating.gold import load_gold
from docstruct.lexicon.folder import LexiconFolder, packaged_folder
from docstruct.maintaining.trying import try_change

if TYPE_CHECKING:
    from pathlib import Path

    from docstruct.evaluating.gold import GoldDocument

TEXT = "1.教育支出（类）新设管理（款）新设项目（项）。年初预算为9.50万元，支出决算为9.50万元，完成年初预算的100%。"


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldDocument]:
    """A document whose item the packaged classification does not have."""
    folder = tmp_path / "gold" / "a"
    folder.mkdir(parents=True)
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    (folder / "facts.tsv").write_text(
        "zone\tsubject\tpath\tcode\tmeasure\tvalue\tunit\tdirection\tapprox\n"
        "narrative\t新设项目\t教育支出 > 新设管理 > 新设项目\t2059801\tbudget\t9.50\t万元\t\t\n",
        encoding="utf-8",
    )
    (folder / "source.json").write_text('{"year": 2024, "document_type": "final_accounts"}', encoding="utf-8")
    return list(load_gold(tmp_path / "gold"))


def test_a_change_makes_a_code_right(tmp_path: Path, gold: list[GoldDocument]) -> None:
    change = tmp_path / "change.tsv"
    change.write_text(
        "code\tname\tparent\tfirst_year\tlast_year\tvalidity\tsource\n"
        "20598\t新设管理\t\t\t\tin_force\t测试\n"
        "2059801\t新设项目\t\t\t\tin_force\t测试\n",
        encoding="utf-8",
    )
    trial = try_change(change, gold, LexiconFolder(packaged_folder()))

    assert (trial.before["code"], trial.after["code"]) == ((0, 1), (1, 1))
    assert trial.better == ("a: '新设项目' gold 2059801 found None",)
    assert trial.broken == ()


def test_a_change_that_does_nothing(tmp_path: Path, gold: list[GoldDocument]) -> None:
    (tmp_path / "empty").mkdir()
    trial = try_change(tmp_path / "empty", gold, LexiconFolder(packaged_folder()))

    assert trial.before == trial.after
    assert trial.better == trial.broken == ()
