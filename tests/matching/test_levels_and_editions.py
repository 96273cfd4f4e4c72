"""What the levels and the year stated with a name decide: the level asked for, contradictions, other editions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.matching import Matcher, Mention
from docstruct.matching.one_string import read_string
from docstruct.matching.paths import agreement
from tests.matching.conftest import resolver


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("其他教育支出", ("教育支出", "其他教育支出"), "2059999"),
        ("其他教育支出", ("教育支出", "其他教育支出", "其他教育支出"), "2059999"),
        ("其他教育支出", ("教育支出",), "20599"),
        ("其他卫生健康支出", ("卫生健康支出", "其他卫生健康支出"), "2109999"),
        ("城乡社区环境卫生", ("城乡社区支出", "城乡社区环境卫生"), "2120501"),
        ("城乡社区环境卫生", ("城乡社区支出",), "21205"),
        ("医疗保障管理事务", ("卫生健康支出", "医疗保障管理事务"), "21015"),
        ("教育支出", ("教育支出",), "205"),
        ("小学教育", ("基本支出", "教育支出", "普通教育"), "2050202"),
    ],
)
def test_the_number_of_levels_fixes_the_level(
    matcher: Matcher, name: str, path: tuple[str, ...], code: str
) -> None:
    assert matcher.match(name, path, 2024).code == code


def test_the_level_a_name_is_called_decides(matcher: Matcher) -> None:
    path = ("教育支出", "其他教育支出")
    found = resolver(matcher)

    assert found.resolve(Mention(path[-1], path, is_item=True, levels=(1, 2))).code == "20599"
    assert found.resolve(Mention(path[-1], path, is_item=True, levels=(1, 3))).code == "2059999"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("公共安全", ("转移性支出", "政府性基金转移支付")),
        ("行政单位医疗", ("教育支出", "普通教育")),
        ("行政单位医疗", ("住房保障支出",)),
        ("住房公积金", ("卫生健康支出", "行政事业单位医疗")),
        ("小学教育", ("教育支出", "职业教育")),
        ("会议费", ("工资福利支出",)),
    ],
)
def test_levels_that_contradict_leave_a_name_open(matcher: Matcher, name: str, path: tuple[str, ...]) -> None:
    found = matcher.match(name, path)

    assert found.code is None
    assert "below" in (found.abstained or "")
    assert found.candidates


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("小学教育", ("教育支出", "普通教育"), "2050202"),
        ("小学教育", ("教育", "普通教育支出"), "2050202"),
        ("住房公积金", ("住房保障支出",), "2210201"),
        ("行政单位医疗", ("医疗卫生与计划生育支出", "行政事业单位医疗"), "2101101"),
        ("会议费", ("商品和服务支出",), "30215"),
    ],
)
def test_levels_that_agree_do_not(matcher: Matcher, name: str, path: tuple[str, ...], code: str) -> None:
    found = matcher.match(name, path, scheme=None if code[0] == "2" else "economic_department")

    assert (found.code, found.method) == (code, "exact")


def test_a_wrong_first_level_costs_score_only(matcher: Matcher) -> None:
    found = matcher.match("医疗保障经办事务", ("教育支出", "医疗保障管理事务"))

    assert found.code == "2101506"
    assert (found.score or 0) < 0.97


@pytest.mark.parametrize(
    ("name", "year", "code", "edition"),
    [
        ("医疗卫生与计划生育支出", 2022, "210", 2018),
        ("医疗卫生与计划生育支出", 2016, "210", 2016),
        ("退役军人管理事务", 2017, "20828", 2019),
        ("退役军人管理事务", 2021, "20828", 2021),
        ("地质灾害防治", 2022, "2240601", 2022),
        ("创业担保贷款贴息", 2019, "2130804", 2019),
        ("一般公共服务", 2022, "201", 2022),
    ],
)
def test_a_code_tells_its_edition(matcher: Matcher, name: str, year: int, code: str, edition: int) -> None:
    found = matcher.match(name, year=year)

    assert (found.code, found.edition) == (code, edition)
    assert (found.note is not None) == (edition != year or (found.score or 0) < 0.95)
    if edition != year:
        assert (found.score or 0) <= 0.9


@pytest.mark.parametrize("name", ["污水处理", "退役军人管理事物"])
def test_no_likeness_reaches_into_another_edition(matcher: Matcher, name: str) -> None:
    assert matcher.match(name, year=2017).code is None


def test_without_a_year_every_edition_will_do(matcher: Matcher) -> None:
    assert matcher.match("退役军人管理事物").code == "20828"


@pytest.mark.parametrize(
    ("text", "names", "code"),
    [
        ("农林水支出（类）林业和草原（款）行政运行（项）", ("农林水支出", "林业和草原", "行政运行"), "2130201"),
        ("农林水支出(类)林业和草原(款)行政运行(项)", ("农林水支出", "林业和草原", "行政运行"), "2130201"),
        ("农林水支出（213类）林业和草原（02款）行政运行（01项）", ("农林水支出", "林业和草原", "行政运行"), "2130201"),
        ("林业和草原（款）行政运行（项）", ("林业和草原", "行政运行"), "2130201"),
        ("教育支出（类）其他教育支出（款）", ("教育支出", "其他教育支出"), "20599"),
        ("教育支出（类）其他教育支出（款）其他教育支出（项）", ("教育支出", "其他教育支出", "其他教育支出"), "2059999"),
        ("教育支出（类）普通教育（款）小学教育", ("教育支出", "普通教育", "小学教育"), "2050202"),
        ("教育支出-普通教育-小学教育", ("教育支出", "普通教育", "小学教育"), "2050202"),
        ("教育支出 > 普通教育 > 小学教育", ("教育支出", "普通教育", "小学教育"), "2050202"),
        ("2050202 小学教育", ("小学教育",), "2050202"),
        ("小学教育（2050202）", ("小学教育",), "2050202"),
        ("小学教育", ("小学教育",), "2050202"),
    ],
)  # fmt: skip
def test_one_string(matcher: Matcher, text: str, names: tuple[str, ...], code: str) -> None:
    assert read_string(text).names == names
    assert matcher.match(text).code == code


@pytest.mark.parametrize(
    "text", ["资本性支出（一）", "维修（护）费", "2022年", "101 税收收入", "（类）", "A-B"]
)
def test_what_is_one_name_stays_one(text: str) -> None:
    assert read_string(text).names == (text,)


@given(st.text(st.sampled_from("教育支出（）()类款项-> 0123"), max_size=20))
def test_a_string_gives_names_or_itself(text: str) -> None:
    written = read_string(text)

    assert written.names
    assert len(written.levels) in (0, len(written.names))


@pytest.mark.parametrize(
    ("likeness", "agrees"),
    [
        ([[1.0]], 1.0),
        ([[1.0, 0.0], [0.0, 1.0]], 1.0),
        ([[0.0, 1.0], [1.0, 0.0]], 2 / 3),
        ([[0.0, 1.0]], 1.0),
        ([[1.0], [1.0]], 2 / 3),
        ([[], []], 0.0),
        ([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], 1.0),
    ],
)
def test_levels_are_taken_in_order_and_none_twice(likeness: list[list[float]], agrees: float) -> None:
    assert agreement(likeness) == pytest.approx(agrees)


@pytest.mark.parametrize(
    ("text", "under", "code"),
    [
        ("行政运行", "20501", "2050101"),
        ("行政运行", "", None),
        ("公立医院", "210", "21002"),
        ("培训费", "205", None),
        ("行政运行", "2050202", None),
    ],
)
def test_an_item_is_that_of_what_it_stands_under(
    matcher: Matcher, text: str, under: str, code: str | None
) -> None:
    assert resolver(matcher).resolve(Mention(text, under=under)).code == code


@pytest.mark.parametrize("text", ["培训费", "咨询费", "水费"])
def test_an_economic_item_gets_no_code_by_function(matcher: Matcher, text: str) -> None:
    subject = resolver(matcher).resolve(Mention(text, context="narrative.expenditure"))

    assert subject.code is None
    assert subject.candidates
    assert {candidate.code[0] for candidate in subject.candidates} <= {"3", "5"}


@pytest.mark.parametrize(
    ("name", "above", "year", "code"),
    [
        # 对外医疗援助 (2020305) was given up, 对外援助 (2020306) is in force, and either may be meant.
        ("对外医辽援助", ("外交支出", "对外援助"), None, None),
        # A year tells.
        ("对外医辽援助", ("外交支出", "对外援助"), 2024, "2020306"),
        ("对外医疗援助", ("外交支出", "对外援助"), None, "2020305"),
        # The same name of a code in force and of one given up stays the one in force.
        ("机关事业单位基本养老保险缴弗", ("社会保障和就业支出", "行政事业单位养老支出"), None, "2080505"),
    ],
)
def test_the_edition_does_not_decide_between_likenesses_of_no_year(
    matcher: Matcher, name: str, above: tuple[str, ...], year: int | None, code: str | None
) -> None:
    assert matcher.match(name, above, year).code == code


def test_an_abstention_between_schemes_says_that_the_scheme_would_tell(matcher: Matcher) -> None:
    assert "the scheme would tell" in (matcher.match("工资福利支出", year=2024).abstained or "")
    assert "scheme" not in (matcher.match("行政运行", year=2024).abstained or "")
