"""One sentence of many statements: what it costs to read and to check grows as the sentence does."""

from __future__ import annotations

import pytest

from docstruct import structure
from tests.growth import growth, lines_run

STATEMENTS = [
    "会议费支出3.5万元，比上年减少0.5万元，下降12.5%，",
    "会议费支出3.5万元，比上年4万元减少0.5万元；",
    "会议费支出3.5万元，比年初预算4万元减少0.5万元，",
    "会议费比上年减少0.5万元，",
    "会议费调整预算5万元，支出决算3.5万元，完成年初预算的80%，",
    "会议费支出3.5万元，占本年支出的5.2%，",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_sentence_of_many_statements(statement: str) -> None:
    def work(count: int) -> int:
        return lines_run(
            lambda: structure(statement * count, fiscal_year=2023, document_type="final_accounts")
        )

    structure(statement)  # what is loaded once is neither counted nor traced
    assert growth(work, 40) < 2.2
