"""Lines that label a table or a cover and are neither prose nor titles: 单位：万元, 公开01表, 部门：…, 2020年度.

>>> from docstruct.lexicon import Lexicons
>>> words = Lexicons().outline.words
>>> [is_label(line, words) for line in ("金额单位：万元", "公开01表", "部门：XX局", "2020年度", "1,329.64", "收入总表")]
[True, True, True, True, True, False]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineWords

LONGEST_LABEL = 80
NO_WORDS = re.compile(r"[\d\s.,，、%％+\-－—~/:：()（）…·*]*")
PROSE = re.compile(r"[。；;！？]")
COLON = re.compile("[：:]")


def is_label(head: str, words: OutlineWords) -> bool:
    """Whether a line holds nothing but a label, a form number, a year, or no words at all."""
    if len(head) > LONGEST_LABEL or PROSE.search(head):
        return False
    text = "".join(head.split())
    if NO_WORDS.fullmatch(text) or words.patterns.form_number.fullmatch(text):
        return True
    year = words.patterns.year.match(text.lstrip("（("))
    if year is not None and year.end() >= len(text.strip("（）()")):
        return True
    return label_of(text, words) is not None


def label_of(text: str, words: OutlineWords) -> str | None:
    """The label a text begins with, form number in front allowed: 公开01表 部门：XX局 → 部门."""
    if "：" not in text and ":" not in text:
        return None
    number = words.patterns.form_number.match(text)
    labels = (
        words.cover.organization_labels,
        words.tables.unit_labels,
        words.cover.date_labels,
        words.cover.publication_labels,
    )
    for start in (0, number.end() if number else 0):
        colon = COLON.search(text, start)
        label = text[start : colon.start()] if colon else ""
        if label and any(label in known for known in labels):
            return label
    return None
