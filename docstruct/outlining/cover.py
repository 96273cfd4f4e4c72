"""The cover: the short lines before the table of contents, or before the text where there is none.

A web page has no cover but a title: a first line such as XX县XX局2023年度部门决算公开 is taken for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docstruct.outlining.dates import is_date
from docstruct.outlining.labels import label_of

if TYPE_CHECKING:
    from docstruct.lexicon.outline import OutlineWords
    from docstruct.outlining.contents import Contents
    from docstruct.outlining.lines import Line

PROSE = re.compile(r"[。；;！？]|\d\s*(?:[万亿千]?元|[%％])")
"""What no line of a cover holds: the end of a sentence, an amount."""
LONGEST_COVER_LINE = 60
COVER_LINES = 12


def find_cover(lines: list[Line], contents: Contents | None, words: OutlineWords) -> list[int]:
    """The indexes of the lines of the cover."""
    if contents is not None:
        return [line.index for line in lines[: contents.first] if _is_short(line)]
    found: list[int] = []
    named = 0
    above = ""
    for line in lines[:COVER_LINES]:
        if _begins_text(line) or not _is_short(line):
            break
        found.append(line.index)
        if _names_document(line, above, words):
            named = len(found)
        above = line.head
    return found[:named]


def _begins_text(line: Line) -> bool:
    """Whether a line is no part of a cover: numbered or tabular."""
    return line.is_row or line.is_numbered


def _is_short(line: Line) -> bool:
    return line.end - line.start <= LONGEST_COVER_LINE and not PROSE.search(line.head)


def _names_document(line: Line, above: str, words: OutlineWords) -> bool:
    """Whether a line is part of what a cover says: the document's name with its year, a label, a date.

    The name may be broken over two lines, the year in one of them: 2017年度一般公共预算财政拨款 / “三公”经费决算情况说明.
    """
    text = "".join(line.head.split())
    if is_date(text) or label_of(text, words) is not None:
        return True
    if any(word in text for word in words.cover.attached):
        return False
    year, named = words.patterns.year.search(text), words.patterns.document_type.search(text)
    return bool(
        (year and (named or words.patterns.document_type.search(above)))
        or (named and words.patterns.year.search(above))
    )
