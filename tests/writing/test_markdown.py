"""A document as Markdown, read again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docstruct import structure

if TYPE_CHECKING:
    from docstruct.document import Document

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


def outline_of(document: Document) -> list[object]:
    sections: list[object] = [(one.level, one.marker, one.title, one.type) for one in document.sections]
    cells = [
        (one.title, one.header, [[cell.text for cell in row.cells] for row in one.rows])
        for one in document.tables
    ]
    return sections + list(cells)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:8])
def test_sections_and_tables_come_back(path: Path, tmp_path: Path) -> None:
    document = structure(path)
    (tmp_path / "a.md").write_text(document.to_markdown(), encoding="utf-8")
    again = structure(tmp_path / "a.md")

    assert again.source.reader == "markdown"
    assert outline_of(again) == outline_of(document)
    assert again.text == document.text


def test_headings_tables_and_what_looks_like_marks(tmp_path: Path) -> None:
    text = "一、收入情况\n- 1.5万元为*估计*数，a_b，x<y，甲|乙。\n项目\t金额\n合|计\t3.50\n*其他\t1.00\n# 不是标题\n"
    document = structure(text)
    made = document.to_markdown()

    assert made.startswith("## 一、收入情况\n\n")
    assert "| 合\\|计 | 3.50 |" in made
    (tmp_path / "a.md").write_text(made, encoding="utf-8")
    assert structure(tmp_path / "a.md").text == document.text


def test_a_page_begins_with_an_anchor(tmp_path: Path) -> None:
    import pymupdf

    made = pymupdf.open()
    for number in (1, 2):
        page = made.new_page()
        page.insert_text((72, 72), f"{number}. 第{number}页收入{number}万元。", fontname="china-s")
    made.save(tmp_path / "a.pdf")

    assert [line for line in structure(tmp_path / "a.pdf").to_markdown().split("\n") if "<a" in line] == [
        '<a id="page-1"></a>',
        '<a id="page-2"></a>',
    ]
