"""Every cell that states a number is a fact, whatever is known of its meaning."""

from __future__ import annotations

from docstruct import structure

TABLE = """支出决算表
单位：万元
科目编码\t科目名称\t合计
208\t社会保障和就业支出\t1,004.50
20805\t行政事业单位养老支出\t0.00
2080501\t行政单位离退休\t
"""


def test_a_number_is_a_fact_and_a_blank_is_none() -> None:
    document = structure(TABLE)
    assert [(fact.text, fact.value, fact.unit, fact.amount) for fact in document.facts] == [
        ("1,004.50", "1004.50", "万元", "10045000"),
        ("0.00", "0.00", "万元", "0"),
    ]
    first, second = document.facts
    assert document.text[first.start : first.end] == "1,004.50"
    assert (second.row, second.column) == (2, 3)
    assert document.tables[0].rows[1].cells[2].start == second.start


def test_a_coded_row_is_its_subject_under_those_above_it() -> None:
    subject = structure(TABLE).facts[1].subject
    assert subject is not None
    assert (subject.code, subject.scheme, subject.method) == ("20805", "functional", "stated")
    assert subject.path == ("社会保障和就业支出", "行政事业单位养老支出")
