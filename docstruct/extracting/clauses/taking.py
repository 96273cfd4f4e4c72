"""What a token adds to its clause: an item of its class, a piece of a phrase, or nothing.

Most cues are items as they are. Some words are one thing or another by what stands around them: 上年 is an earlier year
where a comparison asks for one and part of a name elsewhere, a budget behind a change is a name, 年末 names what stood
then. So are numbers (:func:`_number`): digits without a unit may be a figure, a year, a code, or part of a name.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.clauses.items import (
    CLAUSE_ENDS,
    GLUED,
    NUMBERS,
    RATES,
    TURNS,
    VERBS,
    YEARS,
    Item,
    class_of,
    latest,
    segment,
)
from docstruct.extracting.scanning.numbers import shifted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.extracting.clauses.phrases import Paragraph, Phrases
    from docstruct.extracting.clauses.subjects import Range
    from docstruct.extracting.scanning.tokens import Number, Token

_REACH = 12
"""Tokens between 由 and the word it goes with (降至, 构成, 引起): 由2021年的63批次、412人次降至 has six."""
_ENDS_A_MOVEMENT = CLAUSE_ENDS | {"composed", "therefore", "reach"}
_DATE = 7
"""Characters from which on a year is part of a date: 2021年度 names a year, 2021年3月 a date."""
_LAST_DAY = re.compile("12 ?月 ?31 ?日")
_YEARS_BACK = 3
"""How far behind the fiscal year a year that lost its 年 may lie: farther back, 1998.5万元 is an amount."""
_COMPARED_BACK = 10
"""How far back, where a comparison asks for a year (较201836.2万元)."""
_CODE = re.compile("[235][0-9]{2}(?:[0-9]{2}){0,2}")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_TWO_DECIMALS = re.compile(r"[0-9,]+\.[0-9]+[，,、][0-9,]+\.[0-9]")
"""The first two of a list whose unit stands behind the last (各减少12.34，56.78万元)."""
_LONGEST_SERIES = 24
"""Tokens of a list of numbers that one unit behind the last may be that of: 12 numbers, one for each month."""
_MARKS = frozenset({"comma", "pause", "opener"})
"""What stands between the numbers of a list; 与 joins them, though it opens comparisons."""
_HEAD = 2
"""Characters of a head noun: 编制范围的单位共1个预算单位 counts the 单位 named in front, not those behind."""
_NOT_COUNTED = "及和，、（("
_CLOSES = frozenset({"comma", "semicolon", "stop", "close", "pause"})
_MEASURES = frozenset({"share", "completion", "budget", "actual", "score"})
"""Words that ask for a number."""
_BASES = YEARS | {"budget", "actual"}
_TAKE_A_BUDGET = frozenset(
    {"flat", "opener", "excess", "excess_budget", "completion", "share", "from", "compared"}
)


class Growing(Struct, frozen=True):
    """A clause while it is cut; ``listed``: names of a list of 分别 wait for their figures."""

    paragraph: Paragraph
    items: list[Item]
    listed: bool

    @property
    def phrases(self) -> Phrases:
        """The phrases of the document."""
        return self.paragraph.phrases

    @property
    def inside(self) -> Sequence[Item]:
        """The items since the latest figure."""
        return segment(self.items)

    def add(self, kind: str, token: Token, at: int, text: str = "") -> None:
        """A token is an item of a class."""
        self.items.append(Item(kind, token.start, token.end, at, token.value, text or token.text))

    def mark(self, kind: str, place: int, at: int, value: str = "") -> None:
        """Something is said without a word of its own."""
        self.items.append(Item(kind, place, place, at, value))

    def add_phrase(self, start: int, end: int, at: int) -> None:
        """Words go on with the phrase at the end of the items, or begin one."""
        items = self.items
        if items and items[-1].kind == "phrase":
            items[-1] = replace(items[-1], end=end)
        else:
            items.append(Item("phrase", start, end, at))

    def add_words(self, start: int, end: int, at: int) -> None:
        """Words between tokens: a phrase if they name something."""
        phrases, latest = self.phrases, self.items[-1].kind if self.items else ""
        if not phrases.names(start, end):
            return
        if phrases.text.startswith(phrases.subjects.vocabulary.words["including"], start):
            self.mark("included", start, at)
        if latest == "from" and self._is_planned(start, end):
            self.items.append(Item("planned", start, end, at))
        else:
            self.add_phrase(start, end, at)

    def _is_planned(self, start: int, end: int) -> bool:
        """Whether the first of two figures is a plan (由核定的1,300人减为…), not an earlier year's."""
        words = self.phrases.words((start, end))
        return any(word in words for word in self.phrases.subjects.vocabulary.words["planned"])


def take(clause: Growing, token: Token, at: int) -> int:
    """Add what a token says; where the words behind it begin."""
    kind = token.kind
    if kind == "number":
        return _number(clause, token, at)
    taken = _TAKE.get(kind)
    behind = taken(clause, token, at) if taken is not None else None
    return token.end if behind is None else behind


def goes_with(paragraph: Paragraph, index: int) -> str:
    """The class of the word that 由 goes with, or of the mark that ends its clause before one; empty without either."""
    later = paragraph.tokens[index + 1 : index + _REACH]
    return next((token.kind for token in later if token.kind in _ENDS_A_MOVEMENT), "")


def leads_to(paragraph: Paragraph, index: int) -> bool:
    """Whether a word such as 导致 is followed by a change with its size, in its own clause."""
    later = paragraph.tokens[index + 1 : index + _REACH]
    inside = [*takewhile(lambda token: token.kind not in CLAUSE_ENDS, later)]
    sizes = (at for at, token in enumerate(inside) if token.measures in ("money", "percent"))
    first = next(sizes, None)
    return first is not None and any(token.kind == "change" for token in inside[:first])


def _word(clause: Growing, token: Token, at: int) -> None:
    clause.add(token.kind, token, at)


def _opener(clause: Growing, token: Token, at: int) -> None:
    """相比 opens a comparison (支出相比预算减少), or closes the one in front of it (与上年相比预算减少)."""
    closes = token.value == "closes" and latest(clause.inside, ("opener",)) is not None
    clause.add("compared" if closes else "opener", token, at)


def _same_period(clause: Growing, token: Token, at: int) -> None:
    """同比 compares with the year before, or opens a comparison with what stands right behind it (同比2019年预算增加)."""
    based = clause.paragraph.kind(at + 1) in ("year", "period", "budget")
    opens = based and clause.paragraph.touches(at + 1)
    clause.add("opener" if opens else "same_period", token, at)


def _excess(clause: Growing, token: Token, at: int) -> None:
    """超预算 says what is exceeded."""
    named = token.value.startswith("actual")
    clause.add("excess_budget" if named else "excess", token, at)


def _threshold(clause: Growing, token: Token, at: int) -> None:
    """单价50万元以上通用设备: a threshold makes a name of the words for a price in front of it."""
    while clause.items and clause.items[-1].kind == "other":
        clause.items.pop()
    clause.add_phrase(token.start, token.end, at)


def _name(clause: Growing, token: Token, at: int) -> None:
    """A name is part of its phrase; a bracket right behind a figure (0人次（不包括陪同人员）) names nothing.

    A name may say what its amounts are (预算收入).
    """
    items, phrases = clause.items, clause.phrases
    if phrases.text[token.start] in "（(" and items and items[-1].kind in (*NUMBERS, "counted"):
        return
    budget = token.value == "budget" and not phrases.frame(clause.inside).verb
    clause.add_phrase(token.start, token.end, at)
    if budget:
        items.append(Item("budget", token.end, token.end, at, token.value))


def _year(clause: Growing, token: Token, at: int) -> None:
    ours, told = clause.phrases.year, clause.phrases.text[token.start : token.end]
    whole = len(told) < _DATE or _LAST_DAY.search(told)
    clause.add("past" if ours is not None and int(token.text) < ours and whole else "date", token, at)


def _period(clause: Growing, token: Token, at: int) -> None:
    """上年 is an earlier year where a comparison asks for one, where it opens a clause, and right before a measure."""
    value = token.value
    kind = {"prior_year": "past", "this_year": "date"}.get(value, "")
    inside, paragraph = clause.inside, clause.paragraph
    asked = bool(inside) and inside[-1].kind in ("opener", "excess")
    measured = paragraph.kind(at + 1) in _BEHIND_A_YEAR and not paragraph.names(at + 1)
    if asked:
        clause.add(kind or "past", token, at)
    elif kind and (
        measured or (kind == "past" and not inside) or _is_beside(clause, token) or _leads_years(clause, at)
    ):
        clause.add(kind, token, at)
    else:
        alone = all(item.kind == "phrase" for item in inside)
        clause.add_phrase(token.start, token.end, at)
        if kind == "date" and alone:  # 去年支出5万元，会议费本年支出6万元
            clause.items.insert(-1, Item(kind, clause.items[-1].start, clause.items[-1].start, at))


_BEHIND_A_YEAR = frozenset({"budget", "actual", "number", "completion", "respectively"})


def _is_beside(clause: Growing, token: Token) -> bool:
    """Whether a year stands right behind another one, a mark between (上年、本年会议费分别为)."""
    items = clause.items
    if not items or items[-1].kind not in YEARS:
        return False
    return clause.phrases.text[items[-1].end : token.start].strip() in _BETWEEN_YEARS


def _leads_years(clause: Growing, at: int) -> bool:
    """Whether a year follows right behind a mark (本年、上年会议费分别为)."""
    paragraph = clause.paragraph
    return clause.phrases.text[paragraph.begin(at + 1) : paragraph.stop(at + 2)].strip() in _BETWEEN_YEARS


_BETWEEN_YEARS = frozenset("、和与及")


def _budget(clause: Growing, token: Token, at: int) -> None:
    """A budget is what is compared with, the denominator of a rate, or what is stated; behind a change it is a name."""
    verb = latest(clause.inside, VERBS | {"compared"})
    if verb is not None and verb.kind not in _TAKE_A_BUDGET:
        clause.add_phrase(token.start, token.end, at)
        return
    phrases = clause.phrases
    if phrases.text.startswith(phrases.subjects.vocabulary.this_years, token.start):
        clause.mark("date", token.start, at)  # 本年预算 after 上年预算
    clause.add("budget", token, at)


def _completion(clause: Growing, token: Token, at: int) -> None:
    """A rate of completion; 预算执行率 and 为调整预算的 are of a budget by their own name, 完成率 of anything."""
    if token.value and latest(clause.inside, ("budget",)) is None:
        clause.mark("budget", token.start, at, "" if token.value == "initial_budget" else token.value)
    clause.add("completion", token, at)


def _score(clause: Growing, token: Token, at: int) -> None:
    """A score; a rate right before it is what is scored (预算执行率得分9.8分)."""
    items = clause.items
    if items and items[-1].kind == "completion" and clause.phrases.frame(clause.inside).before is None:
        items[-1] = replace(items[-1], kind="phrase")
    clause.add("score", token, at)


def _other(clause: Growing, token: Token, at: int) -> int:
    """A unit price or a limit; 人均 and the like are part of the name of what they measure.

    So is 每人 in 每人补助标准1200元, but not in 服装费每人1200元 or 工作经费每个社区30万元. The best of several scores (最高99.8分) is a score.
    """
    if token.value == "extreme" and clause.paragraph.measures(at + 1) == "score":
        return token.end
    phrases, following, end = clause.phrases, clause.paragraph.stop(at + 1), token.end
    if token.value == "each" and phrases.subjects.vocabulary.thing.fullmatch(phrases.text, end, following):
        end = following
    if token.value == "part" or phrases.names(end, following):
        clause.add_phrase(token.start, token.end, at)
    clause.add("other", token, at)
    return end


def _blank(clause: Growing, token: Token, at: int) -> None:
    """A placeholder with a unit (XX辆) stands where a figure should; without one it is part of a name."""
    if token.text:
        clause.add("blank", token, at)
    else:
        clause.add_phrase(token.start, token.end, at)


def _asof(clause: Growing, token: Token, at: int) -> None:
    """年末 is part of the name of what stood then; 截至 dates all that its paragraph tells."""
    if token.value == "named":
        clause.add_phrase(token.start, token.end, at)
    else:
        clause.add("asof", token, at)


def _movement(clause: Growing, token: Token, at: int) -> None:
    """由 opens a movement (由61批次减至48批次); elsewhere it only joins."""
    if goes_with(clause.paragraph, at) == "reach":
        clause.add("from", token, at)


_TAKE: dict[str, Callable[[Growing, Token, int], int | None]] = {
    **dict.fromkeys(
        ["compared", "change", "either", "difference", "reach", "flat", "actual"],
        _word,
    ),
    **dict.fromkeys(["expected", "share", "respectively", "absent", "range", "reference", "unit"], _word),
    "asof": _asof,
    "blank": _blank,
    "budget": _budget,
    "completion": _completion,
    "excess": _excess,
    "from": _movement,
    "name": _name,
    "opener": _opener,
    "other": _other,
    "period": _period,
    "same_period": _same_period,
    "score": _score,
    "threshold": _threshold,
    "year": _year,
}
"""What the tokens of every class add to their clause; the others only join."""


def _number(clause: Growing, token: Token, at: int) -> int:
    """A figure, or digits that are none; where the words behind it begin."""
    number, items = token.number, clause.items
    assert number is not None
    if number.kind is None:
        listed = clause.listed or any(item.kind == "respectively" for item in items)
        if listed or _TWO_DECIMALS.match(clause.phrases.text, token.start):
            number = _shared_unit(clause.paragraph, number, at)
    if number.kind is None and not _is_bare(clause, token, number, at):
        _digits(clause, token, number, at)
        return token.end
    start = token.start
    if number.split is not None and _lost_year(clause, number.split[0]):
        items.append(Item("past", start, start + 4, at, text=GLUED))
        value = number.split[1]
        number, start = replace(number, value=value, amount=shifted(value, number.places)), start + 4
    elif not number.value:
        items.append(Item("range", start, number.end, at))
        return token.end
    if number.kind in ("money", "count", "area", None):
        _absorb(clause)
    if token.measures == "percent" or clause.paragraph.measures(at + 1) == "percent":
        _share_of(clause, at)
    _sign(clause, token, number, at)
    kind = "percent" if number.kind is None and _is_rated(clause.inside) else class_of(number)
    items.append(Item(kind, start, number.end, at, number=number))
    if number.kind == "money":
        return _called_behind(clause, token, at)
    return _counted(clause, token, at) if number.kind in ("count", "area") else token.end


def _is_rated(inside: Sequence[Item]) -> bool:
    """Whether bare digits are a rate by the word in front of them (预算执行率92.05)."""
    word = inside[-1] if inside else None
    return word is not None and word.kind == "completion" and word.text.removesuffix("为").endswith(RATES)


def _called_behind(clause: Growing, token: Token, at: int) -> int:
    """The name behind an amount that nothing in front of it names: 其余372万元为公用经费, 10万元是上年结转."""
    phrases, paragraph, following = clause.phrases, clause.paragraph, at + 1
    vocabulary = phrases.subjects.vocabulary
    equal = vocabulary.equals.match(phrases.text, token.end, paragraph.end)
    if equal is None:
        return token.end
    inside = segment(clause.items[:-1])
    named = phrases.noun(phrases.frame(inside).before).text
    behind_another = at > 0 and paragraph.measures(at - 1)  # 购置设备3台5万元为专项资金
    if behind_another or any(item.kind not in ("phrase", "counted") for item in inside):
        return token.end
    while paragraph.kind(following) in ("name", "period"):
        following += 1
    end = paragraph.stop(following)
    if (named and named not in vocabulary.words["rest"]) or paragraph.kind(following) not in _CLOSES:
        return token.end
    noun = phrases.subjects.cut(phrases.text[equal.end() : end])
    if not noun.text.endswith(vocabulary.words["money"]):
        return token.end  # 5万元为一次性补助, but not 5万元为近年最低
    clause.items.append(Item("counted", *noun.place(equal.end()), at, text=noun.text))
    return end


def _share_of(clause: Growing, at: int) -> None:
    """为 and a whole in front of a rate make a share of it: 为财政总收入8亿元的62.5%, 财政拨款为本年收入的95%."""
    inside, phrases, paragraph = clause.inside, clause.phrases, clause.paragraph
    kinds = [item.kind for item in inside if item.kind != "respectively" and item.end > item.start]
    phrase = inside[-1] if inside else None
    if phrase is None or phrase.kind != "phrase" or kinds not in _SET_EQUAL:
        return
    lead = paragraph.begin(phrase.at)  # 为本年收入: 为 alone names nothing
    equal = phrases.subjects.vocabulary.equal.match(phrases.text, lead, phrase.end)
    start = phrase.start if "flat" in kinds else equal.end() if equal else phrase.end
    part = phrases.text[lead:start]
    if not phrases.is_money((start, phrase.end)) or (
        phrases.subjects.noun(part) and not phrases.subjects.is_named(part)
    ):
        return  # not 社保体系建设经费的5%, though 系 may set equal
    clause.items.pop()
    if phrases.names(lead, start):
        clause.items.append(replace(phrase, end=start))
    if not any(_is_earlier(token) for token in paragraph.tokens[phrase.at : at]):
        clause.items.append(Item("share", start, start, at))
        clause.items.append(Item("phrase", start, phrase.end, at))


_SET_EQUAL = (["phrase"], ["flat", "phrase"], ["phrase", "flat", "phrase"])
"""A part and its whole as 为 (in one phrase) or 相当于 set them equal; of 为上年收入的95% only the part is named."""


def _is_earlier(token: Token) -> bool:
    """Whether a token is a year that may be an earlier one."""
    return token.kind == "year" or (token.kind == "period" and token.value != "this_year")


def _sign(clause: Growing, token: Token, number: Number, at: int) -> None:
    """A sign at the beginning of a bracket makes a change of the amount (水电费9.2万元（+0.6万元）)."""
    if clause.paragraph.kind(at - 1) != "open":
        return
    if number.value.startswith("-") or clause.paragraph.words(at).strip() in ("+", "＋"):
        clause.mark("signed", token.start, at)


def _absorb(clause: Growing) -> None:
    """A change inside a name is part of it (支出大于收入的部分, 能力提升10万元, 能力提升项目10万元)."""
    inside, items = clause.inside, clause.items
    turn = latest(inside, ("change", "excess"))
    if turn is None or _based(inside):
        return
    frame = clause.phrases.frame(inside)
    takes = turn.value.partition("_")[2]
    if turn.kind == "excess" and not _is_attribute(clause, frame.after):
        return  # 余额低于限额2.7亿元: the limit, or what is left to it
    if takes != "rate" and (frame.before is None or clause.phrases.ref(frame.after) is None):
        return
    start = frame.before[0] if frame.before else turn.start
    end = frame.after[1] if frame.after else turn.end
    items[len(items) - len(inside) :] = [item for item in inside if item.end <= start]
    clause.add_phrase(start, end, turn.at)


def _is_attribute(clause: Growing, phrase: Range | None) -> bool:
    """Whether a phrase ends in a noun that the words in front of it belong to (收入的部分)."""
    return phrase is not None and "的" in clause.phrases.words(phrase)


def _counted(clause: Growing, token: Token, at: int) -> int:
    """The thing counted where it is named behind the number (3名职工): it is no part of the phrase that follows."""
    phrases, paragraph, following = clause.phrases, clause.paragraph, at + 1
    inside = segment(clause.items[:-1])
    if latest(inside, VERBS) is not None:
        return token.end
    while paragraph.kind(following) == "name":
        following += 1
    right = phrases.text[token.end : paragraph.stop(following)]
    if not right or right[0] in _NOT_COUNTED:
        return token.end
    noun, length = phrases.subjects.counted(right)
    leads_on = paragraph.kind(following) == "number" and length == len(right)
    if not noun.text or leads_on:
        return token.end
    before = phrases.frame(inside).before
    left = phrases.noun(before).text
    examples = before is not None and phrases.words(before).endswith("等")
    if examples or not left or not noun.text.endswith(left[-_HEAD:]):
        joining = phrases.subjects.vocabulary.words["joining"]
        text = next((word for word in joining if left.endswith(word)), "") + noun.text
        clause.items.append(Item("counted", *noun.place(token.end), at, text=text))
    return token.end + length


def _digits(clause: Growing, token: Token, number: Number, at: int) -> None:
    """Digits that are no figure: a year without 年, the code of an item, or part of a name."""
    value, inside, ours = number.value, clause.inside, clause.phrases.year
    year = int(value) if _YEAR.fullmatch(value) else 0
    if not inside and ours is not None and abs(year - ours) <= _YEARS_BACK:
        # 2016收入合计: a year that lost its 年
        kind = "past" if year < ours else "date"
        clause.add(kind, token, at, value)
    elif inside and inside[-1].kind == "opener" and year:
        clause.add("past", token, at, value)
    elif _CODE.fullmatch(value) and (
        clause.phrases.frame(inside).before is None or _steps_on(clause, inside, token.start)
    ):
        clause.add("digits", token, at, value)
    else:
        clause.add_phrase(token.start, token.end, at)


def _steps_on(clause: Growing, inside: Sequence[Item], start: int) -> bool:
    """Whether a code follows a name with its own, which is forgotten (21001卫生管理2100101行政运行).

    Not where it is the next of a list (301工资福利支出、302商品和服务支出分别为5万元、6万元).
    """
    joined = clause.phrases.text[start - 1] in _BETWEEN_YEARS
    if joined or [item.kind for item in inside] != ["digits", "phrase"]:
        return False
    del clause.items[-2:]
    return True


def _lost_year(clause: Growing, year: int) -> bool:
    """Whether digits begin with a year that lost its 年: an earlier one, where an earlier amount is expected."""
    ours, inside = clause.phrases.year, clause.inside
    opened = bool(inside) and inside[-1].kind == "opener"
    if ours is not None and not 0 < ours - year <= (_COMPARED_BACK if opened else _YEARS_BACK):
        return False
    frame = clause.phrases.frame(inside)
    return opened or (frame.before is None and not frame.verb)


def _is_bare(clause: Growing, token: Token, number: Number, at: int) -> bool:
    """Digits without a unit are a figure only right behind a word that asks for one, at the end of their clause."""
    phrases, paragraph, inside = clause.phrases, clause.paragraph, clause.inside
    follows = paragraph.kind(at + 1)
    opened = latest(inside, TURNS | {"opener", "compared"})
    if follows == "change" and opened is not None and opened.kind == "opener":
        return paragraph.stop(at + 1) == token.end and paragraph.number_follows(at + 1)
    if follows not in _CLOSES or paragraph.names(at + 1):
        return False
    if clause.listed or any(item.kind in _MEASURES for item in inside):
        return True
    zero = not number.value.strip("0.")
    if zero and inside and inside[-1].kind in YEARS:
        return True  # 上年为0
    frame = phrases.frame(inside)
    return not frame.verb and phrases.is_money(frame.before)


def _based(items: Sequence[Item]) -> bool:
    """Whether something to compare with stands among the items."""
    kinds = [item.kind for item in items]
    opened = next((at for at, kind in enumerate(kinds) if kind in ("opener", "excess")), len(kinds))
    return "same_period" in kinds or not _BASES.isdisjoint(kinds[opened:])


def _shared_unit(paragraph: Paragraph, number: Number, index: int) -> Number:
    """In a list (分别提高0.5和1.2个百分点) the unit behind the last number is that of all."""
    later = takewhile(
        lambda token: token.number is not None or token.kind in _MARKS,
        paragraph.tokens[index + 1 : index + _LONGEST_SERIES],
    )
    following = next((token.number for token in later if token.number and token.number.unit), None)
    return number.measured_in(following) if following is not None else number
