"""Where the tables of a converted text stand: runs of short lines with figures of their own among them.

A figure of a table stands alone in its line, beside other figures, or beside a name; in prose it stands in a sentence.
So a line of figures is the seed of a table, and the table goes on through the short lines between its seeds, which are
the names. It ends at prose, at the title of the next table and at the title of a part; names below the last figure
are only taken with it up to the first that looks like a heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER = r"[-−－+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％]?"
MONEY = r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d{1,6})[%％]?"
CODE = r"[1-9]\d{2}(?:\d{2}){0,2}"
_EMPTY = r"[-—－/]{1,3}"
_BLANK = r"[ \u3000\xa0]"
_FIGURES = re.compile(
    rf"(?:{NUMBER}|{_EMPTY})(?:{_BLANK}+(?:{NUMBER}|{_EMPTY}))*(?P<unit>{_BLANK}*[万亿千百]?元)?"
)
"""A line of nothing but figures, codes and dashes, or a figure with its unit."""
_TELLING = re.compile(rf"{MONEY}|(?<!\d){CODE}(?!\d)|{_BLANK}")
"""Money, a code, or several figures: one small number alone may be that of a page."""
_MIXED = re.compile(
    rf"(?:^|{_BLANK}){MONEY}{_BLANK}+(?![万亿元千%％年月个])[^\s\d]|[^\s\d]{_BLANK}+{MONEY}$|"
    rf"^{CODE}{_BLANK}+[^\s\d年月日元个家辆人次%％万亿]"
)
"""A name beside a figure: behind it, before it, or a code with its name."""
_PROSE = re.compile(r"[。；;！？!?]|[，,](?!\d{3})|[：:].")
"""What stands in sentences and not in the cells of a table of figures (the label of a cell has its colon at the end)."""
_WIDE_GAP = re.compile(rf"\S{_BLANK}{{2,}}\S")
_TITLE = re.compile(r"[^。；，：]{3,60}表(?:[（(][^（）()]{1,8}[）)])?")
_PART = re.compile(r"第\s*[一二三四五六七八九十\d]{1,3}\s*部分|附件\s*\d*\s*$")
_UNIT = re.compile(r"(?:金额)?单位[:：].{0,8}元")
_NOTE = re.compile(r"[备附]?注[:：]|说明[:：]|\*")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}\s*、|[（(][一二三四五六七八九十]{1,3}[）)]")

LONGEST_NAME = 45
"""Characters of the longest name in a table; what is longer is prose."""
MOST_NAMES = 30
"""Names one below another without a figure: the longest list of functions has 28 classes."""
FEWEST_FIGURES = 3
"""Lines with figures that make a table; a line of prose may be broken around one."""

_RUN = re.compile(rf"(?:n\.*){{0,{MOST_NAMES}}}f(?:\.*(?:n\.*){{0,{MOST_NAMES}}}f)*(?:\.*n)*")
"""Figures and the names around them, in the letters of :func:`_kind`."""
_FORM = re.compile(r"(?<=u)\.*(n(?:\.*n)*)(?=\.*[tux])")
"""A table with nothing filled in: names between a unit label and what begins another table."""


def find_stretches(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of lines that are tables, as ranges of line numbers, in order."""
    content = [text[start:end].strip() for start, end in lines]
    kinds = "".join(map(_kind, content))
    found = [match.span(1) for match in _FORM.finditer(kinds)]
    for run in _RUN.finditer(kinds):
        first, last = run.span()
        above = kinds[:first].rstrip(".")[-1:]
        if above != "u" and kinds.count("f", first, last) < FEWEST_FIGURES:
            continue
        if above not in ("u", "t"):
            first = _behind_headings(content, kinds, first)
        if kinds[last:].lstrip(".")[:1] not in ("t", "x"):
            last = kinds.rindex("f", first, last) + 1
        found.append((first, last))
    return sorted(found)


def _kind(line: str) -> str:
    """What a line may be in a table.

    ``f`` figures, ``n`` a name, ``u`` the label of its unit, ``t`` its title, ``x`` a note below it, ``.`` nothing,
    ``p`` what is in no table.
    """
    if not line:
        return "."
    if "\t" in line or _PART.match(line):
        return "p"
    if figures := _FIGURES.fullmatch(line):
        return "f" if figures["unit"] or _TELLING.search(line) else "n"
    if _UNIT.search(line):
        return "u"
    if _NOTE.match(line):
        return "x"
    if _PROSE.search(line):
        return "p"
    if _MIXED.search(line):
        return "f"
    if _WIDE_GAP.search(line):
        return "n"
    if len(line) > LONGEST_NAME:
        return "p"
    return "t" if _TITLE.fullmatch(line) else "n"


def _behind_headings(content: Sequence[str], kinds: str, first: int) -> int:
    """Where a table begins whose unit is not said: behind the last heading above its figures.

    A marked name is the heading of a table's section unless it has a figure of its own: 一、财政拨款收入 ⏎ 264.87.
    """
    begin = first
    for at in range(first, kinds.index("f", first)):
        if _HEADING.match(content[at]) and kinds[at + 1 :].lstrip(".")[:1] != "f":
            begin = at + 1
    return begin
