"""What a change of the lexicons does to annotated documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from docstruct.errors import DocstructError, LexiconError
from docstruct.evaluating.gold import load_gold
from docstruct.lexicon.folder import LexiconFolder
from docstruct.maintaining.trying import own_documents, try_change
from docstruct.reading import read
from tests.loaded import pipeline

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
    trial = try_change(change, gold, LexiconFolder())

    assert (trial.before["code"], trial.after["code"]) == ((0, 1), (1, 1))
    assert trial.better == ("a: code: '新设项目' gold 2059801 found None",)
    assert any("codes: “9.50万元” 新设项目: None -> " in line for line in trial.changed)
    assert trial.broken == ()


def test_a_change_that_does_nothing(tmp_path: Path, gold: list[GoldDocument]) -> None:
    (tmp_path / "empty").mkdir()
    trial = try_change(tmp_path / "empty", gold, LexiconFolder())

    assert trial.before == trial.after
    assert trial.better == trial.broken == trial.changed == ()


def test_every_task_is_shown_not_codes_alone(tmp_path: Path) -> None:
    """An overlay that turns 增加 into a decrease: no code changes, every direction does."""
    (tmp_path / "out").mkdir()
    text = "一、支出情况\n2023年会议费支出5万元，比上年增加1万元，主要原因是会议增多。"
    document = {"source": {"path": "gone.txt"}, "text": text}
    (tmp_path / "out" / "a.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    change = tmp_path / "change" / "cues"
    change.mkdir(parents=True)
    (change / "changes.tsv").write_text(
        "text\tclass\tvalue\tneeds\tsource\n增加\tchange\tdecrease\t\t测试\n", encoding="utf-8"
    )
    own = own_documents(tmp_path / "out")
    trial = try_change(tmp_path / "change", [], LexiconFolder(), own)

    assert any(
        line.startswith("a.json: figures: “1万元”")
        and "direction increase" in line.split(" -> ")[0]
        and "direction decrease" in line.split(" -> ")[1]
        for line in trial.changed
    ), trial.changed
    assert not any(": codes: " in line for line in trial.changed)


def test_a_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(DocstructError, match="no documents"):
        own_documents(tmp_path)


def test_each_of_several_disclosures_in_a_file_is_tried_by_itself(tmp_path: Path) -> None:
    """The first has the word, the second has not: one change, in the first."""
    office = (
        "青山县{}局2023年度部门决算\n目录\n一、部门主要职责\n二、支出情况说明\n一、部门主要职责\n贯彻执行国家方针政策。"
        "负责全县有关工作。承办县政府交办的其他事项。\n二、支出情况说明\n会议费支出5万元，比上年{}20%。\n"
    )
    source = tmp_path / "several.txt"
    source.write_text(office.format("教育", "跳水") + office.format("水务", "下降"), encoding="utf-8")
    parts = pipeline().structure_parts(read(source))
    assert [one.source.part for one in parts] == [1, 2]
    out = tmp_path / "out"
    out.mkdir()
    for one in parts:
        (out / f"{one.source.part}.json").write_text(one.to_json(), encoding="utf-8")
    change = tmp_path / "change.tsv"
    change.write_text("text\tclass\tvalue\tsource\n跳水\tchange\tdecrease\t某\n", encoding="utf-8")

    trial = try_change(change, [], LexiconFolder(), own_documents(out))
    assert trial.changed
    assert all(line.startswith("1.json: ") for line in trial.changed)


def test_a_row_that_cannot_be_meant_is_named_by_its_own_file(
    tmp_path: Path, gold: list[GoldDocument]
) -> None:
    """Not by the copy in which it is tried."""
    change = tmp_path / "change.tsv"
    change.write_text("text\tclass\tvalue\tsource\n飙涨\tchange\t\t测试\n", encoding="utf-8")

    with pytest.raises(LexiconError) as raised:
        try_change(change, gold, LexiconFolder())
    first, error = raised.value.lines
    assert first.startswith("nothing was tried")
    assert error.startswith(f"{change}:2: error: column value")


def test_a_change_may_stand_on_a_folder_tried_with(tmp_path: Path, gold: list[GoldDocument]) -> None:
    """Its level above is in the user's own folder."""
    own = tmp_path / "own" / "classification"
    own.mkdir(parents=True)
    columns = "code\tname\tparent\tsource\n"
    (own / "functional.tsv").write_text(f"{columns}20598\t新设管理\t205\t测试\n", encoding="utf-8")
    change = tmp_path / "change.tsv"
    change.write_text(f"{columns}2059801\t新设项目\t\t测试\n", encoding="utf-8")

    assert try_change(change, gold, LexiconFolder(own.parent)).after["code"] == (1, 1)
    with pytest.raises(LexiconError, match="nothing was tried"):
        try_change(change, gold, LexiconFolder())
