"""Which lines are captions of tables: titles with the number of a part, and what says that a table goes on."""

from __future__ import annotations

import pytest

from docstruct.lexicon import default_lexicons
from docstruct.outlining.tables.captions import CaptionReader

READER = CaptionReader(default_lexicons().outline)


@pytest.mark.parametrize(
    "line",
    [
        "支出决算表",
        "支出决算表（2）",
        "支出决算表（续）",
        "支出决算表（续 2）",
        "支出决算表续表",
        "附表1：支出决算表(3)",
    ],
)
def test_the_title_of_a_table(line: str) -> None:
    assert READER.is_title(line)


@pytest.mark.parametrize("line", ["支出决算情况（2）", "公开01表", "（2）"])
def test_no_title(line: str) -> None:
    assert not READER.is_title(line)


def test_a_table_that_goes_on_has_the_key_of_its_title() -> None:
    assert READER.key("支出决算表（续）") == READER.key("支出决算表（续表2）") == READER.key("支出决算表")
    assert READER.key("支出决算表（续）") != READER.key("收入决算表（续）")
    assert READER.key("接上表") == READER.key("续表") == ""


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("表七 一般公共预算支出表", "一般公共预算支出表"),
        ("表八　三公经费支出表", "三公经费支出表"),
        ("附表十一 一般公共预算支出表", "一般公共预算支出表"),
        ("表一一般公共预算支出表", "一般公共预算支出表"),
        ("表5-1 一般公共预算支出表", "一般公共预算支出表"),
        ("表二十一 收入总表", "收入总表"),
        ("表十 三保支出表", "三保支出表"),
    ],
)
def test_the_number_before_a_title_ends_where_a_word_begins(line: str, title: str) -> None:
    assert READER.plain_title(line) == title
