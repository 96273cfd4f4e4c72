"""What the clause behind a comma of a reason is: one more cause, or something told of its own.

A clause is no cause that makes a statement (a reason cue of its own, a comparison or a share with a number right behind
it, a stock at the end of the year), that names the subject again, that tells the amount a purpose is of, or that tells
of the next thing. :meth:`Behind.is_cause` alone decides, from the tokens of the clause and what the reason is about.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docstruct.document import Direction
    from docstruct.extracting.clauses.phrases import Paragraph, Phrases
    from docstruct.extracting.clauses.subjects import SubjectWords
    from docstruct.extracting.scanning.tokens import Token

_LEAD = 20
"""Characters of a clause in which its subject stands; a longer name tells no more by its first four."""
_LISTED = re.compile("等[^，,。；;、：:]*$|(?:支出|开支|费用?)$")
_TAIL = 10
"""Characters in which a list is closed (等方面支出)."""
_RECENT = 40
"""Tokens back to which a count inside a reason is remembered: time stays linear in a reason without an end."""
_REPEATED = 4
"""Characters of the subject with which a clause begins that is about it again.

With three, 会议费用增加 would be about 会议费 rather than its cause.
"""
_STATED_OF_IT = 4
"""Clauses in which the next thing is compared (较上年减少1万元，降低5%) before its own reason."""
_IN_NAMES = frozenset({"name", "level", "code", "threshold", "period", "pause"})
"""Tokens that a name may hold."""
_OF_AN_AMOUNT = frozenset({"opener", "same_period", "change", "completion", "excess", "excess_budget"})
"""What opens a clause that goes on about the amount in front of it."""


class Begun(Struct, frozen=True, gc=False):
    """A reason whose words begin at the token ``first``, and what it is about.

    A ``purpose`` compares with nothing; a reason may (本单位无经营收入，与去年相比无变化). ``turn`` is the direction of the
    change it explains.
    """

    paragraph: Paragraph
    first: int
    subject: str
    purpose: bool = False
    turn: Direction | None = None

    @property
    def phrases(self) -> Phrases:
        """The phrases of the document."""
        return self.paragraph.phrases


class Behind(Struct, frozen=True, gc=False):
    """The clause behind a comma of a reason: its ``tokens``, the first of which is at ``index``."""

    scope: Begun
    index: int
    tokens: Sequence[Token]

    def is_cause(self) -> bool:
        """Whether it goes on with the reason."""
        if self._is_statement() or self._is_about() or self._is_next():
            return False
        return not self.scope.purpose or not (self._is_behind_a_list() or self._is_in_all())

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph it stands in."""
        return self.scope.paragraph

    @property
    def phrases(self) -> Phrases:
        """The phrases of the document."""
        return self.scope.paragraph.phrases

    @property
    def vocabulary(self) -> SubjectWords:
        """The words of the lexicon around subjects."""
        return self.phrases.subjects.vocabulary

    @property
    def begin(self) -> int:
        """Where its words begin."""
        return self.paragraph.begin(self.index)

    @property
    def lead(self) -> str:
        """The words in front of its first token."""
        return self.paragraph.words(self.index)

    @property
    def end(self) -> int:
        """The token behind it."""
        return self.index + len(self.tokens)

    def _is_statement(self) -> bool:
        """Whether the clause states something of its own."""
        if not self.tokens:
            return False
        if self.phrases.text.startswith(self.vocabulary.words["latter"], self.begin):
            return True  # 前者系人员增加，后者系会议减少
        kinds = [token.kind for token in self.tokens]
        # a name in front of the first cue (出差的减少) makes it part of the cause: then no cue leads
        named = self.phrases.subjects.noun(self.lead)
        leads = "" if named else kinds[0]
        if self.scope.purpose and ("number" in kinds or "absent" in kinds) and self._is_of_the_year():
            return True  # …，全年组团1个; …，年末无结转
        if "purpose" in kinds or leads == "composition" or (leads == "asof" and self._counts()):
            return True  # …，主要用于培训; …，其中…; …，年末保有量4辆
        if "reason" in kinds:
            # 主要由于 goes on with the reason; behind a change (…，培训费减少1万元，主要是…) it is another one's
            if self.scope.purpose and not self.tokens[kinds.index("reason")].value:
                return True
            return any(kind in ("change", "excess", "flat") for kind in kinds[: kinds.index("reason")])
        if "number" not in kinds:
            return self._compares(kinds)
        if leads in ("completion", "share") or _measured(kinds):
            return True  # …，完成预算的95%; …，占总支出的5%; …，支出决算5万元
        if "respectively" in kinds and (leads or named in self.vocabulary.generic):
            return True  # …，2021年至2023年分别为1万元、2万元和3万元; …，三者分别影响支出5万元、6万元
        if leads == "change":
            # …，减少5万元 is told of the subject, …，减少会议5次 is a cause
            return self.tokens[1].kind == "number" and self.tokens[1].start - self.tokens[0].end < 2
        return leads in ("opener", "same_period", "excess", "either") and not self._counted_inside()

    def _is_of_the_year(self) -> bool:
        """Whether a clause opens with the whole year or its end, which no purpose does."""
        return self.vocabulary.of_year.match(self.phrases.text, self.begin) is not None

    def _counts(self) -> bool:
        """Whether 截至 or 年末 dates a stock (年末保有量4辆) rather than what happened by then (年末退休3人)."""
        if self.tokens[0].value != "named":
            return True
        counted = any(token.measures == "count" for token in self.tokens)
        return counted and all(token.kind != "change" for token in self.tokens)

    def _compares(self, kinds: list[str]) -> bool:
        """Whether a comparison without a figure ends the reason: it opens a change (与上年相比，减少5万元)."""
        if kinds[-1] == "compared":
            return any(weighs(token) for token in self.paragraph.clause(self.end + 1))
        return "blank" in kinds or (self.scope.purpose and "flat" in kinds)

    def _counted_inside(self) -> bool:
        """Whether the reason has counted already what the clause counts (立案67件，比上年多29件)."""
        recent = self.paragraph.tokens[max(self.scope.first, self.index - _RECENT) : self.index]
        units = {token.number.unit for token in recent if token.number and token.number.kind == "count"}
        return any(token.number is not None and token.number.unit in units for token in self.tokens)

    def _is_about(self) -> bool:
        """Whether a clause with a figure begins with the subject: it goes on about that, not about the cause."""
        if len(self.scope.subject) < _REPEATED or all(token.kind != "number" for token in self.tokens):
            return False
        if any(token.kind == "change" for token in self.tokens) and not any(
            weighs(token) for token in self.tokens
        ):
            return False  # 公务用车保有量减少3辆 is a cause, 会议费减少1万元 is not
        named = self.phrases.subjects.noun(self.phrases.text[self.begin : self.begin + _LEAD])
        return named.startswith(self.scope.subject[:_REPEATED])

    def _is_behind_a_list(self) -> bool:
        """Whether a purpose is complete before a comma (…、维修等方面支出，): a clause with a figure is none of it."""
        end = self.paragraph.tokens[self.index - 1].start
        listed = _LISTED.search(self.phrases.text[max(end - _TAIL, 0) : end]) is not None
        return listed and any(token.kind == "number" for token in self.tokens)

    def _is_in_all(self) -> bool:
        """Whether a clause behind a purpose counts in all what it was for (主要用于接待调研，共接待15批次)."""
        counts = self.paragraph.measures(self.index) == "count"
        return counts and self.vocabulary.in_all.match(self.lead) is not None

    def _is_next(self) -> bool:
        """Whether a clause tells of the next thing (…主要是会议减少，培训费2万元，比上年增加1万元，主要是…).

        It names the thing and its amount or its change, and one of these holds: it is compared behind, it has a reason
        of its own, its change goes the other way, or no figure stands in the reason before (增发奖金5万元，补助2万元 is a
        list of causes). An item of the classification is always told of anew.
        """
        led = next((at for at, token in enumerate(self.tokens) if token.kind not in _IN_NAMES), None)
        money = any(token.measures == "money" for token in self.tokens)
        if led is None:
            return False
        if not money:
            return self._is_flat(led) or self._is_counted(led)
        item = any(token.kind == "level" for token in self.tokens[:led])
        if not item and not self._has_amounts(led):
            return False
        if item or self._has_its_reason():
            return True
        turns = [token for token in self.tokens if token.kind in ("change", "excess", "either", "reach")]
        if turns:
            return self._turns_back(turns[-1])
        if not self.paragraph.touches(self.end):
            return False  # 主要是跨年实施，尾款5万元结转下年支付
        return self._is_compared() or not any(
            token.measures == "money" for token in self.paragraph.tokens[self.scope.first : self.index]
        )

    def _has_amounts(self, led: int) -> bool:
        """Whether the words of the clause up to its token ``led`` name something that has amounts."""
        return self.phrases.subjects.is_money(self.phrases.text[self.begin : self.tokens[led].start])

    def _is_flat(self, led: int) -> bool:
        """Whether the next thing is told unchanged, behind a reason that explains a change (…，物业费与上年持平)."""
        return self.tokens[-1].kind == "flat" and self.scope.turn is not None and self._has_amounts(led)

    def _is_counted(self, led: int) -> bool:
        """Whether the next thing is counted and has a reason of its own (…，国内公务接待26批次，主要是调研)."""
        if any(token.number is None and token.kind not in (*_IN_NAMES, "counted") for token in self.tokens):
            return False
        named = self.phrases.names(self.begin, self.tokens[led].start)
        return named and self._has_its_reason()

    def _turns_back(self, token: Token) -> bool:
        """Whether a verb of change goes against the change explained: that is no reason for it."""
        way = token.value.partition("_")[0]
        return self.scope.turn is not None and way in ("increase", "decrease") and way != self.scope.turn

    def _is_compared(self) -> bool:
        """Whether the clause behind it goes on about its amount."""
        return any(kind in _OF_AN_AMOUNT for kind in self._going_on())

    def _has_its_reason(self) -> bool:
        """Whether what is stated of it has a cue of a reason behind it."""
        return any(kind in ("reason", "purpose", "because") for kind in self._going_on())

    def _going_on(self) -> Iterator[str]:
        """The classes with which the clauses behind it begin, as long as they go on about its amount."""
        end = self.end + 1
        for _ in range(_STATED_OF_IT):
            kind = self.paragraph.kind(end) if self.paragraph.touches(end) else ""
            yield kind
            if kind not in _OF_AN_AMOUNT:
                return
            end += 1 + len(self.paragraph.clause(end))


def weighs(token: Token) -> bool:
    """Whether a token is an amount of money or a rate."""
    return token.measures in ("money", "percent")


def _measured(kinds: list[str]) -> bool:
    """Whether a number follows a budget or an actual amount at once."""
    return any(kind in ("actual", "budget") and after == "number" for kind, after in pairwise(kinds))
