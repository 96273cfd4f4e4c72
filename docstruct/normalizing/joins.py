"""Lines to paragraphs: which lines are one paragraph that a page, a column or a converter broke.

Every pair of neighbouring lines is judged by what can be seen, the surest evidence first:

* *never*: rows of tables, headings the medium marks up, a jump of the type size, an indented line on a page (unless it
  goes on after a comma or in the midst of a sentence that fills its line), what follows an entry of a contents list (``收入……12``), a line that begins like an enumeration (``（一）``, ``1.``);
* *broken*: the second line begins with what may not begin a line (``，``, ``）``, ``%``), closes a bracket that the
  first left open, or holds the rest of a clause, one character of it (``施，``) or the level of a name (``（项）``); or
  the first ends with an opening bracket or a comma, or asks for a reason (``主要原因：``) and the second is prose;
* *prose that goes on*: the paragraph so far holds a comma or a full stop, so it is no title, and its last line ends
  without one;
* *full*: the first word of the second line would not have fitted on the first (how wide a text was set is measured in
  ``columns.py``).

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

from msgspec import Struct

from docstruct.normalizing.columns import (
    INDENT,
    Edges,
    broken_lines,
    column_edges,
    is_open,
    printed_width,
    wrap_width,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.lexicon.glyphs import LineSigns
    from docstruct.normalizing.lines import Line

_FIRST_WORD = re.compile(r"[!-~]*")
_LEFT_OPEN = re.compile(r"[（(][^（()）]*\Z")
_LONGEST_CUE = 12
RAGGED = 1.8
"""Ems by which a full line may end short of its column: what had no room was a character and the mark after it."""
HAND_BROKEN = 3.0
"""Ems by which a line that its writer broke by hand may end short of the column it seemed to fill."""
EMPTY_LINE = 1.6
"""Times the pitch of a paragraph from which a line is left out below it: two pitches, and the play of boxes."""
_CLOSES = re.compile(r"[^（()）]*[)）]")


class Run(Struct, gc=False):
    """The lines of one paragraph, and the page numbers in its midst.

    ``prose`` says that one of the first ``seen`` lines holds a mark no title holds.
    """

    lines: list[Line]
    page_numbers: list[Line] = []
    prose: bool = False
    seen: int = 0


def join_lines(lines: Sequence[Line], signs: LineSigns) -> Iterator[Run]:
    """Group lines into paragraphs, in order."""
    if not lines:
        return
    broken = broken_lines(lines, signs)
    judge = _Judge(signs, wrap_width(lines, broken), column_edges(lines, broken), _indents(lines))
    usual_gap = Counter(line.blank_before for line in lines).most_common(1)[0][0]
    run = Run([lines[0]])
    # A page number is known by what follows it: the paragraph must go on there.
    for line, following in zip_longest(lines[1:], lines[2:]):
        if (
            following
            and _is_page_number(line, following, usual_gap, signs)
            and judge.continues(run, following)
        ):
            run.page_numbers.append(line)
        elif judge.continues(run, line):
            run.lines.append(line)
        else:
            yield run
            run = Run([line])
    yield run


def _indents(lines: Sequence[Line]) -> bool:
    """Whether paragraphs of a text begin with an indentation that the rest of their lines lack."""
    plain = [line.indent >= INDENT for line in lines if not line.row and line.source.box is None]
    return any(plain) and sum(plain) * 5 < len(plain) * 4


def _is_page_number(line: Line, following: Line, usual_gap: int, signs: LineSigns) -> bool:
    """Whether a line in the midst of a paragraph is a page number: nothing else, and set off by more room."""
    if line.row or following.row or max(line.blank_before, following.blank_before) <= usual_gap:
        return False
    # A number before ， or % is no page number but the figure the sentence goes on with.
    return bool(signs.page_number.fullmatch(line.text)) and following.text[0] not in signs.never_first


def _leaves_out_a_line(run: Run, line: Line) -> bool:
    """Whether there is room for another line between a paragraph and the next line of its page, by the paragraph's own pitch.

    On a scan what stood there was too small to be found: the full stop that had no room on the line above.
    """
    *_, above, last = [None, None, *run.lines]
    if above is None or last is None or not above.source.page == last.source.page == line.source.page:
        return False
    places = above.source.place, last.source.place, line.source.place
    first, second, third = ((place[1] + place[3]) / 2 if place else 0.0 for place in places)
    return 0 < EMPTY_LINE * (second - first) < third - second


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides for a paragraph and the next line whether they are one."""

    signs: LineSigns
    wrap: int | None
    edges: dict[int, Edges]
    indents: bool

    def continues(self, run: Run, line: Line) -> bool:
        """Whether ``line`` goes on with the paragraph."""
        last, signs = run.lines[-1], self.signs
        if self._parted(last, line):
            return False
        if self._gives_the_reason(run, line):
            return True
        # Before indentation is asked: a line that begins with ， or ） is none, however far in it stands.
        if line.text[0] in signs.never_first or last.text[-1] in signs.never_last:
            return True
        if self._is_indented(line) and not self._goes_on_further_in(run, line):
            return False
        if not is_open(last.text, signs):
            return self._goes_on_after_a_full_stop(run, line)
        # Before prose and width are: an entry of the contents fills its line with dots.
        if self._ends_an_entry(last.text):
            return False
        if _LEFT_OPEN.search(last.text) and _CLOSES.match(line.text):
            return True
        # Behind an open bracket （一） may be the end of a name (资本性支出⏎（一）), elsewhere it begins an item.
        if signs.paragraph_starts.match(line.text):
            return False
        if (
            last.text[-1] in signs.clause_ends
            or self._is_prose_run(run)
            or signs.broken_starts.match(line.text)
        ):
            return True
        return self._is_full(run, line)

    def _gives_the_reason(self, run: Run, line: Line) -> bool:
        """Whether a sentence that breaks off at its cue (主要原因：) goes on: with prose, and not under a numbered title.

        It does so in a paragraph of its own as well.
        """
        signs = self.signs
        end = "".join(last.text[-_LONGEST_CUE:] for last in run.lines[-2:])  # the cue itself may be broken
        return (
            signs.cue_end.search(end) is not None
            and signs.prose_marks.stand_in(line.text)
            and not signs.paragraph_starts.match(line.text)
            and (self._is_prose_run(run) or not signs.paragraph_starts.match(run.lines[0].text))
        )

    def _goes_on_after_a_full_stop(self, run: Run, line: Line) -> bool:
        """A full line is a sign of little weight then: what follows must be prose itself, and begin nothing."""
        if self.wrap is None and not self.edges:
            return False
        return (
            self.signs.prose_marks.stand_in(line.text)
            and not self.signs.paragraph_starts.match(line.text)
            and self._is_full(run, line)
            and not self._begins_after_a_full_line(line)
        )

    def _goes_on_further_in(self, run: Run, line: Line) -> bool:
        """Whether an indented line goes on nevertheless: after a clause, or on a page after prose that nearly fills its line.

        An indentation alone is the weaker sign: a sentence that was broken by hand is often set in like a paragraph.
        """
        signs, last = self.signs, run.lines[-1]
        if signs.paragraph_starts.match(line.text) or not is_open(last.text, signs):
            return False
        if _leaves_out_a_line(run, line):
            return False
        if last.text[-1] in signs.clause_ends:
            return True
        return (
            self._is_prose_run(run)
            and signs.prose_marks.stand_in(line.text)
            and self._reaches_the_edge(last, HAND_BROKEN)
        )

    def _ends_an_entry(self, text: str) -> bool:
        """Whether a line ends as an entry of a contents list does, with a leader and the number of a page."""
        return text[-1].isdecimal() and self.signs.entry_end.search(text) is not None

    def _is_prose_run(self, run: Run) -> bool:
        """Whether a line of the paragraph holds a mark that no title holds."""
        while not run.prose and run.seen < len(run.lines):
            run.prose = self.signs.prose_marks.stand_in(run.lines[run.seen].text)
            run.seen += 1
        return run.prose

    def _parted(self, last: Line, line: Line) -> bool:
        """Whether the medium itself parts the two lines."""
        above, below = last.source, line.source
        if (
            below.begins
            or last.row
            or line.row
            or line.marked
            or above.heading is not None
            or below.heading is not None
        ):
            return True
        # Less is the play of converters (15.96 beside 16) and digits set in another font.
        if above.font_size and below.font_size and abs(above.font_size - below.font_size) > 1.5:
            return True
        return above.centered != below.centered

    def _is_full(self, run: Run, line: Line) -> bool:
        """Whether the first word of ``line`` had no room left on the line above."""
        last = run.lines[-1]
        if last.source.box is not None:
            return self._reaches_the_edge(last)
        if self.wrap is None:
            return False
        room = self.wrap - (INDENT if len(run.lines) == 1 else 0)
        word = _FIRST_WORD.match(line.text)
        return printed_width(last) + max(2, len(word[0]) if word else 0) > room

    def _edges_around(self, line: Line) -> Edges | None:
        """The edges of the column a line stands in, or of its page."""
        column = line.source.column
        return Edges(*column) if column else self.edges.get(line.source.page or 0)

    def _reaches_the_edge(self, line: Line, ragged: float = RAGGED) -> bool:
        """Whether a line fills the column of its page, whose right edge it reaches from well on the left.

        ``ragged`` is by how many ems it may miss the edge.
        """
        box, edges = line.source.place, self._edges_around(line)
        if box is None or edges is None or edges.right is None:
            return False
        size = line.source.font_size or (box[3] - box[1])
        reaches = abs(edges.right - box[2]) <= ragged * size
        # A signature or a date at the right margin reaches the edge too, and does not come from the left.
        return reaches and (box[2] - box[0]) * 3 >= (edges.right - edges.left) * 2

    def _begins_after_a_full_line(self, line: Line) -> bool:
        """Whether, after a sentence that ended with a full line, ``line`` is short by just the indentation of a first."""
        return (
            self.wrap is not None
            and is_open(line.text, self.signs)
            and printed_width(line) + INDENT <= self.wrap
        )

    def _is_indented(self, line: Line) -> bool:
        """Whether a line begins two characters in from the left, as paragraphs do (GB/T 9704-2012, 7.3.3)."""
        box = line.source.place
        if box is None:
            return self.indents and line.indent >= INDENT
        edges = self._edges_around(line)
        if edges is None or line.source.centered:
            return False
        size = line.source.font_size or (box[3] - box[1])
        return box[0] - edges.left > 1.3 * size
