"""The queries of the README run as they stand there, over what docstruct writes."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from docstruct import structure
from docstruct.writing import collection_writers

README = Path(__file__).parents[2] / "README.md"
QUERIES = re.findall(r"```sql\n(.*?)```", README.read_text("utf-8"), flags=re.DOTALL)

TEXT = """某市档案局2022年度部门决算
一、“三公”经费支出情况
公务接待费支出决算为1.70万元，主要原因是接待批次减少。
因公出国（境）费支出决算为2.20万元，与预算持平。
二、表格
财政拨款“三公”经费支出决算表
单位：万元
合计\t\t因公出国（境）费\t\t公务接待费\t
预算数\t决算数\t预算数\t决算数\t预算数\t决算数
4.10\t3.90\t2.20\t2.20\t1.90\t1.70
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with collection_writers(["csv"], tmp_path) as collections:
        collections.add(structure(TEXT), "某市")
    return tmp_path


def rows(query: str, folder: Path) -> list[tuple[object, ...]]:
    return duckdb.sql(query.replace("'out/", f"'{folder}/")).fetchall()


def test_all_amounts_of_the_three_public_expenses(folder: Path) -> None:
    assert rows(QUERIES[0], folder) == [
        ("某市档案局", 2022, "three_public", 41000, 39000),
        ("某市档案局", 2022, "three_public.abroad", 22000, 22000),
        ("某市档案局", 2022, "three_public.reception", 19000, 17000),
    ]


def test_items_over_or_under_budget_with_their_reasons(folder: Path) -> None:
    assert rows(QUERIES[1], folder) == [
        ("某市档案局", 2022, "公务接待费", None, 19000, 17000, "接待批次减少")
    ]
