"""A document in traditional script is outlined as one in simplified script, and quotes its own characters."""

from __future__ import annotations

from docstruct import structure
from docstruct.normalizing.script import simplified

TEXT = """示例縣水務局2023年度部門決算

第一部分 部門概況
一、主要職責
負責全縣水利工作。

第二部分 2023年度部門決算情況說明
一、收入支出決算總體情況說明
2023年度收入總計1,200萬元，較2022年增加100萬元。

第三部分 名詞解釋
一、財政撥款收入：指本級財政當年撥付的資金。

收入支出決算總表
單位：萬元
| 項目 | 預算數 | 決算數 |
|---|---|---|
| 一、財政撥款收入 | 100.00 | 120.00 |
"""


def test_metadata_and_kinds_are_those_of_simplified_script() -> None:
    document, plain = structure(TEXT), structure(simplified(TEXT))
    assert document.metadata == plain.metadata
    assert document.metadata.organization == "示例县水务局"
    assert document.metadata.document_type == "final_accounts"
    assert [one.kind for one in document.sections] == [one.kind for one in plain.sections]
    assert [one.kind for one in document.tables] == [one.kind for one in plain.tables]
    assert [one.zone for one in document.figures] == [one.zone for one in plain.figures]
    assert [(one.subject, one.value) for one in document.facts] == [
        (one.subject, one.value) for one in plain.facts
    ]


def test_titles_terms_and_cells_are_quoted_as_written() -> None:
    document = structure(TEXT)
    assert [one.title for one in document.sections][:3] == [
        "部門概況",
        "主要職責",
        "2023年度部門決算情況說明",
    ]
    definition = document.definitions[0]
    assert (definition.term, definition.text[:6]) == ("財政撥款收入", "指本級財政當")
    assert document.tables[-1].rows[0].cells[0].text.endswith("財政撥款收入")
    for section in document.sections:
        assert section.title in document.text[section.title_start : section.title_end]


def test_a_simplified_text_is_left_alone() -> None:
    text = simplified(TEXT)
    assert structure(text).sections[0].title == "部门概况"
