"""Where the tables of a converted text stand: runs of short lines with figures of their own among them.

A figure of a table stands alone in its line, beside other figures, or beside a name; in prose it stands in a sentence.
So a line of figures is the seed of a table, and the table goes on through the short lines between its seeds, which are
the names. It ends at prose, at the title of the next table and at the title of a part; names below the last figure
are only taken with it up to the first that looks like a heading.
"""

from __future__ import annotations

import re
from statistics import median_low
from typing import TYPE_CHECKING

from docstruct.lexicon.numerals import ORDINAL, ORDINALS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

NUMBER = r"[-−－+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[%％]?"
MONEY = r"[-−－]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d{1,6})[%％]?"
CODE = r"[1-9]\d{2}(?:\d{2}){0,2}"
_EMPTY = r"[-—－/]{1,3}"
_BLANK = r"[ \u3000\xa0]"
_FIGURES = re.compile(
    rf"(?:{NUMBER}|{_EMPTY})(?:{_BLANK}+(?:{NUMBER}|{_EMPTY}))*(?P<unit>{_BLANK}*[万亿千百]?元)?|"
    rf"(?P<target>[≥≤＞＜><=＝]{{1,2}}{_BLANK}*{NUMBER}(?:{_BLANK}*[（(][^（）()]{{1,6}}[）)])?)"
)
"""A line of nothing but figures, codes and dashes, a figure with its unit, or the target of a form: ≥90.00(%)."""
_TELLING = re.compile(rf"{MONEY}|(?<!\d){CODE}(?!\d)|{_BLANK}")
"""Money, a code, or several figures: one small number alone may be that of a page."""
_MIXED = re.compile(
    rf"(?:^|{_BLANK}){MONEY}{_BLANK}+(?![万亿元千%％年月个])[^\s\d]|[^\s\d](?:{_BLANK}+{MONEY})+$|"
    rf"^{CODE}(?:{_BLANK}+\d\d){{0,2}}{_BLANK}+[^\s\d年月日元个家辆人次%％万亿]"
)
"""A name beside a figure: behind it, before it, or a code with its name."""
# These three are searched for in every line. They begin with a set of characters, which is found without trying the rest at
# each character of the line; what stands before it is looked at behind it.
_PROSE = re.compile(r"[。；;！？!?，,：:](?:(?<=[。；;！？!?])|(?<=[，,])(?!\d{3})|(?<=[：:]).)")
"""What stands in sentences and not in the cells of a table of figures (the label of a cell has its colon at the end)."""
_WIDE_GAP = re.compile(rf"{_BLANK}(?<=\S.){_BLANK}+\S")
"""Two blanks or more between words."""
_NO_ROW = re.compile(
    rf"[{ORDINALS}\d（()）、.．]+{_BLANK}+\S+|[^。]*?{_BLANK}[-—.…·]*\d{{1,3}}|(?:\S{_BLANK}*){{1,4}}|.{{0,12}}[年月日].{{0,12}}"
)
"""Gaps that part no cells: a marker and its title, a title and its page, the characters of a short title, a date."""
_TITLE = re.compile(r"[^。；，：]{3,60}表(?:[（(][^（）()]{1,8}[）)])?")
_LEADER = re.compile(r"[.．…·•_\-—](?:[.．…·•_\-—]{3}|(?<=…)…)")
"""What leads to the page of an entry of the contents."""
_PART = re.compile(rf"第\s*[{ORDINALS}\d]{{1,3}}\s*部分|附件\s*\d*\s*$")
_UNIT = re.compile(r"单位[:：].{0,8}元")
_NOTE = re.compile(r"[备附]?注[:：]|说明[:：]|\*")
_HEADING = re.compile(rf"{ORDINAL}\s*、|[（(]{ORDINAL}[）)]")

LONGEST_ROW = 600
"""Characters of the longest row; the lines of a flattened document are longer, and are not looked through."""
LONGEST_NAME = 45
"""Characters of the longest name in a table; what is longer is prose."""
MOST_NAMES = 60
"""Names one below another without a figure: a list of receipts and, beside it, the 28 classes of the functions."""
FEWEST_FIGURES = 3
"""Lines with figures that make a table; a line of prose may be broken around one."""

NARROW = 0.7
"""Share of the width of the prose that the sentences in the cells of a form reach at most."""
INDENTED = 6
"""Places from the edge of the prose at which a line is in a cell; the first of a paragraph has four at most."""
WIDEST_CELL = 44
"""Characters of a line in the widest cell of a form."""

_NAMES = rf"[nh]{{0,{MOST_NAMES}}}"
_RUN = re.compile(rf"{_NAMES}[fg](?:{_NAMES}[fg])*[nh]*")
"""Figures and the names around them, in the letters of :func:`line_kind`."""
_BLANK_TABLE = re.compile(r"(?<=u)[nh]+(?=[tux])")
"""A table with nothing filled in: names between a unit label and what begins another table."""
_FORM = re.compile(r"(?<=t)u?([nfgsu]{2,}n(?:[nfgsux]*[nfgsx])?)(?:p+([nfgs]*g[nfgs]*g[nfgs]*))?")
"""A form, whose cells hold sentences too: everything narrow below a title, up to a heading or prose. Prose belongs to it
if targets follow: two cells beside each other may fill the page, as a converter sees it."""
_FORM_NAMES = 6
_TITLE_ENDS = ("说明", "情况", "报告", "概况", "职能", "职责", "设置", "解释")


def find_stretches(
    text: str,
    lines: Sequence[tuple[int, int]],
    apart: Container[int] = (),
    taken: Container[int] = (),
) -> list[tuple[int, int]]:
    """The stretches of lines that are tables, as ranges of line numbers, in order.

    Lines in ``apart`` count as empty, lines in ``taken`` belong to something else.
    """
    stripped = [text[start:end].strip() for start, end in lines]
    filled = [at for at, line in enumerate(stripped) if line and at not in apart]
    content = [stripped[at] for at in filled]
    indents = [_indent(text, *lines[at]) for at in filled]
    kinds = "".join("p" if at in taken else line_kind(line) for at, line in zip(filled, content, strict=True))
    kinds = _with_sentences_of_cells(content, indents, kinds)
    found = [match.span() for match in _BLANK_TABLE.finditer(kinds)]
    found += _forms(content, kinds)
    found += _runs(kinds)
    return [(filled[first], filled[last - 1] + 1) for first, last in _apart(found)]


def _indent(text: str, start: int, end: int) -> int:
    line = text[start:end]
    return len(line) - len(line.lstrip())


def _runs(kinds: str) -> Iterator[tuple[int, int]]:
    """Figures with the names around them, without the headings above and below."""
    for run in _RUN.finditer(kinds):
        first, last = run.span()
        above = kinds[first - 1 : first]
        figures = kinds.count("f", first, last) + kinds.count("g", first, last)
        if above != "u" and figures < FEWEST_FIGURES:
            continue
        if above not in ("u", "t"):
            first = _behind_headings(kinds, first)
        if kinds[last : last + 1] not in ("t", "x"):
            last = max(kinds.rfind(letter, first, last) for letter in "fg") + 1
        yield first, last


def _apart(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that overlap as one."""
    apart: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if apart and first < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart


def line_kind(line: str) -> str:
    """What a line may be in a table.

    ``f`` figures, ``g`` the target of a form, ``n`` a name, ``h`` a name that is marked as a heading is, ``u`` the label of
    a unit, ``t`` a title, ``x`` a note below a table, ``p`` what is in no table; later ``s`` a sentence in a cell.
    """
    # The order is that of certainty: 单位：万元 holds a colon as prose does, a row with wide gaps may hold
    # a comma.
    if len(line) > LONGEST_ROW or "\t" in line or _PART.match(line) or _LEADER.search(line):
        return "p"
    if figures := _FIGURES.fullmatch(line):
        if figures["target"]:
            return "g"
        return "f" if figures["unit"] or _TELLING.search(line) else "n"
    if _UNIT.search(line):
        return "u"
    if _NOTE.match(line):
        return "x"
    if _WIDE_GAP.search(line):
        return "n" if _NO_ROW.fullmatch(line) else "f"
    if _PROSE.search(line):
        return "p"
    if _MIXED.search(line):
        return "f"
    if len(line) > LONGEST_NAME:
        return "p"
    if _TITLE.fullmatch(line):
        return "t"
    return "h" if _HEADING.match(line) else "n"


def _with_sentences_of_cells(content: Sequence[str], indents: Sequence[int], kinds: str) -> str:
    """The kinds, with the prose of cells marked: too narrow for the page, and no paragraph's end, or far from its edge."""
    prose = [at for at, kind in enumerate(kinds) if kind == "p"]
    if not prose:
        return kinds
    widths = sorted(len(content[at]) for at in prose)
    # The width that one line in twenty exceeds: a single long line, of a flattened document, is not the
    # measure.
    narrow = min(NARROW * widths[len(widths) * 19 // 20], WIDEST_CELL)
    edge = median_low([indents[at] for at in prose]) + INDENTED
    marked = list(kinds)
    full = False
    for at, kind in enumerate(kinds):
        if kind != "p":
            full = False
            continue
        line = content[at]
        short = len(line) <= narrow
        in_cell = indents[at] >= edge or (short and not full)
        if in_cell and not (_PART.match(line) or _HEADING.match(line)):
            marked[at] = "s"
        full = not short and not line.endswith("。")
    return "".join(marked)


def _forms(content: Sequence[str], kinds: str) -> Iterator[tuple[int, int]]:
    for match in _FORM.finditer(kinds):
        first, last = match.start(1), match.end()
        if kinds[last : last + 1] not in ("t", ""):
            while last > first and (kinds[last - 1] == "u" or content[last - 1].endswith(_TITLE_ENDS)):
                last -= 1
        if sum(kinds.count(kind, first, last) for kind in "nfg") >= _FORM_NAMES:
            yield first, last


def _behind_headings(kinds: str, first: int) -> int:
    """Where a table begins whose unit is not said: behind the last heading above its figures.

    A marked name is the heading of a table's section unless it has a figure of its own: 一、财政拨款收入 ⏎ 264.87.
    """
    begin = first
    for at in range(first, len(kinds)):
        if kinds[at] in "fg":
            break
        if kinds[at] == "h" and kinds[at + 1] not in "fg":
            begin = at + 1
    return begin
