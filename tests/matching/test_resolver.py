"""What a mention means in its document: one case a line of evidence, in the order of trust."""

from __future__ import annotations

import pytest

from docstruct.matching import Matcher, Mention
from tests.matching.conftest import resolver


@pytest.mark.parametrize(
    ("mention", "code"),
    [
        (Mention("社会保险经办机构", code="2080109"), "2080109"),
        (Mention("行政单位离退休", path=("社会保障和就业支出", "行政单位离退休"), code="2080501"), "2080501"),
        (Mention("查不到的科目", code="2089998", is_item=True), "2089998"),
        (Mention("公务接待费", code="30217", context="narrative.three_public"), "30217"),
    ],
)
def test_a_stated_code_is_trusted(matcher: Matcher, mention: Mention, code: str) -> None:
    subject = resolver(matcher).resolve(mention)

    assert (subject.code, subject.method) == (code, "stated")


def test_digits_of_the_first_level_only_say_where_to_look(matcher: Matcher) -> None:
    """医疗卫生与计划生育支出（210类）行政事业单位医疗（款）行政单位医疗（项）."""
    path = ("医疗卫生与计划生育支出", "行政事业单位医疗", "行政单位医疗")
    subject = resolver(matcher).resolve(Mention("行政单位医疗", path=path, code="210", is_item=True))

    assert (subject.code, subject.method, subject.edition) == ("2101101", "exact", 2022)


@pytest.mark.parametrize(
    ("path", "code", "method"),
    [
        (("卫生健康支出", "医疗保障管理事务", "行政运行"), "2101501", "exact"),
        (("卫生健康", "医疗保障管理事务", "行政运行"), "2101501", "exact"),
        (("社会保障和就业支出", "人力资源和社会保障管理事务", "行政运行"), "2080101", "exact"),
        (
            ("社会保障和就业支出", "行政事业单位养老保险支出", "机关事业单位基本养老保险缴费"),
            "2080505",
            "alias",
        ),
        (("住房保障支出", "住房公积金"), "2210201", "exact"),
        (("卫生健康", "其他卫生健康支出", "其他卫生健康支出"), "2109999", "exact"),
        (("卫生健康支出", "卫生健康管理事务", "其他卫生健康事务管理支出"), "2100199", "fuzzy"),
        (("卫生健康", "医疗保障管理事务", "其他医疗保障经办事务"), "2101599", "fuzzy"),
        (("公共安全支出", "检察", "检察监督"), "2040410", "exact"),
        (("住房保障",), "221", "alias"),
        (("社会保障和就业支出",), "208", "exact"),
        (("卫生健康",), "210", "alias"),
    ],
)
def test_the_stated_path_constrains(matcher: Matcher, path: tuple[str, ...], code: str, method: str) -> None:
    subject = resolver(matcher).resolve(Mention(path[-1], path=path, is_item=True))

    assert (subject.code, subject.method, subject.scheme) == (code, method, "functional")


def test_levels_may_be_economic(matcher: Matcher) -> None:
    """商品和服务支出（类）会议费（款）."""
    mention = Mention("会议费", path=("商品和服务支出", "会议费"), is_item=True)

    assert resolver(matcher).resolve(mention).code == "30215"


def test_a_name_many_codes_bear_is_left_open(matcher: Matcher) -> None:
    subject = resolver(matcher).resolve(Mention("行政运行", path=("行政运行",), is_item=True))

    assert subject.code is None
    assert subject.score is None
    assert len(subject.candidates) == 5
    assert {candidate.name for candidate in subject.candidates} == {"行政运行"}


def test_the_documents_table_decides_between_them(matcher: Matcher) -> None:
    found = resolver(matcher, ("2101501", "行政运行", "868.51"))
    subject = found.resolve(Mention("行政运行", path=("行政运行",), is_item=True))

    assert (subject.code, subject.method) == ("2101501", "document_table")


def test_the_amount_decides_between_two_rows(matcher: Matcher) -> None:
    found = resolver(matcher, ("2101501", "行政运行", "868.51"), ("2080101", "行政运行", "12.30"))
    named = Mention("行政运行", path=("行政运行",), is_item=True)

    assert found.resolve(named).code is None
    assert found.resolve(Mention("行政运行", is_item=True, amounts=("123000",))).code == "2080101"


def test_a_table_without_codes_says_what_stands_under_what(matcher: Matcher) -> None:
    found = resolver(
        matcher,
        (None, "一、社会保障和就业支出", "95.61"),
        (None, "行政事业单位养老支出", "95.61"),
        (None, "行政单位离退休", "6.68"),
        (None, "二、卫生健康支出", "1153.05"),
        (None, "医疗保障管理事务", "1153.05"),
        (None, "行政运行", "697.75"),
        (None, "合计", "1248.66"),
    )
    subject = found.resolve(Mention("行政运行", context="narrative.expenditure"))

    assert (subject.code, subject.method) == ("2101501", "document_table")


@pytest.mark.parametrize(
    "text",
    [
        "本年支出合计",
        "收、支总计",
        "财政拨款收入",
        "“三公”经费",
        "基本支出",
        "人员经费",
        "机关运行经费",
        "年末结转和结余",
        "车辆",
        "",
        "，。",
        "2022",
        "支出" * 5000,
    ],
)
@pytest.mark.parametrize("is_item", [True, False])
def test_what_is_no_subject_has_no_code(matcher: Matcher, text: str, is_item: bool) -> None:
    subject = resolver(matcher, ("2101501", "行政运行", "1")).resolve(Mention(text, is_item=is_item))

    assert subject.code is None


ECONOMIC_ROWS = (
    ("30217", "公务接待费", "1.11"),
    ("30215", "会议费", "9.59"),
    ("30113", "住房公积金", "78.46"),
)


@pytest.mark.parametrize(
    ("text", "context", "code"),
    [
        ("会议费", None, "30215"),
        ("公务接待费", None, None),
        ("公务接待费", "narrative.three_public.items", None),
        ("公务接待费", "narrative.operating_costs", "30217"),
        ("公务用车运行维护费", "narrative.three_public", None),
        ("住房公积金", "narrative.basic_expenditure", "30113"),
        ("工资福利支出", "narrative.basic_expenditure", "301"),
        ("对个人和家庭补助", "narrative.basic_expenditure", "303"),
        ("工资福利支出", None, "301"),
        ("商品和服务支出", "narrative.expenditure", "302"),
        ("会议费用", None, None),
    ],
)
def test_economic_items_are_named_as_such(
    matcher: Matcher, text: str, context: str | None, code: str | None
) -> None:
    subject = resolver(matcher, *ECONOMIC_ROWS).resolve(Mention(text, context=context))

    assert subject.code == code


@pytest.mark.parametrize(
    ("text", "context", "code"),
    [
        ("社会保障和就业支出", "narrative.general_budget.structure", "208"),
        ("机关事业单位基本养老保险缴费支出", "narrative.expenditure", "2080505"),
        ("住房公积金", "narrative.expenditure", "2210201"),
        ("初中教育支出", "narrative.general_budget", "2050203"),
        ("初中教育支出", None, None),
        ("其他支出", "narrative.expenditure", None),
        ("社会保障和就业支出", None, "208"),
        ("国有资本经营预算支出", "narrative.state_capital", None),
        ("社会保险经办机构", None, None),
        ("教育支出", "narrative.three_public", None),
        ("教育支出", "narrative.basic_expenditure", None),
    ],
)
def test_plain_names_count_where_expenditure_is_by_function(
    matcher: Matcher, text: str, context: str | None, code: str | None
) -> None:
    assert resolver(matcher).resolve(Mention(text, context=context)).code == code


def test_an_answer_is_kept(matcher: Matcher) -> None:
    found = resolver(matcher)
    mention = Mention("住房公积金", path=("住房保障支出", "住房改革支出", "住房公积金"), is_item=True)

    assert found.resolve(mention) is found.resolve(mention)


@pytest.mark.parametrize(
    ("names", "sentence", "codes"),
    [
        (
            ["教育", "农林水", "其他支出"],
            "按支出功能分类，教育5万元，农林水6万元，其他支出1万元。",
            ["205", "213", "229"],
        ),
        (
            ["教育", "卫生健康", "住房保障"],
            "包括教育5万元、卫生健康6万元、住房保障7万元。",
            ["205", "210", "221"],
        ),
        (["住房公积金", "事业单位医疗"], "按支出功能分类科目划分", ["2210201", "2101102"]),
        (["农林水", "住房保障"], "农林水5万元，住房保障7万元。", [None, None]),
        (
            ["办公费", "水费", "公务接待费", "电费"],
            "办公费5元，水费6元，公务接待费1元，电费7元。",
            ["30201", "30205", "30217", "30206"],
        ),
        (["办公费", "水费"], "办公费5元，水费6元。", [None, None]),
        (["会议费"], "按经济分类，会议费5万元。", ["30215"]),
        (
            ["公务接待费", "公务用车购置费", "因公出国（境）费"],
            "公务接待费5元，公务用车购置费6元，因公出国（境）费7元。",
            [None] * 3,
        ),
    ],
)
def test_a_list_tells_what_its_names_are(
    matcher: Matcher, names: list[str], sentence: str, codes: list[str | None]
) -> None:
    document = resolver(matcher)
    listing = document.listing(names, sentence)

    assert [document.resolve(Mention(name, listing=listing)).code for name in names] == codes
