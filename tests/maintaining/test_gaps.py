"""What a corpus shows to be lacking, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.maintaining.coverage import coverage
from docstruct.maintaining.gaps import Gap, gaps
from docstruct.maintaining.trying import own_documents
from docstruct.pipeline import Pipeline

if TYPE_CHECKING:
    from pathlib import Path

LEXICONS = default_lexicons()


def found(folder: Path, gap: Gap, text: str) -> list[str]:
    document = Pipeline(LEXICONS).structure(f"{text}\n", fiscal_year=2023)
    (folder / "a.json").write_text(document.to_json(), encoding="utf-8")
    return list(gaps(folder, LEXICONS).found[gap])


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("全年共安装充电桩组12口，另有8瓮。", ["口", "瓮"]),
        ("全年检修水井12,000.5瓮。", ["瓮"]),
        ("主要用于以下方面：2.卫生健康、3.社会保障。", []),
        ("主要用于以下方面：208社会保障和就业支出5万元，210卫生健康支出6万元。", []),
        ("见公开02表和附表03表。", []),
        ("2卫生健康支出\n3社会保障支出", []),
        ("全年购置车辆3辆，培训120人次，减少5个百分点。", []),
        ("自2023年3月起执行。", []),
    ],
)
def test_units(tmp_path: Path, text: str, units: list[str]) -> None:
    assert found(tmp_path, "units", text) == units


def test_words_behind_a_comparison(tmp_path: Path) -> None:
    assert found(tmp_path, "words", "会议费支出5万元，比上年跳水20%。") == ["跳水"]
    assert found(tmp_path, "words", "会议费支出5万元，比上年下降20%。") == []


def test_headings_are_rows_for_the_list_of_titles(tmp_path: Path) -> None:
    found(tmp_path, "headings", "一、食堂经营流水\n无。\n二、国有资产占用情况\n无。")
    table = gaps(tmp_path, LEXICONS).tsv("headings")

    assert "outline/kinds\t食堂经营流水\t\t" in table
    assert "国有资产占用情况" not in table


def test_what_a_run_keeps_for_itself_is_no_document(tmp_path: Path) -> None:
    (tmp_path / ".docstruct").mkdir()
    (tmp_path / ".docstruct" / "decisions.json").write_text("{}", encoding="utf-8")

    assert found(tmp_path, "words", "会议费支出5万元，比上年跳水20%。") == ["跳水"]
    assert [one.text.strip() for one in own_documents(tmp_path)] == ["会议费支出5万元，比上年跳水20%。"]
    assert coverage(tmp_path, LEXICONS.classification).matched == frozenset()
