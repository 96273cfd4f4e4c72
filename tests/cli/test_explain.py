"""``docstruct explain``: the clause, the row that read it, the antecedent."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from docstruct.cli import _register_commands, app

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "示例局\n2023年度部门决算\n\n一、支出情况\n会议费3万元，比上年减少0.4万元，主要原因是压减会议。差旅费2万元。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    _register_commands()
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_figure_is_explained(file: Path) -> None:
    told = CliRunner().invoke(app, ["explain", str(file), "--figure", "f2"]).output
    assert "f2  会议费  change 0.4万元 decrease prior_year" in told
    assert "opener[比] past[上年] change[减少] money[0.4万元]" in told
    assert "300_change" in told
    assert "lost        790_amount" in told
    assert "antecedent  latest_amount" in told
    assert "f1" not in told


def test_a_place_is_explained_with_its_reason(file: Path) -> None:
    told = CliRunner().invoke(app, ["explain", str(file), "--at", str(TEXT.index("压减会议"))]).output
    assert "reason      压减会议" in told
    assert "explains    f2" in told
    assert "差旅费  actual" not in told


def test_what_is_not_there_is_an_error(file: Path) -> None:
    result = CliRunner().invoke(app, ["explain", str(file), "--figure", "f99"])
    assert result.exit_code == 1
    assert "3 figures" in result.output


def test_in_chinese_every_head_and_class_is(file: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "docstruct", "--lang", "zh", "explain", str(file)],
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert "f2  会议费  增减额 0.4万元 减少 上年" in said
    assert "  分句        比较词[比] 往年[上年] 增减[减少] 金额[0.4万元]" in said
    assert "  所属名称    latest_amount: 金额和比率属于最近的金额" in said
    assert "  线索        原因" in said


def test_the_catalogue_in_chinese() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "docstruct", "checks", "--lang", "zh"],
        capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    assert said.startswith("# 核对什么")
    assert "| 完成率不符 | `completion_rate_mismatch` | 矛盾 | 写明的完成率" in said
