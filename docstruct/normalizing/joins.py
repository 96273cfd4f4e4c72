"""Lines to paragraphs: which lines are one paragraph that a page, a column or a converter broke.

Every pair of neighbouring lines is judged by what can be seen, the surest evidence first:

* *never*: rows of tables, headings the medium marks up, a line that begins like an enumeration (``（一）``, ``1.``),
  a jump of the type size, an indented line on a page;
* *broken*: the second line begins with what may not begin a line (``，``, ``）``, ``%``) or with a clause of one
  character (``施，``), or the first ends with an opening bracket or a comma;
* *prose that goes on*: the paragraph so far holds a comma or a full stop, so it is no title, and its last line ends
  without one;
* *full*: the text is wrapped at a width of its own (measured, see :func:`wrap_width`; on a page the column's edge),
  and the first word of the second line would not have fitted on the first.

>>> from docstruct.normalizing import normalize_text
>>> print(normalize_text("一、收入情况\\n\\n本年收入合计，100.5\\n\\n万元，增长\\n\\n34.0%。\\n\\n二、支出情况").text)
一、收入情况
本年收入合计，100.5万元，增长34.0%。
二、支出情况
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.lexicon.glyphs import LineSigns
    from docstruct.normalizing.lines import Line

_QUOTES = "“”‘’\"'"
_FIRST_WORD = re.compile(r"[!-~]*")
_SCRIPT_CHANGE = re.compile(r"[!-~](?=[^!-~])|[^!-~](?=[!-~])")
_INDENT = 4
"""Columns the first line of a paragraph is indented by (two characters; GB/T 9704-2012, 7.3.3)."""
_FULL_PAGE = 6
"""Lines of prose a page must hold for its own edges to be taken for those of its text."""
_SHORTEST_WRAP = 24
"""Columns; narrower lines are cover lines and captions, which say nothing about the width of the text."""


@dataclass(slots=True)
class Run:
    """The lines of one paragraph so far; ``prose`` says that one of the first ``seen`` holds a mark no title holds."""

    lines: list[Line]
    prose: bool = False
    seen: int = 0


def join_lines(lines: Sequence[Line], signs: LineSigns) -> tuple[list[Run], list[Line]]:
    """Group lines into paragraphs, in order; page numbers within a paragraph are set apart and returned beside them."""
    judge = _Judge(signs, wrap_width(lines, signs), _column_edges(lines), _indents(lines))
    usual_gap = Counter(line.blank_before for line in lines).most_common(1)[0][0] if lines else 0
    runs: list[Run] = []
    page_numbers: list[Line] = []
    in_row = True
    for line, following in zip_longest(lines, lines[1:]):
        if line.row or in_row:
            runs.append(Run([line]))
        elif (
            following
            and _is_page_number(line, following, usual_gap, signs)
            and judge.continues(runs[-1], following)
        ):
            page_numbers.append(line)
        elif judge.continues(runs[-1], line):
            runs[-1].lines.append(line)
        else:
            runs.append(Run([line]))
        in_row = line.row
    return runs, page_numbers


def wrap_width(lines: Sequence[Line], signs: LineSigns) -> int | None:
    """The width, in columns, at which the text was wrapped by hand or by a converter; None if it was not.

    Lines broken for want of room crowd within two characters below one width and hardly any is wider; lines that
    are paragraphs are of any width.
    """
    free = [line for line in lines if not line.row and line.source.box is None]
    widths = Counter(width for line in free if (width := line.width) >= _SHORTEST_WRAP)
    opened = Counter(
        width
        for line in free
        if line.text[-1] not in signs.sentence_ends and (width := line.width) >= _SHORTEST_WRAP
    )
    if not opened:
        return None
    crowd = {width: sum(opened[width - i] for i in range(6)) for width in opened}
    width = max(crowd, key=lambda candidate: (crowd[candidate], candidate))
    wider = sum(count for other, count in widths.items() if other > width + 2)
    crowded = crowd[width] >= 3 and crowd[width] * 2 >= opened.total() and wider * 20 <= widths.total()
    return width if crowded else None


def printed_width(line: Line) -> float:
    """Columns a line took in print, where a quarter of a character parts Chinese from digits and letters."""
    return line.width + len(_SCRIPT_CHANGE.findall(line.text)) / 2


def _column_edges(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """For every page, the left and right edge of its text, in points.

    A page of a few lines (a title above a table) shows no edges of its own; it has those of the document.
    """
    boxes: dict[int, list[tuple[float, float, float, float]]] = {}
    for line in lines:
        if line.source.box is not None and line.source.page is not None and not line.row:
            boxes.setdefault(line.source.page, []).append(line.source.box)
    whole = [box for page in boxes.values() if len(page) >= _FULL_PAGE for box in page]
    return {
        page: _edges(own if len(own) >= _FULL_PAGE or not whole else whole) for page, own in boxes.items()
    }


def _edges(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float]:
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of a text begin with an indentation that the rest of their lines lack."""
    plain = [line.indent >= _INDENT for line in lines if not line.row and line.source.box is None]
    return any(plain) and sum(plain) * 5 < len(plain) * 4


def _is_page_number(line: Line, following: Line, usual_gap: int, signs: LineSigns) -> bool:
    """Whether a line in the midst of a paragraph is a page number: nothing else, and set off by more room."""
    if max(line.blank_before, following.blank_before) <= usual_gap or following.row:
        return False
    return bool(signs.page_number.fullmatch(line.text)) and following.text[0] not in signs.never_first


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides for a paragraph and the next line whether they are one."""

    signs: LineSigns
    wrap: int | None
    edges: dict[int, tuple[float, float]]
    indents: bool

    def continues(self, run: Run, line: Line) -> bool:
        """Whether ``line`` goes on with the paragraph."""
        last = run.lines[-1]
        if self._parted(last, line):
            return False
        if line.text[0] in self.signs.never_first or last.text[-1] in self.signs.never_last:
            return True
        if self.signs.paragraph_start.match(line.text):
            return False
        if self.signs.broken_start.match(line.text):
            return True
        if self._is_open(last.text) and (last.text[-1] in self.signs.clause_ends or self._is_prose_run(run)):
            return True
        return self._is_full(run, line)

    def _is_prose(self, text: str) -> bool:
        """Whether a line holds a mark that no title holds."""
        return self.signs.prose_mark.search(text) is not None

    def _is_prose_run(self, run: Run) -> bool:
        while not run.prose and run.seen < len(run.lines):
            run.prose = self._is_prose(run.lines[run.seen].text)
            run.seen += 1
        return run.prose

    def _parted(self, last: Line, line: Line) -> bool:
        """Whether the medium itself parts the two lines."""
        above, below = last.source, line.source
        if last.row or line.row or line.marked or above.heading is not None or below.heading is not None:
            return True
        if above.font_size and below.font_size and abs(above.font_size - below.font_size) > 1.5:
            return True
        return above.centered != below.centered or self._is_indented(line)

    def _is_open(self, text: str) -> bool:
        end = text.rstrip(_QUOTES)[-1:]
        return bool(end) and end not in self.signs.sentence_ends

    def _is_full(self, run: Run, line: Line) -> bool:
        """Whether the first word of ``line`` had no room left on the line above.

        After a full stop that is a sign of little weight: what follows must be prose itself.
        """
        last = run.lines[-1]
        if not self._is_open(last.text) and not self._is_prose(line.text):
            return False
        box, page = last.source.box, last.source.page
        if box is not None and page in self.edges:
            size = last.source.font_size or (box[3] - box[1])
            return box[2] + 1.8 * size >= self.edges[page][1]
        if self.wrap is None:
            return False
        room = self.wrap - (_INDENT if len(run.lines) == 1 else 0)
        word = _FIRST_WORD.match(line.text)
        needed = printed_width(last) + max(2, len(word[0]) if word else 0)
        return needed > room and not self._begins_after_a_full_line(last, line)

    def _begins_after_a_full_line(self, last: Line, line: Line) -> bool:
        """Whether, after a sentence that ended with a full line, ``line`` is short by just the indentation of a first."""
        assert self.wrap is not None
        closed = not self._is_open(last.text)
        return closed and self._is_open(line.text) and printed_width(line) + _INDENT <= self.wrap

    def _is_indented(self, line: Line) -> bool:
        """Whether a line begins two characters in from the left, as paragraphs do (GB/T 9704-2012, 7.3.3)."""
        box, page = line.source.box, line.source.page
        if box is None:
            return self.indents and line.indent >= _INDENT
        if page not in self.edges or line.source.centered:
            return False
        size = line.source.font_size or (box[3] - box[1])
        return box[0] - self.edges[page][0] > 1.3 * size
