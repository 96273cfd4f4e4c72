"""The cover: the short lines before the table of contents, or before the text where there is none.

A web page has no cover but a title: a first line such as XX县XX局2023年度部门决算公开 is taken for one.
"""

from __future__ import annotations

import re
from itertools import pairwise
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
        return [line.index for line in lines[: _end(lines, contents.first)] if _is_short(line)]
    found: list[int] = []
    named = 0
    above = ""
    for line in lines[:COVER_LINES]:
        if _begins_text(line) or not _is_short(line) or _is_below(line, lines[0]):
            break
        found.append(line.index)
        if _names_document(line, above, words):
            named = len(found)
        above = line.head
    return found[:named]


def _end(lines: list[Line], contents: int) -> int:
    """Where the cover ends: at the contents, or at the first title with prose below it, where the contents stand behind the text."""
    titles: int | None = None  # where the numbered lines begin that stand right above
    for line, below in pairwise(lines[:contents]):
        titles = (line.index if titles is None else titles) if line.is_numbered and _is_short(line) else None
        if titles is not None and not _is_short(below):
            return titles
    return contents


def _begins_text(line: Line) -> bool:
    """Whether a line is no part of a cover: numbered or tabular."""
    return line.is_row or line.is_numbered


def _is_below(line: Line, first: Line) -> bool:
    """Whether the medium marks a line as a heading of a lower level than the document's title, or of one where that has none."""
    depth, top = line.paragraph.heading, first.paragraph.heading
    return line is not first and depth is not None and (top is None or depth > top)


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
