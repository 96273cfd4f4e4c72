"""Where a reason ends.

A reason begins behind its cue (主要原因是…) or stands between two (系…所致, 受…影响); :class:`Scope` says where it
stops. It runs to the end of its sentence, and further while an enumeration (一是…；二是…) or a connective (同时) goes
on; it stops earlier where a clause makes a new statement: its own reason cue, a comparison or a share with a number
right behind it, the subject named again, a figure of the fiscal year. A cause inside a cause (主要由于) stays part of
the one reason.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from docstruct.extracting.clauses.items import CLAUSE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docstruct.document import Direction
    from docstruct.extracting.clauses.phrases import Paragraph, Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.scanning.tokens import Token

_MARKS = CLAUSE_ENDS | {"colon", "open"}
_STATEMENTS = frozenset({"absent", "blank", "composition", "flat", "number", "purpose", "reason"})
_EMPTY = re.compile(r"[\s….。，,；;、：:XxＸ×*_]*")
_LEAD = 20
"""Characters of a clause in which its subject stands; a longer name tells no more by its first four."""
_LISTED = re.compile("等[^，,。；;、：:]*$|(?:支出|开支|费用?)$")
_TAIL = 10
"""Characters in which a list is closed (等方面支出)."""
_NEXT_ITEM = 60
"""Tokens within which an enumeration goes on: 一是… may run over several sentences before 二是."""
_RECENT = 40
"""Tokens back to which a count inside a reason is remembered: time stays linear in a reason without an end."""
_TRIM = " \t。，,；;、：:"
_REPEATED = 4
"""Characters of the subject with which a clause begins that is about it again.

With three, 会议费用增加 would be about 会议费 rather than its cause.
"""
_STATED_OF_IT = 4
"""Clauses in which the next thing is compared (较上年减少1万元，降低5%) before its own reason."""
_IN_NAMES = frozenset({"name", "level", "code", "threshold", "period", "pause"})
"""Tokens that a name may hold."""
_NAMING = frozenset({"colon", "name", "year", "budget", "actual"})
"""What may stand between a marker and the amount of its item."""
_OF_AN_AMOUNT = frozenset({"opener", "same_period", "change", "completion", "excess", "excess_budget"})
"""What opens a clause that goes on about the amount in front of it."""


class Scope(Struct, frozen=True, gc=False):
    """The words a reason may take: the tokens from ``first`` on, and what it is about.

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

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the paragraph."""
        return self.paragraph.tokens

    def end(self) -> int:
        """The index of the token at which the reason ends."""
        tokens, index, depth = self.tokens, self.first, 0
        enumerated = self._numbered()
        while index < len(tokens):
            kind = tokens[index].kind
            enumerated = enumerated or kind == "enumerator"
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= 1
            if depth < 0 or self._breaks_in(index):
                return index
            following: int | None = index + 1
            if kind in CLAUSE_ENDS and depth <= 0:
                depth, following = 0, self._goes_on(index, enumerated=enumerated)
            if following is None:
                return index
            index = following
        return index

    def _numbered(self) -> bool:
        """Whether the items of the reason are numbered (1.人员增加；2.项目增加)."""
        marked = self.paragraph.kind(self.first) == "marker"
        return marked and self.paragraph.touches(self.first)

    def _breaks_in(self, index: int) -> bool:
        """Whether a new statement begins without a mark before it, lost in the text.

        其中 with a figure does, the next item of a list with one (…会议少2.培训费增加1万元), and a quoted name with an amount
        right behind it (…设备维保“其他支出”0万元).
        """
        tokens, kind = self.tokens, self.tokens[index].kind
        if kind == "marker" and tokens[index - 1].kind not in _MARKS and not self._numbered():
            return any(_weighs(token) for token in self.paragraph.clause(index + 1)[:2])
        if kind not in ("composition", "name") or (index == self.first and self.paragraph.touches(index)):
            return False
        if kind == "composition":
            return any(token.kind == "number" for token in self.paragraph.clause(index))
        quoted = self.phrases.text[tokens[index].start] in '“"'
        amount = self.paragraph.measures(index + 1) == "money"
        return quoted and amount and self.paragraph.touches(index + 1)

    def _goes_on(self, index: int, *, enumerated: bool) -> int | None:
        """Where to read on behind a punctuation mark; None if the reason ends there."""
        tokens, following = self.tokens, index + 1
        kind = tokens[index].kind
        if following >= len(tokens):
            return following if kind == "comma" else None
        item = tokens[following].kind == "enumerator" or (
            tokens[following].kind == "marker"
            and self._numbered()
            and not itemizes(self.paragraph, following)
        )
        if item and self.paragraph.touches(following):
            return following
        if kind != "comma" and enumerated and (later := self._next_item(following)) is not None:
            return later
        if kind == "stop":
            goes_on = tokens[following].kind == "continuation" and self.paragraph.touches(following)
            return following + 1 if goes_on and not self._states(following + 1) else None
        if kind == "semicolon":
            return None if self._states(following) else following
        if self._is_statement(following) or self._is_about(following) or self._is_listed(index):
            return None
        if self.purpose and self._is_amount(following):
            return None
        return None if self._is_next(following) else following

    def _is_next(self, index: int) -> bool:
        """Whether a clause tells of the next thing (…主要是会议减少，培训费2万元，比上年增加1万元，主要是…).

        It names the thing and its amount or its change, and one of these holds: it is compared behind, it has a reason
        of its own, its change goes the other way, or no figure stands in the reason before (增发奖金5万元，补助2万元 is a
        list of causes). An item of the classification is always told of anew.
        """
        clause = self.paragraph.clause(index)
        led = next((at for at, token in enumerate(clause) if token.kind not in _IN_NAMES), None)
        money = any(token.measures == "money" for token in clause)
        if led is None:
            return False
        if not money:
            return self._is_flat(index, clause, led) or self._is_counted(index, clause, led)
        item = any(token.kind == "level" for token in clause[:led])
        if not item and not self._names(index, clause[led].start):
            return False
        if item or self._has_its_reason(index + len(clause)):
            return True
        turns = [token for token in clause if token.kind in ("change", "excess", "either", "reach")]
        if turns:
            return self._turns_back(turns[-1])
        if self._runs_on(index + len(clause) - 1):
            return False  # 主要是跨年实施，尾款5万元结转下年支付
        return self._is_compared(index + len(clause)) or not any(
            token.measures == "money" for token in self.tokens[self.first : index]
        )

    def _runs_on(self, index: int) -> bool:
        """Whether words stand between the last token of a clause and the mark behind it."""
        return index + 1 < len(self.tokens) and not self.paragraph.touches(index + 1)

    def _names(self, index: int, end: int) -> bool:
        """Whether the words from behind a comma up to ``end`` name something that has amounts."""
        words = self.phrases.text[self.paragraph.begin(index) : end]
        return self.phrases.subjects.is_named(words) and self.phrases.subjects.is_money(words)

    def _is_flat(self, index: int, clause: Sequence[Token], led: int) -> bool:
        """Whether the next thing is told unchanged, behind a reason that explains a change (…，物业费与上年持平)."""
        if clause[led].kind != "opener" or clause[-1].kind != "flat" or self.turn is None:
            return False
        return self._names(index, clause[led].start)

    def _is_counted(self, index: int, clause: Sequence[Token], led: int) -> bool:
        """Whether the next thing is counted and has a reason of its own (…，国内公务接待26批次，主要是调研)."""
        if any(token.number is None and token.kind not in (*_IN_NAMES, "counted") for token in clause):
            return False
        named = self.phrases.names(self.paragraph.begin(index), clause[led].start)
        return named and self._has_its_reason(index + len(clause))

    def _turns_back(self, token: Token) -> bool:
        """Whether a verb of change goes against the change explained: that is no reason for it."""
        way = token.value.partition("_")[0]
        return self.turn is not None and way in ("increase", "decrease") and way != self.turn

    def _is_compared(self, end: int) -> bool:
        """Whether the clause behind the comma at ``end`` goes on about the amount in front of it."""
        goes_on = self.paragraph.kind(end) == "comma" and self.paragraph.kind(end + 1) in _OF_AN_AMOUNT
        return goes_on and self.paragraph.touches(end + 1)

    def _has_its_reason(self, end: int) -> bool:
        """Whether the statement that the comma at ``end`` interrupts has a cue of a reason behind it."""
        for _ in range(_STATED_OF_IT):
            if self.paragraph.kind(end) != "comma" or not self.paragraph.touches(end + 1):
                return False
            kind = self.paragraph.kind(end + 1)
            if kind in ("reason", "purpose", "because"):
                return True
            if kind not in _OF_AN_AMOUNT:
                return False
            end += 1 + len(self.paragraph.clause(end + 1))
        return False

    def _is_listed(self, index: int) -> bool:
        """Whether a purpose is complete before a comma (…、维修等方面支出，): a clause with a figure is none of it."""
        end = self.tokens[index].start
        if not self.purpose or _LISTED.search(self.phrases.text[max(end - _TAIL, 0) : end]) is None:
            return False
        return any(token.kind == "number" for token in self.paragraph.clause(index + 1))

    def _is_amount(self, index: int) -> bool:
        """Whether a clause behind a purpose tells the amount it is of (主要保障网络安全，全年支出62.8万元).

        Or counts in all what it was for (主要用于接待调研，共接待15批次).
        """
        subjects, measures = self.phrases.subjects, self.paragraph.measures(index)
        words = self.paragraph.words(index)
        if measures == "count":
            return subjects.vocabulary.in_all.match(words) is not None
        if measures != "money":
            return False
        return subjects.noun(words) in subjects.vocabulary.generic and subjects.is_money(words)

    def _next_item(self, index: int) -> int | None:
        """The next item of the enumeration, before any other cue of a reason."""
        for position in range(index, min(index + _NEXT_ITEM, len(self.tokens))):
            token = self.tokens[position]
            if token.kind == "enumerator":
                return position if token.value != "first" else None
            if token.kind in ("purpose", "reason", "marker"):
                return None
        return None

    def _states(self, index: int) -> bool:
        """Whether the words up to the next semicolon or full stop make a statement of their own."""
        tokens, depth = self.tokens, 0
        while index < len(tokens) and tokens[index].kind not in ("semicolon", "stop"):
            token = tokens[index]
            depth += (token.kind == "open") - (token.kind == "close")
            if depth < 0:
                return False
            if token.kind in _STATEMENTS and (token.kind != "blank" or token.text):
                return True
            index += 1
        return False

    def _counts(self, index: int) -> bool:
        """Whether 截至 or 年末 dates a stock (年末保有量4辆) rather than what happened by then (年末退休3人)."""
        clause = self.paragraph.clause(index)
        if self.tokens[index].value != "named":
            return True
        counted = any(token.measures == "count" for token in clause)
        return counted and all(token.kind != "change" for token in clause)

    def _is_statement(self, index: int) -> bool:
        """Whether the clause that begins at a token is no longer part of the reason."""
        clause = self.paragraph.clause(index)
        if not clause:
            return False
        latter = self.phrases.subjects.vocabulary.words["latter"]
        if self.phrases.text.startswith(latter, self.paragraph.begin(index)):
            return True  # 前者系人员增加，后者系会议减少
        kinds = [token.kind for token in clause]
        # words in front of the first cue (出差的减少) make it part of the cause: then no cue leads
        leads = kinds[0] if self.paragraph.touches(index) or self._dates(index) else ""
        if self.purpose and ("number" in kinds or "absent" in kinds) and self._is_of_the_year(index):
            return True  # …，全年组团1个; …，年末无结转
        if "purpose" in kinds or leads == "composition" or (leads == "asof" and self._counts(index)):
            return True  # …，主要用于培训; …，其中…; …，年末保有量4辆
        if "reason" in kinds:
            # 主要由于 goes on with the reason; behind a change (…，培训费减少1万元，主要是…) it is another one's
            if self.purpose and not clause[kinds.index("reason")].value:
                return True
            return any(kind in ("change", "excess", "flat") for kind in kinds[: kinds.index("reason")])
        if "number" not in kinds:
            return self._compares(index + len(clause), kinds) if leads in ("opener", "excess") else False
        if leads in ("completion", "share") or _measured(kinds):
            return True  # …，完成预算的95%; …，占总支出的5%; …，支出决算5万元
        if "respectively" in kinds and (leads == "year" or self._shares_out(index, clause)):
            return True  # …，2021年至2023年分别为1万元、2万元和3万元
        if leads == "change":
            # …，减少5万元 is told of the subject, …，减少会议5次 is a cause
            return clause[1].kind == "number" and clause[1].start - clause[0].end < 2
        return leads in ("opener", "same_period", "excess", "either") and not self._counted_inside(
            index, clause
        )

    def _is_of_the_year(self, index: int) -> bool:
        """Whether a clause opens with the whole year or its end, which no purpose does."""
        return (
            self.phrases.subjects.vocabulary.of_year.match(self.phrases.text, self.paragraph.begin(index))
            is not None
        )

    def _dates(self, index: int) -> bool:
        """Whether only the organization stands in front of the day of a stock (，本单位年末保有量4辆)."""
        if self.paragraph.kind(index) != "asof":
            return False
        words = self.paragraph.words(index)
        return not self.phrases.subjects.noun(words)

    def _shares_out(self, index: int, clause: Sequence[Token]) -> bool:
        """Whether a clause shares figures out to the causes themselves (三者分别影响支出5万元、6万元)."""
        led = next(token for token in clause if token.kind == "respectively")
        words = self.phrases.text[self.paragraph.begin(index) : led.start]
        subjects = self.phrases.subjects
        return subjects.noun(words) in ("", *subjects.vocabulary.generic)

    def _compares(self, end: int, kinds: list[str]) -> bool:
        """Whether a comparison without a figure ends the reason: it opens a change (与上年相比，减少5万元)."""
        if kinds[-1] == "compared":
            following = self.paragraph.clause(end + 1)
            changed = any(token.kind == "change" for token in following)
            return changed and any(_weighs(token) for token in following)
        return "blank" in kinds or (self.purpose and "flat" in kinds)

    def _is_about(self, index: int) -> bool:
        """Whether a clause with a figure begins with the subject: it goes on about that, not about the cause."""
        clause = self.paragraph.clause(index)
        if len(self.subject) < _REPEATED or all(token.kind != "number" for token in clause):
            return False
        if any(token.kind == "change" for token in clause) and not any(_weighs(token) for token in clause):
            return False  # 公务用车保有量减少3辆 is a cause, 会议费减少1万元 is not
        begin = self.paragraph.begin(index)
        return self.phrases.subjects.noun(self.phrases.text[begin : begin + _LEAD]).startswith(
            self.subject[:_REPEATED]
        )

    def _counted_inside(self, index: int, clause: Sequence[Token]) -> bool:
        """Whether the reason has counted already what the clause counts (立案67件，比上年多29件)."""
        recent = self.tokens[max(self.first, index - _RECENT) : index]
        units = {token.number.unit for token in recent if token.number and token.measures == "count"}
        return any(token.number is not None and token.number.unit in units for token in clause)


def itemizes(paragraph: Paragraph, index: int) -> bool:
    """Whether a marker opens an item that is an amount of its own ((1)会议费5万元, 2.培训费2万元) rather than a cause."""
    following = index + 1
    while paragraph.kind(following) in _NAMING:
        following += 1
    return paragraph.measures(following) == "money"


def _weighs(token: Token) -> bool:
    """Whether a token is an amount of money or a rate."""
    return token.measures in ("money", "percent")


def _measured(kinds: list[str]) -> bool:
    """Whether a number follows a budget or an actual amount at once."""
    return any(kind in ("actual", "budget") and after == "number" for kind, after in pairwise(kinds))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without punctuation around it; None if it holds no words (blank, ……, XX)."""
    if _EMPTY.fullmatch(text, start, end):
        return None
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return (start, end) if end - start > 1 else None


def parts_of(tokens: Sequence[Token], first: int, end: int, reason: Range) -> tuple[Range, ...]:
    """The parts of an enumerated reason (一是…；二是…), each from its first word; empty if it is not enumerated."""
    kind = "marker" if tokens[first : first + 1] and tokens[first].kind == "marker" else "enumerator"
    items = [token for token in tokens[first:end] if token.kind == kind]
    ends = [*(item.start for item in items[1:]), reason[1]]
    return tuple((item.end, stop) for item, stop in zip(items, ends, strict=False) if item.end < stop)
