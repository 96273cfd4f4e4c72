"""Links over the results of a run, as people call for them."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from docstruct.engines import local
from docstruct.engines.linking import link_folder
from docstruct.engines.options import EngineError, Limits, RunOptions

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("in_this_process")

BUDGET = (
    "临江县档案局2022年度部门预算\n第二部分 预算表\n一、一般公共预算支出预算表\n单位：元\n"
    "科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t520000.00\t520000.00\t0.00\n"
    "201\t一般公共服务支出\t520000.00\t520000.00\t0.00\n20126\t档案事务\t520000.00\t520000.00\t0.00\n"
    "2012601\t行政运行\t520000.00\t520000.00\t0.00\n"
)
ACCOUNTS = (
    "临江县档案局2022年度部门决算\n第三部分 决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n"
    "1.一般公共服务支出（类）档案事务（款）行政运行（项）。年初预算为50.00万元，支出决算为48.00万元。\n"
)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "预算.txt").write_text(BUDGET, encoding="utf-8")
    (folder / "决算.txt").write_text(ACCOUNTS, encoding="utf-8")
    return folder


def test_links_are_written_beside_the_tables(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    local.run([str(inputs)], output, RunOptions(formats=("jsonl",)), Limits(jobs=1))
    (found,) = link_folder(output)

    assert found.kind == "budget_restated"
    assert json.loads((output / "links.jsonl").read_text("utf-8"))["second"]["text"] == "520000.00元"
    with (output / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["organization"], row["first_text"], row["first_fiscal_year"]) == (
        "临江县档案局",
        "50.00万元",
        "2022",
    )
    assert link_folder(output) == (found,)


def test_what_cannot_be_linked_is_said(inputs: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="begin with: docstruct run"):
        link_folder(tmp_path)
    output = tmp_path / "out"
    local.run([str(inputs)], output, RunOptions(formats=("json",)), Limits(jobs=1))
    with pytest.raises(EngineError, match=r"docstruct export .* --format jsonl"):
        link_folder(output)


def test_a_file_of_that_name_is_somebodys(inputs: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    local.run([str(inputs)], output, RunOptions(formats=("jsonl",)), Limits(jobs=1))
    (output / "links.csv").write_text("mine")
    with pytest.raises(EngineError, match=r"links\.csv"):
        link_folder(output)
    assert (output / "links.csv").read_text() == "mine"
