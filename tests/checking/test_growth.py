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
    "接待9批次、9人次，其中国内5批次、5人次，外宾4批次、4人次，",
    "会议费预算5万元，决算3.5万元，决算数小于预算数，",
    "收入合计9万元，其中：财政拨款收入5万元，其他收入4万元，",
    "收入总计9万元，支出总计9万元，收、支总计增加1万元，",
    "公务接待费2万元，接待200人次，人均100元，",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_sentence_of_many_statements(statement: str) -> None:
    def work(count: int) -> int:
        return lines_run(
            lambda: structure(statement * count, fiscal_year=2023, document_type="final_accounts")
        )

    structure(statement)  # what is loaded once is neither counted nor traced
    assert growth(work, 40) < 2.2
