"""Layer A, clauses: where a clause ends.

A paragraph is a row of tokens (:mod:`docstruct.extracting.scanning.scanner`) with words between them; what each adds to its clause
is told in :mod:`docstruct.extracting.clauses.taking`. What ends a clause is decided here and nowhere else: punctuation, an
ordinal, 其中, a level （类）, a bracket, a cue of a reason. A comma does not where it only parts a name from its figure or two
figures of a list; a pause (、) joins names and parts figures. A clause that is interrupted (by a bracket, or by a cue that
turned out to be none) is taken up again: it begins with the items it had, of which the first :attr:`Clause.fresh` have
been read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.extracting.clauses.items import TURNS, Item, latest
from docstruct.extracting.clauses.phrases import Phrases
from docstruct.extracting.clauses.taking import Growing, goes_with, leads_to, take

if TYPE_CHECKING:
    from docstruct.extracting.discourse.context import Place
    from docstruct.extracting.scanning.tokens import Token

LONGEST_CLAUSE = 24
"""Items of an interrupted clause that are taken up again."""
_ENDS = frozenset(
    {"semicolon", "stop", "colon", "marker", "composition", "title", "open", "close", "level", "code"}
    | {"composed", "reason", "purpose", "because"}
)
_MAY_END = _ENDS | {"comma", "pause", "enumerator", "from", "therefore"}
"""Classes of tokens that end a clause, or do where what stands around them says so."""
_SILENT = frozenset({"reason", "purpose", "because", "enumerator"})


class Clause(Struct, frozen=True, gc=False):
    """Items up to the token at ``index``, which ``ended`` it (``end`` at the end of the stretch).

    A clause of more than :data:`LONGEST_CLAUSE` items is read in pieces (``long``): time stays linear.
    """

    items: tuple[Item, ...]
    fresh: int
    ended: str
    index: int
    start: int
    end: int

    @property
    def resumed(self) -> tuple[Item, ...]:
        """The items that it is taken up again with."""
        return self.items[-LONGEST_CLAUSE:]


class Start(Struct, frozen=True, gc=False):
    """Where a clause begins: at a token, with the words from ``begin`` on in front of it, and with the items of one it resumes."""

    index: int
    begin: int
    resumed: tuple[Item, ...] = ()


class Cutter(Phrases):
    """Cuts the paragraphs of one document into clauses."""

    def cut(self, place: Place, begun: Start, *, silent: bool, listed: bool) -> Clause:
        """The clause that begins somewhere in a place.

        ``silent``: cues of reasons are none here; ``listed``: names of a list of 分别 wait for their figures.
        """
        paragraph, stop, last = place.paragraph, place.stop, begun.begin
        clause = Growing(paragraph, list(begun.resumed), listed)
        items, fresh = clause.items, len(begun.resumed)
        start = items[0].start if items else last
        for index in range(begun.index, stop):
            token = paragraph.tokens[index]
            kind = token.kind
            if token.start < last:
                continue  # 3个“一网通办”项目: part of what is counted
            if token.start > last:  # most tokens touch: half of the calls are spared
                clause.add_words(last, token.start, index)
            if kind in _MAY_END and not (silent and kind in _SILENT):
                ended = self._ending(clause, token, index)
                if ended:
                    return Clause(tuple(items), fresh, ended, index, start, token.start)
            last = take(clause, token, index)
            if len(items) > 2 * LONGEST_CLAUSE:
                return Clause(tuple(items), fresh, "long", index + 1, start, last)
        end = paragraph.stop(stop)
        clause.add_words(last, end, stop)
        return Clause(tuple(items), fresh, "end", stop, start, end)

    def _ending(self, clause: Growing, token: Token, index: int) -> str | None:
        """The kind of end that a token makes; None if the clause goes on."""
        kind, paragraph = token.kind, clause.paragraph
        if kind in _ENDS:
            # 执行率（%）：40.17
            return None if paragraph.kind(index - 1) == "unit" else kind
        if kind == "comma":
            goes_on = self._leaves_its_noun(clause, token) or self._joins(clause, token, index)
            return None if goes_on else kind
        if kind == "enumerator":
            return "enumerator" if token.value == "first" else None
        if kind == "therefore":  # 人员减少导致支出减少1万元: what it led to is not of 人员
            return kind if latest(clause.inside, TURNS) or leads_to(paragraph, index) else None
        if kind == "from":
            # 由 may open a composition (由A和B构成) or a cause (由…引起)
            return {"composed": "parts", "therefore": "because"}.get(goes_with(paragraph, index))
        behind = paragraph.kind(index - 1) in ("number", "close", "blank", "absent")
        # 2080803在乡复员、退伍军人生活补助: a pause inside the name behind a code
        parts = behind and not paragraph.names(index) and not paragraph.number_follows(index)
        return kind if parts else None

    def _leaves_its_noun(self, clause: Growing, token: Token) -> bool:
        """Whether a comma parts a name from what qualifies it (由小微企业中标的，采购金额; 在采购项目中，由…)."""
        match clause.inside:
            case [Item(kind="phrase") as phrase]:
                sign = self.text[token.start - 1]
                return sign == "的" or (
                    sign == "中" and self.words((phrase.start, phrase.end)).startswith("在")
                )
        return False

    def _joins(self, clause: Growing, token: Token, index: int) -> bool:
        """Whether a comma only parts a name from its figure (会议费，5万元) or two figures of a list (12.3，4.5万元)."""
        paragraph = clause.paragraph
        if not paragraph.number_follows(index):
            return False
        if self.text[token.start - 1].isdigit():
            return True
        frame = self.frame(clause.inside)
        return frame.before is not None and not frame.verb
