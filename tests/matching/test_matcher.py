"""Names without a document: what ``docstruct match`` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docstruct.lexicon import default_lexicons
from docstruct.matching import Matcher
from docstruct.matching.explaining import Explainer

if TYPE_CHECKING:
    from docstruct.lexicon.classification import Entry


@pytest.mark.parametrize(
    ("name", "year", "scheme", "code", "method"),
    [
        ("机关事业单位基本养老保险缴费支出", 2022, None, "2080505", "exact"),
        ("住房公积金", 2022, "functional", "2210201", "exact"),
        ("会议费", None, "economic_department", "30215", "exact"),
        ("维修(护)费", None, "economic_department", "30213", "exact"),
        ("公务用车运行费", None, "economic_department", "30231", "alias"),
        ("医疗保障政策管理支出", 2022, None, "2101505", "alias"),
        ("其他卫生健康事务管理支出", 2022, None, "2100199", "fuzzy"),
        ("城乡医疗求助", 2022, "functional", "2101301", "fuzzy"),
        ("一般公共服务", 2012, "functional", "201", "exact"),
        ("⼀般公共服务⽀出", 2022, "functional", "201", "exact"),
    ],
)
def test_answers(
    matcher: Matcher, name: str, year: int | None, scheme: str | None, code: str, method: str
) -> None:
    found = matcher.match(name, year=year, scheme=scheme)  # type: ignore[arg-type]

    assert (found.code, found.method) == (code, method)
    assert found.official_name == matcher.classification.name(code, year)
    assert found.score is not None
    assert found.score >= matcher.settings.decision.threshold


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("行政运行", "codes fit about equally well"),
        ("会议费", "codes fit about equally well"),
        ("本年支出合计", "an amount or total"),
        ("“三公”经费", "an amount or total"),
        ("", "no name"),
        ("……", "no name"),
        ("支" * 10_000, "far longer"),
        ("医疗食堂事务", "the best candidate scores"),
        ("Hello, world", "no name of the classification is like it"),
    ],
)
def test_abstentions(matcher: Matcher, name: str, why: str) -> None:
    found = matcher.match(name)

    assert found.code is None
    assert found.score is None
    assert why in (found.abstained or "")


def test_a_path_may_end_with_the_name_or_not(matcher: Matcher) -> None:
    above = ("卫生健康支出", "医疗保障管理事务")

    assert (
        matcher.match("行政运行", above).code
        == matcher.match("行政运行", (*above, "行政运行")).code
        == "2101501"
    )


def test_the_year_chooses_the_name(matcher: Matcher) -> None:
    assert matcher.match("行政事业单位离退休", year=2018).official_name == "行政事业单位离退休"
    assert matcher.match("行政事业单位离退休", year=2022).official_name == "行政事业单位养老支出"


def test_an_explanation_names_the_evidence_and_the_rivals(matcher: Matcher) -> None:
    found = matcher.match("其他医疗保障经办事务", ("卫生健康支出", "医疗保障管理事务"), 2022)
    lines = Explainer(matcher.classification).explain(found).splitlines()

    assert lines[0].startswith("其他医疗保障经办事务: 2101599 其他医疗保障管理事务支出, by fuzzy")
    assert "levels above 1.00; in the edition of 2022" in lines[2]
    assert "only in the candidate: 管理" in lines[2]
    assert lines[3].startswith("  2101506 医疗保障经办事务 (卫生健康支出 > 医疗保障管理事务), 0.")


MATCHER = Matcher(default_lexicons().classification)
NAMES = st.text(st.sampled_from("其他卫生健康支出行政运费（）()“”一、 \t\n1a𠀀"), max_size=30)


@settings(deadline=None, max_examples=100)
@given(NAMES, st.lists(NAMES, max_size=3), st.none() | st.integers(2007, 2030))
def test_any_name_has_an_answer_or_a_reason(name: str, path: list[str], year: int | None) -> None:
    found = MATCHER.match(name, tuple(path), year)

    assert (found.code is None) == (found.abstained is not None)
    assert found == MATCHER.match(name, tuple(path), year)
    if found.code is not None:
        assert MATCHER.classification.names(found.code)
        assert 0 < (found.score or 0) <= 1


@pytest.mark.parametrize("entry", MATCHER.classification.entries[::40])
def test_every_name_is_found_under_its_own_path(entry: Entry) -> None:
    lineage = MATCHER.classification.lineage(entry.code)
    path = tuple(MATCHER.classification.name(code) or "" for code in lineage[:-1])
    ranked = MATCHER.match(entry.name, path, scheme=entry.scheme).ranked

    assert entry.code in {one.code for one in ranked if one.total > ranked[0].total - 0.07}
