"""``docstruct outline``: the tree, the kinds, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.command import docstruct

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """某县审计局2022年度部门决算
第一部分 部门概况
一、部门职责
（一）负责审计工作。
第二部分 部门决算情况说明
一、收入决算情况说明
2022年度收入合计10.00万元。
三、国有资产占用情况
截至2022年12月31日，共有车辆2辆。
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "决算.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_tree_with_what_the_document_says_of_itself(file: Path) -> None:
    done = docstruct("outline", file)

    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[1:4] == ["类型  决算", "年度  2022", "部门  某县审计局"]
    assert lines[lines.index("6 节") + 1 :] == [
        "├── 第一部分 部门概况",
        "│   └── 一、部门职责",
        "└── 第二部分 部门决算情况说明",
        "    ├── 一、收入决算情况说明",
        "    └── 三、国有资产占用情况",
        "! numbering_gap: “一、”之后是“三、国有资产占用情况”，中间的编号缺失。",
    ]


def test_kinds_and_items(file: Path) -> None:
    output = docstruct("outline", file, "--kinds", "--items").stdout

    assert "一、部门职责  overview.duties" in output
    assert "（一）负责审计工作" in output


def test_a_pipe_gets_a_section_a_line_however_long(tmp_path: Path) -> None:
    title = "一般公共预算财政拨款" * 4 + "情况"
    (tmp_path / "长.txt").write_text(f"第一部分 部门概况\n一、{title}\n二、职责\n", encoding="utf-8")

    assert f"一、{title}\n" in docstruct("outline", tmp_path / "长.txt").stdout


def test_json_says_where_everything_stands(file: Path) -> None:
    found = json.loads(docstruct("outline", file, "--json").stdout)

    assert list(found) == ["metadata", "contents", "sections", "definitions", "findings"]
    section = found["sections"][1]
    assert (section["kind"], TEXT[section["source_start"] : section["source_end"]].splitlines()[0]) == (
        "overview.duties",
        "一、部门职责",
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = docstruct("outline", tmp_path / "none.txt")

    assert done.returncode == 1
    assert "none.txt" in done.stderr
