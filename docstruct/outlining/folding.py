"""Titles made comparable: the same title on the contents page, as a heading and in the lexicon folds to one string.

>>> folded("一般公共预算财政拨款 “三公”经费支出决算表")
'一般公共预算财政拨款三公经费支出决算表'
>>> without_year("2024年度部门预算表"), without_year("二〇二三年收支情况")
('部门预算表', '收支情况')
"""

from __future__ import annotations

import re

from docstruct.lexicon.numerals import YEAR as _YEAR_IN_WORDS
from docstruct.lexicon.numerals import YEAR_ENDS

PUNCTUATION = "“”\"'‘’《》〈〉「」【】[]()（）〔〕、，,。.．;；:：!！?？·-—－_*#|…~ \t\u3000\u00a0"
# An expression and no table for str.translate, which looks every Chinese character up in vain: four times as slow.
DROPPED = re.compile(f"[{re.escape(PUNCTUATION)}]+")
YEAR = re.compile(rf"(?:20\d\d|{_YEAR_IN_WORDS}){YEAR_ENDS}?")


def folded(title: str) -> str:
    """The title without spaces and punctuation."""
    return DROPPED.sub("", title)


def without_year(title: str) -> str:
    """The title without the years it names."""
    return YEAR.sub("", title)


def compact(title: str) -> str:
    """The title as it is reported: without inner spaces and without what closes it."""
    return "".join(title.split()).strip("：:。；;，,")
