"""Whose a figure is: the antecedents, in the order in which they are asked.

Each is a function of the case (a number in its clause, as a form read it) and the context; the first that answers names
the subject, and its own name goes with the figure, so that one can see why (``docstruct explain``). To add one, write
the function, give it an example in its docstring, and put it in its place in :data:`ANTECEDENTS`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docstruct.extracting.items import latest, segment
from docstruct.extracting.subjects import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docstruct.extracting.context import Context, Place
    from docstruct.extracting.drafts import Draft
    from docstruct.extracting.forms import Reading
    from docstruct.extracting.items import Item
    from docstruct.extracting.phrases import Frame, Phrases
    from docstruct.extracting.subjects import Range

_POINTERS = ("该", "此", "这")
_RECENT = 6
"""Figures back to which a budget is looked for: its parts may stand between, another statement does not."""
_TOO_SHORT = 2
"""Characters of a subject that does not say enough by itself (收入, 支出); names of three (会议费) do."""
_MEASURED = ("budget", "actual", "completion", "score")
_CHANGES = ("change", "change_rate")
_AMOUNTS = ("budget", "actual", "prior")


class Case(Struct, frozen=True, gc=False):
    """A number as its clause presents it.

    Attributes:
        items: the items of the clause in front of it.
        frame: the phrases since the figure before.
        behind: the item behind it, if it names the thing counted.
        told: the figures of the sentence so far, ``base`` the number of those of the paragraph before them.
        rate: the rate of change that follows, for the arithmetic.
    """

    phrases: Phrases
    items: Sequence[Item]
    frame: Frame
    number: Item
    behind: Item | None
    reading: Reading
    told: Sequence[Draft]
    base: int
    rate: str | None
    place: Place

    def ref(self, phrase: Range | None, code: str | None = None) -> Ref | None:
        """The subject a phrase names, None if there is none or it is generic."""
        return self.phrases.ref(phrase, code)

    def noun(self, phrase: Range | None) -> str:
        """The name in a phrase, generic or not."""
        return self.phrases.noun(phrase).text

    @property
    def named(self) -> bool:
        """Whether something in front of it is named, or cut off by a year."""
        return self.ref(self.frame.before) is not None or self.frame.held is not None

    def figured(self, context: Context) -> bool:
        """Whether its clause has a figure already."""
        return context.sentence.figures < self.base + len(self.told)

    def parts(self, context: Context) -> Sequence[Draft]:
        """The figures since 其中, or since the latest semicolon."""
        return self.told[max(context.sentence.parts.first - self.base, 0) :]

    def in_parts(self, context: Context) -> bool:
        """Whether it stands behind 其中, and in no bracket: it may be of a part or of the whole."""
        return context.sentence.parts.told and not self.place.depth


def next_of_the_list(case: Case, context: Context) -> Ref | None:
    """分别 shares figures out to names: 甲、乙分别为5万元、6万元."""
    return context.sentence.sharing.left[0] if context.sentence.sharing.left else None


def next_before_the_colon(case: Case, context: Context) -> Ref | None:
    """A colon shares a list of figures out to as many names: 购房补贴、提租补贴：12万元、3.2万元."""
    held, text = context.sentence.before.held, case.phrases.text
    row = _FIGURES.match(text, held[1]) if held is not None else None
    if held is None or row is None or row.end() <= case.number.start:
        return None
    names = case.phrases.subjects.names(
        case.phrases.words(held), row["row"].count("、") + 1, offset=case.phrases.begin(held)
    )
    return names[text.count("、", row.start("row"), case.number.start)] if names else None


_FIGURES = re.compile(r" ?[：:] ?(?P<row>[0-9.,]+[万亿]?元(?:、[0-9.,]+[万亿]?元){1,40})(?=[。；;，,\n]|$)")
"""A list of amounts and no more between a colon and the next mark; of a longer one the names are past finding."""


def thing_counted(case: Case, context: Context) -> Ref | None:
    """The thing behind the number, with the verb that makes a name of it: 内设10个机构."""
    if case.behind is None or case.reading.measure not in ("count", "other"):
        return None
    return Ref(case.behind.text, place=(case.behind.start, case.behind.end))


def attribute_of_its_holder(case: Case, context: Context) -> Ref | None:
    """An attribute in front of a colon or a comma, by the names of both: 推进会：人数80人、费用1.2万元."""
    sentence, attribute = context.sentence, case.noun(case.frame.before)
    holder = sentence.holder or (sentence.before.phrase if case.reading.measure == "count" else None)
    if attribute not in case.phrases.subjects.vocabulary.attributes:
        return None
    named = case.ref(holder, context.sentence.before.code)
    if named is None or attribute in case.phrases.subjects.vocabulary.words["contrary"]:
        return named  # 行政运行：支出5万元 is of 行政运行
    return replace(named, text=named.text + attribute)


def object_of_the_verb(case: Case, context: Context) -> Ref | None:
    """What stands behind the verb: 减少项目支出5万元; 完成地方财政收入1100万元."""
    if case.reading.whose != "object" or case.frame.after is None:
        return None
    named = case.ref(case.frame.after)
    if named is None and case.frame.before is None and case.reading.measure in _CHANGES:
        return case.ref(context.sentence.before.phrase)
    return named


def whole_behind_its_share(case: Case, context: Context) -> Ref | None:
    """占 names the whole: 占财政总支出860亿元的比例为15.2%."""
    return case.ref(case.frame.after) if case.reading.whose == "whole" else None


def left_of_the_equation(case: Case, context: Context) -> Ref | None:
    """What an equation sums up stands in front of it: 总收入=财政拨款500万元+其他收入20万元=520万元."""
    text, end = case.phrases.text, case.number.start
    if not text.startswith(_EQUAL, max(end - 1, 0)):
        return None
    summed = _EQUATION.search(text, max(end - _LONGEST_EQUATION, 0), end)
    return case.ref(summed.span("left")) if summed else None


_EQUAL = ("=", "＝")
_EQUATION = re.compile("(?P<left>[^=＝，。；\n]{2,40})[=＝][^=＝，。；\n]+[=＝]$")
_LONGEST_EQUATION = 200
"""Characters of an equation that are looked at."""


def part_of_the_whole(case: Case, context: Context) -> Ref | None:
    """The share behind its whole is that of the part in front: 民生支出占财政总支出860亿元的比例为15.2%."""
    if case.reading.whose != "whole_told":
        return None
    at = max(at for at, item in enumerate(case.items) if item.kind == "share" and _leads(case.items, at))
    frame = case.phrases.frame(segment(case.items[:at]))
    return case.ref(frame.before, frame.code)


def _leads(items: Sequence[Item], at: int) -> bool:
    return at + 1 < len(items) and items[at + 1].kind == "phrase"


def whole_of_its_names(case: Case, context: Context) -> Ref | None:
    """Behind parts, or their names alone, a sum is the whole's: 人员经费包括基本工资、奖金等，共计860万元."""
    if not context.sentence.parts.told or case.reading.measure not in _AMOUNTS:
        return None
    told = case.told[-1].end if case.told else 0
    start = case.frame.before[0] if case.frame.before else told or case.number.start
    return (
        context.spoken.topic
        if case.phrases.subjects.vocabulary.summed.search(case.phrases.text, start, case.number.start)
        else None
    )


def item_itself(case: Case, context: Context) -> Ref | None:
    """An item owns what is said of its budgets: …（项）600万元。2024年当年预算执行数为500万元."""
    topic, own = context.spoken.topic, case.phrases.subjects.vocabulary.of_items
    if topic is None or not topic.item or context.sentence.parts.told:
        return None
    return topic if case.noun(case.frame.before) in own else None


def phrase_around_a_fund(case: Case, context: Context) -> Ref | None:
    """Behind a year a fund only qualifies what was named: 公务接待费2013年度财政拨款决算数为22.4万元."""
    held, funds = case.frame.held, case.phrases.subjects.vocabulary.funds
    qualified = case.noun(case.frame.before) in funds and case.phrases.is_money(held)
    return case.ref(held, case.frame.code) if qualified else None


def phrase_in_front(case: Case, context: Context) -> Ref | None:
    """The phrase in front of the verb: 会议费比上年减少5万元."""
    ref = case.ref(case.frame.before, case.frame.code or context.sentence.before.code)
    return _whole(case, ref) if ref else None


def phrase_before_the_year(case: Case, context: Context) -> Ref | None:
    """What a year or a colon cut off: 会议费2022年为5万元; 会议费：5万元."""
    code = case.frame.code or context.sentence.before.code
    return case.ref(case.frame.held, code) or case.ref(context.sentence.before.held, code)


def phrase_around_the_bracket(case: Case, context: Context) -> Ref | None:
    """What a bracket stands behind: 会议费（5万元）."""
    return case.ref(case.place.host, case.frame.code)


def phrase_of_the_clause_before(case: Case, context: Context) -> Ref | None:
    """What the clause before said something of, or what is pointed back to: 未举办论坛，该项支出0元."""
    earlier, before = context.sentence.before.phrase, case.frame.before
    if earlier is None or case.figured(context):
        return None  # the clause has a figure, and so a subject, already (基数提高，比例由8%提高到12%)
    said = context.sentence.before.said or _points_back(case, before, earlier)
    if not said and not (_stands_alone(case) and case.phrases.subjects.is_named(case.phrases.words(earlier))):
        return None
    return case.ref(earlier, case.frame.code)


def _stands_alone(case: Case) -> bool:
    """Whether an amount is all that its clause says (外交支出占了大头，约190亿元)."""
    return case.number.kind == "money" and not segment(case.items)


def _points_back(case: Case, before: Range | None, earlier: Range) -> bool:
    """Whether a phrase only points to what the clause before named (not 根据规定，…)."""
    led = case.phrases.subjects.vocabulary.aside.match(case.phrases.words(earlier).lstrip())
    return case.noun(before).startswith(_POINTERS) and case.phrases.is_money(before) and not led


def contrary_to_the_latest(case: Case, context: Context) -> Ref | None:
    """A generic word that the latest subject excludes: 收入增加5万元，支出减少4万元."""
    return _excluded(case, generic_words(case, context), context)


def contrary_measure(case: Case, context: Context) -> Ref | None:
    """A word for the measure that the latest subject excludes: 决算收入560万元，决算支出550万元."""
    return _excluded(case, noun_of_the_measure(case, context), context)


def _excluded(case: Case, named: Ref | None, context: Context) -> Ref | None:
    """收入 or 支出, where the latest subject is of the other: in a sentence about 收入 the word 支出 is a subject."""
    carried, contrary = context.spoken.thing, case.phrases.subjects.vocabulary.words["contrary"]
    if named is None or carried is None or named.text not in contrary or named.text in carried.text:
        return None
    return named if any(word in carried.text for word in contrary) else None


def noun_of_the_measure(case: Case, context: Context) -> Ref | None:
    """What the word for the measure ends with, where nothing else is named: 2022年决算支出560万元."""
    start, end = case.frame.measured
    if case.frame.before is not None or case.frame.held is not None or case.reading.measure not in _AMOUNTS:
        return None
    if case.told and not case.told[-1].ref.text:
        return None  # of what the sentence did not name either: 预算安排120万元，实际支出96万元
    noun = case.phrases.subjects.vocabulary.measured.get(case.phrases.text[start:end])
    return Ref(noun, place=(end - len(noun), end)) if noun else None


def noun_of_the_verb(case: Case, context: Context) -> Ref | None:
    """A generic word behind the verb that opens the clause is named with it: 实际到位资金300万元."""
    before, (start, end) = case.frame.before, case.frame.measured
    if before is None or end > before[0] or case.reading.role != "actual":
        return None
    if case.phrases.text[end : before[0]].strip() or segment(case.items)[0].start != start:
        return None
    if context.spoken.amount is not None and case.figured(context):
        return None
    noun = case.phrases.subjects.cut(case.phrases.text[start : before[1]])
    if len(noun.text) <= len(case.noun(before)) or before[1] - start < _LEAST_NAMED:
        return None
    return Ref(noun.text, place=noun.place(start))


_LEAST_NAMED = 6
"""Characters of a verb and its noun that make a name (实际到位资金, but not 决算支出)."""


def words_of_a_form(case: Case, context: Context) -> Ref | None:
    """In forms the word for the measure is the name: 执行数（万元）120.50，执行率（%）98.17."""
    inside = segment(case.items)
    if not any(item.kind == "unit" for item in inside):
        return None
    named = next((item for item in inside if item.kind in _MEASURED), None)
    if named is not None:
        return Ref(case.phrases.text[named.start : named.end], place=(named.start, named.end))
    return generic_words(case, context)


def whole_still_without(case: Case, context: Context) -> Ref | None:
    """Behind parts, what the whole lacks is its own: 培训费预算9万元，其中住宿费8万元、餐费1万元，决算7万元.

    Not where the parts have budgets of their own (其中：会议费预算2万元、决算1万元).
    """
    topic = context.spoken.topic
    if topic is None and case.told and not case.told[0].ref.text:
        topic = case.told[0].ref  # 全年预算350万元，其中财政拨款300万元、上年结转50万元，执行数336万元
    if topic is None or case.reading.role not in ("budget", "actual"):
        return None
    if not case.in_parts(context) or case.named:
        return None
    parts = case.parts(context)
    plain = all(part.role == "amount" for part in parts if part.number.kind == "money")
    whole = {draft.measure for draft in case.told if draft.ref == topic}
    several = len({part.ref for part in parts}) > 1
    return topic if several and plain and whole and case.reading.measure not in whole else None


def budget_without_actual(case: Case, context: Context) -> Ref | None:
    """What was budgeted is what was spent, whatever funds were told between: A年初预算30万元，上级专款20万元，支出决算48万元.

    So is what was added to it within the year (本年追加30万元), and its later budget (调减一般性支出5万元，全年预算25万元).
    """
    asks = case.reading.role == "actual" or _adjusts(case) or _is_later_budget(case)
    if not asks or context.sentence.parts.told or case.place.depth or case.named:
        return None
    told = case.parts(context)[-_RECENT:]
    for at in range(len(told) - 1, -1, -1):
        if told[at].role == "budget":
            budgeted = told[at].ref
            spent = any(draft.ref == budgeted and draft.measure == "actual" for draft in told[at:])
            between = at < len(told) - 1 or not budgeted.text
            return budgeted if between and not spent else None
        if told[at].role not in ("amount", "change", "past"):
            return None
    return None


def _is_later_budget(case: Case) -> bool:
    """Whether a number is a budget as it was within the year or at its end."""
    named = latest(case.items, ("budget",))
    value = named.value if named is not None else ""
    return case.reading.role == "budget" and value in ("full_year_budget", "adjusted_budget")


def _adjusts(case: Case) -> bool:
    """Whether a change is one of the budget within the year."""
    verb, adjusting = latest(case.items, ("change",)), case.phrases.subjects.vocabulary.words["adjusting"]
    adjusts = verb is not None and verb.text.startswith(adjusting)
    return adjusts and case.reading.role == "change" and case.reading.basis is None


def lone_part(case: Case, context: Context) -> Ref | None:
    """The part told alone since the latest semicolon or rate: 其中：会议费2万元，完成预算的28%.

    Behind several (其中：基本支出3万元、项目支出2万元，完成预算的50%) the rate is that of the whole.
    """
    if case.reading.whose != "rate" or not context.sentence.parts.told:
        return None
    told = case.parts(context)[-_RECENT:]
    rates = [at for at, draft in enumerate(told) if draft.measure == "completion_rate"]
    parts = {draft.ref for draft in told[rates[-1] + 1 if rates else 0 :]}
    return parts.pop() if len(parts) == 1 else None


def latest_budget(case: Case, context: Context) -> Ref | None:
    """A completion rate goes with the latest budget: 培训费预算3万元，结余0.6万元，预算执行率80%."""
    if case.reading.whose != "rate":
        return None
    budgets = (draft for draft in reversed(case.told[-_RECENT:]) if draft.measure == "budget")
    return next(
        (draft.ref for draft in budgets if not context.sentence.parts.told or draft.role != "amount"), None
    )


def whole_by_arithmetic(case: Case, context: Context) -> Ref | None:
    """Where change and rate fit the whole and not the part: 收入812.5万元，其中结转90.3万元，较2019年增加62.5万元，增长8.33%."""
    if case.rate is None or not context.sentence.parts.told or case.reading.measure != "change":
        return None
    rate, amounts = Decimal(case.rate), [one for one in case.told if one.measure in ("budget", "actual")]
    refs = {draft.ref for draft in amounts if _fits(draft, case, rate)}
    return refs.pop() if len(refs) == 1 else None


def whole_of_a_list(case: Case, context: Context) -> Ref | None:
    """Behind a list of parts their whole is compared: 公用经费5万元，其中：会议费2万元、培训费3万元，比上年减少1万元."""
    if not case.in_parts(context) or len(case.told) < 2:
        return None
    first, last = case.told[-2:]
    between = case.phrases.text[last.end : case.number.start].lstrip()
    closed = between.startswith(("；", ";"))
    wanted = case.reading.measure in (*_CHANGES, "prior" if closed else "change") or (
        case.reading.measure == "share" and between.startswith("等")
    )
    if not wanted or case.named:
        return None
    listed = first.role == last.role == "amount"
    if closed:
        # 其中：会议费2万元，培训费3万元；比上年减少1万元: nothing is told of the parts but their amounts
        return context.spoken.topic if listed and first.ref != context.spoken.topic else None
    budgets = first.role == last.role == "budget"  # 货物预算2万元、服务预算1万元，比上年减少1万元
    listed = (
        (listed or budgets) and len(case.parts(context)) > 1 and case.phrases.text.startswith("、", first.end)
    )
    return context.spoken.topic if listed and not between.startswith("、") else None


def _fits(draft: Draft, case: Case, rate: Decimal) -> bool:
    """Whether amount, change and rate of change agree within the last digit of the rate."""
    number = case.number.number
    if draft.amount is None or number is None or number.amount is None:
        return False
    change = Decimal(number.amount).copy_abs()
    if case.reading.direction == "decrease":
        change = -change
    base = Decimal(draft.amount) - change
    if not base:
        return False
    step = Decimal(1).scaleb(int(rate.as_tuple().exponent))
    return abs(abs(change / base * 100) - rate) <= step


def item_of_its_parts(case: Case, context: Context) -> Ref | None:
    """A change behind the parts of an item is the item's: …（项）40万元，其中：当年预算38万元，上年结转2万元，增加5万元."""
    topic = context.spoken.topic
    owns = topic is not None and topic.item and case.in_parts(context)
    return topic if owns and case.reading.measure in _CHANGES else None


def rate_of_its_change(case: Case, context: Context) -> Ref | None:
    """A rate, or one more change, goes with the change of a whole: 收入812.5万元，其中结转90.3万元，比上年增加62.5万元，增长8.33%."""
    last = case.told[-1] if case.told else None
    if last is None or case.reading.measure not in _CHANGES or last.antecedent not in _OF_WHOLES:
        return None
    return None if case.named else last.ref


def latest_amount(case: Case, context: Context) -> Ref | None:
    """Amounts and rates go with the latest amount: 会议费5万元，减少1万元."""
    return context.spoken.amount if _goes_with_money(case, context) else None


def latest_thing(case: Case, context: Context) -> Ref | None:
    """Counts and shares go with the latest subject of all: 国内公务接待48批次、412人次."""
    return context.spoken.thing


def words_of_the_clause_before(case: Case, context: Context) -> Ref | None:
    """Nothing carries over, but the clause before has a phrase: 完善制度，支出5万元.

    Not where it only says what was gone by (按照综合预算编制要求，收支预算均为5万元).
    """
    phrase = context.sentence.before.phrase
    if phrase is None or case.phrases.subjects.vocabulary.aside.match(case.phrases.words(phrase).lstrip()):
        return None
    return case.ref(phrase)


def rate_by_its_own_name(case: Case, context: Context) -> Ref | None:
    """A rate that nothing is named with goes by its own name: 预算执行率为85%."""
    named = next((item for item in segment(case.items) if item.kind == "completion"), None)
    text = named.text.removesuffix("为") if named is not None else ""
    if named is None or not text.endswith(("率", "进度")):
        return None
    return Ref(text, place=(named.start, named.start + len(text)))


def generic_words(case: Case, context: Context) -> Ref | None:
    """A generic phrase is better than none: 支出5万元; 全年支出与上年基本持平，略降0.3%."""
    earlier = context.sentence.before
    for phrase in (
        case.frame.before,
        case.frame.held,
        earlier.held,
        earlier.phrase if earlier.said else None,
    ):
        noun = case.phrases.noun(phrase)
        if phrase is not None and noun.text:
            return Ref(noun.text, place=noun.place(case.phrases.begin(phrase)))
    return None


def _whole(case: Case, ref: Ref) -> Ref:
    """收入 alone says too little: 收入预算 and 本年预算收入 keep the word for their measure."""
    before, (start, end) = case.frame.before, case.frame.measured
    if len(ref.text) > _TOO_SHORT or before is None or not end:
        return ref
    if end > before[0]:
        start = before[0]
    elif end == before[0]:
        end = before[1]
    else:
        return ref
    noun = case.phrases.subjects.cut(case.phrases.text[start:end])
    return replace(ref, text=noun.text, place=noun.place(start))


def _goes_with_money(case: Case, context: Context) -> bool:
    """Whether a figure without a subject is about the latest amount rather than the latest thing counted."""
    kind, last = case.number.kind, case.told[-1] if case.told else None
    if kind == "percent" and case.reading.measure == "change_rate":
        return last is not None and last.number.kind in ("money", None)
    if kind == "money" and last is not None and last.number.kind == "count":
        # 电脑12台6.6万元 is the amount of the things counted, and so is 接待4批次，累计支出0.3万元
        touching = not case.phrases.text[last.end : case.number.start].strip()
        alone = case.frame.before is not None and not case.figured(context)
        if touching or (alone and not last.in_reason):
            return False
    return kind in ("money", "price", "bare") or case.reading.measure == "completion_rate"


ANTECEDENTS: tuple[Callable[[Case, Context], Ref | None], ...] = (
    # In front of phrase_in_front, since each knows better than the words that stand nearest.
    # 货物类、工程类和服务类分别为1万元、2万元和3万元: else every figure were of all three.
    next_of_the_list,
    next_before_the_colon,
    # 局内设10个机构: else 局内设 were counted.
    thing_counted,
    # 推进会：参会人数70人、费用1.2万元: else the cost were of 参会人数, whose number comes first.
    attribute_of_its_holder,
    # 上半年完成税收收入300万元: else the amount were of 上半年, 民生支出占财政总支出860亿元 of 民生支出.
    object_of_the_verb,
    whole_behind_its_share,
    part_of_the_whole,
    # 其他收入20万元=520万元: else the sum were of its last part, and so 基本工资、奖金等，共计860万元.
    left_of_the_equation,
    whole_of_its_names,
    # 当年预算执行数500万元 behind an item: else 当年预算 were a subject; 财政拨款决算数 behind 公务接待费2013年度, too.
    item_itself,
    phrase_around_a_fund,
    # 政府采购限额标准：货物类50万元: what stands nearest comes before what a colon or a year cut off, 货物类 here.
    phrase_in_front,
    phrase_before_the_year,
    # From here on the clause names nothing of its own, and latest_amount would answer nearly always.
    # 支出决算101.2万元，占支出合计（980万元）: else the whole in front of its bracket were the latest amount's.
    phrase_around_the_bracket,
    # 会议费5万元；未举办论坛，该项支出0元: else the nothing spent were of 会议费.
    phrase_of_the_clause_before,
    # 收入增加56万元，支出减少48万元; 项目预算320万元，实际到位资金300万元: words that name something only here.
    contrary_to_the_latest,
    contrary_measure,
    noun_of_the_verb,
    # 执行数（万元）120.5，项目资金（万元）：300: in a form each number has its own label.
    words_of_a_form,
    # 培训费预算9万元，其中住宿费8万元、餐费1万元，决算7万元: else what was spent were 餐费.
    whole_still_without,
    # A年初预算30万元，上级专款20万元，支出决算48万元: else what was spent were of 上级专款.
    budget_without_actual,
    # 其中：会议费决算2万元，完成预算的20%: in front of latest_budget, since that was the whole's.
    lone_part,
    latest_budget,
    # Behind parts: arithmetic is certain, words for a list are not, and an item owns what nobody else claims.
    whole_by_arithmetic,
    rate_of_its_change,
    whole_of_a_list,
    item_of_its_parts,
    # 国内公务接待48批次: counts and shares pass latest_amount by.
    latest_amount,
    latest_thing,
    # Nothing carries over: any words are better than none, those of the clause before first, the measure's own last.
    words_of_the_clause_before,
    generic_words,
    noun_of_the_measure,
    rate_by_its_own_name,
)


_OF_WHOLES = frozenset({whole_by_arithmetic.__name__, whole_of_a_list.__name__, rate_of_its_change.__name__})
CARRIED = frozenset({"none", latest_amount.__name__, latest_thing.__name__})
"""Names of those that found nothing in the words of the clause."""
KNOWN = CARRIED | {latest_budget.__name__, lone_part.__name__, whole_by_arithmetic.__name__}
"""Names of those whose subject clauses go back to already, or shall not go back to."""


def antecedent(case: Case, context: Context) -> tuple[Ref, str]:
    """The subject of a figure and the name of the rule that found it."""
    for find in ANTECEDENTS:
        ref = find(case, context)
        if ref is not None:
            return ref, find.__name__
    return Ref(""), "none"


def why(name: str) -> str:
    """What an antecedent says of itself, in one line."""
    if name == "subject_behind":
        return "What is compared in front is named behind."
    found = next((find for find in ANTECEDENTS if find.__name__ == name), None)
    return (found.__doc__ or "").split("\n")[0] if found else "Nothing names it."
