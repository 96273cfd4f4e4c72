"""Layer A, clauses: where a clause ends, and what stands in it.

A paragraph is a row of tokens (:mod:`docstruct.extracting.scanner`) with words between them. A clause is a row of
*items*: the tokens that play a part, each by its class, and ``phrase`` for words that name something. The classes are
those that the forms (``lexicons/cues/forms.tsv``) are written in; ``docstruct explain`` prints them:

    会议费|比|2021年|减少|5万元  ->  phrase opener past change money

What ends a clause is decided here and nowhere else: punctuation, an ordinal, 其中, a level （类）, a bracket, a cue of a
reason. A comma does not where it only parts a name from its figure or two figures of a list; a pause (、) joins names and
parts figures. A clause that is interrupted (by a bracket, or by a cue that turned out to be none) is taken up again: it
begins with the items it had, of which the first :attr:`Clause.fresh` have been read.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.numbers import shifted
from docstruct.extracting.subjects import Noun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.extracting.subjects import Range, Ref, Subjects
    from docstruct.extracting.tokens import Number, Token
    from docstruct.lexicon.cues import Cue

LONGEST_LIST = 400
"""Characters of a phrase, or a list of names, that are looked at: time stays linear on text without punctuation."""
LONGEST_CLAUSE = 24
"""Items of an interrupted clause that are taken up again."""
_REACH = 12
"""Tokens between 由 and the word it goes with (降至, 构成, 引起)."""
_DATE = 7
"""Characters from which on a year is part of a date: 2021年度 names a year, 2021年3月 a date."""
_LAST_DAY = re.compile("12 ?月 ?31 ?日")
_YEARS_BACK = 3
"""How far behind the fiscal year a year that lost its 年 may lie."""
_CODE_LENGTHS = (3, 5, 7)
_CODE_DIGITS = ("2", "3", "5")
_LISTED = 3
"""Tokens of two numbers and the mark between them."""
_LONGEST_SERIES = 24
"""Tokens of a list of numbers that one unit behind the last may be that of."""
_MARKS = frozenset({"comma", "pause", "opener"})
"""What stands between the numbers of a list; 与 joins them, though it opens comparisons."""
_HEAD = 2
"""Characters of a head noun: 编制范围的单位共1个预算单位 counts the 单位 named in front, not those behind."""
_NOT_COUNTED = "及和，、（("

NUMBERS = frozenset({"money", "percent", "points", "times", "count", "score_points", "area", "price", "bare"})
"""The classes of figures, by what their unit measures."""
YEARS = frozenset({"past", "this", "date"})
TURNS = frozenset({"change", "excess", "excess_budget", "either", "difference", "reach"})
VERBS = TURNS | {"opener", "same_period", "from", "flat", "completion", "share", "absent"}
"""What closes the phrase in front of it: words behind it are its object, or what is compared with."""
_TAKE_A_BUDGET = frozenset({"flat", "opener", "excess", "excess_budget", "completion", "share", "from"})
_ENDS = frozenset(
    [
        "semicolon",
        "stop",
        "colon",
        "marker",
        "composition",
        "title",
        "open",
        "close",
        "level",
        "code",
        "composed",
        "reason",
        "purpose",
        "because",
    ]
)
_MAY_END = _ENDS | {"comma", "pause", "enumerator", "from"}
"""Classes of tokens that end a clause, or do where what stands around them says so."""
_SILENT = frozenset({"reason", "purpose", "because", "enumerator"})
_CLOSES = frozenset({"comma", "semicolon", "stop", "close", "pause"})
GLUED = "glued"
"""Text of a year that lost its 年 and stands glued to its amount (201836.2万元)."""


class Item(Struct, frozen=True, gc=False):
    """A word or a phrase of a clause by its class; ``at`` is the index of its token in the paragraph."""

    kind: str
    start: int
    end: int
    at: int
    cue: Cue | None = None
    number: Number | None = None
    text: str = ""


class Paragraph(Struct, frozen=True, gc=False):
    """The tokens of ``text[start:end]``."""

    tokens: Sequence[Token]
    start: int
    end: int

    def begin(self, index: int) -> int:
        """Where the words in front of a token begin."""
        return self.tokens[index - 1].end if index else self.start

    def stop(self, index: int) -> int:
        """Where a token begins; the end of the paragraph behind the last."""
        return self.tokens[index].start if index < len(self.tokens) else self.end


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


class Frame(Struct, frozen=True, gc=False):
    """The phrases of a clause by their place, as a figure behind its items sees them.

    ``before`` is the phrase in front of the first verb (the subject), ``after`` the one behind the last (what is
    increased, what is compared with), ``held`` one that a year cut off; ``measured`` is where the word for the
    measure stands, ``verb`` whether there is one, and ``code`` a code in front of the name.
    """

    before: Range | None = None
    held: Range | None = None
    after: Range | None = None
    measured: Range = (0, 0)
    verb: bool = False
    code: str | None = None


def segment(items: Sequence[Item]) -> Sequence[Item]:
    """The items since the latest figure, placeholder or opening bracket."""
    for index in range(len(items) - 1, -1, -1):
        if items[index].kind in NUMBERS or items[index].kind in ("blank", "range", "open"):
            return items[index + 1 :]
    return items


def stretch(items: Sequence[Item]) -> Sequence[Item]:
    """The items whose cues hold for a figure behind them: a phrase behind a figure makes all before it forgotten."""
    named = False
    for index in range(len(items) - 1, -1, -1):
        kind = items[index].kind
        if kind in ("blank", "range") or (named and (kind in NUMBERS or kind in ("open", "flat"))):
            return items[index + 1 :]
        named = named or kind == "phrase"
    return items


def class_of(number: Number) -> str:
    """The class of a figure, by what its unit measures; ``bare`` without one."""
    return {"score": "score_points", None: "bare"}.get(number.kind, number.kind) or "bare"


def _hull(phrase: Range | None, item: Item) -> Range:
    return (phrase[0] if phrase else item.start, item.end)


class Cutter:
    """Cuts the paragraphs of one document into clauses."""

    def __init__(self, text: str, subjects: Subjects, year: int | None) -> None:
        self.text = text
        self.subjects = subjects
        self.year = year

    def cut(
        self,
        paragraph: Paragraph,
        index: int,
        stop: int,
        begin: int,
        resumed: tuple[Item, ...],
        *,
        silent: bool,
        listed: bool,
    ) -> Clause:
        """The clause that begins at a token, or with the words from ``begin`` on in front of it.

        ``silent``: cues of reasons are none here; ``listed``: names of a list of 分别 wait for their figures.
        """
        items, last = list(resumed), begin
        start = items[0].start if items else last
        while index < stop:
            token = paragraph.tokens[index]
            if token.start > last:
                self._gap(items, last, token.start, index)
            ended = self._ending(paragraph, token, index, items, silent=silent)
            if ended:
                return Clause(tuple(items), len(resumed), ended, index, start, token.start)
            last = max(last, self._take(items, paragraph, token, index, listed=listed))
            index += 1
            if len(items) > 2 * LONGEST_CLAUSE:
                return Clause(tuple(items), len(resumed), "long", index, start, last)
        if last < paragraph.stop(stop):
            self._gap(items, last, paragraph.stop(stop), index)
        return Clause(tuple(items), len(resumed), "end", stop, start, paragraph.stop(stop))

    def frame(self, items: Sequence[Item]) -> Frame:
        """The phrases among the items of one :func:`segment`."""
        before = held = after = None
        measured, verb, code, latest = (0, 0), False, None, ""
        for item in items:
            kind = item.kind
            if kind == "phrase":
                if latest == "flat":
                    # 与上年持平共计安排团组2个: a new statement that lost its comma
                    before = held = after = None
                    verb = False
                if verb:
                    after = _hull(after, item)
                else:
                    before = _hull(before, item)
            elif kind in YEARS:
                if not verb:
                    before, held = None, before or held
            elif kind == "compared":
                # 与上年相比支出增加: what stands behind the comparison may be the subject still
                verb, after = before is not None, None
            elif kind in VERBS:
                if kind in TURNS and before is None and after and self.subjects.is_named(self.words(after)):
                    before = after
                verb, after = True, None
            elif kind in ("budget", "actual") and not verb:
                measured = (item.start, item.end)
            elif kind == "digits":
                code = item.text
            latest = kind
        return Frame(before, held, after, measured, verb, code)

    def words(self, phrase: Range) -> str:
        """The text of a phrase, or its end if it is longer than any name."""
        start, end = phrase
        return self.text[start if end - start <= LONGEST_LIST else end - LONGEST_LIST : end]

    def begin(self, phrase: Range) -> int:
        """Where the words of a phrase begin that are looked at."""
        return max(phrase[0], phrase[1] - LONGEST_LIST)

    def ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        """The subject a phrase names, None if there is none or it is generic."""
        return self.subjects.ref(self.words(phrase), code, offset=self.begin(phrase)) if phrase else None

    def noun(self, phrase: Range | None) -> Noun:
        """The name in a phrase, generic or not; its place is counted from where its words begin."""
        return self.subjects.cut(self.words(phrase)) if phrase else Noun("", 0, 0)

    def names(self, start: int, end: int) -> bool:
        """Whether words name something, and do not only join (为, 的, 共)."""
        return start < end and self.subjects.cut(self.words((start, end))).text != ""

    def number_follows(self, paragraph: Paragraph, index: int) -> bool:
        """Whether a number with a unit stands right behind a token, only joining words between them."""
        tokens = paragraph.tokens
        number = tokens[index + 1].number if index + 1 < len(tokens) else None
        if number is None or number.kind is None:
            return False
        return not self.names(tokens[index].end, tokens[index + 1].start)

    def _gap(self, items: list[Item], start: int, end: int, at: int) -> None:
        if not self.names(start, end):
            return
        if items and items[-1].kind == "from" and self._is_planned(start, end):
            items.append(Item("planned", start, end, at))
        else:
            _phrase(items, start, end, at)

    def _is_planned(self, start: int, end: int) -> bool:
        """Whether the first of two figures is a plan (由核定的1,300人减为…), not an earlier year's."""
        return any(word in self.words((start, end)) for word in self.subjects.vocabulary.words["planned"])

    def _ending(
        self, paragraph: Paragraph, token: Token, index: int, items: list[Item], *, silent: bool
    ) -> str | None:
        """The kind of end that a token makes; None if the clause goes on."""
        kind = token.kind
        if kind not in _MAY_END or (silent and kind in _SILENT):
            return None
        if kind == "colon" and index and paragraph.tokens[index - 1].kind == "unit":
            return None  # 执行率（%）：40.17
        if kind in _ENDS:
            return kind
        if kind == "comma" and self._leaves_its_noun(token, items):
            _phrase(items, token.start, token.end, index)
            return None
        if kind == "comma":
            return None if self._joins(paragraph, token, index, items) else kind
        if kind == "pause" and self._behind_a_figure(paragraph, index):
            return None if self.number_follows(paragraph, index) else kind
        if kind == "enumerator":
            return "enumerator" if token.cue and token.cue.value == "first" else None
        return self._from(paragraph, index) if kind == "from" else None

    def _leaves_its_noun(self, token: Token, items: list[Item]) -> bool:
        """Whether a comma parts a name from what qualifies it (由小微企业中标的，采购金额; 在采购项目中，由…)."""
        if (
            not items
            or items[-1].kind != "phrase"
            or items[-1].end != token.start
            or segment(items) != items[-1:]
        ):
            return False
        words, last = self.words((items[-1].start, items[-1].end)), self.text[token.start - 1]
        return last == "的" or (last == "中" and words.startswith("在"))

    def _joins(self, paragraph: Paragraph, token: Token, index: int, items: list[Item]) -> bool:
        """Whether a comma only parts a name from its figure (会议费，5万元) or two figures of a list (12.3，4.5万元)."""
        following = paragraph.tokens[index + 1] if index + 1 < len(paragraph.tokens) else None
        if following is None or following.number is None or not self.number_follows(paragraph, index):
            return False
        digits = (
            index and paragraph.tokens[index - 1].kind == "number" and self.text[token.start - 1].isdigit()
        )
        frame = self.frame(segment(items))
        return bool(digits) or (frame.before is not None and not frame.verb)

    def _behind_a_figure(self, paragraph: Paragraph, index: int) -> bool:
        if not index or paragraph.tokens[index - 1].kind not in ("number", "close", "blank", "absent"):
            return False
        return not self.names(paragraph.tokens[index - 1].end, paragraph.tokens[index].start)

    def _from(self, paragraph: Paragraph, index: int) -> str | None:
        """由 may open a composition (由A和B构成) or a cause (由…引起)."""
        later = _goes_with(paragraph, index)
        return {"composed": "parts", "therefore": "because"}.get(later)

    def _take(
        self, items: list[Item], paragraph: Paragraph, token: Token, index: int, *, listed: bool
    ) -> int:
        """Add what a token says; where the words behind it begin."""
        if token.kind == "number":
            return self._number(items, paragraph, token, index, listed=listed)
        take = _TAKE.get(token.kind)
        if take is not None:
            take(self, items, paragraph, token, index)
        return token.end

    def _number(
        self, items: list[Item], paragraph: Paragraph, token: Token, index: int, *, listed: bool
    ) -> int:
        number = token.number
        assert number is not None
        if number.kind is None:
            listed = listed or any(item.kind == "respectively" for item in items)
            if listed or _in_list(paragraph, index):
                number = _shared_unit(paragraph, number, index)
        if number.kind is None and not self._is_bare(items, paragraph, token, index):
            self._digits(items, token, number, index)
            return token.end
        start = token.start
        if number.split is not None and self._lost_year(items, number.split[0]):
            items.append(Item("past", start, start + 4, index, text=GLUED))
            value = number.split[1]
            number, start = replace(number, value=value, amount=shifted(value, number.places)), start + 4
        elif not number.value:
            items.append(Item("range", start, number.end, index))
            return token.end
        if number.kind in ("money", "count", "area", None):
            self._absorb(items)
        self._sign(items, paragraph, token, index)
        items.append(Item(class_of(number), start, number.end, index, number=number))
        return (
            self._counted(items, paragraph, token, index) if number.kind in ("count", "area") else token.end
        )

    def _sign(self, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
        """A sign at the beginning of a bracket makes a change of the amount (水电费9.2万元（+0.6万元）)."""
        if not index or paragraph.tokens[index - 1].kind != "open":
            return
        between = self.text[paragraph.tokens[index - 1].end : token.start].strip()
        negative = token.number is not None and token.number.value.startswith("-")
        if negative or between in ("+", "＋"):
            items.append(Item("minus" if negative else "plus", token.start, token.start, index))

    def _absorb(self, items: list[Item]) -> None:
        """A change inside a name is part of it (支出大于收入的部分, 能力提升10万元, 能力提升项目10万元)."""
        inside = segment(items)
        turn = None
        for item in inside:
            if item.kind == "change" or item.kind == "excess":
                turn = item
        if turn is None or turn.cue is None or _based(inside):
            return
        frame = self.frame(inside)
        takes = turn.cue.value.partition("_")[2]
        led = frame.before is not None or takes != "of"
        named = led and self.ref(frame.after) is not None
        if not named and takes != "rate":
            return
        start = frame.before[0] if frame.before else turn.start
        end = frame.after[1] if frame.after else turn.end
        del items[len(items) - len(inside) :]
        items += [item for item in inside if item.end <= start]
        _phrase(items, start, end, turn.at)

    def _counted(self, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> int:
        """The thing counted where it is named behind the number (3名职工): it is no part of the phrase that follows."""
        inside = segment(items[:-1])
        if any(item.kind in VERBS and item.kind != "reach" for item in inside if item.kind != "absent"):
            return token.end
        tokens, following = paragraph.tokens, index + 1
        while following < len(tokens) and tokens[following].kind == "name":
            following += 1
        right = self.text[token.end : paragraph.stop(following)]
        if not right or right[0] in _NOT_COUNTED:
            return token.end
        noun, length = self.subjects.counted(right)
        leads_on = following < len(tokens) and tokens[following].kind == "number" and length == len(right)
        if not noun.text or leads_on:
            return token.end
        before = self.frame(inside).before
        left = self.noun(before).text
        end = token.end + length
        examples = before is not None and self.words(before).endswith("等")
        if examples or not noun.text.endswith(left[-_HEAD:]) or len(left) <= len(noun.text):
            joined = next(
                (word for word in self.subjects.vocabulary.words["joining"] if left.endswith(word)), ""
            )
            items.append(Item("counted", *noun.place(token.end), index, text=joined + noun.text))
        return end

    def _digits(self, items: list[Item], token: Token, number: Number, index: int) -> None:
        """Digits that are no figure: a year without 年, the code of an item, or part of a name."""
        value, inside = number.value, segment(items)
        year = int(value) if value.isdecimal() and len(value) == len("2021") else 0
        if not inside and self.year is not None and abs(year - self.year) <= _YEARS_BACK:
            # 2016收入合计: a year that lost its 年
            kind = "past" if year < self.year else "this" if year == self.year else "date"
            items.append(Item(kind, token.start, token.end, index, text=value))
            return
        if inside and inside[-1].kind == "opener" and len(value) == 4 and value.startswith(("19", "20")):
            items.append(Item("past", token.start, token.end, index, text=value))
        elif (
            (self.frame(inside).before is None or self._steps_down(items, inside, value))
            and len(value) in _CODE_LENGTHS
            and value.startswith(_CODE_DIGITS)
            and value.isdecimal()
        ):
            items.append(Item("digits", token.start, token.end, index, text=value))
        else:
            _phrase(items, token.start, token.end, index)

    def _steps_down(self, items: list[Item], inside: Sequence[Item], code: str) -> bool:
        """Whether a code goes on from that of the name in front of it, which is forgotten (21001卫生管理2100101行政运行)."""
        if len(inside) != 2 or inside[0].kind != "digits" or inside[1].kind != "phrase":
            return False
        if not code.startswith(inside[0].text) or len(code) == len(inside[0].text):
            return False
        del items[len(items) - len(inside) :]
        return True

    def _lost_year(self, items: list[Item], year: int) -> bool:
        """Whether digits begin with a year that lost its 年: an earlier one, where an earlier amount is expected."""
        near = self.year is None or 0 < self.year - year <= _YEARS_BACK
        inside = segment(items)
        frame = self.frame(inside)
        opened = bool(inside) and inside[-1].kind == "opener"
        return near and (opened or (frame.before is None and not frame.verb))

    def _is_bare(self, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> bool:
        """Digits without a unit are a figure only right behind a word that asks for one, at the end of their clause."""
        tokens, inside = paragraph.tokens, segment(items)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if _compares(inside) and following is not None and following.kind == "change":
            return following.start == token.end and self.number_follows(paragraph, index + 1)
        if following is not None and following.kind not in _CLOSES:
            return False
        if self.names(token.end, following.start if following else paragraph.end):
            return False
        if any(item.kind in ("share", "completion", "budget", "actual", "score") for item in inside):
            return True
        if (
            inside
            and inside[-1].kind in ("past", "this")
            and not (token.number and token.number.value.strip("0."))
        ):
            return True  # 上年为0
        frame = self.frame(inside)
        return (
            frame.before is not None and not frame.verb and self.subjects.is_money(self.words(frame.before))
        )


def _based(items: Sequence[Item]) -> bool:
    """Whether something to compare with stands among the items."""
    compared = [at for at, item in enumerate(items) if item.kind in ("opener", "excess")]
    if any(item.kind == "same_period" for item in items):
        return True
    return bool(compared) and any(
        item.kind in YEARS or item.kind in ("budget", "actual") for item in items[compared[0] + 1 :]
    )


def _compares(items: Sequence[Item]) -> bool:
    """Whether the clause names what it compares with, and nothing has turned yet."""
    return (
        any(item.kind == "opener" for item in items)
        and _based(items)
        and not any(item.kind in TURNS or item.kind == "compared" for item in items)
    )


def _goes_with(paragraph: Paragraph, index: int) -> str:
    """The word that 由 goes with; empty if there is none in its clause."""
    for later in paragraph.tokens[index + 1 : index + _REACH]:
        if later.kind in ("comma", "semicolon", "stop"):
            return ""
        if later.kind in ("composed", "therefore", "reach"):
            return later.kind
    return ""


def _in_list(paragraph: Paragraph, index: int) -> bool:
    """Whether decimals are the first of two that only a mark parts (各减少12.34，56.78万元)."""
    tokens = paragraph.tokens[index : index + _LISTED]
    if len(tokens) < _LISTED or tokens[1].kind not in ("comma", "pause"):
        return False
    first, mark, second = tokens
    touching = first.end == mark.start and mark.end == second.start
    return touching and all(token.number and "." in token.number.value for token in (first, second))


def _shared_unit(paragraph: Paragraph, number: Number, index: int) -> Number:
    """In a list (分别提高0.5和1.2个百分点) the unit behind the last number is that of all."""
    later = takewhile(
        lambda token: token.number is not None or token.kind in _MARKS,
        paragraph.tokens[index + 1 : index + _LONGEST_SERIES],
    )
    following = next((token.number for token in later if token.number and token.number.unit), None)
    if following is None:
        return number
    amount = shifted(number.value, following.places) if following.amount is not None else None
    return replace(number, kind=following.kind, unit=following.unit, places=following.places, amount=amount)


def _phrase(items: list[Item], start: int, end: int, at: int) -> None:
    """Add words to the phrase at the end of the items, or begin one."""
    if items and items[-1].kind == "phrase":
        items[-1] = replace(items[-1], end=end)
    else:
        items.append(Item("phrase", start, end, at))


def _word(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    kind = token.kind
    if kind == "excess" and token.cue and token.cue.value.startswith("actual"):
        kind = "excess_budget"
    items.append(Item(kind, token.start, token.end, index, token.cue))


def _threshold(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """单价50万元以上通用设备: a threshold makes a name of the words for a price in front of it."""
    while items and items[-1].kind == "other":
        items.pop()
    _phrase(items, token.start, token.end, index)


def _name(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """A name is part of its phrase; a bracket right behind a figure (0人次（不包括陪同人员）) names nothing.

    A name may say what its amounts are (预算收入).
    """
    if cutter.text[token.start] in "（(" and items and items[-1].kind in NUMBERS:
        return
    budget = token.cue is not None and token.cue.value == "budget" and not cutter.frame(segment(items)).verb
    _phrase(items, token.start, token.end, index)
    if budget:
        items.append(Item("budget", token.end, token.end, index, token.cue))


def _year(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    told, year = cutter.text[token.start : token.end], int(token.text)
    kind = "date"
    if cutter.year is not None and year <= cutter.year and (len(told) < _DATE or _LAST_DAY.search(told)):
        kind = "past" if year < cutter.year else "this"
    items.append(Item(kind, token.start, token.end, index, text=token.text))


def _period(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """上年 is an earlier year where a comparison asks for one, where it opens a clause, and right before a measure."""
    value = token.cue.value if token.cue else ""
    kind = {"prior_year": "past", "this_year": "this"}.get(value, "")
    inside = segment(items)
    asked = bool(inside) and inside[-1].kind in ("opener", "excess")
    following = paragraph.tokens[index + 1] if index + 1 < len(paragraph.tokens) else None
    measured = (
        following is not None
        and following.kind in ("budget", "actual", "number", "completion")
        and not cutter.names(token.end, following.start)
    )
    if asked:
        items.append(Item(kind or "past", token.start, token.end, index, token.cue))
    elif kind and (measured or (kind == "past" and not inside)):
        items.append(Item(kind, token.start, token.end, index, token.cue))
    else:
        if kind == "this" and not inside:
            items.append(Item(kind, token.start, token.start, index))  # 去年支出5万元，本年支出6万元
        _phrase(items, token.start, token.end, index)


def _budget(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """A budget is what is compared with, the denominator of a rate, or what is stated; behind a change it is a name."""
    inside = segment(items)
    verbs = [item.kind for item in inside if item.kind in VERBS or item.kind == "compared"]
    if verbs and verbs[-1] not in _TAKE_A_BUDGET and verbs[-1] != "compared":
        _phrase(items, token.start, token.end, index)
        return
    if cutter.text.startswith(cutter.subjects.vocabulary.this_years, token.start):
        items.append(Item("this", token.start, token.start, index))  # 本年预算 after 上年预算
    items.append(Item("budget", token.start, token.end, index, token.cue))


def _score(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """A score; a rate right before it is what is scored (预算执行率得分9.8分)."""
    if items and items[-1].kind == "completion" and cutter.frame(segment(items)).before is None:
        items[-1] = replace(items[-1], kind="phrase", cue=None)
    items.append(Item("score", token.start, token.end, index, token.cue))


def _other(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """A unit price or a limit; 人均 and the like are part of the name of what they measure."""
    if token.cue is not None and token.cue.value == "part":
        _phrase(items, token.start, token.end, index)
    items.append(Item("other", token.start, token.end, index, token.cue))


def _blank(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """A placeholder with a unit (XX辆) stands where a figure should; without one it is part of a name."""
    if token.text:
        items.append(Item("blank", token.start, token.end, index))
    else:
        _phrase(items, token.start, token.end, index)


def _asof(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """年末 is part of the name of what stood then; 截至 dates all that its paragraph tells."""
    if token.cue is not None and token.cue.value == "named":
        _phrase(items, token.start, token.end, index)
    else:
        items.append(Item("asof", token.start, token.end, index))


def _pause(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """Inside a phrase a pause joins names (收、支总计)."""
    if items and items[-1].kind == "phrase":
        _phrase(items, token.start, token.end, index)


def _movement(cutter: Cutter, items: list[Item], paragraph: Paragraph, token: Token, index: int) -> None:
    """由 opens a movement (由61批次减至48批次); elsewhere it only joins."""
    if _goes_with(paragraph, index) == "reach":
        items.append(Item("from", token.start, token.end, index, token.cue))


_TAKE: dict[str, Callable[[Cutter, list[Item], Paragraph, Token, int], None]] = {
    **dict.fromkeys(
        [
            "opener",
            "compared",
            "same_period",
            "change",
            "excess",
            "either",
            "difference",
            "reach",
            "flat",
            "actual",
            "completion",
            "share",
            "respectively",
            "absent",
            "range",
            "reference",
            "unit",
        ],
        _word,
    ),
    "asof": _asof,
    "blank": _blank,
    "budget": _budget,
    "from": _movement,
    "name": _name,
    "other": _other,
    "pause": _pause,
    "period": _period,
    "score": _score,
    "threshold": _threshold,
    "year": _year,
}
"""What the tokens of every class add to their clause; the others only join."""
