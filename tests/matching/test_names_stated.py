"""Names that are not those of the code they stand with: the finding ``code_name_mismatch``."""

from __future__ import annotations

import pytest

from docstruct.matching import Matcher, Mention
from tests.matching.conftest import resolver


def item(*path: str, code: str | None = None, levels: tuple[int, ...] = ()) -> Mention:
    return Mention(path[-1], path=path, code=code, is_item=True, levels=levels)


@pytest.mark.parametrize(
    ("mention", "says"),
    [
        (item("社会保障和就业支出", "行政事业单位养老保险支出", "机关事业单位基本养老保险缴费支出"), "“行政事业单位养老保险支出”与科目20805的名称“行政事业单位养老支出”不符"),
        (item("医疗卫生与计划生育支出", code="210"), "“医疗卫生与计划生育支出”是科目210在2018年及以前的名称，2022年为“卫生健康支出”"),
        (item("住房保障支出", "住房公积金", levels=(2, 3)), "“住房保障支出”标为款，科目221是类"),
        (Mention("事业单位医疗", code="2101101"), "“事业单位医疗”与科目2101101的名称“行政单位医疗”不符"),
        (item("教育支出", "医疗保障管理事务", "医疗保障经办事务"), "“教育支出”不是2101506（医疗保障经办事务）的上级科目"),
    ],
)  # fmt: skip
def test_disagreements(matcher: Matcher, mention: Mention, says: str) -> None:
    assert resolver(matcher).mismatch(mention) == says


@pytest.mark.parametrize(
    "mention",
    [
        item("卫生健康支出", "医疗保障管理事务", "行政运行"),
        item("卫生健康", "医疗保障管理事务", "行政运行"),
        item("社会保障和就业", "行政事业单位养老", "机关事业单位基本养老保险缴费"),
        item("住房保障支出", "住房公积金", levels=(1, 3)),
        item("一般公共服务支出", "政府办公厅及相关机构事务", "行政运行"),
        Mention("行政单位医疗", code="2101101"),
        Mention("本年支出合计"),
        item("行政运行"),
    ],
)
def test_agreements(matcher: Matcher, mention: Mention) -> None:
    assert resolver(matcher).mismatch(mention) is None


def test_an_old_name_is_right_in_its_year(matcher: Matcher) -> None:
    mention = item("医疗卫生与计划生育支出", code="210")

    assert resolver(matcher, year=2016).mismatch(mention) is None
    assert resolver(matcher, year=None).mismatch(mention) is None


def test_what_the_documents_table_prints_agrees(matcher: Matcher) -> None:
    mention = Mention("城乡医疗救助项目支出", code="2101301")

    assert resolver(matcher).mismatch(mention) is not None
    assert resolver(matcher, ("2101301", "城乡医疗救助项目支出", "1")).mismatch(mention) is None
