"""How much two names are alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.lexicon import default_lexicons
from docstruct.matching.likeness import Likeness

SETTINGS = default_lexicons().classification.matching
KEYS = (
    "医疗保障支出",
    "其他医疗保障支出",
    "医疗保障经办事务",
    "卫生健康管理事务",
    "其他卫生健康管理事务支出",
)
LIKENESS = Likeness(KEYS, SETTINGS)


@pytest.mark.parametrize(
    ("spelt", "meant"),
    [
        ("其他卫生健康事务管理支出", "其他卫生健康管理事务支出"),
        ("医疗保障经办事条", "医疗保障经办事务"),
        ("医疗保障支", "医疗保障支出"),
        ("医疗保障其他支出", "其他医疗保障支出"),
        ("支出医疗保障", "医疗保障支出"),
        ("卫生健康管理", "卫生健康管理事务"),
    ],
)
def test_the_nearest(spelt: str, meant: str) -> None:
    assert LIKENESS.nearest(spelt, 3)[0][0] == meant


def test_the_remainder_is_another_subject() -> None:
    alike = LIKENESS.between("其他医疗保障支出", "医疗保障支出")

    assert alike < LIKENESS.between("其他医疗保障支出", "其他医疗保障") - 0.2


def test_half_a_remainder_is_none_for_certain() -> None:
    """土他 may be a misread 土地, 具他 a misread 其他: neither side is punished."""
    assert LIKENESS.between("土他储备", "土地储备") > 0.7
    assert LIKENESS.between("具他医疗保障支出", "其他医疗保障支出") > 0.8


TEXTS = st.text(st.sampled_from("其他医疗保障支出事务管理"), max_size=20)


@given(TEXTS, TEXTS)
def test_likeness_is_a_share_and_even(one: str, other: str) -> None:
    alike = LIKENESS.between(one, other)

    assert 0 <= alike <= 1
    assert alike == LIKENESS.between(other, one)
    assert LIKENESS.between(one, one) == 1
