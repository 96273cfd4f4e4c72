"""The numbering grammar: what marker a line begins with.

The kinds of markers are rows of ``lexicons/outline/markers.tsv``; all of them are one compiled pattern, tried at the
beginning of a line only. A marker is returned as stated, without spaces and with full-width brackets. The official
order of the kinds, 一、 （一） 1. （1）, is that of GB/T 9704-2012, 7.3.3; documents depart from it, so that a kind
has a canonical level, and :mod:`docstruct.outlining.nesting` finds out what nests in what.

>>> from docstruct.lexicon import Lexicons
>>> grammar = Lexicons().outline.markers
>>> for line in ("( 十二)职能转变", "第3部分 名词解释", "1．抗击疫情显担当", "1.5万元", "㈠机构设置", "附件：自评报告"):
...     marker = read_marker(line, 0, grammar)
...     print(marker and (marker.kind.id, marker.text, marker.number, line[marker.end :]))
('chinese_bracketed', '（十二）', 12, '职能转变')
('part', '第3部分', 3, '名词解释')
('arabic', '1．', 1, '抗击疫情显担当')
None
('chinese_bracketed', '㈠', 1, '机构设置')
('annex', '附件', None, '自评报告')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.outlining.numerals import value

if TYPE_CHECKING:
    from docstruct.lexicon.outline import MarkerGrammar, MarkerKind

FULL_WIDTH_BRACKETS = str.maketrans("()[]【】〔〕", "（）（）（）（）")
AFTER_MARKER = " \t\u3000、．.：:"
"""What may stand between a marker and its title."""


class Marker(Struct, frozen=True):
    """A marker at the beginning of a line.

    Attributes:
        kind: its row of the lexicon.
        text: as stated, without spaces, brackets full-width.
        number: its number, the last part of 1.2; None for a bare 附件.
        start, end: its range in the text, what separates it from the title included in the range's end.
    """

    kind: MarkerKind
    text: str
    number: int | None
    start: int
    end: int


def read_marker(text: str, start: int, grammar: MarkerGrammar, end: int | None = None) -> Marker | None:
    """The marker that ``text[start:end]`` begins with, None if it begins with none."""
    limit = len(text) if end is None else end
    match = grammar.pattern.match(text, start, limit)
    if match is None or match.lastgroup is None:
        return None
    kind, numeral = grammar.kind_of(match.lastgroup), match.group(match.lastgroup)
    number = value("".join(numeral.rpartition(".")[2].split()))
    if number is None and kind.number_required:
        return None
    stated = "".join(match.group().split()).translate(FULL_WIDTH_BRACKETS)
    stop = match.end()
    while stop < limit and text[stop] in AFTER_MARKER:
        stop += 1
    return Marker(kind, stated, number, start, stop)
