"""One sentence of many statements, and one file of many chapters: what it costs to read and to check grows as they do."""

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
    "人员增加导致支出增加5万元",
    "会议费5万元、培训费6万元，共计11万元，",
    "其余3万元为公用经费",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_sentence_of_many_statements(statement: str) -> None:
    def work(count: int) -> int:
        return lines_run(
            lambda: structure(statement * count, fiscal_year=2023, document_type="final_accounts")
        )

    work(2)  # what is loaded once is not counted
    assert growth(work, 40) < 2.2


CHAPTER = """\
第@部分 2022年度部门决算表
一般公共预算财政拨款支出决算表
单位：万元
功能分类科目编码\t科目名称\t合计\t基本支出\t项目支出
2080501\t行政单位离退休\t2.0@\t2.0@\t0.00
2080505\t机关事业单位基本养老保险缴费支出\t5.00\t5.00\t0.00
2101101\t行政单位医疗\t4.00\t3.00\t1.00
合计\t\t11.0@\t10.0@\t1.00

政府性基金预算财政拨款收入支出决算表
单位：万元
项目\t年初结转\t本年收入\t本年支出

注：本单位2022年度没有政府性基金收入和支出，故本表为空表。

@、财政拨款支出决算情况说明
2022年度财政拨款支出11.0@万元，主要用于以下方面：
1.社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。支出决算为2.0@万元。
2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。支出决算为5.00万元。
3.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。支出决算为4.00万元。
"""


def test_a_file_of_many_chapters() -> None:
    def work(count: int) -> int:
        text = "".join(CHAPTER.replace("@", str(number)) for number in range(count))
        return lines_run(lambda: structure(text, fiscal_year=2022, document_type="final_accounts"))

    structure(CHAPTER)
    assert growth(work, 12) < 2.2


BALANCE = "年初结转和结余@.00万元，本年收入9.00万元，本年支出2.00万元，年末结转和结余@.00万元。\n"
"""Wrong, so that every one is looked after: whether the document tells elsewhere of what it leaves out."""


def test_many_balances() -> None:
    def work(count: int) -> int:
        text = "".join(BALANCE.replace("@", str(number)) for number in range(count))
        return lines_run(lambda: structure(text, fiscal_year=2022, document_type="final_accounts"))

    structure(BALANCE)
    assert growth(work, 12) < 2.2
